"""A table with ACLED's column names, one row an event. It is no ACLED data: see what it loses in vocab/exports.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TextIO

from claimline.model import Telling
from claimline.model.export import ExportEvent
from claimline.model.telling import Teller
from claimline.publishing.export.elsewhere import names_of, side_name, sub_event
from claimline.publishing.export.flat import Flat, grade_columns
from claimline.publishing.export.rows import write_rows

_GEO = {"settlement": 1, "area": 2, "district": 2, "region": 3, "country": 3}
_WEEK = 7  # days


def write_acled(items: Iterable[ExportEvent], out: TextIO) -> int:
    """Events of kinds that ACLED has a name for; the others are left out, as declared. Returns how many there are."""
    return write_rows("acled", (_row(item) for item in items if names_of(item.event.kind, "acled")), out)


def _row(item: ExportEvent) -> Flat:
    event, place = item.event, item.event.place
    told = _standing(item)
    actor, target = _first(told, "actor"), _first(told, "target")
    first, last = event.first_day or event.last_day, event.last_day or event.first_day
    return {
        "event_id_cnty": event.id,
        "event_date": first,
        "event_date_end": last,
        "year": int(first[:4]) if first else None,
        "time_precision": time_precision(first, last),
        "event_type": names_of(event.kind, "acled")["type"],
        "sub_event_type": sub_event(event.kind, actor.side if actor else None, place.country if place else None),
        "actor1": _name(actor),
        "actor2": _name(target),
        "country": item.within.country,
        "iso2": place.country if place else None,
        "admin1": item.within.region,
        "admin2": item.within.district,
        "location": place.name if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
        "geo_precision": _GEO.get(place.precision) if place else None,
        "source": _each(telling.outlet for telling in item.tellings),
        "speakers": _each(_speaker(telling) for telling in item.tellings),
        "notes": "; ".join(_note(telling) for telling in item.tellings),
        **_fatalities(told),
        "kind": event.kind,
        "main": item.weighed.main,
        **grade_columns(item.weighed.grade),
        "lines": len(item.weighed.lines),
        "denied_by": _each(t.speaker for t in item.weighed.tellings if t.stand in ("denies", "disowns")),
        "first_known": item.tellings[0].known,
        "claims": _each(telling.claim for telling in item.tellings),
        "reports": _each(telling.report for telling in item.tellings),
    }


def time_precision(first: str | None, last: str | None) -> int | None:
    """ACLED's: 1 the day is known, 2 within a week, 3 within a month or less exactly; None where no day is known."""
    if first is None or last is None:
        return None
    days = (date.fromisoformat(last) - date.fromisoformat(first)).days
    return 1 if days <= 0 else 2 if days < _WEEK else 3


def _standing(item: ExportEvent) -> list[Telling]:
    """The tellings that say it happened."""
    says = {told.key for told in item.weighed.tellings if told.stand == "says"}
    return [telling for telling in item.tellings if telling.key in says]


def _first(told: Sequence[Telling], slot: str) -> Teller | None:
    """The actor or target of the telling that was known first and names one."""
    return next((party for telling in told if (party := getattr(telling, slot)) is not None), None)


def _name(party: Teller | None) -> str | None:
    if party is None:
        return None
    return side_name(party.side) if party.side else party.name


def _speaker(telling: Telling) -> str:
    return telling.speaker.name if telling.speaker else telling.outlet or "outlet unknown"


def _note(telling: Telling) -> str:
    outlet = telling.outlet or "outlet unknown"
    who = f"{telling.speaker.name}, in {outlet}" if telling.speaker else outlet
    return f"{who} ({telling.modality}, {telling.polarity}): “{telling.text}”"


def _fatalities(told: Sequence[Telling]) -> Flat:
    """The lowest and the highest number of dead that a telling gives; no number is not the number none."""
    dead = [figure for t in told for figure in t.figures if figure.of == "killed" and figure.unit == "people"]
    low = [figure.min for figure in dead if figure.min is not None]
    high = [figure.max for figure in dead if figure.max is not None]
    least = int(min(low)) if low else None
    most = int(max(high)) if high and len(high) == len(dead) else None
    words = _each(figure.text for figure in dead)
    return {"fatalities": least, "fatalities_min": least, "fatalities_max": most, "fatalities_text": words}


def _each(words: Iterable[str | None]) -> str:
    """Each once, in the order in which they became known."""
    return "; ".join(dict.fromkeys(word for word in words if word))
