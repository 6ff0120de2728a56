"""Judgements on claims, joined with the gazetteer, with weighing and with pictures of earlier days."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from claimline.model import Telling
from claimline.model.judgement import Verdict
from claimline.model.record import Record
from claimline.model.telling import Inside

if TYPE_CHECKING:
    from claimline.ledger import Look
    from claimline.ledger.event_shelf import Group
    from claimline.reviewing import PlaceLookup


class Takes(Protocol):
    """What is asked for, such as `ledger.Wanted`."""

    def takes(self, telling: Telling) -> bool: ...


_COMPARED = 50  # tellings of an event that each of it is compared with: enough to see whether any says otherwise


def judged_records(
    records: Iterable[Record], verdicts: Mapping[str, tuple[Verdict, ...]], *, known: str | None = None
) -> list[Record]:
    """The records as people left them, by the end of the ISO day `known`; those that they rejected are left out."""
    if not verdicts:
        return list(records)
    from claimline.reviewing import judged

    left = (judged(record, verdicts.get(record["id"], ()), known=known) for record in records)
    return [record for record in left if record is not None]


def review_scores(members: Mapping[int, Telling], groups: Iterable[Group]) -> dict[int, float]:
    """How much each telling is worth a person's look, by its key, as far as its event tells."""
    from claimline.reviewing import Candidate, due

    keys = {telling.key: key for key, telling in members.items()}
    scores = {}
    for event in (event for group in groups for event in group.events):
        tellings = [members[keys[name]] for name in event.members]
        compared = tellings[:_COMPARED]
        for telling in tellings:
            others = tuple(other for other in compared if other is not telling)
            scores[keys[telling.key]] = due(Candidate(telling, others)).score
    return scores


@dataclass(frozen=True, slots=True)
class Before:
    """The claims that people have fixed, rejected or restored after a day, as they were told on that day.

    tellings: by keys below zero, which no telling of the ledger has. gone: keys of those that are told in their place
    now; heirs: which of `tellings` was told in place of each of these, if any.
    """

    tellings: dict[int, Telling] = field(default_factory=dict)
    gone: frozenset[int] = frozenset()
    heirs: dict[int, int] = field(default_factory=dict)

    @classmethod
    def of(cls, look: Look, known: str) -> Before | None:
        """None where nothing was told otherwise on the ISO day."""
        from claimline.model import telling_of

        found = list(look.judged_otherwise(known=known))
        if not found:
            return None
        now = look.named(f"{one.ref}:{one.claim}" for one in found if one.now is not None)
        then: dict[int, Telling] = {}
        heirs: dict[int, int] = {}
        for number, one in enumerate(found, start=1):
            if one.then is None:
                continue
            inside = look.inside(place["id"] for place in one.then["places"] if place["id"])
            told = {"report": one.ref, "known": one.known, "text": one.text}
            then[-number] = telling_of(one.then, inside=_holding(inside), **told)
            if f"{one.ref}:{one.claim}" in now:
                heirs[now[f"{one.ref}:{one.claim}"]] = -number
        return cls(then, frozenset(now.values()), heirs)

    def asked(self, keys: Collection[int], wanted: Iterable[Takes]) -> set[int]:
        """The keys that mean on that day what these mean now; with `wanted` only those below zero that it takes."""
        asked = tuple(wanted)
        kept = {key for key in keys if key not in self.gone}
        if not asked:
            return kept | {self.heirs[key] for key in keys if key in self.heirs}
        return kept | {key for key, telling in self.tellings.items() if any(one.takes(telling) for one in asked)}


def _holding(inside: Mapping[str, tuple[str, ...]]) -> Inside:
    return lambda place_id: inside.get(place_id, ())


def gazetteer_places(path: Path | None = None) -> PlaceLookup:
    """What the gazetteer at `path` (else the user's own) knows of a place id, for `Ledger.judge(places=…)`.

    It is opened when it is first asked. Raises GazetteerError then. No gazetteer is built for it.
    """
    from claimline.resolving.places.gazetteer import Gazetteer
    from claimline.resolving.places.schema import default_path

    opened: list[Gazetteer] = []

    def look(place_id: str) -> Record | None:
        if not opened:
            if not (path or default_path()).exists():
                return None
            opened.append(Gazetteer.open(path))
        row = opened[0].by_id(place_id)
        if row is None:
            return None
        pinned = row.precision in ("settlement", "area")
        return {
            "name": row.name,
            "id": row.id,
            "lat": row.lat if pinned else None,
            "lon": row.lon if pinned else None,
            "precision": row.precision,
            "radius_km": row.radius_km,
            "country": row.country or None,
        }

    return look
