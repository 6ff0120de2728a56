"""Judgements go out, can be understood without the ledger, and come into another one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from ledger_building import TEXT, a_report, numbered_report, two_claims
from reviews_building import TAKEN, Desk, add_toll, again, opened_desk
from sqlalchemy import text

from claimline.errors import RecordError
from claimline.model.record import Record


@pytest.fixture
def desk(place: str) -> Iterator[Desk]:
    with opened_desk(place) as opened:
        yield opened


@pytest.fixture
def toll(desk: Desk) -> str:
    return add_toll(desk)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Desk]:
    """Another ledger."""
    with opened_desk(tmp_path / "other.db") as opened:
        yield opened


def exported(desk: Desk) -> list[Record]:
    """What another program would read."""
    return [json.loads(json.dumps(record)) for record in desk.reviews.export()]


def test_judgements_can_be_understood_without_the_ledger(desk: Desk, toll: str) -> None:
    desk.judge.accept(toll, who="Ann", note="sure")
    fixed = desk.judge.fix(toll, {"killed": "14", "framing": None}, who="Bob")
    desk.judge.undo(fixed.id, who="Ann", note="no")
    first, second = exported(desk)
    assert first["undone"] is None
    (claim,) = first["claims"]
    assert claim["report"]["text_hash"] == a_report().text_hash
    assert TEXT[claim["start"] : claim["end"]] == claim["quote"]
    assert claim["quote"] in claim["sentence"]
    assert claim["seen"]["figures"] == [["killed", 12, 12, "people"]]
    assert (second["verb"], second["changes"]) == ("fix", {"killed": "14", "framing": None})
    assert second["values"]["killed"] == {"min": 14, "max": 14, "unit": "people"}
    assert second["undone"]["who"] == "Ann"
    assert second["undone"]["note"] == "no"


def test_judgements_move_to_a_ledger_with_the_same_reports(desk: Desk, other: Desk, toll: str) -> None:
    other.add(*numbered_report(1))
    other.add(a_report(), two_claims(a_report()))
    desk.judge.reject(toll, who="Ann")
    desk.judge.fix(TAKEN, {"place": "geonames:1"}, who="Bob")
    records = exported(desk)
    trial = other.reviews.take(records, dry_run=True)
    assert (trial.added, trial.claims, trial.misfits) == (2, 2, [])
    assert other.judge.history() == ()
    assert other.reviews.take(records) == trial
    assert other.judge.history() == desk.judge.history()
    for claim in (toll, TAKEN):
        assert other.reviews.status([claim]) == desk.reviews.status([claim])
    assert exported(other) == records
    repeated = other.reviews.take(records)
    assert (repeated.added, repeated.known, repeated.claims) == (0, 2, 0)
    desk.judge.undo(who="Ann")
    desk.judge.accept(TAKEN, who="Ann")
    more = other.reviews.take(exported(desk))
    assert (more.added, more.undone, more.known) == (1, 1, 1)
    assert exported(other) == exported(desk)


def test_a_claim_is_found_by_its_words_in_whatever_copy_and_reading(desk: Desk, other: Desk, toll: str) -> None:
    copy = a_report(outlet="Hill Gazette")
    newer = again(two_claims(copy), confidence=0.3)
    other.add(copy, newer)
    desk.judge.accept(toll, who="Ann")
    assert other.reviews.take(exported(desk)).added == 1
    assert other.status(newer[0].id) == "accepted"


def test_what_does_not_fit_is_listed_whole(desk: Desk, other: Desk, toll: str) -> None:
    other.add(a_report(), two_claims(a_report())[1:])
    desk.add(*numbered_report(1))
    desk.judge.accept(toll, who="Ann")
    desk.judge.accept(numbered_report(1)[1][0].id, who="Ann")
    records = exported(desk)
    found = other.reviews.take(records)
    assert found.added == 0
    assert [one.record for one in found.misfits] == records
    assert "no claim is read here" in found.misfits[0].why
    assert "no report of this ledger" in found.misfits[1].why
    other.add(a_report(), two_claims(a_report()))
    assert other.reviews.take(records).added == 1


def test_merges_and_splits_move_as_well(desk: Desk, other: Desk, toll: str, gazetteer_file: Path) -> None:
    from claimline.pipeline.weighing import WeighConfig, weigh

    weigh(desk.ledger, WeighConfig(gazetteer=gazetteer_file))
    with desk.ledger.engine.connect() as connection:
        events = list(connection.execute(text("SELECT id FROM events ORDER BY id")).scalars())
    merged = desk.judge.merge(events, who="Ann")
    (record,) = exported(desk)
    assert (record["verb"], len(record["claims"])) == ("merge", 2)
    other.add(a_report(), two_claims(a_report()))
    assert other.reviews.take([record]).added == 1
    assert [replace(one, at=merged.at) for one in other.judge.history()] == [merged]


def broken(record: Record, **parts: Any) -> Record:
    return {**record, **parts}


def test_what_is_no_judgement_is_refused_and_nothing_is_kept(desk: Desk, other: Desk, toll: str) -> None:
    other.add(a_report(), two_claims(a_report()))
    desk.judge.fix(toll, {"killed": "14"}, who="Ann")
    (good,) = exported(desk)
    wrong: list[Any] = [
        "text",
        {},
        broken(good, verb="praise"),
        broken(good, claims=[]),
        broken(good, changes={"mood": "good"}),
        broken(good, undone={"id": "x"}),
        broken(good, who=None),
        broken(good, claims=[{**good["claims"][0], "start": "3"}]),
    ]
    for one in wrong:
        with pytest.raises(RecordError, match="no judgement") as raised:
            other.reviews.take([good, one])
        assert raised.value.where == "line 2"
        assert other.judge.history() == ()


def test_judgements_are_found_without_reading_all(desk: Desk, toll: str, gazetteer_file: Path) -> None:
    from claimline.pipeline.weighing import WeighConfig, weigh

    weigh(desk.ledger, WeighConfig(gazetteer=gazetteer_file))
    accepted, rejected = desk.judge.accept(toll, who="Ann"), desk.judge.reject(toll, who="Bob")
    with desk.ledger.engine.connect() as connection:
        events = list(connection.execute(text("SELECT id FROM events ORDER BY id")).scalars())
    merged = desk.judge.merge(events, who="Ann")
    assert desk.judge.last(2) == (merged, rejected)
    assert desk.judge.last(who="Bob") == (rejected,)
    undone = desk.judge.undo(rejected.id, who="Ann")
    assert desk.judge.last(who="Bob") == (undone,)
    assert desk.judge.last(who="Bob", standing=True) == desk.judge.last(who="nobody") == ()
    assert (desk.judge.count(), len(desk.judge.history())) == (3, 3)
    assert desk.judge.named(accepted.id) == accepted
    assert desk.judge.named("none") is None
    assert desk.judge.about(accepted.subjects) == desk.judge.history()
    assert desk.judge.about(accepted.subjects, ("merge", "split")) == (merged,)
    assert desk.judge.about(["no:thing"]) == ()
