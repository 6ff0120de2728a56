"""Sources that several processes read: each reads its share of the items, and all of them number the items alike.

Every process goes through all of the sources, and takes in only each `of`-th item (a row, a record of an archive, a
file): to pass over an item costs little against reading it. So nobody deals out work, nothing but results travels, and
put together by the numbers of their items the results are, to the byte, those of one process.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from claimline.errors import ClaimlineError
from claimline.pipeline.reading import Latest, ReadConfig, ReadResult, intake_config, read_alone, silent

_TRIES = 3  # of a share, without one step in between


@dataclass(frozen=True, slots=True)
class Share:
    """The items `number`, `number + of`, `number + 2 of`, … that come after item `after`; the first is item 0."""

    number: int
    of: int
    after: int = -2


@dataclass(frozen=True, slots=True)
class Step:
    """What came of item `at`: a result, a line to be said, or the error that ends it all."""

    at: int
    what: ReadResult | str | ClaimlineError


class WorkerLost(Exception):
    """The process that read a share is gone."""


class _Turns:
    """Counts the items, and says which of them are read here."""

    def __init__(self, share: Share) -> None:
        self._share, self.at = share, -1

    def take(self) -> bool:
        self.at += 1
        return self.at > self._share.after and self.at % self._share.of == self._share.number


def read_share(sources: Sequence[str], config: ReadConfig, share: Share) -> Iterator[Step]:
    """The steps of a share, in the order of the items. What concerns no single item is told by every share."""
    from claimline.intake import reports

    turns, said = _Turns(share), list[Step]()
    config = replace(config, note=lambda line: said.append(Step(turns.at, line)))

    def new() -> Iterator[Step]:
        while said:
            step = said.pop(0)
            if step.at > share.after:
                yield step

    try:
        latest = Latest()
        for result in read_alone(reports(sources, intake_config(config, turns.take, latest)), config, latest):
            yield from new()
            yield Step(turns.at, result)
        yield from new()
    except ClaimlineError as error:
        yield from new()
        yield Step(turns.at, error)


def surviving(start: Callable[[Share], Iterator[Step]], share: Share) -> Iterator[Step]:
    """The steps of a share, begun again behind the last one that came when its process is lost.

    Raises ClaimlineError where that happens again and again at one place.
    """
    at, seen, tries = -1, 0, 0  # the item of the last step, how many steps of it there were
    while True:
        passed = 0
        try:
            for step in start(replace(share, after=at - 1)):
                if step.at == at and passed < seen:
                    passed += 1
                    continue
                at, seen, passed, tries = step.at, seen + 1 if step.at == at else 1, seen + 1, 0
                yield step
            return
        except WorkerLost as lost:
            tries += 1
            if tries == _TRIES:
                raise ClaimlineError(
                    f"a process that reads was lost {_TRIES} times at one place ({lost})",
                    where=f"after item {at} of the sources",
                    then="Read them without --engine and --workers to see which report it is. What was added is kept.",
                ) from None


def together(shares: Iterable[Iterator[Step]], note: Callable[[str], None] = silent) -> Iterator[ReadResult]:
    """The results of all shares in the order of the items; a line that several shares say is said once.

    Raises the first error that a share met, after the results before it.
    """
    said: set[tuple[int, str]] = set()
    for step in heapq.merge(*shares, key=lambda step: step.at):
        if isinstance(step.what, ReadResult):
            yield step.what
        elif isinstance(step.what, ClaimlineError):
            raise step.what
        elif (step.at, step.what) not in said:
            said.add((step.at, step.what))
            note(step.what)
