"""Tones of sides: stable, apart where it matters, and without a favourite."""

from __future__ import annotations

from itertools import combinations

from claimline.publishing.sides import NO_SIDE, TONES, side_tone, side_tones, tones_of
from claimline.vocab import load


def test_every_side_has_a_tone_and_every_tone_is_used() -> None:
    tones = side_tones()
    assert set(tones) == {row["id"] for row in load("sides")["sides"]}
    assert set(tones.values()) == set(range(1, TONES + 1))


def test_sides_of_a_conflict_differ_where_there_are_tones_enough() -> None:
    conflicts = load("sides")["conflicts"]
    members = [{m["side"] for camp in one["camps"] for m in camp} for one in conflicts]
    same = {
        pair for some in members for pair in combinations(sorted(some), 2) if side_tone(pair[0]) == side_tone(pair[1])
    }
    assert len(same) <= 3  # sides that are in more conflicts than there are tones


def test_opponents_of_two_never_share_a_tone() -> None:
    for one in load("sides")["conflicts"]:
        first, second = ({m["side"] for m in camp} for camp in one["camps"][:2])
        if len(first | second) == 2:
            assert side_tone(*first) != side_tone(*second), one["id"]


def test_a_party_without_side_has_the_tone_of_nobody() -> None:
    assert side_tone("residents of the town") == side_tone(None) == NO_SIDE


def test_in_one_picture_all_sides_are_apart() -> None:
    sides = sorted(side_tones())
    for start in range(0, len(sides) - TONES, 5):
        some = sides[start : start + TONES]
        assert len(set(tones_of(some).values())) == TONES
        assert tones_of(reversed(some)) == tones_of(some)


def test_more_sides_than_tones_still_all_have_one() -> None:
    assert set(tones_of(sorted(side_tones())[:20]).values()) <= set(range(1, TONES + 1))
