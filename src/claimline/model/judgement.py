"""What people decide. A judgement is a new row with who and when, never an edit of what the program found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DecisionVerb = Literal["merge", "split"]


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
