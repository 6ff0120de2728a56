"""Sample reports, written by the project, and the facts about the places that they name.

The reports lie in YAML files beside this module, one a theatre, so that they can be read and added to by hand.
Nothing in them is a source: outlets and speakers are invented (see README.md here).
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

THEATRES = ("kharkiv", "zaporizhzhia", "sudan")
NOTE = "Sample written by the Claimline project; the outlet is invented. Not a source."


@cache
def sample_records() -> tuple[dict[str, Any], ...]:
    """Every sample as a record that `claimline read` takes: id, text, title, outlet, published, url, style, note."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    records: list[dict[str, Any]] = []
    for theatre in THEATRES:
        text = files(__name__).joinpath(f"{theatre}.yaml").read_text(encoding="utf-8")
        records.extend(_record(entry) for entry in yaml.load(text, Loader=loader))
    return tuple(records)


def _record(entry: dict[str, Any]) -> dict[str, Any]:
    return {
        **entry,
        "text": entry["text"].rstrip("\n"),
        "published": entry["published"].isoformat(),
        "url": f"https://claimline.example/samples/{entry['id']}",  # .example never resolves (RFC 2606)
        "note": NOTE,
    }


def write_jsonl(path: Path) -> Path:
    """Write the samples as JSONL of reports, one a line, for `claimline read` and `claimline add`."""
    lines = (json.dumps(record, ensure_ascii=False) for record in sample_records())
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path
