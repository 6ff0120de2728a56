"""Displacement: totals against movements, and figures in the terms of the Internal Displacement Monitoring Centre.

The reporting terms are those of the IDMC's IDETECT challenge (Unite Ideas, 2017).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from claimline.model.quantity import QuantityMention
from claimline.reading.quantities.lexicon import alternation, cues

Term = Literal["stock", "flow"]


@dataclass(frozen=True, slots=True)
class DisplacementFigure:
    """A figure as the IDMC records it: `unit` is "people" or "households"."""

    quantity: QuantityMention
    term: str
    unit: Literal["people", "households"]


def displacement_term(text: str, quantity: QuantityMention) -> Term | None:
    return None


def displacement_figures(text: str) -> tuple[DisplacementFigure, ...]:
    return ()
