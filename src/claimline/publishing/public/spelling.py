"""How a name may be spelled: one key for the spellings of one name, whatever its script, marks and case."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = dict(
    zip(
        "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя",
        "a b v g g d e e e zh z i i i i k l m n o p r s t u f kh ts ch sh shch _ i _ e iu ia".split(),  # noqa: SIM905
        strict=True,
    )
)
_LETTERS = {"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "e", "œ": "e", "ı": "i", "ə": "a"}
# Letters that romanisations write in several ways, the longer ones first. A key is coarse on purpose: two names with
# one key cost a name too many, and a spelling with another key would give a person away.
_SAME = (
    ("shch", "s"), ("sch", "s"), ("sh", "s"), ("zh", "s"), ("ch", "s"), ("kh", "h"), ("gh", "h"), ("ph", "f"),
    ("th", "t"), ("dh", "d"), ("dz", "z"), ("ts", "s"), ("tz", "s"), ("ck", "k"), ("x", "ks"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("w", "v"), ("q", "k"), ("c", "k"), ("g", "h"), ("z", "s"), ("j", "i"), ("y", "i"), ("e", "i"), ("o", "u"),
)  # fmt: skip
_VOWELS = re.compile(r"[iu]+")
_DOUBLE = re.compile(r"(.)\1+")
WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`´][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ`´]s?$")


@lru_cache(maxsize=65536)
def key(word: str) -> str:
    """The key of one word: equal for "Oleksiy", "Oleksii", "ОЛЕКСІЙ" and "Oleksiy's"."""
    bare = _POSSESSIVE.sub("", word).casefold()
    latin = "".join(_CYRILLIC.get(char, _LETTERS.get(char, char)) for char in unicodedata.normalize("NFC", bare))
    marks = unicodedata.normalize("NFKD", latin)
    plain = "".join(char for char in marks if char.isalpha() and not unicodedata.combining(char))
    for written, same in _SAME:
        plain = plain.replace(written, same)
    return _DOUBLE.sub(r"\1", _VOWELS.sub(lambda found: found[0][0], plain))


def keys(name: str) -> tuple[str, ...]:
    """The keys of its words, in order."""
    return tuple(key(found[0]) for found in WORD.finditer(name))
