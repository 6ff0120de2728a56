"""The text of a report with the evidence of its claims marked, where spans may overlap in any way.

Overlapping elements are impossible in HTML, so that the text is cut at every end of a span, and each piece knows all
the claims that it belongs to. The text of the element is the text of the report, character by character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from claimline.model import Claim, Span
from claimline.publishing.html.clean import clean, tone

_BLANK_LINES = re.compile(r"(?:\r?\n[ \t]*){2,}")
_LINE_END = re.compile(r"(?:\r?\n)+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that the same spans cover from end to end; `covering` are indexes of the spans, shortest first."""

    span: Span
    covering: tuple[int, ...]


def pieces(start: int, end: int, spans: Sequence[Span]) -> list[Piece]:
    """`text[start:end]` cut at all ends of spans, without gaps and in order."""
    cuts = sorted({start, end, *(c for s in spans for c in (s.start, s.end) if start < c < end)})
    shortest = sorted(range(len(spans)), key=lambda i: (len(spans[i]), i))
    found = []
    for left, right in pairwise(cuts):
        covering = tuple(i for i in shortest if spans[i].start <= left and right <= spans[i].end)
        found.append(Piece(Span(left, right), covering))
    return found


def used_spans(claim: Claim) -> Iterator[Span]:
    """All characters that a claim rests on; the first span is the proposition."""
    yield from claim.evidence
    if claim.cue:
        yield claim.cue
    for party in (claim.speaker, claim.actor, claim.target):
        if party:
            yield party.span
    yield from (p.place.span for p in claim.places)
    if claim.time:
        yield claim.time.span
    yield from (q.span for q in claim.quantities)


def paragraphs(text: str) -> Iterator[tuple[Span, Span]]:
    """Each paragraph with the white space after it. Blank lines part paragraphs; without any, each line is one."""
    parting = _BLANK_LINES if _BLANK_LINES.search(text) else _LINE_END
    start = 0
    for match in parting.finditer(text):
        yield Span(start, match.start()), Span(match.start(), match.end())
        start = match.end()
    yield Span(start, len(text)), Span(len(text), len(text))


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    claim: int  # its number, from 1
    tone: str  # empty for words that are only used (cue, speaker, place named elsewhere)


def _marks(claims: Sequence[Claim]) -> list[_Mark]:
    found = []
    for number, claim in enumerate(claims, 1):
        spans = list(dict.fromkeys(used_spans(claim)))
        found.append(_Mark(spans[0], number, tone(claim)))
        found += [_Mark(span, number, "") for span in spans[1:]]
    return found


def marked_text(anchor: str, text: str, claims: Sequence[Claim]) -> str:
    """Paragraphs with marked pieces; the end of each proposition links to its claim `<anchor>-<number>`."""
    marks = _marks(claims)
    refs = sorted((claim.evidence[0].end, number) for number, claim in enumerate(claims, 1))
    out: list[str] = []
    for paragraph, gap in paragraphs(text):
        near = [mark for mark in marks if mark.span.overlaps(paragraph)]
        if paragraph.start < paragraph.end:
            out.append('<p dir="auto">')
            for piece in pieces(paragraph.start, paragraph.end, [mark.span for mark in near]):
                out.append(_piece(piece, text, [near[i] for i in piece.covering]))
                while refs and refs[0][0] <= piece.span.end:
                    out.append(_ref(anchor, refs.pop(0)[1], claims))
            out.append("</p>")
        out.append(clean(gap.of(text)))
    out += [_ref(anchor, number, claims) for _, number in refs]  # propositions that end in the white space at the end
    return "".join(out)


def _piece(piece: Piece, text: str, marks: Sequence[_Mark]) -> str:
    words = escape(clean(piece.span.of(text)), quote=False)
    if not marks:
        return words
    stated = [mark for mark in marks if mark.tone]
    numbers = dict.fromkeys(mark.claim for mark in (*stated, *marks))  # propositions first, the shortest leading
    classes = stated[0].tone + (" many" if len(stated) > 1 else "") if stated else "used"
    return (
        f'<mark class="{classes}" data-s="{piece.span.start}" data-e="{piece.span.end}" '
        f'data-c="{" ".join(map(str, numbers))}">{words}</mark>'
    )


def _ref(anchor: str, number: int, claims: Sequence[Claim]) -> str:
    """The number after a proposition, like a footnote's. It is drawn by the style, so that the text stays the text."""
    kind = escape(clean(claims[number - 1].kind))
    return (
        f'<a class="ref" id="{anchor}-{number}-text" href="#{anchor}-{number}" data-n="{number}" '
        f'aria-label="Claim {number}, {kind}"></a>'
    )
