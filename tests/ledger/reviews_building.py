"""A ledger whose claims are judged, with a clock of its own, for tests of judgements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ledger_building import a_claim, a_report, two_claims
from sqlalchemy import text

from claimline.ledger import Ledger, open_ledger, verify
from claimline.model import Claim, Report
from claimline.model.record import Record

DAY = datetime(2024, 6, 1, 8, tzinfo=UTC)


class Clock:
    """Each look at it is a minute later."""

    def __init__(self) -> None:
        self.now = DAY

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


class Desk:
    """A ledger with a clock of its own, so that what comes after what is plain."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.clock = ledger, Clock()
        self.judge, self.reviews = ledger.judge(clock=self.clock), ledger.reviews(clock=self.clock)

    def add(self, report: Report, claims: list[Claim] | list[Record]) -> str:
        with self.ledger.writer(clock=self.clock) as writer:
            return writer.add(report, claims).ref

    def status(self, claim: str) -> str:
        return self.reviews.status([claim])[claim].status

    def rows(self) -> list[tuple[Any, ...]]:
        with self.ledger.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text("SELECT * FROM claim_reviews ORDER BY claim_key"))]


@contextmanager
def opened_desk(place: str | Path) -> Iterator[Desk]:
    """Whatever is done to it, the ledger is whole afterwards."""
    with open_ledger(place) as opened:
        yield Desk(opened)
        assert list(verify(opened)) == []


def add_toll(desk: Desk) -> str:
    """The id of a claim that the ledger has then; the other one, `TAKEN`, is of control."""
    desk.add(a_report(), two_claims(a_report()))
    return two_claims(a_report())[0].id


TAKEN = two_claims(a_report())[1].id


def again(claims: list[Claim], **slots: Any) -> list[Claim]:
    """The claims as a newer reader gives them: the toll with other slots and, being wider, another id."""
    report = claims[0].report
    words = "12 people were killed when shells hit the market on Monday"
    known = {n: getattr(claims[0], n) for n in ("speaker", "modality", "cue", "places", "time", "quantities")}
    kind = slots.pop("kind", claims[0].kind)
    return [a_claim(report, words, kind, **{**known, **slots}), *claims[1:]]
