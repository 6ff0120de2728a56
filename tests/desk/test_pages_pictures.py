"""Pictures that pages draw: days along an axis, who held a place when, reports by day, scores, who copied whom."""

from __future__ import annotations

import itertools
from typing import Any

from claimline.desk.looks import bars, lanes
from claimline.desk.looks.axis import Axis
from claimline.desk.looks.origins import origin_tree

RUSSIA, UKRAINE = {"side": "russia", "name": "Russia"}, {"side": "ukraine", "name": "Ukraine"}


def state(status: str, by: Any = None, parties: tuple[Any, ...] = ()) -> dict[str, Any]:
    return {"status": status, "by": by, "parties": list(parties), "left": [], "since": None, "rule": "x"}


def step(day: str, held: dict[str, Any], *claims: dict[str, Any]) -> dict[str, Any]:
    return {"place": "p", "name": "P", "day": day, "state": held, "claims": list(claims)}


def said(day: str, says: str, *who: Any) -> dict[str, Any]:
    return {"report": day, "claim": says, "day": day, "says": says, "who": list(who)}


def test_an_axis_holds_all_days_whole() -> None:
    axis = Axis("2024-05-01", "2024-05-10")
    assert (axis.start("2024-05-01"), axis.end("2024-05-10"), axis.middle("2024-05-05")) == (0, 100, 45)
    assert axis.start("2024-04-01") == 0
    assert axis.end("2025-01-01") == 100
    assert [tick.anchor for tick in axis.ticks] == ["start", "middle", "middle", "middle", "end"]


def test_an_axis_of_one_day() -> None:
    axis = Axis("2024-05-01", "2024-05-01")
    assert [tick.day for tick in axis.ticks] == ["2024-05-01"]
    assert axis.middle("2024-05-01") == 50


def test_a_state_lasts_until_the_next() -> None:
    steps = [step("2024-05-01", state("held", UKRAINE)), step("2024-05-06", state("claimed", RUSSIA))]
    found = lanes.lanes(steps, [said("2024-05-06", "takes", RUSSIA)], "2024-05-10")
    assert found is not None
    russia, ukraine = found.lanes  # by name
    assert [(s.x, s.width, s.status) for s in ukraine.stretches] == [(0, 50, "held")]
    assert [(s.x, s.width, s.status) for s in russia.stretches] == [(50, 50, "claimed")]
    assert russia.marks[0].gains
    assert "2024-05-06: 1 claim" in russia.marks[0].words
    assert russia.tone != ukraine.tone


def test_contested_stands_in_every_lane_and_unknown_in_its_own() -> None:
    steps = [step("2024-05-01", state("contested", None, (RUSSIA, UKRAINE))), step("2024-05-05", state("unknown"))]
    found = lanes.lanes(steps, (), "2024-05-08")
    assert found is not None
    assert [(lane.key, [s.status for s in lane.stretches]) for lane in found.lanes] == [
        ("russia", ["contested"]), ("ukraine", ["contested"]), ("", ["unknown"])
    ]  # fmt: skip


def test_swapped_sides_swap_lanes_and_nothing_else() -> None:
    def drawn(one: Any, other: Any) -> dict[str, Any]:
        steps = [step("2024-05-01", state("held", one)), step("2024-05-04", state("claimed", other))]
        found = lanes.lanes(steps, [said("2024-05-04", "denies", one)], "2024-05-09")
        assert found is not None
        return {lane.key: ([(s.x, s.width, s.status) for s in lane.stretches], lane.marks) for lane in found.lanes}

    there, back = drawn(RUSSIA, UKRAINE), drawn(UKRAINE, RUSSIA)
    assert there["russia"] == back["ukraine"]
    assert there["ukraine"] == back["russia"]


def test_nothing_told_is_no_picture() -> None:
    assert lanes.lanes([], [], "2024-05-09") is None


def test_bars_and_gaps() -> None:
    gap = {"since": "2024-05-04", "until": "2024-05-08"}
    found = bars.by_day([("2024-05-01", 2), ("2024-05-03", 1), ("2024-05-02", 0)], "2024-05-01", "2024-05-10", [gap])
    assert [(bar.x, bar.height) for bar in found.bars] == [(0, bars.HEIGHT), (20, bars.HEIGHT / 2)]
    assert (found.gaps[0].x, found.gaps[0].width) == (30, 50)
    assert "a gap in coverage" in found.gaps[0].words


def test_years_of_days_are_put_together() -> None:
    days = [(f"{year}-{month:02}-01", 1) for year in range(2014, 2024) for month in range(1, 13)]
    found = bars.by_day(days, "2014-01-01", "2023-12-31")
    assert found.each == 30
    assert len(found.bars) < 130
    assert bars.by_day([], "2024-01-01", "2024-01-05").bars == ()


def test_several_pictures_may_have_one_scale() -> None:
    found = bars.by_day([("2024-05-01", 2)], "2024-05-01", "2024-05-02", least=8)
    assert found.bars[0].height == bars.HEIGHT / 4


def test_a_waterfall_ends_at_its_sum() -> None:
    parts = [{"name": n, "value": v, "why": ""} for n, v in (("before", -4.0), ("place", 3.0), ("words", 2.0))]
    flow = bars.waterfall(parts)
    assert flow.zero == 80
    assert [(p.x, p.width) for p in flow.parts] == [(0, 80), (0, 60), (60, 40)]
    assert bars.waterfall([]).parts == ()


def link(later: str, earlier: str, relation: str = "copy", share: float = 0.9) -> dict[str, Any]:
    return {"later": later, "earlier": earlier, "relation": relation, "share": share, "parts": []}


def story(links: list[dict[str, Any]], *refs: str) -> dict[str, Any]:
    origins = {ref: {"id": ref, "first": ref, "outlet": None, "why": "", "also": ()} for ref in refs}
    return {"origins": origins, "links": links}


def test_a_report_stands_under_the_one_it_took_most_from() -> None:
    found = origin_tree(story([link("b", "a", "edited", 0.9), link("c", "a", share=0.5), link("c", "b")], *"abc"), {})
    (root,) = found
    assert (root.ref, [n.ref for n in root.under], [n.ref for n in root.under[0].under]) == ("a", ["b"], ["c"])
    taken = root.under[0].under[0]
    assert taken.taken
    assert taken.taken.earlier == "b"
    assert [t.earlier for t in taken.also] == ["a"]


def test_a_quotation_is_the_weakest_tie() -> None:
    (root, other) = origin_tree(story([link("c", "a", "quotation", 1.0), link("c", "b", share=0.4)], *"abc"), {})
    assert (root.under, other.under[0].ref) == ((), "c")


def test_a_long_chain_of_copies_is_not_drawn_endlessly_deep() -> None:
    refs = [f"r{n:04}" for n in range(400)]
    found = origin_tree(story([link(b, a) for a, b in itertools.pairwise(refs)], *refs), {})
    seen, depth, row = 0, 0, found
    while row:
        seen, depth, row = seen + len(row), depth + 1, tuple(node for one in row for node in one.under)
    assert seen == 400
    assert depth <= 12


def test_no_story() -> None:
    assert origin_tree(None, {}) == ()
