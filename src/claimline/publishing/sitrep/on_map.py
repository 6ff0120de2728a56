"""What a map of the area shows: settlements by who holds them, and places where there was fighting."""

from __future__ import annotations

from collections.abc import Iterator

from claimline.model.control import ControlState
from claimline.model.sitrep import Figure, Mark, Row, Table
from claimline.model.telling import Spot
from claimline.publishing.sitrep.context import Context
from claimline.publishing.sitrep.english import capital, count, plain, shown
from claimline.publishing.sitrep.holders import OLDEST, said, state_words
from claimline.publishing.sitrep.on_fighting import FAMILIES
from claimline.publishing.sitrep.speakers import side_name

_COARSE = ("area", "district", "region")


def area_map(context: Context) -> Figure | None:
    """None where nothing has a place on a map. Colours are given to sides in the order in which reports name them."""
    placed = sorted(
        (s for s in context.material.states if s.lat is not None and s.lon is not None and said(s) and _fresh(s)),
        key=lambda state: (state.name, state.place),
    )
    sides = context.order.sorted({s.by for s in placed if s.by})
    states = [_state(context, state, sides) for state in placed]
    others = list(_told_of(context, {state.place for state in placed}))
    if not states and not others:
        return None
    words = [*(state_words(context, state) for state in placed), *("fighting told of" for _ in others)]
    rows = [
        Row((mark.name, capital(word), f"{mark.lat:.2f}, {mark.lon:.2f}"))
        for mark, word in zip((*states, *others), words, strict=True)
    ]
    alt = _alt(context, placed, others)
    data = Table("Places on the map", ("Place", "State", "Latitude, longitude"), tuple(rows))
    parties = tuple(plain(capital(side_name(side))) for side in sides)
    title = f"{context.area}: {'who holds what' if placed else 'where fighting is told of'}"
    return Figure("map", "map", title, alt, data, (), (*states, *others), parties)


def _fresh(state: ControlState) -> bool:
    return (state.days_since or 0) <= OLDEST


def _state(context: Context, state: ControlState, sides: tuple[str, ...]) -> Mark:
    party = sides.index(state.by) if state.by in sides else None
    return Mark(shown(state.name), state.lat or 0.0, state.lon or 0.0, state.status, party)


def _told_of(context: Context, known: set[str]) -> Iterator[Mark]:
    """Places of fighting of which nobody says who holds them; what is no settlement is drawn as wide as it is told."""
    found: dict[tuple[str, str], Spot] = {}
    for case in context.material.cases:
        for telling in case.tellings:
            if telling.family in FAMILIES:
                for spot in context.places(telling):
                    if spot.lat is not None and spot.lon is not None and spot.id not in known:
                        found.setdefault((spot.name, spot.id or ""), spot)
    for _, spot in sorted(found.items()):
        radius = spot.radius_km if spot.precision in _COARSE else None
        yield Mark(shown(spot.name), spot.lat or 0.0, spot.lon or 0.0, "told", None, radius)


def _alt(context: Context, placed: list[ControlState], others: list[Mark]) -> str:
    by_state: dict[str, list[str]] = {}
    for state in placed:
        by_state.setdefault(state_words(context, state), []).append(shown(state.name))
    parts = [_place_list(words, places) for words, places in by_state.items()]
    if others:
        parts.append(f"fighting told of at {count(len(others), 'more place')}")
    if not placed:
        return f"Map of {context.area} with {count(len(others), 'place')} where fighting is told of."
    settlements = count(len(placed), "settlement")
    return f"Map of {context.area} with {settlements} by who holds them. {'; '.join(map(capital, parts))}."


def _place_list(words: str, places: list[str]) -> str:
    return f"{words}: {', '.join(places[:12])}{' and others' if len(places) > 12 else ''}"
