"""What the rules look at: a sentence with its quotations and brackets folded up.

A unit is one sentence, or several that one quotation holds together. Its items are the tokens, with each quotation
and each bracket folded into a single item, so that the words around them can be read as one clause. The inside of a
longer quotation is a unit of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from claimline.model import Span
from claimline.reading.quotations import Quotation
from claimline.reading.sentences import abbreviations
from claimline.reading.tokens import Token

QUOTE, BRACKET, WORD = "quote", "bracket", "word"
DASHES = frozenset(("-", "–", "—", "--", "―", "‒"))
STOPS = frozenset((".", "!", "?", "…", "...", "..", "....", "؟", "。"))
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z'’.\-]+(?:[ /][A-Z][A-Z'’.\-]+)*(?:, [^—–\-\n()]{1,40})?\.?(?: \d{1,2} \w+| \w+ \d{1,2})?\s*"
    r"(?:\([^)\n]{2,40}\))?|"
    r"[A-Z][\w'’ .]{2,30}(?:, [^—–\-\n()]{1,30})? \([^)\n]{2,40}\))\s*(?:—|–|--|-)\s+"
)
_NAMES_LIKE_WORDS = frozenset(("US", "WHO", "IT", "AS"))
_LONG_QUOTE = 5  # words; shorter ones hold no attribution


class Item(NamedTuple):
    start: int
    end: int
    text: str
    lower: str
    kind: str  # "word" (also punctuation), "quote", "bracket"
    quote: int  # index of the quotation, or -1


_made = tuple.__new__  # what a named tuple's own constructor calls, without its detour


@dataclass(frozen=True, slots=True)
class Unit:
    """`inside` is the index of the quotation that this unit is the inside of, or None."""

    span: Span
    items: tuple[Item, ...]
    inside: int | None = None

    def span_of(self, first: int, last: int) -> Span:
        """The characters from item `first` up to and including item `last`."""
        return Span(self.items[first].start, self.items[last].end)


def units(
    text: str, sentences: Sequence[Span], tokens: Sequence[Token], quotations: Sequence[Quotation]
) -> Iterator[Unit]:
    """The units of a text, outer ones before the insides of their quotations."""
    starts = [t.start for t in tokens]
    for span, held in _joined(sentences, quotations):
        unmarked = next((q for q in held if not quotations[q].marked and quotations[q].outer.contains(span)), None)
        folded = [q for q in held if quotations[q].marked]
        yield Unit(span, _items(text, span, tokens, starts, quotations, folded), unmarked)
        for q in folded:
            if quotations[q].words(text) >= _LONG_QUOTE:
                for inner in _inner_sentences(quotations[q].inner, sentences):
                    yield Unit(inner, _items(text, inner, tokens, starts, quotations, []), q)


def _joined(sentences: Sequence[Span], quotations: Sequence[Quotation]) -> Iterator[tuple[Span, list[int]]]:
    """Sentences that share a marked quotation are one stretch; with the quotations that each stretch touches."""
    q = 0
    at = 0
    while at < len(sentences):
        span = sentences[at]
        held: list[int] = []
        while True:
            while q < len(quotations) and quotations[q].outer.end <= span.start:
                q += 1
            k = q
            held = []
            grown = span
            while k < len(quotations) and quotations[k].outer.start < span.end:
                held.append(k)
                if quotations[k].marked and quotations[k].outer.end > grown.end:
                    grown = Span(span.start, quotations[k].outer.end)
                k += 1
            if grown == span:
                break
            while at + 1 < len(sentences) and sentences[at + 1].start < grown.end:
                at += 1
            span = Span(span.start, max(grown.end, sentences[at].end))
        yield span, held
        at += 1


def _is_abbreviation_dot(tokens: Sequence[Token], at: int, span: Span) -> bool:
    """A full stop inside a sentence that belongs to an abbreviation or an initial ("Gen.", "F.")."""
    if at == 0 or at + 1 >= len(tokens) or tokens[at + 1].start >= span.end:
        return False
    before = tokens[at - 1]
    return before.end == tokens[at].start and (len(before.text) == 1 or before.lower in abbreviations())


def _reading_form(token: Token) -> str:
    """The lower-case form; "US", "WHO" and "IT" are kept apart from "us", "who" and "it"."""
    return token.lower + "." if token.text in _NAMES_LIKE_WORDS else token.lower


def _inner_sentences(inner: Span, sentences: Sequence[Span]) -> Iterator[Span]:
    at = max(0, bisect_left(sentences, Span(inner.start, inner.start)) - 1)
    for sentence in sentences[at:]:
        if sentence.start >= inner.end:
            return
        piece = Span(max(sentence.start, inner.start), max(min(sentence.end, inner.end), inner.start))
        if len(piece) > 1:
            yield piece


def _items(
    text: str,
    span: Span,
    tokens: Sequence[Token],
    starts: list[int],
    quotations: Sequence[Quotation],
    folded: list[int],
) -> tuple[Item, ...]:
    begin = span.start
    if dateline := _DATELINE.match(text, span.start, span.end):
        begin = dateline.end()
    items: list[Item] = []
    at, end = bisect_left(starts, begin), bisect_left(starts, span.end)
    open_bracket: int | None = None
    waiting = list(folded)
    while at < end:
        token = tokens[at]
        while waiting and quotations[waiting[0]].outer.end <= token.start:
            waiting.pop(0)
        if waiting and quotations[waiting[0]].outer.start <= token.start:
            outer = quotations[waiting[0]].outer
            items.append(Item(outer.start, outer.end, "", "", QUOTE, waiting[0]))
            while at < len(tokens) and tokens[at].start < outer.end:
                at += 1
            continue
        if token.text == "." and _is_abbreviation_dot(tokens, at, span):
            at += 1
            continue
        if token.text in "([":
            open_bracket = len(items)
        items.append(_made(Item, (token.start, token.end, token.text, _reading_form(token), WORD, -1)))
        if token.text in ")]" and open_bracket is not None:
            first = items[open_bracket]
            del items[open_bracket:]
            items.append(Item(first.start, token.end, "", "", BRACKET, -1))
            open_bracket = None
        at += 1
    return tuple(items)
