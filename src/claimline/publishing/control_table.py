"""Control pictures for people: a line a settlement, or one settlement with all that was said of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.table import Table
from rich.text import Text

from claimline.model.control import ControlChange, ControlClaim, ControlState, ControlStep, WiderClaim
from claimline.publishing.control import before_words, party_names, state_words
from claimline.publishing.formats import Options
from claimline.publishing.tolls_table import Page
from claimline.publishing.words import OWN_VOICE, plural, visible

_STYLES = {"held": "green", "claimed": "yellow", "contested": "magenta", "unknown": "dim"}
_VOICES = {
    "outlet": "the outlet's own word",
    "interested": "word of who gains by it",
    "conceding": "conceded",
    "third": "word of a third party",
    "unknown": "word of one whose side is not known",
}
_MOST_WIDER = 12
_MOST_SPEAKERS = 3


def control_table(
    states: Sequence[ControlState],
    steps: Sequence[ControlStep],
    wider: Sequence[WiderClaim],
    out: TextIO,
    options: Options,
) -> None:
    """One settlement in full, several as a table; then what was said of areas, which makes no settlement's state."""
    page = Page(options)
    if len(states) == 1:
        _one(page, states[0], steps)
    elif states:
        shown = [state for state in states if state.since]
        page.heading(f"{_counts(shown)} · on {states[0].on}, as known on {states[0].known}")
        page.show(_table(shown))
        silent = len(states) - len(shown)
        if silent:
            page.say(f"{plural(silent, 'more settlement')} with claims that decide nothing: see --format json")
        if any(state.stale for state in shown):
            page.say("* stale: the last known state, no claim since for longer than the rules trust")
    if wider:
        page.say("")
        page.heading("Said of wider areas; no settlement is held or lost by it:")
        page.show(_wider(wider[-_MOST_WIDER:]))
        if len(wider) > _MOST_WIDER:
            page.say(f"the latest {_MOST_WIDER} of {len(wider):,}; --format json has all")
    page.write(out)


def changes_table(found: Sequence[ControlChange], since: str, out: TextIO, options: Options) -> None:
    """A line a change, by the day of the last one; there and back is one line with its steps."""
    page = Page(options)
    if found:
        page.heading(f"{plural(len(found), 'settlement')} changed since {since} · as known on {found[0].after.known}")
        table = _columns(("place", None), ("before", None), ("now", None), ("steps", None), ("who says so", None))
        for change in sorted(found, key=lambda c: (c.steps[-1].day, c.name, c.place)):
            steps = "\n".join(f"{step.day} {before_words(step.state)}" for step in change.steps)
            table.add_row(
                visible(change.name),
                before_words(change.before),
                Text(state_words(change.after), _STYLES[change.after.status]),
                steps,
                _speakers(change.after.claims_for),
            )
        page.show(table)
    page.write(out)


def _counts(states: Iterable[ControlState]) -> str:
    counts: Counter[str] = Counter(state.status for state in states)
    return ", ".join(f"{counts[status]:,} {status}" for status in _STYLES if counts[status]) or "nothing decided"


def _columns(*columns: tuple[str, int | None]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name, width in columns:
        table.add_column(name, overflow="fold", max_width=width)
    return table


def _table(states: Sequence[ControlState]) -> Table:
    table = _columns(
        ("place", 26), ("state", 36), ("since", 10), ("last claim", 11), ("origins", 7), ("who says so", None)
    )
    for state in sorted(states, key=lambda s: (visible(s.name), s.place)):
        table.add_row(
            visible(state.name),
            Text(state_words(state), _STYLES[state.status]),
            state.since,
            f"{state.last_claim}{'*' if state.stale else ''}",
            str(state.origins),
            _speakers(state.claims_for),
        )
    return table


def _one(page: Page, state: ControlState, steps: Sequence[ControlStep]) -> None:
    page.heading(f"{visible(state.name)} ({state.place}) · on {state.on}, as known on {state.known}")
    line = f"{state_words(state)}{f' since {state.since}' if state.since else ''}"
    if state.stale:
        line += f" (last known: no claim for {state.days_since:,} days)"
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim")
    grid.add_column(overflow="fold")
    grid.add_row("state", Text(line, _STYLES[state.status]))
    if state.before is not None:
        grid.add_row("before", f"{before_words(state.before)} since {state.before.since}")
    for number, part in enumerate(state.reasons):
        grid.add_row("why" if number == 0 else "", f"{part.name}: {f'{part.value:g}, ' if number else ''}{part.why}")
    page.show(grid)
    for title, claims in (
        ("for it", state.claims_for),
        ("against it", state.claims_against),
        ("listed, decides nothing", state.listed),
    ):
        if claims:
            page.say("")
            page.heading(title)
            page.show(_claims(claims))
    earlier = [step for step in steps if step.place == state.place]
    if len(earlier) > 1:
        page.say("")
        page.heading("history")
        table = _columns(("since", None), ("state", None), ("who says so", None))
        for step in earlier:
            table.add_row(step.day, before_words(step.state), _speakers(step.claims))
        page.show(table)


def _claims(claims: Sequence[ControlClaim]) -> Table:
    table = _columns(("day", 10), ("says", 24), ("who says so", 40), ("words", None), ("claim", 8))
    for claim in claims:
        who = party_names(claim.who)
        table.add_row(
            claim.day,
            f"{claim.says} {who}".strip(),
            f"{_speaker(claim)}; {claim.why or _VOICES[claim.voice]}",
            f"“{visible(claim.telling.text)}”",
            claim.telling.claim[:8],
        )
    return table


def _speaker(claim: ControlClaim) -> str:
    telling = claim.telling
    outlet = visible(telling.outlet) if telling.outlet else OWN_VOICE
    return f"{visible(telling.speaker.name)} in {outlet}" if telling.speaker else outlet


def _speakers(claims: Iterable[ControlClaim]) -> str:
    """Who says so, each once with the newest first; no order of rank."""
    names = list(dict.fromkeys(_speaker(claim) for claim in reversed(list(claims))))
    more = f" and {len(names) - _MOST_SPEAKERS} more" if len(names) > _MOST_SPEAKERS else ""
    return "; ".join(names[:_MOST_SPEAKERS]) + more


def _wider(claims: Sequence[WiderClaim]) -> Table:
    table = _columns(("known", 10), ("area", 30), ("kind", 18), ("who says so", 30), ("words", None))
    for claim in claims:
        telling = claim.telling
        outlet = visible(telling.outlet) if telling.outlet else OWN_VOICE
        speaker = f"{visible(telling.speaker.name)} in {outlet}" if telling.speaker else outlet
        kind = telling.kind if telling.polarity == "positive" else f"not {telling.kind}"
        table.add_row(telling.known, visible(claim.spot.name), kind, speaker, f"“{visible(telling.text)}”")
    return table
