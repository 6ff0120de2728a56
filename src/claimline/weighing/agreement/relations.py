"""How two values of one slot stand to each other.

Two values contradict each other (`apart`) only where that is known: what is less precise (`looser`), what overlaps and
what cannot be compared (`open`) contradicts nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import singledispatch
from typing import Any, Literal

from claimline.model import Spot
from claimline.model.weighed import Stand
from claimline.weighing.grading.camps import standing

#: What the first value is to the second: the same, less precise, more precise, not comparable or both possible, or
#: impossible together.
Relation = Literal["same", "looser", "tighter", "open", "apart"]

#: Precisions of a place that is a point on the map.
POINTS = ("settlement", "area")
_NEIGHBOURS_KM = 15.0  # places so near each other may be one event's place under two names
_EARTH_KM = 6371.0
_INVERSE: dict[Relation, Relation] = {"looser": "tighter", "tighter": "looser"}


@dataclass(frozen=True)
class PartyValue:
    """Who acted or was acted upon.

    words: its name, folded. mutual: in events of this kind all parties act. foe_of: no party is named, but it is an
    opponent of this side.
    """

    name: str
    side: str | None
    words: frozenset[str]
    day: str
    mutual: bool = False
    foe_of: str | None = None


@dataclass(frozen=True)
class HolderValue:
    """Who holds a place: `state` "holds" or "gave up" (then `party` is who does not), or "contested"."""

    state: Literal["holds", "gave up", "contested"]
    party: PartyValue | None


@dataclass(frozen=True)
class KindValue:
    kind: str


@dataclass(frozen=True)
class PlacesValue:
    spots: tuple[Spot, ...]


@dataclass(frozen=True)
class DaysValue:
    """ISO days, inclusive; either end may be open. lasting: days of looking at a state."""

    first: str | None
    last: str | None
    lasting: bool = False


@dataclass(frozen=True)
class FigureValue:
    """Ranges of a number, and the side that is counted where it is known."""

    ranges: tuple[tuple[float, float], ...]
    whom: str | None


@dataclass(frozen=True)
class StageValue:
    stage: str


@dataclass(frozen=True)
class StandValue:
    """Whether it happened at all."""

    stand: Stand


@singledispatch
def relate(a: Any, b: Any) -> Relation:
    """The relation of two values of one slot; of values that nothing is known about it is open."""
    return "same" if a == b else "open"


def inverse(relation: Relation) -> Relation:
    return _INVERSE.get(relation, relation)


@relate.register
def _stands(a: StandValue, b: StandValue) -> Relation:
    if a == b:
        return "same"
    return "apart" if {a.stand, b.stand} == {"says", "denies"} else "open"


@relate.register
def _stages(a: StageValue, b: StageValue) -> Relation:
    """Promised, approved and delivered follow each other; what is blocked was not delivered."""
    if a == b:
        return "same"
    return "apart" if {a.stage, b.stage} == {"blocked", "delivered"} else "open"


@relate.register
def _kinds(a: KindValue, b: KindValue) -> Relation:
    if a.kind == b.kind:
        return "same"
    if b.kind.startswith(a.kind + "."):
        return "looser"
    return "tighter" if a.kind.startswith(b.kind + ".") else "open"


@relate.register
def _parties(a: PartyValue, b: PartyValue) -> Relation:
    if a.foe_of or b.foe_of:
        return _foes(a, b)
    if a.side and b.side:
        stand = standing(a.side, b.side, min(a.day, b.day))
        if a.side == b.side:
            return "same"
        return "apart" if stand in ("other", "third") and not (a.mutual or b.mutual) else "open"
    if a.words == b.words and a.words:
        return "same"
    if a.side is None and b.side is None and a.words and b.words:
        if a.words < b.words:
            return "looser"
        return "tighter" if b.words < a.words else "open"
    return "open"


def _foes(a: PartyValue, b: PartyValue) -> Relation:
    """An opponent of a side, and a party that may be one."""
    if a.foe_of and b.foe_of:
        return "same" if a.foe_of == b.foe_of else "open"
    side, named = (a.foe_of, b.side) if a.foe_of else (b.foe_of, a.side)
    if not side or not named or standing(side, named, min(a.day, b.day)) != "other":
        return "open"
    return "looser" if a.foe_of else "tighter"


@relate.register
def _holders(a: HolderValue, b: HolderValue) -> Relation:
    if a.state == b.state:
        if a.party is None or b.party is None:
            return "same" if a.party is b.party else "open"
        relation = _parties(a.party, b.party)
        return relation if a.state == "holds" or relation != "apart" else "open"
    if "contested" in (a.state, b.state):
        return "apart" if "holds" in (a.state, b.state) else "open"
    holder, gone = (a, b) if a.state == "holds" else (b, a)
    return _given_up(holder, gone) if holder is a else inverse(_given_up(holder, gone))


def _given_up(holder: HolderValue, gone: HolderValue) -> Relation:
    """ "A holds it" to "B gave it up": more precise where they are opponents, impossible where B is A.

    An ally may leave and the other stay.
    """
    if holder.party is None or gone.party is None:
        return "open"
    if _parties(holder.party, gone.party) == "same":
        return "apart"
    if not (holder.party.side and gone.party.side):
        return "open"
    stand = standing(holder.party.side, gone.party.side, min(holder.party.day, gone.party.day))
    return "tighter" if stand == "other" else "open"


@relate.register
def _days(a: DaysValue, b: DaysValue) -> Relation:
    if (a.first, a.last) == (b.first, b.last):
        return "same"
    a_low, a_high, b_low, b_high = _low(a), _high(a), _low(b), _high(b)
    if a_low <= b_low and b_high <= a_high:
        return "looser"
    if b_low <= a_low and a_high <= b_high:
        return "tighter"
    gap = max(a_low, b_low) - min(a_high, b_high)
    return "open" if gap <= 1 or a.lasting or b.lasting else "apart"  # a night has two dates


def _low(value: DaysValue) -> float:
    return date.fromisoformat(value.first).toordinal() if value.first else -math.inf


def _high(value: DaysValue) -> float:
    return date.fromisoformat(value.last).toordinal() if value.last else math.inf


@relate.register
def _figures(a: FigureValue, b: FigureValue) -> Relation:
    if a.whom and b.whom and a.whom != b.whom:
        return "open"
    if a.ranges == b.ranges:
        return "same"
    if len(a.ranges) > 1 or len(b.ranges) > 1:
        return "open"
    (a_low, a_high), (b_low, b_high) = a.ranges[0], b.ranges[0]
    if a_low <= b_low and b_high <= a_high:
        return "looser"
    if b_low <= a_low and a_high <= b_high:
        return "tighter"
    return "open" if max(a_low, b_low) <= min(a_high, b_high) else "apart"


@relate.register
def _places(a: PlacesValue, b: PlacesValue) -> Relation:
    """The most precise places of each; who names fewer of the same is less precise.

    Of several places the best pair decides: who names two may mean either.
    """
    mine, theirs = precise(a), precise(b)
    ids = {_identity(s) for s in mine}, {_identity(s) for s in theirs}
    if ids[0] == ids[1]:
        return "same"
    if ids[0] < ids[1] or ids[1] < ids[0]:
        return "looser" if ids[0] < ids[1] else "tighter"
    relations = {_spots(one, other) for one in mine for other in theirs}
    if len(mine) > 1 or len(theirs) > 1:
        return "apart" if relations == {"apart"} else "open"
    return relations.pop()


def _identity(spot: Spot) -> tuple[str, str]:
    """ "Near Bilka" has the id of Bilka, and is another place."""
    return spot.id or spot.name.casefold(), spot.precision


def precise(value: PlacesValue) -> tuple[Spot, ...]:
    """Without the regions, countries and towns that only say where the first place is ("Bilka, Odesa region")."""
    first = next((s.precision for s in value.spots if s.id and s.precision in POINTS), None)
    for precision in (first, "district", "region", "country"):
        found = tuple(s for s in value.spots if s.id and s.precision == precision)
        if found:
            return found
    return value.spots


def _spots(a: Spot, b: Spot) -> Relation:
    if a.id is None or b.id is None:
        return "same" if a.name.casefold() == b.name.casefold() else "open"
    if a.id == b.id and a.precision == b.precision:
        return "same"
    if a.id in b.inside:
        return "looser"
    if b.id in a.inside:
        return "tighter"
    if a.country and b.country and a.country != b.country:
        return "apart"
    points = [s for s in (a, b) if s.lat is not None and s.lon is not None]
    if len(points) == 2:
        return _by_distance(a, b)
    return "apart" if _outside(a, b) or _outside(b, a) else "open"


def _by_distance(a: Spot, b: Spot) -> Relation:
    gap = _km(a, b)
    wide_a, wide_b = (s.radius_km or 0.0 if s.precision == "area" else 0.0 for s in (a, b))
    if wide_a > wide_b and gap <= wide_a:
        return "looser"
    if wide_b > wide_a and gap <= wide_b:
        return "tighter"
    return "open" if gap <= wide_a + wide_b + _NEIGHBOURS_KM else "apart"


def _outside(point: Spot, wide: Spot) -> bool:
    """A settlement whose holders are known, and a region or district that is none of them."""
    return point.precision == "settlement" and bool(point.inside) and wide.precision in ("region", "district")


def _km(a: Spot, b: Spot) -> float:
    """Great-circle distance (haversine) of two spots that have a point."""
    lat_a, lon_a, lat_b, lon_b = (math.radians(x or 0.0) for x in (a.lat, a.lon, b.lat, b.lon))
    half = math.sin((lat_a - lat_b) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_a - lon_b) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(half))
