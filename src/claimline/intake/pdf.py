"""Situation reports in PDF: their text layer, without running heads and feet, words that a line end parted joined."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from claimline.errors import BinaryInput, InputError
from claimline.intake.config import IntakeConfig
from claimline.intake.dates import declared_day
from claimline.intake.language import detect_language
from claimline.intake.origin import Origin
from claimline.intake.pages.blocks import GAP
from claimline.intake.texts import clean, title_of
from claimline.model import Report

MOST_PAGES = 300
MOST_CHARACTERS = 2_000_000
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


def _read(data: bytes, where: str, config: IntakeConfig) -> tuple[list[list[str]], str | None, str]:
    """The lines of each page, the title and the day of making that the file declares."""
    import pypdf
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    pages: list[list[str]] = []
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BinaryInput("the PDF is locked by a password", where=where, then="Save it without one.")
        facts: Mapping[str, object] = reader.metadata or {}
        title, made = str(facts.get("/Title") or "").strip(), str(facts.get("/CreationDate") or "").removeprefix("D:")
        characters = 0
        for number, page in enumerate(reader.pages):
            if number == MOST_PAGES or characters > MOST_CHARACTERS:
                config.note(f"{where}: only the first {number} pages are read")
                break
            lines = [" ".join(line.split()) for line in page.extract_text().splitlines()]
            characters += sum(map(len, lines))
            pages.append(lines)
    except InputError:
        raise
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise BinaryInput(
            f"the PDF cannot be read ({type(error).__name__})", where=where, then="Save its text as a .txt file."
        ) from None
    return pages, title[:300] or None, made


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
