"""Daily control of settlements in VIINA's shape: a row for each day and settlement, for any conflict."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from claimline.model.control import ControlState
from claimline.model.export import ExportDay
from claimline.publishing.export.elsewhere import sides, state_of
from claimline.publishing.export.flat import Flat
from claimline.publishing.export.rows import write_rows

_GEONAMES = "geonames:"


def write_viina(items: Iterable[ExportDay], out: TextIO) -> None:
    write_rows("viina", (_row(item, state) for item in items for state in item.states), out)


def status_code(state: ControlState) -> str:
    """UA, RU: the state that the side is the government of; else the side's id in capitals. CONTESTED, UNKNOWN."""
    if state.by is None:
        return state.status.upper()
    return state_of(state.by) or state.by.upper()


def _row(item: ExportDay, state: ControlState) -> Flat:
    number = state.place.removeprefix(_GEONAMES) if state.place.startswith(_GEONAMES) else None
    return {
        "geonameid": number,
        "date": item.on.replace("-", ""),
        "status": status_code(state),
        "basis": state.status,
        "side": state.by if state.by in sides() else None,
        "by": state.by_name,
        "parties": "; ".join(sorted(state.parties)),
        "left": "; ".join(sorted(state.left)),
        "since": state.since,
        "last_claim": state.last_claim,
        "days_since": state.days_since,
        "stale": state.stale,
        "origins": state.origins,
        "claims_for": "; ".join(dict.fromkeys(one.telling.claim for one in state.claims_for)),
        "claims_against": "; ".join(dict.fromkeys(one.telling.claim for one in state.claims_against)),
        "speakers": "; ".join(dict.fromkeys(_who(state))),
        "outlets": "; ".join(dict.fromkeys(o.telling.outlet for o in state.claims_for if o.telling.outlet)),
        "reasons": "; ".join(f"{part.name}: {part.why}" if part.why else part.name for part in state.reasons),
        "place": state.place,
        "name": state.name,
        "country": state.country,
        "latitude": state.lat,
        "longitude": state.lon,
        "known": item.known,
    }


def _who(state: ControlState) -> list[str]:
    return [o.telling.speaker.name if o.telling.speaker else o.telling.outlet or "" for o in state.claims_for]
