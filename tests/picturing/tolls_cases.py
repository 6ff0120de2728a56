"""Cases of cases/tolls*.yaml as events with their tellings. Places, speakers and events are invented."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from claimline.model import Figure, Spot, Telling
from claimline.model.event import Event
from claimline.model.place import PlaceRole
from claimline.model.toll import Bounds, Measure, Scope, Tally, Voice
from claimline.picturing.aid import aid
from claimline.picturing.casualties import casualties
from claimline.picturing.damage import damage
from claimline.picturing.displacement import flows
from claimline.picturing.tolls import Case
from told import PLACES, party

PICTURES = {"casualties": casualties, "flows": flows, "aid": aid, "damage": damage}
FAMILIES = {
    "casualties": "casualties.killed",
    "flows": "displacement.fled",
    "aid": "aid.humanitarian",
    "damage": "damage",
}


def telling_row(row: dict[str, Any], kind: str) -> Telling:
    """A telling of the columns that a row has; its report is its own unless `report` is given.

    A number is [of, words, min, max], and may go on with a unit and "revised".
    """
    days = str(row["day"]).split("..") if "day" in row else []
    plain = ("outlet", "modality", "polarity", "stage", "background", "context")
    return Telling(
        report=row.get("report", row["id"]),
        claim=row["id"],
        known=str(row.get("known", "2024-05-10")),
        kind=row.get("kind", kind),
        text=row.get("text", ""),
        speaker=party(row.get("by")),
        actor=party(row.get("actor")),
        target=party(row.get("target")),
        places=spots(row),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        figures=tuple(_figure(*number) for number in row.get("numbers", ())),
        **{name: row[name] for name in plain if name in row},
    )


def spots(row: dict[str, Any]) -> tuple[Spot, ...]:
    """The places of a row under at, from and to."""
    roles: tuple[PlaceRole, ...] = ("at", "from", "to")
    return tuple(replace(PLACES[name], role=role) for role in roles for name in row.get(role, ()))


def _figure(of: Any, said: str, low: float | None, high: float | None, unit: str = "people", *more: str) -> Figure:
    return Figure(of, unit, low, high, "revised" in more, said)


def cases_of(case: dict[str, Any]) -> list[Case]:
    """The events of a case: rows with the same `event` (e1 unless given) are one."""
    kind = FAMILIES[case.get("picture", "casualties")]
    groups: dict[str, list[Telling]] = {}
    for row in case["tellings"]:
        groups.setdefault(row.get("event", "e1"), []).append(telling_row(row, kind))
    return [(an_event(name, told), told) for name, told in groups.items()]


def an_event(name: str, told: list[Telling]) -> Event:
    return Event(name, told[0].family, told[0].kind, tuple(sorted(t.key for t in told)))


def scope_of(row: dict[str, Any] | None) -> Scope:
    """A scope of area, since, until, on, known."""
    days: list[str | None] = [str(row[n]) if row and n in row else None for n in ("since", "until", "on", "known")]
    spot = PLACES[row["area"]] if row and "area" in row else None
    if spot is None:
        return Scope(frozenset(), frozenset(), "", *days)
    return Scope(frozenset({spot.id or ""}), frozenset(spot.inside), spot.name, *days)


def picture_of(case: dict[str, Any], cases: Iterable[Case] | None = None) -> Tally:
    make = PICTURES[case.get("picture", "casualties")]
    return make(cases_of(case) if cases is None else cases, scope_of(case.get("scope")), case.get("origins"))


def words(bounds: Bounds) -> str:
    """ "3", "3..5", "3+": as the case tables write a range."""
    span = f"{bounds.low:.0f}" if bounds.low == bounds.high else f"{bounds.low:.0f}..{bounds.high:.0f}"
    return span + ("+" if bounds.open else "")


def voice(of: Voice) -> str:
    return of.side or of.kind


def totals(found: Tally) -> dict[str, str]:
    """ "killed people" to its range; the unit only where it is no people."""
    return {name(t.measure): words(t.bounds) for t in found.totals if t.bounds is not None}


def others(found: Tally) -> dict[str, str]:
    return {f"{name(t.measure)}: {voice(s.voice)}": words(s.bounds) for t in found.totals for s in t.by_other}


def name(measure: Measure) -> str:
    unit = "" if measure.unit == "people" else f" {measure.unit}"
    ways = f" {measure.giver} > {measure.receiver}" if measure.giver or measure.receiver else ""
    return f"{measure.what} {measure.of}{unit}{ways}"
