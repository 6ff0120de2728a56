"""Templates: everything is escaped, and what a template does not know is a failure, not an empty word."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from claimline.desk.looks import add_looks


def environment() -> Environment:
    """Jinja with autoescape and these filters: `web` (an address, if a browser may follow it; else ""), `number`
    (1234567 as 1,234,567), `plain` (any value as indented JSON)."""
    loader = FileSystemLoader(str(files("claimline.desk") / "templates"))
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters.update(web=web, number=number, plain=plain)
    add_looks(made)
    return made


def web(address: Any) -> str:
    """The address of a page elsewhere, if it is one: a report may name `javascript:` or anything else as its own."""
    text = str(address or "").strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme.lower() in ("http", "https") and parts.netloc else ""


def number(value: Any) -> str:
    """1234567 as "1,234,567"; what is no number stays as it is."""
    if isinstance(value, float) and value == int(value):
        value = int(value)
    return f"{value:,}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def plain(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)
