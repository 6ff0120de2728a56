"""What the commands say to stderr: lines for people, or JSON for machines that collect logs."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import Any

import click

VARIABLE = "CLAIMLINE_LOG"  # of the environment: "json", or nothing


def as_json() -> bool:
    """Whether messages are JSON, one object a line: `{time, level, message, …}`, time in UTC (ISO 8601)."""
    return os.environ.get(VARIABLE, "").lower() == "json"


def tell(message: str, level: str = "info", **facts: Any) -> None:
    """One message. `facts` are for machines: what stands in the message already, by name."""
    if not as_json():
        click.echo(f"claimline: {message}", err=True)
        return
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    known = {name: value for name, value in facts.items() if value is not None}
    click.echo(json.dumps({"time": now, "level": level, "message": message, **known}, ensure_ascii=False), err=True)
