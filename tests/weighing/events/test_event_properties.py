"""What holds for every set of claims: no order, no batches and no side changes which claims are of one event."""

from __future__ import annotations

from dataclasses import replace

import pytest
from event_tellings import a_month
from hypothesis import given, settings
from hypothesis import strategies as st

from claimline.model import Teller, Telling
from claimline.model.event import Event
from claimline.model.judgement import Decision
from claimline.weighing.events import blocks, components, edges, group

SWAP = {"russia": "ukraine", "ukraine": "russia"}


@pytest.fixture(scope="module")
def month() -> list[Telling]:
    return a_month()


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(month: list[Telling], random: object) -> None:
    shuffled = list(month)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert group(shuffled) == group(month)


@settings(max_examples=6, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_batches_give_the_same_events_as_all_at_once(month: list[Telling], random: object, size: int) -> None:
    shuffled = list(month)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    ledger = Ledger()
    for start in range(0, len(shuffled), size):
        ledger.add(shuffled[start : start + size])
    assert sorted(ledger.events, key=lambda e: e.id) == sorted(group(month), key=lambda e: e.id)


class Ledger:
    """The least that a caller who adds reports step by step must do."""

    def __init__(self) -> None:
        self.parts: list[list[Telling]] = []
        self.events: list[Event] = []

    def add(self, new: list[Telling]) -> None:
        wanted = {key for telling in new for key in blocks(telling)}
        near = [t for part in self.parts for t in part if wanted & set(blocks(t))]
        ends = {key for pair in edges(new, near) for key in pair}
        touched = [part for part in self.parts if any(telling.key in ends for telling in part)]
        seen = [telling for part in touched for telling in part] + new
        self.parts = [part for part in self.parts if part not in touched] + [list(part) for part in components(seen)]
        gone = {telling.key for telling in seen}
        self.events = [event for event in self.events if gone.isdisjoint(event.members)] + list(group(seen))


def test_adding_a_report_changes_only_its_neighbourhood(month: list[Telling]) -> None:
    new = replace(month[0], report="late", claim="late")
    before, after = set(group(month)), set(group([*month, new]))
    assert len(before - after) <= 1


def test_swapping_the_sides_swaps_nothing_else(month: list[Telling]) -> None:
    swapped = [replace(telling, actor=_swapped(telling.actor)) for telling in month]
    ours, theirs = group(month), group(swapped)
    assert [event.members for event in ours] == [event.members for event in theirs]
    assert [event.joins for event in ours] == [event.joins for event in theirs]
    assert [tuple(SWAP[side] for side in event.sides) for event in ours] == [event.sides for event in theirs]


def _swapped(party: Teller | None) -> Teller | None:
    return replace(party, side=SWAP[party.side], name=SWAP[party.name]) if party and party.side else party


def test_a_merge_puts_events_together_and_survives_new_reports(month: list[Telling]) -> None:
    events = group(month)
    first, last = events[0], events[-1]
    merge = Decision("merge", (first.members[0], last.members[0]), "2024-07-01T00:00:00Z", "desk")
    merged = group(month, decisions=[merge])
    joined = next(event for event in merged if {*first.members, *last.members} == set(event.members))
    decided = [join.parts for join in joined.joins if any(part.name == "decision" for part in join.parts)]
    assert [[(part.name, part.why) for part in parts] for parts in decided] == [
        [("decision", "desk merged them on 2024-07-01")]
    ]
    new = replace(month[0], report="late", claim="late")
    again = next(e for e in group([*month, new], decisions=[merge]) if new.key in e.members)
    assert {*first.members, *last.members} <= set(again.members)
    assert group(month) == events


def test_a_split_keeps_claims_out_of_their_event(month: list[Telling]) -> None:
    event = max(group(month), key=lambda found: len(found.members))
    out = event.members[:1]
    split = Decision("split", out, "2024-07-01T00:00:00Z", "desk")
    after = group(month, decisions=[split])
    home = next(found for found in after if out[0] in found.members)
    assert not set(home.members) & set(event.members[1:])
    assert set(event.members[1:]) in [set(found.members) for found in after]


def test_what_is_split_out_of_a_merge_leaves_the_rest_of_it_whole(month: list[Telling]) -> None:
    alone = [event.members[0] for event in group(month) if len(event.members) == 1][:1]
    more = [event for event in group(month) if event.members[0] not in alone][-2:]
    assert alone
    subjects = (*alone, *(event.members[0] for event in more))
    merge = Decision("merge", subjects, "2024-07-01T00:00:00Z", "desk")
    split = Decision("split", tuple(alone), "2024-07-02T00:00:00Z", "desk")
    members = [set(event.members) for event in group(month, decisions=[merge, split])]
    assert set(alone) in members
    assert {key for event in more for key in event.members} in members


def test_the_later_decision_holds(month: list[Telling]) -> None:
    event = max(group(month), key=lambda found: len(found.members))
    split = Decision("split", event.members[:1], "2024-07-01T00:00:00Z", "desk")
    merge = Decision("merge", event.members[:2], "2024-07-02T00:00:00Z", "desk")
    assert group(month, decisions=[split, merge]) == group(month, decisions=[merge, split])
    assert event.members in [found.members for found in group(month, decisions=[split, merge])]
    earlier = replace(merge, at="2024-06-30T00:00:00Z")
    assert event.members not in [found.members for found in group(month, decisions=[split, earlier])]
