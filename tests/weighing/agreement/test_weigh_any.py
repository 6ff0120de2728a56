"""For any tellings at all: the order of arrival and the names of the sides make no difference, and nothing is lost."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from claimline.model import Telling
from claimline.model.weighed import weighed_record
from claimline.weighing.agreement import weigh
from claimline.weighing.records import track_records
from told import event, swapped, telling, text_of

_PARTIES = (
    "Russian forces/russia",
    "Ukrainian troops/ukraine",
    "Russian army/russia",
    "Ukrainian army/ukraine",
    "gunmen",
)
_SPEAKERS = (None, *_PARTIES, "Olena Marchuk/-/person", "Ihor Savchuk/ukraine/person/general", "residents/-/unnamed")
_KINDS = ("control.taken", "control.held", "control.contested", "control.lost", "withdrawal", "attack.air", "attack",
          "casualties.killed", "clash", "diplomacy.talks", "aid.humanitarian")  # fmt: skip
_PLACES = ("Bilka", "Stara Bilka", "Dubove", "Bilka region", "near Bilka", "from Dubove", "Nowhere")

ROWS = st.fixed_dictionaries(
    {"kind": st.sampled_from(_KINDS), "known": st.sampled_from(("2024-05-10", "2024-05-11", "2024-05-20"))},
    optional={
        "report": st.sampled_from(("r1", "r2")),
        "outlet": st.sampled_from(("Wire", "Post", "TASS", "Ukrinform")),
        "by": st.sampled_from(_SPEAKERS),
        "actor": st.sampled_from(_PARTIES),
        "target": st.sampled_from(_PARTIES),
        "polarity": st.sampled_from(("positive", "negative")),
        "modality": st.sampled_from(("asserted", "claimed", "accused", "hedged", "planned")),
        "at": st.lists(st.sampled_from(_PLACES), max_size=2, unique=True),
        "day": st.sampled_from(("2024-05-09", "2024-05-01..2024-05-31", "2024-05-03")),
        "figures": st.lists(st.sampled_from((("killed", 3, 3), ("killed", 5, None), ("killed", 9, 12))), max_size=2),
        "cue": st.sampled_from(("admits", "denies")),
    },
)


def _tellings(rows: list[dict[str, Any]]) -> list[Telling]:
    return [telling({"id": f"t{i}", **row}) for i, row in enumerate(rows)]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(ROWS, min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_order_and_sides(rows: list[dict[str, Any]], chance: Any) -> None:
    tellings = _tellings(rows)
    the_event = event(tellings)
    records = track_records(tellings)
    as_told = weigh(the_event, tellings, {"r1": "o"}, records)
    mixed = list(tellings)
    chance.shuffle(mixed)
    assert weigh(the_event, mixed, {"r1": "o"}, track_records(mixed)) == as_told
    turned = [swapped(t) for t in tellings]
    other_way = weigh(the_event, turned, {"r1": "o"}, track_records(turned))
    assert swapped(text_of(weighed_record(other_way))) == text_of(weighed_record(as_told))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(ROWS, min_size=1, max_size=7))
def test_nothing_is_lost_and_lines_part_the_tellings(rows: list[dict[str, Any]]) -> None:
    tellings = _tellings(rows)
    weighed = weigh(event(tellings), tellings, {})
    assert {t.key for t in weighed.tellings} == {t.key for t in tellings}
    for slot in weighed.slots:
        pairs = {(i, contrast.other) for i, p in enumerate(slot.positions) for contrast in p.contrasts}
        assert pairs == {(b, a) for a, b in pairs}
        for position in slot.positions:
            in_lines = [key for line in position.lines for key in line.tellings]
            assert len(in_lines) == len(set(in_lines))
            assert set(in_lines) <= {*position.says, *position.conceded}
            assert position.grade.parts
