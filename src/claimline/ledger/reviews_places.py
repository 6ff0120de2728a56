"""What a ledger knows of a place by its id: enough to put it into a claim."""

from __future__ import annotations

from sqlalchemy import Connection, select

from claimline.ledger.rows import storable
from claimline.ledger.tables import claim_places, places
from claimline.model.record import Record
from claimline.reviewing import PlaceLookup


def place_lookup(connection: Connection, others: PlaceLookup | None = None) -> PlaceLookup:
    """Asks `others` (a gazetteer) first, then the ledger."""

    def look(place_id: str) -> Record | None:
        found = others(place_id) if others else None
        return found or known(connection, place_id)

    return look


def known(connection: Connection, place_id: str) -> Record | None:
    """The place as weighing kept it, with the point that a claim gives it; None where no claim was ever there."""
    wanted = storable(place_id)
    told = connection.execute(select(places.c.name, places.c.precision).where(places.c.place_id == wanted)).first()
    column = claim_places.c
    names = ("name", "precision", "latitude", "longitude", "radius_km", "country")
    query = select(*(column[name] for name in names)).where(column.place_id == wanted)
    of_place = query.where(column.precision == told.precision) if told else query
    row = connection.execute(of_place.order_by(column.claim_key, column.position).limit(1)).first()
    if told is None and row is None:
        return None
    return {
        "name": told.name if told else row.name,  # type: ignore[union-attr]
        "id": place_id,
        "lat": row.latitude if row else None,
        "lon": row.longitude if row else None,
        "precision": told.precision if told else row.precision,  # type: ignore[union-attr]
        "radius_km": row.radius_km if row else None,
        "country": row.country if row else None,
    }
