"""The event as text: every reason is printed, contradictions stand side by side, nothing is cut off."""

from __future__ import annotations

import json

import pytest

from claimline.model.weighed import Weighed, weighed_record
from claimline.publishing.waterfall import records_table, waterfall
from claimline.weighing.agreement import weigh
from claimline.weighing.records import track_records
from told import cases, event, telling

CASES = cases("agreement") + cases("grades")


def _weighed(name: str) -> Weighed:
    case = next(case for case in CASES if case["name"].startswith(name))
    tellings = [telling(row) for row in case["tellings"]]
    return weigh(event(tellings), tellings, case.get("origins", {}))


def test_two_positions_side_by_side() -> None:
    weighed = _weighed("two sides, two holders")
    page = "\n".join(waterfall(weighed, {"a:a": "has taken\nthe \x1b[31mvillage"}))
    assert "1. held by Russian forces  [F6]" in page
    assert "2. held by Ukrainian forces  [F6]" in page
    assert "against     2. “held by Russian forces” and “held by Ukrainian forces” cannot both be so" in page
    assert "says        Russian Defence Ministry, Wire 2024-05-10" in page
    assert "“has taken the \ufffd[31mvillage”" in page


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize("width", [60, 100])
def test_every_reason_is_printed(case: dict[str, object], width: int) -> None:
    rows = case["tellings"]
    assert isinstance(rows, list)
    tellings = [telling(row) for row in rows]
    weighed = weigh(event(tellings), tellings, {})
    lines = list(waterfall(weighed, width=width))
    page = " ".join(" ".join(lines).split())
    assert all(" ".join(part.why.split()) in page for part in weighed.grade.parts)
    assert all(" ".join(told.why.split()) in page for told in weighed.tellings)
    assert all(f"[{p.grade.code}]" in page for slot in weighed.slots for p in slot.positions)
    assert max(map(len, lines)) <= width


def test_the_record_is_json_with_the_code_of_every_grade() -> None:
    weighed = _weighed("the other side concedes")
    record = json.loads(json.dumps(weighed_record(weighed)))
    assert record["grade"]["code"] == "F2"
    assert record["tellings"][0]["grade"]["code"] == weighed.tellings[0].grade.code
    assert [slot["name"] for slot in record["slots"]] == [slot.name for slot in weighed.slots]
    assert {"name", "value", "why"} == set(record["grade"]["parts"][0])


def test_records_are_printed_by_name_with_counts_in_words() -> None:
    rows = [
        {"id": "a", "kind": "control.taken", "outlet": "Zenith", "actor": "Russian forces/russia", "at": ["Bilka"]},
        {"id": "b", "kind": "control.taken", "outlet": "Alpha", "actor": "Russian forces/russia", "at": ["Bilka"]},
        {"id": "c", "kind": "control.taken", "outlet": "Alpha", "actor": "Russian forces/russia", "at": ["Dubove"]},
    ]
    lines = list(records_table(reversed(track_records([telling(row) for row in rows]))))
    assert lines == [
        "Alpha: 2 claims on control",
        "     1 another origin said the same",
        "     1 nobody else said it",
        "Zenith: 1 claim on control",
        "     1 another origin said the same",
    ]
