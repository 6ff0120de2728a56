"""The list of evidence: every claim that a sentence rests on, numbered in the order in which it is first used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from claimline.model import Telling
from claimline.model.judgement import Status
from claimline.model.sitrep import Evidence, Material, Printed, Sentence, Sitrep
from claimline.publishing.sitrep.speakers import NO_OUTLET, voice, voice_key
from claimline.publishing.words import visible

_Key = tuple[str, str]


def tellings_of(material: Material) -> dict[str, Telling]:
    """All tellings of the material, by key."""
    found = {telling.key: telling for case in material.cases for telling in case.tellings}
    states = [*material.states, *(change.after for change in material.changes)]
    for state in states:
        told = (*state.claims_for, *state.claims_against, *state.listed)
        found.update((one.telling.key, one.telling) for one in told)
    for change in material.changes:
        found.update((one.telling.key, one.telling) for step in change.steps for one in step.claims)
    found.update((wider.telling.key, wider.telling) for wider in material.wider)
    return found


class Collector:
    """Gives evidence its numbers; the same words of the same speaker are one piece, whoever printed them."""

    def __init__(self, material: Material) -> None:
        self.material, self.tellings = material, tellings_of(material)
        self._numbers: dict[_Key, int] = {}
        self._members: dict[_Key, list[Telling]] = {}

    def cite(self, keys: Iterable[str]) -> None:
        for telling in self._known(keys):
            key = _alike(telling)
            self._numbers.setdefault(key, len(self._numbers) + 1)
            members = self._members.setdefault(key, [])
            if telling not in members:
                members.append(telling)

    def _known(self, keys: Iterable[str]) -> list[Telling]:
        found = [self.tellings[key] for key in set(keys) if key in self.tellings]
        return sorted(found, key=lambda telling: (telling.known, telling.key))

    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(self._one(key, number) for key, number in self._numbers.items())

    def _one(self, key: _Key, number: int) -> Evidence:
        members = sorted(self._members[key], key=lambda t: (t.known, t.key))
        first = members[0]
        status: Status = self.material.status.get(first.key, "open")
        return Evidence(number, first.text, voice(first), first.kind, status, tuple(map(self._printed, members)))

    def _printed(self, telling: Telling) -> Printed:
        sheet = self.material.sheets.get(telling.report)
        title, url = (sheet.title, sheet.url) if sheet else (None, None)
        return Printed(telling.key, telling.outlet or NO_OUTLET, telling.known, title, url)


def _alike(telling: Telling) -> _Key:
    return " ".join(visible(telling.text).casefold().split()), voice_key(telling)


def numbers_of(report: Sitrep) -> Mapping[str, int]:
    """The number of evidence of each claim, by the claim's key."""
    return {claim: one.number for one in report.evidence for claim in one.claims}


def cited(claims: Iterable[str], numbers: Mapping[str, int]) -> tuple[int, ...]:
    """The numbers of the evidence of these claims, each once."""
    return tuple(sorted({numbers[claim] for claim in claims if claim in numbers}))


def runs(found: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as runs from first to last: 1, 2, 3, 7 are 1 to 3 and 7 to 7."""
    made: list[tuple[int, int]] = []
    for one in found:
        if made and made[-1][1] == one - 1:
            made[-1] = (made[-1][0], one)
        else:
            made.append((one, one))
    return made


def cite_all(collector: Collector, sentences: Iterable[Sentence]) -> None:
    for sentence in sentences:
        collector.cite(sentence.claims)
