"""Place mentions of a reading, each with the place that it names."""

from __future__ import annotations

from dataclasses import replace

from claimline.model import Candidate, Part, Reading, ResolvedPlace, Rung
from claimline.resolving.places.anaphors import anaphor_kind, point_back
from claimline.resolving.places.choosing import Node, choose
from claimline.resolving.places.evidence import prior, stated
from claimline.resolving.places.gazetteer import Gazetteer
from claimline.resolving.places.geometry import km
from claimline.resolving.places.precision import spot
from claimline.resolving.places.rows import PlaceRow
from claimline.resolving.places.scoring import Weights
from claimline.resolving.places.spelling import disguised
from claimline.resolving.places.stories import StoryContext
from claimline.resolving.places.targets import Target, targets

SHOWN = 8  # candidates kept with a resolved place
SAME_SPOT_KM = 5.0
MIN_SUPPORT = 0.3
_SUPPORT = frozenset({"country", "nationality", "stated", "distance", "other places", "story"})
MIN_CONFIDENCE = 0.6
MIN_FUZZY_CONFIDENCE = 0.7
_DISGUISED_TRUST = 0.8  # a name in letters that look like others may be a slip of the keyboard, or a trap
_RUNG_TRUST: dict[Rung | None, float] = {"exact": 1.0, "key": 0.97, "edit": 0.85, "context": 0.9, None: 0.0}


class PlaceResolver:
    """Chooses for every place mention of a reading one place of the gazetteer, or none."""

    def __init__(self, gazetteer: Gazetteer, weights: Weights | None = None) -> None:
        self.gazetteer = gazetteer
        self._weights = weights or Weights()

    def resolve(self, reading: Reading, story: StoryContext | None = None) -> tuple[ResolvedPlace, ...]:
        """One `ResolvedPlace` a place mention, resolved or not, in the order of the text.

        Place phrases of links that no mention covers ("the city") are resolved too. Persons, organisations and peoples
        never become places; a name of unknown type only where gazetteer and context agree. `story`: what other reports
        of the same story name, as evidence.
        """
        text = reading.report.text
        found = targets(reading, self.gazetteer)
        facts = stated(text, found)
        nodes, node_of = choose(found, facts, prior(reading, found, story), self._weights)
        places: list[ResolvedPlace] = []
        for i, target in enumerate(found):
            if target.hidden:
                continue
            kind = anaphor_kind(target.phrase.text)
            if kind is not None:
                back = point_back(target.phrase.span, kind, target.phrase.text, places, self.gazetteer)
                places.append(back or _unresolved(target))
            else:
                places.append(self._place(target, nodes[node_of[i]]))
        return tuple(places)

    def _place(self, target: Target, node: Node) -> ResolvedPlace:
        order = _ranked(node, target)
        if not order:
            return _unresolved(target)
        best = order[0][0]
        chance = sum(share for row, share, _ in order if _same_spot(best, row))
        confidence = round(chance * _RUNG_TRUST[target.rung], 3)
        disguise = disguised(target.phrase.text)
        if disguise:
            confidence = round(confidence * _DISGUISED_TRUST, 3)
        told = [Part("letters", 0.0, disguise)] if disguise else []
        shown = tuple(self._candidate(row, [*node.parts[index], *told]) for row, _, index in order[:SHOWN])
        floor = MIN_FUZZY_CONFIDENCE if target.rung == "edit" else MIN_CONFIDENCE
        if confidence < floor or (target.rung == "edit" and not _has_support(node.parts[order[0][2]])):
            return replace(_unresolved(target), candidates=shown, confidence=confidence)
        where = spot(target.phrase, best, target.facility)
        return ResolvedPlace(
            span=target.phrase.span,
            text=target.phrase.text,
            name=where.name,
            id=best.id,
            lat=where.lat,
            lon=where.lon,
            precision=where.precision,
            radius_km=where.radius_km,
            rung=target.rung,
            confidence=confidence,
            candidates=shown,
            country=best.country or None,
        )

    def _candidate(self, row: PlaceRow, parts: list[Part]) -> Candidate:
        return row.candidate(self.gazetteer.within(row), sum(p.value for p in parts), tuple(parts))


def _has_support(parts: list[Part]) -> bool:
    """Whether anything in the report speaks for a candidate: a name one letter off is no evidence by itself."""
    return any(p.name in _SUPPORT and p.value > MIN_SUPPORT for p in parts)


def _ranked(node: Node, target: Target) -> list[tuple[PlaceRow, float, int]]:
    """The candidates of a target's name with their odds, best first."""
    own = {r.pk for r in target.rows}
    entries = [
        (row, share, i) for i, (row, share) in enumerate(zip(node.rows, node.odds, strict=True)) if row.pk in own
    ]
    return sorted(entries, key=lambda e: (-e[1], -e[0].population, e[0].id))


def _same_spot(a: PlaceRow, b: PlaceRow) -> bool:
    """Whether two rows are one place to a reader: the same point, give or take, at the same level."""
    if a.pk == b.pk:
        return True
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    small = {"settlement", "facility", "part", "relief", "water"}
    if a.kind.place_class in small and (b.kind.place_class in small or b.kind.place_class == "district"):
        return km(a.lat, a.lon, b.lat, b.lon) <= SAME_SPOT_KM
    return a.kind.place_class == b.kind.place_class and km(a.lat, a.lon, b.lat, b.lon) <= 10 * SAME_SPOT_KM


def _unresolved(target: Target) -> ResolvedPlace:
    """The name kept, and nothing else."""
    name = " ".join(target.phrase.text.split())
    return ResolvedPlace(target.phrase.span, target.phrase.text, name, None, None, None, "unresolved", None, None, 0.0)
