"""What a reader is: the one interface that the rules, a trained model and a language model share."""

from __future__ import annotations

from typing import Protocol

from claimline.model import ReaderInfo, Reading, Report


class Reader(Protocol):
    """Turns a report into a reading. Deterministic: the same report gives the same reading."""

    @property
    def info(self) -> ReaderInfo: ...

    def read(self, report: Report) -> Reading: ...


def open_reader(name: str) -> Reader:
    """The reader of that name; `default` is the best one that is installed."""
    from claimline.errors import UsageError

    if name in ("default", "rules"):
        from claimline.reading.rules.reader import RulesReader

        return RulesReader()
    raise UsageError(f"no reader is called {name!r}", then="Choose one of: default, rules.")
