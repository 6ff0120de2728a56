"""Whose interest a claim serves, for every row of the table, and for both sides alike."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from claimline.vocab import load
from claimline.weighing.grading import interest, standing
from told import cases, swapped, telling

ROWS = cases("grades_interest")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_interest(row: dict[str, Any]) -> None:
    told = telling({"id": "a", "outlet": "Wire", **row})
    found, why = interest(told)
    assert found == row["interest"], why
    assert why
    if not row.get("ally"):  # in vocab/sides.yaml not every side has the same allies
        assert interest(swapped(told)) == (found, swapped(why))


def test_every_row_of_the_table_is_tried() -> None:
    said = " ".join(interest(telling({"id": "a", "outlet": "Wire", **row}))[1] for row in ROWS)
    assert not [row["why"] for row in load("grades")["interest"] if row["why"] not in said]


@pytest.mark.parametrize(
    ("side", "other", "day", "expected"),
    [
        ("ukraine", "ukraine", "2024-05-10", "own"),
        ("ukraine", "russia", "2024-05-10", "other"),
        ("ukraine", "russia", "2010-05-10", "third"),
        ("russia", "wagner", "2023-05-10", "own"),
        ("russia", "donbas-republics", "2020-05-10", "own"),
        ("ukraine", "taliban", "2024-05-10", "third"),
        ("turkey", "russia", "2017-05-10", "other"),
        ("syria-assad", "sdf", "2016-05-10", "own"),
        ("russia", "nobody", "2024-05-10", "third"),
    ],
)
def test_how_sides_stand(side: str, other: str, day: str, expected: str) -> None:
    assert standing(side, other, day) == expected
    assert standing(other, side, day) == expected


def test_owned_outlets_are_of_known_sides_and_named_once_a_day() -> None:
    sides = {row["id"] for row in load("sides")["sides"]}
    terms: dict[str, list[tuple[str, str]]] = {}
    for row in load("outlet_owners")["outlets"]:
        assert row["side"] in sides
        for name in row["names"]:
            terms.setdefault(name, []).append((str(row.get("from", "")), str(row.get("to", "9"))))
    for spans in terms.values():
        spans.sort()
        assert all(earlier[1] < later[0] for earlier, later in pairwise(spans))
