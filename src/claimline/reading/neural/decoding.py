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
_SINGLE = frozenset(map(CLAIM_ROLES.index, ("actor", "target", "speaker", "cue")))


def roles_of(logits: Floats) -> list[dict[str, tuple[Pieces, ...]]]:
    """The spans of each role of each trigger, from logits [K, T, 3 * roles] of O, B and I."""
    cells = logits.reshape(*logits.shape[:2], -1, 3)
    tags = cells.argmax(-1)
    tags[:, 0] = tags[:, -1] = O  # the special pieces
    found: list[dict[str, tuple[Pieces, ...]]] = [dict.fromkeys(CLAIM_ROLES, ()) for _ in range(len(logits))]
    single: list[tuple[int, int]] = []
    for k, r in zip(*(which.tolist() for which in tags.any(1).nonzero()), strict=True):
        if r in _SINGLE:
            single.append((k, r))
        elif r < len(CLAIM_ROLES):
            found[k][CLAIM_ROLES[r]] = tuple(spans_of(tags[k, :, r].tolist()))
    if single:
        triggers, roles = zip(*single, strict=True)
        for (k, r), stretch in zip(single, likeliest(cells[triggers, :, roles]), strict=True):
            found[k][CLAIM_ROLES[r]] = (stretch,) if stretch is not None else ()
    return found


def likeliest(logits: Floats) -> list[Pieces | None]:
    """The stretch with the most in its favour, in nats over no stretch at all; None where nothing speaks for one.

    logits [N, T, 3] of O, B and I. The first piece counts as B, the others as B or I (Kadane's largest sum).
    """
    import numpy as np

    cells = logits[:, 1:-1]  # without the special pieces
    begin = cells[:, :, B] - cells[:, :, O]
    inside = np.maximum(cells[:, :, I], cells[:, :, B]) - cells[:, :, O]
    upto = np.cumsum(inside, axis=1)
    opened = begin - upto  # what a stretch that begins here must be added to
    gain = np.maximum.accumulate(opened, axis=1) + upto
    ends = gain.argmax(1)
    there = gain[np.arange(len(gain)), ends] > 0
    return [
        (int(opened[n, : end + 1].argmax()) + 1, end + 1) if there[n] else None for n, end in enumerate(ends.tolist())
    ]


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
