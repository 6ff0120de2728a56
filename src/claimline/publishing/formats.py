"""The formats by name. Each lies in a module of its own, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, TextIO, cast

from claimline.errors import UsageError
from claimline.model import Claim, Report, Resolution


class Item(Protocol):
    """One report with its claims. `resolution` is None where nothing was read, or where only claims were kept."""

    @property
    def report(self) -> Report: ...
    @property
    def resolution(self) -> Resolution | None: ...
    @property
    def claims(self) -> Sequence[Claim]: ...


@dataclass(frozen=True, slots=True)
class Options:
    """How to print. `terminal`: colours are welcome; `width` counts columns; `explain` adds where values come from."""

    explain: bool = False
    terminal: bool = False
    width: int = 100


Writer = Callable[[Iterable[Item], TextIO, Options], None]


@dataclass(frozen=True, slots=True)
class Format:
    summary: str
    where: str  # "module:function"


FORMATS: dict[str, Format] = {
    "table": Format("for reading at a terminal", "claimline.publishing.table:write_table"),
    "jsonl": Format("one claim record a line", "claimline.publishing.jsonl:write_jsonl"),
    "json": Format("the same records as one JSON array", "claimline.publishing.jsonl:write_json"),
    "csv": Format("one row a claim, flat columns", "claimline.publishing.csv:write_csv"),
    "html": Format("one page: the reports with their claims beside them", "claimline.publishing.html:write_html"),
    "reading": Format("the layer under the claims, one object a report", "claimline.publishing.reading:write_reading"),
}


def writer(name: str) -> Writer:
    """The function that writes this format. Raises UsageError for a name that is none of `FORMATS`."""
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}", then=f"Choose one of: {', '.join(FORMATS)}.")
    module, _, function = FORMATS[name].where.partition(":")
    return cast(Writer, getattr(import_module(module), function))
