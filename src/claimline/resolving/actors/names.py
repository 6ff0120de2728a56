"""The words of a phrase that names a party: cleaned, and sorted by what they say about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from claimline.vocab import load

_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_QUOTES = "“”„\"«»‘’'`,;:.()[] \t\r\n"
_TAIL = re.compile(
    r"\s*(?:\((?:[A-Z][\w/.-]{1,9})\)|,\s+(?:who|which|whose|where|speaking|citing|a|an|the)\b.*|\s+who\b.*)$", re.S
)
_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")


@dataclass(frozen=True)
class PartyWords:
    """Nouns that say what kind of party a phrase means."""

    military: frozenset[str]
    enemies: frozenset[str]
    rebels: frozenset[str]
    civilians: frozenset[str]
    officials: frozenset[str]
    offices: frozenset[str]
    roles: frozenset[str]
    bodies: frozenset[str]


@cache
def party_words() -> PartyWords:
    people = load("people_words")

    def words(key: str) -> frozenset[str]:
        value = people[key]
        return frozenset(value.split() if isinstance(value, str) else value)

    return PartyWords(
        *(words(k) for k in ("military", "enemies", "rebels", "civilians", "officials", "offices", "roles", "bodies"))
    )


@cache
def state_rows() -> dict[str, dict[str, Any]]:
    """Rows of vocab/states.yaml by every name, adjective, people's name and seat of government."""
    table: dict[str, dict[str, Any]] = {}
    for key in ("people", "adjectives", "seats", "also"):
        for row in load("states")["states"]:
            for name in row.get(key, ()):
                table.setdefault(name, row)
    table.update({row["name"]: row for row in load("states")["states"]})
    return table


@cache
def state_names() -> frozenset[str]:
    """Names and seats, which stand for the state itself; no adjectives."""
    return frozenset(
        n for row in load("states")["states"] for n in (row["name"], *row.get("also", ()), *row.get("seats", ()))
    )


@cache
def group_names() -> dict[str, str]:
    """Every name of an armed group, and the name that we give it."""
    return {name: row["names"][0] for row in load("groups")["groups"] for name in row["names"]}


def clean(phrase: str) -> str:
    """Without article, quotation marks, line breaks, acronym in brackets and what is said about it after a comma."""
    name = _SPACE.sub(" ", phrase).strip(" ,;:")
    name = _TAIL.sub("", name).strip(_QUOTES)
    while m := _ARTICLE.match(name):
        name = name[m.end() :]
    return _closed(name)


def _closed(name: str) -> str:
    """Dots of abbreviations kept ("U.S."), possessive endings dropped."""
    if re.search(r"(?:^|\s)(?:[A-Z]\.)*[A-Z]\.[A-Z]$", name):
        name += "."
    return re.sub(r"['’]s?$", "", name) if not name.endswith(("s'", "s’")) else name[:-1]


def words_of(phrase: str) -> list[str]:
    """Its words in lower case."""
    return [w.lower() for w in _WORD.findall(phrase.replace("’", "'"))]
