"""One published text."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from claimline.model.original import Raw

_FIRST = 48  # characters of the text that stand for a report without a name


@dataclass(frozen=True)
class Report:
    """A report as it came in; `text` is never altered, every offset counts its code points.

    `published` anchors relative times ("on Friday"); without it none is resolved.
    `story`, where the sender knows it, is the same for all reports of one story (or of one local outlet): what they say
    about where they are helps to tell namesakes apart.
    `author`: the by-line, as it is written. `raw`: which bytes it came in as, where they are to be kept; they travel
    beside it, and do not make two reports different.
    """

    text: str
    given_id: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    story: str | None = None
    author: str | None = None
    raw: Raw | None = field(default=None, compare=False)

    @property
    def label(self) -> str:
        """What a message calls it: the id it came with, its title, or its first words."""
        first = " ".join(self.text[:200].split())
        return self.given_id or self.title or (f"“{first[:_FIRST].rstrip()}…”" if len(first) > _FIRST else f"“{first}”")

    @cached_property
    def text_hash(self) -> str:
        """SHA-256 of the text in UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def id(self) -> str:
        """The id it came with, or the first 16 digits of its text's hash."""
        return self.given_id or self.text_hash[:16]
