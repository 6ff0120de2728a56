"""Reports with claims for the tests of weighing and picturing: few towns, many days, copies, denials, revised tolls."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

import claimline
from claimline.ledger import Item, Ledger
from claimline.ledger.compact import event_from, link_json, origin_from
from claimline.ledger.tables import event_members, events, reports, tellings, weighed_reports
from claimline.model import Report, Span
from claimline.model.claim import claim_id
from claimline.model.event import Event
from claimline.model.record import Record

#: Towns with the ids of the small gazetteer of the tests.
TOWNS = {
    "Vovchansk": ("geonames:689304", 50.29, 36.94),
    "Robotyne": ("geonames:695586", 47.45, 35.84),
    "Orikhiv": ("geonames:698428", 47.58, 35.78),
    "Sumy": ("geonames:692194", 50.92, 34.8),
}
OUTLETS = ("Sample Post", "River Herald", "Hill Gazette", "Plain Dealer")
FIRST = date(2024, 5, 1)
SIDES = ("ukraine", "russia")
NAMES = {"ukraine": "Ukrainian forces", "russia": "Russian forces"}


@dataclass(frozen=True)
class Told:
    """One claim to be: `words` stand in the text."""

    kind: str
    words: str
    town: str
    day: date | None = None
    speaker: str | None = None
    side: str | None = None
    actor: str | None = None
    dead: int | None = None
    polarity: str = "positive"


def an_item(text: str, told: Sequence[Told], outlet: str | None, published: date) -> Item:
    report = Report(text, outlet=outlet, published=published, language="en")
    return Item(report, [a_record(report, one) for one in told])


def a_record(report: Report, told: Told) -> Record:
    """The claim record that a reader would give for these words."""
    start, town_at = report.text.index(told.words), report.text.index(told.town)
    words = Span(start, start + len(told.words))
    place_id, lat, lon = TOWNS[told.town]
    speaker = party(report, told.speaker, told.side, "office") if told.speaker else None
    said = Span(speaker["start"], speaker["end"]) if speaker else None
    number = str(told.dead) if told.dead is not None else ""
    number_at = report.text.find(number, start)
    return {
        "id": claim_id(report.text_hash, words, told.kind, said, [("at", place_id)]),
        "report": {"id": report.id, "title": None, "outlet": report.outlet, "url": None}
        | {"published": str(report.published), "language": "en", "origin": []},
        "kind": told.kind,
        "evidence": [{"start": words.start, "end": words.end, "text": told.words}],
        "speaker": speaker,
        "chain": [name for name in (report.outlet, told.speaker) if name],
        "cue": None,
        "modality": "claimed" if told.speaker else "asserted",
        "polarity": told.polarity,
        "framing": None,
        "background": False,
        "stage": None,
        "actor": party(report, NAMES[told.actor], told.actor, "organisation") if told.actor else None,
        "target": None,
        "places": [
            {"text": told.town, "start": town_at, "end": town_at + len(told.town), "role": "at", "name": told.town}
            | {"id": place_id, "lat": lat, "lon": lon, "precision": "settlement", "radius_km": 2.0, "rung": "exact"}
            | {"country": "UA", "confidence": 0.9, "candidates": []}
        ],
        "time": {"text": told.town, "start": str(told.day), "end": str(told.day), "precision": "day", "of": "event"}
        | {"span": [town_at, town_at + len(told.town)]}
        if told.day
        else None,
        "quantities": [
            {"text": number, "start": number_at, "end": number_at + len(number), "min": told.dead, "max": told.dead}
            | {"unit": "people", "of": "killed", "replaces": False}
        ]
        if told.dead is not None
        else [],
        "confidence": 0.8,
        "reader": {"name": "rules", "version": "1"},
    }


def party(report: Report, name: str, side: str | None, kind: str) -> Record:
    at = max(report.text.find(name), 0)
    return {"name": name, "kind": kind, "side": side, "role": None, "start": at, "end": at + len(name)}


def many_items(count: int, seed: int, sides: tuple[str, str] = SIDES) -> list[Item]:
    """Reports of one war in four towns; a third of them are copies of another one. `sides`: who does what to whom."""
    chance = random.Random(seed)
    found: list[Item] = []
    for number in range(count):
        published = FIRST + timedelta(days=chance.randrange(9))
        outlet = chance.choice(OUTLETS)
        if found and chance.random() < 0.3:
            found.append(_copy(chance.choice(found), outlet, published))
        else:
            found.append(_report(chance, number, outlet, published, sides))
    return list({(i.report.text_hash, i.report.outlet, i.report.published): i for i in found}.values())


def _report(chance: random.Random, number: int, outlet: str | None, published: date, sides: tuple[str, str]) -> Item:
    town, day = chance.choice(list(TOWNS)), published - timedelta(days=chance.randrange(2))
    doer = chance.choice((0, 1))
    actor, other = sides[doer], sides[1 - doer]
    dead = chance.randrange(2, 6)
    speaker = f"the head of district {chance.randrange(3)}"
    facility = chance.choice(("market", "school", "bus depot", "grain store"))
    shells, toll = f"shells hit a {facility} in {town}", f"killed {dead} people there"
    parts = [f"Dispatch {number} of the day. On that day {shells}, {speaker} said, and {toll}."]
    told = [
        Told("attack.shelling", shells, town, day, speaker, other, actor),
        Told("casualties.killed", toll, town, day, speaker, other, actor, dead),
    ]
    if chance.random() < 0.5:
        took = f"a column from the {('west', 'east')[doer]} took {town}"
        parts.append(f"In the night {took}, its command claimed in the evening.")
        told.append(Told("control.taken", took, town, day if chance.random() < 0.7 else None, "command", actor, actor))
    if chance.random() < 0.3:
        lost = f"no soldier has left {town}"
        parts.append(f"The other side said that {lost}.")
        told.append(Told("control.lost", lost, town, day, "The other side", other, other, polarity="negative"))
    return an_item(" ".join(parts), told, outlet, published)


def _copy(item: Item, outlet: str | None, published: date) -> Item:
    old = item.report
    report = Report(old.text, outlet=outlet, published=published, language="en")
    facts = {"id": report.id, "outlet": outlet, "published": str(published)}
    return Item(report, [{**r, "report": {**r["report"], **facts}} for r in item.claims if isinstance(r, dict)])


def add(ledger: Ledger, items: Iterable[Item]) -> None:
    with ledger.writer() as writer:
        writer.add_many(items)


def weigh(ledger: Ledger, gazetteer: Path, portion: int = 500) -> claimline.WeighResult:
    return claimline.weigh(ledger, claimline.WeighConfig(portion=portion, gazetteer=gazetteer))


def events_in(ledger: Ledger) -> dict[str, Event]:
    with ledger.engine.connect() as connection:
        bodies = connection.execute(select(events.c.body)).scalars()
        return {event.id: event for event in map(event_from, bodies)}


def weighed_state(ledger: Ledger) -> dict[str, Any]:
    """All that weighing found, without the ledger's own numbers: equal for two ledgers that hold the same."""
    with ledger.engine.connect() as connection:
        refs = {row.key: row.ref for row in connection.execute(select(reports.c.key, reports.c.ref))}
        keys = {
            key: (refs[r], claim)
            for key, r, claim in connection.execute(select(tellings.c.key, tellings.c.report_key, tellings.c.claim_id))
        }
        origins = connection.execute(select(weighed_reports.c.report_key, weighed_reports.c.origin)).all()
        homes: dict[int, set[tuple[str, str]]] = {}
        query = select(event_members.c.telling_key, events.c.component)
        for key, component in connection.execute(query.join(events, events.c.key == event_members.c.event_key)):
            homes.setdefault(component, set()).add(keys[key])
        bodies = set(connection.execute(select(tellings.c.body)).scalars())
    with ledger.scopes().look() as look:
        links = look.stories.links(refs)
    return {
        "events": events_in(ledger),
        "origins": {refs[key]: origin_from(origin) for key, origin in origins},
        "links": {(link.later, link.earlier, link.relation, link_json(link)) for _, _, link in links},
        "components": {frozenset(home) for home in homes.values()},
        "tellings": bodies,
    }
