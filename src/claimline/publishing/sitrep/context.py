"""What all sections of a situation report share: the material, who speaks, the order of sides, days in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from claimline.model import Telling
from claimline.model.sitrep import Material, Section, Sentence, WeighedCase
from claimline.model.telling import Spot
from claimline.publishing.sitrep.attribution import Told, Voices
from claimline.publishing.sitrep.english import count, day_words, listed, shown, whole_words
from claimline.publishing.sitrep.evidence import tellings_of
from claimline.publishing.sitrep.speakers import SideOrder
from claimline.vocab import load, word_set

_POINTS = ("settlement", "area", "unresolved")
_COARSE = ("region", "district", "country")
_LONG = timedelta(days=62)  # of a time that began before the period, only the end says something


@dataclass(frozen=True)
class Context:
    material: Material

    @cached_property
    def voices(self) -> Voices:
        return Voices.of(self.material)

    @cached_property
    def tellings(self) -> dict[str, Telling]:
        return tellings_of(self.material)

    @cached_property
    def order(self) -> SideOrder:
        return SideOrder.of(self.tellings.values())

    @cached_property
    def _year(self) -> str | None:
        """The year that need not be said with every day, where the period lies within one."""
        since, last = self.material.scope.since or "", self.material.scope.last or ""
        return last[:4] if since[:4] == last[:4] else None

    @property
    def area(self) -> str:
        return shown(self.material.scope.name)

    def told(self, keys: Iterable[str]) -> Told | None:
        """The tellings with these keys, put together; None where there is none of them."""
        found = [self.tellings[key] for key in dict.fromkeys(keys) if key in self.tellings]
        return self.voices.told(found) if found else None

    def day(self, day: str) -> str:
        return day_words(day, year=day[:4] != self._year)

    def on(self, first: str, last: str) -> str:
        """ " on 3 May", " between 3 and 5 May"; "" for so long a time that it says nothing."""
        if first == last:
            return f" on {self.day(first)}"
        whole = whole_words(first, last)
        if whole and last <= (self.material.scope.last or ""):
            return f" in {whole}"
        if first < (self.material.scope.since or "") and date.fromisoformat(last) - date.fromisoformat(first) > _LONG:
            return f" by {self.day(last)}" if last <= (self.material.scope.last or "") else ""
        if first[:7] == last[:7]:
            return f" between {int(first[8:])} and {self.day(last)}"
        return f" between {self.day(first)} and {self.day(last)}"

    @cached_property
    def cases(self) -> dict[str, WeighedCase]:
        """The events, by id."""
        return {case.event.id: case for case in self.material.cases}

    def inside(self, spot: Spot) -> bool:
        """Whether the place lies in the area of the report, as far as the ledger knows."""
        return spot.id is not None and bool(self.material.scope.places & {spot.id, *spot.inside})

    def _preposition(self, name: str) -> str:
        """ "at" for a settlement, "in" for a region, none before "north of Bilka"."""
        if name[:1].islower() or name[:1].isdigit():
            if name[:1].isdigit():
                return "within" if len(name.split()) > 2 and name.split()[2] == "of" else ""
            words = name.casefold().split()
            if words[0] in word_set("sitrep", "parts_of"):
                return "in"
            return "" if set(words) & word_set("sitrep", "directions_of") else "at the"
        words = name.split() or [name]  # a report may call a place by spaces alone
        ends = {words[0], words[-1]}
        the = " the" if ends & word_set("sitrep", "the_places") else ""
        return f"{'in' if name in self._coarse else 'at'}{the}"

    def narrow(self, places: Iterable[str]) -> list[str]:
        """Of these names those inside of the area, of them the settlements and the like, where there are any."""
        found = list(dict.fromkeys(places))
        found = [name for name in found if name in self._of_area] or found
        return [name for name in found if name not in self._coarse] or found

    @cached_property
    def _of_area(self) -> frozenset[str]:
        return frozenset(s.name for t in self.tellings.values() for s in t.places if s.id is None or self.inside(s))

    @cached_property
    def _coarse(self) -> frozenset[str]:
        spots = (spot for telling in self.tellings.values() for spot in telling.places)
        return frozenset({s.name for s in spots if s.precision in _COARSE} | {self.material.scope.name})

    def at(self, places: Iterable[str], most: int = 4) -> str:
        """ " at Bilka and Dubove", " in Bilka region", " north of Bilka"."""
        found = [name for name in dict.fromkeys(places) if name]
        by_word: dict[str, list[str]] = {}
        for name in found[:most]:
            by_word.setdefault(self._preposition(name), []).append(shown(name))
        if len(found) > most:
            by_word.setdefault("at", []).append(count(len(found) - most, "other place"))
        parts = [f"{word} {listed(names)}".strip() for word, names in by_word.items()]
        return f" {' and '.join(parts)}" if parts else ""

    def places(self, telling: Telling) -> tuple[Spot, ...]:
        """The places inside the area that the claim is about: settlements and the like where it names any."""
        spots = [spot for spot in telling.places if spot.role != "from" and self.inside(spot)]
        points = [spot for spot in spots if spot.precision in _POINTS]
        return tuple({spot.name: spot for spot in points or spots}.values())

    def outlets(self) -> str:
        """ "12 outlets": all that were read in the period."""
        return count(len(self.material.watched.outlets), "outlet")

    def nothing(self, name: str) -> Section:
        """A section that nothing is told of."""
        words, watched = load("sitrep"), self.material.watched
        if self.material.public:
            text = words["nothing_public"].format(what=words["topics"][name], area=self.area)
            return Section(name, words["titles"][name], (Sentence(text, frame=True),))
        if not watched.reports:
            return Section(name, words["titles"][name], (Sentence(words["nothing_at_all"], frame=True),))
        outlets = self.outlets() if watched.outlets else count(watched.reports, "report")
        text = words["nothing"].format(what=words["topics"][name], area=self.area, outlets=outlets)
        number = float(len(watched.outlets) or watched.reports)
        return Section(name, words["titles"][name], (Sentence(text, frame=True, counts=(number,)),))

    def title(self, name: str) -> str:
        return str(load("sitrep")["titles"][name])


def frame(text: str, *counts: float, claims: Iterable[str] = (), events: Iterable[str] = ()) -> Sentence:
    """A sentence about the report itself; `counts` are the numbers in it, `claims` what they were counted from."""
    return Sentence(
        text, tuple(dict.fromkeys(claims)), tuple(events), frame=True, counts=tuple(float(n) for n in counts)
    )


def names(items: Iterable[str], most: int = 8) -> str:
    """ "A, B and three others"."""
    found = [shown(item) for item in items]
    if len(found) <= most:
        return listed(found)
    return listed([*found[: most - 1], count(len(found) - most + 1, "other")])
