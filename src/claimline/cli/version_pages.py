"""How versions of reports are printed, and how the bytes that a report came in as are written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from claimline.errors import OutputError, UsageError
from claimline.publishing.words import plural, visible

if TYPE_CHECKING:
    from claimline.ledger import Superseded, Version, View

_SHORT = 10  # digits of an id
_TOLD = 12  # sentences and claims of one change; the rest is counted
_BECAME = {
    "kept": "kept in a later version",
    "changed": "changed in a later version",
    "withdrawn": "no longer in a later version",
}


def became_mark(one: Superseded | None) -> str:
    """What became of a claim, for a line of a list; empty for one that stands in the last version."""
    return _BECAME[one.became] if one is not None else ""


def became_lines(one: Superseded | None) -> list[str]:
    """The same for the page of the claim: which version, and where to look."""
    if one is None:
        return []
    lines = [f"{_BECAME[one.became]}, which came in {one.at[:10]} (report {one.by[:_SHORT]})"]
    if one.successor is not None:
        lines.append(f"there: claim {one.successor[:_SHORT]}")
    return lines


def version_lines(versions: Sequence[Version], ref: str, console: Console) -> None:
    """All versions of a report, the last first, and what each changed; nothing for a report that has one only."""
    if not versions:
        return
    console.print()
    console.print(Text(f"{len(versions)} versions, the last first", "bold"))
    for version in reversed(versions):
        until = f", superseded {version.superseded_at[:10]}" if version.superseded_at else ""
        here = "  (this one)" if version.ref == ref else ""
        console.print(
            Text.assemble(
                (version.ref[:_SHORT], "cyan"), f"  published {version.published or 'unknown'}, "
                f"came in {version.added_at[:10]}{until}{here}"
            )
        )  # fmt: skip
        for line in _changes(version):
            console.print(line)


def _changes(version: Version) -> Iterator[Text]:
    for sign, style, some, count in (
        ("-", "red", version.gone, version.gone_count),
        ("+", "green", version.added, version.added_count),
    ):
        yield from (Text(f"  {sign} {visible(sentence)}", style) for sentence in some[:_TOLD])
        if count > _TOLD:
            yield Text(f"  {sign} and {plural(count - _TOLD, 'more sentence')}", style)
    for change in version.claims[:_TOLD]:
        name = (change.claim or change.successor or "")[:_SHORT]
        leads = f" → {change.successor[:_SHORT]}" if change.claim and change.successor else ""
        yield Text(f"  claim {change.became}: {name}{leads} {change.kind} “{visible(change.text)}”")
    if len(version.claims) > _TOLD:
        yield Text(f"  and {plural(len(version.claims) - _TOLD, 'more claim')} that changed")
    if version.claims or version.kept:
        yield Text(f"  {plural(version.kept, 'claim')} kept", "dim")


def versions_record(versions: Sequence[Version]) -> Mapping[str, Any]:
    """For the report as data; nothing where there is one version only."""
    return {"versions": [asdict(version) for version in versions]} if versions else {}


def write_original(view: View, name: str, kind: str | None, output: str | None) -> str:
    """Write the bytes that a report came in as to a file, which appears whole or not at all, or to a pipe.

    Returns where they went. Raises UsageError at a terminal, which bytes of a stranger could take over.
    """
    to_stdout = output in (None, "-")
    if to_stdout and sys.stdout.isatty():
        raise UsageError("an original is not printed at a terminal", then="Name a file with -o, or pipe it on.")
    data = view.raw(name, kind)
    if to_stdout or output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return "stdout"
    path = Path(output)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        if path.exists() and not path.is_file():
            raise IsADirectoryError(None, "it is no plain file")
        part.write_bytes(data)
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"cannot be written: {reason}", where=output, then="Choose another file with -o.") from error
    return output
