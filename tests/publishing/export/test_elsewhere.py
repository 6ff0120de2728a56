"""Our kinds in the words of other schemes."""

from __future__ import annotations

import pytest

from claimline.publishing.export.acled import time_precision
from claimline.publishing.export.elsewhere import names_of, state_of, sub_event
from claimline.vocab import load

# The names of event types of the two schemes, and no other.
_NAMES = "AGREE CONSULT SUPPORT COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE"
PLOVER = frozenset([*_NAMES.split(), "ASSAULT"])
ACLED = {
    "Battles",
    "Explosions/Remote violence",
    "Violence against civilians",
    "Protests",
    "Riots",
    "Strategic developments",
}


def kinds() -> list[str]:
    from claimline.reading.neural.labels import KINDS

    return list(KINDS)


def test_every_kind_has_names_or_none_on_purpose() -> None:
    table = load("kinds_elsewhere")["kinds"]
    assert table.keys() <= set(kinds())
    assert {kind.partition(".")[0] for kind in kinds()} <= table.keys()


def test_names_are_those_of_the_schemes() -> None:
    for kind in kinds():
        assert names_of(kind, "plover").get("type", "AID") in PLOVER, kind
        assert names_of(kind, "acled").get("type", "Battles") in ACLED, kind


@pytest.mark.parametrize(
    ("side", "country", "named"),
    [
        ("ukraine", "UA", "Government regains territory"),
        ("russia", "RU", "Government regains territory"),
        ("russia", "UA", "Non-state actor overtakes territory"),
        ("ukraine", "RU", "Non-state actor overtakes territory"),
        ("hamas", "IL", "Non-state actor overtakes territory"),
        (None, "UA", None),
        ("a militia", "UA", None),
        ("ukraine", None, None),
    ],
)
def test_a_change_of_control_is_named_by_whose_territory_it_is(
    side: str | None, country: str | None, named: str | None
) -> None:
    assert sub_event("control.taken", side, country) == named


def test_states_of_sides() -> None:
    assert (state_of("ukraine"), state_of("russia"), state_of("hamas"), state_of(None)) == ("UA", "RU", None, None)


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2024-05-10", "2024-05-10", 1),
        ("2024-05-10", "2024-05-16", 2),
        ("2024-05-10", "2024-05-17", 3),
        ("2024-05-01", "2024-05-31", 3),
        (None, None, None),
    ],
)
def test_precision_of_days(first: str | None, last: str | None, code: int | None) -> None:
    assert time_precision(first, last) == code
