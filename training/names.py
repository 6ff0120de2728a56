"""Corpora of names: WikiGold (persons, organisations, places), and re3d without its BBC part.

Every fifth document is held out. A name is what has a capital letter; an article before it is none of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.examples import Example, Name, Span

HELD_EVERY = 5
_WIKIGOLD = {"PER": "person", "ORG": "organisation", "LOC": "place"}
_RE3D = {
    "Person": "person", "Organisation": "organisation", "Location": "place", "Nationality": "nationality",
    "Weapon": "weapon", "MilitaryPlatform": "weapon",
}  # fmt: skip


def names_corpora(corpora: Path) -> tuple[list[Example], list[Example]]:
    """Documents to train on, and those held out."""
    train: list[Example] = []
    held: list[Example] = []
    for documents in (wikigold(corpora / "wikigold/wikigold.conll"), re3d(corpora / "re3d")):
        for number, example in enumerate(documents):
            (held if number % HELD_EVERY == HELD_EVERY - 1 else train).append(example)
    return train, held


def wikigold(path: Path) -> Iterator[Example]:
    """Documents of WikiGold, a sentence a line; other names (MISC) are left unsure."""
    text, number = "", 0
    names: list[Name] = []
    unsure: list[Span] = []
    for block in path.read_text("utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        if rows and rows[0][1].startswith("-DOCSTART-"):
            if text:
                number += 1
                yield _named(f"wikigold-{number}", text, names, unsure)
            text, names, unsure = "", [], []
            continue
        for start, end, kind in _spans(rows, len(text)):
            if kind in _WIKIGOLD:
                names.append((start, end, _WIKIGOLD[kind]))
            else:
                unsure.append((start, end))
        text += " ".join(row[1] for row in rows) + "\n"
    if text:
        yield _named(f"wikigold-{number + 1}", text, names, unsure)


def _spans(rows: list[list[str]], at: int) -> Iterator[tuple[int, int, str]]:
    begun: tuple[int, str] | None = None
    end = at
    for row in [*rows, ["", "", "O"]]:
        word, tag = row[1], row[2]
        if begun and not tag.startswith("I"):
            yield begun[0], end, begun[1]
            begun = None
        if tag[0] in "BI" and begun is None:
            begun = at, tag[2:]
        end = at + len(word)
        at = end + 1


def re3d(folder: Path) -> Iterator[Example]:
    for source in sorted(folder.iterdir()):
        if not source.is_dir() or "BBC" in source.name:  # the BBC's part is for benchmarks alone
            continue
        names: dict[str, list[Name]] = {}
        unsure: dict[str, list[Span]] = {}
        for entity in _rows(source / "entities.json"):
            start, end, value = entity["begin"], entity["end"], entity["value"]
            if not any(c.isupper() for c in value):
                continue
            start += 4 if value.lower().startswith("the ") else 0
            if entity["type"] in _RE3D:
                names.setdefault(entity["documentId"], []).append((start, end, _RE3D[entity["type"]]))
            else:
                unsure.setdefault(entity["documentId"], []).append((start, end))
        for document in _rows(source / "documents.json"):
            name = document["_id"]
            yield _named(f"re3d-{name}", document["text"], names.get(name, []), unsure.get(name, []))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8-sig").splitlines():
        if line.strip():
            yield json.loads(line)


def _named(name: str, text: str, names: list[Name], unsure: list[Span]) -> Example:
    """An example with the outer ones of names that overlap."""
    kept: list[Name] = []
    for start, end, kind in sorted(set(names), key=lambda n: (n[0], -n[1], n[2])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, kind))
    return Example(name, text, (), triggers_known=False, names=tuple(kept), names_unsure=tuple(unsure))
