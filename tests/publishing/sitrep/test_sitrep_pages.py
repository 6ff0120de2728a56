"""Situation reports as HTML, Markdown, PDF and JSON: links that hold, no markup from outside, the same bytes."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader
from sitrep_material import empty, material

from claimline.model.sitrep import Sitrep
from claimline.publishing.sitrep import html, markdown, pdf, sitrep_record, write
from claimline.publishing.sitrep.english import plain

DESK = "http://127.0.0.1:8765"
VOID = {"meta", "link", "br", "img", "hr", "input"}


@pytest.fixture(scope="module")
def report() -> Sitrep:
    return write(material())


@pytest.fixture(scope="module")
def page(report: Sitrep) -> str:
    return html(report)


class Seen(HTMLParser):
    """Ids, links, tags and whether they close in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.ids += [str(found["id"])] if "id" in found else []
        self.links += [str(found["href"])] if tag == "a" and "href" in found else []
        assert "style" not in found, "the page's policy lets no style in"
        assert not [name for name in found if name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_every_link_of_the_page_leads_somewhere(page: str) -> None:
    seen = Seen(page)
    assert not seen.open
    assert len(seen.ids) == len(set(seen.ids))
    inside = [link[1:] for link in seen.links if link.startswith("#")]
    assert set(inside) <= set(seen.ids)
    assert {link for link in seen.links if not link.startswith("#")} <= {
        f"https://example.org/{name}" for name in re.findall(r"https://example.org/(\w+)", page)
    }


def test_the_page_has_no_script_and_loads_nothing(page: str) -> None:
    seen = Seen(page)
    assert not seen.tags & {"script", "iframe", "object", "link", "form", "img"}
    assert "default-src 'none'" in page
    assert not re.findall(r"url\((?!#)|@import|\bsrc=", page)


def test_every_sentence_of_the_page_names_its_claims(page: str, report: Sitrep) -> None:
    for sentence in report.all_sentences():
        if not sentence.frame:
            claims = " ".join(dict.fromkeys(key.rpartition(":")[2] for key in sentence.claims))
            assert f'data-claims="{claims}"' in page
    assert [one for one in report.evidence if f'id="e{one.number}"' not in page] == []


def test_names_are_words_and_no_markup(page: str, report: Sitrep) -> None:
    assert "South <b>Post</b>" not in page
    assert "South &lt;b&gt;Post&lt;/b&gt;" in page
    assert any("South <b>Post" in one.outlet for piece in report.evidence for one in piece.printed)


def test_right_to_left_names_keep_their_direction_to_themselves(page: str) -> None:
    assert "\u2068דובר משרד החוץ\u2069" in page


def test_a_desk_takes_the_links(report: Sitrep) -> None:
    page = html(report, desk=f"{DESK}/")
    assert f'href="{DESK}/claims/c-a1"' in page
    assert f'href="{DESK}/events/event-a1">event</a>' in page
    assert f"]({DESK}/claims/c-a1)" in markdown(report, desk=DESK)


def test_figures_are_told_in_words_and_as_tables(page: str, report: Sitrep) -> None:
    figures = [figure for section in report.sections for figure in section.figures]
    assert {figure.kind for figure in figures} == {"map", "timeline", "ranges"}
    assert page.count('role="img"') == len(figures)
    for figure in figures:
        assert figure.alt
        assert figure.data.rows
        assert page.count(f"The same as a table: {figure.data.title}") >= 1


@pytest.mark.parametrize("make", [html, markdown, pdf])
def test_the_same_report_gives_the_same_bytes(make: Any, report: Sitrep) -> None:
    assert make(report) == make(write(material()))


@pytest.mark.parametrize("make", [html, markdown, pdf])
def test_a_report_of_nothing_can_be_printed(make: Any) -> None:
    assert make(write(empty()))
    assert make(write(empty(0)))


def test_markdown_is_read_as_it_was_meant(report: Sitrep) -> None:
    text = markdown(report)
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    words = " ".join(token.content for token in tokens if token.type == "inline")
    assert "<b>" not in re.sub(r"\\<", "", words).replace("<a id", "")
    tables = sum(token.type == "table_open" for token in tokens)
    expected = sum(len(s.tables) + len(s.figures) for s in report.sections) + 1
    assert tables == expected
    anchors = set(re.findall(r'<a id="(e\d+)">', text))
    assert anchors == {f"e{one.number}" for one in report.evidence}
    assert set(re.findall(r"\]\(#(e\d+)\)", text)) <= anchors
    assert "Figures are left out here" in text


def test_each_row_of_a_markdown_table_has_all_its_cells(report: Sitrep) -> None:
    html_of = MarkdownIt("commonmark").enable("table").render(markdown(report))
    for table in re.findall(r"<table>.*?</table>", html_of, re.DOTALL):
        rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
        assert len({len(re.findall(r"<t[hd]", row)) for row in rows}) == 1


def test_markdown_names_its_figures(report: Sitrep) -> None:
    names = {f.name: f"week.figures/{f.name}.svg" for s in report.sections for f in s.figures}
    text = markdown(report, figures=names)
    assert all(f"]({address})" in text for address in names.values())
    assert "left out" not in text


def test_the_pdf_can_be_read(report: Sitrep) -> None:
    made = PdfReader(BytesIO(pdf(report)))
    text = " ".join(" ".join(page.extract_text() for page in made.pages).split())
    assert "Olena Marchuk" in text
    assert "Стара Білка" in text
    assert "Page 2" in text
    assert made.metadata is not None
    assert made.metadata.title == report.title
    titles = [entry.title for entry in made.outline if not isinstance(entry, list)]
    assert titles == [*(section.title for section in report.sections), "Evidence"]
    fonts = {font for page in made.pages for font in page["/Resources"]["/Font"].values()}  # type: ignore[index]
    embedded = [font.get_object() for font in fonts]
    assert all("DejaVu" in str(font["/BaseFont"]) for font in embedded if font["/Subtype"] == "/TrueType")


def test_the_numbers_of_the_pdf_lead_to_the_evidence(report: Sitrep) -> None:
    made = PdfReader(BytesIO(pdf(report)))
    notes = [note.get_object() for page in made.pages for note in page.get("/Annots", ())]
    inside = [note["/Dest"] for note in notes if "/Dest" in note]
    pages = {page.indirect_reference for page in made.pages}
    assert len(inside) >= len(report.evidence)
    assert all(target[0] in pages for target in inside)
    last = {page.indirect_reference for page in made.pages[-2:]}
    assert {target[0] for target in inside} <= last, "they lead to the end of the report"


def test_right_to_left_words_are_turned_for_the_pdf() -> None:
    from claimline.publishing.sitrep.visual import visual

    assert visual("said \u2068אבג 12\u2069.") == "said גבא 12."
    assert visual("אב 12 גד") == "דג 12 בא"
    assert visual("plain 12") == "plain 12"


def test_the_record_has_everything(report: Sitrep) -> None:
    record = json.loads(json.dumps(sitrep_record(report, desk=DESK)))
    said = [one for section in record["sections"] for one in section["sentences"]]
    said += [one for section in record["sections"] for group in section["groups"] for one in group["sentences"]]
    assert len(said) == len(report.all_sentences())
    assert all(one["frame"] or (one["claims"] and one["evidence"]) for one in said)
    assert [one["number"] for one in record["evidence"]] == list(range(1, len(report.evidence) + 1))
    assert record["evidence"][0]["href"].startswith(f"{DESK}/claims/")
    assert (record["area"], record["since"], record["known"]) == ("Bilka region", "2024-05-01", "2024-06-02")


def test_sentences_are_short_of_marks(report: Sitrep) -> None:
    """No doubled marks, no empty brackets, one full stop at the end, no space before a mark."""
    for sentence in report.all_sentences():
        text = plain(sentence.text)
        assert re.search(r"[.”…]$", text), text
        assert not re.search(r"\s[.,;:]|\.\.|,,|\(\)|  |“”| ,", text), text
        assert text[0].isupper() or text[0] in "“0123456789" or not text[0].isascii(), text
