"""Parquet with typed columns: flat ones as in CSV, and places, quantities and evidence as nested lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, BinaryIO

from claimline.model.export import ExportClaim, ExportReport
from claimline.publishing.export.flat import Flat, flat_claim
from claimline.publishing.words import storable

ROWS = 10_000  # of a row group, which is held as columns
_AT_ONCE = 1_000  # rows that are held as Python's objects, many times as large
_TYPES = {"start": "int64", "end": "int64", "confidence": "float64", "background": "bool", "published": "date32",
          "known": "date32", "credibility": "int8"}  # fmt: skip
_SPAN = {"start": "int64", "end": "int64", "text": "string"}
_NESTED: dict[str, dict[str, str]] = {
    "evidence": _SPAN,
    "places": {
        "text": "string", "start": "int64", "end": "int64", "role": "string", "name": "string", "id": "string",
        "lat": "float64", "lon": "float64", "precision": "string", "radius_km": "float64", "rung": "string",
        "country": "string", "confidence": "float64",
    },
    "quantities": {
        "text": "string", "start": "int64", "end": "int64", "min": "float64", "max": "float64", "unit": "string",
        "of": "string", "replaces": "bool",
    },
}  # fmt: skip
#: Where the other slots stand in the text: enough to build the claim record again.
_SPANS = ("speaker", "actor", "target", "cue", "time")


def write_parquet(items: Iterable[ExportReport], out: BinaryIO) -> None:
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    schema = _schema(arrow)
    with parquet.ParquetWriter(out, schema, use_dictionary=True, compression="zstd") as writer:
        held: list[Any] = []
        for rows in _portions(_row(item, claim) for item in items for claim in item.claims):
            held.append(arrow.Table.from_pylist(rows, schema=schema))
            if len(held) * _AT_ONCE >= ROWS:
                writer.write_table(arrow.concat_tables(held), row_group_size=ROWS)
                held = []
        if held:
            writer.write_table(arrow.concat_tables(held), row_group_size=ROWS)


def _portions(rows: Iterable[Flat]) -> Iterator[list[Flat]]:
    some: list[Flat] = []
    for row in rows:
        some.append(row)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _schema(arrow: Any) -> Any:
    from claimline.publishing.export.describe import field_names

    def kind(name: str) -> Any:
        if name in _NESTED:
            return arrow.list_(arrow.struct([(key, _typed(arrow, of)) for key, of in _NESTED[name].items()]))
        if name in ("origin", "chain"):
            return arrow.list_(arrow.string())
        if name.endswith("_span"):
            return arrow.list_(arrow.int64())
        return _typed(arrow, _TYPES.get(name, "string"))

    return arrow.schema([(name, kind(name)) for name in field_names("parquet")])


def _typed(arrow: Any, name: str) -> Any:
    return arrow.bool_() if name == "bool" else getattr(arrow, name)()


def _row(item: ExportReport, claim: ExportClaim) -> Flat:
    record = claim.record
    row = flat_claim(item, claim)
    row["published"], row["known"] = _day(row["published"]), _day(row["known"])
    lists = {name: [{key: one[key] for key in keys} for one in record[name]] for name, keys in _NESTED.items()}
    row |= {"origin": record["report"]["origin"], "chain": record["chain"], **lists}
    row |= {f"{name}_span": _span(record[name]) for name in _SPANS}
    plain: Flat = _plain(row)
    return plain


def _span(slot: Any) -> list[int] | None:
    """Where the words of a slot stand; None for one that is empty, or that a person set by hand."""
    if slot is None:
        return None
    if "span" in slot:  # a time: its start and end are days
        return list(slot["span"]) if slot["span"] else None
    return None if slot.get("start") is None else [slot["start"], slot["end"]]


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _plain(value: Any) -> Any:
    """The value with text that Parquet can hold."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value
