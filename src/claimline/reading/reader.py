"""What a reader is: the one interface that the rules, a trained model and a language model share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from claimline.model import ReaderInfo, Reading, Report

KEY_VARIABLE = "CLAIMLINE_API_KEY"  # of the environment: a key in a command line could be read by others


class Reader(Protocol):
    """Turns a report into a reading. Deterministic: the same report gives the same reading."""

    @property
    def info(self) -> ReaderInfo: ...

    def read(self, report: Report) -> Reading: ...


def _silent(message: str) -> None:
    """The default `note`: nobody listens."""


@dataclass(frozen=True, slots=True)
class ReaderConfig:
    """What the reader `llm` needs: the server's address up to `/chat/completions`, and the model's name there."""

    endpoint: str | None = None
    model: str | None = None
    note: Callable[[str], None] = _silent


def open_reader(name: str, config: ReaderConfig | None = None) -> Reader:
    """The reader of that name. `default` is the trained one, or the rules where its weights are not installed.

    Raises UsageError for a name that no reader has, and for `llm` without an endpoint and a model or for an endpoint
    and a model without `llm`.
    """
    from claimline.errors import UsageError
    from claimline.reading.neural.model import weights_of

    config = config or ReaderConfig()
    if name == "llm":
        return _open_llm(config)
    if config.endpoint or config.model:
        raise UsageError("an endpoint and a model are for the reader `llm` only", then="Give --reader llm as well.")
    if name == "rules" or (name == "default" and not weights_of(name).is_dir()):
        from claimline.reading.rules.reader import RulesReader

        return RulesReader()
    if name in ("default", "fast") and weights_of(name).is_dir():
        from claimline.reading.neural.reader import NeuralReader

        return NeuralReader(name)
    raise UsageError(f"no reader is called {name!r}", then=f"Choose one of: {', '.join(readers())}.")


def _open_llm(config: ReaderConfig) -> Reader:
    import os

    from claimline.errors import UsageError
    from claimline.reading.llm import LlmReader

    if not (config.endpoint and config.model):
        raise UsageError(
            "the reader `llm` needs an endpoint and a model",
            then=f"Give --endpoint and --model, and a key, if the server wants one, in the variable {KEY_VARIABLE}.",
        )
    return LlmReader(config.endpoint, config.model, api_key=os.environ.get(KEY_VARIABLE), note=config.note)


def readers() -> tuple[str, ...]:
    """The names of the readers that are installed."""
    from claimline.reading.neural.model import weights_of

    return ("default", *(("fast",) if weights_of("fast").is_dir() else ()), "rules", "llm")
