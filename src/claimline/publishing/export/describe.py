"""What the formats hold and lose, in words: for `claimline export --describe` and for docs/exports.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from claimline.vocab import load

Fields = Mapping[str, tuple[str, str]]


@cache
def declared(name: str) -> Mapping[str, Any]:
    """The entry of `vocab/exports.yaml`: summary, a row is, fields, loses, open."""
    entry: Mapping[str, Any] = load("exports")["formats"][name]
    return entry


@cache
def fields(name: str) -> Fields:
    """The fields of a format in their order: type and meaning. `flat` in the YAML stands for the shared columns."""
    found: dict[str, tuple[str, str]] = {}
    for field, words in declared(name)["fields"].items():
        if field == "flat":
            found.update((one, _split(text)) for one, text in load("exports")["flat"].items())
        else:
            found[field] = _split(words)
    return found


@cache
def field_names(name: str) -> tuple[str, ...]:
    return tuple(fields(name))


def _split(words: str) -> tuple[str, str]:
    kind, _, says = words.partition(": ")
    return kind, says


def describe(name: str) -> Iterator[str]:
    """Markdown lines: what the format is, its fields, what is lost."""
    entry = declared(name)
    yield f"### {name}"
    yield ""
    yield entry["summary"]
    yield ""
    yield f"One row: {entry['row']}."
    yield ""
    yield "| field | type | is |"
    yield "|---|---|---|"
    for field, (kind, says) in fields(name).items():
        yield f"| `{field}` | {kind} | {says} |"
    yield ""
    yield "What it loses:"
    yield ""
    for loss in entry["loses"]:
        yield f"- {loss}"
    yield ""


def described() -> str:
    """All formats, one after the other: the part of docs/exports.md that is written by the program."""
    from claimline.publishing.export import FORMATS

    return "".join(f"{line}\n" for name in FORMATS for line in describe(name))
