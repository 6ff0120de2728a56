"""First-level regions of the world from ISO 3166-2 (pycountry), tied to GeoNames' codes through their main cities.

ISO lists regions by their official names ("Kharkivska oblast", "Halab") and without a point; reports write "Kharkiv
region", "Aleppo Governorate". A region's seat is the largest city of the country that bears its name, also as an
alternate; the seat gives the usual English name, a point, and the first-level code under which GeoNames has its cities.
"""

from __future__ import annotations

import math
import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from claimline.resolving.places.rows import SourceRow
from claimline.resolving.places.sources.world import stream_object
from claimline.resolving.places.spelling import key
from claimline.resolving.places.words import split_type, without_type
from claimline.vocab import load

# GeoNames keeps ISO's own codes for these.
SAME_CODES = frozenset({"US", "CH", "BE", "ME", "GB"})
TYPES_SHOWN = frozenset({"Province", "Governorate", "Region", "Department", "State", "Oblast", "Prefecture", "County"})
OWN_WORDS = {"oblast": "Oblast", "kray": "Krai", "okrug": "Okrug"}
_ADJECTIVE = re.compile(r"(?:iv|ev|ov)?(?:sk|zk|tsk|ck)(?:a|aia|i|oi|oie|oe)$")
MIN_SEAT = 50_000  # people in a city that an adjective may stand for


@dataclass(frozen=True, slots=True)
class City:
    name: str
    lat: float
    lon: float
    admin1: str
    population: int


class Cities:
    """The cities of the world, in a gazetteer that has them already."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._members: dict[tuple[str, str], list[City]] = defaultdict(list)
        for country, *city in db.execute(
            "SELECT country, name, lat, lon, admin1, population FROM place WHERE class = 'P'"
        ):
            self._members[country, city[3]].append(City(*city))

    def members(self, country: str, admin1: str) -> list[City]:
        """The cities of a country with a first-level code."""
        return self._members.get((country, admin1), [])

    def largest(self, country: str, start: str, whole: bool) -> City | None:
        """The most populous city whose key (of any of its names) is `start`, or begins so."""
        row = self._db.execute(
            "SELECT place.name, lat, lon, admin1, population FROM name JOIN place ON place.pk = name.place "
            "WHERE key >= ? AND key <= ? AND country = ? AND class = 'P' ORDER BY population DESC, pk LIMIT 1",
            (start, start if whole else start + "~", country),
        ).fetchone()
        return City(*row) if row else None


def iso_regions(db: sqlite3.Connection) -> Iterator[SourceRow]:
    """All subdivisions of ISO 3166-2; those within another one are districts. US states bear their GeoNames ids."""
    import pycountry

    cities = Cities(db)
    us_states = {state["code"]: state["geonameid"] for _, state in stream_object("us_states.json")}
    for subdivision in sorted(pycountry.subdivisions, key=lambda s: str(s.code)):
        country, code = subdivision.code.split("-", 1)
        usual = load("places_iso")["regions"].get(subdivision.code, {})
        names = [*usual.get("names", ()), *_names(subdivision.name)]
        seat = _seat(country, [usual["seat"]] if "seat" in usual else names, cities)
        admin1 = code if country in SAME_CODES else seat.admin1 if seat else ""
        members = cities.members(country, admin1) if subdivision.parent_code is None else []
        lat, lon, radius = _extent(seat, members)
        plain = country == "US" and code in us_states
        name = _display(subdivision, usual.get("names", [""])[0], seat)
        yield SourceRow(
            id=f"geonames:{us_states[code]}" if plain else f"iso3166-2:{subdivision.code}",
            name=name,
            lat=lat,
            lon=lon,
            feature_class="A",
            code="ADM1" if subdivision.parent_code is None else "ADM2",
            country=country,
            admin1=admin1,
            population=sum(city.population for city in members),
            radius_km=radius,
            iso=subdivision.code,
            alternates=tuple(names),
            derived=tuple(d for d in dict.fromkeys(_bare_names(names, seat, "seat" in usual)) if d != name),
        )


def _names(name: str) -> list[str]:
    """ISO's name, and its variants in brackets: "Oromia [Oromiya]", "Jerusalem (Yerushalayim)"."""
    pieces = [p.strip() for p in re.split(r"[\[\]()/]", name) if p.strip()]
    return list(dict.fromkeys([name.strip(), *pieces]))


def _bare_names(names: list[str], seat: City | None, seat_is_given: bool) -> Iterator[str]:
    """Names without the word for a region, and without the adjective's ending: "Donetsk" of "Donetska oblast"."""
    if seat is not None and not seat_is_given:
        yield seat.name
    for name in names:
        bare = without_type(name)
        if bare:
            yield bare
            yield re.sub(r"(?<=sk)(?:a|aya|iy|yi)$", "", bare)


def _seat(country: str, names: list[str], cities: Cities) -> City | None:
    """The largest city that bears a region's name; of an adjective ("Tomskaya oblast") the one that begins like it."""
    for name in names:
        bare = key(without_type(name) or name)
        stem = _ADJECTIVE.sub("", bare)
        if stem == bare:
            city = cities.largest(country, bare, whole=True)
        else:
            city = cities.largest(country, stem, whole=False) if len(stem) > 1 else None
            if city and city.population < MIN_SEAT:
                city = None
        if city:
            return city
    return None


def _extent(seat: City | None, members: list[City]) -> tuple[float | None, float | None, float | None]:
    """A point and a radius that holds nine in ten of the region's cities."""
    if not members:
        return (seat.lat, seat.lon, 60.0) if seat else (None, None, None)
    lat = sum(c.lat for c in members) / len(members)
    lon = sum(c.lon for c in members) / len(members)
    squeeze = math.cos(math.radians(lat))
    far = sorted(111.2 * math.hypot(c.lat - lat, (c.lon - lon) * squeeze) for c in members)
    return round(lat, 3), round(lon, 3), round(max(10.0, far[int(0.9 * (len(far) - 1))]), 1)


def _display(subdivision: Any, usual: str, seat: City | None) -> str:
    """As a report would write it: "Kharkiv Oblast", "Aleppo Governorate", "Texas"."""
    country, kind = subdivision.country_code, subdivision.type
    official = _names(subdivision.name)[-1].removesuffix(", Respublika")
    bare = without_type(official) or official
    if not usual and seat and _ADJECTIVE.search(key(bare)) and key(seat.name)[:3] == key(bare)[:3]:
        usual = seat.name
    base = usual or _plain_letters(bare)
    if subdivision.parent_code is not None or country in load("places")["plain_regions"]:
        return usual or official
    if "City" in kind or "city" in kind or "epublic" in kind or split_type(base)[1]:
        return base
    own = next((shown for word, shown in OWN_WORDS.items() if word in official.lower()), "")
    word = own or load("places")["region_word"].get(country) or (kind if kind in TYPES_SHOWN else "")
    return f"{base} {word}".strip()


def _plain_letters(name: str) -> str:
    """Without the marks of scholarly transliterations ("Kandahār")."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).strip("‘’ʻʼ'")
