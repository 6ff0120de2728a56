"""What people decide. A judgement is a new row with who and when, never an edit of what the program found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from claimline.model.place import Part

DecisionVerb = Literal["merge", "split"]
VerdictVerb = Literal["accept", "fix", "reject"]
Verb = Literal["merge", "split", "accept", "fix", "reject"]
#: What the judgements on a claim come to. `open`: nobody has judged it, or what was judged is no longer what stands.
Status = Literal["accepted", "fixed", "rejected", "open"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on which tellings are of one event.

    merge: the events of all `subjects` are one event. split: the subjects are not of the event that they are found in:
    they and its other members stay apart, while the subjects may stay together and other tellings may join either.
    subjects: keys of tellings. at: ISO moment; of two decisions that contradict each other, the later one holds. To
    undo a decision is to leave it out.
    """

    verb: DecisionVerb
    subjects: tuple[str, ...]
    at: str
    who: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a person sets a slot of a claim to.

    slot: "speaker", "kind", "place", "day" … (`claimline.reviewing.slots`). given: as the person wrote it; None empties
    the slot. value: what goes into the claim record, as plain data.
    """

    slot: str
    given: str | None
    value: Any = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's word on one claim: it is right as it stands (accept), right with these changes (fix), wrong (reject).

    at: ISO moment; of several verdicts the last one decides. seen: what was judged, the changes included, slot by slot
    (`claimline.reviewing.core`), so that it shows whether it is still what stands. own: given on this very report, and
    not on another one with the same words. stale: why the words that were judged no longer count, "" while they do.
    """

    id: str
    verb: VerdictVerb
    at: str
    who: str
    note: str = ""
    changes: tuple[Change, ...] = ()
    seen: Mapping[str, Any] = field(default_factory=dict)
    undone_at: str | None = None
    undone_by: str | None = None
    own: bool = True
    stale: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the verdicts on a claim come to.

    judgement: id of the last verdict that was not undone; at, who: of it. disputed: people differ; all verdicts are
    kept. reopened: why the claim is open again although somebody judged it, else "". changes: what is set by hand, each
    with the verdict that set it; it stays set while a claim that was opened again waits.
    """

    status: Status = "open"
    judgement: str | None = None
    at: str | None = None
    who: str | None = None
    disputed: bool = False
    reopened: str = ""
    changes: tuple[tuple[Change, Verdict], ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """A claim that is worth a person's look: the sum of its `parts`, each with its reason.

    key: of its telling ("report:claim"). claim: its id; report: the ref of its report.
    """

    key: str
    score: float
    parts: tuple[Part, ...]
    reopened: str = ""

    @property
    def report(self) -> str:
        return self.key.partition(":")[0]

    @property
    def claim(self) -> str:
        return self.key.partition(":")[2]
