"""What is counted of each voice, and that nothing orders voices by it."""

from __future__ import annotations

import inspect
import random
from typing import Any

import pytest

from claimline.model.weighed import TrackRecord, track_record
from claimline.weighing import records as room
from claimline.weighing.records import track_records
from told import cases, short, swapped, telling

CASES = cases("records")


def _records(case: dict[str, Any], rows: list[Any] | None = None) -> tuple[TrackRecord, ...]:
    days = {name: str(case[name]) for name in ("on", "known") if name in case}
    return track_records(rows or [telling(row) for row in case["tellings"]], case.get("origins"), **days)


def _counted(record: TrackRecord) -> dict[str, Any]:
    plain: dict[str, Any] = {name: [short(k) for k in getattr(record, name)] for name in ("claims", "unechoed")}
    for name in ("conceded", "echoed", "withdrawn", "contradicted"):
        plain[name] = {short(o.claim): [short(key) for key in o.by] for o in getattr(record, name)}
    return {name: found for name, found in plain.items() if found}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_counts(case: dict[str, Any]) -> None:
    found = {record.voice: record for record in _records(case)}
    for voice, wanted in case["expect"].items():
        assert _counted(found[voice]) == wanted
    if "voices" in case:
        assert list(found) == case["voices"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_neither_order_nor_sides_make_a_difference(case: dict[str, Any]) -> None:
    rows = [telling(row) for row in case["tellings"]]
    first = _records(case)
    random.Random(7).shuffle(rows)
    assert _records(case, rows) == first
    if "one_sided" not in case:
        other = _records(case, [swapped(row) for row in rows])
        assert {swapped(record) for record in other} == set(first)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_claim_is_echoed_or_not_and_outcomes_are_of_claims(case: dict[str, Any]) -> None:
    for record in _records(case):
        echoed = [outcome.claim for outcome in record.echoed]
        assert sorted([*echoed, *record.unechoed]) == sorted(record.claims)
        for outcomes in (record.conceded, record.withdrawn, record.contradicted):
            assert {outcome.claim for outcome in outcomes} <= set(record.claims)
            assert all(outcome.by for outcome in outcomes)


def test_nothing_sorts_voices_by_their_record() -> None:
    """The room offers one function, it takes no key to sort by, and its order is that of the names."""
    assert room.__all__ == ["KINDS", "track_records"]
    assert set(inspect.signature(track_records).parameters) == {"tellings", "origins", "on", "known"}
    for case in CASES:
        names = [record.name.casefold() for record in _records(case)]
        assert names == sorted(names)


def test_a_record_is_counts_and_no_rate() -> None:
    record = track_record(_records(CASES[0])[0])
    assert set(record["counts"]) == {"claims", "conceded", "echoed", "unechoed", "withdrawn", "contradicted"}
    assert all(isinstance(count, int) for count in record["counts"].values())
    assert {"voice", "name", "counts", "claims", "conceded", "echoed", "unechoed", "withdrawn", "contradicted"} == set(
        record
    )
