"""Material of a situation report for tests: a made-up month in a made-up region, put through the real pictures."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from typing import Any

from claimline.model import Figure, Spot, Teller, Telling
from claimline.model.coverage import Gap
from claimline.model.event import Event
from claimline.model.sitrep import Material, Sheet, Watched, WeighedCase
from claimline.model.toll import AidPicture, People, Scope
from claimline.picturing.aid import aid
from claimline.picturing.casualties import casualties
from claimline.picturing.control import ControlConfig, changes, control, default_rules, wider
from claimline.picturing.damage import damage
from claimline.picturing.displacement import flows, stocks
from claimline.weighing.agreement import weigh

REGION = "geonames:9001"
SCOPE = Scope(
    frozenset({REGION}),
    name="Bilka region",
    since="2024-05-01",
    until="2024-05-31",
    on="2024-05-31",
    known="2024-06-02",
)
PLACES = {
    "Bilka": Spot("at", "Bilka", "geonames:1", "settlement", 49.0, 36.0, 2.0, inside=(REGION,)),
    "Dubove": Spot("at", "Dubove", "geonames:2", "settlement", 49.2, 36.4, 2.0, inside=(REGION,)),
    "Стара Білка": Spot("at", "Стара Білка", "geonames:3", "settlement", 49.1, 36.1, 2.0, inside=(REGION,)),
    "north of Bilka": Spot("at", "north of Bilka", "geonames:1", "area", 49.0, 36.0, 30.0, inside=(REGION,)),
    "Bilka region": Spot("at", "Bilka region", REGION, "region"),
    "Faraway": Spot("at", "Faraway", "geonames:7", "settlement", 10.0, 10.0, 2.0, inside=("geonames:9009",)),
}
ONE = Teller("Ukrainian army", "organisation", "ukraine")
TWO = Teller("Russian army", "organisation", "russia")
DOCTOR = Teller("doctor at the hospital", "unnamed")
GOVERNOR = Teller("Olena Marchuk", "person", "ukraine", "governor of Bilka region")
HEBREW = Teller("דובר משרד החוץ", "person", None, "spokesman")


def telling(name: str, kind: str, text: str, **more: Any) -> Telling:
    """`name` is the report and the claim; `at`, `day`, `number` are short for places, days and figures."""
    places = tuple(PLACES[place] for place in more.pop("at", ("Bilka",)))
    day, number = more.pop("day", None), more.pop("number", None)
    figures = (Figure(number[0], number[1], number[2], number[3], text=str(number[2])),) if number else ()
    more.setdefault("outlet", "North Post")
    more.setdefault("known", day or "2024-05-20")
    more.setdefault("modality", "claimed" if more.get("speaker") else "asserted")
    return Telling(
        name, f"c-{name}", kind=kind, text=text, places=places, first_day=day, last_day=day, figures=figures, **more
    )


DUBOVE, ALL = ("Dubove",), ("Bilka region",)
HILL, RIVER = "Hill Gazette", "River Herald"
SOUTH = "South <b>Post</b>"
SHELLS = "shells fell on the market of Bilka"
WHO = Teller("World Health Organization", "organisation")
STATES = Teller("United States", "state", "united-states")
STRIKE = "a missile hit a warehouse"
#: One list for each event.
TOLD: tuple[tuple[Telling, ...], ...] = (
    (
        telling("a1", "attack.shelling", SHELLS, day="2024-05-03", speaker=GOVERNOR, actor=TWO),
        telling(
            "a2", "attack.shelling", SHELLS, day="2024-05-03", speaker=GOVERNOR, actor=TWO, outlet="South <b>Post</b>"
        ),
        telling(
            "a3",
            "casualties.killed",
            "at least 12 people were killed",
            day="2024-05-03",
            speaker=GOVERNOR,
            number=("killed", "people", 12.0, None),
        ),
        telling(
            "a4",
            "casualties.killed",
            "20 people had died",
            day="2024-05-03",
            speaker=DOCTOR,
            outlet="Hill Gazette",
            number=("killed", "people", 20.0, 20.0),
        ),
        telling(
            "a5",
            "attack.shelling",
            "it had not shelled Bilka",
            day="2024-05-03",
            known="2024-05-04",
            speaker=TWO,
            actor=TWO,
            polarity="negative",
            outlet="River Herald",
        ),
    ),
    (
        telling(
            "b1", "control.taken", "its troops took Dubove", day="2024-05-10", at=("Dubove",), speaker=TWO, actor=TWO
        ),
        telling(
            "b2",
            "control.lost",
            "it had left Dubove",
            day="2024-05-11",
            at=("Dubove",),
            speaker=ONE,
            actor=ONE,
            outlet="Hill Gazette",
        ),
    ),
    (telling("c1", "attack.air", "aircraft bombed $10 and $20 | shops", at=("Стара Білка",), speaker=HEBREW),),
    (telling("d1", "clash", "fighting went on north of Bilka", at=("north of Bilka",), day="2024-05-12"),),
    (
        telling(
            "e1",
            "displacement.fled",
            "300 people fled from Bilka",
            day="2024-05-13",
            number=("displaced", "people", 300.0, 300.0),
        ),
    ),
    (
        telling(
            "f1",
            "displacement.stock",
            "9,000 people are displaced in Bilka region",
            at=("Bilka region",),
            number=("displaced", "people", 9000.0, 9000.0),
            speaker=WHO,
        ),
    ),
    (telling("g1", "damage", "50 homes burned down", day="2024-05-14", number=("other", "homes", 50.0, 50.0)),),
    (
        telling(
            "h1",
            "aid.humanitarian",
            "the United States approved 5 million dollars for Bilka",
            stage="approved",
            actor=STATES,
            number=("money", "USD", 5e6, 5e6),
        ),
    ),
    (telling("i1", "control.taken", "rebels may have taken the whole region", at=ALL, modality="hedged"),),
    (
        telling("j1", "attack.missile", STRIKE, day="2024-05-15", speaker=ONE, actor=ONE),
        telling(
            "j2",
            "attack.missile",
            f"{STRIKE} in Bilka",
            day="2024-05-15",
            speaker=TWO,
            actor=ONE,
            outlet="River Herald",
        ),
    ),
)


def material(told: Iterable[Iterable[Telling]] = TOLD, scope: Scope = SCOPE, **more: Any) -> Material:
    groups = [tuple(sorted(group, key=lambda t: (t.known, t.key))) for group in told]
    cases = [(_event(group), group) for group in groups]
    tellings = tuple(t for group in groups for t in group)
    sources = {t.report: ("a1" if t.report == "a2" else t.report) for t in tellings}
    config = ControlConfig(scope.last or "", scope.known or "", default_rules())
    people = People(
        scope,
        casualties(cases, scope, sources),
        flows(cases, scope, sources),
        stocks(cases, scope, sources),
        damage(cases, scope, sources),
    )
    found = Material(
        scope=scope,
        cases=tuple(WeighedCase(event, group, weigh(event, group, sources)) for event, group in cases),
        states=control(tellings, config, sources),
        changes=changes(tellings, config, "2024-04-30", sources),
        wider=wider(tellings, config),
        people=people,
        aid=AidPicture(scope, aid(cases, scope, sources)),
        gaps=(Gap("North Post", "2024-05-21", "2024-05-31", True, 11, 4.0, 0.01, (), "2024-05-20"),),
        sheets={t.report: _sheet(t) for t in tellings},
        origins=sources,
        opponents=frozenset({frozenset({"ukraine", "russia"})}),
        watched=Watched(40, ("Hill Gazette", "North Post", "River Herald", "South <b>Post</b>")),
    )
    return dataclasses.replace(found, **more)


def _sheet(t: Telling) -> Sheet:
    return Sheet(t.report, t.outlet, f"On {t.report}", f"https://example.org/{t.report}", t.known, "rules 1")


def empty(reports: int = 40) -> Material:
    return material((), watched=Watched(reports, ("North Post", "River Herald") if reports else ()))


def _event(group: tuple[Telling, ...]) -> Event:
    family = group[0].family
    days = sorted(day for t in group for day in (t.first_day, t.last_day) if day)
    sides = tuple(dict.fromkeys(p.side for t in group for p in (t.actor, t.target) if p and p.side))
    return Event(
        f"event-{group[0].report}",
        family,
        group[0].kind,
        tuple(sorted(t.key for t in group)),
        place=group[0].places[0] if group[0].places else None,
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        sides=sides,
    )


_PAIRS = (("Ukrainian", "Russian"), ("Ukraine", "Russia"), ("ukraine", "russia"))
_OTHER = {a: b for pair in _PAIRS for a, b in (pair, pair[::-1])}
_NAMED = re.compile("|".join(sorted(_OTHER, key=len, reverse=True)))


def swapped(value: Any) -> Any:
    """The two sides exchanged in all names and words."""
    if isinstance(value, str):
        return _NAMED.sub(lambda found: _OTHER[found[0]], value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(
            value, **{f.name: swapped(getattr(value, f.name)) for f in dataclasses.fields(value)}
        )
    if isinstance(value, list):
        return [swapped(one) for one in value]
    if isinstance(value, tuple):
        made = (swapped(one) for one in value)
        return type(value)(*made) if hasattr(value, "_fields") else tuple(made)
    return value
