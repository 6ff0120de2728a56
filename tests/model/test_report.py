"""How messages call a report."""

from __future__ import annotations

import pytest

from claimline.model import Report

LONG = "Rain fell on the hills all night,\n  and the bridge at the mill was closed to lorries."


@pytest.mark.parametrize(
    ("report", "label"),
    [
        (Report(LONG, given_id="r1", title="Rain"), "r1"),
        (Report(LONG, title="Rain"), "Rain"),
        (Report(LONG), "“Rain fell on the hills all night, and the bridge…”"),
        (Report("Rain."), "“Rain.”"),
        (Report(""), "“”"),
    ],
)
def test_the_label_is_what_a_person_would_know_it_by(report: Report, label: str) -> None:
    assert report.label == label
