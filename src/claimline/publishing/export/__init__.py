"""The formats in which a ledger's content leaves the house, by name. Each lies in a module of its own.

What a format holds and what it loses is declared in `vocab/exports.yaml`, one entry a format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO, Literal, TextIO, cast

from claimline.errors import UsageError
from claimline.model.export import ExportDay, ExportEvent, ExportReport

#: What a format is made of: reports with their claims, reports alone, events weighed, days of control, or nothing.
Made = Literal["claims", "reports", "events", "control", "nothing"]
Item = ExportReport | ExportEvent | ExportDay
#: Returns how many of the things it wrote, where that is fewer than it was given.
Writer = Callable[[Iterable[Item], TextIO], int | None]
BinaryWriter = Callable[[Iterable[Item], BinaryIO], int | None]


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """`where` is "module:function"; `binary`: it writes bytes; `grades`: it has a use for events and grades."""

    where: str
    made_of: Made = "claims"
    binary: bool = False
    grades: bool = True


_HERE = "claimline.publishing.export"
FORMATS: dict[str, ExportFormat] = {
    "jsonl": ExportFormat(f"{_HERE}.jsonl:write_claims", grades=False),
    "reports": ExportFormat(f"{_HERE}.jsonl:write_reports", "reports", grades=False),
    "csv": ExportFormat(f"{_HERE}.csv:write_csv"),
    "parquet": ExportFormat(f"{_HERE}.parquet:write_parquet", binary=True),
    "geojson": ExportFormat(f"{_HERE}.geojson:write_geojson"),
    "jsonld": ExportFormat(f"{_HERE}.jsonld:write_jsonld"),
    "ftm": ExportFormat(f"{_HERE}.ftm:write_ftm"),
    "acled": ExportFormat(f"{_HERE}.acled:write_acled", "events"),
    "plover": ExportFormat(f"{_HERE}.plover:write_plover"),
    "viina": ExportFormat(f"{_HERE}.viina:write_viina", "control"),
    "datasette-metadata": ExportFormat(f"{_HERE}.datasette:write_metadata", "nothing", grades=False),
}


def export_format(name: str) -> ExportFormat:
    """Raises UsageError for a name that is none of `FORMATS`."""
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}", then=f"Choose one of: {', '.join(FORMATS)}.")
    return FORMATS[name]


def export_writer(name: str) -> Writer | BinaryWriter:
    """The function that writes this format, from what `ExportFormat.made_of` says. Raises UsageError."""
    module, _, function = export_format(name).where.partition(":")
    return cast(Writer, getattr(import_module(module), function))
