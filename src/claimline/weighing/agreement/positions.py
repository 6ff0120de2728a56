"""The positions of one slot: what is the same is put together, what cannot be true together is kept side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from claimline.model import Telling
from claimline.model.weighed import Contrast, Interest, Line, Position, TrackRecord
from claimline.weighing.agreement.relations import POINTS, FigureValue, HolderValue, PartyValue, Relation, relate
from claimline.weighing.grading import (
    UNKNOWN_OUTLET,
    Counts,
    grade,
    line_facts,
    lines,
    side_of_voice,
    speaker_name,
    voice_keys,
)


@dataclass(frozen=True)
class Said:
    """One telling's value of a slot, with the words for it."""

    telling: Telling
    value: Any
    words: str


@dataclass(frozen=True)
class Context:
    """What is known about all tellings of an event: by key, whose interest each serves, and where reports come from."""

    tellings: Mapping[str, Telling]
    interests: Mapping[str, Interest]
    origins: Mapping[str, str]
    records: Mapping[str, TrackRecord]


@dataclass
class _Group:
    """Tellings that say the same, while positions are being made of them."""

    value: Any
    words: str
    says: list[Telling]
    looser: list[Telling]
    denies: list[Telling]

    def __init__(self, members: Sequence[Said]) -> None:
        best = next((one for one in members if _has_side(one.value)), members[0])
        self.value, self.words = best.value, members[0].words
        self.says, self.looser, self.denies = [one.telling for one in members], [], []


@dataclass(frozen=True)
class _Gone:
    """Keys of tellings that count no more: of a figure that its speaker revised, of what its speaker took back."""

    revised: frozenset[str]
    withdrawn: frozenset[str]

    def live(self, tellings: Iterable[Telling]) -> list[Telling]:
        return [t for t in tellings if t.key not in self.revised and t.key not in self.withdrawn]


def positions(said: Iterable[Said], denied: Iterable[Said], context: Context) -> tuple[Position, ...]:
    """Positions in the order in which they became known.

    `denied` are the values that somebody says are not so. A less precise value is no position of its own where a more
    precise one fits into it.
    """
    ordered = sorted(said, key=lambda one: (one.telling.known, one.telling.key))
    kept = _folded([_Group(members) for members in _same(ordered)])
    for one in denied:
        for group in kept:
            if relate(group.value, one.value) in ("same", "looser", "tighter"):
                group.denies.append(one.telling)
    gone = _Gone(_revised(ordered), _withdrawn(kept))
    return tuple(_position(i, kept, gone, context) for i in range(len(kept)))


def _has_side(value: Any) -> bool:
    party = value.party if isinstance(value, HolderValue) else value
    return isinstance(party, PartyValue) and party.side is not None


def _same(ordered: Sequence[Said]) -> list[list[Said]]:
    """Grouped by what is the same as the first of each group."""
    found: list[list[Said]] = []
    for one in ordered:
        home = next((group for group in found if relate(group[0].value, one.value) == "same"), None)
        if home is None:
            found.append([one])
        else:
            home.append(one)
    return found


def _folded(found: Sequence[_Group]) -> list[_Group]:
    """The most precise groups; the tellings of others go to all that fit into them."""
    relations: dict[tuple[int, int], Relation] = {
        (i, j): relate(a.value, b.value) for i, a in enumerate(found) for j, b in enumerate(found) if i != j
    }
    loose = {i for (i, _), relation in relations.items() if relation == "looser"}
    homes = {i: [j for j in range(len(found)) if j not in loose and relations.get((i, j)) == "looser"] for i in loose}
    for i in sorted(homes):
        for j in homes[i]:
            found[j].looser.extend(found[i].says)
    return [group for i, group in enumerate(found) if not homes.get(i)]


def _revised(ordered: Sequence[Said]) -> frozenset[str]:
    """Keys of tellings whose speaker gave another figure on a later day."""
    figures = [one for one in ordered if isinstance(one.value, FigureValue)]
    latest: dict[str, list[Said]] = {}
    for one in figures:
        for voice in voice_keys(one.telling):
            if voice != UNKNOWN_OUTLET:
                latest.setdefault(voice, []).append(one)
    found = set()
    for told in latest.values():
        for one in told:
            if any(later.telling.known > one.telling.known and _revises(later.value, one.value) for later in told):
                found.add(one.telling.key)
    return frozenset(found)


def _revises(later: FigureValue, earlier: FigureValue) -> bool:
    counted = later.whom == earlier.whom or later.whom is None or earlier.whom is None
    return counted and later.ranges != earlier.ranges


def _withdrawn(kept: Sequence[_Group]) -> frozenset[str]:
    """What a speaker said and later denied, and what a speaker denied and later said."""
    found = set()
    for group in kept:
        found |= {t.key for t in group.says if _turned(t, group.denies)}
        found |= {t.key for t in group.denies if _turned(t, group.says)}
    return frozenset(found)


