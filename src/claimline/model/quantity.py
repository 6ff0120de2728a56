"""Numbers of things, with their range."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from claimline.model.span import Span

QuantityOf = Literal[
    "killed", "injured", "captured", "missing", "displaced", "evacuated", "people", "money",
    "vehicles", "aircraft", "munitions", "area", "distance", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuantityMention:
    """ "at least 12 people": min 12, max None, unit `people`.

    `span` is the number with its modifiers ("at least 12", "US$2 billion"), `noun` the thing counted where it is named.
    `unit`: `people`, `households`, ISO 4217 for money, `km`, `km2`, else the counted noun in the plural.
    `of` is what the words near the number say; the proposition it is linked to may sharpen it.
    `replaces`: the figure revises an earlier one ("the toll rises to 14").
    """

    span: Span
    min: float | None
    max: float | None
    unit: str
    of: QuantityOf
    noun: Span | None = None
    rule: str = ""
    replaces: bool = False
