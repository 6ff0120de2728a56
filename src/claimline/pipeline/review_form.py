"""The slots of a claim as a form shows them: what they hold, as a person writes it, and what may be chosen."""

from __future__ import annotations

from collections.abc import Mapping

from claimline.model.record import Record
from claimline.reviewing.slots import FIGURES, PARTIES, PLACES, SLOTS, WORDS, kinds, sides
from claimline.vocab import load

__all__ = ["SLOTS", "changed", "choices", "given_of"]


def choices() -> dict[str, tuple[str, ...]]:
    """The slots that hold one of a few words, with these; "" first where a slot may be empty."""
    found = {"kind": kinds(), **WORDS, "framing": ("", *WORDS["framing"]), "stage": ("", *WORDS["stage"])}
    parties = tuple(load("review")["parties"].split())
    for party in PARTIES:
        found[f"{party}.kind"] = ("", *parties)
        found[f"{party}.side"] = ("", *sides())
    return found


def given_of(record: Record) -> dict[str, str]:
    """Every slot of the record as `Judge.fix` would be given it; "" for an empty one."""
    found = {name: str(record.get(name) or "") for name in ("kind", "polarity", "modality", "framing", "stage")}
    found["background"] = "yes" if record.get("background") else "no"
    for party in PARTIES:
        one = record.get(party) or {}
        found[party] = str(one.get("name") or "")
        for part in ("kind", "side", *(("role",) if party == "speaker" else ())):
            found[f"{party}.{part}"] = str(one.get(part) or "")
    for slot, role in PLACES.items():
        found[slot] = ", ".join(one["id"] for one in record["places"] if one["role"] == role and one["id"])
    found["day"] = _day(record.get("time"))
    figures = {one["of"]: one for one in record["quantities"]}
    for slot in FIGURES:
        found[slot] = _figure(slot, figures[slot]) if slot in figures else ""
    return found


def changed(record: Record, given: Mapping[str, str]) -> dict[str, str | None]:
    """Those of the given slots that hold something else than the record; None where one is to be emptied."""
    now = given_of(record)
    return {
        slot: words.strip() or None
        for slot, words in given.items()
        if " ".join(words.split()) != " ".join(now.get(slot, "").split())
    }


def _day(time: Record | None) -> str:
    if not time or not time.get("start") or not time.get("end"):
        return ""
    start, end = str(time["start"]), str(time["end"])
    return start if start == end else f"{start}..{end}"


def _figure(slot: str, figure: Record) -> str:
    low, high, unit = figure.get("min"), figure.get("max"), figure.get("unit")
    if low is None and high is None:
        return ""
    if low is None:
        amount = f"..{high:.12g}"
    elif high is None:
        amount = f"{low:.12g}+"
    else:
        amount = f"{low:.12g}" if low == high else f"{low:.12g}..{high:.12g}"
    usual = load("review")["figures"].get(slot)
    return amount if not unit or unit == usual else f"{amount} {unit}"
