"""A run of capitalised words, cut into names; those that the words themselves type are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from claimline.model.reading import MentionType
from claimline.reading.mentions.lexicon import Lexicon
from claimline.reading.mentions.runs import NAME_LINKS, Word

_MODEL_NUMBER = re.compile(r"[A-Z][A-Za-z]{0,3}-\d+\w*|[A-Z]{2,4}\d{2,4}[A-Z]?|\d+[A-Z]\d+")
_ROMAN = frozenset(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"))
_MOST_WORDS = 40  # of what may be one name
_LINKED_HEADS = frozenset(("of", "of the"))


class Piece(NamedTuple):
    """A name. `type` None: its words alone do not say what it names. `titled`: a title or role stands before it."""

    start: int
    end: int
    words: tuple[str, ...]
    type: MentionType | None
    rule: str
    titled: bool = False

    @property
    def first(self) -> str:
        return self.words[0]


def cut(words: Sequence[Word], lex: Lexicon) -> Iterator[Piece]:
    """The names of one run, left to right."""
    i, titled = 0, False
    while i < len(words):
        if words[i].text in lex.calendar:
            i, titled = i + 1, False
            continue
        j, kind, rule = _next_name(words, i, lex, titled)
        if kind == "skip":
            titled = titled or rule == "title"
            i = j
            continue
        yield _piece(words, i, j, kind, rule, titled and kind in (None, "person"))
        titled = False
        i = j


Kind = MentionType | None
_SHIPS = frozenset("HMS USS INS HMAS HMCS USNS RFA MV FS".split())  # noqa: SIM905


def _piece(words: Sequence[Word], i: int, j: int, kind: object, rule: str, titled: bool) -> Piece:
    texts = tuple(w.text for w in words[i:j])
    return Piece(words[i].start, words[j - 1].end, texts, kind, rule, titled)  # type: ignore[arg-type]


def _next_name(words: Sequence[Word], i: int, lex: Lexicon, titled: bool) -> tuple[int, object, str]:
    known = longest_known(words, i, lex.names, lex.longest)
    end = plain_end(words, i, lex)
    if known == i + 1 and _first_name_of_state(words, i, end, lex):
        return _unknown_end(words, i + 1, end, lex), "person", "first-name"
    if words[i].text in lex.things and end > i + 1 and not known:
        return min(end, i + 3), "other", "thing"
    head = _head_end(words, i, end, lex)
    if known and known >= head and not _goes_on(words, i, known, end, lex):
        kind = lex.names[joined(words, i, known)]
        if kind == "weapon" and known == i + 1 and lex.is_common(words[i].text):
            return i + 1, "skip", "common"
        return known, kind, "known"
    if head:
        j, kind = _with_complement(words, i, head, lex)
        return j, kind, "head"
    if words[i].text in _SHIPS and end > i + 1:
        return min(end, i + 3), "weapon", "ship"
    word = words[i].text
    if word in lex.titles or word.endswith(("n't", "n’t")):
        return i + 1, "skip", "title" if word in lex.titles else "word"
    if _MODEL_NUMBER.fullmatch(word):
        return i + 1, "weapon", "model-number"
    capitals = lex.upper.get(word, "") if len(word) > 3 and word.isupper() else ""
    if capitals:
        return i + 1, lex.names[capitals], "capitals"
    if word in lex.acronyms and end == i + 1:
        return i + 1, "skip", "acronym"
    if is_compound(word, lex):
        return i + 1, "split", "compound"
    return _unknown_end(words, i, end, lex), None, ""


def joined(words: Sequence[Word], i: int, j: int) -> str:
    """The words i to j as they are written, with single spaces."""
    if j == i + 1:
        return words[i].text
    return " ".join(f"{w.link} {w.text}" if k and w.link else w.text for k, w in enumerate(words[i:j]))


def longest_known(words: Sequence[Word], i: int, names: dict[str, MentionType], longest: dict[str, int]) -> int:
    """End of the longest name of the vocabulary that begins at word i, or 0."""
    limit = longest.get(words[i].text, 0)
    if not limit:
        return 0
    best = 0
    for j in range(i + 1, min(len(words), i + limit) + 1):
        if joined(words, i, j) in names:
            best = j
    return best


def _goes_on(words: Sequence[Word], i: int, known: int, end: int, lex: Lexicon) -> bool:
    """ "North Platte" after "North": a place of the vocabulary followed by more of a name is another name."""
    if known >= end or lex.names[joined(words, i, known)] != "place" or joined(words, i, known) in lex.states:
        return False
    following = words[known].text
    return not (
        following in lex.titles or following in lex.names or following in lex.first_names or lex.is_common(following)
    )


def plain_end(words: Sequence[Word], i: int, lex: Lexicon) -> int:
    """End of the words that hang together by spaces or by particles of names ("Hassan bin Ali")."""
    j, most = i + 1, min(len(words), i + _MOST_WORDS)
    while j < most and (not words[j].link or words[j].link in NAME_LINKS) and words[j].text not in lex.calendar:
        j += 1
    return j


def _head_end(words: Sequence[Word], i: int, end: int, lex: Lexicon) -> int:
    """End of a name that its last word types ("Defence Ministry", "Kherson Oblast"), or 0. One word is no such name."""
    if words[i].text in lex.nature_before and end > i + 1 and words[i].text not in lex.names:
        return min(end, i + 2) if not _typed_head(words[end - 1].text, lex) else end
    for j in range(end - 1, i, -1):
        if _typed_head(words[j].text, lex) and not _broken(words, i, j, lex):
            return j + 1
    if words[i].text in lex.of_heads and end == i + 1 and _complement(words, i + 1, lex):
        return i + 1
    return 0


def _typed_head(word: str, lex: Lexicon) -> bool:
    return word in lex.heads


def _broken(words: Sequence[Word], i: int, j: int, lex: Lexicon) -> bool:
    """Does another name or a title stand between the first word and the head?"""
    for k in range(i, j):
        text = words[k].text
        if text in lex.titles and text.lower() in lex.roles and text not in lex.title_modifiers:
            return True
        if k > i and text in lex.first_names and words[k - 1].text in lex.titles:
            return True
    return False


def _kind_of_head(word: str, lex: Lexicon) -> MentionType:
    if word in lex.things:
        return "other"
    if word in lex.org_heads:
        return "organisation"
    return "place" if word in lex.place_parts else "facility"


def _with_complement(words: Sequence[Word], i: int, head: int, lex: Lexicon) -> tuple[int, MentionType]:
    """ "Ministry" with "of Defence", "Observatory" with "for Human Rights"."""
    kind: MentionType = _kind_of_head(words[head - 1].text, lex)
    if words[i].text in lex.nature_before and not _typed_head(words[head - 1].text, lex):
        kind = "place"
    j = head
    while j < len(words):
        link = words[j].link
        last = words[j - 1].text
        joins = (
            (link in _LINKED_HEADS and (last in lex.of_heads or words[head - 1].text in lex.of_heads) and j == head)
            or (link in ("for", "for the") and (last in lex.for_heads or words[head - 1].text in lex.for_heads))
            or (link == "of" and words[j].text in lex.states)
            or (link in ("and", "in", "of", "against", "on") and j > head and _abstract(last, words[j].text, lex))
        )
        if not joins:
            break
        j = _complement_end(words, j, lex)
    return j, kind


def _complement(words: Sequence[Word], j: int, lex: Lexicon) -> bool:
    if j >= len(words):
        return False
    link = words[j].link
    return link in _LINKED_HEADS or (link in ("for", "for the") and words[j - 1].text in lex.for_heads)


def _abstract(left: str, right: str, lex: Lexicon) -> bool:
    """ "Security and Cooperation", "Cooperation in Europe": words of an office's task, no names of their own."""
    return lex.is_common(left) and (lex.is_common(right) or right in ("Europe", "Africa", "Asia"))


