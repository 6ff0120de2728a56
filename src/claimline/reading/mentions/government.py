"""When a capital or a state stands for its government ("Kyiv retook", "talks with Moscow", "Tehran's response")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from claimline.model import Mention
from claimline.reading.mentions.lexicon import lexicon
from claimline.reading.tokens import Token
from claimline.vocab import load

_BE = frozenset(("is", "was", "are", "were", "be", "been", "being"))
_HAVE = frozenset(("has", "have", "had"))
_ADVERBS = frozenset(("also", "now", "then", "again", "later", "still", "never", "already", "once", "first", "not"))
_TALKING = frozenset(("talk", "talks", "ceasefire", "agreement", "deal", "negotiations", "truce", "war", "tensions"))


@dataclass(frozen=True)
class _Words:
    speech: frozenset[str]
    actions: frozenset[str]
    patient: frozenset[str]
    owned: frozenset[str]
    objects: frozenset[str]
    taken: frozenset[str]
    before: dict[str, frozenset[str]]
    buildings: frozenset[str]


@cache
def _words() -> _Words:
    table = load("metonyms")

    def words(key: str) -> frozenset[str]:
        value = table[key]
        return frozenset(value.split() if isinstance(value, str) else value)

    return _Words(
        speech=words("speech"),
        actions=words("actions"),
        patient=words("patient"),
        owned=words("owned"),
        objects=words("objects"),
        taken=words("taken"),
        before={p: words(f"before_{p}") for p in ("with", "to", "on", "against", "of")},
        buildings=words("buildings"),
    )


def is_government(text: str, mention: Mention, tokens: Sequence[Token]) -> bool:
    """Does the name of a state, a capital or a seat of government stand for the government?

    True where it speaks or acts, where it owns what governments have, and where one deals with it. A place that
    something happens to ("Kyiv was shelled", "in Kyiv", "Kyiv's streets") stays a place. Other names: False.
    """
    name = text[mention.span.start : mention.span.end]
    lex, words = lexicon(), _words()
    if name not in lex.states and name not in lex.seats and name not in words.buildings:
        return False
    first = bisect_left(tokens, mention.span.start, key=lambda t: t.start)
    last = bisect_left(tokens, mention.span.end, key=lambda t: t.start)
    before = [tokens[i].lower if i >= 0 else "" for i in range(first - 1, first - 7, -1)]
    after = _without_partner(tokens, last)
    if before[0] == "the":
        before = [*before[1:], ""]
    return (
        _owns(after, words)
        or _dealt_with(before, after, words)
        or (name in lex.states and _fought(before, words))
        or _acts(before, after, words)
    )


def _without_partner(tokens: Sequence[Token], last: int) -> list[str]:
    """The words after the name; of "Kyiv and Moscow agreed" those after the partner, quotation marks left out."""
    if last < len(tokens) and tokens[last].lower == "and":
        i = last + 1
        while i < min(len(tokens), last + 4) and tokens[i].text[:1].isupper():
            i += 1
        if last + 1 < i < len(tokens) and tokens[i].lower.isalpha():
            last = i
    following = (t.lower for t in tokens[last : last + 10] if t.text not in _QUOTES)
    words = list(islice(following, 8))
    return words + [""] * (8 - len(words))


_QUOTES = frozenset('"“”„«»‘')


def _owns(after: list[str], words: _Words) -> bool:
    """ "Kyiv's forces", "Moscow's latest demands"."""
    if after[0] not in ("'s", "'"):
        return False
    for word in after[1:5]:
        if word in words.owned:
            return True
        if not word.replace("-", "").isalpha():
            return False
    return False


def _dealt_with(before: list[str], after: list[str], words: _Words) -> bool:
    """ "talks with Moscow", "accused Kyiv", "by Ankara", "between Baku and Yerevan"."""
    near, far, third = before[0], before[1], before[2]
    if near == "by" and far not in ("close", "near", "hard", "nearby", "lies", "lay"):
        return True
    if near in words.before and (far in words.before[near] or third in words.before[near]):
        return True
    if near in words.objects:
        return True
    if near == "between" and (far in _TALKING or third in _TALKING):
        return True
    return near == "and" and before[2] == "between" and (before[3] in _TALKING or before[4] in _TALKING)


def _fought(before: list[str], words: _Words) -> bool:
    """ "an offensive against Israel", "seized two villages from Armenia": of a state only, a capital may be shot at."""
    return before[0] == "against" or (before[0] == "from" and any(word in words.taken for word in before[1:]))


def _acts(before: list[str], after: list[str], words: _Words) -> bool:
    """In the place of a subject, right before a verb of saying or doing."""
    if before[0] in _locatives() and before[0] != "from":
        return False
    verb, rest = _verb(after[2:] if after[0] == "," and after[1] == "which" else after)
    if verb in _BE:
        return _follows_being(rest, words)
    if verb in _HAVE:
        participle = next((w for w in rest if w not in _ADVERBS and not w.endswith("ly")), "")
        if participle == "been":
            return _follows_being(rest[rest.index("been") + 1 :], words)
        return participle not in ("fallen", "come", "suffered") and bool(participle)
    if before[0] in ("of", "from", "to", "on", "for", "with"):
        return False
    if verb in words.speech or verb in words.actions or verb in _finite():
        return True
    return len(verb) > 4 and verb.endswith("ed") and verb not in words.patient and rest[:1] != ["by"]


def _verb(after: list[str]) -> tuple[str, list[str]]:
    """The first word after the name that is no adverb, and what follows."""
    i = 0
    while i < len(after) - 1 and (after[i] in _ADVERBS or (after[i].endswith("ly") and len(after[i]) > 4)):
        i += 1
    return after[i], after[i + 1 :]


def _follows_being(rest: list[str], words: _Words) -> bool:
    """ "Kyiv is preparing", "Moscow was forced to": yes; "Kyiv was shelled", "Kyiv is a city", "is in": no."""
    word = next((w for w in rest if w not in _ADVERBS and not w.endswith("ly")), "")
    if word.endswith("ing"):
        return word not in ("burning", "facing", "reeling", "sitting")
    return word in ("willing", "ready", "prepared", "forced", "determined", "able", "unable", "expected", "accused")


@cache
def _finite() -> frozenset[str]:
    """ "launches", "denies", "withdrew": forms that only stand after a subject."""
    table = load("verbs")
    bases = [*table["verbs"].split(), *table["both"].split()]
    return frozenset(
        b[:-1] + "ies" if b.endswith("y") and b[-2:-1] not in "aeou" else b + "es" if b.endswith(_HISSING) else b + "s"
        for b in bases
    ) | {past for line in table["irregular"].splitlines() for past in line.split()[1:2]}


_HISSING = ("s", "sh", "ch", "x", "z", "o")


@cache
def _locatives() -> frozenset[str]:
    lex = lexicon()
    return lex.locative | lex.compass
