"""The values of records in plain words, for the eye: what `publishing.words` does for the nouns of the model."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimline.model.record import Record
from claimline.publishing.control import party_name
from claimline.publishing.html.clean import clean
from claimline.publishing.words import number

_HARMED = ("killed", "injured", "captured", "missing", "displaced", "evacuated")
_STANDING = {
    "asserted": "said as fact",
    "claimed": "claimed",
    "announced": "announced",
    "accused": "accusation",
    "hedged": "hedged",
    "planned": "planned",
    "conditional": "conditional",
}
_RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
_CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}


def tidy(text: object) -> str:
    """The text without characters that HTML does not allow or that turn the direction of others."""
    return clean(str(text))


def capital(text: object) -> str:
    words = str(text)
    return words[:1].upper() + words[1:]


def plural(count: int, noun: str, many: str | None = None) -> str:
    """ "1 claim", "2,345 claims", "3 cities"."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def kind_words(kind: object) -> str:
    """ "control.taken" as "control: taken"."""
    family, _, sub = str(kind).partition(".")
    return f"{family}: {sub}" if sub else family


def standing(record: Record) -> list[str]:
    """How a claim is put: its modality, then whatever is out of the ordinary."""
    modality = str(record["modality"])
    found = [_STANDING.get(modality, modality)]
    if record["polarity"] == "negative":
        found.append("denied or negated")
    framing = record.get("framing")
    found += [] if not framing else ["loaded words" if framing == "loaded" else str(framing)]
    found += ["background"] if record.get("background") else []
    found += [str(record["stage"])] if record.get("stage") else []
    return found


def period_words(time: Record | None) -> str:
    """ "2024-05-10", "2024-05-10 to 2024-05-12 (week)"; the words themselves where no day follows from them."""
    if not time:
        return ""
    start, end, precision = time.get("start"), time.get("end"), time.get("precision")
    said = "said " if time.get("of") == "saying" else ""
    if not start and not end:
        return f"{said}“{tidy(time.get('text') or '')}” (no date to count from)"
    if start == end:
        return f"{said}{start}"
    around = f" ({precision})" if precision and precision != "day" else ""
    if not start or not end:
        return f"{said}until {end}{around}" if end else f"{said}from {start}{around}"
    return f"{said}{start} to {end}{around}"


def quantity_words(quantity: Record) -> str:
    """ "at least 12 killed", "2 billion USD", "24 to 99 drones"."""
    low, high, unit = quantity.get("min"), quantity.get("max"), tidy(quantity.get("unit") or "")
    if low is None and high is None:
        amount = "an unknown number of"
    elif low is None or high is None:
        amount = f"up to {number(high)}" if low is None else f"at least {number(low)}"
    else:
        amount = number(low) if low == high else f"{number(low)} to {number(high)}"
    what = quantity.get("of")
    if what in _HARMED:
        return f"{amount} {what}" if unit == "people" else f"{amount} {unit} {what}"
    return f"{amount} {unit}".strip()


def place_detail(place: Record) -> str:
    """How precise a place is: "settlement", "area, within 10 km", "not found in the gazetteer"."""
    if place.get("id") is None:
        return "not found in the gazetteer"
    if place["precision"] == "area" and place.get("radius_km"):
        return f"area, within {number(place['radius_km'])} km"
    return str(place["precision"])


def grade_words(code: object) -> str:
    """What a letter or a digit of the Admiralty code means."""
    return _RELIABILITY.get(str(code)) or (_CREDIBILITY.get(int(str(code))) if str(code).isdigit() else None) or ""


def part_words(value: float) -> str:
    """ "+1.25", "−0.4": what a part adds to a score."""
    words = f"{abs(value):,.2f}".rstrip("0").rstrip(".") if abs(value) < 1000 else f"{abs(value):,.0f}"
    return ("−" if value < 0 else "+" if value > 0 else "") + (words or "0")


def passed_on(record: Record) -> list[str]:
    """Who passed a claim on between the outlet and the speaker, outermost first; those two are told already."""
    told = {name.casefold() for name in (record["report"]["outlet"], (record["speaker"] or {}).get("name")) if name}
    return [name for name in record.get("chain", ()) if name.casefold() not in told]


def within_of(place: Record) -> str:
    """What a place lies in, as its chosen candidate says: "Kharkiv Raion, Kharkiv Oblast"."""
    return next((c["within"] for c in place.get("candidates", ()) if c["id"] == place.get("id")), "") or ""


