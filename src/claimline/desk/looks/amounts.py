"""Numbers of pictures in words, from the records of `people_record` and `aid_record`."""

from __future__ import annotations

from claimline.model.record import Record
from claimline.model.toll import Bounds, Measure, Voice
from claimline.publishing import tolls
from claimline.publishing.control import party_name


def bounds(record: Record | None) -> str:
    """ "12 to 15 or more"; "only claims about the other side" where there is no number of its own."""
    return tolls.bounds_words(Bounds(**record)) if record else "only what sides say of each other"


def measure(record: Record) -> str:
    """ "civilians killed", "people fled into the area"; of aid with who gives and who gets it."""
    words = tolls.measure_words(Measure(**record))
    if record["what"] in ("promised", "approved", "delivered", "blocked", "told"):
        sort = "" if record["of"] == "not said" else f"{record['of']} aid, "
        words = f"{sort}{words}"
    way = record["of"] if record["what"] in ("fled", "evacuated", "returned") else ""
    parts = [words, {"out": "out of here", "into": "into here", "within": "within"}.get(way, "")]
    giver, receiver = record["giver"], record["receiver"]
    parts += [f"by {party_name(giver)}" if giver else "", f"for {party_name(receiver)}" if receiver else ""]
    return " ".join(part for part in parts if part)


def voice(record: Record) -> str:
    """ "Ukraine says", "outlets in their own words", "others say"."""
    return tolls.voice_words(Voice(**record))
