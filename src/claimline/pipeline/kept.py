"""A picture that takes from what is kept (see `standing.py`) whatever it can, and looks up the rest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, overload

from claimline.model.control import ControlChange, ControlState
from claimline.pipeline.asked import place_asked
from claimline.pipeline.picture import OfControl, Picture
from claimline.pipeline.standing import Standing

if TYPE_CHECKING:
    from claimline.ledger import Ledger
    from claimline.picturing.control import Rules

#: What stands at the moment of the ledger, None where it is not at hand; True: wait for it, to look it up takes longer.
Kept = Callable[[bool], Standing | None]


class KeptPicture(Picture):
    """Gives what `Picture` gives. days: on, known. What is kept is taken where it is of these days."""

    def __init__(self, ledger: Ledger, days: tuple[str, str], kept: Kept) -> None:
        super().__init__(ledger, *days)
        self._kept = kept
        self._loaded: dict[tuple[str | None, str | None], OfControl] = {}

    @overload
    def control(
        self, *, place: str | None = ..., area: str | None = ..., rules: Rules | Path | None = ..., since: None = ...
    ) -> tuple[ControlState, ...]: ...

    @overload
    def control(
        self, *, place: str | None = ..., area: str | None = ..., rules: Rules | Path | None = ..., since: str
    ) -> tuple[ControlChange, ...]: ...

    def control(
        self,
        *,
        place: str | None = None,
        area: str | None = None,
        rules: Rules | Path | None = None,
        since: str | None = None,
    ) -> tuple[ControlState, ...] | tuple[ControlChange, ...]:
        if since is not None:
            return super().control(place=place, area=area, rules=rules, since=since)
        stands = self._stands(place, area, rules)
        if stands is None or (stands.on, stands.known) != (self.on, self.known):
            return super().control(place=place, area=area, rules=rules)
        ids = self._ids(place, area)
        names = stands.states if ids is None else sorted(name for name in ids if name in stands.states)
        return tuple(stands.states[name] for name in names)

    def _of_control(self, place: str | None, area: str | None, rules: Rules | Path | None) -> OfControl:
        """Loaded once for the states, their history and the wider claims."""
        from claimline.picturing.control import ControlConfig

        if (place, area) not in self._loaded:
            stands = self._stands(place, area, rules)
            if stands is None or stands.known != self.known:
                found = super()._of_control(place, area, rules)
            else:
                ids = self._ids(place, area)
                told = stands.everything() if ids is None else stands.tellings(ids)
                found = OfControl(ControlConfig(self.on, self.known), told, stands.origins, ids)
            self._loaded[place, area] = found
        return self._loaded[place, area]

    def _stands(self, place: str | None, area: str | None, rules: Rules | Path | None) -> Standing | None:
        """What stands at this moment: waited for where everything is asked for, which takes longer to look up."""
        return self._kept(place is None and area is None) if rules is None else None

    def _ids(self, place: str | None, area: str | None) -> frozenset[str] | None:
        with self._look() as look:
            ids = place_asked(look, place, area).ids
        return None if ids is None else frozenset(ids)
