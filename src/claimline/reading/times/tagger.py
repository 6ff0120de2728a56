"""Finds time expressions: longest match of the grammar at each word, left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimline.model.span import Span
from claimline.model.timeform import TimeForm, TimeMention
from claimline.reading.times.grammar import Grammar, Rule, grammar
from claimline.reading.times.lexicon import Lexicon, lexicon

# Words that have a capital within a sentence only where they are part of a name.
_COMMON = frozenset({"day", "days", "unit", "units", "short_unit", "short_units", "daypart", "night", "noon", "today"})
_AFTER_NAME = re.compile(r"\b[A-Z][\w’'-]*\s+$")
_RUNNING = re.compile(r"[^.!?]*?\b[a-z]{4,}\b")


def find_times(text: str) -> tuple[TimeMention, ...]:
    """All time expressions of `text` in order, with the extents of TimeML (ISO-TimeML 1.2.1: no preposition).

    Nothing outside the words is used: no publication date, no knowledge of events. Values that need a day to count
    from are left to `claimline.resolving.times`.
    """
    words, rules = lexicon(), grammar()
    codes, tokens = words.encode(text)
    return tuple(
        mention
        for start, end in rules.stretches(codes)
        for mention in _in_region(start, end, codes, tokens, words, rules)
    )


def _in_region(
    at: int, end: int, codes: str, tokens: list[re.Match[str]], words: Lexicon, rules: Grammar
) -> Iterator[TimeMention]:
    starts = rules.starts
    while at < end:
        found = _longest(starts.get(codes[at], ()), codes, at, tokens, words)
        if found is None:
            at += 1
            continue
        rule, stop, form = found
        if form.holiday is None and _is_title(tokens[at], tokens[stop - 1], codes[stop - 1], words):
            at = stop
            continue
        yield TimeMention(Span(tokens[at].start(), tokens[stop - 1].end()), rule.type, form, rule.name)
        at = stop


def _is_title(first: re.Match[str], last: re.Match[str], code: str, words: Lexicon) -> bool:
    """Whether a unit with a capital in running text names a programme or a film ("60 Minutes", "This Week").

    A headline whose words all have capitals is no running text, and the first word of a sentence may have one.
    """
    word, text = last[0], last.string
    if not word[0].isupper() or word.isupper() or words.kind_of[code] not in _COMMON:
        return False
    line = slice(text.rfind("\n", 0, first.start()) + 1, (text.find("\n", last.end()) + 1 or len(text) + 1) - 1)
    before = text[max(line.start, first.start() - 60) : first.start()]
    if first is last and not _AFTER_NAME.search(before):
        return False
    return bool(_RUNNING.search(before) or _RUNNING.match(text[last.end() : min(line.stop, last.end() + 60)]))


def _longest(
    rules: tuple[Rule, ...], codes: str, at: int, tokens: list[re.Match[str]], words: Lexicon
) -> tuple[Rule, int, TimeForm] | None:
    """The longest match that means something, the earlier rule among equals."""
    found = [(m.end(), -i, rule) for i, rule in enumerate(rules) if (m := rule.regex.match(codes, at)) and m.end() > at]
    for stop, _, rule in sorted(found, key=lambda f: f[:2], reverse=True):
        form = rule.read([words.word(tokens[i][0], codes[i]) for i in range(at, stop)])
        if form is not None:
            return rule, stop, form
    return None
