"""What browsing gives: pages of records, counts, and facets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimline.model.record import Record

Sort = Literal["newest", "oldest", "day", "name", "claims", "size"]


@dataclass(frozen=True, slots=True)
class Page:
    """Some records of a list. next: a cursor for the ones that follow; None at the end."""

    rows: tuple[Record, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are. Not `exact`: time was up, and there are at least so many."""

    number: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value that claims have, what to call it, and how many have it. value: what the filter of this name takes."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """The most frequent values of one property, most first, then by value.

    Not `complete`: time was up, and only the newest claims were counted.
    """

    name: str
    values: tuple[FacetValue, ...]
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of a list with how many there are in all, and the facets that were asked for."""

    page: Page
    count: Count
    facets: tuple[Facet, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceClaims:
    """A place on a map, with the claims that name it. families: number of claims by family, most first.

    latitude, longitude in degrees, radius in kilometres; None for what is no point.
    """

    id: str
    name: str
    lat: float | None
    lon: float | None
    precision: str
    radius_km: float | None
    families: dict[str, int]

    @property
    def claims(self) -> int:
        return sum(self.families.values())


@dataclass(frozen=True, slots=True)
class EventClaims:
    """Claims of a map that are about one event. kind, place: of most of them, and not of what else is known of it.

    keys: the claims in the ledger. first_day, last_day: ISO days that they are about.
    """

    id: str
    kind: str
    place: str | None
    keys: tuple[int, ...]
    first_day: str | None
    last_day: str | None


@dataclass(frozen=True, slots=True)
class ClaimMap:
    """What a map of claims shows. places: those with coordinates, most claims first, at most as many as asked for.

    claims: all that pass the filters; unplaced: those of them that name no place with coordinates. areas: named places
    without a point (regions, countries), as `places`. complete: no place was left out. events: what the claims are
    about, most claims first; None where there are more claims than a map groups.
    """

    places: tuple[PlaceClaims, ...]
    areas: tuple[PlaceClaims, ...]
    claims: int
    unplaced: int
    complete: bool
    events: tuple[EventClaims, ...] | None = None
