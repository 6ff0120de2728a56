"""GUM: attributions from its discourse trees and its syntax, names from its entities.

A satellite clause of the relation `attribution` holds who speaks and the words that say so, its nucleus what is said.
Of that clause the cue is the verb with its auxiliaries (or "according to"), the source the verb's subject.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.attributed import apart, saying
from training.examples import Event, Example, Name, Span

TITLES = frozenset(
    ("mr.", "mrs.", "ms.", "dr.", "president", "minister", "secretary", "general", "prime", "sir", "professor",
     "senator", "king", "queen", "pope", "captain", "judge")
)  # fmt: skip
TYPES = {"person": "person", "place": "place", "organization": "organisation"}
_OPENED = re.compile(r"\((\d+)-([a-z]+)|(\d+)\)")
_ACCORDING = ("according", "to")


@dataclass(frozen=True)
class Word:
    form: str
    tag: str  # universal part of speech
    fine: str  # Penn's
    head: int  # index in the document, -1 for the root of a sentence
    relation: str
    span: Span
    entity: str


@dataclass(frozen=True)
class Node:
    """A clause (`words` is its range in the document) or a group of nodes."""

    id: str
    parent: str | None
    relation: str
    words: range | None


def gum(folder: Path) -> Iterator[Example]:
    """Every document that has both layers."""
    for path in sorted((folder / "dep").glob("*.conllu")):
        text, words = document(path.read_text("utf-8"))
        tree = folder / "rst" / f"{path.stem}.rs4"
        events = tuple(attributions(tree, words)) if tree.exists() else ()
        names, unsure = named(words, text)
        yield Example(
            f"gum-{path.stem}", text, apart(list(events)), triggers_known=False, sayings_known=tree.exists(),
            names=names, names_unsure=unsure,
        )  # fmt: skip


def document(conllu: str) -> tuple[str, list[Word]]:
    """The running text of a document and its words; paragraphs are lines."""
    text, first = "", 0
    words: list[Word] = []
    for line in conllu.splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            text = text.rstrip() + "\n" if text else ""
        elif not line:
            first = len(words)
        elif line[0].isdigit():
            cells = line.split("\t")
            if not cells[0].isdigit():
                continue
            start, head = len(text), int(cells[6])
            text += cells[1]
            words.append(
                Word(
                    cells[1], cells[3], cells[4], first + head - 1 if head else -1, cells[7], (start, len(text)),
                    _entity(cells[9]),
                )
            )  # fmt: skip
            text += "" if "SpaceAfter=No" in cells[9] else " "
    return text.rstrip(), words


def _entity(misc: str) -> str:
    return next((part[7:] for part in misc.split("|") if part.startswith("Entity=")), "")


def attributions(tree: Path, words: Sequence[Word]) -> Iterator[Event]:
    nodes = _nodes(tree, words)
    children: dict[str, list[Node]] = {}
    for node in nodes.values():
        if node.parent:
            children.setdefault(node.parent, []).append(node)
    for node in nodes.values():
        if not node.relation.startswith("attribution") or node.words is None or node.parent not in nodes:
            continue
        content = _runs(_inside(nodes[node.parent], children), words)
        source, cue = _speaking(node.words, words)
        event = saying(source, cue, content)
        if event is not None and content:
            yield event


def _nodes(tree: Path, words: Sequence[Word]) -> dict[str, Node]:
    nodes: dict[str, Node] = {}
    at = 0
    body = ET.parse(tree).getroot().find("body")
    for element in body if body is not None else ():
        if element.tag not in ("segment", "group"):
            continue
        inside: range | None = None
        if element.tag == "segment":
            count = len((element.text or "").split())
            inside, at = range(at, at + count), at + count
        name = element.attrib["id"]
        nodes[name] = Node(name, element.get("parent"), element.get("relname", ""), inside)
    if at != len(words):
        raise ValueError(f"{tree.name}: {at} words in the tree, {len(words)} in the syntax")
    return nodes


def _inside(node: Node, children: dict[str, list[Node]]) -> list[range]:
    """The clauses of a node itself, without what is attached to it."""
    if node.words is not None:
        return [node.words]
    members = [c for c in children.get(node.id, ()) if c.relation == "span" or _is_joint(c.relation)]
    return [r for member in members for r in _whole(member, children)]


def _whole(node: Node, children: dict[str, list[Node]]) -> list[range]:
    attached = [c for c in children.get(node.id, ()) if c.relation != "span" and not _is_joint(c.relation)]
    return _inside(node, children) + [r for child in attached for r in _whole(child, children)]


def _is_joint(relation: str) -> bool:
    return relation.startswith("joint") or relation in ("same-unit", "adversative-contrast", "restatement-repetition")


def _runs(ranges: Sequence[range], words: Sequence[Word]) -> tuple[Span, ...]:
    """Characters of some ranges of words, those that touch joined, marks at their ends left out."""
    spans: list[list[int]] = []
    for r in sorted(ranges, key=lambda r: r.start):
        if spans and spans[-1][1] == r.start:
            spans[-1][1] = r.stop
        else:
            spans.append([r.start, r.stop])
    trimmed = (_trim(a, b, words) for a, b in spans)
    return tuple((words[a].span[0], words[b - 1].span[1]) for a, b in trimmed if b > a)


def _trim(start: int, end: int, words: Sequence[Word]) -> tuple[int, int]:
    while end > start and words[end - 1].form in (",", ".", ";", ":", "—", "–"):
        end -= 1
    while start < end and (words[start].form in (",", ";", ":") or words[start].tag == "SCONJ"):
        start += 1
    return start, end


def _speaking(clause: range, words: Sequence[Word]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Source and cue of the clause that says who speaks."""
    forms = [words[i].form.lower() for i in clause]
    for k in range(len(forms) - 1):
        if (forms[k], forms[k + 1]) == _ACCORDING:
            start, end = _trim(clause.start + k + 2, clause.stop, words)
            cue = (words[clause.start + k].span[0], words[clause.start + k + 1].span[1])
            return ((words[start].span[0], words[end - 1].span[1]),) if end > start else (), (cue,)
    verbs = [i for i in clause if words[i].head not in clause and words[i].tag in ("VERB", "ADJ", "NOUN")]
    if not verbs:
        return (), ()
    verb = verbs[0]
    first = verb
    while first - 1 in clause and words[first - 1].head == verb and words[first - 1].tag in ("AUX", "PART", "ADV"):
        first -= 1
    cue = (words[first].span[0], words[verb].span[1])
    subjects = [i for i in clause if words[i].head == verb and words[i].relation == "nsubj"]
    if not subjects:
        return (), (cue,)
    inside = sorted(i for i in clause if _under(i, subjects[0], words))
    start, end = _trim(inside[0], inside[-1] + 1, words)
    return ((words[start].span[0], words[end - 1].span[1]),) if end > start else (), (cue,)


