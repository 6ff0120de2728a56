"""What the words near a number of people say of them: killed, injured, captured, missing, displaced, evacuated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from claimline.model.quantity import QuantityOf
from claimline.reading.quantities.lexicon import alternation, cues

_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|are|is|get|got|as|left|reported|to be)\b", re.IGNORECASE)
STATES: tuple[QuantityOf, ...] = ("killed", "injured", "captured", "missing", "evacuated", "displaced")
BEFORE, AFTER = 90, 130  # characters looked at on either side

_VERB_AHEAD = (
    r"(?=\s+(?:were|was|have|had|has|are|is|be|been|surrender\w*|fled|flee|died?|killed|dead|wounded|injured)\b)"
)
_ASIDE = re.compile(
    r"(?:\s*\([^()\n]{0,60}\))?"
    rf"(?:\s+(?:and|or)\s+(?:[\w’'.-]+\s+){{0,3}}?[\w’'-]+{_VERB_AHEAD})?"
    r"(?:,?\s+(?:including|among them|among whom|most of them|mostly|many of them|mainly|some of them|all of them|"
    r"half of them|a third of them|one of them|two of them)\s[^.;:\n]{0,60}?(?:,|(?=\s(?:were|was|have|had|are|is)\s))"
    rf"|,[^,.;:\n]{{1,45}},{_VERB_AHEAD})?"
    r"(?:\s+(?:in|at|from|of|near|on|aboard|by|across|around|throughout|inside|outside|within|between|under)\s"
    r"(?:(?!\bwho\b|\bfor\b)[^.;:\n\d]){1,60}?)?"
    r"(?:,?\s+(?:who|that|which))?"
)
_OBJECT = re.compile(
    r"\s+(?:(?:at least|about|some|around|more than|nearly|over|up to|another|a further|as many as)\s+)?"
    r"(?:\d|an?\b|the\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|eleven\b|twelve\b|dozens\b|scores\b|hundreds\b|thousands\b|"
    r"his\b|her\b|their\b|its\b|civilians\b|people\b|several\b|many\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]{3}")
_STOP = re.compile(r"(?<=[^\W\d_]{2}[\w)”\"])[.!?][\"”)]?\s|\n\s*\n|;")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said, and how it was found: "object" (killing 12), "subject" (12 were killed), "noun", "toll"."""

    of: QuantityOf
    how: str


@cache
def _left() -> re.Pattern[str]:
    """Verbs whose object ends where the text given ends."""
    groups = "|".join(rf"(?P<{s}>{alternation(cues()[s]['right'])})" for s in STATES)
    between = alternation(cues()["between_left"])
    return re.compile(
        rf"(?P<aux>\b(?:was|were|been|being|be|are|is|get|got)\s+(?:\w+ly\s+)?)?(?<![\w-])(?:{groups})(?![\w-])"
        r"(?P<rest>(?:,?\s+(?:and|or)\s+(?:\w+ly\s+)?"
        r"(?:killed|wounded|injured|killing|wounding|injuring|detained|captured|capturing|missing))?"
        rf"(?:\s+{between}){{0,5}})[\s\"“‘(]*\Z",
        re.IGNORECASE,
    )


@cache
def _right() -> re.Pattern[str]:
    groups = "|".join(rf"(?P<{s}>{alternation(cues()[s]['left'])})" for s in STATES)
    between = alternation(cues()["between_right"])
    return re.compile(rf"{_ASIDE.pattern}(?P<mid>(?:,?\s+{between}){{0,6}})\s+(?:{groups})(?![\w-])", re.IGNORECASE)


@cache
def _nouns() -> dict[str, str]:
    return {noun: state for state in STATES for noun in cues()[state]["nouns"]}


@cache
def _leads() -> dict[str, str]:
    return {
        "dead": "killed",
        "wounded": "injured",
        "injured": "injured",
        "missing": "missing",
        "displaced": "displaced",
        "homeless": "displaced",
    }


def state_of(match: re.Match[str]) -> QuantityOf:
    return next(s for s in STATES if match.groupdict().get(s))


def by_noun(noun: str, lead: str) -> Said | None:
    """What the counted noun itself says: "12 deaths", "80 wounded", "300 displaced people"."""
    state = _nouns().get(noun.lower()) or _leads().get(lead)
    return Said(cast(QuantityOf, state), "noun") if state else None


def left_of(text: str, start: int) -> str:
    """The statement before a number, as far as it is looked at."""
    left = text[max(0, start - BEFORE) : start]
    if not _WORD.search(left):
        return ""
    stop = 0
    for match in _STOP.finditer(left):
        stop = match.end()
    return left[stop:]


def by_object(text: str, start: int) -> Said | None:
    """A verb before the number: "killing at least 12"."""
    left = left_of(text, start)
    match = _left().search(left) if left else None
    if match is None or match["aux"]:
        return None
    return Said(state_of(match), "object")


def by_subject(text: str, end: int) -> Said | None:
    """What comes after: "12 people were killed", "3 dead". An active verb with an object of its own does not count."""
    right = text[end : end + AFTER]
    stop = _STOP.search(right)
    right = right[: stop.start()] if stop else right
    match = _right().match(right)
    if match is None:
        return None
    state = state_of(match)
    word = match[state].lower()
    active = word in cues()[state]["right"] and not _PASSIVE.search(match["mid"] or "")
    if active and _OBJECT.match(right, match.end()):
        return None
    return Said(state, "subject")


@cache
def joins() -> re.Pattern[str]:
    """Between two numbers of one list: "8 civilians and", ", including"."""
    return re.compile(
        rf"\s*{alternation(cues()['joins'])}(?:\s+(?:another|a further|also|an additional|other|the|at least))?\s*\Z",
        re.IGNORECASE,
    )


_MEMBERS = re.compile(
    r"(?:(?!\b(?:while|but|after|as|when)\b)[^.;:\n]){0,90}?"
    r"\b(?:including|among them|among whom|most of them|of whom|of them|of which)\s+"
    r"(?:at least\s+)?\Z"
)


def is_member(gap: str) -> bool:
    """Between a number and a part of it: "24 people are killed, including 8"."""
    return len(gap) < 110 and _MEMBERS.match(gap) is not None


@cache
def _people_verb() -> re.Pattern[str]:
    verbs = alternation(cues()["people_verbs"])
    return re.compile(rf"\s+(?:(?:have|had|has|also|now|still|then|already|later)\s+){{0,3}}{verbs}\b", re.IGNORECASE)


@cache
def _collective() -> re.Pattern[str]:
    return re.compile(rf"\b{alternation(cues()['collectives'])}\s+of\s+\Z", re.IGNORECASE)


def by_people(text: str, start: int, end: int) -> Said | None:
    """A bare number of people by what stands beside it: "37,000 moved", "a crew of 25"."""
    if _people_verb().match(text, end, end + 40) or _collective().search(text[max(0, start - 30) : start]):
        return Said("people", "bare")
    return None
