"""Spans from the logits of roles."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from claimline.reading.neural.decoding import likeliest, roles_of, spans_of
from claimline.reading.neural.labels import CLAIM_ROLES, ROLES


def logits(*rows: tuple[float, float, float]) -> NDArray[np.float32]:
    """O, B and I of each piece between the two special ones."""
    return np.array([(0, 9, 9), *rows, (0, 9, 9)], dtype=np.float32)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([(0, 3, 0), (1, 0, 0.5), (0, 0, 4)], ((1, 3),)),  # a doubtful word inside a name does not break it
        ([(0, 1, 0), (5, 0, 0), (0, 3, 0), (0, 0, 3)], ((3, 4),)),  # of two stretches the better one
        ([(3, 0, 0), (2, 1, 1)], ()),
        ([(0, 2, 0)], ((1, 1),)),
    ],
)
def test_the_stretch_that_is_likeliest_as_a_whole(
    rows: list[tuple[float, float, float]], found: tuple[tuple[int, int], ...]
) -> None:
    assert likeliest(logits(*rows)[None]) == [found[0] if found else None]


def test_roles_that_several_things_fill() -> None:
    cells = np.zeros((6, len(ROLES), 3), dtype=np.float32)
    cells[:, :, 0] = 1
    cells[1, ROLES.index("at")] = cells[3, ROLES.index("at")] = (0, 2, 0)
    cells[2, ROLES.index("actor")] = (0, 2, 0)
    (found,) = roles_of(cells.reshape(1, 6, -1))
    assert found["at"] == ((1, 1), (3, 3))
    assert found["actor"] == ((2, 2),)
    assert set(found) == set(CLAIM_ROLES)
    assert not found["speaker"]


def test_runs_of_tags() -> None:
    assert spans_of([0, 1, 2, 1, 0, 2]) == [(1, 2), (3, 3), (5, 5)]
