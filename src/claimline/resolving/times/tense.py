"""Past or future, from the words near a time expression."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from claimline.model.span import Span
from claimline.vocab import load

Tense = Literal["past", "future", "unknown"]
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z\"“‘(])|\n[ \t]*\n|\n[ \t]{2,}")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Dr|Gen|Lt|Col|Sen|Gov|St|No|vs|[ap]\.m)\.$"
)
# "agreed to a truce on Friday" and "shut due to the storm" look nowhere: after a plan's "to" comes a verb.
_NO_VERB = re.compile(
    r"\s+(?:an?|the|this|that|these|those|its|his|her|their|our|some|all|both|each|every|no|it|him|them|us|[A-Z\d])\b"
    r"|\s+(?:[A-Z]|\d)"
)
# "On Friday they agreed to leave" dates the agreement, "They agreed to leave on Friday" what they agreed to.
_DECIDED = re.compile(r"ed to$")
_BE = re.compile(r"\b(?:is|are|was|were|be|been)(?:\s+\w+ly)?\s+$", re.IGNORECASE)
# "They held out until Friday" tells of the past; "the road is shut until Friday" does not.
_UNTIL_THEN = re.compile(
    r"\b(?:did|was|were|had|could)(?:n['’]t| not)\b|\bnot\s*$"
    r"|\b(?:lasted|fought|raged|remained|stayed|waited|continued|held out|went on|ran|worked|lived|served|kept)\b",
    re.IGNORECASE,
)

# "They had not left until Friday" and "Until Friday they had not left" both look back.
_SO_FAR = re.compile(r"[^.;]{0,40}\b(?:had|was|were|did)\b")
# "is heard in May" and "will be named" do not tell of the past, nor does "a planned visit": there the word is no verb
# of its own, and another one decides.
_PASSIVE = re.compile(r"\b(?:be|is|are|being)(?:\s+(?:\w+ly|not|also|still|yet))?\s+$", re.IGNORECASE)
_ADJECTIVE = re.compile(
    r"\b(?:an?|the|this|its|his|her|their|our|my|every|each)\s+(?:(?:\w+ly|still|newly|long)\s+)?$", re.IGNORECASE
)
_NOUN = re.compile(r"\s+[a-z]")
# "Friday's raid" is over, "Friday's vote" need not be.
_OWNER = re.compile(r"['’]s\s+((?:[\w-]+\s+){0,3}[\w-]+)")


@cache
def _scheduled() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('times_tense')['scheduled'])})s?\b", re.IGNORECASE)


@cache
def _cues() -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    vocab = load("times_tense")
    future, past = vocab["future"], vocab["past"]
    words = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted([*future, *past], key=len, reverse=True))
    return re.compile(rf"\b(?:{words}|[a-z]{{3,}}ed)\b", re.IGNORECASE), frozenset(future), frozenset(vocab["neutral"])


def sentence_around(text: str, span: Span, reach: int = 400) -> Span:
    """A plain sentence around `span`, at most `reach` characters to either side."""
    start, end = max(0, span.start - reach), min(len(text), span.end + reach)
    for found in _SENTENCE_END.finditer(text, start, span.start):
        if not _ABBREVIATED.search(text[max(0, found.start() - 5) : found.start() + 1]):
            start = found.end()
    for found in _SENTENCE_END.finditer(text, span.end, end):
        if not _ABBREVIATED.search(text[max(0, found.start() - 5) : found.start() + 1]):
            end = found.start() + 1
            break
    return Span(start, end)


def find_tense(text: str, span: Span) -> Tense:
    """The tense of the nearest verb: what stands before the expression counts more than what follows."""
    owned = _OWNER.match(text, span.end)
    if owned and not _scheduled().search(owned[1]):
        return "past"
    sentence = sentence_around(text, span)
    cues, future, neutral = _cues()
    best: tuple[float, Tense] | None = None
    for found in cues.finditer(text, sentence.start, sentence.end):
        word = " ".join(found.group().lower().split())
        if word in neutral or span.overlaps(Span(*found.span())):
            continue
        before = span.start - found.end()
        if word in future and _void(word, text, sentence.start, found, span):
            continue
        if word not in future and _no_past(text, sentence.start, found):
            continue
        distance = float(before) if before >= 0 else 2.0 * (found.start() - span.end) + 25
        ahead = word in future and not (before < 0 and _decided(word, text, found.start()))
        tense: Tense = "future" if ahead else "past"
        if best is None or distance < best[0]:
            best = distance, tense
    return best[1] if best else "unknown"


def _no_past(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a past form is part of the present or the future, or stands as an adjective before its noun."""
    before = text[max(start, found.start() - 30) : found.start()]
    if _PASSIVE.search(before):
        return True
    adjective = found.group().lower().endswith("ed") and _ADJECTIVE.search(before)
    return bool(adjective and _NOUN.match(text, found.end()))


def _decided(cue: str, text: str, at: int) -> bool:
    """Whether a cue that follows the time is itself what happened then: "agreed to", not "is expected to"."""
    return bool(_DECIDED.search(cue)) and not _BE.search(text[max(0, at - 20) : at])


def _void(cue: str, text: str, start: int, found: re.Match[str], span: Span) -> bool:
    """Whether a cue of the future is none here: no verb follows its "to", or it only happens to stand beside."""
    end = found.end()
    if cue in ("until", "till"):
        before = _UNTIL_THEN.search(text, max(start, found.start() - 60), found.start())
        return bool(before or (found.start() <= start + 2 and _SO_FAR.match(text, span.end)))
    if cue == "called on":
        return not text[end : span.start].strip()
    if cue == "deadline":
        return end > span.end
    return cue.endswith(" to") and bool(_NO_VERB.match(text, end))
