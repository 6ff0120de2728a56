"""A situation report as one HTML file: no script, nothing loaded from anywhere, readable on paper and in the dark."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files

from claimline import __version__
from claimline.model.sitrep import Evidence, Figure, Section, Sentence, Sitrep, Table
from claimline.publishing.html.clean import clean
from claimline.publishing.sitrep.charts import Drawing, svg
from claimline.publishing.sitrep.english import capital, day_words, quoted
from claimline.publishing.sitrep.links import Links, claim_id, safe_url
from claimline.vocab import load


def html(report: Sitrep, *, desk: str | None = None, drawing: Drawing | None = None) -> str:
    """The whole page. desk: address of a desk that its numbers lead to; without one they lead to the evidence."""
    page = _Page(report, Links.of(report, desk), drawing or Drawing())
    style = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    return "".join(page.lines(style, policy))


_SHORT = 14  # characters of a cell that stands on one line


def _esc(text: str) -> str:
    return escape(clean(text))


class _Page:
    def __init__(self, report: Sitrep, links: Links, drawing: Drawing) -> None:
        self.report, self.links, self.drawing = report, links, drawing
        self.codes = load("grades")

    def lines(self, style: str, policy: str) -> Iterator[str]:
        report = self.report
        yield (
            f'<!doctype html>\n<html lang="{report.lang}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f'<meta name="generator" content="Claimline {__version__}">\n'
            f"<title>{_esc(report.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
            '<a class="skip" href="#content">Skip to the report</a>\n'
        )
        yield f"<header>\n<h1>{_esc(report.title)}</h1>\n<dl>\n"
        for label, value in report.facts:
            yield f"<div><dt>{_esc(label)}</dt><dd>{_esc(value)}</dd></div>\n"
        yield "</dl>\n</header>\n"
        yield self._contents()
        yield '<main id="content">\n'
        for section in report.sections:
            yield from self._section(section)
        yield from self._evidence()
        yield "</main>\n</body>\n</html>\n"

    def _contents(self) -> str:
        items = "".join(f'<li><a href="#{s.name}">{_esc(s.title)}</a></li>' for s in self.report.sections)
        return f'<nav aria-label="Contents"><ul>{items}<li><a href="#evidence">Evidence</a></li></ul></nav>\n'

    def _section(self, section: Section) -> Iterator[str]:
        yield f'<section aria-labelledby="{section.name}">\n<h2 id="{section.name}">{_esc(section.title)}</h2>\n'
        tag = "sources" if section.name == "sources" else ""
        yield from self._list(section.sentences, tag)
        for figure in section.figures:
            yield from self._figure(figure)
        for group in section.groups:
            yield f"<h3>{_esc(capital(group.title))}</h3>\n"
            yield from self._list(group.sentences)
        for table in section.tables:
            yield from self._table(table, section.title)
        yield "</section>\n"

    def _list(self, sentences: Sequence[Sentence], tag: str = "") -> Iterator[str]:
        if not sentences:
            return
        if all(sentence.frame for sentence in sentences) and tag != "sources":
            yield f'<p class="frame">{" ".join(map(self._sentence, sentences))}</p>\n'
            return
        yield f"<ul{f' class={chr(34)}{tag}{chr(34)}' if tag else ''}>\n"
        for sentence in sentences:
            yield f"<li>{self._sentence(sentence)}</li>\n"
        yield "</ul>\n"

    def _sentence(self, sentence: Sentence) -> str:
        refs = "" if sentence.frame else self._refs(sentence.claims, sentence.events)
        claims = " ".join(dict.fromkeys(map(claim_id, sentence.claims)))
        marks = f' data-claims="{_esc(claims)}"' if claims and not sentence.frame else ""
        if sentence.events and not sentence.frame:
            marks += f' data-events="{_esc(" ".join(sentence.events))}"'
        return f"<span{marks}>{_esc(sentence.text)}</span>{refs}{self._grade(sentence.grade)}"

    def _refs(self, claims: Sequence[str], events: Sequence[str] = ()) -> str:
        found = self.links.refs(claims, events)
        if not found:
            return ""
        inside = ", ".join(f'<a href="{_esc(ref.href)}">{ref.text}</a>' for ref in found)
        return f'\u00a0<span class="refs">[{inside}]</span>'

    def _grade(self, grade: str | None) -> str:
        if not grade:
            return ""
        letter, digit = self.codes["reliability"][grade[0]], self.codes["credibility"][int(grade[1])]
        words = f"Reliability {grade[0]}: {letter}. Credibility {grade[1]}: {digit}."
        return f'\u00a0<abbr class="grade" title="{_esc(words)}">{_esc(grade)}</abbr>'

    def _table(self, table: Table, within: str) -> Iterator[str]:
        label = _esc(f"{within}: {table.title}")  # landmarks are told apart by their names
        yield f'<div class="wide" tabindex="0" role="region" aria-label="{label}"><table>\n'
        yield f"<caption>{_esc(table.title)}</caption>\n<thead><tr>"
        for at, column in enumerate(table.columns):
            yield f'<th scope="col"{self._class(table, at)}>{_esc(column)}</th>'
        cited = any(row.claims for row in table.rows)
        yield ('<th scope="col">Evidence</th>' if cited else "") + "</tr></thead>\n<tbody>\n"
        for row in table.rows:
            cells = [f"<td{self._class(table, at, cell)}>{_esc(cell)}</td>" for at, cell in enumerate(row.cells)]
            cells[0] = f'<th scope="row"{self._class(table, 0, row.cells[0])}>{_esc(row.cells[0])}</th>'
            yield f"<tr>{''.join(cells)}{f'<td>{self._refs(row.claims)}</td>' if cited else ''}</tr>\n"
        yield "</tbody></table></div>\n"
        if table.note:
            yield f'<p class="note">{_esc(table.note)}</p>\n'

    @staticmethod
    def _class(table: Table, at: int, cell: str = "") -> str:
        if at in table.numeric:
            return ' class="number"'
        return ' class="short"' if cell and len(cell) <= _SHORT else ""

    def _figure(self, figure: Figure) -> Iterator[str]:
        yield f'<figure id="figure-{figure.name}">\n{svg(figure, self.drawing)}\n'
        yield f"<figcaption>{_esc(figure.title)}.</figcaption>\n"
        yield f"<details><summary>The same as a table: {_esc(figure.data.title)}</summary>\n"
        yield from self._table(figure.data, figure.title)
        yield "</details>\n</figure>\n"

    def _evidence(self) -> Iterator[str]:
        yield '<section aria-labelledby="evidence">\n<h2 id="evidence">Evidence</h2>\n'
        if not self.report.evidence:
            yield "<p>No sentence of this report rests on a claim.</p>\n</section>\n"
            return
        yield '<ol class="evidence">\n'
        for one in self.report.evidence:
            yield self._piece(one)
        yield "</ol>\n</section>\n"

    def _piece(self, one: Evidence) -> str:
        printed = "; ".join(self._printed(p.outlet, p.day, p.title, p.url) for p in one.printed)
        ids = ", ".join(self._claim(key) for key in dict.fromkeys(map(claim_id, one.claims)))
        words = _esc(quoted(one.words, 10_000))
        status = load("sitrep")["status"][one.status]
        return (
            f'<li id="e{one.number}" value="{one.number}"><q>{words.strip("“”")}</q> '
            f"<span>{_esc(capital(one.speaker))}</span>. <span>{printed}</span>. "
            f"<small>{_esc(one.kind)}; {_esc(status)}; claim <code>{ids}</code></small></li>\n"
        )

    def _printed(self, outlet: str, day: str, title: str | None, url: str | None) -> str:
        words = f"{_esc(capital(outlet))}, {day_words(day)}"
        named = f": {_esc(title)}" if title else ""
        address = safe_url(url)
        return f'<a href="{_esc(address)}" rel="noreferrer">{words}{named}</a>' if address else words + named

    def _claim(self, name: str) -> str:
        href = self.links.claim(name)
        return f'<a href="{_esc(href)}">{_esc(name)}</a>' if href else _esc(name)
