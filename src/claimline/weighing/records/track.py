"""What became of each speaker's claims on control: conceded by the other side, echoed, taken back, contradicted.

Counts only. Nothing here orders speakers by their record, and nothing takes a key to do so by.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from claimline.model import Telling
from claimline.model.weighed import Outcome, TrackRecord
from claimline.vocab import load
from claimline.weighing.agreement.relations import POINTS, HolderValue, PlacesValue, precise, relate
from claimline.weighing.agreement.slots import values_of
from claimline.weighing.grading import (
    UNKNOWN_OUTLET,
    interest,
    lines,
    side_of_voice,
    standing,
    voice_keys,
    voice_name,
    voice_of,
)

#: The families of claims that are counted, and that show what became of them.
KINDS = ("control", "withdrawal")
_UNSAID = ("hedged", "planned", "conditional")


@dataclass(frozen=True)
class _Claimed:
    """A telling of who holds one place. `day`: the ordinal of the day that it is about, or of when it was known."""

    telling: Telling
    place: str
    value: HolderValue
    day: int


def track_records(
    tellings: Iterable[Telling],
    origins: Mapping[str, str] | None = None,
    on: str | None = None,
    known: str | None = None,
) -> tuple[TrackRecord, ...]:
    """One record for each voice that says who holds a place, in the order of their names.

    A claim that names several places counts once for each of them.

    Only what was known on the ISO day `known` and is about days up to `on` counts, so that a record says what it said
    then. Hedged, planned and recalled claims are left out. A claim that the same voice tells again within some days is
    one claim; what counts as its outcome, and for how long, is in vocab/grades.yaml.
    """
    return recorded(entries(tellings, origins, on, known).values())


@dataclass(frozen=True, slots=True)
class Entry:
    """A voice's claim on one place, with the keys of the tellings that say what became of it."""

    voice: str
    name: str
    claim: str
    conceded: tuple[str, ...]
    echoed: tuple[str, ...]
    withdrawn: tuple[str, ...]
    contradicted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceEntries:
    """What is entered for one place, which follows from the tellings that name it. at: its place among others."""

    at: tuple[str, str, int]
    entries: tuple[Entry, ...]


def entries(
    tellings: Iterable[Telling],
    origins: Mapping[str, str] | None = None,
    on: str | None = None,
    known: str | None = None,
) -> dict[str, PlaceEntries]:
    """What records are made of, by place: those of other tellings do not change what is entered for a place."""
    mine = {t.key: t for t in tellings if _counts(t, on, known)}
    by_place: dict[str, list[_Claimed]] = {}
    at: dict[str, tuple[str, str, int]] = {}
    for telling in sorted(mine.values(), key=lambda t: (t.known, t.key)):
        for number, one in enumerate(_claimed(telling)):
            by_place.setdefault(one.place, []).append(one)
            at.setdefault(one.place, (telling.known, telling.key, number))
    return {
        place: PlaceEntries(at[place], tuple(_entered(claims, origins or {}))) for place, claims in by_place.items()
    }


def recorded(places: Iterable[PlaceEntries]) -> tuple[TrackRecord, ...]:
    """The records of all voices that have entries, in the order of their names."""
    books: dict[str, list[Entry]] = {}
    for place in sorted(places, key=lambda one: one.at):
        for entry in place.entries:
            books.setdefault(entry.voice, []).append(entry)
    return tuple(sorted(map(_record, books.values()), key=lambda record: (record.name.casefold(), record.voice)))


def _record(found: Sequence[Entry]) -> TrackRecord:
    """Of one voice; it is called as its first entry calls it."""
    return TrackRecord(
        voice=found[0].voice,
        name=found[0].name,
        claims=tuple(sorted(one.claim for one in found)),
        conceded=_sorted(Outcome(one.claim, one.conceded) for one in found if one.conceded),
        echoed=_sorted(Outcome(one.claim, one.echoed) for one in found if one.echoed),
        unechoed=tuple(sorted(one.claim for one in found if not one.echoed)),
        withdrawn=_sorted(Outcome(one.claim, one.withdrawn) for one in found if one.withdrawn),
        contradicted=_sorted(Outcome(one.claim, one.contradicted) for one in found if one.contradicted),
    )


def _counts(telling: Telling, on: str | None, known: str | None) -> bool:
    if telling.family not in KINDS or telling.modality in _UNSAID or telling.background:
        return False
    if known is not None and telling.known > known:
        return False
    return on is None or (telling.first_day or telling.known) <= on


