"""Who speaks: one key for all names of a speaker, and the side that speaks through it.

Where it is open whether two names mean the same speaker, they get the same key: it is better to miss an independent
voice than to count one twice.
"""

from __future__ import annotations

from functools import cache, lru_cache

from claimline.model import Teller, Telling
from claimline.vocab import load, word_set
from claimline.weighing.grading.names import KEPT, folded, outlet_author, outlet_key, surname, words_of

_BODIES = frozenset(("office", "organisation", "state", "group", "unnamed"))
#: An outlet's own voice where the report does not say who published it.
UNKNOWN_OUTLET = "outlet:?"


@cache
def _owners() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Outlet key to (side, first day, last day)."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for row in load("outlet_owners")["outlets"]:
        term = (row["side"], str(row.get("from", "0001-01-01")), str(row.get("to", "9999-12-31")))
        for name in row["names"]:
            found.setdefault(outlet_key(name), []).append(term)
    return {name: tuple(terms) for name, terms in found.items()}


@lru_cache(KEPT)
def owner_of(outlet: str, day: str) -> str | None:
    """The side that runs the outlet on an ISO day (vocab/outlet_owners.yaml), None where none is known."""
    sides = [side for side, since, until in _owners().get(outlet_key(outlet), ()) if since <= day <= until]
    return sides[0] if len(sides) == 1 else None


def side_of_voice(telling: Telling) -> str | None:
    """The side that speaks: the speaker's, or the side that runs the outlet which speaks itself."""
    if telling.speaker is not None:
        return telling.speaker.side or owner_of(telling.speaker.name, telling.known)
    return owner_of(telling.outlet, telling.known) if telling.outlet else None


def voice_of(telling: Telling) -> str:
    """The key of who speaks: `person:…`, `side:…`, `name:…` or `outlet:…`."""
    return voice_keys(telling)[0]


def voice_keys(telling: Telling) -> tuple[str, ...]:
    """All keys of who speaks; tellings that share one are of one voice.

    The offices, spokesmen and unnamed officials of one side speak with one voice. So does a person whom the report
    calls its president, minister, general or spokesman, who is known by surname too.
    """
    side = side_of_voice(telling)
    official = (f"side:{side}",) if side else ()
    speaker = telling.speaker
    if speaker is None:
        own = f"outlet:{outlet_key(telling.outlet)}" if telling.outlet else UNKNOWN_OUTLET
        return (own, *official)
    if speaker.kind == "person":
        return (f"person:{surname(speaker.name)}", *(official if speaks_for_side(speaker) else ()))
    if official:
        return official
    return (f"name:{folded(speaker.name)}", f"outlet:{outlet_key(speaker.name)}")


def speaks_for_side(speaker: Teller) -> bool:
    """An office or body of a side does; a person where role or name says so."""
    if speaker.kind in _BODIES:
        return True
    return bool(word_set("grades", "speaks_for_side") & {*words_of(speaker.role or ""), *words_of(speaker.name)})


def speaker_name(telling: Telling) -> str:
    """Who speaks, in words."""
    if telling.speaker is not None:
        return telling.speaker.name
    return f"{telling.outlet} itself" if telling.outlet else "an outlet that is not named"


@cache
def _side_names() -> dict[str, str]:
    return {row["id"]: row["name"] for row in load("sides")["sides"]}


def voice_name(telling: Telling) -> str:
    """The voice in words: "offices and officials of Ukraine" for all that `side:ukraine` stands for."""
    key = voice_of(telling)
    if key.startswith("side:"):
        side = key.removeprefix("side:")
        return f"offices and officials of {_side_names().get(side, side)}"
    return outlet_author(telling.outlet) if key.startswith("outlet:") and telling.outlet else speaker_name(telling)
