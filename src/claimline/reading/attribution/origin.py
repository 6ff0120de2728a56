"""Outlets that a whole report is credited to: "As reported by …", "with files from …", "(Wire)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from claimline.model import Attribution, Span
from claimline.reading.tokens import Token
from claimline.vocab import load

# It begins where a word does, and gives back no letter: a line of capitals would else be tried from each of them.
_NAME = r"(?:[Tt]he )?(?<!\w)[A-Z][\w’'&/.-]*+(?: (?:of |de |al-)?[A-Z][\w’'&/-]*+){0,4}"
_CREDITS = re.compile(
    rf"(?:\b[Aa]s (?:first )?(?:reported|cited|quoted) by (?P<name>{_NAME}))"
    rf"|(?:\b(?:[Ww]ith|from) (?:files|reporting|material|additional reporting) (?:from|by) (?P<files>{_NAME}))"
    rf"|(?:\b(?:Source|Via|Reporting by|Credit|(?:Originally|First) published (?:by|in|on)):? (?P<foot>{_NAME}))"
    rf"|(?:\b(?:citing|quoting|according to|reports?|told|reported by) (?P<cited>{_NAME}))"
    rf"|(?:(?P<subject>{_NAME}) (?:has |had |have )?(?:reported|reports|report|said|says)\b)"
)
_AS_REPORTED = re.compile(r"as (?:reported|quoted|cited) by", re.IGNORECASE)
_BRACKET = re.compile(r"\((?P<name>[A-Z][^()\n]{1,40})\)\s*(?:—|–|--|-|$)", re.MULTILINE)


@cache
def outlets() -> frozenset[str]:
    """The names of known outlets in lower case, without "the"."""
    data = load("outlets")
    return frozenset(str(name).lower() for kind in ("agencies", "broadcasters", "papers") for name in data[kind])


@cache
def _outlet_words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, load('outlets')['words']))})\b")


@lru_cache(maxsize=4096)
def is_outlet(name: str) -> bool:
    """Is it a known outlet, or named as one ("the news agency …", "… News")?"""
    plain = name.strip().lower().removeprefix("the ").strip(" .,")
    return plain in outlets() or _outlet_words().search(plain) is not None


def with_outlets(text: str, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Sets `via` where the attribution that holds another one is an outlet passing it on, outermost first."""
    out = list(attributions)
    for index, attribution in enumerate(out):
        via: tuple[Span, ...] = ()
        parent = attribution.parent
        seen = {index}
        while parent is not None and parent not in seen:
            seen.add(parent)
            held = out[parent]
            if held.source and (is_outlet(held.source[0].of(text)) or _AS_REPORTED.match(held.cue[0].of(text))):
                via = (*held.source, *via)
            parent = held.parent
        if via and not attribution.via:
            out[index] = replace(attribution, via=via)
    return tuple(out)


def find_origin(text: str, sentences: Sequence[Span] = (), tokens: Sequence[Token] = ()) -> tuple[Span, ...]:
    """The outlets that the report says it took its story from, each once, in the order of the text."""
    found: list[Span] = []
    for m in _CREDITS.finditer(text):
        for group in ("name", "files", "foot"):
            if m[group]:
                found.append(_named(text, m, group))
        for group in ("cited", "subject"):
            if m[group] and is_outlet(m[group]):
                found.append(_named(text, m, group))
    found += [Span(*m.span("name")) for m in _BRACKET.finditer(text) if _is_credit(text, m)]
    return _once(text, sorted(found))


def _named(text: str, match: re.Match[str], group: str) -> Span:
    span = Span(*match.span(group))
    if span.of(text).lower().startswith("the "):
        span = Span(span.start + 4, span.end)
    return span.trimmed(text, " .,’'")


def _is_credit(text: str, match: re.Match[str]) -> bool:
    """A bracket of a dateline, or a known outlet at the end of a line."""
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    dateline = len(line) < 60 and line[:3].isupper() and match[0][-1] in "—–-"
    return dateline or (is_outlet(match["name"]))


def _once(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    seen: set[str] = set()
    out = []
    for span in spans:
        name = span.of(text).lower()
        if name not in seen and len(span):
            seen.add(name)
            out.append(span)
    return tuple(out)
