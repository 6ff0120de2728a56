"""Number words of a match folded into numbers: "twenty-four", "nineteen ninety-seven", "two thousand"."""

from __future__ import annotations

from collections.abc import Sequence

from claimline.reading.times.lexicon import Word

_SPELLED = frozenset({"digit", "teen", "tens", "hundred", "thousand"})
_NUMERALS = frozenset({"n12", "n24", "n31", "n59", "n99", "n999", "zero2"})
_ORDINALS = frozenset({"ordinal", "second", "nth", "nth_big"})


def fold(words: Sequence[Word]) -> list[Word]:
    """The words with every spelled number as one word of kind `number`, every ordinal as one of kind `nth`."""
    out: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word.kind in _SPELLED:
            word, at = _spelled(words, at)
        elif word.kind in _ORDINALS:
            word, at = Word(word.text, "nth", word.value), at + 1
        elif word.kind in _NUMERALS:
            word, at = Word(word.text, "number", word.value), at + 1
        else:
            at += 1
        out.append(word)
    return out


def _spelled(words: Sequence[Word], at: int) -> tuple[Word, int]:
    total, part, start, last = 0, 0, at, ""
    while at < len(words):
        kind, value = words[at].kind, words[at].value
        if kind in ("hyphen", "and") and at + 1 < len(words) and _continues(last, words[at + 1].kind, kind):
            at += 1
            continue
        if kind in ("ordinal", "second") and last == "tens":
            return Word("", "nth", total + part + value), at + 1
        if kind not in _SPELLED or (kind in ("digit", "teen", "tens") and not _may_follow(last, kind)):
            break
        if kind == "hundred":
            part = max(part, 1) * 100
        elif kind == "thousand":
            total, part = max(part, 1) * 1000, 0
        elif last == "teen":  # nineteen ninety-seven
            part = part * 100 + value
        else:
            part += value
        last, at = kind, at + 1
    number = total + part
    return Word(words[start].text, "year4" if 1000 <= number <= 2199 else "number", number), at


def _continues(last: str, following: str, joint: str) -> bool:
    if joint == "hyphen":
        return (last == "tens" and following in ("digit", "ordinal", "second")) or (
            last == "teen" and following in ("tens", "teen")
        )
    return last in ("hundred", "thousand") and following in ("digit", "teen", "tens")


def _may_follow(last: str, kind: str) -> bool:
    if last in ("", "hundred", "thousand"):
        return True
    return (last == "tens" and kind == "digit") or (last == "teen" and kind in ("tens", "teen"))
