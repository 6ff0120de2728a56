"""The profile: a telling with everything worked out that comparing it with hundreds of others needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from claimline.model import Figure, Spot, Teller, Telling
from claimline.weighing.events.config import groups_of, lag_of
from claimline.weighing.events.words import Words, content, sentence_of, united

RECALL = 7  # days that a telling may look back where its words say that it does
LONG = 14  # days from which on a period says too little about a day
Days = tuple[int, int]
_AT_LEAST = 1.3
_OUTCOMES = ("casualties", "damage")
_SENTENCE = 5  # words from which on two equal sentences are no accident
_COUNTED = frozenset({"killed", "injured", "captured", "missing", "displaced", "evacuated"})


@dataclass(frozen=True, slots=True)
class Profile:
    """Days are proleptic ordinals. days: first and last day that the event may have happened on, None where unknown.

    dated: the text gives them. recalls: its words look back at an event that was reported before. revises: they give a
    new number for an old one. repeats: they speak of one more time. words: of its sentence. said: stems of each
    proposition. begins: where the proposition begins in the sentence. sentence: in small letters, "" where it is short.
    """

    telling: Telling
    key: str
    kinds: tuple[str, ...]
    groups: tuple[str, ...]
    known: int
    days: Days | None
    dated: bool
    recalls: bool
    repeats: bool
    revises: bool
    spots: tuple[Spot, ...]
    actor: str | None
    target: str | None
    numbers: tuple[tuple[str, float, float], ...]
    words: Words
    said: tuple[frozenset[str], ...]
    facilities: frozenset[str]
    planned: bool
    begins: int
    sentence: str

    @property
    def outcome(self) -> bool:
        """Whether it only says what came of a deed."""
        return all(kind.startswith(_OUTCOMES) for kind in self.kinds)

    @property
    def long(self) -> bool:
        """Whether its period is too long to say much about a day."""
        return self.days is not None and self.days[1] - self.days[0] > LONG


@lru_cache(maxsize=8_192)  # a telling is blocked, compared and clustered one after another
def profile(telling: Telling) -> Profile:
    """What comparisons need of a telling, worked out once."""
    sentence = telling.context or telling.text
    known = date.fromisoformat(telling.known).toordinal()
    said = sentence_of(sentence)
    revises = said.revises or any(figure.replaces for figure in telling.figures)
    denies = telling.polarity == "negative" and telling.speaker is not None  # what was said before
    recalls = revises or denies or said.looks_back
    return Profile(
        telling=telling,
        key=telling.key,
        kinds=(telling.kind,),
        groups=groups_of(telling.kind),
        known=known,
        days=_days(telling, known, recalls),
        dated=(telling.first_day or telling.last_day) is not None,
        recalls=recalls,
        repeats=said.repeats,
        revises=revises,
        spots=tuple(spot for spot in telling.places if spot.role != "via"),
        actor=_party(telling.actor),
        target=_party(telling.target),
        numbers=tuple(_range(figure) for figure in telling.figures if _counts(figure)),
        words=said.words.without(spot.name for spot in telling.places),
        said=(content(telling.text),),
        facilities=said.facilities,
        planned=telling.modality in ("planned", "conditional"),
        begins=max(0, sentence.find(telling.text)),
        sentence=_plain(telling.context),
    )


def pooled(accounts: Sequence[Profile]) -> Profile:
    """Several claims of one report on one occurrence as one: what one of them leaves out, another may say."""
    if len(accounts) == 1:
        return accounts[0]
    first = accounts[0]
    dated = [one for one in accounts if one.dated] or [one for one in accounts if one.days] or [first]
    return replace(
        first,
        kinds=tuple(dict.fromkeys(kind for one in accounts for kind in one.kinds)),
        groups=tuple(dict.fromkeys(group for one in accounts for group in one.groups)),
        days=dated[0].days,
        dated=dated[0].dated,
        recalls=any(one.recalls for one in accounts),
        repeats=any(one.repeats for one in accounts),
        revises=any(one.revises for one in accounts),
        spots=tuple({spot.id or spot.name: spot for one in accounts for spot in one.spots}.values()),
        actor=_usual([one.actor for one in accounts]),
        target=_usual([one.target for one in accounts]),
        numbers=tuple(dict.fromkeys(number for one in accounts for number in one.numbers)),
        words=united([one.words for one in accounts]),
        said=tuple(dict.fromkeys(stems for one in accounts for stems in one.said)),
        facilities=frozenset(name for one in accounts for name in one.facilities),
        planned=all(one.planned for one in accounts),
    )


def _plain(sentence: str) -> str:
    """A sentence as copies are recognised by it."""
    words = sentence.casefold().split()
    return " ".join(words) if len(words) >= _SENTENCE else ""


def _usual(parties: list[str | None]) -> str | None:
    """The most frequent; of equals the one named first."""
    named = [party for party in parties if party is not None]
    return max(dict.fromkeys(named), key=named.count, default=None)


def _days(telling: Telling, known: int, recalls: bool) -> Days | None:
    """The days that it may have happened on: those of the text, else the days before it became known."""
    first = telling.first_day or telling.last_day
    if first is not None:
        last = telling.last_day or max(telling.known, first)
        return date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
    if telling.background:
        return None
    return known - (RECALL if recalls else lag_of(telling.kind)), known


def _party(party: Teller | None) -> str | None:
    """A side's id after a colon, or the name of whoever has no side and is named."""
    if party is None:
        return None
    if party.side:
        return f":{party.side}"
    return None if party.kind == "unnamed" else party.name.casefold()


def _counts(figure: Figure) -> bool:
    return figure.of in _COUNTED and (figure.min is not None or figure.max is not None)


def _range(figure: Figure) -> tuple[str, float, float]:
    """With both ends: "at least 12" is taken to mean not many more."""
    low = figure.min if figure.min is not None else 0.0
    return figure.of, low, figure.max if figure.max is not None else low * _AT_LEAST
