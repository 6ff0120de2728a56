"""Bytes of a page to a tree: its charset, and the limits that keep hostile pages from costing time."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from claimline import vocab
from claimline.errors import InputError
from claimline.intake.decoding import decode, decode_as, marked

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_DEPTH = 200  # levels of elements inside each other; libxml2 itself stops at 256
MAX_ATTRIBUTES = 60  # of one tag; libxml2 compares each with all others
_CROWDED = re.compile(
    r"""<[a-zA-Z][^\s/>]*+(?:[\s/]++[^\s>/][^\s>=/]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']*+))?+)"""
    rf"{{{MAX_ATTRIBUTES + 1}}}"
)
_HEAD = 4096  # bytes among which a charset is declared; browsers look at 1024
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,500}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>")  # lxml refuses text that still declares an encoding


def page_text(data: bytes, *, where: str, charset: str | None, note: Callable[[str], None]) -> str:
    """The characters of a page. First what a byte order mark says; then UTF-8 where the bytes are valid UTF-8, since
    declarations are wrong more often than that happens by chance; then what the HTTP header declares, then the page;
    then what the bytes look like.

    Raises BinaryInput, or EncodingError when nothing fits.
    """
    if marked(data):
        return decode(data, where=where, note=note)
    declared = [charset] if charset else []
    if found := _DECLARED.search(data[:_HEAD]):
        declared.append(found.group(1).decode("ascii"))
    names = [name for name in map(_codec, declared) if name]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for name in names:
        if name != "utf-8" and (text := decode_as(data, name)) is not None:
            return text
    return decode(data, where=where, note=note)


def _codec(label: str) -> str | None:
    """The codec of a charset label, as browsers understand it; None for one that nobody knows, or that is no charset
    of text ("base64" is a codec to Python)."""
    label = label.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(vocab.load("intake_pages")["charsets"].get(label, label))
    except (LookupError, ValueError):
        return None
    return found.name if getattr(found, "_is_text_encoding", True) else None


def tree_of(text: str, where: str) -> HtmlElement | None:
    """The page's elements, without comments; None where there are none. Raises InputError beyond the limits above."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    if declaration := _XML_DECLARATION.match(text):
        text = text[declaration.end() :]
    if _CROWDED.search(text):
        raise _refused(f"a tag has more than {MAX_ATTRIBUTES} attributes", where)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if _depth(root) > MAX_DEPTH:
        raise _refused(f"its elements are nested more than {MAX_DEPTH} deep", where)
    return root


def _refused(what: str, where: str) -> InputError:
    return InputError(f"{what}, which no report needs", where=where, then="Save its text as a .txt file.")


def _depth(root: HtmlElement) -> int:
    """Levels below the root, at most MAX_DEPTH + 1 of them counted."""
    from lxml import etree

    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
        if deepest > MAX_DEPTH:
            break
    return deepest
