"""Which words may be what: the closed classes and the common verbs of vocab/grammar.yaml."""

from __future__ import annotations

from functools import cache
from typing import Any

from claimline.vocab import load

_GRAMMAR: dict[str, Any] = load("grammar")


def _set(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in _GRAMMAR[name])


AUX = _set("auxiliaries")
BE = _set("be")
MODALS = _set("modals")
NEGATIONS = _set("negations")
DETERMINERS = _set("determiners")
SUBJECTS = _set("subjects")
OBJECTS = _set("objects")
POSSESSIVES = _set("possessives")
PREPOSITIONS = _set("prepositions")
SUBORDINATORS = _set("subordinators")
COORDINATORS = _set("coordinators")
ADVERBS = _set("adverbs")
DAYS = _set("days")
MONTHS = _set("months")
CHANNELS = _set("channels")
RELATIVES = frozenset(("who", "which", "whose", "whom", "where"))
VERB_GROUP = AUX | BE | MODALS | NEGATIONS
# finite by themselves; "'s" and "'d" are left out, they are mostly possessives
FINITE = (AUX | BE | MODALS) - {"be", "been", "being", "having", "'s", "'d", "'m"}
_NOT_LY = frozenset(
    ("family", "assembly", "italy", "ally", "july", "reply", "supply", "rally", "only", "daily", "weekly", "early",
     "likely", "elderly", "anomaly", "militarily", "monopoly")
)  # fmt: skip


def third_person(verb: str) -> str:
    """ "warn" to "warns"."""
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


def regular_past(verb: str) -> str:
    """ "warn" to "warned", "carry" to "carried", "stop" to "stopped"."""
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + _doubled(verb) + "ed"


def ing(verb: str) -> str:
    """ "warn" to "warning", "state" to "stating", "admit" to "admitting"."""
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1] + "ing"
    return verb + _doubled(verb) + "ing"


def _doubled(verb: str) -> str:
    """The last consonant where English writes it twice ("stopped", "admitted", "put", but "reported", "visited")."""
    if len(verb) < 3 or verb[-1] in "aeiouywxh" or verb[-2] not in "aeiou" or verb[-3] in "aeiou":
        return ""
    syllables = sum(c in "aeiou" and (i == 0 or verb[i - 1] not in "aeiou") for i, c in enumerate(verb))
    return verb[-1] if syllables == 1 or verb.endswith(("mit", "fer", "bel", "pel", "cur", "gret", "cel")) else ""


@cache
def _verb_forms() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    base = frozenset(_GRAMMAR["verbs"])
    irregular: dict[str, str] = _GRAMMAR["irregular"]
    same = ("hit", "put", "set", "cut", "let", "read", "spread")
    past = {irregular.get(v) or (v if v in same else regular_past(v)) for v in base}
    return base, frozenset(map(third_person, base)), frozenset(past | set(irregular.values()))


BASE_FORMS, S_FORMS, PAST_FORMS = _verb_forms()


def is_adverb(lower: str) -> bool:
    return lower in ADVERBS or (lower.endswith("ly") and lower not in _NOT_LY)


def is_time(lower: str) -> bool:
    return lower in DAYS or lower in MONTHS
