"""Blocks: only claims that share a key are compared, so that cost grows with the claims and not with their square.

Every key holds a group of kinds and a stretch of days, so that a block has its size from how much is reported of one
place in some days and not from how much a ledger holds. A claim without a place or a day gets narrower keys (names,
numbers, the words of the proposition, its neighbours in the report) or stays alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from claimline.model import Telling
from claimline.weighing.events.profile import LONG, RECALL, Profile, profile

SLAB = 64  # days; each key belongs to the slab of its days, and slabs can be worked through one after another
_DAYS = 2  # of a block of a place
_WEEK = 8  # of a block of a word or a number
_WINDOW = 600  # code points of a report
_NAMES = 4
_WORDS = 2
_NUMBER = 5  # from which on a number of people is worth a key


def blocks(telling: Telling) -> tuple[tuple[int, str], ...]:
    """The keys of a telling, each with its slab. Only tellings that share one can have an edge: an index of them finds
    the candidates, and stays quick where what is of one slab lies together."""
    return tuple(keys(profile(telling)))


def keys(one: Profile) -> Iterator[tuple[int, str]]:
    """Each key with its slab, in no particular order, none twice."""
    anchors = {*_places(one), *_topics(one)}
    for group in one.groups:
        for anchor, days in sorted(anchors):
            for bucket in _buckets(one, days):
                yield bucket * days // SLAB, f"{group}|{anchor}|{days}d{bucket}"
        for window in _windows(one):
            yield one.known // SLAB, f"{group}|{one.telling.report}|{window}"


def slabs_of(telling: Telling) -> set[int]:
    """The slabs that the keys of a telling may belong to (perhaps more), worked out without its profile."""
    known = date.fromisoformat(telling.known).toordinal()
    spans = [(known - RECALL - _WEEK, known)]
    given = telling.first_day or telling.last_day
    if given is not None:
        first = date.fromisoformat(given).toordinal()
        spans.append((first - _WEEK, first + LONG))
    return {slab for first, last in spans for slab in range(first // SLAB, last // SLAB + 1)}


def _places(one: Profile) -> Iterator[tuple[str, int]]:
    """Anchors of place, with the days of their blocks. A country holds too much: it is no anchor."""
    for spot in one.spots:
        if spot.precision != "country":
            yield spot.id or spot.name.casefold(), _DAYS


def _topics(one: Profile) -> Iterator[tuple[str, int]]:
    """Anchors of names, telling words, numbers, the whole proposition and the whole sentence."""
    for word in _longest(one.words.names, _NAMES):
        yield f"w:{word}", _WEEK
    if not any(spot.precision in ("settlement", "district") for spot in one.spots):
        for word in _longest(one.words.rare, _WORDS):
            yield f"w:{word}", _WEEK
    countries = {spot.country for spot in one.spots if spot.country} or {""}
    for of, low, _ in one.numbers:
        if low >= _NUMBER:
            for country in countries:
                yield f"n:{country}:{of}:{low:g}", _WEEK
    for stems in one.said:
        if len(stems) >= _WORDS:
            yield f"s:{' '.join(sorted(stems))}", _WEEK
    yield from _copied(one)


def _copied(one: Profile) -> Iterator[tuple[str, int]]:
    """Anchors by which a copy is found whose claims name no place: the sentence, and its two longest telling words."""
    if one.sentence:
        yield f"x:{hashlib.sha256(one.sentence.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}", _WEEK
    pair = _longest(one.words.rare, _WORDS)
    if len(pair) == _WORDS:
        yield f"p:{' '.join(sorted(pair))}", _WEEK


def _longest(words: frozenset[str], most: int) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))[:most]


def _buckets(one: Profile, days: int) -> range:
    """The stretches of days that it may have happened in. Long or unknown periods: those of its report."""
    if one.days is None or one.long:
        return range((one.known - _DAYS) // days, one.known // days + 1)
    return range(one.days[0] // days, one.days[1] // days + 1)


def _windows(one: Profile) -> tuple[int, ...]:
    """Stretches of its report, two each, so that claims within `_WINDOW` code points of each other share one."""
    if one.telling.span is None:
        return (-1,)
    number = one.telling.span[0] // _WINDOW
    return number, number + 1
