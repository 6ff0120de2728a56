"""What to call the values of facets."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, select

from claimline.ledger.numbers import among
from claimline.ledger.tables import claim_counts, claim_places, claims, places, reports

OWN_VOICE = "(the report itself)"


def labels(connection: Connection, name: str, values: Collection[str]) -> dict[str, str]:
    """A label for each value: how a name is written in the newest claim that has it; the value where it says enough."""
    called = {value: value or OWN_VOICE for value in values}
    if name == "speaker":
        called.update(written(connection, claims.c.speaker_folded, claims.c.speaker_name, values))
    elif name == "outlet":
        called.update(written(connection, reports.c.outlet_folded, reports.c.outlet, values))
    elif name in ("place", "region", "country"):
        called.update(place_names(connection, values))
    return called


def written(connection: Connection, key: Any, name: Any, values: Collection[str]) -> dict[str, str]:
    """How each name is written in the newest row of its table."""
    column = claims.c.report_key if key.table is claims else reports.c.key
    facet, value = ("speaker" if key.table is claims else "outlet"), claim_counts.c.value
    newest = select(name).where(key == value).order_by(column.desc()).limit(1).scalar_subquery()
    named = sorted(value for value in values if value)
    query = select(value, newest).where(claim_counts.c.facet == facet, among(value, named))
    return {one: str(called) for one, called in connection.execute(query) if called is not None} if named else {}


def place_names(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """Names by id: as weighing took them from the gazetteer, else as a claim has them; of holders too."""
    column = places.c
    query = select(column.place_id, column.name).where(among(column.place_id, ids))
    found = {row.place_id: row.name for row in connection.execute(query)}
    for one in sorted(set(ids) - found.keys()):
        name = _of_holder(connection, one) or connection.execute(_claimed(one)).scalar()
        if name:
            found[one] = str(name)
    return found


def _of_holder(connection: Connection, one: str) -> str | None:
    for level in ("region", "country", "district"):
        query = select(places.c[f"{level}_name"]).where(places.c[f"{level}_id"] == one).limit(1)
        name: str | None = connection.execute(query).scalar()
        if name:
            return name
    return None


def _claimed(one: str) -> Select[Any]:
    column = claim_places.c
    named = select(column.name).where((column.place_id == one) | (column.name_folded == one))
    return named.order_by(column.claim_key.desc()).limit(1)
