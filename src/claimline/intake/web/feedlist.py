"""`feeds.toml`: which feeds are watched, how often, and how."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimline.errors import InputError
from claimline.intake.web.guard import checked

LEAST_EVERY = 60.0  # seconds: no feed is asked more often
_SPAN = re.compile(r"(\d{1,5})\s*(s|m|h|d)?")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, None: 60}
_THEN = '[[feed]] with url = "https://…", and if you like outlet = "…", every = "15m".'


@dataclass(frozen=True, slots=True)
class WatchedFeed:
    """One feed or sitemap. every: seconds between two visits. pages: whether its links are followed, or only what it
    holds itself is read."""

    url: str
    outlet: str | None = None
    every: float = 900.0
    pages: bool = True


def read_feeds(path: Path, *, allow_private: bool) -> tuple[WatchedFeed, ...]:
    """The feeds that a TOML file lists. Raises InputError with what is wrong in it."""
    where = str(path)
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"it cannot be read ({error.strerror})", where=where, then="Check the path.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"it is no TOML ({error})", where=where, then=_THEN) from None
    entries = data.get("feed")
    if not isinstance(entries, list) or not entries:
        raise InputError("it lists no feed", where=where, then=_THEN)
    feeds = tuple(_feed(entry, f"{where}: feed {n}", allow_private) for n, entry in enumerate(entries, start=1))
    if len({feed.url for feed in feeds}) < len(feeds):
        raise InputError("it lists a feed twice", where=where, then="Leave one of them out.")
    return feeds


def _feed(entry: Any, where: str, allow_private: bool) -> WatchedFeed:
    if not isinstance(entry, dict) or not isinstance(entry.get("url"), str):
        raise InputError("it has no `url`", where=where, then=_THEN)
    if unknown := sorted(set(entry) - {"url", "outlet", "every", "pages"}):
        raise InputError(f"`{unknown[0]}` is not known here", where=where, then=_THEN)
    checked(entry["url"], allow_private=allow_private)
    outlet, pages = entry.get("outlet"), entry.get("pages", True)
    if not isinstance(outlet, str | None) or not isinstance(pages, bool):
        raise InputError("`outlet` is a text, `pages` true or false", where=where, then=_THEN)
    return WatchedFeed(entry["url"], outlet or None, _seconds(entry.get("every", "15m"), where), pages)


def _seconds(written: Any, where: str) -> float:
    found = _SPAN.fullmatch(str(written).strip())
    if not found:
        raise InputError(f"`every` is no span of time: {str(written)[:40]!r}", where=where, then='Write "15m" or "2h".')
    return max(LEAST_EVERY, float(int(found.group(1)) * _SECONDS[found.group(2)]))