def interest_words(interest: str) -> str:
    return {
        "for": "in its own interest",
        "against": "against its own interest",
        "none": "without an interest of its own",
    }.get(interest, "interest unknown")


def tellers(keys: Iterable[str], tellings: Iterable[Record]) -> list[tuple[str, str]]:
    """Who the weighed tellings of these keys are, each speaker once, with where: ("Oleh Bondar", "Wire 2024-05-10")."""
    by_key = {one["key"]: one for one in tellings}
    found: dict[str, dict[str, None]] = {}
    for one in (by_key[key] for key in keys if key in by_key):
        own = one["outlet"] is None or one["speaker"].startswith(one["outlet"])
        found.setdefault(one["speaker"], {})[one["known"] if own else f"{one['outlet']} {one['known']}"] = None
    return [(speaker, ", ".join(outlets)) for speaker, outlets in found.items()]


def telling_text(key: str, tellings: Iterable[Record]) -> str:
    return next((tidy(one["text"]) for one in tellings if one["key"] == key), "a claim")


def outlet_names(rows: Iterable[Record]) -> dict[str, str]:
    """What reports are called, by ref: "Wire, 2024-05-10". rows: of tellings (`report`) or of reports (`ref`)."""
    return {one.get("report") or one["ref"]: f"{one['outlet'] or 'outlet not named'}, {one['known']}" for one in rows}


_COUNTED = (*_HARMED, "fled", "returned", "people")


def told_numbers(weighed: Record) -> list[Record]:
    """How the numbers of an event changed: `{day, what, number, who, revised}` for each that a telling gives, by day.

    revised: its speaker later gave another one.
    """
    by_key = {one["key"]: one for one in weighed["tellings"]}
    found = {
        (told["known"], slot["name"], position["value"], told["speaker"], key in position["revised"])
        for slot in weighed["slots"]
        if slot["name"].split(" ")[0] in _COUNTED
        for position in slot["positions"]
        for key in (*position["says"], *position["revised"])
        if (told := by_key.get(key))
    }
    names = ("day", "what", "number", "who", "revised")
    return [dict(zip(names, row, strict=True)) for row in sorted(found)]


def hits(text: object, words: object) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of the words that were looked for (`Khark*`: begins so)."""
    wanted = [word for word in re.findall(r"\w+\*?", str(words or "")) if word]
    shown = tidy(text)
    if not wanted:
        return [(shown, False)]
    ends = (re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word) for word in wanted)
    pieces = re.split(rf"(?<!\w)({'|'.join(ends)})(?!\w)", shown, flags=re.IGNORECASE)
    return [(piece, at % 2 == 1) for at, piece in enumerate(pieces) if piece]


def value_words(name: str, value: str, facets: Iterable[Record] | None = None) -> str:
    """A value of a filter for people: the name of a side or of a place in place of its id."""
    if not value:
        return "the outlet itself" if name == "speaker_key" else "none"
    if name.endswith("side"):
        return party_name(value)
    if name == "kind":
        return kind_words(value)
    values = (one for facet in facets or () if facet["name"] == name for one in facet["values"])
    return next((str(one["label"]) for one in values if one["value"] == value), "") or value


def sides_of(record: Record) -> list[str]:
    """The ids of the sides that a speaker in a list was of."""
    found = record.get("sides") or record.get("side") or []
    return [found] if isinstance(found, str) else sorted(str(side) for side in found if side)


#: Whose word a claim on control is, seen from the side that gains by it.
VOICES = {
    "outlet": "the outlet’s own word",
    "interested": "the word of the side that gains",
    "conceding": "against the speaker’s own interest",
    "third": "the word of no party to it",
    "unknown": "the speaker’s side is not known",
}

#: The families of kinds, with what they are for people.
FAMILIES = tuple((family, family) for family in (
    "attack", "clash", "withdrawal", "control", "deployment", "casualties", "displacement", "damage", "detention",
    "aid", "diplomacy", "protest", "assessment",
))  # fmt: skip

#: Parameters of addresses, for people.
LABELS = {
    "actor_side": "side that acts",
    "family": "what",
    "framing": "loaded words",
    "known": "as known on",
    "modality": "how it is put",
    "on": "on the day",
    "polarity": "said or denied",
    "precision": "precision of the place",
    "published_since": "published since",
    "q": "words",
    "role": "role of the place",
    "size": "claims, at least",
    "speaker_key": "speaker",
    "speaker_side": "side of the speaker",
    "status": "judged",
    "target_side": "side it is done to",
    "until": "up to",
}
