"""Tolls and totals before a number: "the death toll rose to 14", "the number of soldiers rises to 1,400".

A figure may revise an earlier one ("rises to 14", "now reports three"): that is told here too.
"""

from __future__ import annotations

import re

from claimline.reading.quantities.cues import Said, left_of, state_of
from claimline.reading.quantities.lexicon import cues

_NOUN = r"(?:death toll|toll|number|count|figure|tally|total|deaths|fatalities|casualties|estimate|dead)"
_VERB = (
    r"(?:ris(?:e|es|en|ing)|rose|climb(?:s|ed|ing)?|grow(?:s|n|ing)?|grew|"
    r"increas(?:e|es|ed|ing)|jump(?:s|ed)?|revis(?:e|es|ed|ing)|"
    r"rais(?:e|es|ed|ing)|updat(?:e|es|ed|ing)|correct(?:s|ed|ing)?|bring(?:s|ing)?|brought|"
    r"lower(?:s|ed)?|reduc(?:es|ed|ing)|"
    r"now stands|has reached|have reached|reach(?:es|ed)|fell|falls|put up|up|mount(?:s|ed)?|pass(?:es|ed)?|"
    r"surpass(?:es|ed)?|exceed(?:s|ed))"
)
_BEFORE = re.compile(
    rf"(?:\b{_NOUN}\b[^.;:\n]{{0,70}}?\b{_VERB}\b|\b{_VERB}\b[^.;:\n]{{0,40}}?\b{_NOUN}\b)[^.;:\n]{{0,50}}?\b"
    r"(?:to|at|reached|reaches|passed|passes|surpassed|surpasses|exceeds|exceeded)\s+(?:at\s+)?\Z"
    r"|\bnow\s+(?:reports?|says?|counts?|puts?(?:\s+[^.;:\n]{0,30})?\s+at|speaks? of|stands? at)\s+\Z"
    r"|\b(?:rises?|rose|risen|climbs?|climbed) to\s+\Z",
    re.IGNORECASE,
)
_TO = (
    r"(?:\bto|\bat|\breach(?:es|ed|ing)?|\bof|\bstood at|\bstands at|\bpass(?:es|ed)|\bsurpass(?:es|ed)|"
    r"\bexceed(?:s|ed)|\btops|\btopped|\bhad been|\bspoke of|\bspeaks? of|"
    r"\bis|\bwas|\bas|:|\bput at|\bfrom|\bto be|\bbe)"
    r"\s+(?:at\s+)?\Z"
)
_TOLL = re.compile(
    r"\b(?:(?P<killed>death toll|toll|(?:own|the|its|their) dead|"
    r"number of (?:dead|deaths|people killed|those killed|fatalities|victims)|"
    r"number killed|deaths?|fatalities)|"
    r"(?P<injured>number of (?:injured|wounded|people injured)|injuries)|"
    r"(?P<missing>number of missing|number missing)|"
    r"(?P<displaced>number of (?:displaced|refugees|idps|people displaced|internally displaced)[^.;\n]{0,30}|"
    r"(?:internally )?displaced(?: people| persons)?|idps)|"
    r"(?P<evacuated>number of evacuees|evacuated(?: people)?|evacuation total people))\b"
    rf"(?:(?!\b(?:killed|injured|wounded|displaced|dead|and)\b)[^;\n\d]){{0,80}}?{_TO}",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    rf"\bspeaks? of\s+\Z|\bspoke of\s+\Z|\b(?:total|number|figure|count|tally|toll)\b[^.;\n\d]{{0,60}}?{_TO}",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    r"\b(?:number|total|strength|deployment|force|contingent) of(?P<noun>\s[^.;:\n\d]{2,50}?)\b"
    rf"[^.;:\n\d]{{0,50}}?{_TO}"
    r"|\bnumber(?:ing|ed|s)\s+\Z|\bnumber(?:ing|ed|s) (?:about|around|some)\s+\Z",
    re.IGNORECASE,
)


def _linked(text: str, start: int) -> bool:
    """Whether the last word before a number ends any pattern of this module: a quick look saves most searches."""
    words = text[max(0, start - 16) : start].lower().split()
    return bool(words) and (words[-1] in cues()["toll_ends"] or words[-1].endswith(":"))


def replaces(text: str, start: int) -> bool:
    """Whether the words before the number say that it takes the place of an earlier one."""
    if not _linked(text, start):
        return False
    left = text[max(0, start - 140) : start]
    return _BEFORE.search(left[left.rfind(". ") + 1 :]) is not None


def by_toll(text: str, start: int) -> Said | None:
    """A toll before the number: "the death toll rose to 14", "displaced: 452"."""
    match = _TOLL.search(left_of(text, start)) if _linked(text, start) else None
    return Said(state_of(match), "toll") if match else None


def is_total(text: str, start: int) -> bool:
    """ "bringing the total to 53": a number of what was told of before."""
    return _linked(text, start) and _TOTAL.search(left_of(text, start)) is not None


def number_of(text: str, start: int) -> int | None:
    """Where the counted noun begins in "the number of French soldiers rises to 1,400"; -1 for "numbering 400"."""
    if not _linked(text, start):
        return None
    left = left_of(text, start)
    match = _NUMBER_OF.search(left)
    if match is None:
        return None
    return start - len(left) + match.start("noun") if match["noun"] else -1
