"""A situation report as PDF: fonts embedded, headings in the outline, numbers that lead to the evidence, page numbers.

The same report gives the same bytes. The library writes no tags for screen readers; what a figure shows stands below it
in words, and the HTML has all that it takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import Any

from claimline import __version__
from claimline.model.sitrep import Evidence, Figure, Section, Sentence, Sitrep, Table
from claimline.publishing.html.clean import clean
from claimline.publishing.sitrep.charts import Drawing, png
from claimline.publishing.sitrep.english import capital, day_words, plain, quoted
from claimline.publishing.sitrep.links import Links, claim_id, safe_url
from claimline.publishing.sitrep.pages import Style, document, outlined, register_fonts, styles
from claimline.publishing.sitrep.visual import visual
from claimline.vocab import load

_LINK = "#0b4f9e"
_SHORT = 11  # characters of a cell that stands on one line
_PAGE, _GAP, _CELL, _WIDEST = 178 * 72 / 25.4, 8.0, 8.0, 190.0  # points
_LONGEST = 300  # characters of a table's cell
_NONE: frozenset[int] = frozenset()


def pdf(report: Sitrep, *, desk: str | None = None, drawing: Drawing | None = None) -> bytes:
    """The whole document, A4."""
    register_fonts()
    story = list(_Pages(Links.of(report, desk), drawing or Drawing(), styles()).flow(report))
    out = BytesIO()
    document(out, report.title, f"{report.since or ''} to {report.until or ''}, as known on {report.known}").build(
        story
    )
    return out.getvalue()


def _esc(text: str) -> str:
    return escape(visual(clean(text)), quote=False)


def _cut(cell: str) -> str:
    """What is printed of a cell: a name as long as a page would take the page."""
    return cell if len(cell) <= _LONGEST else f"{cell[:_LONGEST]}…"


@dataclass(frozen=True)
class _Pages:
    links: Links
    drawing: Drawing
    style: Style

    def flow(self, report: Sitrep) -> Iterator[Any]:
        from reportlab.platypus import Paragraph, Spacer

        yield Paragraph(_esc(report.title), self.style["title"])
        yield self._grid([[label, value] for label, value in report.facts], [0.2 * _PAGE, 0.8 * _PAGE], head=False)
        yield Spacer(1, 6)
        for section in report.sections:
            yield from self._section(section)
        yield from self._evidence(report)
        yield Paragraph(f"Written by Claimline {__version__}.", self.style["small"])

    def _section(self, section: Section) -> Iterator[Any]:
        yield outlined(_esc(section.title), self.style["h2"], section.name, 0)
        for sentence in section.sentences:
            yield self._sentence(sentence)
        for figure in section.figures:
            yield from self._figure(figure)
        for number, group in enumerate(section.groups):
            yield outlined(_esc(capital(group.title)), self.style["h3"], f"{section.name}-{number}", 1)
            for sentence in group.sentences:
                yield self._sentence(sentence)
        for table in section.tables:
            yield from self._table(table)

    def _sentence(self, sentence: Sentence) -> Any:
        from reportlab.platypus import Paragraph

        refs = "" if sentence.frame else self._refs(sentence.claims, sentence.events)
        grade = f'\u00a0<font size="7" color="#555555">{sentence.grade}</font>' if sentence.grade else ""
        text, style = f"{_esc(sentence.text)}{refs}{grade}", self.style["frame" if sentence.frame else "item"]
        return Paragraph(text, style, bulletText=None if sentence.frame else "•")

    def _refs(self, claims: Sequence[str], events: Sequence[str] = ()) -> str:
        found = self.links.refs(claims, events)
        inside = ", ".join(f'<a href="{escape(ref.href)}" color="{_LINK}">{ref.text}</a>' for ref in found)
        return f'\u00a0<font size="8">[{inside}]</font>' if found else ""

    def _table(self, table: Table) -> Iterator[Any]:
        from reportlab.platypus import CondPageBreak, Paragraph, Spacer

        yield CondPageBreak(80)  # a heading with nothing below it
        yield Paragraph(_esc(table.title), self.style["caption"])
        cited = any(row.claims for row in table.rows)
        rows = [[*table.columns, *(["Evidence"] if cited else [])]]
        body = [[*row.cells, *([row.claims] if cited else [])] for row in table.rows]
        yield self._grid([*rows, *body], _widths(table, cited), head=True, numeric=table.numeric)
        if table.note:
            yield Paragraph(_esc(table.note), self.style["small"])
        yield Spacer(1, 6)

    def _grid(
        self,
        rows: Sequence[Sequence[Any]],
        widths: Sequence[float],
        *,
        head: bool,
        numeric: frozenset[int] = frozenset(),
    ) -> Any:
        from reportlab.lib.colors import HexColor
        from reportlab.platypus import Paragraph
        from reportlab.platypus import Table as Grid

        def cell(value: Any, at: int, first: bool) -> Any:
            words = self._refs(value).strip() if isinstance(value, tuple) else _esc(_cut(value))
            words = f"<b>{words}</b>" if first and head else words
            return Paragraph(words, self.style["number" if at in numeric else "cell"])

        made = [[cell(value, at, not number) for at, value in enumerate(row)] for number, row in enumerate(rows)]
        line = ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor("#cccccc"))
        look: list[Any] = [("RIGHTPADDING", (0, 0), (-1, -1), 7)]
        look += [line, ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
        look += [("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]
        # A row that is higher than a page goes on at the next: nothing that a report says may keep the rest from print.
        return Grid(made, colWidths=list(widths), repeatRows=int(head), style=look, hAlign="LEFT", splitInRow=1)

    def _figure(self, figure: Figure) -> Iterator[Any]:
        from reportlab.lib.utils import ImageReader
        from reportlab.platypus import Image, KeepTogether, Paragraph

        image = BytesIO(png(figure, self.drawing))
        wide, high = ImageReader(image).getSize()
        width = _PAGE
        height = min(width * high / wide, 150 * 72 / 25.4)
        picture = Image(image, width=height * wide / high, height=height)
        caption = Paragraph(f"<b>{_esc(figure.title)}.</b> {_esc(figure.alt)}", self.style["small"])
        yield KeepTogether([picture, caption])

    def _evidence(self, report: Sitrep) -> Iterator[Any]:
        from reportlab.platypus import Paragraph

        yield outlined("Evidence", self.style["h2"], "evidence", 0)
        for one in report.evidence:
            yield Paragraph(self._piece(one), self.style["evidence"])
        if not report.evidence:
            yield Paragraph("No sentence of this report rests on a claim.", self.style["frame"])

    def _piece(self, one: Evidence) -> str:
        printed = "; ".join(self._printed(p.outlet, p.day, p.title, p.url) for p in one.printed)
        ids = ", ".join(self._claim(key) for key in dict.fromkeys(map(claim_id, one.claims)))
        status = load("sitrep")["status"][one.status]
        words = _esc(quoted(one.words, 10_000))
        return (
            f'<a name="e{one.number}"/>[{one.number}] {words} {_esc(capital(one.speaker))}. {printed}. '
            f'<font size="7" color="#555555">{_esc(one.kind)}; {status}; claim {ids}</font>'
        )

    def _printed(self, outlet: str, day: str, title: str | None, url: str | None) -> str:
        words = _esc(f"{capital(outlet)}, {day_words(day)}" + (f": {title}" if title else ""))
        address = safe_url(url)
        return f'<a href="{escape(address)}" color="{_LINK}">{words}</a>' if address else words

    def _claim(self, name: str) -> str:
        href = self.links.claim(name)
        return f'<a href="{escape(href)}" color="{_LINK}">{_esc(name)}</a>' if href else _esc(name)


def _widths(table: Table, cited: bool) -> list[float]:
    """Points for each column: never less than its longest word (a name of a page's length apart), the rest of the page
    by what it has to hold."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    least, wished = [], []
    for at, column in enumerate(table.columns):
        cells = [_cut(plain(row.cells[at])) for row in table.rows]
        whole = [len(cell) <= _SHORT for cell in cells]
        words = [w for cell, short in zip(cells, whole, strict=True) for w in ([cell] if short else cell.split())]
        head = stringWidth(max(column.split(), key=len), "DejaVu-Bold", _CELL)
        longest = max([head, *(stringWidth(word, "DejaVu", _CELL) for word in words)])
        least.append(min(longest, _WIDEST) + _GAP)
        wished.append(max([least[-1], *(min(stringWidth(cell, "DejaVu", _CELL), _WIDEST) + _GAP for cell in cells)]))
    if cited:
        least.append(stringWidth("Evidence", "DejaVu-Bold", _CELL) + _GAP)
        wished.append(least[-1] + 12)
    spare = max(0.0, _PAGE - sum(least))
    more = [want - need for want, need in zip(wished, least, strict=True)]
    scale = spare / sum(more) if sum(more) else 0.0
    found = [need + extra * min(scale, 1.6) for need, extra in zip(least, more, strict=True)]
    return [width * min(1.0, _PAGE / sum(found)) for width in found]
