"""What changed hands, and who holds what: claim by claim who says so, then what the rules of control make of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimline.model.control import ControlChange, ControlState
from claimline.model.sitrep import Group, Row, Section, Sentence, Table
from claimline.publishing.sitrep.context import Context, frame
from claimline.publishing.sitrep.english import capital, count, listed, quoted, shown, small
from claimline.publishing.sitrep.holders import OLDEST, recent, said, signature, state_words, versions
from claimline.vocab import load

_MOST_WIDER = 15
_MOST_CHANGES = 40


def changed(context: Context) -> Section:
    """Settlements whose state changed in the period, with who says so; the same of several stands together."""
    found = [change for change in context.material.changes if said(change.after)]
    if not found:
        return _unchanged(context)
    together = _together(context, found)
    groups = tuple(Group(_heading(context, same), tuple(_change(context, same))) for same in together[:_MOST_CHANGES])
    words = f"The state of {count(len(found), 'settlement')} in {context.area} changed in this period."
    keys = [claim.telling.key for change in found for claim in change.after.claims_for]
    lead = [frame(words, len(found), claims=keys)]
    if len(together) > _MOST_CHANGES:
        lead.append(frame(f"The last {_MOST_CHANGES} of these changes are written up.", _MOST_CHANGES))
    return Section("changed", context.title("changed"), tuple(lead), groups)


def _together(context: Context, found: Sequence[ControlChange]) -> list[list[ControlChange]]:
    """Changes that rest on the same claims, the latest first, then by name."""
    same: dict[tuple[object, ...], list[ControlChange]] = {}
    for change in sorted(found, key=lambda one: (one.name, one.place)):
        key = (state_words(context, change.before), change.before.rule, signature(context, change.after))
        same.setdefault(key, []).append(change)
    newest = sorted(same.values(), key=lambda one: (one[0].name, one[0].place))
    return sorted(newest, key=lambda one: one[0].after.since or "", reverse=True)


def _unchanged(context: Context) -> Section:
    """Nothing changed: that is either what claims say, or that nobody said anything."""
    spoken_of = recent(context)
    if not spoken_of:
        return context.nothing("changed")
    words = (
        f"No settlement in {context.area} changed its state in this period, as far as reports tell; "
        f"of {count(len(spoken_of), 'settlement')} it was said again who holds it."
    )
    keys = [claim.telling.key for state in spoken_of for claim in state.claims_for]
    return Section("changed", context.title("changed"), (frame(words, len(spoken_of), claims=keys),))


def _heading(context: Context, same: Sequence[ControlChange]) -> str:
    return f"{listed([shown(change.name) for change in same])}: {state_words(context, same[0].after)}"


def _change(context: Context, same: Sequence[ControlChange]) -> Iterator[Sentence]:
    yield from versions(context, [change.after for change in same])
    words, first = load("sitrep")["makes"], same[0]
    pattern = words["first" if first.before.rule == "nothing_said" else "change"]
    before = state_words(context, first.before)
    told = context.told(claim.telling.key for change in same for claim in change.after.claims_for)
    if told:
        many = len(same) > 1
        held, was, place = ("them", "they were", "them") if many else ("it", "it was", shown(first.name))
        text = pattern.format(place=place, after=state_words(context, first.after), before=before, held=held, was=was)
        yield told.sentence(text, graded=False)


def held(context: Context) -> Section:
    """The table of settlements, the versions of contested ones, and what is said of wider areas."""
    states = [state for state in context.material.states if said(state)]
    wider = tuple(_wider(context))
    if not states and not wider:
        return context.nothing("control")
    spoken_of, told = recent(context), {change.place for change in context.material.changes}
    groups = [
        Group(f"{shown(state.name)}: {state_words(context, state)}", tuple(versions(context, [state])))
        for state in sorted(spoken_of, key=lambda state: (state.name, state.place))
        if state.status == "contested" and state.place not in told
    ]
    if wider:
        groups.append(Group("Said of wider areas, which makes no settlement held or lost", wider))
    older = [state for state in states if state not in spoken_of and (state.days_since or 0) <= OLDEST]
    tables = (
        _table(context, "Settlements that were spoken of in this period", spoken_of),
        _table(context, "Last known states of settlements that were not spoken of in this period", older),
    )
    shown_tables = tuple(table for table in tables if table.rows)
    return Section("control", context.title("control"), _lead(states, spoken_of), tuple(groups), shown_tables)


def _lead(states: Sequence[ControlState], spoken_of: Sequence[ControlState]) -> tuple[Sentence, ...]:
    if not states:
        return ()
    amount, some = len(states), len(spoken_of)
    if amount == 1:
        of = "it was" if some else "it was not"
    elif some == amount:
        of = "all of them were"
    else:
        of = f"{small(some) if some else 'none'} of them {'was' if some == 1 else 'were'}"
    keys = [claim.telling.key for state in spoken_of for claim in state.claims_for]
    words = f"Reports say who holds {count(amount, 'settlement')}; {of} spoken of in this period."
    old = [state for state in states if state not in spoken_of and (state.days_since or 0) > OLDEST]
    if not old:
        return (frame(words, amount, some, claims=keys),)
    they = "it is" if len(old) == 1 else "they are"
    more = f"Of {count(len(old), 'settlement')} the last claim is more than a year old; {they} not listed."
    return frame(words, amount, some, claims=keys), frame(more, len(old))


def _table(context: Context, title: str, states: Sequence[ControlState]) -> Table:
    rows = [_row(context, state) for state in sorted(states, key=lambda state: (state.name, state.place))]
    columns = ("Settlement", "State", "Since", "Last claim", "Origins", "Who says so")
    stale = any(state.stale for state in states)
    note = "Stale: the last claim is older than the rules of control trust." if stale else ""
    return Table(title, columns, tuple(rows), frozenset({4}), note)


def _row(context: Context, state: ControlState) -> Row:
    keys = tuple(claim.telling.key for claim in state.claims_for)
    told = context.told(keys)
    last = f"{context.day(state.last_claim)}{' (stale)' if state.stale else ''}" if state.last_claim else ""
    cells = (
        shown(state.name),
        capital(state_words(context, state)),
        context.day(state.since) if state.since else "",
        last,
        str(state.origins),
        capital(told.who) if told else "",
    )
    return Row(cells, keys)


def _wider(context: Context) -> Iterator[Sentence]:
    """What was said in the period of regions and areas, each only once."""
    scope = context.material.scope
    seen: set[str] = set()
    for one in sorted(context.material.wider, key=lambda wider: (wider.telling.known, wider.telling.key)):
        telling, words = one.telling, one.telling.text.casefold()
        if telling.modality in ("planned", "conditional") or not telling.text:
            continue
        if (telling.last_day or telling.known) < (scope.since or "") or words in seen or len(seen) >= _MOST_WIDER:
            continue
        seen.add(words)
        told = context.voices.told([telling])
        place = shown(one.spot.name)
        about = f"the area {place}" if place[:1].islower() else place
        negative, day = telling.polarity == "negative", context.day(telling.known)
        # "denies this claim": such words add nothing
        name = "of_wider_denied" if negative and told.only_denies else "of_wider"
        verb = "denied" if negative else "said" if telling.speaker else "reported"
        quote = told.quote() or quoted(telling.text)
        yield told.sentence(load("sitrep")[name].format(who=told.who, verb=verb, day=day, place=about, quote=quote))
