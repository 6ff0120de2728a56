"""What the words near a number of people say of them: killed, injured, captured, missing, displaced, evacuated."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from claimline.model.quantity import QuantityOf
from claimline.reading.quantities.lexicon import alternation, cues

STATES = ("killed", "injured", "captured", "missing", "evacuated", "displaced")
BEFORE, AFTER = 90, 130  # characters looked at on either side

_ASIDE = re.compile(
    r"(?:\s*\([^()\n]{0,60}\))?"
    r"(?:,?\s+(?:including|among them|among whom|most of them|mostly|many of them|mainly|some of them|all of them|half of them|"
    r"a third of them|one of them|two of them)\s[^.;:\n]{0,60}?(?:,|(?=\s(?:were|was|have|had|are|is)\s)))?"
    r"(?:\s+(?:in|at|from|of|near|on|aboard|by|across|around|throughout|inside|outside|within|between|with|to|for)\s"
    r"(?:(?!\bwho\b)[^.;:\n\d]){1,60}?)?"
    r"(?:,?\s+(?:who|that|which))?"
)
_OBJECT = re.compile(
    r"\s+(?:(?:at least|about|some|around|more than|nearly|over|up to|another|a further|as many as)\s+)?(?:\d|an?\b|the\b|one\b|two\b|"
    r"three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|eleven\b|twelve\b|dozens\b|scores\b|hundreds\b|thousands\b|"
    r"his\b|her\b|their\b|its\b|civilians\b|people\b|several\b|many\b)",
    re.IGNORECASE,
)
_TOLL = re.compile(
    r"\b(?:(?P<killed>death toll|toll|number of (?:dead|deaths|people killed|those killed|fatalities|victims)|number killed|deaths?|"
    r"fatalities)|(?P<injured>number of (?:injured|wounded|people injured)|injuries)|"
    r"(?P<missing>number of missing|number missing)|"
    r"(?P<displaced>number of (?:displaced|refugees|idps|people displaced|internally displaced)[^.;\n]{0,30}|displaced(?: people| persons)?|idps)|"
    r"(?P<evacuated>number of evacuees|evacuated(?: people)?|evacuation total people))"
    r"\b(?:(?!\b(?:killed|injured|wounded|displaced|dead|and)\b)[^.;\n\d]){0,60}?"
    r"(?:\bto|\bat|\breach(?:es|ed|ing)?|\bof|\bstood at|\bstands at|\bpass(?:es|ed)|\bsurpass(?:es|ed)|\bexceed(?:s|ed)|\btops|\btopped|"
    r"\bis|\bwas|\bas|:|\bput at|\bfrom)\s+(?:at\s+)?\Z",
    re.IGNORECASE,
)


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
    return cast(QuantityOf, next(s for s in STATES if match.groupdict().get(s)))


def by_noun(noun: str, lead: str) -> Said | None:
    """ "12 deaths", "80 wounded", "300 displaced people"."""
    state = _nouns().get(noun.lower()) or _leads().get(lead)
    return Said(cast(QuantityOf, state), "noun") if state else None


def by_object(text: str, start: int) -> Said | None:
    """A verb before the number: "killing at least 12"."""
    left = text[max(0, start - BEFORE) : start]
    left = left[max(left.rfind(". "), left.rfind(";"), left.rfind("\n\n")) + 1 :]
    match = _left().search(left)
    if match is None or (match["aux"] and match["rest"].strip() != "") or (match["aux"] and _state(match) != "killed"):
        return None
    return None if match["aux"] else Said(_state(match), "object")


def by_subject(text: str, end: int) -> Said | None:
    """What comes after: "12 people were killed", "3 dead". An active verb with an object of its own does not count."""
    right = text[end : end + AFTER]
    stop = min((i for i in (right.find(". "), right.find(";"), right.find("\n\n")) if i >= 0), default=len(right))
    right = right[:stop]
    match = _right().match(right)
    if match is None:
        return None
    passive = re.search(
        r"\b(?:was|were|been|being|be|are|is|get|got|as|left|reported)\b", match["mid"] or "", re.IGNORECASE
    )
    word = match[next(s for s in STATES if match[s])].lower()
    if not passive and word.endswith("ed") and word not in ("died",) and _OBJECT.match(right, match.end()):
        return None
    if re.match(r"\s+by\s", right[match.end() :]) is None and re.match(
        r"\s+(?:to\s+)?(?:kill|that)\b", right[match.end() :]
    ):
        return None
    return Said(_state(match), "subject")


def by_left(text: str, start: int) -> Said | None:
    """ "left 14 dead" is found by the words after; here a toll before the number: "the death toll rose to 14"."""
    left = text[max(0, start - BEFORE) : start]
    left = left[max(left.rfind(". "), left.rfind(";"), left.rfind("\n\n")) + 1 :]
    match = _TOLL.search(left)
    return Said(_state(match), "toll") if match else None


@cache
def joins() -> re.Pattern[str]:
    """Between two numbers of one list: "8 civilians and", ", including"."""
    return re.compile(
        rf"\s*{alternation(cues()['joins'])}(?:\s+(?:another|a further|also|an additional|other|the|at least))?\s*\Z",
        re.IGNORECASE,
    )
