"""Casualties and displacement: ranges with who says so, event by event; nothing is added that must not be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from claimline.model.sitrep import Group, Row, Section, Sentence, Table
from claimline.model.toll import Apart, Bounds, Line, Measure, Stock, Tally, Toll
from claimline.publishing.sitrep.amounts import (
    GROUPS,
    amount,
    direction,
    high_words,
    noun,
    told_amount,
    told_of,
    verb,
    where,
)
from claimline.publishing.sitrep.attribution import Told
from claimline.publishing.sitrep.context import Context, frame, names
from claimline.publishing.sitrep.dates import When, when
from claimline.publishing.sitrep.english import be, bounds_words, capital, count, listed
from claimline.publishing.sitrep.totals import WHATS, main_totals, totals_table
from claimline.publishing.words import number, visible
from claimline.vocab import load

_EVENTS = 25  # events that are written up; the table has all
_ROWS = 200
_ALL = "people"


def casualties(context: Context) -> Section:
    tally = context.material.people.casualties
    if not (tally.tolls or tally.running or tally.apart or tally.unnumbered):
        return context.nothing("casualties")
    section = _section(context, "casualties", tally)
    if not tally.unnumbered:
        return section
    told = _of_events(context, tally.unnumbered, ("casualties",))
    number_of = len(tally.unnumbered)
    words = f"{capital(count(number_of, 'event'))} of people harmed {be(number_of)} told without a number."
    more = frame(words, number_of, claims=told, events=tally.unnumbered)
    return Section(section.name, section.title, (*section.sentences, more), section.groups, section.tables)


def displacement(context: Context) -> Section:
    people = context.material.people
    flows, stocks = people.flows, people.stocks
    if not (flows.tolls or flows.running or flows.apart or flows.unnumbered or stocks):
        return context.nothing("displacement")
    section = _section(context, "displacement", flows)
    groups = list(section.groups)
    if stocks:
        groups.append(Group("How many were displaced on a day, by the latest word of each", tuple(_stocks(context))))
    return Section(section.name, section.title, section.sentences, tuple(groups), section.tables)


def _section(context: Context, name: str, tally: Tally) -> Section:
    groups = []
    events = tuple(_events(context, tally))
    if events:
        title = "Event by event" if name == "casualties" else "Movements in the period"
        groups.append(Group(title, events))
    running = tuple(_running(context, tally.running))
    if running:
        groups.append(Group("Totals over a longer time, which are in no sum", running))
    lead = (*_totals(context, tally), *_apart(context, tally.apart))
    if not lead and not events:
        lead = (frame("No number that counts is told for this period."),)
    tables = tuple(table for table in (totals_table(context, tally), _events_table(context, tally)) if table.rows)
    return Section(name, context.title(name), lead, tuple(groups), tables)


# Totals


def _totals(context: Context, tally: Tally) -> Iterator[Sentence]:
    for total in main_totals(tally.totals):
        if total.bounds is None:
            continue
        over = f"in {count(len(total.events), 'event')}{', each counted once' if len(total.events) > 1 else ''}"
        counts = (total.bounds.low, total.bounds.high, float(len(total.events)))
        told = context.told(total.keys)
        if told:
            comma = "," if len(total.events) > 1 else ""
            text = f"Reports tell of {told_of(context, total.measure, total.bounds)}{comma} {over}."
            yield Sentence(text, told.keys, total.events, counts=counts)


# Events


def _events(context: Context, tally: Tally) -> Iterator[Sentence]:
    by_event: dict[str, list[Toll]] = {}
    for toll in tally.tolls:
        by_event.setdefault(toll.event, []).append(toll)
    largest = sorted(by_event, key=lambda name: (-max(_high(t) for t in by_event[name]), name))[:_EVENTS]
    for event in sorted(largest, key=lambda name: (by_event[name][0].first_day, name)):
        yield from _event(context, by_event[event])


def _high(toll: Toll) -> float:
    return toll.bounds.high if toll.bounds else max((line.bounds.high for line in toll.lines), default=0)


def _event(context: Context, tolls: Sequence[Toll]) -> Iterator[Sentence]:
    """The numbers of one event: what the same speakers say stands in one sentence."""
    order = {what: at for at, what in enumerate(WHATS)}
    main = sorted((t for t in tolls if _whole(t, tolls)), key=lambda t: (order.get(t.measure.what, 99), t.measure.unit))
    same: dict[tuple[str, ...], list[tuple[Toll, list[Line]]]] = {}
    for toll in main:
        lines = [line for line in toll.lines if not line.about_other]
        told = context.told(line.key for line in lines)
        if told is None:
            continue
        if len({(line.bounds.low, line.bounds.high, line.bounds.open) for line in lines}) > 1:
            yield _differing(context, toll, lines)
        else:
            same.setdefault(told.names, []).append((toll, lines))
    for found in same.values():
        told = context.told(line.key for _, lines in found for line in lines)
        if told is not None:
            what = _parts(context, [toll for toll, _ in found], tolls) + where(context, found[0][0])
            at = _when(context, found[0][0], told)
            said = told.clause(what, when=at.words, all_words=True)
            yield at.under(_counting(said, told, (line.bounds for _, lines in found for line in lines)))
    for toll in main:
        yield from _others_losses(context, toll)
        yield from _replaced(context, toll)


def _when(context: Context, toll: Toll, told: Told) -> When:
    return when(context, told.tellings, context.cases.get(toll.event))


def _counting(sentence: Sentence, told: Told, found: Iterable[Bounds]) -> Sentence:
    """With the numbers that stand in no claim: a person who is named is one, several groups are added."""
    figures = {value for t in told.tellings for figure in t.figures for value in (figure.min, figure.max)}
    counted = {value for bounds in found for value in (bounds.low, bounds.high) if value not in figures}
    return replace(sentence, counts=(*sentence.counts, *sorted(counted)))


def _whole(toll: Toll, tolls: Sequence[Toll]) -> bool:
    """Whether it is of everybody; a group of people where nothing is told of everybody."""
    if toll.measure.of not in GROUPS:
        return True
    return not any(o.measure.what == toll.measure.what and o.measure.of == _ALL for o in tolls)


def _parts(context: Context, found: Sequence[Toll], tolls: Sequence[Toll]) -> str:
    """ "at least 2 people were killed and 5 injured", "2 civilians were killed and 5 people injured"."""
    parts: list[str] = []
    said = ""
    for toll in found:
        words, said = _part(context, toll, tolls, said)
        parts.append(words)
    return listed(parts)


def _part(context: Context, toll: Toll, tolls: Sequence[Toll], said: str) -> tuple[str, str]:
    """One number, and the noun that it is of; the noun is left out where it was `said` just before."""
    bounds = toll.bounds or toll.lines[0].bounds
    groups = [t for t in tolls if t.measure.of != toll.measure.of and t.measure.what == toll.measure.what and t.bounds]
    only = groups[0] if len(groups) == 1 and groups[0].bounds == bounds and groups[0].keys == toll.keys else None
    measure = only.measure if only else toll.measure
    many = noun(measure, 2)
    if not said:
        words = f"{told_amount(context, toll, measure, bounds)} {verb(measure, bounds)}{direction(context, measure)}"
    else:
        short = verb(measure, bounds).removeprefix("was ").removeprefix("were ")
        words = f"{bounds_words(bounds) if many == said else amount(measure, bounds)} {short}"
    if only or not groups or toll.measure.of != _ALL:
        return words, many
    inside = [amount(t.measure, t.bounds) for t in groups if t.bounds]
    return words + str(load("sitrep")["among"].format(amount=listed(inside))), many


def _differing(context: Context, toll: Toll, lines: Sequence[Line]) -> Sentence:
    """Speakers give different numbers: each with its own, the earliest known first."""
    by_bounds: dict[tuple[float, float, bool], list[Line]] = {}
    for line in sorted(lines, key=lambda one: (one.known, one.key)):
        by_bounds.setdefault((line.bounds.low, line.bounds.high, line.bounds.open), []).append(line)
    words, found = load("sitrep"), []
    for same in by_bounds.values():
        told = context.told(line.key for line in same)
        if told is not None:
            found.append((told.who, bounds_words(same[0].bounds)))
    alone = len({who for who, _ in found}) == 1
    parts = [bounds if alone else words["differ_part"].format(who=who, amount=bounds) for who, bounds in found]
    told = context.voices.told(context.tellings[key] for line in lines if (key := line.key) in context.tellings)
    at = _when(context, toll, told)
    text = words["differ_alone" if alone else "differ"].format(
        verb=verb(toll.measure, Bounds(2, 2)).removeprefix("were ") + direction(context, toll.measure),
        where=where(context, toll),
        when=at.words,
        who=found[0][0],
        parts=listed(parts),
    )
    return at.under(_counting(told.sentence(text), told, (line.bounds for line in lines)))


def _others_losses(context: Context, toll: Toll) -> Iterator[Sentence]:
    """What a side says of another side's losses, which is in no sum with the rest."""
    by_bounds: dict[tuple[float, float, bool], list[Line]] = {}
    for line in toll.lines:
        if line.about_other:
            by_bounds.setdefault((line.bounds.low, line.bounds.high, line.bounds.open), []).append(line)
    for same in by_bounds.values():
        told, bounds = context.told(line.key for line in same), same[0].bounds
        if told is not None:
            what = f"{amount(toll.measure, bounds)} {verb(toll.measure, bounds)}{where(context, toll)}"
            pattern = load("sitrep")["of_other"]
            at, quote = _when(context, toll, told), f": {told.quote()}" if told.quote() else ""
            said = told.sentence(pattern.format(who=told.who, what=what, when=at.words, quote=quote))
            yield at.under(_counting(said, told, [bounds]))


