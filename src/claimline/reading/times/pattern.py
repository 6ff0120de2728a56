"""A small pattern language over word classes, compiled to regular expressions over one character a word.

A pattern is a sequence of class names and macro names with `( | )`, and `?`, `*`, `+` after an item:

    month day_number (comma? year)?

`!item` is a negative look-ahead, `=item` a positive one; `<!class` and `<=class` look at the word before (one class
or a macro that is a choice of classes). Words that belong to no class are `word` (lower case) and `name` (capital).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_PIECE = re.compile(r"<!|<=|[!=()|?*+]|[a-z_0-9]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a compiled pattern: its regular expression, the characters it may begin with, whether it may be empty."""

    regex: str
    first: frozenset[str]
    empty: bool


class PatternError(ValueError):
    """A pattern of the vocabulary that cannot be read; a mistake of ours, never of a user."""


class PatternCompiler:
    """Compiles patterns over `codes` (class name to character) and `macros` (name to pattern)."""

    def __init__(self, codes: Mapping[str, str], macros: Mapping[str, str]) -> None:
        self._codes, self._macros = codes, macros
        self._known: dict[str, Piece] = {}

    def piece(self, pattern: str) -> Piece:
        rest = list(self._pieces(pattern))
        made = self._choice(rest)
        if rest:
            raise PatternError(f"{pattern!r}: unexpected {rest[0]!r}")
        return made

    def _pieces(self, pattern: str) -> Iterator[str]:
        at = 0
        while at < len(pattern):
            if pattern[at].isspace():
                at += 1
                continue
            found = _PIECE.match(pattern, at)
            if not found:
                raise PatternError(f"{pattern!r}: cannot read {pattern[at:]!r}")
            yield found.group()
            at = found.end()

    def _choice(self, rest: list[str]) -> Piece:
        options = [self._sequence(rest)]
        while rest and rest[0] == "|":
            rest.pop(0)
            options.append(self._sequence(rest))
        if len(options) == 1:
            return options[0]
        first = frozenset[str]().union(*(o.first for o in options))
        singles = [o.regex for o in options]
        if all(len(o.first) >= 1 and _is_class(o.regex) for o in options):
            return Piece(_class(first), first, False)
        return Piece(f"(?:{'|'.join(singles)})", first, any(o.empty for o in options))

    def _sequence(self, rest: list[str]) -> Piece:
        regex, first, empty = "", frozenset[str](), True
        while rest and rest[0] not in ("|", ")"):
            item = self._item(rest)
            regex += item.regex
            if empty:
                first |= item.first
                empty = item.empty
        return Piece(regex, first, empty)

    def _item(self, rest: list[str]) -> Piece:
        head = rest.pop(0)
        if head in ("!", "=", "<!", "<="):
            inner = self._atom(rest.pop(0), rest)
            return Piece(f"(?{head}{inner.regex})", frozenset(), True)
        atom = self._atom(head, rest)
        if rest and rest[0] in ("?", "*", "+"):
            mark = rest.pop(0)
            regex = atom.regex if _is_class(atom.regex) or atom.regex.startswith("(?:") else f"(?:{atom.regex})"
            return Piece(regex + mark, atom.first, atom.empty or mark != "+")
        return atom

    def _atom(self, head: str, rest: list[str]) -> Piece:
        if head == "(":
            inner = self._choice(rest)
            if not rest or rest.pop(0) != ")":
                raise PatternError("a bracket is not closed")
            return inner if _is_class(inner.regex) else Piece(f"(?:{inner.regex})", inner.first, inner.empty)
        if head in self._codes:
            code = self._codes[head]
            return Piece(_class(frozenset(code)), frozenset(code), False)
        if head not in self._macros:
            raise PatternError(f"neither class nor macro: {head!r}")
        if head not in self._known:
            inner = self.piece(self._macros[head])
            regex = inner.regex if _is_class(inner.regex) else f"(?:{inner.regex})"
            self._known[head] = Piece(regex, inner.first, inner.empty)
        return self._known[head]


def _class(codes: frozenset[str]) -> str:
    return "[" + "".join(re.escape(c) for c in sorted(codes)) + "]"


def _is_class(regex: str) -> bool:
    return regex.startswith("[") and regex.endswith("]") and regex.count("[") == 1
