"""Reports that are one speaker's document: a communiqué, a statement reprinted in full."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimline.model import Attribution, Span

_HEAD = re.compile(
    r"^[ \t]*(?:(?:(?:official|press|joint|special|evening|morning|daily|urgent)\s+)*"
    r"(?P<kind>statement|communiqu[eé]|press release|declaration|bulletin|summary|briefing)(?:\s+no\.?\s*\d+)?\s+"
    r"(?P<cue>of|by|from|issued by)\s+(?P<who>the\s[^\n.:(]{3,100}|[A-Z][^\n.:(]{3,100}))"
    r"|^[ \t]*(?P<issued>issued by|released by|statement by)\s+(?P<by>[^\n.:(]{3,100})",
    re.IGNORECASE | re.MULTILINE,
)
_CUT = re.compile(
    r"\s+(?:on|concerning|regarding|about|as of|for)\s|,\s(?=\d|[A-Z][a-z]+,?\s\d)|\s[–—-]\s", re.IGNORECASE
)
_HEAD_LINES = 5
_FOOT = re.compile(
    r"(?:for further information|press office|contact|end of (?:statement|communiqu)|tel\b|\(?end\)?$|\*\*\*|more:|read more)",
    re.IGNORECASE,
)


def document_attributions(text: str, sentences: Sequence[Span]) -> list[Attribution]:
    """One attribution of the whole body to its issuer when the head of the text says that it is a document; else none."""
    head_end = _head_end(text)
    match = _HEAD.search(text, 0, head_end)
    if match is None:
        return []
    start, end = match.span("who") if match["who"] else match.span("by")
    cut = _CUT.search(text, start, end)
    source = Span(start, cut.start() if cut else end).trimmed(text, " \t,;")
    cue = Span(match.start("kind"), match.end("cue")) if match["who"] else Span(*match.span("issued"))
    content = tuple(_body(text, match.end()))
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


def _body(text: str, after: int) -> list[Span]:
    """The paragraphs after the head, without the foot."""
    at = text.find("\n", after)
    if at < 0:
        return []
    spans = []
    for m in re.finditer(r"[^\n]*\S[^\n]*", text[at:]):
        span = Span(at + m.start(), at + m.end()).trimmed(text)
        if _FOOT.match(span.of(text)):
            continue
        if len(span.of(text).split()) > 3:
            spans.append(span)
    return spans
