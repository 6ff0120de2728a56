"""Find the names of a text and what they name, by rules alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimline.model import Mention, Span
from claimline.model.reading import MentionType
from claimline.reading.mentions.context import Context
from claimline.reading.mentions.lexicon import Lexicon, facility_tails, lexicon
from claimline.reading.mentions.pieces import Piece, cut
from claimline.reading.mentions.runs import Run, Word, find_runs, initial_offsets
from claimline.reading.mentions.typing import guess
from claimline.reading.tokens import Token


def find_mentions(text: str, sentences: Sequence[Span], tokens: Sequence[Token]) -> tuple[Mention, ...]:
    """All names of `text` in order; they do not overlap.

    A place's mention leaves out "in" and "the town of", and takes in a region word that follows ("Kharkiv region").
    Titles stand outside a person's mention. `rule` says what typed it, `confidence` (0 to 1) how sure that is.
    """
    lex = lexicon()
    ctx = Context(text, tokens)
    starts = initial_offsets(text, (s.start for s in sentences))
    found = [
        mention
        for run in find_runs(text, starts)
        for piece in cut(_kept(run, lex), lex)
        for mention in _mentions(piece, ctx, lex)
    ]
    return tuple(found)


def _kept(run: Run, lex: Lexicon) -> tuple[Word, ...]:
    """A run without the words that are capitalised only because they open a sentence."""
    words = run.words
    while words and run.initial and words[0].text.lower() in lex.openers:
        words = words[1:]
    if run.initial and len(words) == 1 and words is run.words:
        word = words[0].text
        if word not in lex.names and lex.is_common(word):
            return ()
    return words


def _mentions(piece: Piece, ctx: Context, lex: Lexicon) -> Iterator[Mention]:
    if piece.type is None:
        if len(piece.words) == 1 and lex.is_common(piece.first) and piece.first not in lex.first_names:
            return
        kind, rule, confidence = guess(piece, ctx, lex)
    elif piece.type == "split":  # type: ignore[comparison-overlap]
        yield from _split(piece, lex)
        return
    else:
        kind, rule, confidence = piece.type, piece.rule, 0.9
    yield _extended(piece, kind, rule, confidence, ctx.text, lex)


def _split(piece: Piece, lex: Lexicon) -> Iterator[Mention]:
    start = piece.start
    for part in piece.first.split("-"):
        yield Mention(Span(start, start + len(part)), lex.names[part], 0.9, "compound")
        start += len(part) + 1


_NEXT_WORDS = re.compile(r"[ \xa0]((?:[a-z]+'?)(?:[ \xa0][a-z]+){0,3})")
_NOT_REGION = frozenset(("media", "television", "tv", "news", "radio", "agency", "department", "run", "owned", "of"))


def _extended(piece: Piece, kind: MentionType, rule: str, confidence: float, text: str, lex: Lexicon) -> Mention:
    """With the region or facility word in lower case that follows it."""
    plain = Mention(Span(piece.start, piece.end), kind, confidence, rule)
    if kind in ("nationality", "weapon") or piece.titled or piece.first in lex.states:
        return plain
    m = _NEXT_WORDS.match(text, piece.end)
    if m is None:
        return plain
    following = m[1].replace("\xa0", " ").split(" ")
    if kind in ("place", "other", "person"):
        second = following[1] if len(following) > 1 else ""
        if following[0] in lex.region_words and second not in _NOT_REGION:
            return Mention(Span(piece.start, m.start(1) + len(following[0])), "place", 0.95, "region-word")
        if following[0] in lex.nature_words and following[0] not in lex.settlement_words:
            return Mention(Span(piece.start, m.start(1) + len(following[0])), "place", 0.85, "nature-word")
    if kind in ("group", "organisation") and rule == "known":
        return plain
    for tail in facility_tails():
        if m[1].startswith(tail) and not m[1][len(tail) : len(tail) + 1].isalpha():
            return Mention(Span(piece.start, m.start(1) + len(tail)), "facility", 0.85, "facility-word")
    return plain
