"""Aid: promised, approved, delivered, blocked, each for itself; never added across stages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from claimline.model.sitrep import Group, Section, Sentence
from claimline.model.toll import Measure, Toll
from claimline.publishing.sitrep.context import Context, frame
from claimline.publishing.sitrep.dates import when
from claimline.publishing.sitrep.english import bounds_words, count, listed
from claimline.publishing.sitrep.speakers import side_name
from claimline.publishing.words import visible
from claimline.vocab import load

_NO_AMOUNT = "not said"
_EACH = 15


def aid(context: Context) -> Section:
    tally = context.material.aid.aid
    if not tally.tolls:
        return context.nothing("aid")
    by_stage: dict[str, dict[str, list[Toll]]] = {}
    for toll in tally.tolls:
        by_stage.setdefault(toll.measure.what, {}).setdefault(toll.event, []).append(toll)
    events = tuple(dict.fromkeys(toll.event for toll in tally.tolls))
    keys = sorted({key for toll in tally.tolls for key in toll.keys})
    lead = [frame(f"Reports tell of aid in {count(len(events), 'event')}.", len(events), claims=keys, events=events)]
    groups = []
    for stage, title in load("sitrep")["aid_titles"].items():
        found = by_stage.get(stage, {})
        ordered = sorted(found, key=lambda event: (found[event][0].first_day, event))
        sentences = tuple(s for event in ordered[:_EACH] for s in _sentences(context, found[event]))
        if sentences:
            groups.append(Group(title, sentences))
        if len(ordered) > _EACH:
            left = len(ordered) - _EACH
            lead.append(frame(f"{title}: {count(left, 'more event')} not written up.", left))
    return Section("aid", context.title("aid"), tuple(lead), tuple(groups))


def _sentences(context: Context, tolls: Sequence[Toll]) -> Iterator[Sentence]:
    """What the same speakers say of the same giver and receiver stands in one sentence."""
    same: dict[tuple[object, ...], list[Toll]] = {}
    for toll in tolls:
        measure, told = toll.measure, context.told(toll.keys)
        if told is not None:
            same.setdefault((told.names, measure.of, measure.giver or "", measure.receiver or ""), []).append(toll)
    for _, found in sorted(same.items(), key=lambda one: (one[1][0].first_day, one[1][0].keys)):
        told = context.told(key for toll in found for key in toll.keys)
        if told is not None:
            stage = found[0].measure.what
            at = when(context, told.tellings, context.cases.get(found[0].event))
            if stage in load("sitrep")["aid_verbs"]:
                yield at.under(told.clause(_clause(context, found), when=at.words))
            else:
                yield at.under(told.says(_thing(found) + _ends(context, found), be="was", when=at.words))


def _parties(context: Context, toll: Toll) -> Measure:
    """The measure, with giver and receiver; without them where they fight each other, which no words can mean."""
    measure = toll.measure
    foes = frozenset(party for party in (measure.giver, measure.receiver) if party) in context.material.opponents
    return replace(measure, giver=None, receiver=None) if foes else measure


def _clause(context: Context, found: Sequence[Toll]) -> str:
    """ "the United States approved military aid for Ukraine"."""
    measure, stage = _parties(context, found[0]), load("sitrep")["aid_verbs"][found[0].measure.what]
    to = f" for {side_name(measure.receiver)}" if measure.receiver else ""
    if measure.giver:
        return f"{side_name(measure.giver)} {stage} {_thing(found)}{to}"
    return f"{_thing(found)}{to} was {stage}"


def _ends(context: Context, found: Sequence[Toll]) -> str:
    measure = _parties(context, found[0])
    by = f" from {side_name(measure.giver)}" if measure.giver else ""
    return f"{by} for {side_name(measure.receiver)}" if measure.receiver else by


def _thing(found: Sequence[Toll]) -> str:
    """ "military aid worth 800 million USD", "military aid (6,000 missiles)"."""
    words = load("sitrep")["aid_kinds"]
    kind = words.get(found[0].measure.of, "aid")
    money: list[str] = []
    goods: list[str] = []
    for toll in found:
        bounds = toll.bounds or (toll.lines[0].bounds if toll.lines else None)
        if bounds is None or toll.measure.unit == _NO_AMOUNT:
            continue
        pile = money if toll.measure.unit.isupper() and len(toll.measure.unit) == 3 else goods
        pile.append(f"{bounds_words(bounds)} {visible(toll.measure.unit)}")
    worth = f" worth {listed(money)}" if money else ""
    return f"{kind}{worth}{f' ({listed(goods)})' if goods else ''}"
