"""Who says the same, who says otherwise, who denies, who is silent: the case table, and what holds for every case."""

from __future__ import annotations

import random
from typing import Any

import pytest

from claimline.model import Telling
from claimline.model.weighed import Position, Weighed, weighed_record
from claimline.weighing.agreement import weigh
from told import cases, event, short, swapped, telling, text_of

CASES = cases("agreement") + cases("grades")


def _weigh(case: dict[str, Any], tellings: list[Telling]) -> Weighed:
    founder = next(t for t in tellings if t.claim == case["tellings"][0]["id"])
    return weigh(event([founder, *(t for t in tellings if t is not founder)]), tellings, case.get("origins", {}))


def _told(case: dict[str, Any]) -> list[Telling]:
    return [telling(row) for row in case["tellings"]]


def _shown(position: Position) -> dict[str, Any]:
    keys = ("says", "looser", "denies", "revised", "withdrawn", "conceded")
    return {
        "value": position.value,
        **{name: [short(key) for key in getattr(position, name)] for name in keys},
        "apart": [contrast.other for contrast in position.contrasts],
        "lines": len(position.lines),
        "grade": position.grade.code,
        "sides": list(position.sides),
    }


@pytest.mark.parametrize("case", cases("agreement"), ids=lambda case: case["name"])
def test_positions(case: dict[str, Any]) -> None:
    weighed = _weigh(case, _told(case))
    for name, wanted in case["expect"].items():
        slot = weighed.slot(name)
        assert slot is not None, name
        assert len(slot.positions) == len(wanted), [p.value for p in slot.positions]
        for position, expected in zip(slot.positions, wanted, strict=True):
            shown = _shown(position)
            assert {key: shown[key] for key in expected} == {**expected, **_text(expected)}
    for name, silent in case.get("silent", {}).items():
        slot = weighed.slot(name)
        assert slot is not None
        assert [short(key) for key in slot.silent] == silent


def _text(expected: dict[str, Any]) -> dict[str, str]:
    """YAML reads a lone date as a date."""
    return {"value": str(expected["value"])} if "value" in expected else {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_order_of_arrival_makes_no_difference(case: dict[str, Any]) -> None:
    tellings = _told(case)
    first = _weigh(case, tellings)
    for seed in range(4):
        random.Random(seed).shuffle(tellings)
        assert _weigh(case, tellings) == first


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_other_sides_in_the_same_roles_change_nothing_else(case: dict[str, Any]) -> None:
    tellings = _told(case)
    as_told = text_of(weighed_record(_weigh(case, tellings)))
    other_way = text_of(weighed_record(_weigh(case, [swapped(t) for t in tellings])))
    assert swapped(other_way) == as_told


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_telling_has_its_place(case: dict[str, Any]) -> None:
    """Nothing is dropped: each telling is weighed, and stands in a position of each slot or leaves it open."""
    tellings = _told(case)
    weighed = _weigh(case, tellings)
    assert [t.key for t in weighed.tellings] == [t.key for t in sorted(tellings, key=lambda t: (t.known, t.key))]
    saying = {t.key for t in weighed.tellings if t.stand == "says"}
    for slot in weighed.slots[1:]:
        placed = {key for p in slot.positions for key in (*p.says, *p.looser)}
        assert placed | set(slot.silent) == saying
        assert not placed & set(slot.silent)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_contradictions_are_mutual_and_every_grade_has_reasons(case: dict[str, Any]) -> None:
    weighed = _weigh(case, _told(case))
    for slot in weighed.slots:
        pairs = {(i, c.other) for i, p in enumerate(slot.positions) for c in p.contrasts}
        assert pairs == {(b, a) for a, b in pairs}
    grades = [t.grade for t in weighed.tellings] + [p.grade for slot in weighed.slots for p in slot.positions]
    for grade in [weighed.grade, *grades]:
        assert {"reliability", "credibility"} <= {part.name for part in grade.parts}
        assert all(part.why for part in grade.parts)


def test_what_is_learnt_later_does_not_leak_in() -> None:
    case = next(c for c in CASES if c["name"].startswith("the other side concedes"))
    tellings = _told(case)
    then = weigh(event(tellings), tellings, {}, known="2024-05-10")
    assert [short(t.key) for t in then.tellings] == ["a"]
    assert then.grade.code == "F6"
    assert then == weigh(event(tellings[:1]), tellings[:1], {})


def test_tellings_of_other_events_are_left_out() -> None:
    case = CASES[0]
    tellings = _told(case)
    alone = weigh(event(tellings[:1]), tellings, {})
    assert [t.key for t in alone.tellings] == [tellings[0].key]


def test_an_event_without_tellings_is_refused() -> None:
    tellings = _told(CASES[0])
    with pytest.raises(ValueError, match="none of its tellings"):
        weigh(event(tellings), [], {})
