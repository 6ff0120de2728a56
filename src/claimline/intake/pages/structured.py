"""What a page says of itself in JSON-LD, in the words of schema.org."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from claimline import vocab

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_SCRIPT = 5_000_000  # characters of one JSON-LD script; larger ones are passed over
_MOST_NODES = 20_000
_LINKS = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement", "item")


def structured(tree: HtmlElement) -> dict[str, Any]:
    """The object of JSON-LD that describes the report (schema.org NewsArticle and its kin); empty where none does."""
    kinds: list[str] = vocab.load("intake_pages")["types"]
    best: tuple[int, dict[str, Any]] = (len(kinds), {})
    for node in _nodes(tree):
        rank = min((kinds.index(kind) for kind in _types(node) if kind in kinds), default=len(kinds))
        if rank < best[0]:
            best = (rank, node)
    return best[1]


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if not kind.startswith("application/ld+json") or not script.text or len(script.text) > MAX_SCRIPT:
            continue
        try:
            waiting: deque[Any] = deque([json.loads(script.text, strict=False)])
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST_NODES):
            if not waiting:
                break
            node = waiting.popleft()
            if isinstance(node, list):
                waiting += node
            elif isinstance(node, dict):
                yield node
                waiting += [node[link] for link in _LINKS if isinstance(node.get(link), dict | list)]


def _types(node: dict[str, Any]) -> list[str]:
    kinds = node.get("@type")
    return [str(kind).rpartition("/")[2] for kind in (kinds if isinstance(kinds, list) else [kinds])]


def is_live(node: dict[str, Any]) -> bool:
    return "LiveBlogPosting" in _types(node)


def text_of(node: dict[str, Any], *keys: str) -> str | None:
    """The first of the values that is text; of an object its name or address; of a list all of them."""
    for key in keys:
        if (value := _text(node.get(key))) is not None:
            return value
    return None


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, dict):
        return next((t for key in ("name", "@id", "url") if isinstance(t := value.get(key), str) and t.strip()), None)
    if isinstance(value, list):
        return ", ".join(t for t in map(_text, value[:20]) if t and not isinstance(t, list)) or None
    return None
