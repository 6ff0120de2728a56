"""From the logits of the roles to spans.

A role that one thing fills (an actor, a speaker) is the stretch that is likeliest as a whole: a doubtful word inside
a name does not break it, and of two stretches the better one counts, not the first. A role that several things may
fill (places, numbers) is read piece by piece.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimline.reading.neural.labels import CLAIM_ROLES, B, I, O

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

Pieces = tuple[int, int]  # first and last piece, both inclusive
SINGLE = ("actor", "target", "speaker", "cue")


def roles_of(logits: Floats) -> dict[str, tuple[Pieces, ...]]:
    """The spans of each role of one trigger, from logits [T, 3 * roles] of O, B and I."""
    cells = logits.reshape(len(logits), -1, 3)
    tags = cells.argmax(-1)
    tags[0] = tags[-1] = O  # the special pieces
    named = tags.any(0)
    return {
        role: () if not named[r] else likeliest(cells[:, r]) if role in SINGLE else tuple(spans_of(tags[:, r].tolist()))
        for r, role in enumerate(CLAIM_ROLES)
    }


def likeliest(logits: Floats) -> tuple[Pieces, ...]:
    """The stretch with the most in its favour, in nats over no stretch at all; none where nothing speaks for one.

    logits [T, 3] of O, B and I. The first piece counts as B, the others as B or I (Kadane's largest sum).
    """
    import numpy as np

    cells = logits[1:-1]  # without the special pieces
    begin = cells[:, B] - cells[:, O]
    inside = np.maximum(cells[:, I], cells[:, B]) - cells[:, O]
    upto = np.cumsum(inside)
    opened = begin - upto  # what a stretch that begins here must be added to
    best = np.maximum.accumulate(opened)
    gain = best + upto
    end = int(gain.argmax())
    if gain[end] <= 0:
        return ()
    start = int(opened[: end + 1].argmax())
    return ((start + 1, end + 1),)


def spans_of(tags: list[int]) -> list[Pieces]:
    """Runs of B and I; an I after nothing begins one too."""
    spans: list[Pieces] = []
    begun: int | None = None
    for i, tag in enumerate([*tags, O]):
        if begun is not None and tag != I:
            spans.append((begun, i - 1))
            begun = None
        if tag == B or (tag == I and begun is None):
            begun = i
    return spans
