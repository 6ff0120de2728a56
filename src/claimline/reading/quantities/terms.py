"""Displacement: totals against movements, and figures in the terms of the Internal Displacement Monitoring Centre.

The reporting terms are those of the IDMC's IDETECT challenge (Unite Ideas, 2017).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from claimline import vocab
from claimline.model.quantity import QuantityMention
from claimline.model.span import Span
from claimline.reading.quantities.find import find_quantities
from claimline.reading.quantities.lexicon import nouns

Term = Literal["stock", "flow"]
REACH = 80  # characters looked at on either side of a figure
_STOP = re.compile(r"[;\n]\s*\n|;|(?<=[^\W\d_]{2}[\w)”\"])[.!?]\s")
_ASIDE = re.compile(r"\s*\([^()\n]*\)")
_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)
_FROM_HOME = re.compile(r"\bfrom\s+(?:their|his|her)\s+(?:homes?|houses?)\b")
_TOTAL = re.compile(r"\b(?:total|overall|cumulative|altogether|so far|to date|as of|as at|number of)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DisplacementFigure:
    """A figure as the IDMC records it: `term` is one of its reporting terms ("Evacuated", "Destroyed Housing", ...)."""

    quantity: QuantityMention
    term: str
    unit: Literal["people", "households"]


@cache
def _terms() -> dict[str, Any]:
    """The patterns of each group of terms, and those of stock and flow."""
    data = vocab.load("quantities_terms")

    def compiled(words: Sequence[str]) -> re.Pattern[str]:
        spaced = "|".join(word.replace(" ", r"\s+") for word in words)
        return re.compile(rf"(?<![\w-])(?:{spaced})(?![\w-])", re.IGNORECASE)

    groups = {g: {term: compiled(words) for term, words in data[g].items()} for g in ("people", "housing")}
    return {**groups, "stock": compiled(data["stock"]), "flow": compiled(data["flow"])}


def displacement_term(text: str, quantity: QuantityMention) -> Term | None:
    """Whether a number of displaced people is a total on a day ("stock") or a movement within a period ("flow").

    None for what is no number of people or households, or where the words do not say.
    """
    if quantity.unit not in ("people", "households"):
        return None
    left, right = _windows(text, quantity, ())
    if quantity.of not in ("displaced", "evacuated") and _term("people", left, right, left + right) is None:
        return None
    near = f"{left} \0 {right}"
    if _TOTAL.search(near) or _SINCE.search(right):
        return "stock"
    nearest: tuple[int, Term] | None = None
    for name, pattern in (("stock", _terms()["stock"]), ("flow", _terms()["flow"])):
        distance = _nearest(pattern, left, right)
        if distance is not None and (nearest is None or distance < nearest[0]):
            nearest = (distance, "stock" if name == "stock" else "flow")
    return nearest[1] if nearest else None


def displacement_figures(
    text: str, quantities: Sequence[QuantityMention] | None = None
) -> tuple[DisplacementFigure, ...]:
    """The displacement figures of a text in its order: people and households on the move, and their houses lost."""
    quantities = find_quantities(text) if quantities is None else quantities
    extents = [_extent(q) for q in quantities if _group(text, q)]
    out: list[DisplacementFigure] = []
    for quantity in quantities:
        group = _group(text, quantity)
        if group is None or quantity.rule in ("singular", "base"):
            continue
        left, right = _windows(text, quantity, extents)
        term = _term(group, left, right, _statement(text, quantity))
        if term is None and out and _continues(text, out[-1], quantity):
            term = out[-1].term
        if term is None and quantity.of in ("displaced", "evacuated"):
            term = "Evacuated" if quantity.of == "evacuated" else "Displaced"
        if term is None or (quantity.of in ("killed", "injured", "missing") and group == "people"):
            continue
        households = group == "housing" or quantity.unit == "households"
        out.append(DisplacementFigure(quantity, term, "households" if households else "people"))
    return tuple(out)


def _extent(quantity: QuantityMention) -> Span:
    noun = quantity.noun
    return quantity.span.cover(noun) if noun is not None and noun.start >= quantity.span.end else quantity.span


def _group(text: str, quantity: QuantityMention) -> str | None:
    if quantity.unit in ("people", "households"):
        return "people"
    known = nouns().plurals.get(quantity.unit)
    return "housing" if known and known[0] == "housing" else None


def _windows(text: str, quantity: QuantityMention, others: Sequence[Span]) -> tuple[str, str]:
    """The words on both sides of a number, up to the next figure or the end of the statement.

    The noun counted stands on the right ("483 homeless"); what follows it in parentheses is passed over.
    """
    extent = _extent(quantity)
    low = max([0, extent.start - REACH, *(s.end for s in others if s.end <= extent.start)])
    after = extent.end
    if aside := _ASIDE.match(text, after, after + 60):
        after = aside.end()
    high = min([len(text), after + REACH, *(s.start for s in others if s.start >= after)])
    left, right = text[low : extent.start], text[quantity.span.end : extent.end] + text[after:high]
    for match in _STOP.finditer(left):
        left = " " * match.end() + left[match.end() :]
    stop = _STOP.search(right)
    return left, right[: stop.start()] if stop else right


def _statement(text: str, quantity: QuantityMention) -> str:
    """The number's whole statement, other figures included."""
    left, right = _windows(text, quantity, ())
    return left + right


def _nearest(pattern: re.Pattern[str], left: str, right: str) -> int | None:
    """Characters to the nearest hit. A comma between counts as twenty more: it begins something new."""
    best: int | None = None
    for match in pattern.finditer(left):
        gap = left[match.end() :]
        distance = len(gap.strip()) + 20 * gap.count(",") + 12 * len(re.findall(r"\band\b", gap))
        best = distance if best is None else min(best, distance)
    if match_ := pattern.search(right):
        gap = right[: match_.start()]
        distance = len(gap.strip()) + 20 * gap.count(",") + 6 * len(re.findall(r"\b(?:and|while)\b", gap))
        best = distance if best is None else min(best, distance)
    return best


def _term(group: str, left: str, right: str, statement: str) -> str | None:
    found: tuple[int, str] | None = None
    for term, pattern in _terms()[group].items():
        distance = _nearest(pattern, left, right)
        if distance is not None and (found is None or distance < found[0]):
            found = (distance, term)
    if found is None:
        return "Forced to Flee" if _FROM_HOME.search(right) and group == "people" else None
    if found[1] in ("Forced to Flee", "Displaced") and re.search(r"\bto\s+evacuate", right):
        return "Evacuated"
    if found[1] == "Sheltered" and re.search(r"\brelief\s+(?:camp|cent)", statement):
        return "In Relief Camp"
    return found[1]


def _continues(text: str, before: DisplacementFigure, quantity: QuantityMention) -> bool:
    gap = text[_extent(before.quantity).end : quantity.span.start]
    return len(gap) < 60 and not _STOP.search(gap) and re.search(r"(?:\band|,)\s*(?:another\s+)?\Z", gap) is not None
