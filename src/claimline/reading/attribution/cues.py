"""The lexicon of vocab/cues.yaml, by word form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from claimline.reading.attribution.words import ing, regular_past, third_person
from claimline.vocab import load


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb that attributes. `form`: base, s, past, part, ing; `tail`: words after the verb ("for" of "call for")."""

    lemma: str
    cue_class: str
    takes: frozenset[str]
    form: str
    tail: tuple[str, ...] = ()
    participle: bool = False

    @property
    def finite(self) -> bool:
        return self.form not in ("ing", "part")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words that is followed by a source ("according to")."""

    words: tuple[str, ...]
    cue_class: str


@dataclass(frozen=True, slots=True)
class NounCue:
    cue_class: str
    takes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    verbs: dict[str, tuple[Cue, ...]]  # first word of the form, longest first
    phrases: dict[str, tuple[Phrase, ...]]
    nouns: dict[str, NounCue]
    hedged: frozenset[str]
    hedges: frozenset[str]
    shy: frozenset[str]
    starts: frozenset[str]  # every word at which an attribution may be found


@cache
def lexicon() -> Lexicon:
    """The lexicon, read once."""
    data = load("cues")
    verbs: dict[str, list[Cue]] = {}
    for lemma, entry in data["verbs"].items():
        for cue in _forms(lemma, entry):
            verbs.setdefault(cue[0], []).append(cue[1])
    phrases: dict[str, list[Phrase]] = {}
    for cue_class, texts in data["phrases"].items():
        for text in texts:
            words = tuple(text.split())
            phrases.setdefault(words[0], []).append(Phrase(words, cue_class))
    nouns = {noun: NounCue(e["class"], frozenset(e["takes"].split())) for noun, e in data["nouns"].items()}
    hedged, hedges = frozenset(data["hedged"]), frozenset(data["hedges"])
    return Lexicon(
        {word: tuple(sorted(cues, key=lambda c: -len(c.tail))) for word, cues in verbs.items()},
        {word: tuple(sorted(found, key=lambda p: -len(p.words))) for word, found in phrases.items()},
        nouns,
        hedged,
        hedges,
        frozenset(data["shy"]),
        frozenset(verbs) | frozenset(phrases) | frozenset(nouns) | hedged | hedges,
    )


def _forms(lemma: str, entry: dict[str, Any]) -> list[tuple[str, Cue]]:
    """First words of the forms of a verb, with the cue that each makes."""
    verb, *tail = lemma.split()
    past = str(entry.get("past", "")).split(" ")[0] or regular_past(verb)
    participle = str(entry.get("part", "")).split(" ")[0] or past
    takes = frozenset(str(entry["takes"]).split())
    forms = {"base": verb, "s": third_person(verb), "ing": ing(verb), "past": past}
    made = [(form, word, form == "past" and past == participle) for form, word in forms.items()]
    if participle != past:
        made.append(("part", participle, True))
    return [(word, Cue(lemma, entry["class"], takes, form, tuple(tail), part)) for form, word, part in made]
