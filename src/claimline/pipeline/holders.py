"""What holds a place, asked of the gazetteer while claims are weighed, and kept in the ledger for later."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from claimline.model.record import Record

if TYPE_CHECKING:
    from claimline.ledger.places import Holder, KnownPlace
    from claimline.resolving.places.gazetteer import Gazetteer
    from claimline.resolving.places.rows import PlaceRow

_KNOWN = 8192  # places that are kept in mind: the same ones come again and again


class Holders:
    """The districts, regions and countries that hold places. A place that the gazetteer lacks is held by nothing."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[str, KnownPlace | None] = {}

    @classmethod
    def open(cls, path: Path | None = None) -> Holders:
        """With the gazetteer at `path`, else the user's own. Raises GazetteerError."""
        from claimline.resolving.places.gazetteer import Gazetteer

        return cls(Gazetteer.open(path))

    def close(self) -> None:
        """Close the gazetteer, with the pages of it that are in memory."""
        self._gazetteer.close()

    def inside(self, place_id: str) -> tuple[str, ...]:
        """The ids of what holds a place, smallest first."""
        place = self.place(place_id)
        return place.inside if place else ()

    def place(self, place_id: str) -> KnownPlace | None:
        if place_id not in self._known:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            row = self._gazetteer.by_id(place_id)
            self._known[place_id] = self._of(place_id, row) if row else None
        return self._known[place_id]

    def places(self, records: Iterable[Record]) -> dict[str, KnownPlace]:
        """The places that claim records name, by id, and all that hold them."""
        found: dict[str, KnownPlace] = {}
        for record in records:
            for named in record["places"]:
                if named["id"] and named["id"] not in found:
                    place = self.place(named["id"]) or _as_told(named)
                    found[place.id] = place
                    for holder in place.holders:
                        held = self.place(holder.id)
                        if held is not None:
                            found.setdefault(held.id, held)
        return found

    def _of(self, place_id: str, row: PlaceRow) -> KnownPlace:
        from claimline.ledger.places import KnownPlace

        ask = self._gazetteer
        district = ask.unit(row.country, row.admin1, row.admin2) if row.admin2 else None
        region = ask.unit(row.country, row.admin1) if row.admin1 else None
        units = (district, region, ask.unit(row.country))
        holders = [_holder(unit) if unit and unit.pk != row.pk else None for unit in units]
        return KnownPlace(place_id, row.name, row.precision, *holders)


def _holder(row: PlaceRow) -> Holder:
    from claimline.ledger.places import Holder

    return Holder(row.id, row.name)


def _as_told(named: Record) -> KnownPlace:
    """A place that the claims' gazetteer knew and this one does not."""
    from claimline.ledger.places import KnownPlace

    return KnownPlace(named["id"], named["name"], named["precision"])
