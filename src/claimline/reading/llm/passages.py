"""A report cut into passages of whole sentences, and the words that a model gives back found in them again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from claimline.model import Report, Span, cover

MOST = 6000  # characters of the sentences that one call is to read; a longer sentence goes alone
CONTEXT = 1000  # characters of the sentences before them


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences `first` to `last` (exclusive) of a report, read with those from `context` on in view."""

    report: Report
    sentences: tuple[Span, ...]  # of the whole report
    context: int
    first: int
    last: int

    @property
    def core(self) -> Span:
        """The characters that are to be read."""
        return cover(self.sentences[self.first : self.last])

    @property
    def view(self) -> Span:
        """The characters that the model sees."""
        return cover(self.sentences[self.context : self.last])

    @property
    def name(self) -> str:
        """What a message calls it."""
        several = self.last - self.first > 1
        return f"sentences {self.first + 1} to {self.last}" if several else f"sentence {self.last}"

    def sentence(self, number: int) -> Span | None:
        """The sentence of a number that the model gave, counted from 1, if it was to be read."""
        return self.sentences[number - 1] if self.first < number <= self.last else None

    def halves(self) -> tuple[Passage, ...]:
        """The same sentences in two passages; () where it is only one."""
        middle = (self.first + self.last) // 2
        if middle == self.first:
            return ()
        later = _context(self.sentences, middle)
        return replace(self, last=middle), replace(self, first=middle, context=later)

    def message(self) -> str:
        """What the model is sent, as JSON: the sentences under their numbers, line breaks within them as spaces."""
        report = self.report
        given = {
            "title": report.title,
            "published": report.published.isoformat() if report.published else None,
            "earlier": [self._words(k) for k in range(self.context, self.first)],
            "sentences": {str(k + 1): self._words(k) for k in range(self.first, self.last)},
        }
        return json.dumps(given, ensure_ascii=False)

    def _words(self, k: int) -> str:
        return " ".join(self.sentences[k].of(self.report.text).split())


def passages(report: Report, sentences: Sequence[Span]) -> list[Passage]:
    """Passages that hold every sentence once."""
    cut: list[Passage] = []
    first = 0
    for k, sentence in enumerate(sentences):
        if k > first and sentence.end - sentences[first].start > MOST:
            cut.append(Passage(report, tuple(sentences), _context(sentences, first), first, k))
            first = k
    if sentences:
        cut.append(Passage(report, tuple(sentences), _context(sentences, first), first, len(sentences)))
    return cut


def _context(sentences: Sequence[Span], first: int) -> int:
    context = first
    while context > 0 and sentences[first].start - sentences[context - 1].start <= CONTEXT:
        context -= 1
    return context


def occurrences(quote: str, text: str, within: Span) -> list[Span]:
    """Where the words of a quote stand, letter for letter and as whole words; only white space may differ."""
    words = quote.split()
    if not words:
        return []
    left = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    right = r"(?!\w)" if re.search(r"\w$", words[-1]) else ""
    pattern = re.compile(left + r"\s+".join(map(re.escape, words)) + right)
    return [Span(*m.span()) for m in pattern.finditer(text, within.start, within.end)]


def gap(span: Span, other: Span) -> int:
    """Characters between two spans; 0 where they touch or overlap."""
    return max(0, span.start - other.end, other.start - span.end)


@dataclass(frozen=True, slots=True)
class Located:
    """Where an event stands. `proposition` None: the words that were to state it are not in the text."""

    trigger: Span
    proposition: Span | None
    sentence: Span


def locate(passage: Passage, number: int, trigger: str, quote: str) -> Located | None:
    """An event in the text, as near as may be to the sentence that the model names; None if it is not there.

    Without a sentence of that number, words that stand there twice cannot be told apart: None too.
    """
    text, core = passage.report.text, passage.core
    triggers = occurrences(trigger, text, core)
    home = passage.sentence(number)
    if not triggers or (home is None and len(triggers) > 1):
        return None
    near = _nearest(home or triggers[0])
    pairs = [(t, p) for p in occurrences(quote, text, core) for t in triggers if p.contains(t)]
    found, proposition = min(pairs, key=lambda pair: near(pair[0]), default=(min(triggers, key=near), None))
    sentence = next((s for s in passage.sentences if s.start <= found.start < s.end), found)
    return Located(found, proposition, sentence)


def argument(passage: Passage, quote: str, event: Located, *, outside: bool) -> Span | None:
    """The words of a role: nearest to the trigger's sentence, then inside the proposition (or `outside`), then nearest
    to the trigger."""
    proposition = event.proposition or event.trigger

    def rank(span: Span) -> tuple[int, bool, int, int]:
        inside = proposition.contains(span)
        return gap(span, event.sentence), inside == outside, gap(span, event.trigger), span.start

    return min(occurrences(quote, passage.report.text, passage.view), key=rank, default=None)


def _nearest(home: Span) -> Callable[[Span], tuple[int, int]]:
    return lambda span: (gap(span, home), span.start)
