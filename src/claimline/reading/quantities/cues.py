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
    r"\s+(?:(?:at least|about|some|around|more than|nearly|over|up to|another|a further|as many as)\s+)?(?:\d|an?\b|the\b|one\b|two\b|"
    r"three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|eleven\b|twelve\b|dozens\b|scores\b|hundreds\b|thousands\b|"
    r"his\b|her\b|their\b|its\b|civilians\b|people\b|several\b|many\b)",
    re.IGNORECASE,
)
_TO = (
    r"(?:\bto|\bat|\breach(?:es|ed|ing)?|\bof|\bstood at|\bstands at|\bpass(?:es|ed)|\bsurpass(?:es|ed)|\bexceed(?:s|ed)|\btops|"
    r"\btopped|\bis|\bwas|\bas|:|\bput at|\bfrom|\bto be|\bbe)\s+(?:at\s+)?\Z"
)
_TOLL = re.compile(
    r"\b(?:(?P<killed>death toll|toll|number of (?:dead|deaths|people killed|those killed|fatalities|victims)|"
    r"number killed|deaths?|fatalities)|"
    r"(?P<injured>number of (?:injured|wounded|people injured)|injuries)|"
    r"(?P<missing>number of missing|number missing)|"
    r"(?P<displaced>number of (?:displaced|refugees|idps|people displaced|internally displaced)[^.;\n]{0,30}|"
    r"(?:internally )?displaced(?: people| persons)?|idps)|"
    r"(?P<evacuated>number of evacuees|evacuated(?: people)?|evacuation total people))\b"
    rf"(?:(?!\b(?:killed|injured|wounded|displaced|dead|and)\b)[^;\n\d]){{0,80}}?{_TO}",
    re.IGNORECASE,
)
_TOTAL = re.compile(rf"\b(?:total|number|figure|count|tally|toll)\b[^.;\n\d]{{0,60}}?{_TO}", re.IGNORECASE)
_NUMBER_OF = re.compile(
    rf"\b(?:number|total|strength|deployment|force|contingent) of(?P<noun>\s[^.;:\n\d]{{2,50}}?)\b[^.;:\n\d]{{0,50}}?{_TO}"
    r"|\bnumber(?:ing|ed|s)\s+\Z|\bnumber(?:ing|ed|s) (?:about|around|some)\s+\Z",
    re.IGNORECASE,
)
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
        rf"(?P<rest>(?:,?\s+(?:and|or)\s+(?:\w+ly\s+)?(?:killed|wounded|injured|killing|wounding|injuring|detained|captured|capturing|missing))?"
        rf"(?:\s+{between}){{0,5}})\s*\Z",
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


def _state(match: re.Match[str]) -> QuantityOf:
    return next(s for s in STATES if match.groupdict().get(s))


def by_noun(noun: str, lead: str) -> Said | None:
    """What the counted noun itself says: "12 deaths", "80 wounded", "300 displaced people"."""
    state = _nouns().get(noun.lower()) or _leads().get(lead)
    return Said(cast(QuantityOf, state), "noun") if state else None


def _left_of(text: str, start: int) -> str:
    """The statement before a number, as far as it is looked at."""
    left = text[max(0, start - BEFORE) : start]
    stop = 0
    for match in _STOP.finditer(left):
        stop = match.end()
    return left[stop:]


def by_object(text: str, start: int) -> Said | None:
    """A verb before the number: "killing at least 12"."""
    match = _left().search(_left_of(text, start))
    if match is None or match["aux"]:
        return None
    return Said(_state(match), "object")


def by_subject(text: str, end: int) -> Said | None:
    """What comes after: "12 people were killed", "3 dead". An active verb with an object of its own does not count."""
    right = text[end : end + AFTER]
    stop = _STOP.search(right)
    right = right[: stop.start()] if stop else right
    match = _right().match(right)
    if match is None:
        return None
    state = _state(match)
    word = match[state].lower()
    active = word in cues()[state]["right"] and not _PASSIVE.search(match["mid"] or "")
    if active and _OBJECT.match(right, match.end()):
        return None
    return Said(state, "subject")


def by_toll(text: str, start: int) -> Said | None:
    """A toll before the number: "the death toll rose to 14", "displaced: 452"."""
    match = _TOLL.search(_left_of(text, start))
    return Said(_state(match), "toll") if match else None


def is_total(text: str, start: int) -> bool:
    """ "bringing the total to 53": a number of what was told of before."""
    return _TOTAL.search(_left_of(text, start)) is not None


def number_of(text: str, start: int) -> int | None:
    """Where the counted noun begins in "the number of French soldiers rises to 1,400"; -1 for "numbering 400"."""
    left = _left_of(text, start)
    match = _NUMBER_OF.search(left)
    if match is None:
        return None
    return start - len(left) + match.start("noun") if match["noun"] else -1


@cache
def joins() -> re.Pattern[str]:
    """Between two numbers of one list: "8 civilians and", ", including"."""
    return re.compile(
        rf"\s*{alternation(cues()['joins'])}(?:\s+(?:another|a further|also|an additional|other|the|at least))?\s*\Z",
        re.IGNORECASE,
    )


_MEMBERS = re.compile(
    r"(?:(?!\b(?:while|but|after|as|when)\b)[^.;:\n]){0,90}?\b(?:including|among them|among whom|most of them|of whom|of them|of which)\s+"
    r"(?:at least\s+)?\Z"
)


def is_member(gap: str) -> bool:
    """Between a number and a part of it: "24 people are killed, including 8"."""
    return len(gap) < 110 and _MEMBERS.match(gap) is not None
