"""Damage: what is said to be damaged, destroyed or shot down, each with the words."""

from __future__ import annotations

from collections.abc import Iterator

from claimline.model import Telling
from claimline.model.sitrep import Section, Sentence, WeighedCase
from claimline.publishing.sitrep.context import Context, frame
from claimline.publishing.sitrep.dates import when
from claimline.publishing.sitrep.english import count
from claimline.publishing.sitrep.totals import totals_table
from claimline.vocab import load

_MOST = 30


def damage(context: Context) -> Section:
    found = [(case, told) for case in context.material.cases if (told := _said(context, case))]
    if not found:
        return context.nothing("damage")
    events = tuple(case.event.id for case, _ in found)
    keys = [telling.key for _, told in found for telling in told]
    words = f"Reports tell of damage in {count(len(found), 'event')}."
    lead = [frame(words, len(found), claims=keys, events=events)]
    if len(found) > _MOST:
        found = sorted(found, key=lambda one: (-len(one[1]), one[0].event.id))[:_MOST]
        lead.append(frame(f"The {_MOST} events that most claims tell of are written up.", _MOST))
    ordered = sorted(found, key=lambda one: (_day(*one), one[0].event.id))
    sentences = tuple(sentence for case, told in ordered for sentence in _sentences(context, case, told))
    table = totals_table(context, context.material.people.damage)
    return Section("damage", context.title("damage"), (*lead, *sentences), (), (table,) if table.rows else ())


def _said(context: Context, case: WeighedCase) -> list[Telling]:
    stands = {one.key: one.stand for one in case.weighed.tellings}
    return [
        telling
        for telling in case.tellings
        if telling.family == "damage"
        and stands.get(telling.key) == "says"
        and not telling.background
        and (context.places(telling) or not any(spot.id for spot in telling.places))
    ]


def _day(case: WeighedCase, told: list[Telling]) -> str:
    return case.event.first_day or min(telling.known for telling in told)


def _sentences(context: Context, case: WeighedCase, told: list[Telling]) -> Iterator[Sentence]:
    by_kind: dict[str, list[Telling]] = {}
    for telling in told:
        by_kind.setdefault(telling.kind, []).append(telling)
    for kind, tellings in sorted(by_kind.items()):
        words = load("sitrep")["damage"].get(kind) or load("sitrep")["damage"]["damage"]
        places = dict.fromkeys(spot.name for t in tellings for spot in context.places(t))
        place = case.event.place
        if not places and place is not None and (place.id is None or context.inside(place)):
            places = {place.name: None}
        at = when(context, tellings, case)
        yield at.under(
            context.voices.told(tellings).says(words["np"] + context.at(places), be=words["be"], when=at.words)
        )
