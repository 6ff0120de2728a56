"""What pages are drawn with: words, marks and pictures made from the records of a `doc`; nothing here asks the ledger.

`add_looks(environment)` gives them to the templates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimline.desk.looks.amounts import bounds, measure, voice
from claimline.desk.looks.bars import HEIGHT, by_day, waterfall
from claimline.desk.looks.lanes import of_place
from claimline.desk.looks.marked import marked, tone_of
from claimline.desk.looks.origins import origin_tree
from claimline.desk.looks.words import (
    FAMILIES,
    LABELS,
    VOICES,
    capital,
    grade_words,
    hits,
    interest_words,
    kind_words,
    outlet_names,
    part_words,
    passed_on,
    period_words,
    place_detail,
    plural,
    quantity_words,
    sides_of,
    standing,
    tellers,
    telling_text,
    tidy,
    told_numbers,
    value_words,
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
        bounds=bounds,
        capital=capital,
        kind=kind_words,
        measure=measure,
        party=party_name,
        period=period_words,
        plural=plural,
        quantity=quantity_words,
        tidy=tidy,
        tone=tone_of,
        voice=voice,
    )
    environment.globals.update(
        bar_height=HEIGHT,
        by_day=by_day,
        families=FAMILIES,
        grade_words=grade_words,
        held_words=held_words,
        hits=hits,
        interest_words=interest_words,
        labels=LABELS,
        lanes_of=of_place,
        marked=marked,
        origin_tree=origin_tree,
        outlet_names=outlet_names,
        part_words=part_words,
        passed_on=passed_on,
        place_detail=place_detail,
        side_tone=side_tone,
        sides_of=sides_of,
        standing=standing,
        tellers=tellers,
        telling_text=telling_text,
        told_numbers=told_numbers,
        tones_of=tones_of,
        value_words=value_words,
        voices=VOICES,
        waterfall=waterfall,
        within_of=within_of,
    )
