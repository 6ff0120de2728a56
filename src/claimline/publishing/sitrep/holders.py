"""Who holds a settlement, in words: its state, and what claims say of it, put together by what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimline.model.control import ControlClaim, ControlState, Held
from claimline.model.sitrep import Sentence
from claimline.publishing.sitrep.context import Context
from claimline.publishing.sitrep.english import listed, shown
from claimline.publishing.sitrep.speakers import own, side_name
from claimline.vocab import load

OLDEST = 365  # days since the last claim: older states are counted, and not listed


def said(state: ControlState) -> bool:
    """Whether a claim says who holds it: a state that only rests on what decides nothing is none."""
    return bool(state.claims_for) or state.status != "unknown"


def recent(context: Context) -> list[ControlState]:
    """The settlements of which something that counts was said in the period."""
    since = context.material.scope.since or ""
    return [s for s in context.material.states if said(s) and (s.last_claim or "") >= since]


def state_words(context: Context, state: ControlState | Held) -> str:
    """ "held by Ukraine", "contested between Ukraine and Russia", "unknown, left by Russia"."""
    words = load("sitrep")["states"]
    if state.by is not None:
        return str(words[state.status].format(side=side_name(state.by)))
    if state.status == "contested":
        sides = context.order.names(state.parties)
        return str(words["contested_by"].format(sides=sides) if len(state.parties) > 1 else words["contested"])
    return str(words["unknown_left"].format(sides=context.order.names(state.left)) if state.left else words["unknown"])


def versions(context: Context, states: Sequence[ControlState]) -> Iterator[Sentence]:
    """What claims say of settlements of which the same is said; those for the state first, then those against it."""
    places = listed([shown(state.name) for state in states])
    for pick in ("claims_for", "claims_against"):
        claims: list[list[ControlClaim]] = [same for state in states for same in _same(getattr(state, pick))]
        for key in dict.fromkeys(map(_key, claims)):
            yield _sentence(context, places, [one for same in claims if _key(same) == key for one in same])


def said_parts(context: Context, state: ControlState) -> list[tuple[tuple[str, ...], str, str]]:
    """What claims say of a settlement, put together: keys, who says so, and what ("Army One took Bilka")."""
    found = []
    for same in _same((*state.claims_for, *state.claims_against)):
        told = context.voices.told(claim.telling for claim in same)
        found.append((told.keys, told.who, _what(context, shown(state.name), same[0], told.who)))
    return found


def signature(context: Context, state: ControlState) -> tuple[object, ...]:
    """What two settlements share where the same claims say the same of both."""
    told = tuple(tuple(map(_key, _same(claims))) for claims in (state.claims_for, state.claims_against))
    keys = tuple(sorted(claim.telling.key for claim in (*state.claims_for, *state.claims_against)))
    return state_words(context, state), told, keys


def _key(same: Sequence[ControlClaim]) -> tuple[object, ...]:
    return same[0].says, same[0].who, same[0].day


def _same(claims: Iterable[ControlClaim]) -> list[list[ControlClaim]]:
    found: dict[tuple[object, ...], list[ControlClaim]] = {}
    for claim in sorted(claims, key=lambda one: (one.day, one.telling.known, one.telling.key)):
        found.setdefault(_key([claim]), []).append(claim)
    return list(found.values())


def _sentence(context: Context, places: str, same: Sequence[ControlClaim]) -> Sentence:
    told = context.voices.told({claim.telling.key: claim.telling for claim in same}.values())
    dated = any(claim.telling.first_day for claim in same)
    when = f" {'on' if dated else 'by'} {context.day(same[0].day)}"
    return told.clause(_what(context, places, same[0], told.who), when=when)


def _what(context: Context, places: str, claim: ControlClaim, who: str) -> str:
    """ "Army One took Bilka"; of a side that speaks itself "its forces took Bilka"."""
    side = context.order.names(claim.who) if claim.who else load("sitrep")["not_named"]
    if side == who:
        side = f"{own(side)} forces"
    many = " and " in places and claim.says == "contested"
    words = load("sitrep")["control"]["contested_many" if many else claim.says]
    return str(words.format(side=side, place=places))
