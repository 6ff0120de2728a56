"""A snapshot shows one moment, whatever others write meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from ledger_building import numbered_report

from claimline.errors import UsageError
from claimline.ledger import ClaimFilter, Ledger, open_ledger


@pytest.fixture
def opened(place: str) -> Iterator[Ledger]:
    with open_ledger(place) as ledger:
        yield ledger


def add(ledger: Ledger, number: int) -> None:
    with ledger.writer() as writer:
        writer.add(*numbered_report(number))


def test_a_snapshot_does_not_see_what_is_written_after_its_first_look(opened: Ledger) -> None:
    add(opened, 1)
    with opened.snapshot() as moment:
        before = moment.view().counts()
        add(opened, 2)
        assert moment.view().counts() == before
        assert len(list(moment.view().claims(ClaimFilter()))) == before.claims
        with moment.scopes().look() as look:
            assert look.last_known() is None
    assert opened.view().counts().reports == 2


def test_nothing_is_written_through_a_snapshot(opened: Ledger) -> None:
    with opened.snapshot() as moment, pytest.raises(UsageError, match="written"):
        add(moment, 1)
