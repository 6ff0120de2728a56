"""What a name names, from its own form and the words around it."""

from __future__ import annotations

from claimline.model.reading import MentionType
from claimline.reading.mentions.context import Context
from claimline.reading.mentions.lexicon import Lexicon
from claimline.reading.mentions.pieces import Piece

Guess = tuple[MentionType, str, float]

_DETERMINERS = frozenset(("the", "a", "an"))
_STRIKES = frozenset(("attack", "attacks", "strike", "strikes", "barrage", "barrages", "raid", "raids", "hits"))
_RELATIVES = frozenset(("who", "whose", "himself", "herself"))
_SURE_LOCATIVES = frozenset(("in", "near", "around", "outside", "inside"))


def guess(piece: Piece, ctx: Context, lex: Lexicon) -> Guess:
    """The type of a name that its own words do not settle, with the rule and its confidence (0 to 1)."""
    if piece.titled:
        return "person", "title", 0.95
    before = ctx.before(piece.start, 4)
    after = ctx.after(piece.end, 4)
    return (
        _by_words_before(before, lex)
        or _by_given_name(piece, before, lex)
        or _by_dateline(piece, ctx.text, before, after)
        or _by_words_after(piece, before, after, lex)
        or _by_form(piece, lex)
        or _by_place(piece, before, lex)
        or _default(piece, lex)
    )


def _by_words_before(before: list[str], lex: Lexicon) -> Guess | None:
    near, far, third, _ = before
    if near in lex.roles:
        return "person", "role", 0.9
    if near == "of" and far in lex.settlement_words:
        return "place", "settlement-of", 0.97
    if near == "of" and (far in lex.inside_regions or far in lex.nature_words):
        return "place", "region-of", 0.95
    if near in lex.settlement_words and (far in _DETERMINERS or third in _DETERMINERS or far in lex.compass):
        return "place", "settlement-word", 0.85
    if near in (",", ":") and far in lex.region_plurals:
        return "place", "settlement-list", 0.75
    if near == "of" and far in lex.directions:
        return "place", "direction-of", 0.85
    return None


def _by_given_name(piece: Piece, before: list[str], lex: Lexicon) -> Guess | None:
    words = piece.words
    if len(words) > 1 and words[0] in lex.first_names and before[0] not in _SURE_LOCATIVES:
        return "person", "first-name", 0.9
    if before[0] in lex.compass and before[1] != "the" and len(words) < 3:
        return "place", "compass", 0.8
    return None


def _by_words_after(piece: Piece, before: list[str], after: list[str], lex: Lexicon) -> Guess | None:
    near, far, third, fourth = after
    if near in lex.weapon_nouns or (far in lex.weapon_nouns and near.isalpha() is False and "-" in near):
        later = far if near in lex.weapon_nouns else third
        if later not in _STRIKES:
            return "weapon", "weapon-noun", 0.7
    if near in lex.group_nouns:
        return "group", "group-noun", 0.7
    if near in lex.org_nouns:
        return "organisation", "organisation-noun", 0.7
    if near in _RELATIVES:
        return "person", "who", 0.85
    if near in lex.speech and len(piece.words) <= 3 and not _acronym(piece) and before[0] not in _DETERMINERS:
        return "person", "speaks", 0.8
    if near == "," and len(piece.words) > 1:
        if far.isdigit() and len(far) == 2:
            return "person", "age", 0.9
        if far in lex.roles or (far in _DETERMINERS and (third in lex.roles or third in ("former", "senior"))):
            return "person", "apposition", 0.8
    if near == "," and far in _DETERMINERS and third in lex.settlement_words and fourth not in lex.roles:
        return "place", "settlement-apposition", 0.8
    if near in lex.place_after or (far in lex.place_after and near not in lex.openers and near.isalpha()):
        return ("place", "noun-after", 0.65) if not _acronym(piece) else None
    return None


def _by_dateline(piece: Piece, text: str, before: list[str], after: list[str]) -> Guess | None:
    """ "OUAGADOUGOU - ", "BAMAKO, 15 November (…)": the town that a report is from."""
    name = " ".join(piece.words)
    opens = text[max(0, piece.start - 1) : piece.start] in ("", "\n") or before[0] in (".", ")", '"', "”")
    if not name.isupper() or len(name) < 4 or not opens:
        return None
    if after[0] in ("-", "–", "—", "--", "(") or (after[0] == "," and (after[1].isdigit() or after[2].isdigit())):
        return "place", "dateline", 0.85
    return None


def _by_form(piece: Piece, lex: Lexicon) -> Guess | None:
    words = piece.words
    last = words[-1].lower()
    if _acronym(piece):
        return "organisation", "acronym", 0.5
    if words[0] in lex.first_names and len(words) == 1:
        return "person", "first-name", 0.6
    if len(words) > 1 and any(len(w) == 2 and w[1] == "." for w in words[:-1]):
        return "person", "initial", 0.85
    if len(words) > 1 and len(last) > 5 and last.endswith(lex.surname_endings):
        return "person", "surname-ending", 0.7
    if len(words) == 1 and len(last) > 6 and last.endswith(lex.sure_endings):
        return "person", "surname-ending", 0.6
    return None


def _by_place(piece: Piece, before: list[str], lex: Lexicon) -> Guess | None:
    near, far, _, _ = before
    if near in lex.locative or (near == "the" and far in lex.locative and len(piece.words) == 1):
        return "place", "locative", 0.75
    if near in lex.struck and len(piece.words) < 3:
        return "place", "struck", 0.65
    if (
        (near == "on" and far in lex.struck_on)
        or (near == "of" and far in lex.struck_of)
        or (near == "for" and far in lex.struck_for)
    ):
        return "place", "struck", 0.7
    if near == "to" and len(piece.words) == 1:
        return "place", "locative-to", 0.5
    return None


def _acronym(piece: Piece) -> bool:
    word = piece.words[0]
    return len(piece.words) == 1 and 2 <= len(word) <= 7 and word.isalpha() and sum(c.isupper() for c in word) >= 2


def _default(piece: Piece, lex: Lexicon) -> Guess:
    strange = not any(lex.is_common(w) or w.isupper() for w in piece.words) and piece.first not in lex.names
    if 2 <= len(piece.words) <= 3 and strange:
        return "person", "two-words", 0.4
    return "other", "name", 0.3
