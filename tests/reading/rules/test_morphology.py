"""Verb forms and plurals."""

from __future__ import annotations

import pytest

from claimline.reading.rules.lexicon import singular
from claimline.reading.rules.morphology import forms, plural, verb_table


@pytest.mark.parametrize(
    ("base", "s", "past", "participle", "ing"),
    [
        ("capture", "captures", "captured", "captured", "capturing"),
        ("take", "takes", "took", "taken", "taking"),
        ("hit", "hits", "hit", "hit", "hitting"),
        ("flee", "flees", "fled", "fled", "fleeing"),
        ("deny", "denies", "denied", "denied", "denying"),
        ("kidnap", "kidnaps", "kidnapped", "kidnapped", "kidnapping"),
        ("withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"),
        ("die", "dies", "died", "died", "dying"),
        ("push", "pushes", "pushed", "pushed", "pushing"),
    ],
)
def test_forms(base: str, s: str, past: str, participle: str, ing: str) -> None:
    assert forms(base) == {"base": base, "s": s, "past": past, "participle": participle, "ing": ing}


def test_british_spellings() -> None:
    assert ("cancel", "past") in verb_table()["cancelled"]
    assert ("cancel", "past") in verb_table()["canceled"]


PLURALS = [("gunman", "gunmen"), ("body", "bodies"), ("drone", "drones"), ("branch", "branches")]


@pytest.mark.parametrize(("one", "many"), PLURALS)
def test_plurals(one: str, many: str) -> None:
    assert plural(one) == many
    assert singular(many) == one


def test_irregular_numbers() -> None:
    assert plural("child") == "children"
    assert singular("lives") == "life"
    assert singular("police") == "police"
