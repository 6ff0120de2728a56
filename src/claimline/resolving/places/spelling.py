"""Spellings of place names: the form for exact lookup, and a lossy key under which romanisations fall together.

The key joins what differs between KMU-2010 (Ukraine 2010), BGN/PCGN 1965 and the Russian passport tables, and between
the usual renderings of Arabic names: apostrophes, soft signs, diacritics, hyphens and articles go, y/i/j become one,
g/gh/kh/h become one, doubled letters become single. Lukyantsi, Lukiantsi, Luk'yantsy and the Cyrillic forms share one
key; so do Deir ez-Zor and Dayr az Zawr's article. Vowels stay: a consonant skeleton would join different villages.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

APOSTROPHES = "'’‘ʼʻ`´′ʹ″”“\"ʿʾ΄᾽＇"
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－"), "-")

_TIDY = {**_INVISIBLE, **_DASHES}

# Cyrillic letters that look like Latin ones, and back: names typed with a mixed keyboard, or to dodge a filter.
_LOOKALIKES = dict(zip("АВЕКМНОРСТУХІЈЅаеорсухіјѕ", "ABEKMHOPCTYXIJSaeopcyxijs", strict=True))
_TO_LATIN = str.maketrans({**_LOOKALIKES, **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοα", "ABEZHIKMNOPTYXoa", strict=True))})
_TO_CYRILLIC = str.maketrans({latin: cyrillic for cyrillic, latin in _LOOKALIKES.items()})

# One table for Ukrainian, Russian and Belarusian: the letters that differ fall together in the key anyway.
_CYRILLIC = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "h", "д": "d", "е": "e", "є": "ie", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "ј": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ў": "v", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch",
    "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia", "љ": "li", "њ": "ni", "ђ": "di", "ћ": "ch", "џ": "dzh",
    "қ": "k", "ғ": "h", "ң": "n", "ө": "o", "ү": "u", "ұ": "u", "һ": "h", "ә": "a",
})  # fmt: skip
_LATIN = str.maketrans({
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ə": "a", "ħ": "h",
    "q": "k", "w": "v", "y": "i", "j": "i",
})  # fmt: skip
# Tatweel and vowel signs go, alif and ya forms become one, ta marbuta is written ha.
_ARABIC = str.maketrans({
    **dict.fromkeys([0x640, *range(0x64B, 0x660), 0x670]),
    **{ord(c): "ا" for c in "أإآٱ"}, ord("ى"): "ي", ord("ی"): "ي", ord("ة"): "ه", ord("ک"): "ك", ord("ہ"): "ه",
})  # fmt: skip
_TO_KEY = {**_LATIN, **dict.fromkeys(map(ord, APOSTROPHES))}
_ACCENTS_GONE = dict.fromkeys(range(0x300, 0x370))
_ARTICLE = re.compile(r"(?<![a-z])(?:[ae]l|[ae](sh|th|dh|[dnrstz]))[ -](?=\w)(?(1)(?=\1))")
_PAIRS = re.compile(r"kh|gh|ph|oo|ou|ee|g|shch|tz")
_PAIR_FORMS = {
    "kh": "h", "gh": "h", "g": "h", "ph": "f", "oo": "u", "ou": "u", "ee": "i", "shch": "sch",
    "tz": "ts",
}  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_NOT_LETTERS = re.compile(r"[\W_]+")
_FINAL_H = re.compile(r"(?<=[ae])h$")
_LOOKALIKE_LETTER = re.compile(r"[\u0370-\u052f]")
_ONE_SIGN = _ARABIC | dict.fromkeys(map(ord, APOSTROPHES), "'")
_HAS_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_HAS_MARKS_BY_RIGHT = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff]")
_HAS_LATIN = re.compile(r"[A-Za-z]")


def plain(text: str) -> str:
    """Without invisible characters and look-alike letters; compatibility forms, dashes and spaces made one (NFKC)."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_TIDY)
        if _LOOKALIKE_LETTER.search(text) and _HAS_LATIN.search(text):
            return " ".join(_one_script(word) for word in text.split())
    return " ".join(text.split())


def disguised(text: str) -> str:
    """What keeps a name from being what it looks like, in words; empty for a name that hides nothing.

    A word in letters of two scripts is read as the script that most of it is in (`plain`), and characters that cannot
    be seen are passed over: who looks at the result must be told. Marks of direction and joiners are usual in Arabic,
    Hebrew and Indian names and hide nothing there.
    """
    if text.isascii():
        return ""
    mixed = (_LOOKALIKE_LETTER.search(word) and _HAS_LATIN.search(word) for word in text.split())
    if any(mixed):
        return "written with letters of another script that look alike"
    unseen = not _HAS_MARKS_BY_RIGHT.search(text) and any(ord(char) in _INVISIBLE for char in text)
    return "written with characters that cannot be seen" if unseen else ""


def _one_script(word: str) -> str:
    latin, cyrillic = len(_HAS_LATIN.findall(word)), len(_HAS_CYRILLIC.findall(word))
    if not latin or not _LOOKALIKE_LETTER.search(word):
        return word
    return word.translate(_TO_LATIN) if latin >= cyrillic else word.translate(_TO_CYRILLIC)


def normal(name: str) -> str:
    """The form for exact lookup: one case, one kind of apostrophe and dash, Arabic without vowel signs."""
    text = plain(name).lower()
    if not text.isascii():
        text = text.translate(_ONE_SIGN)
    return " ".join(text.replace("-", " ").split()) if "-" in text else text


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """The lossy key: "Luk'yantsy", "Lukiantsi" and both Cyrillic forms give `lukiantsi`. May be empty."""
    return key_of_normal(normal(name))


def key_of_normal(text: str) -> str:
    """The key of a name that `normal` has been through already."""
    if not text.isascii():
        if _HAS_CYRILLIC.search(text):
            text = text.translate(_CYRILLIC)
        if not text.isascii():
            text = unicodedata.normalize("NFD", text.translate(_LATIN)).translate(_ACCENTS_GONE)
    text = text.translate(_TO_KEY)
    text = _ARTICLE.sub("", text)
    text = _NOT_LETTERS.sub("", text)
    text = _PAIRS.sub(lambda m: _PAIR_FORMS[m[0]], text)
    return _FINAL_H.sub("", _DOUBLED.sub(r"\1", text))
