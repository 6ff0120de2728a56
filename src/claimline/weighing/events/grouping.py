"""Tellings put into events: a pure function of their set, whatever the order in which they arrive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from claimline.model import Telling
from claimline.model.event import Event
from claimline.model.judgement import Decision
from claimline.weighing.events.clustering import clusters
from claimline.weighing.events.config import EventConfig
from claimline.weighing.events.deciding import decided, in_force
from claimline.weighing.events.edges import connected
from claimline.weighing.events.profile import profile
from claimline.weighing.events.summary import event_of


def group(
    tellings: Iterable[Telling], config: EventConfig | None = None, decisions: Sequence[Decision] = ()
) -> tuple[Event, ...]:
    """Every telling in exactly one event, the events in the order of their earliest telling.

    Regrouping only some components (`components`), whole, gives the same events for them as regrouping everything.
    """
    config = config or EventConfig()
    found = (event for part in components(tellings, config, decisions) for event in _events(part, config, decisions))
    return tuple(found)


def components(
    tellings: Iterable[Telling], config: EventConfig | None = None, decisions: Sequence[Decision] = ()
) -> tuple[tuple[Telling, ...], ...]:
    """The tellings in the parts that can be grouped each by itself: those that edges or merges connect."""
    ordered = canonical(tellings)
    forest = connected(ordered, config or EventConfig())
    numbers = {telling.key: number for number, telling in enumerate(ordered)}
    for decision in decisions:
        if decision.verb == "merge":
            named = [numbers[key] for key in decision.subjects if key in numbers]
            for one in named[1:]:
                forest.join(named[0], one)
    return tuple(tuple(ordered[number] for number in numbers) for numbers in forest.sets())


def canonical(tellings: Iterable[Telling]) -> list[Telling]:
    """By the day on which they became known, then by key; each telling once."""
    return sorted({telling.key: telling for telling in tellings}.values(), key=lambda t: (t.known, t.key))


def _events(part: Sequence[Telling], config: EventConfig, decisions: Sequence[Decision]) -> Iterator[Event]:
    """The events of one component."""
    profiles = [profile(telling) for telling in part]
    numbers = {one.key: number for number, one in enumerate(profiles)}
    ours = in_force(decision for decision in decisions if not numbers.keys().isdisjoint(decision.subjects))
    if len(part) == 1:
        yield event_of(profiles, config)
        return
    found = decided(lambda apart: clusters(profiles, config, apart), ours, numbers)
    merges = [decision for decision in ours if decision.verb == "merge"]
    alone = clusters(profiles, config) if merges else []
    for cluster in found:
        merged = _merged(
            [profiles[n].key for n in cluster], [[profiles[n].key for n in part] for part in alone], merges
        )
        yield event_of([profiles[number] for number in cluster], config, merged)


def _merged(keys: Sequence[str], alone: Sequence[Sequence[str]], merges: Sequence[Decision]) -> dict[str, Decision]:
    """The first key of each part that would not be in this event without a decision, and the last decision on it.

    alone: the events that there are without decisions.
    """
    found: dict[str, Decision] = {}
    home = {key: number for number, part in enumerate(alone) for key in part}
    seen = {home.get(keys[0])}
    for key in keys:
        if home.get(key) in seen:
            continue
        seen.add(home.get(key))
        about = [one for one in merges if any(home.get(subject) == home.get(key) for subject in one.subjects)]
        if about:
            found[key] = about[-1]
    return found
