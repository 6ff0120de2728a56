"""Pictures of control: states on a day, the history of a place, what changed since a day. Pure functions."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter

from claimline.model.control import ControlChange, ControlClaim, ControlState, ControlStep, Held, WiderClaim
from claimline.model.place import Part
from claimline.model.telling import Telling
from claimline.picturing.control.bearing import bearings, settlements
from claimline.picturing.control.camps import Camps, default_camps
from claimline.picturing.control.rules import Rules, default_rules
from claimline.picturing.control.states import Walk, days_between

_NOTHING: Mapping[str, str] = {}
_WIDER = frozenset(("area", "district", "region"))
_HOLDS = frozenset(("takes", "holds", "enters"))
_DAY = attrgetter("day")


@dataclass(frozen=True, slots=True)
class ControlConfig:
    """on: the day of the picture; known: only what was known on this day counts. Both ISO 8601 days, inclusive."""

    on: str
    known: str
    rules: Rules = field(default_factory=default_rules)
    camps: Camps = field(default_factory=default_camps)


@dataclass(slots=True)
class _Ledger:
    """What was said of one settlement up to the day of the picture: what counts, and what is only listed."""

    counted: list[ControlClaim] = field(default_factory=list)
    listed: list[ControlClaim] = field(default_factory=list)


def control(
    tellings: Iterable[Telling],
    config: ControlConfig,
    origins: Mapping[str, str] = _NOTHING,
    places: Container[str] | None = None,
) -> tuple[ControlState, ...]:
    """The state of every settlement that a claim on control names, by the place's id; of these `places` alone.

    The tellings are a set: their order does not matter. `origins` maps a report's ref to its independent origin; a
    report without one is its own. Claims known after `config.known`, or true only after `config.on`, are not looked at.
    """
    ledgers = _ledgers(tellings, config, places)
    return tuple(_state(place, ledgers[place], config, origins) for place in sorted(ledgers))


def aged(state: ControlState, config: ControlConfig) -> ControlState:
    """The state on another day of `config`, between which and its own nothing was said of the settlement."""
    if (state.on, state.known) == (config.on, config.known):
        return state
    days = days_between(state.last_claim, config.on) if state.last_claim else None
    stale = days is not None and days > config.rules.stale_after_days
    reasons = state.reasons
    if state.days_since is not None and state.since is not None and days is not None:
        reasons = (*reasons[:-1], _last_claim(days, config.rules))
    return replace(state, on=config.on, known=config.known, days_since=days, stale=stale, reasons=reasons)


def history(
    tellings: Iterable[Telling], config: ControlConfig, places: Container[str] | None = None
) -> tuple[ControlStep, ...]:
    """Every change of state of the settlements that the tellings name: by place, then by day. Reversals are kept."""
    ledgers = _ledgers(tellings, config, places)
    return tuple(step for place in sorted(ledgers) for step in _steps(place, ledgers[place], config))


def changes(
    tellings: Iterable[Telling],
    config: ControlConfig,
    since: str,
    origins: Mapping[str, str] = _NOTHING,
    places: Container[str] | None = None,
) -> tuple[ControlChange, ...]:
    """The settlements whose state changed after the day `since`, there and back included.

    Both states are told by what was known on `config.known`: the changes are those of the places, not of our knowledge.
    """
    ledgers = _ledgers(tellings, config, places)
    found = []
    for place in sorted(ledgers):
        steps = _steps(place, ledgers[place], config)
        later = tuple(step for step in steps if step.day > since)
        if later:
            before = next((step.state for step in reversed(steps) if step.day <= since), Held("unknown"))
            after = _state(place, ledgers[place], config, origins)
            found.append(ControlChange(place, after.name, before, after, later))
    return tuple(found)


def wider(tellings: Iterable[Telling], config: ControlConfig) -> tuple[WiderClaim, ...]:
    """Claims on control of districts, regions and areas, by day: they are listed, and make no settlement's state.

    A region that only says where a settlement of the claim lies is none.
    """
    found = []
    for telling in tellings:
        rule = config.rules.kinds.get(telling.kind)
        if rule is None or rule.says in ("nothing", "fighting") or not _is_known(telling, config):
            continue
        around = {holder for spot in settlements(telling, rule) for holder in spot.inside}
        found += [
            WiderClaim(spot, telling)
            for spot in telling.places
            if spot.precision in _WIDER and spot.role in rule.places and spot.id not in around
        ]
    return tuple(sorted(found, key=lambda w: (w.telling.known, w.telling.key, w.spot.id or w.spot.name)))


def _is_known(telling: Telling, config: ControlConfig) -> bool:
    return telling.known <= config.known and min(telling.last_day or telling.known, telling.known) <= config.on


def _ledgers(
    tellings: Iterable[Telling], config: ControlConfig, places: Container[str] | None = None
) -> dict[str, _Ledger]:
    ledgers: dict[str, _Ledger] = {}
    kinds, rules, camps = config.rules.kinds, config.rules, config.camps
    for telling in tellings:
        if telling.kind not in kinds or not _is_known(telling, config):
            continue
        for claim in bearings(telling, rules, camps):
            place = claim.spot.id or ""
            if places is not None and place not in places:
                continue
            ledger = ledgers.get(place)
            if ledger is None:
                ledger = ledgers[place] = _Ledger()
            (ledger.listed if claim.weight == "listed" else ledger.counted).append(claim)
    for ledger in ledgers.values():
        ledger.counted.sort(key=_order)
    return ledgers


def _order(claim: ControlClaim) -> tuple[str, str, str, str]:
    return (claim.day, claim.telling.known, claim.telling.report, claim.telling.claim)


def _walked(ledger: _Ledger, config: ControlConfig) -> Iterator[tuple[str, Held, list[ControlClaim]]]:
    """Day, state after it, claims of the day: the earliest first."""
    walk = Walk(config.rules, config.camps)
    for day, group in groupby(ledger.counted, key=_DAY):
        claims = list(group)
        yield day, walk.take(day, claims), claims


def _steps(place: str, ledger: _Ledger, config: ControlConfig) -> list[ControlStep]:
    steps: list[ControlStep] = []
    last = Held("unknown")
    for day, state, claims in _walked(ledger, config):
        if (state.status, state.by, state.since) != (last.status, last.by, last.since):
            steps.append(ControlStep(place, claims[0].spot.name, day, state, tuple(claims)))
        last = state
    return steps


def _state(place: str, ledger: _Ledger, config: ControlConfig, origins: Mapping[str, str]) -> ControlState:
    state, before = Held("unknown"), None
    for _, held, _ in _walked(ledger, config):
        if held.since != state.since or held.status != state.status or held.by != state.by:
            before = state if state.since else None
        state = held
    last = ledger.counted[-1].day if ledger.counted else None
    days = days_between(last, config.on) if last else None
    supporting, against = _sorted_out(state, before, ledger.counted, config)
    roots = {origins.get(claim.telling.report, claim.telling.report) for claim in supporting}
    listed = tuple(sorted(ledger.listed, key=_order))
    spot = (ledger.counted or listed)[0].spot
    stale = days is not None and days > config.rules.stale_after_days
    return ControlState(
        place=place,
        name=spot.name,
        lat=spot.lat,
        lon=spot.lon,
        country=spot.country,
        inside=spot.inside,
        on=config.on,
        known=config.known,
        status=state.status,
        by=state.by,
        by_name=config.camps.name(state.by) if state.by else None,
        parties=state.parties,
        left=state.left,
        since=state.since,
        last_claim=last,
        days_since=days,
        stale=stale,
        origins=len(roots),
        before=before,
        reasons=_reasons(state, (supporting, against), len(roots), days, config.rules),
        claims_for=supporting,
        claims_against=against,
        listed=listed,
    )


def _sorted_out(
    state: Held, before: Held | None, claims: Sequence[ControlClaim], config: ControlConfig
) -> tuple[tuple[ControlClaim, ...], tuple[ControlClaim, ...]]:
    """The claims for a state and those against it, from the day that it began. Of a contested one, all are for it."""
    since = state.since
    if since is None:
        return (), ()
    if state.status == "contested":
        earlier = before.since if before and before.since else since
        return tuple(c for c in claims if c.day >= since), tuple(c for c in claims if earlier <= c.day < since)
    supporting: list[ControlClaim] = []
    against: list[ControlClaim] = []
    for claim in claims:
        if claim.day >= since:
            (supporting if _supports(claim, state, config.camps) else against).append(claim)
    return tuple(supporting), tuple(against)


def _supports(claim: ControlClaim, state: Held, camps: Camps) -> bool:
    if state.by is None:
        return claim.says == "leaves"
    own = any(camps.allied(state.by, party, claim.day) for party in claim.who)
    return own if claim.says in _HOLDS else claim.says in ("leaves", "denies") and not own


def _reasons(
    state: Held,
    claims: tuple[Sequence[ControlClaim], Sequence[ControlClaim]],
    origins: int,
    days: int | None,
    rules: Rules,
) -> tuple[Part, ...]:
    supporting, against = claims
    parts = [Part(state.rule, 1.0, rules.reasons[state.rule])]
    if state.since is None:
        return tuple(parts)
    voices = sorted({claim.voice for claim in supporting})
    counts = ", ".join(f"{sum(c.voice == v for c in supporting)} {v}" for v in voices)
    parts.append(Part("claims for", float(len(supporting)), counts))
    parts.append(Part("independent origins", float(origins), "reports with one text or one source count once"))
    if against:
        parts.append(Part("claims against", float(len(against)), "since then, and not enough to change it"))
    if days is not None:
        parts.append(_last_claim(days, rules))
    return tuple(parts)


def _last_claim(days: int, rules: Rules) -> Part:
    limit = rules.stale_after_days
    why = f"stale after {limit}: the last known state" if days > limit else f"stale after {limit}"
    return Part("days since the last claim", float(days), why)
