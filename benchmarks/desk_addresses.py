"""The addresses of a desk that are measured: every kind of page, with filters that its ledger has values for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice
from typing import Any
from urllib.parse import quote, urlencode

import httpx

_WORDS = ("ceasefire", "killed", "hospital", "drone", "Kharkiv", "killed civilians", "prisoners of war", "bridg*")
_FACETS = ("kind", "family", "speaker_key", "speaker_side", "outlet", "place", "modality", "precision")
_THINGS = {"claims": "id", "reports": "ref", "events": "id", "places": "id", "speakers": "key", "outlets": "key"}

Kinds = dict[str, list[str]]


class Addresses:
    """What a running desk is asked for. Each kind has `number` different addresses, or fewer where it has no more."""

    def __init__(self, client: httpx.Client, number: int) -> None:
        self._client, self._number = client, number
        counted = self._json("/facets.json?" + urlencode({"names": ",".join(_FACETS)}))["facets"]
        self._values = {facet["name"]: [one["value"] for one in facet["values"]] for facet in counted}
        self._newest = self._json("/claims.json?limit=500")["claims"]
        self._last = max(claim["report"]["published"] or "" for claim in self._newest)[:10] or "2024-01-01"
        self._areas = self._known_areas()

    def kinds(self) -> Kinds:
        """Addresses by their kind: lists as pages and JSON, things as pages and JSON, pictures, the rest."""
        found = {**dict(self._lists()), **dict(self._things()), **dict(self._pictures()), **dict(self._rest())}
        return {kind: list(dict.fromkeys(addresses))[: self._number] for kind, addresses in found.items()}

    def _json(self, address: str) -> Any:
        return self._client.get(address, follow_redirects=True).raise_for_status().json()

    def _known_areas(self) -> list[str]:
        """What holds the places with the most claims: districts, regions, countries."""
        found: dict[str, None] = {}
        for place in self._json("/places.json?sort=claims&limit=40")["places"]:
            found.update(dict.fromkeys(one["id"] for one in place["inside"]))
        return list(found)[: self._number]

    def _lists(self) -> Iterator[tuple[str, list[str]]]:
        filters = list(islice(self._filters(), self._number))
        two = [{**a, **b} for a, b in zip(filters, filters[3:] + filters[:3], strict=True)]
        days = [{"since": day, "until": after(day, 3)} for day in self._days()]
        for form in ("", ".json"):
            yield f"/claims{form} one filter", [asked(f"/claims{form}", one) for one in filters]
            yield f"/claims{form} two filters", [asked(f"/claims{form}", one) for one in two]
            yield f"/claims{form} four days", [asked(f"/claims{form}", one) for one in days]
            yield f"/claims{form} words", [asked(f"/claims{form}", {"words": words}) for words in _WORDS]
            yield f"/search{form}", [asked(f"/search{form}", {"q": words}) for words in _WORDS]
            yield f"/reports{form}", self._pages("reports", form)
            yield f"/events{form}", self._pages("events", form)
            yield f"/events{form} filtered", [asked(f"/events{form}", one) for one in self._of_events()]
            yield f"/places{form}", self._pages("places", form)
            yield f"/speakers{form}", self._pages("speakers", form)
            yield f"/outlets{form}", self._pages("outlets", form)
        yield "/claims.json next pages", self._pages("claims", ".json")
        yield "/claims.json by day", [asked("/claims.json", {**one, "sort": "day"}) for one in filters]
        yield "/claims.csv", [asked("/claims.csv", one) for one in filters]
        yield "/facets.json one filter", [asked("/facets.json", one) for one in filters]
        yield "/facets.json four days", [asked("/facets.json", one) for one in days]

    def _filters(self) -> Iterator[dict[str, str]]:
        """One value at a time, of one property after the other, frequent ones before rare ones."""
        for rank in range(20):
            for name, values in self._values.items():
                if rank < len(values):
                    yield {name: values[rank]}

    def _of_events(self) -> list[dict[str, str]]:
        names = [name for name in ("kind", "family", "place") if self._values[name]]
        return [{name: value} for name in names for value in self._values[name][: self._number // len(names) + 1]]

    def _pages(self, name: str, form: str) -> list[str]:
        """One page after the other."""
        found, address = list[str](), f"/{name}.json"
        for _ in range(self._number):
            found.append(address.replace(".json", form))
            after = self._json(address).get("next")
            if after is None:
                break
            address = asked(f"/{name}.json", {"after": after})
        return found

    def _days(self) -> list[str]:
        return [after(self._last, -40 * step) for step in range(self._number)]

    def _things(self) -> Iterator[tuple[str, list[str]]]:
        """One of each, from the beginning of the list and from what is met most."""
        for name, key in _THINGS.items():
            most = {"events": "?sort=size&limit=20", "places": "?sort=claims&limit=20"}.get(name, "?limit=20")
            rows = self._json(f"/{name}.json{most}")[name] + self._json(f"/{name}.json?limit=200")[name][::10]
            keys = [row[key] or row.get("name") for row in rows]
            if name in ("speakers", "outlets"):
                keys = [*(one for one in self._values["speaker_key" if name == "speakers" else "outlet"] if one), *keys]
            some = [keys[place] for place in range(0, len(keys), max(1, len(keys) // self._number))]
            for form in ("", ".json"):
                yield f"/{name}/…{form}", [f"/{name}/{quote(str(one), safe='')}{form}" for one in some]

    def _pictures(self) -> Iterator[tuple[str, list[str]]]:
        days, places = self._days(), [one for one in self._values["place"] if one]
        areas = [{"area": area} for area in self._areas]
        on_days = list(zip(areas, cycle(days), strict=False))
        months = [{**area, "since": day, "until": after(day, 30)} for area, day in on_days]
        for form in ("", ".json"):
            yield f"/control{form} area", [asked(f"/control{form}", area) for area in areas]
            yield f"/control{form} place", [asked(f"/control{form}", {"place": place}) for place in places]
            yield f"/control{form} area, day", [asked(f"/control{form}", {**a, "on": d}) for a, d in on_days]
            yield f"/people{form} area, month", [asked(f"/people{form}", one) for one in months]
            yield f"/people{form} area", [asked(f"/people{form}", area) for area in areas]
            yield f"/aid{form} month", [asked(f"/aid{form}", {"since": day, "until": after(day, 30)}) for day in days]
            yield f"/coverage{form} outlet", [asked(f"/coverage{form}", {"outlet": one}) for one in self._outlets()]

    def _outlets(self) -> list[str]:
        return [one for one in self._values["outlet"] if one][: self._number]

    def _rest(self) -> Iterator[tuple[str, list[str]]]:
        yield "/coverage.json", ["/coverage.json"]
        yield "/control.json", ["/control.json"]
        yield "/", ["/"]
        yield "/index.json", ["/index.json"]
        for address in ("/changes.json", "/changes.atom", "/corrections", "/methodology", "/api", "/healthz"):
            yield address, list(islice(cycle([address]), 1))


def asked(address: str, parameters: dict[str, str]) -> str:
    return f"{address}?{urlencode(parameters)}" if parameters else address


def after(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
