"""A situation report as Markdown (CommonMark with GitHub's tables); its figures are files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from claimline.model.sitrep import Evidence, Figure, Section, Sentence, Sitrep, Table
from claimline.publishing.html.clean import clean
from claimline.publishing.sitrep.english import capital, day_words, quoted
from claimline.publishing.sitrep.links import Links, claim_id, safe_url
from claimline.vocab import load

_MARKS = re.compile(r"([\\`*_\[\]<>|#~])")
_START = re.compile(r"^(\d+)([.)])(?=\s|$)|^([-+=])")
_LEFT_OUT = "Figures are left out here: write to a file (--output) to have them beside it. Their numbers stand below."


def markdown(report: Sitrep, *, desk: str | None = None, figures: Mapping[str, str] | None = None) -> str:
    """The whole text. figures: names of figures with the address of their files; None: a table stands for each."""
    page = _Page(report, Links.of(report, desk), figures)
    return "\n".join(page.lines()).rstrip("\n") + "\n"


def _esc(text: str) -> str:
    """Plain text, of which nothing is taken for a mark of Markdown."""
    line = _MARKS.sub(r"\\\1", " ".join(clean(text).split()))
    return _START.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", line)


class _Page:
    def __init__(self, report: Sitrep, links: Links, figures: Mapping[str, str] | None) -> None:
        self.report, self.links, self.figures = report, links, figures

    def lines(self) -> Iterator[str]:
        report = self.report
        yield from (f"# {_esc(report.title)}", "")
        yield from ("| | |", "|---|---|")
        for label, value in report.facts:
            yield f"| {_esc(label)} | {_esc(value)} |"
        yield ""
        if self.figures is None and any(section.figures for section in report.sections):
            yield from (f"*{_LEFT_OUT}*", "")
        for section in report.sections:
            yield from self._section(section)
        yield from self._evidence()

    def _section(self, section: Section) -> Iterator[str]:
        yield from (f"## {_esc(section.title)}", "")
        yield from self._list(section.sentences)
        for figure in section.figures:
            yield from self._figure(figure)
        for group in section.groups:
            yield from (f"### {_esc(capital(group.title))}", "")
            yield from self._list(group.sentences)
        for table in section.tables:
            yield from self._table(table)

    def _list(self, sentences: Sequence[Sentence]) -> Iterator[str]:
        for sentence in sentences:
            yield f"- {self._sentence(sentence)}"
        if sentences:
            yield ""

    def _sentence(self, sentence: Sentence) -> str:
        refs = "" if sentence.frame else self._refs(sentence.claims, sentence.events)
        grade = f" ({_esc(sentence.grade)})" if sentence.grade else ""
        return f"{_esc(sentence.text)}{refs}{grade}"

    def _refs(self, claims: Sequence[str], events: Sequence[str] = ()) -> str:
        found = self.links.refs(claims, events)
        return f" \\[{', '.join(f'[{ref.text}]({ref.href})' for ref in found)}\\]" if found else ""

    def _table(self, table: Table) -> Iterator[str]:
        cited = any(row.claims for row in table.rows)
        columns = [*table.columns, *(["Evidence"] if cited else [])]
        yield from (f"**{_esc(table.title)}**", "")
        yield f"| {' | '.join(map(_esc, columns))} |"
        yield f"|{'|'.join('---:' if at in table.numeric else '---' for at in range(len(columns)))}|"
        for row in table.rows:
            cells = [*map(_esc, row.cells), *([self._refs(row.claims).strip()] if cited else [])]
            yield f"| {' | '.join(cells)} |"
        yield ""
        if table.note:
            yield from (f"*{_esc(table.note)}*", "")

    def _figure(self, figure: Figure) -> Iterator[str]:
        if self.figures is not None:
            yield from (f"![{_esc(figure.alt)}]({self.figures[figure.name]})", "", f"*{_esc(figure.title)}.*", "")
        else:
            yield from self._table(figure.data)

    def _evidence(self) -> Iterator[str]:
        yield from ("## Evidence", "")
        for one in self.report.evidence:
            yield from (self._piece(one), "")
        if not self.report.evidence:
            yield "No sentence of this report rests on a claim."

    def _piece(self, one: Evidence) -> str:
        printed = "; ".join(self._printed(p.outlet, p.day, p.title, p.url) for p in one.printed)
        ids = ", ".join(self._claim(key) for key in dict.fromkeys(map(claim_id, one.claims)))
        words = _esc(quoted(one.words, 10_000))
        status = load("sitrep")["status"][one.status]
        who = _esc(capital(one.speaker))
        return (
            f'<a id="e{one.number}"></a>\\[{one.number}\\] {words} {who}. {printed}. {one.kind}; {status}; claim {ids}'
        )

    def _printed(self, outlet: str, day: str, title: str | None, url: str | None) -> str:
        words = _esc(f"{capital(outlet)}, {day_words(day)}" + (f": {title}" if title else ""))
        address = safe_url(url)
        return f"[{words}](<{address.replace('>', '%3E').replace('<', '%3C')}>)" if address else words

    def _claim(self, name: str) -> str:
        href = self.links.claim(name)
        return f"[`{name}`]({href})" if href else f"`{name}`"
