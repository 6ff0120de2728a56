"""Claims as flat rows, one a claim, for spreadsheets and statistics. Lists are joined with "; "."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable
from typing import TextIO

from claimline.model import Claim, QuantityMention, Resolution, ResolvedPlace
from claimline.model.record import place_record
from claimline.publishing.explain import explain
from claimline.publishing.formats import Item, Options
from claimline.publishing.words import place_words, quantity_words, storable

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_RETURN = re.compile(r"\r(?!\n)")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Cell = str | float | int | None


def guarded(cell: Cell) -> str:
    """The cell as text that no spreadsheet takes for a formula: plain numbers stay, the rest gets an apostrophe.

    After OWASP's advice on CSV injection; `csv` does the quoting. A carriage return alone becomes a line feed: `csv`
    does not quote it, and a spreadsheet would begin a row there, whose first cell nobody has looked at.
    """
    if cell is None:
        return ""
    whole = isinstance(cell, float) and cell == int(cell)
    text = _RETURN.sub("\n", storable(f"{cell:.0f}" if whole else str(cell)))
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def write_csv(items: Iterable[Item], out: TextIO, options: Options) -> None:
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow([*COLUMNS, *(["explain"] if options.explain else [])])
    for item in items:
        for claim in item.claims:
            cells: list[Cell] = [column(claim) for column in COLUMNS.values()]
            if options.explain:
                cells.append(_explained(claim, item.resolution))
            rows.writerow([guarded(cell) for cell in cells])


def _joined(words: Iterable[str | None]) -> str:
    return "; ".join(word or "" for word in words)


def _point(claim: Claim) -> ResolvedPlace | None:
    """The first place that is a point on a map."""
    return next((p.place for p in claim.places if place_record(p)["lat"] is not None), None)


def _first(claim: Claim) -> QuantityMention | None:
    return claim.quantities[0] if claim.quantities else None


def _explained(claim: Claim, resolution: Resolution | None) -> str:
    values = explain(claim, resolution).values
    return _joined(f"{why.slot}: {', '.join(r.rule for r in why.because)}" for why in values if why.because)


COLUMNS: dict[str, Callable[[Claim], Cell]] = {
    "id": lambda c: c.id,
    "report_id": lambda c: c.report.id,
    "outlet": lambda c: c.report.outlet,
    "published": lambda c: c.report.published.isoformat() if c.report.published else None,
    "title": lambda c: c.report.title,
    "url": lambda c: c.report.url,
    "origin": lambda c: _joined(c.origin),
    "kind": lambda c: c.kind,
    "quote": lambda c: c.evidence[0].of(c.report.text),
    "speaker": lambda c: c.speaker.name if c.speaker else None,
    "speaker_kind": lambda c: c.speaker.kind if c.speaker else None,
    "speaker_role": lambda c: c.speaker.role if c.speaker else None,
    "speaker_side": lambda c: c.speaker.side if c.speaker else None,
    "cue": lambda c: c.cue.of(c.report.text) if c.cue else None,
    "chain": lambda c: _joined(c.chain),
    "modality": lambda c: c.modality,
    "polarity": lambda c: c.polarity,
    "framing": lambda c: c.framing,
    "background": lambda c: "yes" if c.background else "no",
    "stage": lambda c: c.stage,
    "actor": lambda c: c.actor.name if c.actor else None,
    "actor_side": lambda c: c.actor.side if c.actor else None,
    "target": lambda c: c.target.name if c.target else None,
    "target_side": lambda c: c.target.side if c.target else None,
    "places": lambda c: _joined(place_words(p) for p in c.places),
    "place_names": lambda c: _joined(p.place.name for p in c.places),
    "place_roles": lambda c: _joined(p.role for p in c.places),
    "place_ids": lambda c: _joined(p.place.id for p in c.places),
    "place_precisions": lambda c: _joined(p.place.precision for p in c.places),
    "lat": lambda c: p.lat if (p := _point(c)) else None,
    "lon": lambda c: p.lon if (p := _point(c)) else None,
    "time_text": lambda c: c.time.span.of(c.report.text) if c.time else None,
    "time_start": lambda c: c.time.period.start if c.time else None,
    "time_end": lambda c: c.time.period.end if c.time else None,
    "time_precision": lambda c: c.time.period.precision if c.time else None,
    "time_of": lambda c: c.time.of if c.time else None,
    "quantities": lambda c: _joined(quantity_words(q) for q in c.quantities),
    "quantity_min": lambda c: q.min if (q := _first(c)) else None,
    "quantity_max": lambda c: q.max if (q := _first(c)) else None,
    "quantity_unit": lambda c: q.unit if (q := _first(c)) else None,
    "quantity_of": lambda c: q.of if (q := _first(c)) else None,
    "start": lambda c: c.evidence[0].start,
    "end": lambda c: c.evidence[0].end,
    "confidence": lambda c: round(c.confidence, 3),
    "reader": lambda c: f"{c.reader.name} {c.reader.version}",
}
