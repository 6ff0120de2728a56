"""`make demo`: read the samples into a ledger in ./demo, and show what was found.

`python -m claimline.samples.demo [FOLDER]`. It uses only what a user's own program could use.
"""

from __future__ import annotations

import io
import os
import sys
import textwrap
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from claimline.model import Claim
from claimline.pipeline import ReadConfig, ReadResult, read_reports, read_sources
from claimline.samples import write_jsonl
from claimline.vocab import load

WIDTH = 100
WATCHED = ("Vovchansk", "Hlyboke", "Robotyne", "El Fasher")  # places that the samples disagree about


def main(folder: Path = Path("demo")) -> None:
    """Everything that the demo makes lies in `folder`; running it again changes nothing there."""
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("CLAIMLINE_GAZETTEER", str(folder / "gazetteer.db"))
    list(read_reports(()))  # the gazetteer is built on first use, which takes longer than reading
    began = time.perf_counter()
    notes: list[str] = []
    source = write_jsonl(folder / "samples.jsonl")
    results = list(read_sources([str(source)], ReadConfig(note=notes.append)))
    _keep(results, folder / "claimline.db")
    _page(results, folder / "samples.html")
    claims = [claim for result in results for claim in result.claims]
    for part in (
        _summary(results, claims, notes, time.perf_counter() - began),
        _table(claims),
        _picture(folder / "claimline.db"),
        *(_versions(claims, place) for place in WATCHED),
        _next(folder),
    ):
        print("\n".join(part), end="\n\n" if part else "")


def _keep(results: Iterable[ReadResult], path: Path) -> None:
    from claimline import weigh
    from claimline.ledger import open_ledger

    with open_ledger(str(path)) as ledger:
        with ledger.writer() as writer:
            for result in results:
                writer.add(result.report, result.claims)
        weigh(ledger)


def _page(results: Sequence[ReadResult], path: Path) -> None:
    from claimline.publishing.formats import Options, writer

    with path.open("w", encoding="utf-8", newline="\n") as stream:
        writer("html")(results, stream, Options())


def _summary(results: Sequence[ReadResult], claims: Sequence[Claim], notes: Sequence[str], took: float) -> list[str]:
    outlets = {result.report.outlet for result in results}
    places = [place for result in results if result.resolution for place in result.resolution.places]
    unresolved = Counter(place.text for place in places if not place.resolved)
    found = len(places) - unresolved.total()
    return [
        "Claimline demo. The reports are samples that the project wrote; their outlets are invented.",
        "",
        f"{len(results)} reports of {len(outlets)} outlets, {len(claims)} claims, read in {took:.1f} s",
        *(f"  {note}" for note in notes),
        "",
        *_line("What", Counter(claim.kind.partition(".")[0] for claim in claims)),
        *_line("Who says so", Counter(_side(claim) for claim in claims)),
        *_line("How", Counter(_manner(claim) for claim in claims)),
        *_line("Where", {"names of places resolved": found, "left open": unresolved.total()}),
        *_line("  open", dict(unresolved.most_common(6))),
    ]


def _line(head: str, counts: Counter[str] | dict[str, int]) -> list[str]:
    pairs = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    body = " · ".join(f"{name} {count}" for name, count in pairs)
    return textwrap.wrap(f"{head:<13}{body}", WIDTH, subsequent_indent=" " * 13, break_long_words=False) if body else []


def _side(claim: Claim) -> str:
    if claim.speaker is None:
        return "the outlet itself"
    return _names_of_sides().get(claim.speaker.side or "", "others")


@cache
def _names_of_sides() -> dict[str, str]:
    return {side["id"]: side["name"] for side in load("sides")["sides"]}


def _manner(claim: Claim) -> str:
    return claim.modality if claim.polarity == "positive" else f"{claim.modality}, as not so"


def _table(claims: Sequence[Claim]) -> list[str]:
    """One claim of each family, the one that says most, each of another report."""
    chosen: dict[str, Claim] = {}
    reports: set[str] = set()
    for claim in sorted(claims, key=_slots, reverse=True):
        family = claim.kind.partition(".")[0]
        if family not in chosen and claim.report.id not in reports:
            chosen[family] = claim
            reports.add(claim.report.id)
    rows = [_row(claim) for _, claim in sorted(chosen.items())]
    return ["A few of them", *_columns([("kind", "speaker", "place", "words"), *rows])] if rows else []


def _slots(claim: Claim) -> int:
    return sum(map(bool, (claim.speaker, claim.places, claim.time, claim.quantities)))


def _row(claim: Claim) -> tuple[str, str, str, str]:
    places = ", ".join(place.place.text for place in claim.places)
    return claim.kind, _speaker(claim), places, _words(claim)


def _speaker(claim: Claim) -> str:
    return claim.speaker.name if claim.speaker else "-"


def _words(claim: Claim) -> str:
    return " ".join(claim.evidence[0].of(claim.report.text).split())


def _columns(rows: Sequence[tuple[str, str, str, str]]) -> list[str]:
    widths = (22, 24, 16, 30)
    return [
        "  " + "  ".join(_fit(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


def _fit(text: str, width: int) -> str:
    return text.ljust(width) if len(text) <= width else f"{text[: width - 1].rstrip()}…"


def _picture(path: Path) -> list[str]:
    """Who holds which settlement by the written rules, on the day of the last report."""
    from claimline import picture
    from claimline.ledger import open_ledger
    from claimline.publishing.control_table import control_table
    from claimline.publishing.formats import Options

    with open_ledger(str(path)) as ledger:
        states = picture(ledger).control()
    page = io.StringIO()
    control_table(states, (), (), page, Options(width=WIDTH))
    return ["Who holds what, by the rules of docs/control.md", *page.getvalue().rstrip().splitlines()]


def _versions(claims: Sequence[Claim], name: str) -> list[str]:
    """Who holds a place, according to whom: claims side by side, none of them taken for the truth."""
    about = sorted(
        (c for c in claims if c.kind.startswith(("control", "withdrawal")) and _is_about(c, name)),
        key=lambda c: (c.report.published is None, c.report.published),
    )
    rows = [
        f"  {c.report.published}  {_fit(_speaker(c), 24)}  {_fit(_verdict(c), 20)}  {_fit(_words(c), 38)}"
        for c in about
    ]
    return [f"Who says what about {name}", *(row.rstrip() for row in rows)] if rows else []


def _is_about(claim: Claim, name: str) -> bool:
    return any(name in (place.place.name, place.place.text) for place in claim.places)


def _verdict(claim: Claim) -> str:
    return claim.kind if claim.polarity == "positive" else f"not {claim.kind}"


def _next(folder: Path) -> list[str]:
    ledger, bin_folder = folder / "claimline.db", Path(sys.executable).parent
    command = _short(bin_folder / "claimline")
    return [
        "Where to look next",
        f"  {folder / 'samples.html'}  every report with its claims marked: open it in a browser",
        f"  {command} desk --ledger {ledger} --open  the same as pages and a map, in the browser",
        f"  {command} list --ledger {ledger}",
        f"  {command} control Vovchansk --ledger {ledger}",
        f"  {command} people --ledger {ledger}",
        f"  {command} list --events --ledger {ledger}",
        f"  {command} read {folder / 'samples.jsonl'} --explain | less",
        f"  {command} gazetteer find Hlyboke",
        f"  {command} read YOUR-REPORT.txt --date 2024-05-16 --outlet 'Name of the outlet'",
    ]


def _short(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return path.name


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
