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
    """The reader of that name. `default` is the trained one, or the rules where its weights are not installed."""
    from claimline.errors import UsageError
    from claimline.reading.neural.model import weights_of

    if name == "rules" or (name == "default" and not weights_of(name).is_dir()):
        from claimline.reading.rules.reader import RulesReader

        return RulesReader()
    if name in ("default", "fast") and weights_of(name).is_dir():
        from claimline.reading.neural.reader import NeuralReader

        return NeuralReader(name)
    raise UsageError(f"no reader is called {name!r}", then=f"Choose one of: {', '.join(readers())}.")


def readers() -> tuple[str, ...]:
    """The names of the readers that are installed."""
    from claimline.reading.neural.model import weights_of

    return ("default", *(("fast",) if weights_of("fast").is_dir() else ()), "rules")
