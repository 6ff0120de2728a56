"""Sentences with exact offsets.

Every character that is not a space lies in exactly one sentence, and sentences never overlap. A line break ends a
sentence (headlines, lists and bylines have no full stop) unless the text is hard-wrapped or the next line goes on in
lower case. A closing quotation mark or bracket belongs to the sentence that it closes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from claimline.model import Span
from claimline.vocab import load

_BREAKS = re.compile(r"(?<![ \t\xa0])[ \t\xa0]*\r?\n\s*")  # spaces are looked through once, not from each of them
_STOP = re.compile(
    r"(?:\.{2,}|…|[.!?؟。])[.!?…]*"
    r"(?:[ \xa0]?[”»›](?:[ \xa0]?[”»’])*|(?:[\"'’”»)\]]|“(?=\s|$))*)"  # a closing mark may stand off by a space
)
_WORD_BEFORE = re.compile(r"(?:[^\W\d_]\.)*[\w\-]+$")
_SPOKEN = re.compile(
    r"\s+(?:[A-Z][\w'’-]+\s+|(?:the|a|an)\s+(?:[\w-]+\s+){1,3}){1,4}"
    r"(?:said|says|asked|asks|told|added|wrote|replied|shouted|cried|exclaimed|tweeted)\b"
)
# Characters of a sentence and of a paragraph. What is longer is cut: much that looks at one takes the square of its
# length.
_LONGEST, _LONGEST_BLOCK = 2_000, 20_000
_WIDEST_WRAP = 110  # characters; longer lines are paragraphs, not wrapped text


@cache
def _words() -> dict[str, frozenset[str]]:
    return {kind: frozenset(words) for kind, words in load("abbreviations").items()}


@cache
def abbreviations() -> frozenset[str]:
    """All abbreviations with a full stop, in lower case without it."""
    words = _words()
    return words["inside"] | words["numbered"] | words["either"]


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text in order, without the spaces around them (`text[s.start:s.end]`)."""
    blocks = (part for block in _blocks(text) for part in _parts(text, block, _LONGEST_BLOCK))
    sentences = (sentence for block in blocks for sentence in _split_block(text, block))
    return tuple(part for sentence in sentences for part in _parts(text, sentence, _LONGEST))


def _parts(text: str, whole: Span, longest: int) -> Iterator[Span]:
    """The span, or pieces of it that are not too long, each up to the last space that it may have."""
    start = whole.start
    while whole.end - start > longest:
        space = max(text.rfind(" ", start + 1, start + longest), text.rfind("\n", start + 1, start + longest))
        end = space if space > 0 else start + longest
        piece = Span(start, end).trimmed(text)
        if len(piece):
            yield piece
        start = end
    last = Span(start, whole.end).trimmed(text)
    if len(last):
        yield last


def _blocks(text: str) -> Iterator[Span]:
    """Stretches that no line break divides into sentences."""
    wrapped = _is_wrapped(text)
    start = 0
    for m in _BREAKS.finditer(text):
        if "\n" not in m[0].replace("\n", "", 1) and _goes_on(text, start, m, wrapped):
            continue
        yield Span(start, m.start())
        start = m.end()
    if start < len(text):
        yield Span(start, len(text))


def _goes_on(text: str, start: int, gap: re.Match[str], wrapped: bool) -> bool:
    if gap.end() >= len(text) or gap.start() <= start:
        return False
    if wrapped:
        return text[gap.end()] not in "•*▪‣"
    return text[gap.end()].islower() and text[gap.start() - 1] not in '.!?:;”"'


def _is_wrapped(text: str) -> bool:
    """Was the text broken at a fixed width? Then the first word of the next line would not have fitted."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if width > _WIDEST_WRAP:
        return False
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip()]
    if len(pairs) < 2:
        return False
    fitting = sum(len(a.rstrip()) + 1 + len(b.split(maxsplit=1)[0]) > width for a, b in pairs)
    return fitting >= 0.8 * len(pairs)


def _split_block(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    for m in _STOP.finditer(text, block.start, block.end):
        if m.start() < start:
            continue
        end = _end_of_stop(text, m, block)
        if end < block.end and _ends_here(text, start, m, end, block):
            piece = Span(start, end).trimmed(text)
            if len(piece):
                yield piece
            start = end
    last = Span(min(start, block.end), block.end).trimmed(text)
    if len(last):
        yield last


def _end_of_stop(text: str, stop: re.Match[str], block: Span) -> int:
    """Where the sentence would end: a straight quotation mark after the stop may open the next one instead."""
    end = stop.end()
    mark = text[end - 1]
    glued = end < block.end and text[end].isalnum()
    if glued and mark in "\"'’" and text.count(mark, block.start, end - 1) % 2 == 0:
        return end - 1
    return end


def _ends_here(text: str, start: int, stop: re.Match[str], end: int, block: Span) -> bool:
    after = text[end : end + 60]
    body = after.lstrip()
    if not body:
        return True
    spaced = len(body) < len(after)
    closed = text[end - 1] in "\"'’”“»›"
    mark = text[stop.start()]
    if not spaced and not closed:
        return _missing_space(text, start, stop.start(), body)
    if body[0].islower():
        return False
    if mark in "!?" and closed and _SPOKEN.match(after):
        return False
    if mark != "." or closed or stop[0].startswith(".."):
        return body[0] not in ",;:" and not (stop[0].startswith("..") and body[0] == ".")
    if body[0] in ",;:":
        return False
    return _full_stop(text, start, stop.start(), body)


def _missing_space(text: str, start: int, dot: int, body: str) -> bool:
    """ "fell back.Kyiv said": two sentences, unlike "bbc.Com", "3.5" and "U.S."."""
    before = _WORD_BEFORE.search(text, max(start, dot - 30), dot)
    if before is None or "." in before[0] or before[0] == "www" or len(before[0]) < 3 or not before[0][-2:].islower():
        return False
    first = re.match(r"[“\"]?([^\W\d_]+)", body)
    if first is None or (len(first[1]) < 2 and first[1] not in ("A", "I")):
        return False
    word = first[1]
    return word[0].isupper() and not word.lower().startswith(("com", "org", "net", "html")) and "/" not in body[:20]


def _full_stop(text: str, start: int, dot: int, body: str) -> bool:
    words = _words()
    before = _WORD_BEFORE.search(text, max(start, dot - 30), dot)
    word = before[0].lower() if before else ""
    first = re.match(r"[^\w]*([\w’'-]+)", body)
    opens = bool(first and first[1].lower() in words["openers"]) or body[0] in '“«„"'
    if not word:
        return True
    if word in words["numbered"]:
        return not body[0].isdigit()
    if word in words["inside"]:
        return False
    if word in words["either"] or "." in word:
        return opens
    if len(word) == 1 and before and before[0].isupper():
        return opens and before.start() > start
    if word.isdigit() and before and not text[start : before.start()].strip(" (•*-"):
        return False  # "1. Background", a numbered list
    return not _dateline(text, start, dot, body)


def _dateline(text: str, start: int, dot: int, body: str) -> bool:
    """ "MOSCOW. May 16 (Wire) -": the town of a dateline ends no sentence."""
    head = text[start:dot]
    return (
        head.isupper() and len(head) < 30 and bool(re.match(r"(?:[A-Z][a-z]{2,8}\.? \d|\d{1,2} [A-Z][a-z]{2})", body))
    )
