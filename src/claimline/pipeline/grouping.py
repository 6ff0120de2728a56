"""Claims to events, step by step: only the components that new claims touch are grouped anew, each as a whole.

A component is what chains of joins hold together: two claims in different ones can never be of one event, whatever
else there is. Grouping one is a pure function of its tellings (`claimline.weighing.events`), so that it does not
matter in how many steps, and in which order, its tellings came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimline.model import Telling
from claimline.model.judgement import Decision
from claimline.pipeline.reviewing import review_scores

if TYPE_CHECKING:
    from claimline.ledger.event_shelf import Change, Group
    from claimline.ledger.weighing import Step
    from claimline.model.event import Event


@dataclass(frozen=True, slots=True)
class Grouped:
    """How many claims came, went, and were grouped anew, and into how many events."""

    new: int
    gone: int
    regrouped: int
    events: int


def group_claims(step: Step, now: Mapping[int, Sequence[Telling]]) -> Grouped:
    """Bring the events up to what the reports (by key) tell now, inside the transaction of `step`."""
    from claimline.weighing.events import blocks

    shelf = step.events
    change = shelf.replace(now)
    shelf.unindex({key: blocks(telling) for key, telling in change.gone.items()})
    fresh = {key: blocks(telling) for key, telling in change.new.items()}
    near = shelf.sharing({block for names in fresh.values() for block in names}) - change.gone.keys()
    joins = joins_in(change.new, shelf.load(near))
    touched = _Touched(step, change, {key for pair in joins for key in pair})
    members, decisions = touched.members, touched.decisions
    groups = _grouped(members, touched.sets(joins), decisions)
    shelf.index(fresh)
    shelf.regroup(touched.before, groups, members, change.heirs)
    step.put_scores(review_scores(members, groups))
    made = sum(len(group.events) for group in groups)
    return Grouped(len(change.new), len(change.gone), len(members), made)


def events_of(members: Mapping[int, Telling], decisions: Sequence[Decision] = ()) -> tuple[Event, ...]:
    """The events of whole components, as if the ledger held nothing else."""
    from claimline.weighing.events import group

    return group(members.values(), decisions=decisions)


def joins_in(new: Mapping[int, Telling], known: Mapping[int, Telling]) -> list[tuple[int, int]]:
    """Pairs of tellings, one of them new at least, that hold a component together."""
    from claimline.weighing.events import edges

    keys = {telling.key: key for part in (known, new) for key, telling in part.items()}
    return [(keys[one], keys[other]) for one, other in edges(new.values(), known.values())]


class _Touched:
    """The components that a change touches, whole, with what people decided about them.

    before: keys of all tellings that were in them; members: those that are in them now.
    """

    def __init__(self, step: Step, change: Change, joined: set[int]) -> None:
        self._step, self._change = step, change
        self.before: dict[int, int] = {}  # telling to the component that it was in
        self.members: dict[int, Telling] = dict(change.new)
        self.decisions: tuple[Decision, ...] = ()
        self._decided: dict[str, int] = {}
        self._refs: set[str] = set()
        self._add({*change.gone, *change.kept, *(joined - change.new.keys())})

    def _add(self, keys: set[int]) -> None:
        """Add the components of these tellings, and those that decisions tie to any of them."""
        shelf = self._step.events
        while True:
            found = shelf.whole(keys - self.before.keys())
            fresh = found.keys() - self.before.keys()
            self.before.update(found)
            self.members.update(shelf.load(fresh - self._change.gone.keys()))
            refs = {telling.report for telling in self.members.values()}
            if refs == self._refs:
                return
            self._refs = refs
            self.decisions = self._step.decisions(refs)
            self._decided = shelf.named(subject for decision in self.decisions for subject in decision.subjects)
            keys = set(self._decided.values()) - self.members.keys()

    def sets(self, joins: Iterable[tuple[int, int]]) -> list[list[int]]:
        """The members by the components that they form now."""
        sets = Sets(self.members)
        for pair in joins:
            sets.join(*pair)
        dirty = {self.before[key] for key in (*self._change.gone, *self._change.kept) if key in self.before}
        loose = {key: self.members[key] for key, home in self.before.items() if home in dirty and key in self.members}
        for pair in joins_in(loose, {}):
            sets.join(*pair)
        homes: dict[int, int] = {}
        for key, home in self.before.items():
            if home not in dirty and key in self.members:
                sets.join(homes.setdefault(home, key), key)
        for decision in self.decisions:
            there = [self._decided[subject] for subject in decision.subjects if subject in self._decided]
            for key in there[1:] if decision.verb == "merge" else ():
                sets.join(there[0], key)
        return sets.sets()


def _grouped(
    members: Mapping[int, Telling], sets: Iterable[Sequence[int]], decisions: Sequence[Decision]
) -> list[Group]:
    """The events of each component. Grouping them all at once is the same, and quicker."""
    from claimline.ledger.event_shelf import Group

    groups = list(sets)
    home = {members[key].key: number for number, keys in enumerate(groups) for key in keys}
    events: list[list[Event]] = [[] for _ in groups]
    for event in events_of(members, decisions):
        events[home[event.members[0]]].append(event)
    return [Group(tuple(keys), tuple(found)) for keys, found in zip(groups, events, strict=True)]


class Sets:
    """Disjoint sets of numbers."""

    def __init__(self, members: Iterable[int]) -> None:
        self._parent = {member: member for member in members}

    def find(self, member: int) -> int:
        root = member
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[member] != root:
            self._parent[member], member = root, self._parent[member]
        return root

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first

    def sets(self) -> list[list[int]]:
        """Each set sorted, by its smallest member."""
        found: dict[int, list[int]] = {}
        for member in sorted(self._parent):
            found.setdefault(self.find(member), []).append(member)
        return list(found.values())
