"""What a person's judgement is about: the slots of a claim that may not change for it to go on holding.

Speaker, kind, polarity, places, day, numbers, actor and target. A newer reader may be surer of a claim, or find its
cue, without anything being different that was judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from claimline.model.record import Record

Core = dict[str, Any]

#: What a slot of `core` is called where it has changed.
NAMES = {
    "kind": "kind",
    "polarity": "polarity",
    "speaker": "speaker",
    "places": "places",
    "day": "day",
    "figures": "numbers",
    "actor": "actor",
    "target": "target",
}


def core(record: Record) -> Core:
    """The slots that are judged, as plain data that is equal where nothing differs. Case and spacing do not count."""
    time = record["time"] if record["time"] and record["time"]["of"] == "event" else None
    return {
        "kind": record["kind"],
        "polarity": record["polarity"],
        "speaker": _folded(record["speaker"]["name"]) if record["speaker"] else None,
        "places": sorted([place["role"], place["id"] or _folded(place["name"])] for place in record["places"]),
        "day": [_day(time["start"]), _day(time["end"])] if time else None,
        "figures": sorted(
            ([f["of"], f["min"], f["max"], f["unit"]] for f in record["quantities"]),
            key=lambda figure: [str(part) for part in figure],
        ),
        "actor": _who(record["actor"]),
        "target": _who(record["target"]),
    }


def differences(seen: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the slots that differ, in a fixed order; a slot that one of them lacks does not count."""
    return tuple(
        name for slot, name in NAMES.items() if slot in seen and slot in now and not _same(seen[slot], now[slot])
    )


def _same(one: Any, other: Any) -> bool:
    """Equal; 12 and 12.0 are, as JSON makes them."""
    return bool(one == other)


def _who(party: Record | None) -> str | None:
    """The side that acts, or the name of who has none: "the troops" and "Northern troops" of one side are the same."""
    return (party["side"] or _folded(party["name"])) if party else None


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _day(moment: str | None) -> str | None:
    return moment[:10] if moment else None
