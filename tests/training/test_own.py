"""The reports written for training: their claims are in the words of the reader, and lie where the text has them."""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from training.own import NotFound, own_reports  # noqa: E402 - training is no part of the package

from claimline.model.quantity import QuantityOf  # noqa: E402
from claimline.model.reading import Framing, Modality, Polarity  # noqa: E402
from claimline.reading.neural.labels import KINDS  # noqa: E402

AT_LEAST = 360  # reports
LONG = 200  # words
SPANS = ("quote", "trigger", "speaker", "speaker_full", "cue", "actor", "target", "time", "saying_time")

Record = dict[str, Any]


@cache
def reports() -> tuple[Record, ...]:
    return tuple(own_reports())


def claims() -> list[tuple[Record, Record]]:
    return [(report, claim) for report in reports() for claim in report["claims"]]


def words(report: Record, span: list[int]) -> str:
    return str(report["text"][span[0] : span[1]])


def test_there_are_enough_and_each_has_its_own_id_and_text() -> None:
    assert len(reports()) >= AT_LEAST
    assert len({report["id"] for report in reports()}) == len(reports())
    assert len({report["text"] for report in reports()}) == len(reports())
    assert all(report["claims"] for report in reports())
    assert all(len(report["claims"]) >= 8 for report in reports() if len(report["text"].split()) > LONG)


def test_labels_are_those_of_the_reader() -> None:
    for report, claim in claims():
        where = report["id"], words(report, claim["quote"])
        assert claim["kind"] in KINDS, where
        assert claim["modality"] in get_args(Modality), where
        assert claim["polarity"] in get_args(Polarity), where
        assert claim["framing"] is None or claim["framing"] in get_args(Framing), where
        assert isinstance(claim["background"], bool), where
        assert {role for *_, role in claim["places"]} <= {"at", "from", "to", "via"}, where
        assert {of for *_, of in claim["quantities"]} <= set(get_args(QuantityOf)), where


def test_who_speaks_and_how_sure_go_together() -> None:
    for report, claim in claims():
        where = report["id"], words(report, claim["quote"])
        if claim["speaker"]:
            assert claim["modality"] != "asserted", where
        else:
            assert claim["modality"] not in ("claimed", "accused"), where
            assert claim["speaker_full"] is None, where


def test_triggers_lie_in_their_quotes() -> None:
    for report, claim in claims():
        start, end = claim["quote"]
        first, last = claim["trigger"]
        assert start <= first < last <= end, (report["id"], words(report, claim["quote"]))


def test_triggers_do_not_overlap() -> None:
    for report in reports():
        triggers = sorted({tuple(claim["trigger"]) for claim in report["claims"]})
        for one, other in pairwise(triggers):
            assert one[1] <= other[0], (report["id"], words(report, list(one)), words(report, list(other)))


def test_no_claim_is_written_twice() -> None:
    for report in reports():
        keys = Counter(
            (
                claim["kind"],
                *claim["trigger"],
                *(claim["speaker"] or ()),
                str(claim["places"] + claim["quantities"]),
            )
            for claim in report["claims"]
        )
        assert not [key for key, count in keys.items() if count > 1], report["id"]


def test_spans_are_whole_words() -> None:
    for report, claim in claims():
        for span in filter(None, (claim[name] for name in SPANS)):
            text = words(report, span)
            assert text == text.strip() != "", (report["id"], text)


def test_words_that_a_report_does_not_have_are_an_error(tmp_path: Path) -> None:
    report = '- {published: 2024-01-01, text: "Shells fell.", claims: [{kind: attack, quote: Bombs, trigger: fell}]}'
    (tmp_path / "wrong.yaml").write_text(report, "utf-8")
    with pytest.raises(NotFound, match=r"wrong\.yaml, report 1"):
        list(own_reports(tmp_path))
