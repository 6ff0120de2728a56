"""How it is put that somebody says so: by who they are, how many origins they have, and how sure they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from claimline.model import Telling
from claimline.model.sitrep import Material, Sentence, WeighedCase
from claimline.model.weighed import TellingWeighed
from claimline.publishing.sitrep.english import capital, listed, quoted, small
from claimline.publishing.sitrep.speakers import voices, who
from claimline.vocab import load


@dataclass(frozen=True)
class Voices:
    """What weighing found of tellings: their sides, interests and grades, by key."""

    material: Material
    weighed: Mapping[str, TellingWeighed]
    cases: Mapping[str, WeighedCase]

    @classmethod
    def of(cls, material: Material) -> Voices:
        weighed = {one.key: one for case in material.cases for one in case.weighed.tellings}
        return cls(material, weighed, {key: case for case in material.cases for key in case.event.members})

    def side(self, telling: Telling) -> str | None:
        found = self.weighed.get(telling.key)
        return found.side if found else (telling.speaker.side if telling.speaker else None)

    def conceded(self, telling: Telling) -> bool:
        found = self.weighed.get(telling.key)
        return found is not None and found.interest == "against"

    def grade(self, tellings: Sequence[Telling]) -> str | None:
        """The grade of what these say: that of the first of them that was weighed."""
        found = next((self.weighed[t.key] for t in tellings if t.key in self.weighed), None)
        return found.grade.code if found else None

    def alone(self, tellings: Sequence[Telling]) -> str | None:
        """The grade of what one line says by itself, whatever else is told of the event.

        Its digit is 3 where it speaks against its interest, else 6, as vocab/grades.yaml has it for one line; what is
        worse than that stays.
        """
        code = self.grade(tellings)
        best = 3 if all(map(self.conceded, tellings)) else 6
        return f"{code[0]}{max(int(code[1:]), best) if int(code[1:]) < 4 else code[1:]}" if code else None

    def events(self, tellings: Iterable[Telling]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.cases[t.key].event.id for t in tellings if t.key in self.cases))

    def told(self, tellings: Iterable[Telling]) -> Told:
        return Told(self, tuple(sorted(tellings, key=lambda t: (t.known, t.key))))


@dataclass(frozen=True)
class Told:
    """Tellings that say the same, put into words together; `tellings` with the earliest known first, at least one."""

    about: Voices
    tellings: tuple[Telling, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        return voices(self.tellings)

    @property
    def who(self) -> str:
        return who(self.names)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(telling.key for telling in self.tellings)

    @cached_property
    def origins(self) -> int:
        known = self.about.material.origins
        return len({known.get(telling.report, telling.report) for telling in self.tellings})

    def form(self) -> str:
        """Which pattern of vocab/sitrep.yaml fits."""
        if all(t.modality == "hedged" for t in self.tellings):
            return "hedged"
        if self._opposite():
            return "opposite"
        if all(self.about.conceded(t) for t in self.tellings):
            return "conceded"
        if all(t.speaker is None for t in self.tellings) and self.origins == 1:
            return "outlet"
        if len(self.names) == 1:
            return "alone"
        if self.origins == 1:
            return "one_origin"
        return "origins"

    def _opposite(self) -> bool:
        """Two voices and no more, of sides that fight each other."""
        sides = {self.about.side(t) for t in self.tellings}
        return len(self.names) == 2 and frozenset(s for s in sides if s) in self.about.material.opponents

    def quote(self, limit: int = 180) -> str:
        """The longest of the words that still fit, as exact words; the earliest known of equal ones."""
        fitting = [t.text for t in self.tellings if t.text and len(t.text) <= limit]
        text = max(fitting, key=len) if fitting else self.tellings[0].text
        return quoted(text, limit) if len(text.split()) >= _FEWEST else ""

    def says(self, what: str, *, be: str = "was", when: str = "") -> Sentence:
        """ "According to X alone, there was an air strike on 3 May: “…”." """
        return self._sentence("told", what, be, when, self.quote())

    def clause(self, what: str, *, when: str = "", all_words: bool = False) -> Sentence:
        """ "According to X alone, Army One took Bilka on 3 May: “…”."; `all_words` quotes each that says so."""
        return self._sentence("clause", what, "", when, self.quotes() if all_words else self.quote())

    def quotes(self, most: int = 3) -> str:
        """The words of each, where they differ: “a”, “b” and “c”."""
        found = list(dict.fromkeys(quoted(t.text, 120) for t in self.tellings if t.text))
        inside = [one for one in found if not any(one != other and one.strip("“”") in other for other in found)]
        return listed(inside[:most])

    def against(self) -> Sentence:
        """ "X denied: “Bilka was surrounded”."; what carries its own "not" is only said."""
        return self.sentence(f"{self.denial()}.", self._counts(False))

    @property
    def only_denies(self) -> bool:
        """Whether the words themselves are of denying."""
        return all(_DENY.search(t.text) for t in self.tellings)

    def denial(self) -> str:
        """ "X denied: “Bilka was surrounded”", "X said: “Bilka was not surrounded”", "X denied this (“denies it”)"."""
        words = load("sitrep")
        if self.only_denies:
            return str(words["denies_this"].format(who=self.who, quote=f" ({self.quote()})" if self.quote() else ""))
        said = all(_NOT.search(t.text) for t in self.tellings)
        quote = f": {self.quote()}" if self.quote() else " it"
        return str(words["says_not" if said else "denies"].format(who=self.who, quote=quote))

    def _sentence(self, patterns: str, what: str, be: str, when: str, words: str) -> Sentence:
        form = self.form()
        undated = form == "outlet" and _REPORTED.fullmatch(when)
        filled = load("sitrep")[patterns]["outlet_undated" if undated else form].format(
            day=undated[1] if undated else "",
            who=self.who,
            what=what,
            was=be,
            when=when,
            origins=small(self.origins),
            quote=f": {words}" if words else "",
        )
        return self.sentence(filled, self._counts(form == "origins"))

    def _counts(self, origins: bool) -> tuple[float, ...]:
        more = (float(len(self.names) - 2),) if len(self.names) > 3 else ()
        return (*((float(self.origins),) if origins else ()), *more)

    def sentence(self, text: str, counts: tuple[float, ...] = (), *, graded: bool = True) -> Sentence:
        """The text as a sentence that rests on these; not `graded`: it holds several positions, or what follows."""
        tellings, one_line = self.tellings, len(self.names) == 1 or self.origins == 1
        grade = self.about.alone(tellings) if one_line else self.about.grade(tellings)
        events = self.about.events(tellings)
        return Sentence(_ended(capital(text)), self.keys, events, grade if graded else None, counts=counts)


_REPORTED = re.compile(r" \(reported on ([^)]*)\)")
_FEWEST = 3  # words of a quotation: fewer say nothing that the sentence does not say
#: Words that make a sentence say that something is not so.
_NOT = re.compile(r"\b(?:not|no|never|none|nobody|neither|nor|without|unable)\b|n['’]t\b", re.IGNORECASE)
_DENY = re.compile(r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing))\b", re.IGNORECASE)


def _ended(text: str) -> str:
    """No second full stop after a quotation that ends with one, as English prints it."""
    for mark in (".”.", "!”.", "?”.", "…”."):
        if text.endswith(mark):
            return text[:-1]
    return text
