"""Names as they are compared: without case, accents, articles and the spelling that transliteration leaves open."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_OF = re.compile(r"['’]s?\b")
_LEFT_OUT = frozenset(("the", "a", "an", "of", "for", "and"))
_OUTLET_TAIL = frozenset(("news", "english", "online", "com", "org", "net", "newspaper"))
_AFTER_NAME = frozenset(("jr", "sr", "ii", "iii"))
_VIA = re.compile(r"\s+via\s+")
KEPT = 1 << 16  # names that are remembered: the same few are compared again and again
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(KEPT)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name that count, folded; without what is added in brackets."""
    bare = name.partition("(")[0].strip() or name
    plain = unicodedata.normalize("NFKD", _OF.sub("", bare.casefold()))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(word for word in _WORD.findall(plain) if word not in _LEFT_OUT)


def folded(name: str) -> str:
    return " ".join(words_of(name))


def surname(name: str) -> str:
    """The last word of a person's name, as far as transliterations agree on it (Zelenskyy, Zelenskiy, Zelensky)."""
    words = [word for word in words_of(name) if word not in _AFTER_NAME]
    return _DOUBLED.sub(r"\1", words[-1].replace("iy", "y").replace("yi", "y")) if words else ""


@lru_cache(KEPT)
def outlet_key(outlet: str) -> str:
    """ "BBC News" is BBC, "the Guardian" Guardian; of "AFP via Yahoo News" AFP wrote it."""
    words = list(words_of(outlet_author(outlet)))
    while len(words) > 1 and words[-1] in _OUTLET_TAIL:
        words.pop()
    return " ".join(words)


def outlet_author(outlet: str) -> str:
    """ "AFP via Yahoo News": AFP."""
    return _VIA.split(outlet, maxsplit=1)[0]
