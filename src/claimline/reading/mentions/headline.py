"""Headlines: where most words are capitalised, capitals say little, and the vocabulary has to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from claimline.model import Span
from claimline.reading.mentions.lexicon import Lexicon
from claimline.reading.mentions.pieces import longest_known
from claimline.reading.mentions.runs import Word

Style = Literal["plain", "title", "capitals"]

_LONG = re.compile(r"[^\W\d_]{4,}")
_OFFICE_WORDS = frozenset(
    [
        "Defense",
        "Defence",
        "Foreign",
        "Interior",
        "Health",
        "Armed",
        "Air",
        "Security",
        "National",
        "Supreme",
        "General",
        "Military",
        "Special",
        "State",
        "Justice",
        "Human",
        "Rights",
        "Regional",
        "Central",
        "Federal",
        "People's",
        "Support",
        "Rapid",
        "Navy",
        "Army",
        "Power",
        "Nuclear",
    ]
)


def style_of(text: str, sentence: Span, lex: Lexicon) -> Style:
    """Is the sentence written like one, like a headline in Title Case, or IN CAPITALS?"""
    piece = text[sentence.start : sentence.end]
    words = _LONG.findall(piece)
    if len(words) < 2:
        return "plain"
    capitals = sum(w.isupper() for w in words)
    if capitals >= 0.75 * len(words) and capitals > 1 and any(lex.is_common(w) for w in words):
        return "capitals"
    if len(words) < 4 or (piece.endswith(".") and len(words) > 14):
        return "plain"
    upper = sum(w[0].isupper() for w in words)
    common = sum(w[0].isupper() and lex.is_common(w) for w in words)
    return "title" if upper >= 0.75 * len(words) and common >= 2 else "plain"


def title_parts(words: Sequence[Word], lex: Lexicon) -> Iterator[tuple[Word, ...]]:
    """The stretches of a Title Case run that may be names: without the words that English writes in lower case."""
    group: list[Word] = []
    i = 0
    while i < len(words):
        known = longest_known(words, i, lex.names, lex.longest)
        if known:
            group += words[i:known]
            i = known
            continue
        word = words[i].text
        office = _office_end(words, i, lex) if group else 0
        if office:
            group += words[i:office]
            i = office
            continue
        if (lex.is_common(word) and word not in lex.first_names) or word.lower() in lex.openers:
            if word in lex.titles and word.lower() in lex.roles | {"prime", "foreign", "defence", "defense"}:
                group.append(words[i])
            elif group:
                yield tuple(group)
                group = []
        else:
            group.append(words[i])
        i += 1
    if group:
        yield tuple(group)


def _office_end(words: Sequence[Word], i: int, lex: Lexicon) -> int:
    """ "Russian" with "Defense Ministry", in a headline that capitalises everything."""
    for j in range(i, min(len(words), i + 4)):
        text = words[j].text
        if text in lex.org_heads or text in lex.facility_heads or text in lex.place_parts:
            return j + 1
        if text not in _OFFICE_WORDS:
            return 0
    return 0


def capital_parts(words: Sequence[Word], lex: Lexicon) -> Iterator[tuple[Word, ...]]:
    """The same for a run IN CAPITALS; the words are given back as a sentence would write them."""
    group: list[Word] = []
    i = 0
    while i < len(words):
        end = _known_upper(words, i, lex)
        if end:
            if group:
                yield tuple(group)
                group = []
            yield _as_written(words[i:end], lex.upper[" ".join(w.text for w in words[i:end])])
            i = end
            continue
        word = words[i].text
        if lex.is_common(word) or word.lower() in lex.openers or word.capitalize() in lex.calendar | lex.titles:
            if group:
                yield tuple(group)
                group = []
        else:
            group.append(words[i]._replace(text=_capitalised(word)))
        i += 1
    if group:
        yield tuple(group)


def _known_upper(words: Sequence[Word], i: int, lex: Lexicon) -> int:
    limit = lex.upper_longest.get(words[i].text, 0)
    for j in range(min(len(words), i + limit), i, -1):
        name = " ".join(w.text for w in words[i:j])
        if name in lex.upper and not (j == i + 1 and len(name) < 3 and lex.is_common(name)):
            return j
    return 0


def _as_written(words: Sequence[Word], name: str) -> tuple[Word, ...]:
    """The words with the capitals of the known name."""
    return tuple(w._replace(text=t, link="") for w, t in zip(words, name.split(" "), strict=True))


def _capitalised(word: str) -> str:
    return "-".join(p.capitalize() for p in word.split("-"))
