"""Numbers of people and things in words: how many of whom, what became of them, where and when."""

from __future__ import annotations

from claimline.model.toll import Bounds, Measure, Toll
from claimline.publishing.sitrep.context import Context
from claimline.publishing.sitrep.english import bounds_words, of_bounds
from claimline.publishing.words import number, visible
from claimline.vocab import load, word_set

#: Groups of people of whom numbers are told beside those of everybody.
GROUPS = ("civilians", "fighters", "security")


def high_words(bounds: Bounds) -> str:
    """ "20", "20 or more"."""
    return number(bounds.high) + (" or more" if bounds.open else "")


def noun(measure: Measure, amount: float) -> str:
    words = load("sitrep")["nouns"]
    one, many = words.get(measure.of) or words.get(measure.unit) or (visible(measure.unit), visible(measure.unit))
    if measure.of in ("civilians", "fighters", "security") and measure.unit != "people":
        one = many = f"{visible(measure.unit)} of {measure.of}"
    return str(one if amount == 1 else many)


def amount(measure: Measure, bounds: Bounds) -> str:
    """ "1 person", "at least 2 civilians"."""
    return of_bounds(bounds, noun(measure, 1), noun(measure, 2))


def told_amount(context: Context, toll: Toll, measure: Measure, bounds: Bounds) -> str:
    """ "at least 2 civilians"; of a rough word: "hundreds of people (between 200 and 999)"."""
    tellings = [context.tellings[line.key] for line in toll.lines if line.key in context.tellings]
    range_ = (bounds.low, bounds.high)
    words = {f.text.casefold() for t in tellings for f in t.figures if (f.min, f.max) == range_}
    rough = words.pop().removesuffix(" of") if len(words) == 1 else ""
    if rough and set(rough.split()) <= {*word_set("sitrep", "rough"), "tens", "of"} and bounds.low != bounds.high:
        pattern = load("sitrep")["rough_amount"]
        return str(pattern.format(words=rough, noun=noun(measure, 2), bounds=bounds_words(bounds)))
    return amount(measure, bounds)


def verb(measure: Measure, bounds: Bounds) -> str:
    one, many = load("sitrep")["verbs"].get(measure.what, (measure.what, measure.what))
    return str(one if bounds.low == bounds.high == 1 and not bounds.open else many)


def direction(context: Context, measure: Measure) -> str:
    """ " out of Bilka region"; "" where it is no movement, or its direction is not said."""
    words = load("sitrep")["directions"].get(measure.of)
    return f" {words.format(area=context.area)}" if words else ""


def where(context: Context, toll: Toll) -> str:
    """Where it was; the area itself is not said twice."""
    places = context.narrow(toll.places)
    if direction(context, toll.measure) and places == [context.material.scope.name]:
        return ""
    return context.at(places)


def told_of(context: Context, measure: Measure, bounds: Bounds) -> str:
    """ "at least 12 people killed", "900 households that fled into the area"."""
    forms = load("sitrep")["tell"].get(measure.what, (measure.what, measure.what))
    return f"{amount(measure, bounds)} {forms[measure.unit != 'people']}{direction(context, measure)}"
