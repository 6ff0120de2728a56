"""Which report has its words from which, as a tree: under each report those that took from it, with the reasons.

A report may have words of several earlier ones. It stands under the one that holds most of its words; the others are
named beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from claimline.model.record import Record

_DEEPEST = 10  # a longer chain of copies goes on at this depth: each names the report that it took from anyway
_WORDS: dict[str, str] = {
    "copy": "copies",
    "edited": "edits",
    "credit": "credits",
    "quotation": "quotes the same words as",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """An edge: what was done with the earlier report, the share (0 to 1) of the later one's words, and why."""

    earlier: str
    name: str
    words: str
    share: float
    parts: tuple[Record, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A report. name: outlet and day. taken: from the report that it stands under. also: from others. why: of whose
    words it is, where no report here is the origin."""

    ref: str
    name: str
    taken: Taken | None
    also: tuple[Taken, ...]
    why: str
    under: tuple[Node, ...]


def origin_tree(story: Record | None, names: Mapping[str, str]) -> tuple[Node, ...]:
    """story: a `story_record`. names: what each report is called. () where there is no story."""
    if not story or not story["origins"]:
        return ()
    links: dict[str, list[Record]] = {}
    for link in story["links"]:
        links.setdefault(link["later"], []).append(link)
    best = {later: max(some, key=_strength) for later, some in links.items()}
    refs = sorted({*story["origins"], *links, *(link["earlier"] for link in story["links"])})
    under: dict[str | None, list[str]] = {}
    for ref in refs:
        under.setdefault(_parent(ref, best), []).append(ref)

    def node(ref: str) -> Node:
        taken = {link["earlier"]: _taken(link, names) for link in links.get(ref, ())}
        first = taken.pop(best[ref]["earlier"]) if ref in best else None
        origin = story["origins"].get(ref)
        why = str(origin["why"]) if origin and first is None and origin["first"] != ref else ""
        return Node(ref, names.get(ref, ref), first, tuple(taken.values()), why, some(under.get(ref, ())))

    def some(among: Iterable[str]) -> tuple[Node, ...]:
        return tuple(node(ref) for ref in sorted(among, key=lambda ref: (names.get(ref, ref), ref)))

    return some(under.get(None, ()))


def _parent(ref: str, best: Mapping[str, Record]) -> str | None:
    """The report that it stands under: the one it took most from, or one further up where the chain is too long."""
    chain = [ref]
    while chain[-1] in best and best[chain[-1]]["earlier"] not in chain:
        chain.append(best[chain[-1]]["earlier"])
    return chain[max(1, len(chain) - _DEEPEST)] if len(chain) > 1 else None


def _strength(link: Record) -> tuple[bool, float, str]:
    return link["relation"] != "quotation", link["share"], link["earlier"]


def _taken(link: Record, names: Mapping[str, str]) -> Taken:
    relation, earlier = str(link["relation"]), link["earlier"]
    words = _WORDS.get(relation, relation)
    return Taken(earlier, names.get(earlier, earlier), words, link["share"], tuple(link["parts"]))
