"""A report's text made ready for comparing: its words in one spelling, its sentences, its quotations.

Case, punctuation, accents, possessives, British and American spelling and number words make no difference. Lines that
are no part of a story (newsletters, bylines, "read more") are left out; the list is in vocab/stories.yaml.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from claimline.model import Span
from claimline.vocab import load, word_set
from claimline.weighing.stories.config import DEFAULT
from claimline.weighing.stories.keeping import Keeping

_KEPT_WORDS = 250_000  # of all pages that are kept together: some 80 MB
RUN = 3  # so many words in a row, the same in both, count as kept
_WORD = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|%")
_STOP = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)|\n+")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]|\b[A-Z][a-z]{1,4}|\b(?:a|p)\.m|[A-Z]\.[A-Z])$")
_QUOTED = re.compile(r"“[^“”]*(?:”|$)|«[^«»]*»|„[^„“”]*[“”]|\"[^\"\n]*\"|(?<!\w)[‘'](?=\w)[^‘\n]{20,}?[.,!?][’'](?!\w)")
_DATELINE = re.compile(
    r"^[A-Z][^\n(]{0,60}\([A-Z][^()\n]{1,40}\)\s*(?:—|–|--|-|:)|\([A-Z][^()\n]{1,40}\)$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: where it stands, how it is compared, and whether it says something that another event would not."""

    span: Span
    form: str
    number: bool = False
    name: bool = False
    quoted: bool = False


@dataclass(frozen=True)
class Page:
    """words: all that are compared, in order; forms: how they are compared. sentences: ranges of `words`. quotations:
    their words, 6 at least."""

    words: tuple[Word, ...]
    forms: tuple[str, ...]
    sentences: tuple[range, ...]
    quotations: tuple[tuple[str, ...], ...]

    @cached_property
    def own(self) -> int:
        """How many words are the outlet's own."""
        return sum(not word.quoted for word in self.words)

    @cached_property
    def runs(self) -> list[str]:
        """The run of three words that begins at each place."""
        return grams(self.forms, RUN)

    @cached_property
    def has(self) -> frozenset[str]:
        return frozenset(self.runs)

    def runs_of(self, sentence: range) -> list[str]:
        return self.runs[sentence.start : max(sentence.start, sentence.stop - RUN + 1)]

    @cached_property
    def numbers(self) -> Counter[str]:
        return Counter(word.form for word in self.words if word.number)

    @cached_property
    def names(self) -> Counter[str]:
        return Counter(word.form for word in self.words if word.name)


def _page(text: str) -> Page:
    quotations = _quotations(text)
    datelines = [Span(*m.span()) for m in _DATELINE.finditer(text)]
    words: list[Word] = []
    sentences: list[range] = []
    for sentence in _sentences(text):
        if _is_boilerplate(sentence.of(text)):
            continue
        first = len(words)
        words.extend(w for w in _words(text, sentence, quotations) if not any(d.contains(w.span) for d in datelines))
        if len(words) > first:
            sentences.append(range(first, len(words)))
    said = tuple(tuple(_folded(m[0]) for m in _WORD.finditer(text, q.start, q.end)) for q in quotations)
    return Page(tuple(words), tuple(word.form for word in words), tuple(sentences), said)


#: The text made ready. Pure; kept for a while, since a report is compared with several others.
page_of = Keeping(_page, _KEPT_WORDS)


def grams(forms: Sequence[str], size: int) -> list[str]:
    """Runs of `size` words, one for each place where one begins."""
    return [" ".join(forms[at : at + size]) for at in range(len(forms) - size + 1)]


def _sentences(text: str) -> Iterator[Span]:
    label = _labels().match(text)
    start = label.end() if label else 0
    for stop in _STOP.finditer(text, start):
        if stop[0][0] == "." and _ABBREVIATED.search(text, max(start, stop.start() - 6), stop.start()):
            continue
        yield Span(start, stop.end()).trimmed(text)
        start = stop.end()
    yield Span(start, len(text)).trimmed(text)


def _words(text: str, sentence: Span, quotations: tuple[Span, ...]) -> Iterator[Word]:
    inside = [q for q in quotations if q.overlaps(sentence)]
    common = word_set("common_words", "words")  # which English writes small, save in headlines and first words
    for m in _WORD.finditer(text, sentence.start, sentence.end):
        span = Span(*m.span())
        form = _folded(m[0])
        number = form[0].isdigit()
        name = not number and m[0][0].isupper() and m[0].lower() not in common
        yield Word(span, form, number, name, any(q.contains(span) for q in inside))


def _quotations(text: str) -> tuple[Span, ...]:
    """What stands in quotation marks, six words at least: fewer are a term or a title."""
    found = [Span(*m.span()) for m in _QUOTED.finditer(text)]
    return tuple(span for span in found if len(_WORD.findall(span.of(text))) >= DEFAULT.quotation)


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    """A word in the one spelling that it is compared in; a number as digits."""
    plain = unicodedata.normalize(
        "NFKD", word.casefold().replace("’", "'").replace(".", "" if word[0].isalpha() else ".")
    )
    plain = "".join(c for c in plain if not unicodedata.combining(c)).removesuffix("'s")
    if plain[0].isdigit():
        return plain.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain) else plain
    if plain in _cardinals():
        return _cardinals()[plain]
    for pattern, instead in _spelling():
        plain = pattern.sub(instead, plain)
    return plain


def _is_boilerplate(sentence: str) -> bool:
    return any(pattern.search(sentence) for pattern in _boilerplate())


@cache
def _boilerplate() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in load("stories")["boilerplate"])


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(load("stories")["labels"], re.IGNORECASE)


@cache
def _spelling() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), instead) for pattern, instead in load("stories")["spelling"])


@cache
def _cardinals() -> dict[str, str]:
    return {word: str(value) for word, value in load("quantities")["cardinals"].items()}
