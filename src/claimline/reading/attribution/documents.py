"""Reports that are one speaker's document: a communiqué, a statement reprinted in full."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimline.model import Attribution, Span

_HEAD = re.compile(
    r"^[ \t]*(?:(?:(?:official|press|joint|special|evening|morning|daily|urgent)\s+)*"
    r"(?P<kind>statement|communiqu[eé]|press release|declaration|summary)(?:\s+no\.?\s*\d+)?\s+"
    r"(?P<cue>of|by|from|issued by)\s+(?P<who>the\s[^\n.:(]{3,100}|[A-Z][^\n.:(]{3,100}))"
    r"|^[ \t]*(?P<issued>issued by|released by|statement by)\s+(?P<by>[^\n.:(]{3,100})",
    re.IGNORECASE | re.MULTILINE,
)
_CUT = re.compile(
    r"\s+(?:on|concerning|regarding|about|as of|for)\s|,\s(?=\d|[A-Z][a-z]+,?\s\d)|\s[–—-]\s", re.IGNORECASE
)
_HEAD_LINES = 5
_SAYS = re.compile(r"\b(?:said|says|say|told|according to)\b", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"so far the|the (?:desk|editors?)\b|editor.s note|our (?:correspondent|reporter)|[*=_-]{3,}", re.IGNORECASE
)
_OWN_WORDS = frozenset(("it", "we", "they", "he", "she", "the ministry", "the command", "the statement", "the army"))
_FOOT = re.compile(
    r"(?:for further information|press office|contact|end of (?:statement|communiqu)|tel\b|\(?end\)?$|more:|read more)",
    re.IGNORECASE,
)


def document_attributions(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """One attribution of the body to its issuer when the head of the text says that it is a document; else none.

    `found` are the attributions read so far: the document ends before the first paragraph where somebody else speaks.
    """
    head_end = _head_end(text)
    match = _HEAD.search(text, 0, head_end)
    if match is None:
        return []
    start, end = match.span("who") if match["who"] else match.span("by")
    cut = _CUT.search(text, start, end)
    source = Span(start, cut.start() if cut else end).trimmed(text, " \t,;")
    cue = Span(match.start("kind"), match.end("cue")) if match["who"] else Span(*match.span("issued"))
    content = tuple(_body(text, match.end(), _others(text, found, source)))
    if not content or not len(source):
        return []
    return [Attribution((source,), (cue,), content, "indirect", "announce", confidence=0.8, rule="document")]


def _head_end(text: str) -> int:
    at = 0
    for _ in range(_HEAD_LINES):
        line = text.find("\n", at)
        if line < 0:
            return len(text)
        if len(text[at:line].split()) > 25:
            return at
        at = line + 1
    return at


def _others(text: str, found: Sequence[Attribution], issuer: Span) -> list[int]:
    """Where somebody who is not the issuer is given the word."""
    own = set(issuer.of(text).lower().split()) - {"the", "of"}
    return [
        a.source[0].start
        for a in found
        if a.source
        and a.source[0].start > issuer.end
        and _SAYS.search(a.cue[0].of(text))
        and not own & set(a.source[0].of(text).lower().split())
        and a.source[0].of(text).lower() not in _OWN_WORDS
    ]


def _body(text: str, after: int, others: list[int]) -> list[Span]:
    """The paragraphs after the head, without the foot."""
    at = text.find("\n", after)
    if at < 0:
        return []
    spans = []
    for m in re.finditer(r"[^\n]*\S[^\n]*", text[at:]):
        span = Span(at + m.start(), at + m.end()).trimmed(text)
        if _OUTSIDE.match(span.of(text)) or any(span.start <= at < span.end for at in others):
            break
        if _FOOT.match(span.of(text)):
            continue
        if len(span.of(text).split()) > 3:
            spans.append(span)
    return spans
