"""The head of a situation report, and its sources: what it was made from, counted, and how to read it."""

from __future__ import annotations

from collections import Counter

from claimline import __version__
from claimline.model.sitrep import Row, Section, Sentence, Table
from claimline.publishing.sitrep.amounts import told_of
from claimline.publishing.sitrep.context import Context, frame, names
from claimline.publishing.sitrep.english import capital, count, listed, period_words, plain, shown
from claimline.publishing.sitrep.totals import main_totals
from claimline.publishing.words import plural
from claimline.vocab import load

_HEADLINE = ("killed", "injured", "fled", "evacuated")
_PUBLIC = "By the public profile: only accepted claims, with coarse places, and late"
NO_OUTLET = "Outlet not named"


def title(context: Context) -> str:
    return f"Situation report: {context.area}"


def facts(context: Context) -> tuple[tuple[str, str], ...]:
    """Area, period, as known when, reports, origins, review: label and value."""
    material, scope = context.material, context.material.scope
    first, last = scope.since or scope.last or "", scope.last or ""
    return (
        ("Area", shown(scope.name)),
        ("Period", period_words(first, last)),
        ("As known on", period_words(scope.known, scope.known) if scope.known else "the day of the last report"),
        ("Reports on it", _reports(context)),
        ("Claims", _claims(context)),
        *_numbers(context),
        ("Gaps in coverage", _gaps(context)),
        *((("Made public", _PUBLIC),) if material.public else ()),
    )


def _reports(context: Context) -> str:
    refs = {t.report for case in context.material.cases for t in case.tellings}
    outlets = {t.outlet for case in context.material.cases for t in case.tellings if t.outlet}
    origins = {context.material.origins.get(ref, ref) for ref in refs}
    if not refs:
        return f"None, of {plural(context.material.watched.reports, 'report')} read in the period"
    watched = context.material.watched.reports
    return (
        f"{plural(len(refs), 'report')} of {plural(len(outlets), 'outlet')}, from "
        f"{plural(len(origins), 'independent origin')}; {plural(watched, 'report')} read in the period, on all areas"
    )


def _claims(context: Context) -> str:
    keys = {t.key for case in context.material.cases for t in case.tellings}
    status = Counter(context.material.status.get(key, "open") for key in keys)
    words = load("sitrep")["status"]
    parts = [f"{status[name]:,} {words[name]}" for name in words if status[name]]
    events = plural(len(context.material.cases), "event")
    return f"{plural(len(keys), 'claim')} on {events}{f': {listed(parts)}' if parts else ''}"


def _numbers(context: Context) -> tuple[tuple[str, str], ...]:
    people = context.material.people
    found = []
    for total in main_totals([*people.casualties.totals, *people.flows.totals]):
        if total.measure.what in _HEADLINE and total.bounds is not None:
            found.append(told_of(context, total.measure, total.bounds))
    return (("Told of", capital("; ".join(dict.fromkeys(found)))),) if found else ()


def _gaps(context: Context) -> str:
    last = context.material.scope.last or "9"
    outlets = sorted({gap.outlet for gap in context.material.gaps if gap.since <= last})
    if not outlets:
        return "None that the outlets' habits show"
    return f"{capital(names(outlets, 6))} fell silent"


def sources(context: Context) -> Section:
    words = load("sitrep")
    texts = [*([words["method_public"]] if context.material.public else []), *words["method"]]
    lead = tuple(Sentence(text, frame=True) for text in texts)
    readers = sorted({sheet.reader for sheet in context.material.sheets.values() if sheet.reader})
    made = f"Read by {listed([shown(reader) for reader in readers])}; " if readers else ""
    made += f"written by Claimline {__version__}."
    lead = (*_left_out(context), *lead, frame(capital(made)))
    return Section("sources", context.title("sources"), lead, (), (_outlets(context),))


def _left_out(context: Context) -> tuple[Sentence, ...]:
    """What is told of the area and belongs in no section, counted."""
    words = load("sitrep")["other_families"]
    cases = [case for case in context.material.cases if case.event.family in words]
    found = Counter(case.event.family for case in cases)
    if not found:
        return ()
    parts = [f"{count(found[family], 'event')} of {words[family]}" for family in words if found[family]]
    keys = [telling.key for case in cases for telling in case.tellings]
    text = f"Told of too, and not written up here: {listed(parts)}."
    return (frame(text, *found.values(), claims=keys, events=(case.event.id for case in cases)),)


def _outlets(context: Context) -> Table:
    """The outlets that tell of the area, by name."""
    reports: dict[str, set[str]] = {}
    claims: Counter[str] = Counter()
    last: dict[str, str] = {}
    for case in context.material.cases:
        for telling in case.tellings:
            name = telling.outlet or NO_OUTLET
            reports.setdefault(name, set()).add(telling.report)
            claims[name] += 1
            last[name] = max(last.get(name, ""), telling.known)
    rows = tuple(
        Row((shown(name), str(len(reports[name])), str(claims[name]), context.day(last[name])))
        for name in sorted(reports, key=lambda name: (name == NO_OUTLET, plain(name).casefold()))
    )
    columns = ("Outlet", "Reports", "Claims", "Last report")
    return Table("Outlets that tell of the area", columns, rows, frozenset({1, 2}))
