"""The text of a report with the words of its claims marked, from the records that a page's `doc` holds.

Elements of HTML cannot overlap, and evidence does: the text is cut at every end of a span, and each piece knows the
claims that it belongs to. Offsets are Unicode code points, as everywhere; a piece carries its own, so that no script
ever counts characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimline.model import Span
from claimline.model.record import Record
from claimline.publishing.html.clean import clean
from claimline.publishing.html.highlight import paragraphs, pieces

_UNSURE = ("hedged", "planned", "conditional")


@dataclass(frozen=True, slots=True)
class Reference:
    """The number after a proposition: `claim` is the id of the claim, `number` its place beside the text, from 1."""

    number: int
    claim: str
    kind: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of text that the same claims cover. classes: of its mark; "" where no claim has it. claims: numbers."""

    text: str
    start: int
    end: int
    classes: str
    claims: tuple[int, ...]
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    claim: int
    tone: str  # "" for words that are only used: a cue, a speaker, a place named elsewhere


def tone_of(record: Record) -> str:
    """The classes that tint a claim: whose voice, or denied; and `unsure` for what is not put as a fact."""
    voice = "own" if record.get("speaker") is None and record.get("cue") is None else "said"
    unsure = " unsure" if record.get("modality") in _UNSURE else ""
    return ("neg" if record.get("polarity") == "negative" else voice) + unsure


def spans_of(record: Record) -> list[Span]:
    """Every stretch that a claim rests on, the proposition first. A value that a person put in has no characters."""
    given = [*record["evidence"], record.get("cue"), *(record.get(name) for name in ("speaker", "actor", "target"))]
    found = [_span(part) for part in (*given, *record.get("places", ()), *record.get("quantities", ()))]
    time = record.get("time")
    if time and time.get("span"):  # `start` and `end` of a time are days
        found.append(Span(*time["span"]))
    return list(dict.fromkeys(span for span in found if span is not None))


def _span(part: Record | None) -> Span | None:
    start, end = (part or {}).get("start"), (part or {}).get("end")
    return Span(start, end) if isinstance(start, int) and isinstance(end, int) else None


def marked(text: str, records: Sequence[Record]) -> list[list[Marked]]:
    """The paragraphs of the text, each as pieces in order. Joined, the pieces of all are the text but for the white
    space between paragraphs, with U+FFFD for each character that HTML does not allow."""
    marks = list(_marks(records))
    refs = sorted((_end(record, len(text)), number) for number, record in enumerate(records, 1))
    found: list[list[Marked]] = []
    for paragraph, _ in paragraphs(text):
        if paragraph.start == paragraph.end:
            continue
        near = [mark for mark in marks if mark.span.overlaps(paragraph)]
        row = []
        for piece in pieces(paragraph.start, paragraph.end, [mark.span for mark in near]):
            done = [ref for ref in refs if ref[0] <= piece.span.end]
            refs = refs[len(done) :]
            row.append(_piece(piece.span, text, [near[i] for i in piece.covering], _references(done, records)))
        found.append(row)
    if refs:  # propositions that end in the white space at the end
        found.append([Marked("", len(text), len(text), "", (), _references(refs, records))])
    return found


def _end(record: Record, last: int) -> int:
    span = _span(record["evidence"][0]) if record["evidence"] else None
    return min(span.end, last) if span else last


def _marks(records: Iterable[Record]) -> Iterator[_Mark]:
    for number, record in enumerate(records, 1):
        for at, span in enumerate(spans_of(record)):
            yield _Mark(span, number, tone_of(record) if at == 0 else "")


def _references(done: Iterable[tuple[int, int]], records: Sequence[Record]) -> tuple[Reference, ...]:
    return tuple(Reference(number, records[number - 1]["id"], records[number - 1]["kind"]) for _, number in done)


def _piece(span: Span, text: str, marks: Sequence[_Mark], references: tuple[Reference, ...]) -> Marked:
    stated = [mark for mark in marks if mark.tone]
    numbers = tuple(dict.fromkeys(mark.claim for mark in (*stated, *marks)))  # propositions first, the shortest leading
    many = " many" if len({mark.claim for mark in stated}) > 1 else ""
    classes = stated[0].tone + many if stated else "used" if marks else ""
    return Marked(clean(span.of(text)), span.start, span.end, classes, numbers, references)
