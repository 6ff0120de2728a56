"""What people decide. A judgement is a new row with who and when, never an edit of what the program found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DecisionVerb = Literal["merge", "split"]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on which tellings are of one event.

    merge: all `subjects` are of one event. split: the `subjects` are not of the event that they were found in: none of
    them is joined with a telling that is not among them (they may stay together). subjects: keys of tellings.
    at: ISO moment; of two decisions that contradict each other, the later one holds. To undo a decision is to leave it
    out.
    """

    verb: DecisionVerb
    subjects: tuple[str, ...]
    at: str
    who: str
    note: str = ""