def _under(word: int, top: int, words: Sequence[Word]) -> bool:
    while word not in (-1, top):
        word = words[word].head
    return word == top


def named(words: Sequence[Word], text: str) -> tuple[tuple[Name, ...], tuple[Span, ...]]:
    """Names of persons, places and organisations; other proper nouns, and names with titles, are left unsure."""
    names: dict[Span, str] = {}
    unsure: list[Span] = [w.span for w in words if w.tag == "PROPN" or (w.tag == "ADJ" and w.form[:1].isupper())]
    for start, end, kind in _entities(words):
        run = _proper(start, end, words)
        while kind == "person" and run is not None and words[run[0]].form.lower() in TITLES:
            run = (run[0] + 1, run[1]) if run[0] < run[1] else None
        if run is None:
            continue
        span = (words[run[0]].span[0], words[run[1]].span[1])
        if kind in TYPES and (kind != "person" or words[run[1]].fine == "NNP"):  # "Greeks" are none of these
            names[span] = TYPES[kind]
    kept = _outermost(names)
    sure = [(a, b) for a, b, _ in kept]
    loose = [s for s in unsure if not any(a <= s[0] and s[1] <= b for a, b in sure)]
    return kept, tuple(loose)


def _entities(words: Sequence[Word]) -> Iterator[tuple[int, int, str]]:
    """First and last word and type of each entity mention."""
    opened: dict[str, list[tuple[int, str]]] = {}
    for i, word in enumerate(words):
        for found in _OPENED.finditer(word.entity):
            if found[1]:
                opened.setdefault(found[1], []).append((i, found[2]))
                rest = word.entity[found.end() :].partition("(")[0]
                if ")" in rest and not re.search(rf"{found[1]}\)", word.entity):
                    yield i, i, found[2]
                    opened[found[1]].pop()
            elif opened.get(found[3]):
                start, kind = opened[found[3]].pop()
                yield start, i, kind


def _proper(start: int, end: int, words: Sequence[Word]) -> tuple[int, int] | None:
    """The run of proper nouns around a mention's head, None where its head is none."""
    heads = [i for i in range(start, end + 1) if not start <= words[i].head <= end]
    if not heads or words[heads[0]].tag != "PROPN":
        return None
    first = last = heads[0]
    while first > start and _is_part(words[first - 1]):
        first -= 1
    while last < end and (step := _further(last, end, words)):
        last += step
    return first, last


def _further(last: int, end: int, words: Sequence[Word]) -> int:
    """How many words further a name goes: "Department | of Agriculture", "Bank | of the North"."""
    if _is_part(words[last + 1]):
        return 1
    linking = 0
    while last + 1 + linking < end and words[last + 1 + linking].form in ("of", "the", "for"):
        linking += 1
    return linking + 1 if 0 < linking < 3 and _is_part(words[last + 1 + linking]) else 0


def _is_part(word: Word) -> bool:
    return word.tag == "PROPN" or (word.tag in ("ADJ", "VERB", "NOUN") and word.form[:1].isupper())


def _outermost(names: dict[Span, str]) -> tuple[Name, ...]:
    kept: list[Name] = []
    for (start, end), kind in sorted(names.items(), key=lambda item: (item[0][0], -item[0][1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, kind))
    return tuple(kept)
