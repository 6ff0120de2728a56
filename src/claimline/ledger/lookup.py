"""From what a person types to the report or claim that is meant."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, func, select

from claimline.errors import NotFound, Retired
from claimline.ledger.rows import storable
from claimline.ledger.tables import claims, event_redirects, events, redirects, reports


class UnknownName(NotFound):
    """A name that means nothing in this ledger and never did (not one that means several things, or did once)."""


def report_key(connection: Connection, name: str) -> int:
    """The key of the report with this ref or id, or of the only one whose ref or id begins so. Raises NotFound."""
    name, column = storable(name), reports.c
    exact = (column.ref == name, column.id == name)
    begins = (_begins(column.ref, name), _begins(column.id, name))
    for one, other in (exact, begins):
        rows = connection.execute(
            select(column.key, column.ref, column.outlet).where(one | other).order_by(column.key).limit(10)
        ).all()
        if len(rows) == 1:
            return int(rows[0].key)
        if rows:
            which = "; ".join(f"{row.ref} ({row.outlet or 'outlet unknown'})" for row in rows)
            raise NotFound(f"several reports are called {name!r}", then=f"Name one of: {which}")
    raise UnknownName(f"there is no report {name!r} in this ledger", then="See them with: claimline list --reports")


def living_id(connection: Connection, name: str) -> str:
    """The id of the claim that `name` means today. Raises NotFound."""
    name = storable(name)
    visited: set[str] = set()
    while name not in visited:
        visited.add(name)
        if connection.execute(select(claims.c.id).where(claims.c.id == name).limit(1)).first():
            return name
        ids = connection.execute(
            select(claims.c.id).where(_begins(claims.c.id, name)).distinct().order_by(claims.c.id).limit(10)
        ).scalars()
        begun = sorted(ids)
        if len(begun) == 1:
            return str(begun[0])
        if begun:
            raise NotFound(f"several claims begin with {name!r}", then=f"Name one of: {', '.join(begun)}")
        name = _redirected(connection, name)
    raise Retired(f"claim {name!r} is of an earlier reading and has no successor")


def event_id(connection: Connection, name: str) -> str:
    """The id of the event that `name` means today: its id, the unique beginning of it, or an id that it once had.

    Raises NotFound.
    """
    name = storable(name)
    visited: set[str] = set()
    while name not in visited:
        visited.add(name)
        if connection.execute(select(events.c.id).where(events.c.id == name)).first():
            return name
        begun = (
            connection.execute(select(events.c.id).where(_begins(events.c.id, name)).order_by(events.c.id).limit(10))
            .scalars()
            .all()
        )
        if len(begun) == 1:
            return str(begun[0])
        if begun:
            raise NotFound(f"several events begin with {name!r}", then=f"Name one of: {', '.join(begun)}")
        former = event_redirects.c
        gone = select(former.old_id, former.new_id).where((former.old_id == name) | _begins(former.old_id, name))
        row = connection.execute(gone.order_by(former.old_id).limit(1)).first()
        if row is None:
            raise UnknownName(f"there is no event {name!r} in this ledger", then="See them: claimline list --events")
        if row.new_id is not None:
            name = str(row.new_id)
    raise Retired(f"event {name!r} is no more: none of its claims is left")


def _redirected(connection: Connection, name: str) -> str:
    query = select(redirects.c.new_id, redirects.c.report_key).where(redirects.c.old_id == name)
    rows = connection.execute(query.order_by(redirects.c.new_id.is_(None), redirects.c.key.desc())).all()
    if not rows:
        raise UnknownName(f"there is no claim {name!r} in this ledger", then="See them with: claimline list")
    if rows[0].new_id is None:
        ref = connection.execute(select(reports.c.ref).where(reports.c.key == rows[0].report_key)).scalar_one()
        raise Retired(
            f"claim {name!r} was of an earlier reading; the newer one has none in its place",
            then=f"See the report with: claimline show {ref}",
        )
    return str(rows[0].new_id)


def _begins(column: ColumnElement[str], name: str) -> ColumnElement[bool]:
    """Whether a column begins with `name`, so that an index answers it. Nothing begins with an empty name."""
    return (column >= name) & (column < f"{name}\U0010ffff") if name else column.is_(None)


def outlets_of(connection: Connection) -> list[str]:
    """The folded names of all outlets: the next one after each, since there are few of them and many reports."""
    name = reports.c.outlet_folded
    found = select(func.min(name).label("name")).cte("outlets", recursive=True)
    following = select(func.min(name)).where(name > found.c.name).scalar_subquery()
    found = found.union_all(select(following).where(found.c.name.is_not(None)))
    return list(connection.execute(select(found.c.name).where(found.c.name.is_not(None))).scalars())
