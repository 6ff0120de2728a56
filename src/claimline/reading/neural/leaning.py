"""Where the rules see an event, the network needs less to see it too.

What both notice is more often right than what one alone does: the logits of a piece lean toward the family that the
rules name there, and away from "no trigger". By how much was chosen on reports held out from training
(training/choose.py).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimline.model import Trigger
from claimline.reading.neural.labels import FAMILIES, family_of
from claimline.reading.neural.masking import Masked
from claimline.reading.neural.windows import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

Leaning = tuple[int, int, int]  # first and last piece, family


@dataclass(frozen=True, slots=True)
class Weights:
    """In nats. `none` is taken from the logit of "no trigger" everywhere, `seen` as well where the rules see an event;
    `family` is added to both tags of the family that they name.
    """

    none: float
    seen: float = 0.0
    family: float = 0.0


def weights(settings: dict[str, Any]) -> Weights:
    """Those that came with a reader's weights."""
    return Weights(float(settings["recall"]), *map(float, settings.get("leaning", ())))


def leanings(triggers: Iterable[Trigger], window: Window, masked: Masked) -> list[Leaning]:
    """The pieces of a window's core in which the rules' triggers lie."""
    core = [offset for offset in window.offsets[window.core : -1] if offset is not None]
    ends, starts = [offset.end for offset in core], [offset.start for offset in core]
    found: list[Leaning] = []
    for trigger in triggers:
        span = masked.span_there(trigger.span)
        first, beyond = bisect_right(ends, span.start), bisect_left(starts, span.end)
        if first < beyond:
            family = FAMILIES.index(family_of(trigger.kind))
            found.append((window.core + first, window.core + beyond - 1, family))
    return found


def leant(tags: Floats, leaning: Iterable[Leaning], by: Weights) -> Floats:
    """The tag logits [T, tags] of a window, with what speaks for its triggers; the array itself is changed."""
    tags[:, 0] -= by.none
    for first, last, family in leaning:
        tags[first : last + 1, 0] -= by.seen
        tags[first : last + 1, 1 + 2 * family : 3 + 2 * family] += by.family
    return tags
