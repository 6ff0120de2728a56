"""Elements to paragraphs: one pass, no recursion, the same for raw pages and for what trafilatura leaves of them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from claimline import vocab
from claimline.intake.texts import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

GAP = "\n\n"  # between paragraphs of a report's text: no sentence goes on beyond it
_SPACE = re.compile(r"[ \t\r\n\f\v\xa0]+")
_INVISIBLE = re.compile("[\xad\u200b\u2060\ufeff\x00-\x08\x0e-\x1f\x7f]")  # places where a line may break, and waste
_BREAKS = re.compile(r" ?\n ?\n[ \n]*")
_AROUND_BREAK = re.compile(r" ?\n ?")


@cache
def _words(key: str) -> frozenset[str]:
    return vocab.word_set("intake_pages", key)


def paragraphs(root: _Element, *, whole: bool = False) -> list[str]:
    """The texts of an element's blocks in their order, spaces and line ends as one space, <br> as a line end.

    Elements that no report is told in (navigation, forms, scripts, captions) are passed over, unless `whole`: what
    trafilatura leaves has been sorted already, and it calls a heading `head`.
    """
    from lxml import etree

    blocks, passed = _words("blocks"), frozenset() if whole else _words("passed_over")
    found: list[str] = []
    parts: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in passed and element is not root:
                walk.skip_subtree()
                continue
            if tag in blocks:
                _close(parts, found)
            elif tag in ("br", "lb"):
                parts.append("\n")
            elif tag in ("td", "th", "cell"):
                parts.append(" ")
            parts.append(_SPACE.sub(" ", element.text or ""))
        else:
            if tag in blocks:
                _close(parts, found)
            if element is not root:
                parts.append(_SPACE.sub(" ", element.tail or ""))
    _close(parts, found)
    return found


def _close(parts: list[str], found: list[str]) -> None:
    text = _INVISIBLE.sub("", clean("".join(parts)))
    parts.clear()
    for piece in _BREAKS.split(text):
        piece = _AROUND_BREAK.sub("\n", re.sub(" +", " ", piece)).strip()
        if piece:
            found.append(piece)


def fragment_paragraphs(markup: str) -> list[str]:
    """The same of a piece of markup, or of plain text whose line ends part paragraphs."""
    from lxml import etree, html

    if not re.search(r"<[a-zA-Z/!]|&[#\w]+;", markup):
        return [p for line in re.split(r"\n\s*\n|\r\n\s*\r\n", markup) if (p := _SPACE.sub(" ", clean(line)).strip())]
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return []
    return paragraphs(root)
