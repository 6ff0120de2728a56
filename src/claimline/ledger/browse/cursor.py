"""Cursors: where a page ended, as an opaque word for URLs."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from dataclasses import fields
from typing import Any

from claimline.errors import UsageError

_VERSION = 1
_AGAIN = "Take the list from its beginning: the same address without the cursor (after=…)."


def digest(kind: str, filters: Any, sort: str) -> str:
    """A short hash of a list: its kind, filters and order. What pages are long is no part of it."""
    told = {f.name: str(getattr(filters, f.name)) for f in fields(filters) if f.name != "limit"}
    kept = {name: value for name, value in told.items() if value != "None"}
    line = json.dumps([kind, kept, sort], sort_keys=True)
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def cursor(of_list: str, place: tuple[str | int, ...]) -> str:
    """`place`: the sort key of the last row that was given."""
    body = json.dumps({"v": _VERSION, "of": of_list, "at": place}, separators=(",", ":"))
    return base64.urlsafe_b64encode(body.encode("utf-8", "surrogatepass")).decode("ascii").rstrip("=")


def place_of(word: str | None, of_list: str, types: tuple[type, ...]) -> tuple[Any, ...] | None:
    """The place that a cursor names in the list `of_list`; `types` are those of its parts.

    Raises UsageError for a damaged cursor, or one of another list.
    """
    if word is None:
        return None
    try:
        body = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode("utf-8", "surrogatepass"))
        version, of, at = body["v"], body["of"], tuple(body["at"])
    except (ValueError, TypeError, KeyError, binascii.Error):
        raise UsageError("this cursor cannot be read", then=_AGAIN) from None
    if version != _VERSION:
        raise UsageError("this cursor is of another version of Claimline", then=_AGAIN)
    if of != of_list:
        raise UsageError("this cursor is of a list with other filters or another order", then=_AGAIN)
    if len(at) != len(types) or not all(type(part) is wanted for part, wanted in zip(at, types, strict=True)):
        raise UsageError("this cursor cannot be read", then=_AGAIN)
    return at