def _replaced(context: Context, toll: Toll) -> Iterator[Sentence]:
    gone = [line for line in toll.replaced if line.key in context.tellings]
    if gone and toll.lines:
        amounts = list(dict.fromkeys(bounds_words(line.bounds) for line in gone))
        told = context.voices.told(context.tellings[line.key] for line in gone)
        text = load("sitrep")["replaced"].format(amount=f"{listed(amounts, 'or')} {toll.measure.what}")
        yield _counting(told.sentence(text), told, (line.bounds for line in gone))


def _events_table(context: Context, tally: Tally) -> Table:
    """All events with a number, where more are told than are written up."""
    tolls = [toll for toll in tally.tolls if toll.bounds is not None and toll.measure.of not in GROUPS]
    if len({toll.event for toll in tolls}) <= _EVENTS:
        return Table("", (), ())
    rows = []
    for toll in sorted(tolls, key=lambda t: (t.first_day, t.event, t.measure.what))[:_ROWS]:
        told, bounds = context.told(toll.keys), toll.bounds
        if told is None or bounds is None:
            continue
        high = high_words(bounds)
        day = context.day(toll.first_day) + ("" if toll.dated else " (reported)")
        what = f"{visible(toll.measure.unit)} {toll.measure.what}"
        rows.append(
            Row(
                (day, names(toll.places, 3), capital(what), number(bounds.low), high, told.who),
                toll.keys,
                (toll.event,),
            )
        )
    return Table(
        "All events with a number",
        ("Day", "Place", "What", "Lowest", "Highest", "Who says so"),
        tuple(rows),
        frozenset({3, 4}),
    )


