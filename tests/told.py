"""Tellings from short rows of a case table, for the tests of weighing. Places, speakers and events are invented."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import yaml

from claimline.model import Figure, Spot, Teller, Telling
from claimline.model.event import Event

CASES = Path(__file__).parent / "cases"
_REGION, _DISTRICT = "geonames:9001", "geonames:9002"
PLACES = {
    "Bilka": Spot("at", "Bilka", "geonames:1", "settlement", 49.0, 36.0, inside=(_DISTRICT, _REGION)),
    "Stara Bilka": Spot("at", "Stara Bilka", "geonames:2", "settlement", 49.05, 36.05, inside=(_DISTRICT, _REGION)),
    "Dubove": Spot("at", "Dubove", "geonames:3", "settlement", 48.0, 34.0, inside=("geonames:9003",)),
    "Bilka district": Spot("at", "Bilka district", _DISTRICT, "district", inside=(_REGION,)),
    "Bilka region": Spot("at", "Bilka region", _REGION, "region"),
    "near Bilka": Spot("at", "near Bilka", "geonames:1", "area", 49.0, 36.0, 30.0),
    "from Dubove": Spot("from", "Dubove", "geonames:3", "settlement", 48.0, 34.0, inside=("geonames:9003",)),
    "Nowhere": Spot("at", "Nowhere", None, "unresolved"),
}
_PAIRS = (("Russian", "Ukrainian"), ("russia", "ukraine"), ("Russia", "Ukraine"), ("TASS", "Ukrinform"))
_OTHER = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
_SWAPPED = re.compile("|".join(sorted(_OTHER, key=len, reverse=True)))


def cases(name: str) -> list[dict[str, Any]]:
    """The rows of `cases/<name>.yaml`."""
    rows: list[dict[str, Any]] = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


def telling(row: dict[str, Any]) -> Telling:
    """A telling of the columns that a row has: id, known, kind, by, outlet, actor, target, at, day, figures, …

    A party is "name", "name/side", "name/side/kind" or "name/side/kind/role"; "-" leaves one out. A figure is [of, min,
    max] with unit "people". `report` is the id unless it is given.
    """
    days = str(row["day"]).split("..") if "day" in row else []
    plain = ("outlet", "modality", "polarity", "stage", "cue", "background")
    return Telling(
        report=row.get("report", row["id"]),
        claim=row["id"],
        known=str(row.get("known", "2024-05-10")),
        kind=row.get("kind", "attack.shelling"),
        text=row.get("text", ""),
        speaker=party(row.get("by")),
        chain=tuple(row.get("chain", ())),
        credits=tuple(row.get("credits", ())),
        actor=party(row.get("actor")),
        target=party(row.get("target")),
        places=tuple(PLACES[name] for name in row.get("at", ())),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        figures=tuple(
            Figure(of, "people", low, high, row.get("replaces", False)) for of, low, high in row.get("figures", ())
        ),
        **{name: row[name] for name in plain if name in row},
    )


def party(words: str | None) -> Teller | None:
    if words is None:
        return None
    name, side, kind, role = (*words.split("/"), "-", "-", "-")[:4]
    return Teller(
        name, kind if kind != "-" else "organisation", side if side != "-" else None, role if role != "-" else None
    )


def event(tellings: list[Telling], event_id: str = "e1") -> Event:
    return Event(event_id, tellings[0].family, tellings[0].kind, tuple(sorted(t.key for t in tellings)))


def swapped(value: Any) -> Any:
    """The same with the two parties of the cases in each other's place, in names as in sides."""
    if isinstance(value, str):
        return _SWAPPED.sub(lambda found: _OTHER[found[0]], value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: swapped(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return dataclasses.replace(value, **changed)
    if isinstance(value, dict):
        return {swapped(k): swapped(v) for k, v in value.items()}
    return type(value)(swapped(one) for one in value) if isinstance(value, (tuple, list)) else value


def short(key: str) -> str:
    """The id of a row from the key of its telling."""
    return key.partition(":")[2]


def text_of(record: Any) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=True)
