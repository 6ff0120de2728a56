"""What every page of the desk must be, as markup: well nested, named, in order, and without a word that could run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
#: Elements that close themselves where they are drawings.
DRAWN = {"path", "rect", "circle", "line"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    line: int
    inside: tuple[str, ...]
    text: str = ""


@dataclass
class Markup(HTMLParser):
    """Reads a page strictly: what is opened is closed, in order."""

    elements: list[Element] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID | DRAWN:
            self.faults.append(f"line {self.getpos()[0]}: <{tag}/> is no empty element")
        self._add(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            inside = self._open[-1].tag if self._open else "nothing"
            self.faults.append(f"line {self.getpos()[0]}: </{tag}> inside {inside}")
        while self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        twice = [name for name, count in Counter(name for name, _ in attrs).items() if count > 1]
        self.faults += [f"line {self.getpos()[0]}: <{tag}> has {name} twice" for name in twice]
        inside = tuple(element.tag for element in self._open)
        element = Element(tag, {name: value or "" for name, value in attrs}, self.getpos()[0], inside)
        self.elements.append(element)
        return element

    def of(self, *tags: str) -> Iterator[Element]:
        return (element for element in self.elements if element.tag in tags)


def parsed(page: str) -> Markup:
    markup = Markup()
    markup.feed(page)
    markup.close()
    markup.faults += [f"<{element.tag}> of line {element.line} is not closed" for element in markup._open]
    return markup


def faults(page: str) -> list[str]:
    """Everything that is wrong with a page; nothing is the aim."""
    markup = parsed(page)
    return [
        *markup.faults,
        *_ids(markup),
        *_headings(markup),
        *_labels(markup),
        *_tables(markup),
        *_runs(markup),
        *_nesting(markup),
    ]


def _ids(markup: Markup) -> Iterator[str]:
    ids = Counter(e.attributes["id"] for e in markup.elements if "id" in e.attributes)
    yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
    for element in markup.elements:
        for name in ("for", "aria-labelledby", "aria-describedby"):
            for one in element.attributes.get(name, "").split():
                if one not in ids:
                    yield f"line {element.line}: {name} names {one!r}, which is not there"
        href = element.attributes.get("href", "")
        if href.startswith("#") and href[1:] not in ids:
            yield f"line {element.line}: link to {href}, which is not there"


def _headings(markup: Markup) -> Iterator[str]:
    levels = [(HEADINGS.index(e.tag) + 1, e) for e in markup.of(*HEADINGS)]
    if [level for level, _ in levels].count(1) != 1:
        yield "a page has one h1"
    last = 0
    for level, element in levels:
        if level > last + 1:
            yield f"line {element.line}: h{level} after h{last}"
        if not element.text.strip():
            yield f"line {element.line}: h{level} without words"
        last = level
    for tag in ("main", "footer", "title"):
        if len(list(markup.of(tag))) != 1 and not (tag == "title" and list(markup.of("svg"))):
            yield f"a page has one {tag}"


def _labels(markup: Markup) -> Iterator[str]:
    labelled = {e.attributes.get("for") for e in markup.of("label")}
    for element in markup.of("input", "select", "textarea"):
        named = element.attributes.get("id") in labelled or "aria-label" in element.attributes
        if element.attributes.get("type") != "hidden" and not named and "label" not in element.inside:
            yield f"line {element.line}: <{element.tag} name={element.attributes.get('name')!r}> has no label"
    for element in markup.of("a", "button", "summary"):
        if not element.text.strip() and "aria-label" not in element.attributes:
            yield f"line {element.line}: <{element.tag}> without a name"
    for element in markup.of("svg"):
        if element.attributes.get("aria-hidden") != "true" and not element.attributes.get("aria-label"):
            yield f"line {element.line}: a picture without words"


def _tables(markup: Markup) -> Iterator[str]:
    tables, captions = len(list(markup.of("table"))), len(list(markup.of("caption")))
    if tables != captions:
        yield f"{tables} tables with {captions} captions"
    for element in markup.of("th"):
        if element.attributes.get("scope") not in ("col", "row"):
            yield f"line {element.line}: <th> without scope"


def _runs(markup: Markup) -> Iterator[str]:
    """What the policy would stop, and what nobody should have written."""
    for element in markup.elements:
        for name, value in element.attributes.items():
            if name.startswith("on") or name == "style":
                yield f"line {element.line}: <{element.tag} {name}>"
            if name in ("href", "src", "action", "formaction") and not re.match(r"(/(?!/)|#|https?://)", value):
                yield f"line {element.line}: {name}={value!r}"
        if element.tag in ("style", "iframe", "object", "embed", "base"):
            yield f"line {element.line}: <{element.tag}>"
        if element.tag == "script" and (not element.attributes.get("src") or element.text.strip()):
            yield f"line {element.line}: an inline script"


def _nesting(markup: Markup) -> Iterator[str]:
    """What browsers mend in their own way: links in links, blocks in paragraphs, list items outside of lists."""
    blocks = {"div", "p", "ul", "ol", "dl", "table", "section", "details", "h1", "h2", "h3", "h4", "form", "pre"}
    for element in markup.elements:
        inside = element.inside
        if element.tag in ("a", "button") and {"a", "button"} & set(inside):
            yield f"line {element.line}: <{element.tag}> inside a link or button"
        if element.tag in blocks and inside and "p" in inside:
            yield f"line {element.line}: <{element.tag}> inside <p>"
        if element.tag == "li" and inside[-1] not in ("ul", "ol"):
            yield f"line {element.line}: <li> inside <{inside[-1]}>"
        if inside and inside[-1] in ("ul", "ol") and element.tag != "li":
            yield f"line {element.line}: <{element.tag}> right inside a list"
        if inside and inside[-1] in ("span", "b", "bdi") and element.tag in blocks:
            yield f"line {element.line}: <{element.tag}> inside <{inside[-1]}>"
