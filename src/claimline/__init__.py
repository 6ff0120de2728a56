"""Claimline: reports of war in, checkable claims out.

    import claimline

    for claim in claimline.read("report.txt", date="2024-05-16", outlet="Pindula News"):
        print(claim.kind, claim.speaker, claim.evidence[0].of(claim.report.text))

Everything is imported on first use, so that `import claimline` costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime

    from claimline.ledger import open_ledger
    from claimline.model import Claim, ClaimPlace, ClaimTime, Period, Reading, Report, Resolution, ResolvedPlace, Span
    from claimline.pipeline import ReadConfig, ReadResult, read_reports, read_sources
    from claimline.pipeline.picture import Picture, picture
    from claimline.pipeline.weighing import WeighConfig, WeighResult, weigh

__version__ = "0.1.0"

_WHERE = {
    "read_reports": "claimline.pipeline",
    "read_sources": "claimline.pipeline",
    "ReadConfig": "claimline.pipeline",
    "ReadResult": "claimline.pipeline",
    "open_ledger": "claimline.ledger",
    **dict.fromkeys(("Picture", "picture"), "claimline.pipeline.picture"),
    **dict.fromkeys(("WeighConfig", "WeighResult", "weigh"), "claimline.pipeline.weighing"),
    **dict.fromkeys(
        ("Claim", "ClaimPlace", "ClaimTime", "Period", "Reading", "Report", "Resolution", "ResolvedPlace", "Span"),
        "claimline.model",
    ),
}

__all__ = [
    "Claim",
    "ClaimPlace",
    "ClaimTime",
    "Period",
    "Picture",
    "ReadConfig",
    "ReadResult",
    "Reading",
    "Report",
    "Resolution",
    "ResolvedPlace",
    "Span",
    "WeighConfig",
    "WeighResult",
    "__version__",
    "open_ledger",
    "picture",
    "read",
    "read_reports",
    "read_sources",
    "weigh",
]


def read(
    *sources: str, date: str | datetime.date | None = None, outlet: str | None = None, reader: str = "default"
) -> Iterator[Claim]:
    """The claims of reports, in the order of the text; nothing is stored.

    sources: files, folders, `-` for stdin, or `.jsonl` of reports. `date` (ISO 8601) and `outlet` are for reports
    that do not bring their own; without a date no relative time is resolved. Raises ClaimlineError and its kinds.
    """
    from claimline.intake import parse_date
    from claimline.pipeline import ReadConfig, read_sources

    published = parse_date(date) if isinstance(date, str) else date
    for result in read_sources(sources, ReadConfig(published=published, outlet=outlet, reader=reader)):
        yield from result.claims


def __getattr__(name: str) -> Any:
    where = _WHERE.get(name)
    if where is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(where), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
