"""What pages are drawn with: words, marks and pictures made from the records of a `doc`; nothing here asks the ledger.

`add_looks(environment)` gives them to the templates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimline.desk.looks.marked import marked, tone_of
from claimline.desk.looks.words import (
    LABELS,
    capital,
    grade_words,
    hits,
    kind_words,
    part_words,
    passed_on,
    period_words,
    place_detail,
    plural,
    quantity_words,
    standing,
    tidy,
    within_of,
)
from claimline.publishing.control import held_words, party_name
from claimline.publishing.sides import side_tone, tones_of

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["add_looks"]


def add_looks(environment: Environment) -> None:
    """Filters of values, and functions that make pictures, for every template of the desk."""
    environment.filters.update(
        capital=capital,
        kind=kind_words,
        party=party_name,
        period=period_words,
        plural=plural,
        quantity=quantity_words,
        tidy=tidy,
        tone=tone_of,
    )
    environment.globals.update(
        grade_words=grade_words,
        held_words=held_words,
        hits=hits,
        labels=LABELS,
        marked=marked,
        part_words=part_words,
        passed_on=passed_on,
        place_detail=place_detail,
        side_tone=side_tone,
        standing=standing,
        tones_of=tones_of,
        within_of=within_of,
    )
