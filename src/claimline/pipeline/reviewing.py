"""Judgements on claims, joined with the gazetteer, with weighing and with pictures of earlier days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from claimline.model import Telling
from claimline.model.judgement import Verdict
from claimline.model.record import Record

if TYPE_CHECKING:
    from claimline.ledger.event_shelf import Group
    from claimline.reviewing import PlaceLookup


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
        for telling in tellings:
            others = tuple(other for other in tellings if other is not telling)
            scores[keys[telling.key]] = due(Candidate(telling, others)).score
    return scores


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
