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
    r"\b(?:[A-Z]|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Dr|Gen|Lt|Col|Sen|Gov|St|No|[ap]\.m)\.$"
)
# "agreed to a truce on Friday" and "shut due to the storm" look nowhere: after a plan's "to" comes a verb.
_NO_VERB = re.compile(
    r"\s+(?:an?|the|this|that|these|those|its|his|her|their|our|some|all|both|each|every|no|it|him|them|us|[A-Z\d])\b"
    r"|\s+(?:[A-Z]|\d)"
)
# "They held out until Friday" tells of the past; "the road is shut until Friday" does not.
_UNTIL_THEN = re.compile(
    r"\b(?:did|was|were|had|could)(?:n['’]t| not)\b|\bnot\s*$"
    r"|\b(?:lasted|fought|raged|remained|stayed|waited|continued|held out|went on|ran|worked|lived|served|kept)\b",
    re.IGNORECASE,
)


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
        distance = float(before) if before >= 0 else 2.0 * (found.start() - span.end) + 25
        tense: Tense = "future" if word in future else "past"
        if best is None or distance < best[0]:
            best = distance, tense
    return best[1] if best else "unknown"


def _void(cue: str, text: str, start: int, found: re.Match[str], span: Span) -> bool:
    """Whether a cue of the future is none here: no verb follows its "to", or it only happens to stand beside."""
    end = found.end()
    if cue in ("until", "till"):
        return bool(_UNTIL_THEN.search(text, max(start, found.start() - 60), found.start()))
    if cue == "called on":
        return not text[end : span.start].strip()
    if cue == "deadline":
        return end > span.end
    return cue.endswith(" to") and bool(_NO_VERB.match(text, end))