def _complement_end(words: Sequence[Word], j: int, lex: Lexicon) -> int:
    """End of the complement that begins at word j: up to the next title or name of a person."""
    end = plain_end(words, j, lex)
    k = j + 1
    while k < end and words[k].text not in lex.titles and words[k].text not in lex.first_names:
        k += 1
    return k


def is_compound(word: str, lex: Lexicon) -> bool:
    """ "Russia-Ukraine", "Pro-Russian": names of the vocabulary in one word, which the finder cuts apart."""
    if "-" not in word:
        return False
    first, *others = word.split("-")
    return all(p in lex.names for p in others) and (first in lex.names or first in PREFIXES)


PREFIXES = frozenset("Pro Anti Ex Non Neo Inter Intra Cross Russo Sino Anglo Franco Mid Post Pre Trans".split())  # noqa: SIM905


def _first_name_of_state(words: Sequence[Word], i: int, end: int, lex: Lexicon) -> bool:
    if words[i].text not in lex.state_first_names or end <= i + 1:
        return False
    text = words[i + 1].text
    return not (text in lex.names or text in lex.titles or text in lex.heads or text.isupper() or lex.is_common(text))


def _unknown_end(words: Sequence[Word], i: int, end: int, lex: Lexicon) -> int:
    """A name that no word types goes on to the next title, or name of the vocabulary."""
    j = i + 1
    personal = words[i].text in lex.first_names
    while j < end:
        text = words[j].text
        if text in lex.titles and text not in ("Jr.", "Sr.") and text not in ("Sheikh", "Sultan", "Major"):
            break
        if not personal and (text in lex.states or lex.names.get(text) in ("nationality", "group", "organisation")):
            break
        j += 1
    return j
