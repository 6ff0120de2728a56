"""What holds a place, asked of a gazetteer: kept in mind, but not without end."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimline.pipeline.holders import Holders


def test_few_places_are_kept_in_mind_and_all_are_known(gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = ["geonames:706483", "geonames:689304", "geonames:nowhere", "geonames:706482"]
    whole = Holders.open(gazetteer_file)
    wanted = [whole.place(one) for one in ids]
    assert wanted[0] is not None
    monkeypatch.setattr("claimline.pipeline.holders._KNOWN", 2)
    few = Holders.open(gazetteer_file)
    for _ in range(2):
        assert [few.place(one) for one in ids] == wanted
        assert len(few._known) <= 2