def _turned(telling: Telling, others: Iterable[Telling]) -> bool:
    """The same speaker said the contrary on a later day."""
    voices = set(voice_keys(telling)) - {UNKNOWN_OUTLET}
    return any(other.known > telling.known and voices & set(voice_keys(other)) for other in others)


def _position(at: int, kept: Sequence[_Group], gone: _Gone, context: Context) -> Position:
    group = kept[at]
    says, looser, denies = group.says, _in_order(group.looser), _in_order(group.denies)
    live = gone.live([*says, *_supporting(group, context)])
    contrasts = tuple(_contrasts(at, kept, gone))
    against = gone.live([*denies, *(t for contrast in contrasts for t in kept[contrast.other].says)])
    held = lines(live, context.origins)
    withdrawn = [t for t in says if t.key in gone.withdrawn]
    return Position(
        value=group.words,
        says=_keys(says),
        looser=_keys(looser),
        denies=_keys(denies),
        revised=tuple(key for key in _keys([*says, *looser]) if key in gone.revised),
        withdrawn=_keys(withdrawn),
        conceded=tuple(t.key for t in _in_order({*says, *live}) if context.interests[t.key] == "against"),
        contrasts=contrasts,
        lines=held,
        speakers=tuple(dict.fromkeys(speaker_name(t) for t in says)),
        outlets=tuple(dict.fromkeys(t.outlet for t in says if t.outlet)),
        sides=tuple(dict.fromkeys(side for t in says if (side := side_of_voice(t)))),
        modalities=tuple(dict.fromkeys(t.modality for t in says)),
        grade=grade(_counts(held, against, withdrawn, context), live or says, context.records),
    )


def _supporting(group: _Group, context: Context) -> Iterator[Telling]:
    """A side's own word that it left counts for the opponent who says that it holds the place."""
    if isinstance(group.value, HolderValue) and group.value.state == "holds":
        yield from (t for t in group.looser if context.interests[t.key] == "against")


def _keys(tellings: Iterable[Telling]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.key for t in tellings))


def _in_order(tellings: Iterable[Telling]) -> list[Telling]:
    return sorted(tellings, key=lambda t: (t.known, t.key))


def _contrasts(at: int, kept: Sequence[_Group], gone: _Gone) -> Iterator[Contrast]:
    """Positions that cannot be true together with this one, where both are told as the one value of the slot."""
    mine, many = kept[at], _many(kept)
    for number, other in enumerate(kept):
        if number == at or relate(mine.value, other.value) != "apart":
            continue
        a, b = ([t for t in gone.live(group.says) if _mouth(t) not in many] for group in (mine, other))
        if a and b and not _raised(a, b) and not _raised(b, a):
            yield Contrast(number, f"“{mine.words}” and “{other.words}” cannot both be so of one event")


def _mouth(telling: Telling) -> tuple[str, tuple[str, ...]]:
    """One voice in one report."""
    return telling.report, voice_keys(telling)


def _many(kept: Sequence[_Group]) -> frozenset[tuple[str, tuple[str, ...]]]:
    """Voices that give several values in one report: they speak of several things, or of a part and the whole."""
    found: dict[tuple[str, tuple[str, ...]], set[int]] = {}
    for number, group in enumerate(kept):
        for telling in group.says:
            found.setdefault(_mouth(telling), set()).add(number)
    return frozenset(mouth for mouth, numbers in found.items() if len(numbers) > 1)


def _raised(earlier: Sequence[Telling], later: Sequence[Telling]) -> bool:
    """Later figures that say themselves that they replace an earlier one."""
    replaces = all(any(figure.replaces for figure in t.figures) for t in later)
    return replaces and max(t.known for t in earlier) < min(t.known for t in later)


def _counts(held: Sequence[Line], against: Iterable[Telling], withdrawn: Iterable[Telling], context: Context) -> Counts:
    facts = [line_facts(line, context.tellings, context.interests) for line in held]
    planned = [fact for line, fact in zip(held, facts, strict=True) if _only_planned(line, context)]
    sure = [fact for fact in facts if fact.sure]
    opposed = [line_facts(x, context.tellings, context.interests) for x in lines(against, context.origins)]
    opposed = [fact for fact in opposed if fact.sure]
    keys = [key for line in held for key in line.tellings]
    return Counts(
        says=len(sure),
        free=sum(fact.free for fact in sure),
        conceded=sum(fact.conceded for fact in sure),
        denied=len(opposed),
        denied_free=sum(fact.free for fact in opposed),
        denied_conceded=sum(fact.conceded for fact in opposed),
        hedged=len(facts) - len(sure) - len(planned),
        planned=len(planned),
        withdrawn=len(lines(withdrawn, context.origins)),
        precise=int(any(s.id and s.precision in POINTS for key in keys for s in context.tellings[key].places)),
    )


def _only_planned(line: Line, context: Context) -> bool:
    return all(context.tellings[key].modality in ("planned", "conditional") for key in line.tellings)
