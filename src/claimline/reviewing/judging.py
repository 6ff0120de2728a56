"""What the verdicts on a claim come to, and the claim as they leave it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from claimline.model.judgement import Change, Standing, Verdict
from claimline.model.record import Record
from claimline.reviewing.applying import apply
from claimline.reviewing.core import core, differences
from claimline.reviewing.slots import SLOTS

Changes = tuple[tuple[Change, Verdict], ...]


def judged(record: Record, judgements: Iterable[Verdict], *, known: str | None = None) -> Record | None:
    """The record as people left it: None where it is rejected, else with what they set and with its status.

    Added are `review` (`{status, judgement, who, at, disputed, reopened}`) and, where slots were set by hand, `fixed`:
    by slot `{given, was, who, at, note, judgement}`, `was` being what the program had said. Without judgements it is
    the record itself. The words of the report are never changed. known: as they had left it by the end of
    an ISO day.
    """
    verdicts = tuple(judgements)
    if not verdicts:
        return record
    found = standing(record, verdicts, known=known)
    if found.judgement is None:
        return record
    if found.status == "rejected":
        return None
    review = {
        "status": found.status,
        "judgement": found.judgement,
        "who": found.who,
        "at": found.at,
        "disputed": found.disputed,
        "reopened": found.reopened,
    }
    return {**apply(record, found.changes), "review": review}


def standing(record: Record, verdicts: Iterable[Verdict], *, known: str | None = None) -> Standing:
    """What the verdicts come to for this record, the last one deciding; `known`: as it stood at the end of an ISO day.

    A verdict holds while nothing that was judged has changed; where the last one does not, the claim is open again. One
    that was given on another report with the same words counts where none is on this one, and only while it holds.
    """
    counted = _Counted(record)
    for verdict in sorted(_in_force(verdicts, known), key=lambda one: one.at):
        counted.take(verdict)
    if not counted.verdicts:
        return Standing()
    last = counted.verdicts[-1]
    status = {"accept": "fixed" if counted.changes else "accepted", "fix": "fixed", "reject": "rejected"}[last.verb]
    return Standing(
        status="open" if counted.reopened else status,  # type: ignore[arg-type]
        judgement=last.id,
        at=last.at,
        who=last.who,
        disputed=_disputed(counted.verdicts),
        reopened=counted.reopened,
        changes=counted.changes,
    )


def with_changes(before: Changes, verdict: Verdict) -> Changes:
    """What is set by hand after one more verdict; a party that gets a new name loses what was set of the old one."""
    named = {change.slot for change in verdict.changes}
    kept = {change.slot: (change, by) for change, by in before if change.slot.partition(".")[0] not in named}
    made = {**kept, **{change.slot: (change, verdict) for change in verdict.changes}}
    return tuple(made[slot] for slot in SLOTS if slot in made)


@dataclass(slots=True)
class _Counted:
    """The verdicts of a claim, taken one after another."""

    record: Record
    verdicts: list[Verdict] = field(default_factory=list)
    changes: Changes = ()
    reopened: str = ""

    def take(self, verdict: Verdict) -> None:
        changes = with_changes(self.changes, verdict)
        now = core(apply(self.record, changes))
        changed = differences(verdict.seen, now)
        why = verdict.stale or (f"since it was judged, this has changed: {', '.join(changed)}" if changed else "")
        if why and not verdict.own:
            return
        self.changes, self.reopened = changes, why
        self.verdicts.append(verdict)


def _in_force(verdicts: Iterable[Verdict], known: str | None) -> list[Verdict]:
    def by_then(moment: str | None) -> bool:
        return moment is not None and (known is None or moment[:10] <= known)

    found = [one for one in verdicts if by_then(one.at) and not by_then(one.undone_at)]
    return [one for one in found if one.own] or found


def _disputed(verdicts: Sequence[Verdict]) -> bool:
    """Whether the last verdicts of two people contradict each other."""
    last = {verdict.who: verdict for verdict in verdicts}
    in_order = [verdict for verdict in verdicts if last[verdict.who] is verdict]
    return any(_contradict(one, other) for one, other in combinations(in_order, 2))


def _contradict(earlier: Verdict, later: Verdict) -> bool:
    """Of two people: one rejects, or the later one changes what the earlier one found right, or set otherwise.

    Who accepts after a fix accepts it as fixed.
    """
    if (earlier.verb == "reject") != (later.verb == "reject"):
        return True
    if later.verb != "fix":
        return False
    before = {change.slot: change.value for change in earlier.changes}
    return earlier.verb == "accept" or any(
        change.slot in before and before[change.slot] != change.value for change in later.changes
    )
