"""What a picture is asked for: a place or an area, days, rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from claimline.errors import UsageError
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
        found = look.place(place)
        return Place((found.id,), found)
    if area is not None:
        found = look.place(area)
        return Place(look.within(found), found)
    return Place()


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
