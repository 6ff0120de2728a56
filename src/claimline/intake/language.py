"""Which language a text is in: by script, then by its commonest words. Deterministic, and None rather than a guess."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import Any

from claimline import vocab

SAMPLE = 20_000  # characters looked at
LEAST_LETTERS = 24
LEAST_WORDS = 8
LEAST_SHARE = 0.12  # of words that have to be common words of the language
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@cache
def _data() -> dict[str, Any]:
    data = dict(vocab.load("languages"))
    data["words"] = {language: frozenset(words) for language, words in data["words"].items()}
    return data


@lru_cache(1 << 12)
def _script(char: str) -> str:
    """ "LATIN", "CYRILLIC", ...: the first word of the character's Unicode name."""
    return unicodedata.name(char, "?").split()[0].split("-")[0]


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language that most of a text is in; None where it is too short or too mixed to tell."""
    letters = {c: n for c, n in Counter(text[:SAMPLE].lower()).items() if c.isalpha()}
    whole = sum(letters.values())
    if whole < LEAST_LETTERS:
        return None
    scripts: Counter[str] = Counter()
    for c, n in letters.items():
        scripts[_script(c)] += n
    script, count = scripts.most_common(1)[0]
    if count < 0.5 * whole:
        return None
    data = _data()
    for language in data["letters"].get(script, {}):
        marks = data["letters"][script][language]
        if sum(n for c, n in letters.items() if c in marks) >= 0.008 * whole:
            return str(language)
    if script != "LATIN":
        language = data["scripts"].get(script)
        return str(language) if language else "und"
    return _by_words(text[:SAMPLE].lower())


def _by_words(sample: str) -> str | None:
    words = _WORD.findall(sample)
    if len(words) < LEAST_WORDS:
        return None
    counts = Counter(words)
    hits = {
        language: sum(n for word, n in counts.items() if word in common) / len(words)
        for language, common in _data()["words"].items()
    }
    best = max(sorted(hits), key=lambda language: hits[language])
    second = max((share for language, share in hits.items() if language != best), default=0.0)
    if hits[best] < LEAST_SHARE or hits[best] < 1.25 * second:
        return None
    return str(best)
