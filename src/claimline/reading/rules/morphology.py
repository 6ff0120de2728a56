"""English verb forms from base forms: enough inflection to find a verb without a tagger."""

from __future__ import annotations

from functools import cache
from typing import Literal

from claimline.vocab import load, word_set

Form = Literal["base", "s", "past", "participle", "ing"]

_VOWELS = "aeiou"
# Two-syllable verbs stressed on the last syllable double their consonant; the others ("enter", "visit") do not.
_DOUBLING = word_set("verb_classes", "doubling")


def regular_forms(base: str) -> dict[Form, str]:
    """The five forms of a regular verb."""
    doubled = base[-1] in "bdgmnprt" and len(base) > 2 and base[-2] in _VOWELS and base[-3] not in _VOWELS
    one_syllable = sum(c in _VOWELS for c in base) == 1
    if base in _DOUBLING or (doubled and one_syllable):
        stem = base + base[-1]
        return {"base": base, "s": base + "s", "past": stem + "ed", "participle": stem + "ed", "ing": stem + "ing"}
    if base.endswith("e"):
        ing = base + "ing" if base.endswith(("ee", "oe", "ye")) else base[:-1] + "ing"
        return {"base": base, "s": base + "s", "past": base + "d", "participle": base + "d", "ing": ing}
    if base.endswith("y") and base[-2] not in _VOWELS:
        stem = base[:-1] + "ie"
        return {"base": base, "s": stem + "s", "past": stem + "d", "participle": stem + "d", "ing": base + "ing"}
    s = base + "es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else base + "s"
    return {"base": base, "s": s, "past": base + "ed", "participle": base + "ed", "ing": base + "ing"}


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    lines = (line.split() for line in load("verbs")["irregular"].splitlines() if line.strip())
    return {base: (past, participle) for base, past, participle in lines}


@cache
def forms(base: str) -> dict[Form, str]:
    """The five forms of a verb. A prefixed verb ("re-arm", "counter-attack") inflects at its end."""
    result = regular_forms(base)
    if base == "die" or base == "lie":
        result["ing"] = base[:-2] + "ying"
    if base in _irregular():
        result["past"], result["participle"] = _irregular()[base]
        if base[-1] == "t" and result["past"] == base:  # cut, hit, put, set
            result["ing"] = base + "ting" if base[-2] in _VOWELS else base + "ing"
        elif base in ("run", "win", "begin", "overrun", "dig", "get", "forget", "sit", "swim", "shut", "quit", "split"):
            result["ing"] = base + base[-1] + "ing"
    return result


def _doubled(base: str) -> tuple[tuple[Form, str], ...]:
    """British spellings beside the American ones: "cancelled", "travelling"."""
    if len(base) > 4 and base[-1] == "l" and base[-2] in _VOWELS and base[-3] not in _VOWELS:
        return (("past", base + "led"), ("participle", base + "led"), ("ing", base + "ling"))
    return ()


@cache
def plural(noun: str) -> str:
    """The plural of a noun (of its last word)."""
    irregular = {"man": "men", "woman": "women", "child": "children", "person": "people", "body": "bodies"}
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("man") and noun not in ("german", "human"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in _VOWELS:
        return noun[:-1] + "ies"
    return noun + "es" if noun.endswith(("s", "x", "z", "ch", "sh")) else noun + "s"


@cache
def verb_table() -> dict[str, tuple[tuple[str, Form], ...]]:
    """Every verb form to the (base, form) pairs that it may be: "left" is past and participle of "leave"."""
    vocabulary = load("verbs")
    table: dict[str, list[tuple[str, Form]]] = {}
    for base in [*vocabulary["verbs"].split(), *vocabulary["both"].split(), *_irregular()]:
        for form, word in (*forms(base).items(), *_doubled(base)):
            entry = (base, form)
            if entry not in table.setdefault(word, []):
                table[word].append(entry)
    return {word: tuple(entries) for word, entries in table.items()}


@cache
def noun_like() -> frozenset[str]:
    """Forms of verbs that are as often nouns: "attack", "attacks", "shelling"."""
    both = load("verbs")["both"].split()
    return frozenset(both) | frozenset(plural(base) for base in both)


@cache
def intransitive() -> frozenset[str]:
    """Verbs that need no object."""
    return frozenset(load("verbs")["intransitive"].split())


@cache
def event_gerunds() -> frozenset[str]:
    """-ing forms that name an event: "fighting", "shelling"."""
    return frozenset(load("verbs")["gerunds"].split())
