"""Where bytes came from, as far as a door knows: what a message calls them, and what stood around them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Origin:
    """`where`: the name in messages. `url`: the address that the bytes were fetched from. `charset`: what an HTTP or
    mail header says of them. `title`, `outlet`, `published`: what the feed or archive says that led here; they stand
    in where the report itself is silent. `seen`: the day when it was fetched, the last resort for a date.
    """

    where: str
    url: str | None = None
    charset: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    seen: date | None = None
