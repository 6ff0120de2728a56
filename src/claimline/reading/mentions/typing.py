"""What a name names, from its own form and the words around it."""

from __future__ import annotations

from functools import cache

from claimline.model.reading import MentionType
from claimline.reading.mentions.context import Context
from claimline.reading.mentions.lexicon import Lexicon
from claimline.reading.mentions.pieces import Piece
from claimline.vocab import load

Guess = tuple[MentionType, str, float]

_DETERMINERS = frozenset(("the", "a", "an"))


@cache
def _speech() -> frozenset[str]:
    return frozenset(load("metonyms")["speech"].split())


@cache
def _person_after() -> frozenset[str]:
    return frozenset(("who", "whose", "himself", "herself"))


def guess(piece: Piece, ctx: Context, lex: Lexicon) -> Guess:
    """The type of a name that its own words do not settle, with the rule and its confidence (0 to 1)."""
    words = piece.words
    if piece.titled:
        return "person", "title", 0.95
    first = words[0]
    if len(words) > 1 and first in lex.first_names and not first.isupper():
        return "person", "first-name", 0.9
    return (
        _by_words_before(piece, ctx, lex)
        or _by_words_after(piece, ctx, lex)
        or _by_form(piece, lex)
        or _by_place(piece, ctx, lex)
        or _default(piece)
    )


def _by_words_before(piece: Piece, ctx: Context, lex: Lexicon) -> Guess | None:
    near, far, third = ctx.before(piece.start, 3)
    if near in lex.roles and not near.endswith("s"):
        return "person", "role", 0.9
    if near == "of" and far in lex.settlement_words:
        return "place", "settlement-of", 0.97
    if near == "of" and far in lex.inside_regions | lex.nature_words:
        return "place", "region-of", 0.95
    if near in lex.settlement_words and far in _DETERMINERS | {"of", "border", "mining", "eastern", "frontline"}:
        return "place", "settlement-word", 0.85
    if near == "of" and far in _directions():
        return "place", "direction-of", 0.85
    if near in _compass() and far not in ("the",):
        return "place", "compass", 0.8
    return None


@cache
def _directions() -> frozenset[str]:
    return frozenset(load("place_words")["directions"].split())


@cache
def _compass() -> frozenset[str]:
    return frozenset(load("place_words")["compass"].split())


def _by_words_after(piece: Piece, ctx: Context, lex: Lexicon) -> Guess | None:
    near, far, third = ctx.after(piece.end, 3)
    if near in _person_after():
        return "person", "who", 0.85
    if near in _speech() and len(piece.words) <= 3 and not _acronym(piece):
        return "person", "speaks", 0.8
    if near == "," and len(piece.words) > 1:
        if far.isdigit() and 10 < int(far[:3]) < 100:
            return "person", "age", 0.9
        if far in _DETERMINERS and (third in lex.roles or third in ("former", "senior")):
            return "person", "apposition", 0.8
        if far in lex.roles:
            return "person", "apposition", 0.8
    return None


def _by_form(piece: Piece, lex: Lexicon) -> Guess | None:
    words = piece.words
    last = words[-1].lower()
    if _acronym(piece):
        return "organisation", "acronym", 0.5
    if len(words) > 1 and len(words[-1]) > 5 and last.endswith(lex.surname_endings):
        return "person", "surname-ending", 0.75
    if len(words) == 1 and last.endswith(lex.sure_endings) and len(last) > 6:
        return "person", "surname-ending", 0.6
    if len(words) == 1 and words[0] in lex.first_names:
        return "person", "first-name", 0.6
    if len(words) > 1 and any(len(w) == 2 and w[1] == "." for w in words[:-1]):
        return "person", "initial", 0.85
    return None


def _by_place(piece: Piece, ctx: Context, lex: Lexicon) -> Guess | None:
    near, far, third = ctx.before(piece.start, 3)
    if near in lex.locative:
        return "place", "locative", 0.75
    if near in ("and", ",", "or") and (far[:1] or " ").isalpha() and third in lex.locative:
        return "place", "locative-list", 0.65
    if near == "to" and len(piece.words) == 1:
        return "place", "locative-to", 0.5
    return None


def _acronym(piece: Piece) -> bool:
    word = piece.words[0]
    return len(piece.words) == 1 and 2 <= len(word) <= 7 and sum(c.isupper() for c in word) >= 2 and word.isalpha()


def _default(piece: Piece) -> Guess:
    if 2 <= len(piece.words) <= 3:
        return "person", "two-words", 0.4
    return "other", "name", 0.3
