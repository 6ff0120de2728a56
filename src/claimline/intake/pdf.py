"""Situation reports in PDF: their text layer, without running heads and feet, words that a line end parted joined."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from claimline.errors import BinaryInput, InputError
from claimline.intake.config import IntakeConfig
from claimline.intake.dates import declared_day
from claimline.intake.language import detect_language
from claimline.intake.origin import Origin
from claimline.intake.pages.blocks import GAP
from claimline.intake.texts import clean, title_of
from claimline.model import Report

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES = 300
MOST_CHARACTERS = 2_000_000
MAX_STREAM = 600_000  # bytes of what one page draws, unpacked; maps and charts have more, and no text to read
MOST_OPERATIONS = 20_000  # drawn by one page
MAX_UNPACKED = 5_000_000  # bytes of one stream of the file
MOST_PARSED = 100_000  # operators and operands of one page
MOST_LOST = 10  # pages passed over before the rest is given up
# What pypdf raises over broken files, beside its own errors.
_DAMAGE = (ValueError, LookupError, TypeError, AttributeError, RuntimeError, OSError, ArithmeticError, AssertionError)
_EDGE = 3  # lines at the top and the foot of a page that may run through the document
_HYPHEN = re.compile(r"(\w+)[-\u2010\xad]$")
_END = re.compile(r"[.!?:;…][\"”’')\]]*$")
_BULLET = re.compile(r"\s*(?:[•●▪■◦‣∙·–—*-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_FULL = 0.75  # of the longest usual line: a shorter one ends a paragraph


def pdf_reports(data: bytes, origin: Origin, config: IntakeConfig) -> Iterator[Report]:
    """The one report of a PDF. Its day is that of the file's making, which is said, unless the user gives one.

    Raises BinaryInput for a damaged or locked file, and says a file that is only pictures.
    """
    pages, title, made = _read(data, origin.where, config)
    text = clean(GAP.join(_paragraphs(_without_running(pages))))
    if not text.strip():
        config.note(f"{origin.where}: no text in this PDF (a scan?), nothing to read")
        return
    published = origin.published or config.published
    if published is None and (published := declared_day(made[:8], config.today)) is not None:
        config.note(f"{origin.where}: taken to be of the day the PDF was made, {published}")
    yield Report(
        text=text,
        title=title or title_of(text),
        outlet=origin.outlet or config.outlet,
        url=origin.url,
        published=published,
        language=detect_language(text),
    )


class _TooMuch(Exception):
    """A page that draws more than any page of text does."""


def _read(data: bytes, where: str, config: IntakeConfig) -> tuple[list[list[str]], str | None, str]:
    """The lines of each page, the title and the day of making that the file declares."""
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it has a warning for every broken object
    try:
        with pypdf.apply_configuration(
            zlib_maximum_output_length=MAX_UNPACKED,
            lzw_maximum_output_length=MAX_UNPACKED,
            run_length_maximum_output_length=MAX_UNPACKED,
            stream_parsing_work_maximum_count=MOST_PARSED,
        ):
            return _document(pypdf.PdfReader(io.BytesIO(data)), where, config)
    except InputError:
        raise
    except (PyPdfError, *_DAMAGE) as error:
        raise BinaryInput(
            f"the PDF cannot be read ({type(error).__name__})", where=where, then="Save its text as a .txt file."
        ) from None


def _document(reader: PdfReader, where: str, config: IntakeConfig) -> tuple[list[list[str]], str | None, str]:
    if reader.is_encrypted and not reader.decrypt(""):
        raise BinaryInput("the PDF is locked by a password", where=where, then="Save it without one.")
    facts: Mapping[str, object] = reader.metadata or {}
    title, made = str(facts.get("/Title") or "").strip(), str(facts.get("/CreationDate") or "").removeprefix("D:")
    return _pages(reader, where, config), title[:300] or None, made


def _pages(reader: PdfReader, where: str, config: IntakeConfig) -> list[list[str]]:
    """The lines of each page. A page that is damaged, or draws too much, is said and passed over."""
    from pypdf.errors import PyPdfError

    pages: list[list[str]] = []
    characters = lost = 0
    for number, page in enumerate(reader.pages, start=1):
        if number > MOST_PAGES or characters > MOST_CHARACTERS or lost > MOST_LOST:
            config.note(f"{where}: only the first {number - 1} pages are read")
            break
        try:
            lines = [" ".join(line.split()) for line in _page_text(page).splitlines()]
        except (_TooMuch, PyPdfError, *_DAMAGE) as error:
            lost += 1
            config.note(f"{where}: page {number} is passed over: {_why(error)}")
            continue
        characters += sum(map(len, lines))
        pages.append(lines)
    return pages


def _page_text(page: PageObject) -> str:
    """The text of a page. Raises _TooMuch beyond MOST_OPERATIONS: pypdf's time grows with their square."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1
        if count > MOST_OPERATIONS:
            raise _TooMuch("it draws more than a page of text does")

    contents = page.get_contents()
    if contents is not None and len(contents.get_data()) > MAX_STREAM:
        raise _TooMuch("it draws more than a page of text does")
    return str(page.extract_text(visitor_operand_before=counted))


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, _TooMuch) else f"it is damaged or too large ({type(error).__name__})"


def _without_running(pages: Sequence[Sequence[str]]) -> list[str]:
    """All lines, without those that stand at the edge of most pages (digits apart), and without page numbers."""
    edges = Counter(shape for page in pages for shape in {_shape(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    often = max(2, (len(pages) + 1) // 2)
    found: list[str] = []
    for page in pages:
        for place, line in enumerate(page):
            at_edge = place < _EDGE or place >= len(page) - _EDGE
            shape = _shape(line)
            if at_edge and shape and ((len(pages) > 1 and edges[shape] >= often) or re.fullmatch(r"\W*#\W*", shape)):
                continue
            found.append(line)
    return found


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.lower())


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Lines to paragraphs: an empty line ends one, a bullet begins one, and so does what follows a short last line."""
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    words = Counter(re.findall(r"\w+(?:-\w+)*", " ".join(lines).lower()))
    found: list[str] = []
    ended = True
    for line in lines:
        if not line:
            ended = True
            continue
        if ended or _BULLET.match(line):
            found.append(line)
        else:
            found[-1] = _joined(found[-1], line, words)
        short = len(line) < _FULL * usual
        ended = short and (bool(_END.search(line)) or len(line) < 0.5 * usual)
    return found


def _joined(before: str, line: str, words: Counter[str]) -> str:
    """Two lines as one. A hyphen between them stays where the document writes the word so elsewhere, and before
    anything but a small letter."""
    parted, first = _HYPHEN.search(before), re.match(r"\w+", line)
    if not parted or not first or not first.group()[0].islower():
        return before + " " + line if not before.endswith(("\u2010", "-")) or not first else before + line
    head, tail = parted.group(1), first.group()
    with_hyphen = words[f"{head}-{tail}".lower()] > words[f"{head}{tail}".lower()]
    return (before if with_hyphen else before[:-1]) + line
