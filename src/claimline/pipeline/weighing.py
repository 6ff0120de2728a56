"""Weighing what is new in a ledger: stories and origins of the reports, events of their claims.

What comes out is a function of the reports and claims in the ledger, whatever the order and the portions in which they
came: a step looks at what the new ones are near to, and works out anew what they touch, whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from claimline import __version__
from claimline.pipeline.grouping import group_claims
from claimline.pipeline.holders import Holders
from claimline.pipeline.origins import trace_origins
from claimline.pipeline.reviewing import judged_records

if TYPE_CHECKING:
    from claimline.ledger import Ledger
    from claimline.ledger.weighing import Step, Waiting
    from claimline.model import Telling
    from claimline.model.record import Record

#: Raised whenever the rules of weighing change: a ledger weighed by others is weighed anew.
RULES = 5


@dataclass(frozen=True, slots=True)
class WeighConfig:
    """portion: reports a transaction. gazetteer: a file, or None for the user's own. again: forget what was weighed."""

    portion: int = 500
    gazetteer: Path | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class WeighResult:
    """How much was weighed: reports, and claims that are new, gone or were looked at again; events made or changed."""

    reports: int = 0
    claims_new: int = 0
    claims_gone: int = 0
    claims_regrouped: int = 0
    events: int = 0

    def __add__(self, other: WeighResult) -> WeighResult:
        return WeighResult(
            self.reports + other.reports,
            self.claims_new + other.claims_new,
            self.claims_gone + other.claims_gone,
            self.claims_regrouped + other.claims_regrouped,
            self.events + other.events,
        )


def weigh(ledger: Ledger, config: WeighConfig | None = None, holders: Holders | None = None) -> WeighResult:
    """Weigh all that waits. Can be stopped, killed and repeated at any time: what was weighed stays.

    `holders`: what knows the places that hold others; else it is asked of the gazetteer of `config`. Raises
    GazetteerError, LedgerError.
    """
    total = WeighResult()
    for result in weigh_steps(ledger, config, holders):
        total += result
    return total


def weigh_steps(
    ledger: Ledger, config: WeighConfig | None = None, holders: Holders | None = None
) -> Iterator[WeighResult]:
    """What `weigh` does, one result a transaction."""
    from claimline.weighing import forget

    config, given = config or WeighConfig(), holders
    holders = given or Holders.open(config.gazetteer)
    try:
        yield from _steps(ledger, config, holders)
    finally:
        forget()
        if given is None:
            holders.close()


def _steps(ledger: Ledger, config: WeighConfig, holders: Holders) -> Iterator[WeighResult]:
    desk = ledger.weighing()
    with desk.step() as step:
        step.follow(rules())
        if config.again:
            step.start_again()
    while True:
        with desk.step() as step:
            waiting = step.take(config.portion)
            if not waiting:
                return
            result = _weigh(step, waiting, holders)
            step.done(waiting)
        yield result


def rules() -> str:
    """What the results depend on beside the reports: the program's version, its rules and the fields of its nouns."""
    from claimline.ledger.compact import signature
    from claimline.weighing.stories import VERSION

    return f"{__version__}/{RULES}/{VERSION}/{signature()}"


def _weigh(step: Step, waiting: list[Waiting], holders: Holders) -> WeighResult:
    records = {one.key: judged_records(one.records, one.verdicts) for one in waiting}
    step.keep_places(holders.places(record for some in records.values() for record in some).values())
    trace_origins(step, waiting)
    found = group_claims(step, {one.key: _tellings(one, records[one.key], holders) for one in waiting})
    return WeighResult(len(waiting), found.new, found.gone, found.regrouped, found.events)


def _tellings(one: Waiting, records: Iterable[Record], holders: Holders) -> list[Telling]:
    """What a report tells, as people left it."""
    from claimline.model import telling_of

    return [
        telling_of(record, report=one.ref, known=one.known, inside=holders.inside, text=one.text) for record in records
    ]
