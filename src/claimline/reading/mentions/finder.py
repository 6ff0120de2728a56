"""Find the names of a text and what they name, by rules alone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimline.model import Mention, Span
from claimline.model.reading import MentionType
from claimline.reading.mentions.agreement import Draft, agree
from claimline.reading.mentions.context import Context
from claimline.reading.mentions.headline import Style, capital_parts, style_of, title_parts
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
    styles = _Styles(text, sentences, lex)
    drafts = [
        draft
        for run in find_runs(text, starts)
        for words, doubtful in _name_parts(run, styles.at(run.start), lex)
        for piece in cut(words, lex)
        for draft in _drafts(piece, doubtful, ctx, lex)
    ]
    return agree(_lists(drafts, ctx, lex), lex)


class _Styles:
    """The style of the sentence at an offset; offsets are asked for in order."""

    def __init__(self, text: str, sentences: Sequence[Span], lex: Lexicon) -> None:
        self._text, self._lex = text, lex
        self._sentences = sentences
        self._starts = [s.start for s in sentences]
        self._last: tuple[int, Style] = (-1, "plain")

    def at(self, offset: int) -> Style:
        i = bisect_right(self._starts, offset) - 1
        if i < 0:
            return "plain"
        if i != self._last[0]:
            self._last = i, style_of(self._text, self._sentences[i], self._lex)
        return self._last[1]


def _name_parts(run: Run, style: Style, lex: Lexicon) -> Iterator[tuple[tuple[Word, ...], bool]]:
    """The parts of a run in which names are looked for, each with whether it may be no name at all."""
    if style == "capitals":
        for part in capital_parts(run.words, lex):
            yield part, False
        return
    if style == "title":
        for part in title_parts(run.words, lex):
            yield part, False
        return
    words = run.words
    while words and run.initial and words[0].text.lower() in lex.openers and words[0].text not in ("US", "IS"):
        words = words[1:]
    if not words:
        return
    single = run.initial and len(run.words) == 1
    yield words, single and words[0].text not in lex.names and lex.is_common(words[0].text)


def _drafts(piece: Piece, doubtful: bool, ctx: Context, lex: Lexicon) -> Iterator[Draft]:
    name = " ".join(piece.words)
    for mention in _mentions(piece, ctx, lex):
        yield Draft(mention, name, doubtful)


_AND = frozenset((" and ", ", ", ", and ", " or ", " and the ", ", the "))
_WEAK = 0.6


def _lists(drafts: list[Draft], ctx: Context, lex: Lexicon) -> list[Draft]:
    """What stands in a list with places, or right before the place that it lies in, is a place.

    Not before a comma and a state that speaks or acts: "they looted Dolna, Israel said".
    """
    text = ctx.text
    for i in range(len(drafts) - 1, 0, -1):
        earlier, later = drafts[i - 1].mention, drafts[i].mention
        gap = text[earlier.span.end : later.span.start]
        if gap not in _AND or later.type != "place" or later.confidence < _WEAK:
            continue
        if gap == ", " and ctx.after(later.span.end, 1)[0] in lex.verbs:
            continue
        if later.rule == "regions" and earlier.type in ("other", "person", "place") and earlier.rule != "known":
            drafts[i - 1] = replace(drafts[i - 1], mention=replace(later, span=earlier.span))
        elif earlier.confidence < _WEAK and earlier.type in ("other", "person", "place"):
            rule = "contained" if gap == ", " else "list"
            changed = replace(earlier, type="place", rule=rule, confidence=0.7)
            drafts[i - 1] = replace(drafts[i - 1], mention=changed)
    for i in range(1, len(drafts)):
        earlier, later = drafts[i - 1].mention, drafts[i].mention
        weak = later.confidence < _WEAK and later.type in ("other", "person") and drafts[i].name.count(" ") < 2
        listed = text[earlier.span.end : later.span.start] in _AND
        if weak and listed and earlier.type == "place" and earlier.confidence >= _WEAK:
            drafts[i] = replace(drafts[i], mention=replace(later, type="place", rule="list", confidence=0.6))
    return drafts


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
        if kind == "organisation" and _is_building(piece, ctx, lex):
            kind, rule = "facility", "building"
        elif piece.first in _ADJECTIVAL and _modifies(piece, ctx, lex):
            kind, rule = "nationality", "modifier"
    yield _extended(piece, kind, rule, confidence, ctx, lex)


_ADJECTIVAL = frozenset(("US", "U.S.", "UK", "U.K.", "UAE"))


def _is_building(piece: Piece, ctx: Context, lex: Lexicon) -> bool:
    """ "near the Kremlin" is the house, "the Kremlin said" is who sits there."""
    if " ".join(piece.words) not in lex.buildings:
        return False
    near, far = ctx.before(piece.start, 2)
    return near in lex.locative or (near == "the" and far in lex.locative and far != "from")


def _modifies(piece: Piece, ctx: Context, lex: Lexicon) -> bool:
    """ "US forces", "the U.S. military": used as an adjective."""
    text = ctx.text
    if text[piece.end : piece.end + 1] not in (" ", "\xa0") or not text[piece.end + 1 : piece.end + 2].isalpha():
        return False
    near = ctx.after(piece.end, 1)[0]
    return not (near in lex.openers or near in lex.verbs or near.endswith("ed"))


def _split(piece: Piece, lex: Lexicon) -> Iterator[Mention]:
    start = piece.start
    for part in piece.first.split("-"):
        if part in lex.names:
            yield Mention(Span(start, start + len(part)), lex.names[part], 0.9, "compound")
        start += len(part) + 1


_NEXT_WORDS = re.compile(r"[ \xa0]((?:[a-z]+'?)(?:[ \xa0][a-z]+){0,3})")
_NOT_REGION = frozenset(("media", "television", "tv", "news", "radio", "agency", "department", "run", "owned", "of"))


def _extended(piece: Piece, kind: MentionType, rule: str, confidence: float, ctx: Context, lex: Lexicon) -> Mention:
    """With the region or facility word in lower case that follows it."""
    plain = Mention(Span(piece.start, piece.end), kind, confidence, rule)
    if kind in ("nationality", "weapon") or piece.titled or piece.first in lex.states:
        return plain
    m = _NEXT_WORDS.match(ctx.text, piece.end)
    if m is None:
        return plain
    following = m[1].replace("\xa0", " ").split(" ")
    if kind in ("place", "other", "person"):
        second = following[1] if len(following) > 1 else ""
        if following[0] in lex.region_words and second not in _NOT_REGION:
            return Mention(Span(piece.start, m.start(1) + len(following[0])), "place", 0.95, "region-word")
        if following[0] in lex.region_plurals:
            return Mention(plain.span, "place", 0.85, "regions")
        if following[0] in lex.nature_words and following[0] not in lex.settlement_words:
            return Mention(Span(piece.start, m.start(1) + len(following[0])), "place", 0.85, "nature-word")
    if kind in ("group", "organisation") and rule == "known":
        return plain
    tail = _facility_tail(m[1])
    if not tail:
        return plain
    if kind in ("place", "other", "person") and ctx.before(piece.start, 1)[0] in ("a", "an", "another", "one"):
        return Mention(plain.span, "place", 0.8, "noun-after")  # "a Kherson hospital" names the town alone
    return Mention(Span(piece.start, m.start(1) + len(tail)), "facility", 0.85, "facility-word")


def _facility_tail(following: str) -> str:
    for tail in facility_tails():
        if following.startswith(tail) and not following[len(tail) : len(tail) + 1].isalpha():
            return tail
    return ""