def _claimed(telling: Telling) -> Iterator[_Claimed]:
    """One for each settlement or facility that the telling names with its holder."""
    values = [value for name, value, _ in values_of(telling) if name == "holder" and value.state != "contested"]
    day = date.fromisoformat(telling.first_day or telling.known).toordinal()
    for value in values:
        spots = precise(PlacesValue(tuple(s for s in telling.places if s.role != "to")))
        for place in dict.fromkeys(s.id for s in spots if s.id and s.precision in POINTS):
            yield _Claimed(telling, place, value, day)


def _claims(at_place: Sequence[_Claimed]) -> Iterator[tuple[_Claimed, list[_Claimed]]]:
    """The positive claims of each voice, the first telling of each with all that tell it again."""
    days = load("grades")["retold_days"]
    found: list[list[_Claimed]] = []
    open_runs: dict[str, list[list[_Claimed]]] = {}
    for one in at_place:
        voice = voice_of(one.telling)
        if one.telling.polarity == "negative" or voice == UNKNOWN_OUTLET:
            continue
        runs = [run for run in open_runs.get(voice, ()) if _ordinal(one) - _ordinal(run[-1]) <= days]
        run = next((run for run in reversed(runs) if _same(one, run[-1])), None)
        if run is None:
            run = []
            runs.append(run)
            found.append(run)
        run.append(one)
        open_runs[voice] = runs
    yield from ((run[0], run) for run in found)


def _ordinal(one: _Claimed) -> int:
    return date.fromisoformat(one.telling.known).toordinal()


def _within(at_place: Sequence[_Claimed], claim: _Claimed, days: int) -> Sequence[_Claimed]:
    """Those known at most so many days before or after; `at_place` is in the order of known days."""
    low = bisect_left(at_place, _ordinal(claim) - days, key=_ordinal)
    return at_place[low : bisect_right(at_place, _ordinal(claim) + days, key=_ordinal)]


def _same(a: _Claimed, b: _Claimed) -> bool:
    """Both say that the same party holds the place, or the one that its opponent gave it up."""
    return relate(a.value, b.value) in ("same", "looser", "tighter")


def _entered(at_place: Sequence[_Claimed], origins: Mapping[str, str]) -> Iterator[Entry]:
    rules = load("grades")
    for first, retold in _claims(at_place):
        told = {one.telling.key for one in retold}
        near = [one for one in _within(at_place, first, rules["outcome_days"]) if one.telling.key not in told]
        later = [one for one in near if one.telling.known >= first.telling.known]
        echoes = [one for one in near if one.telling.polarity == "positive" and _same(one, first)]
        yield Entry(
            voice=voice_of(first.telling),
            name=voice_name(first.telling),
            claim=first.telling.key,
            conceded=_keys(one for one in later if _concedes(one, first)),
            echoed=_keys(one for one in echoes if len(lines([first.telling, one.telling], origins)) == 2),
            withdrawn=_keys(one for one in later if _takes_back(one, first)),
            contradicted=_keys(one for one in near if _contradicts(one, first, rules["same_days"])),
        )


def _keys(found: Iterable[_Claimed]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.telling.key for one in found))


def _sorted(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    return tuple(sorted(outcomes, key=lambda outcome: (outcome.claim, outcome.by)))


def _concedes(one: _Claimed, claim: _Claimed) -> bool:
    """An opponent of the speaker says the same, against its own interest."""
    side, other = side_of_voice(claim.telling), side_of_voice(one.telling)
    if not side or not other or standing(side, other, one.telling.known) != "other":
        return False
    return one.telling.polarity == "positive" and _same(one, claim) and interest(one.telling)[0] == "against"


def _takes_back(one: _Claimed, claim: _Claimed) -> bool:
    voices = set(voice_keys(claim.telling)) - {UNKNOWN_OUTLET}
    if one.telling.polarity == "positive" or one.telling.known <= claim.telling.known:
        return False
    return bool(voices & set(voice_keys(one.telling))) and _same(one, claim)


def _contradicts(one: _Claimed, claim: _Claimed, days: int) -> bool:
    """A denial by another voice, or another holder for the same days."""
    if set(voice_keys(one.telling)) & set(voice_keys(claim.telling)) or abs(one.day - claim.day) > days:
        return False
    if one.telling.polarity == "negative":
        return _same(one, claim)
    return relate(one.value, claim.value) == "apart"
