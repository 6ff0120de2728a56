"""What a picture is asked for: a place or an area, days, rules."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from claimline.errors import NotFound, UsageError
from claimline.model.toll import Scope

if TYPE_CHECKING:
    from claimline.ledger import KnownPlace, Look, Wanted
    from claimline.picturing.control import Rules


@dataclass(frozen=True, slots=True)
class Place:
    """What a picture is of. ids: of the place, and with an area of all that lies in it; None for everywhere."""

    ids: tuple[str, ...] | None = None
    place: KnownPlace | None = None

    def scope(self, days: Scope) -> Scope:
        """The scope of these days in this place."""
        if self.place is None:
            return days
        holders = frozenset(self.place.inside)
        return replace(days, places=frozenset({self.place.id}), holders=holders, name=self.place.name)


def place_asked(look: Look, place: str | None, area: str | None) -> Place:
    if place is not None and area is not None:
        raise UsageError("give a place or an area, not both", then="An area is taken with all that lies in it.")
    if place is not None:
        found = _known(look, place)
        return Place((found.id,), found)
    if area is not None:
        found = _known(look, area)
        return Place(look.within(found), found)
    return Place()


def _known(look: Look, name: str) -> KnownPlace:
    """The ledger's place of this name or id; else the only one that the gazetteer knows under another spelling of it.

    Raises NotFound.
    """
    try:
        return look.place(name)
    except NotFound:
        spelt = _spelt_otherwise(look, name)
        if len(spelt) != 1:
            raise
        return spelt[0]


def _spelt_otherwise(look: Look, name: str) -> list[KnownPlace]:
    """Places of the ledger that have another name there than the one given. No gazetteer is built for it."""
    from claimline.ledger.places import place_key
    from claimline.resolving.places.gazetteer import Gazetteer
    from claimline.resolving.places.schema import default_path

    if not default_path().exists():
        return []
    gazetteer = Gazetteer.open()
    try:
        seen = gazetteer.lookup(name)
        ids = [row.id for row in seen.rows] if seen.rung != "edit" else []  # a letter off is asked back
    finally:
        gazetteer.close()
    found = []
    for one in ids:
        with suppress(NotFound):
            found.append(look.place(one))
    return [place for place in found if place_key(place.name) != place_key(name)]


def tellings_asked(where: Place, scope: Scope, kinds: tuple[str, ...], *, stock: str) -> tuple[Wanted, ...]:
    """Tellings of the place, and of what holds it: they may be about it. The latest stock may be of any day before."""
    from claimline.ledger import Wanted

    ids = None if where.ids is None else (*where.ids, *sorted(scope.holders))
    return Wanted(ids, kinds, scope.since, scope.last), Wanted(ids, (stock,), None, scope.last)


def rules_asked(given: Rules | Path | None) -> Rules:
    from claimline.picturing.control import default_rules, rules_of

    if given is None:
        return default_rules()
    if not isinstance(given, Path):
        return given
    try:
        return rules_of(given.read_text(encoding="utf-8"), str(given))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"these rules cannot be read: {error}", where=str(given)) from error
