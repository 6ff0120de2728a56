"""The slots of a claim that a person can set, and what may stand in them.

The evidence is not among them: the words of a report are what they are. A claim that rests on other words is rejected.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache
from typing import Any, get_args

from claimline.errors import UsageError
from claimline.model.judgement import Change
from claimline.model.quantity import QuantityOf
from claimline.model.reading import Framing, Modality, Polarity, Stage
from claimline.model.record import Record
from claimline.vocab import load

#: What is known of a place id, `{id, name, lat, lon, precision, radius_km, country}`; None for an unknown one.
PlaceLookup = Callable[[str], Record | None]

#: Slots of places, with their role in the record.
PLACES = {"place": "at", "from": "from", "to": "to", "via": "via"}
PARTIES = ("speaker", "actor", "target")
FIGURES: tuple[str, ...] = get_args(QuantityOf)
#: Slots that hold one of a few words.
WORDS: dict[str, tuple[str, ...]] = {
    "polarity": get_args(Polarity),
    "modality": get_args(Modality),
    "framing": get_args(Framing),
    "stage": get_args(Stage),
    "background": ("yes", "no"),
}
_EMPTY = ("framing", "stage")  # of those, what may be empty

#: Every slot, in the order in which they are set.
SLOTS: tuple[str, ...] = (
    "kind",
    *WORDS,
    *(
        f"{party}{part}"
        for party in PARTIES
        for part in ("", ".kind", ".side") + ((".role",) if party == "speaker" else ())
    ),
    *PLACES,
    "day",
    *FIGURES,
)


def changes_of(given: Mapping[str, str | None], record: Record, places: PlaceLookup) -> tuple[Change, ...]:
    """What a person wants to set in this record, checked. None or "" empties a slot.

    Raises UsageError, for the first slot that does not exist or cannot hold what is given.
    """
    if not given:
        raise UsageError("to fix a claim takes at least one change", then="For example: --set day=2024-05-16")
    for slot in given:
        if slot not in SLOTS:
            raise UsageError(
                f"a claim has no slot {slot!r} that can be set", then=f"{_near(slot, SLOTS)}Slots: {', '.join(SLOTS)}"
            )
    found = []
    for slot in SLOTS:
        if slot in given:
            words = (given[slot] or "").strip() or None
            found.append(Change(slot, words, _value(slot, words, record, places)))
    _check_parties(found, record)
    return tuple(found)


def _near(words: str, allowed: Iterable[str]) -> str:
    near = get_close_matches(words, list(allowed), n=1)
    return f"Did you mean {near[0]}? " if near else ""


def _value(slot: str, words: str | None, record: Record, places: PlaceLookup) -> Any:
    if slot in PLACES:
        return _places(slot, words, places)
    if slot in FIGURES:
        return _figure(slot, words, record) if words else None
    if slot == "day":
        return _period(words) if words else None
    if slot == "kind":
        return _one_of(slot, words, kinds())
    if slot in WORDS:
        return _plain(slot, words)
    part = slot.partition(".")[2]
    if part == "kind":
        return _one_of(slot, words, tuple(load("review")["parties"].split()))
    if part == "side":
        return _one_of(slot, words, sides()) if words else None
    return " ".join(words.split()) if words else None


def _plain(slot: str, words: str | None) -> Any:
    if words is None and slot in _EMPTY:
        return None
    value = _one_of(slot, words, WORDS[slot])
    return value == "yes" if slot == "background" else value


def _one_of(slot: str, words: str | None, allowed: Iterable[str]) -> str:
    allowed = tuple(allowed)
    if words is None:
        raise UsageError(f"{slot} cannot be empty", then=f"One of: {', '.join(allowed)}")
    if words not in allowed:
        raise UsageError(f"{slot} cannot be {words!r}", then=f"{_near(words, allowed)}One of: {', '.join(allowed)}")
    return words


@cache
def kinds() -> tuple[str, ...]:
    """Every kind of claim."""
    return tuple(load("review")["kinds"].split())


@cache
def sides() -> tuple[str, ...]:
    """The ids of the sides that are known."""
    return tuple(side["id"] for side in load("sides")["sides"])


def _check_parties(changes: Iterable[Change], record: Record) -> None:
    """A new party needs to be of a kind, and parts need a party to be of."""
    given = {change.slot: change.value for change in changes}
    for party in PARTIES:
        parts = [slot for slot in given if slot.startswith(f"{party}.")]
        there = given[party] if party in given else record[party]
        if parts and there is None:
            raise UsageError(f"{parts[0]} is set, but the claim has no {party}", then=f"Set {party} to a name as well.")
        if given.get(party) and record[party] is None and f"{party}.kind" not in given:
            allowed = " | ".join(load("review")["parties"].split())
            raise UsageError(f"what the {party} is, is not said", then=f"Add: --set {party}.kind={allowed}")


# Places


def _places(slot: str, words: str | None, places: PlaceLookup) -> list[Record]:
    found = []
    for one in (part.strip() for part in (words or "").split(",")):
        if not one:
            continue
        place = places(one)
        if place is None:
            raise UsageError(
                f"{slot} cannot be {one!r}: no place of this id is known",
                then="Find its id with: claimline gazetteer find NAME",
            )
        found.append(place)
    return found


# Days

_MOST = {"week": 7, "month": 31, "season": 92, "year": 366}  # days of a period of two ends


def _period(words: str) -> Record:
    """ "2024-05-16", "2024-05", "2024", or two of them with ".." between: `{start, end, precision}`."""
    first, dots, last = (part.strip() for part in words.partition(".."))
    start, end, precision = _days(first, words)
    if dots:
        end = _days(last, words)[1]
        if end < start:
            raise UsageError(f"day cannot be {words!r}: it ends before it begins", then="Give the earlier day first.")
        length = (end - start).days + 1
        precision = next((name for name, most in _MOST.items() if length <= most), "vague") if length > 1 else "day"
    return {"start": start.isoformat(), "end": end.isoformat(), "precision": precision}


def _days(words: str, whole: str) -> tuple[date, date, str]:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words, re.ASCII):
            day = date.fromisoformat(words)
            return day, day, "day"
        if re.fullmatch(r"\d{4}-\d{2}", words, re.ASCII):
            start = date.fromisoformat(f"{words}-01")
            following = (start + timedelta(days=31)).replace(day=1)
            return start, following - timedelta(days=1), "month"
        if re.fullmatch(r"\d{4}", words, re.ASCII):
            return date(int(words), 1, 1), date(int(words), 12, 31), "year"
    except (ValueError, OverflowError):
        pass
    raise UsageError(
        f"day cannot be {whole!r}", then="Give 2024-05-16, a month (2024-05), a year, or 2024-05-16..2024-05-18"
    )


# Numbers

_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_FIGURE = re.compile(rf"(?:({_NUMBER})?\s*(\.\.|-|–)\s*({_NUMBER})?|({_NUMBER})\s*(\+)?)(?:\s+(\S.*))?", re.ASCII)


def _figure(slot: str, words: str, record: Record) -> Record:
    """ "12", "12+", "12..15", "..15", and a unit after it ("2000000 USD"): `{min, max, unit}`."""
    match = _FIGURE.fullmatch(words)
    if match is None or not (match[1] or match[3] or match[4]):
        raise UsageError(f"{slot} cannot be {words!r}", then='Give 12, 12+ (at least), 12..15, ..15, or "2000000 USD"')
    low, high = (match[1], match[3]) if match[2] else (match[4], None if match[5] else match[4])
    least, most = _number(low), _number(high)
    if least is not None and most is not None and most < least:
        raise UsageError(f"{slot} cannot be {words!r}: it ends below its beginning", then="Give the smaller one first.")
    return {"min": least, "max": most, "unit": _unit(slot, match[6], record)}


def _number(words: str | None) -> float | None:
    if words is None:
        return None
    value = float(words.replace(",", ""))
    return int(value) if value.is_integer() else value


def _unit(slot: str, given: str | None, record: Record) -> str:
    had = [figure["unit"] for figure in record["quantities"] if figure["of"] == slot]
    unit = given or (had[0] if had else load("review")["figures"][slot])
    if unit is None:
        raise UsageError(f"{slot} needs a unit", then=f'For example: --set "{slot}=3 drones", "money=2000000 USD"')
    return str(unit)
