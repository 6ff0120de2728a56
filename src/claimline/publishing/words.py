"""The values of a claim in plain words, for people: what the table, the page and the CSV say alike."""

from __future__ import annotations

import re

from claimline.model import Claim, ClaimPlace, ClaimTime, Party, QuantityMention, ResolvedPlace, Span

OWN_VOICE = "the outlet itself"

# Controls, terminal escapes and marks that turn the direction of all text after them: hostile in a line of output.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MAGNITUDES = ((1e9, "billion"), (1e6, "million"))
_HARMED = ("killed", "injured", "captured", "missing", "displaced", "evacuated")


def visible(text: str) -> str:
    """One line that is safe at a terminal: runs of spaces as one, unseen characters as U+FFFD."""
    return _UNSEEN.sub("\ufffd", " ".join(text.split()))


def storable(text: str) -> str:
    """The text as UTF-8 can hold it: half a surrogate pair becomes U+FFFD."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def plural(count: int, noun: str) -> str:
    """ "1 claim", "2 claims"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def quote(span: Span, text: str, limit: int | None = None) -> str:
    """The words of a span on one line, cut at `limit` characters."""
    words = visible(span.of(text))
    return words if limit is None or len(words) <= limit else words[: limit - 1].rstrip() + "…"


def speaker_words(claim: Claim) -> str:
    return OWN_VOICE if claim.speaker is None else party_words(claim.speaker)


def party_words(party: Party) -> str:
    """ "Oleh Bondar (spokesman)"; the role only where the name does not say it."""
    name = visible(party.name)
    role = visible(party.role or "")
    return name if not role or role.casefold() in name.casefold() else f"{name} ({role})"


def passed_on(claim: Claim) -> list[str]:
    """Who passed the claim on between the outlet and the speaker, outermost first; those two are told already."""
    told = {name.casefold() for name in (claim.report.outlet, claim.speaker and claim.speaker.name) if name}
    return [visible(name) for name in claim.chain if name.casefold() not in told]


def marks(claim: Claim) -> list[str]:
    """What a reader has to know about the standing of a claim: its modality, then whatever is out of the ordinary."""
    found: list[str] = [claim.modality]
    if claim.polarity == "negative":
        found.append("negated")
    if claim.framing:
        found.append({"loaded": "loaded words"}.get(claim.framing, claim.framing))
    if claim.background:
        found.append("background")
    if claim.stage:
        found.append(claim.stage)
    return found


def place_words(claim_place: ClaimPlace) -> str:
    """ "at Lukiantsi, Kharkiv Oblast (settlement)", "at Hlyboke (unresolved)"; an area with its radius."""
    name, within, detail = place_parts(claim_place.place)
    return f"{claim_place.role} {name}{f', {within}' if within else ''} ({detail})"


def place_parts(place: ResolvedPlace) -> tuple[str, str, str]:
    """Name, what it lies in, and how precise it is: of several places of one name, a reader sees which."""
    if not place.resolved:
        return visible(place.text), "", place.precision
    chosen = next((c for c in place.candidates if c.id == place.id), None)
    detail: str = place.precision
    if place.precision == "area" and place.radius_km:
        detail = f"area, within {number(place.radius_km)} km"
    return visible(place.name), visible(chosen.within) if chosen else "", detail


def time_words(time: ClaimTime, text: str) -> str:
    """ "2024-05-10 (day)"; the report's own words where there is no anchor for them."""
    period = time.period
    said = "said " if time.of == "saying" else ""
    if period.start is None and period.end is None:
        return f"{said}“{quote(time.span, text)}” (no date to count from)"
    if period.start == period.end:
        return f"{said}{period.start} ({period.precision})"
    if period.start is None:
        return f"{said}until {period.end} ({period.precision})"
    if period.end is None:
        return f"{said}from {period.start} ({period.precision})"
    return f"{said}{period.start} to {period.end} ({period.precision})"


def quantity_words(quantity: QuantityMention) -> str:
    """ "at least 12 killed", "2 billion USD", "24 to 99 drones"."""
    amount, unit = _range(quantity), visible(quantity.unit)
    if quantity.of in _HARMED:
        return f"{amount} {quantity.of}" if unit == "people" else f"{amount} {unit} {quantity.of}"
    return f"{amount} {unit}"


def _range(quantity: QuantityMention) -> str:
    low, high = quantity.min, quantity.max
    if low is None and high is None:
        return "an unknown number of"
    if low is None or high is None:
        return f"up to {number(high)}" if low is None else f"at least {number(low)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"


def number(value: float | None) -> str:
    """ "1,200", "2 billion", "0.5"."""
    if value is None:
        return "?"
    for size, word in _MAGNITUDES:
        if value >= size and value / size == round(value / size, 2):
            return f"{value / size:g} {word}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"
