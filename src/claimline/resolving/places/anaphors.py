"""Places by a later mention: "the city", "the northeastern region", "the capital"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from claimline.model import ResolvedPlace, Span
from claimline.resolving.places.gazetteer import Gazetteer
from claimline.resolving.places.words import alternatives, type_words
from claimline.vocab import load

_PRECISION = {"settlement": "settlement", "region": "region", "district": "district", "country": "country"}
MAX_BACK = 1500  # characters that an anaphor may reach back
CONFIDENCE = 0.75


@cache
def _pattern() -> re.Pattern[str]:
    kinds = alternatives([w for w, c in type_words().items() if c in _PRECISION] + ["country", "capital city"])
    parts = alternatives(
        [*load("places")["parts"], *load("places")["loose"], "same", "border", "besieged", "embattled"]
    )
    return re.compile(rf"^(?:the|this|that|our|its)\s+(?:(?:{parts})\s+)*(?P<kind>{kinds})$", re.IGNORECASE)


def anaphor_kind(text: str) -> str | None:
    """What kind of place a phrase without a name points back to: "settlement", "region", ..., "capital", or None."""
    match = _pattern().match(" ".join(text.split()))
    if match is None:
        return None
    word = match["kind"].lower()
    if word in ("capital", "capital city"):
        return "capital"
    return "country" if word == "country" else type_words()[word]


def point_back(
    span: Span, kind: str, text: str, before: list[ResolvedPlace], gazetteer: Gazetteer
) -> ResolvedPlace | None:
    """The last place of that kind before the phrase, as the phrase's own place on the rung "context"."""
    near = [p for p in before if p.resolved and p.span.end <= span.start and span.start - p.span.end <= MAX_BACK]
    if kind == "capital":
        capital = _capital(near, gazetteer)
        return None if capital is None else _as(capital, span, text)
    found = next((p for p in reversed(near) if p.precision == _PRECISION.get(kind)), None)
    if found is None and kind == "region":
        found = next((p for p in reversed(near) if p.precision == "settlement" and p.rung != "context"), None)
        return None if found is None else _region_of(found, span, text, gazetteer)
    if found is None and kind == "country":
        country = next((p.country for p in reversed(near) if p.country), None)
        row = gazetteer.unit(country) if country else None
        if row is not None:
            return ResolvedPlace(
                span,
                text,
                row.name,
                row.id,
                None,
                None,
                "country",
                row.radius_km,
                "context",
                CONFIDENCE,
                (),
                row.country,
            )
    return None if found is None else _as(found, span, text)


def _as(found: ResolvedPlace, span: Span, text: str) -> ResolvedPlace:
    return replace(found, span=span, text=text, rung="context", confidence=round(min(CONFIDENCE, found.confidence), 3))


def _region_of(place: ResolvedPlace, span: Span, text: str, gazetteer: Gazetteer) -> ResolvedPlace | None:
    row = gazetteer.by_id(place.id or "")
    unit = gazetteer.unit(row.country, row.admin1) if row and row.admin1 else None
    if unit is None:
        return None
    return ResolvedPlace(
        span, text, unit.name, unit.id, unit.lat, unit.lon, "region", unit.radius_km, "context",
        round(0.8 * CONFIDENCE, 3), (), unit.country,
    )  # fmt: skip


def _capital(near: list[ResolvedPlace], gazetteer: Gazetteer) -> ResolvedPlace | None:
    """The capital of the country that was named last, where it was named itself or is known."""
    country = next((p.country for p in reversed(near) if p.country), None)
    if country is None:
        return None
    row = gazetteer.capital(country)
    if row is None:
        return None
    return ResolvedPlace(
        Span(0, 0),
        "",
        row.name,
        row.id,
        row.lat,
        row.lon,
        "settlement",
        row.radius_km,
        "context",
        CONFIDENCE,
        (),
        country,
    )