# What counts in no sum


def _running(context: Context, found: Iterable[Apart]) -> Iterator[Sentence]:
    for entry in sorted(found, key=lambda one: (one.day, one.line.key)):
        told, line = context.told([entry.line.key]), entry.line
        if told is not None:
            at = context.at(context.narrow(entry.places))
            what = f"{amount(line.measure, line.bounds)} {verb(line.measure, line.bounds)}{at} over a longer time"
            yield _counting(told.clause(what), told, [line.bounds])


def _apart(context: Context, found: Sequence[Apart]) -> Iterator[Sentence]:
    if not found:
        return
    by_kind: dict[str, int] = {}
    for entry in found:
        by_kind[entry.kind] = by_kind.get(entry.kind, 0) + 1
    words = load("sitrep")["apart"]
    parts = [f"{count(n, 'number')} {words[kind]}" for kind, n in sorted(by_kind.items())]
    keys = sorted({entry.line.key for entry in found})
    yield frame(f"Not counted: {listed(parts)}.", *by_kind.values(), claims=keys)


def _stocks(context: Context) -> Iterator[Sentence]:
    for stock in sorted(context.material.people.stocks, key=lambda one: (one.place, one.day, one.key)):
        told = context.told([stock.key])
        if told is None:
            continue
        yield told.clause(_stock(context, stock))


def _stock(context: Context, stock: Stock) -> str:
    measure = Measure("displaced", _ALL, stock.unit)
    at = context.at([stock.place])
    day = f" as of {context.day(stock.day)}" if stock.dated else f" (reported on {context.day(stock.day)})"
    return f"{amount(measure, stock.bounds)} {verb(measure, stock.bounds)}{at}{day}"


def _of_events(context: Context, events: Iterable[str], families: Sequence[str]) -> tuple[str, ...]:
    wanted = set(events)
    cases = [case for case in context.material.cases if case.event.id in wanted]
    return tuple(t.key for case in cases for t in case.tellings if t.family in families)
