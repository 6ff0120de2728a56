"""Parties as the network sees them: the first of a report is always the same one, and so is the second.

The network must not read one army's attack as an attack and another's as an operation. Before a text is cut into word
pieces, every state, its people, its capital and its army, and every armed group, are exchanged for a stand-in by order
of appearance; so are "the government" and "the rebels", and those who bear arms are all soldiers. So the same sentence
about other parties is the same input; offsets lead back to the report's own words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from claimline.model import Span
from claimline.vocab import load

_NAME, _ADJECTIVE, _PEOPLE, _CAPITAL = range(4)  # forms of a stand-in (vocab/masking.yaml)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with stand-ins. `cuts` are (start there, end there, start here, end here) of each exchanged name."""

    text: str
    cuts: tuple[tuple[int, int, int, int], ...]

    def back(self, span: Span) -> Span:
        """The characters of the report that a span of the masked text stands for; a piece of a stand-in is its name."""
        return Span(*self.back_from(span.start, span.end))

    def back_from(self, start: int, end: int) -> tuple[int, int]:
        """The same for offsets: first character, and the one behind the last."""
        if not self.cuts:
            return start, end
        return self._offset(start, ends=False), self._offset(end, ends=True)

    def there(self, offset: int) -> int:
        """Where an offset of the report lies in the masked text; inside a name it is the start of the stand-in."""
        if not self.cuts:
            return offset
        i = bisect_right(self.cuts, offset, key=lambda cut: cut[2]) - 1
        if i < 0:
            return offset
        start, end, own_start, own_end = self.cuts[i]
        if own_start < offset < own_end:
            return start
        return start if offset == own_start else offset + end - own_end

    def exchanged(self, span: Span) -> bool:
        """Whether a span of the masked text touches a stand-in."""
        i = bisect_right(self.cuts, span.start, key=lambda cut: cut[1])
        return i < len(self.cuts) and self.cuts[i][0] < span.end

    def span_there(self, span: Span) -> Span:
        """A span of the report in the masked text; a part of a name is the whole stand-in."""
        end = self.there(span.end)
        i = bisect_right(self.cuts, span.end, key=lambda cut: cut[2]) - 1
        if i >= 0 and self.cuts[i][2] < span.end < self.cuts[i][3]:
            end = self.cuts[i][1]
        return Span(self.there(span.start), end)

    def _offset(self, offset: int, *, ends: bool) -> int:
        i = bisect_right(self.cuts, (offset - (1 if ends else 0), len(self.text) + 1, 0, 0)) - 1
        if i < 0:
            return offset
        start, end, own_start, own_end = self.cuts[i]
        if ends and start < offset <= end:
            return own_end
        if not ends and start <= offset < end:
            return own_start
        return offset - end + own_end


def mask(text: str) -> Masked:
    """Every known party exchanged for its stand-in; parties beyond the stand-ins share the last one."""
    parts: list[str] = []
    cuts: list[tuple[int, int, int, int]] = []
    at = length = 0
    for start, end, stand_in in _exchanged(text):
        kept = text[at:start]
        parts += [kept, stand_in]
        length += len(kept)
        cuts.append((length, length + len(stand_in), start, end))
        length += len(stand_in)
        at = end
    return Masked("".join([*parts, text[at:]]), tuple(cuts))


def _exchanged(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and stand-in of all that is exchanged; an article before it becomes that of the stand-in."""
    orders: dict[str, dict[str, int]] = {"party": {}, "common": {}}
    for start, end, sort, party, form in _parties(text):
        if sort == "soldier":
            stand_in = party
        else:
            order = orders[sort]
            rank = order.setdefault(party, len(order))
            stand_in = _stand_in(sort, rank, form)
            if text[max(0, start - 3) : start].lower() == "an " and (start == 3 or not text[start - 4].isalnum()):
                yield start - 2, start - 1, ""
        yield start, end, stand_in[0].upper() + stand_in[1:] if text[start].isupper() else stand_in


def _stand_in(sort: str, rank: int, form: int) -> str:
    table = _stand_ins()[sort]
    found = table[min(rank, len(table) - 1)]
    return found if isinstance(found, str) else found[form]


def _parties(text: str) -> Iterator[tuple[int, int, str, str, int]]:
    """Start, end, sort, party and form of each name, from left to right, the longest where several begin."""
    names, at = _names(), 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < at or word[0] not in names:
            continue
        for name, sort, party, form in names[word[0]]:
            end = start + len(name)
            if not text.startswith(name, start) or (end < len(text) and (text[end].isalnum() or text[end] == "_")):
                continue
            if sort == "common" and not _is_party(text, start, end, name):
                continue
            before_noun = form == _NAME and sort == "party" and _before_noun(text, end)
            yield start, end, sort, party, _ADJECTIVE if before_noun else form
            at = end
            break


def _is_party(text: str, start: int, end: int, name: str) -> bool:
    """A common noun is a party by its article, in the plural, or before what a party has."""
    if name.lower().endswith("s") or text[max(0, start - 4) : start].lower() == "the ":
        return True
    return name.lower() != "military" and _before_noun(text, end)


def _before_noun(text: str, end: int) -> bool:
    """Whether a name stands before what a party has, as an adjective would: "Hamas fighters"."""
    after = _NEXT.match(text, end)
    return after is not None and after[1] in _owned()


_WORD = re.compile(r"\w+")
_NEXT = re.compile(r" ([a-z]+)\b")


@cache
def _owned() -> frozenset[str]:
    return frozenset(load("masking")["owned"])


@cache
def _stand_ins() -> dict[str, list[list[str]] | list[str]]:
    """Of parties in four forms, and of common nouns."""
    vocabulary = load("masking")
    return {"party": vocabulary["parties"], "common": vocabulary["common"]}


@cache
def _names() -> dict[str, tuple[tuple[str, str, str, int], ...]]:
    """By first word: names with their sort, party and form (an index of a stand-in), the longest first."""
    table: dict[str, tuple[str, str, int]] = {}
    for side in load("sides")["sides"]:
        for name in (n for n in side.get("names", ()) if "ministry" not in n.lower()):
            table[name] = ("party", side.get("state") or side.get("group") or side["id"], _NAME)
    for group in load("groups")["groups"]:
        for name in group["names"]:
            table[name] = ("party", group["id"], _NAME)
    for state in load("states")["states"]:
        for name in (state["name"], *state.get("also", ())):
            table[name] = ("party", state["id"], _NAME)
        for form, key in ((_CAPITAL, "seats"), (_PEOPLE, "people"), (_ADJECTIVE, "adjectives")):
            for name in state.get(key, ()):
                table[name] = ("party", state["id"], form)
    for sort, key in (("common", "nouns"), ("soldier", "armed")):
        for party, words in load("masking")[key].items():
            for word in words:
                table[word] = table[word.capitalize()] = (sort, party, _NAME)
    by_word: dict[str, list[tuple[str, str, str, int]]] = {}
    for name in sorted(table, key=lambda n: (-len(n), n)):
        first = _WORD.match(name)
        if first is not None:
            by_word.setdefault(first[0], []).append((name, *table[name]))
    return {word: tuple(found) for word, found in by_word.items()}
