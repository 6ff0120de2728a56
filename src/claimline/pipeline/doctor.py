"""Whether everything that a run needs is there and sound: one check after the other, each with what to do about it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from claimline import __version__
from claimline.errors import ClaimlineError

State = Literal["ok", "note", "wrong"]

#: What an extra of the package brings, by the module that shows whether it is there.
EXTRAS = {
    "desk": ("fastapi", "the desk"),
    "sitrep": ("reportlab", "situation reports as PDF, with charts"),
    "parquet": ("pyarrow", "Parquet, in and out"),
    "postgres": ("psycopg", "ledgers on PostgreSQL"),
    "cluster": ("ray", "reading on a Ray cluster"),
}
_LITTLE = 1_000_000_000  # bytes of free disk: a gazetteer and some 200,000 claims
_SENTENCE = "The governor said on Monday that two people were killed when shells hit Kharkiv."


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at and how it is: `ok`, `wrong`, or a `note` on what may be meant so. then: what to do."""

    name: str
    state: State
    what: str
    then: str | None = None


def checkup(ledger: str | None = None, gazetteer: Path | None = None) -> Iterator[Check]:
    """All checks, in order. Nothing is made and nothing changed, but for a ledger of an older schema, which opening
    brings up to date. `ledger`, `gazetteer`: else those that commands would take."""
    yield Check("program", "ok", f"Claimline {__version__} on Python {sys.version.split()[0]}, {sys.platform}")
    yield from _extras()
    yield from _weights()
    places = _gazetteer_path(gazetteer)
    yield from _told("gazetteer", lambda: _gazetteer(places))
    if places.exists():
        yield from _told("reading", lambda: _reading(places))
    yield from _told("ledger", lambda: _ledger(ledger))


def _told(name: str, look: Callable[[], Iterator[Check]]) -> Iterator[Check]:
    """The checks of `look`; an error is one more of them."""
    try:
        yield from look()
    except ClaimlineError as error:
        yield Check(name, "wrong", f"{error.where}: {error.what}" if error.where else error.what, error.then)


def _extras() -> Iterator[Check]:
    for extra, (module, what) in EXTRAS.items():
        if find_spec(module):
            yield Check(f"extra {extra}", "ok", f"{what}: installed")
        else:
            then = f"Where it is wanted: pip install 'claimline[{extra}]'"
            yield Check(f"extra {extra}", "note", f"{what}: not installed", then)


def _weights() -> Iterator[Check]:
    from claimline.reading.neural.model import weights_of
    from claimline.reading.neural.sums import damaged
    from claimline.reading.reader import readers

    for name in readers():
        folder = weights_of(name)
        if name in ("rules", "llm"):
            continue
        wrong = ", ".join(damaged(folder)) if folder.is_dir() else "its folder"
        if wrong:
            then = "Install Claimline again (pip install --force-reinstall claimline), or read with --reader rules."
            yield Check(f"reader {name}", "wrong", f"not as it was shipped: {wrong} ({folder})", then)
        else:
            yield Check(f"reader {name}", "ok", "its files are those that were shipped")


def _gazetteer_path(given: Path | None) -> Path:
    from claimline.resolving.places.schema import default_path

    return given or default_path()


def _gazetteer(path: Path) -> Iterator[Check]:
    from claimline.resolving.places.gazetteer import Gazetteer

    if not path.exists():
        yield Check("gazetteer", "note", f"not there yet: {path}", "It is built on first use, in about half a minute.")
        return
    opened = Gazetteer.open(path)
    try:
        wrong = opened.problem()
        sources = ", ".join(f"{source.name} ({source.places:,})" for source in opened.sources())
    finally:
        opened.close()
    if wrong:
        then = "Remove the file; it is built anew on the next use (country packs have to be added again)."
        yield Check("gazetteer", "wrong", f"damaged: {wrong} ({path})", then)
    else:
        yield Check("gazetteer", "ok", f"{sources}; {path}")


def _reading(places: Path) -> Iterator[Check]:
    from datetime import date

    from claimline.model import Report
    from claimline.pipeline.reading import ReadConfig, read_reports

    report = Report(_SENTENCE, given_id="doctor", published=date(2024, 5, 16), language="en")
    (result,) = read_reports([report], ReadConfig(gazetteer=places))
    kinds = ", ".join(claim.kind for claim in result.claims)
    if any(claim.kind == "casualties.killed" for claim in result.claims):
        yield Check("reading", "ok", f"a sentence on two deaths is read as {kinds}")
    else:
        then = "Try --reader rules; if that reads it, the trained reader's libraries do not work here (onnxruntime)."
        yield Check("reading", "wrong", f"a sentence on two deaths is read as {kinds or 'nothing'}", then)


def _ledger(name: str | None) -> Iterator[Check]:
    from claimline.ledger import open_ledger
    from claimline.ledger.engine import File, has_content, locate
    from claimline.ledger.health import last_written, structure_problem

    location = locate(name)
    if isinstance(location, File):
        if not has_content(location.path):
            yield Check("ledger", "note", f"not there yet: {location}", "Make one with: claimline add REPORT")
            return
        yield _room(location.path.absolute().parent)
    with open_ledger(name, create=False) as ledger:
        counts, waiting = ledger.view().counts(), ledger.weighing().waiting()
        problem, latest = structure_problem(ledger), last_written(ledger)
        facts = f"{counts.reports:,} reports, {counts.claims:,} claims, schema {ledger.schema}; {ledger.location}"
    if problem:
        yield Check("ledger", "wrong", f"damaged: {problem}", "Bring back a backup, and see: claimline verify")
    else:
        yield Check("ledger", "ok", facts)
    if waiting:
        yield Check("weighing", "note", f"{waiting:,} reports wait, and are in no picture", "Run: claimline weigh")
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if latest and latest > now:
        what = f"the ledger was last written at {latest}, which is yet to come (now {now})"
        yield Check("clock", "wrong", what, "Set this machine's clock; known times come from it.")


def _room(folder: Path) -> Check:
    free = shutil.disk_usage(folder).free
    told = f"{free / 1e9:,.1f} GB free beside the ledger"
    if free < _LITTLE:
        return Check("disk", "wrong", told, "Make room: a ledger needs about 4 kB a claim.")
    return Check("disk", "ok", told)
