"""Figures that revise earlier ones: "the toll rises to 14", "raised the number of dead to 14", "now reports three"."""

from __future__ import annotations

import re

_NOUN = r"(?:death toll|toll|number|count|figure|tally|total|deaths|fatalities|casualties|estimate|dead)"
_VERB = (
    r"(?:ris(?:e|es|en|ing)|rose|climb(?:s|ed|ing)?|grow(?:s|n|ing)?|grew|increas(?:e|es|ed|ing)|jump(?:s|ed)?|revis(?:e|es|ed|ing)|"
    r"rais(?:e|es|ed|ing)|updat(?:e|es|ed|ing)|correct(?:s|ed|ing)?|bring(?:s|ing)?|brought|lower(?:s|ed)?|reduc(?:es|ed|ing)|"
    r"now stands|has reached|have reached|reach(?:es|ed)|fell|falls|put up|up|mount(?:s|ed)?|pass(?:es|ed)?|surpass(?:es|ed)?|exceed(?:s|ed))"
)
_BEFORE = re.compile(
    rf"(?:\b{_NOUN}\b[^.;:\n]{{0,70}}?\b{_VERB}\b|\b{_VERB}\b[^.;:\n]{{0,40}}?\b{_NOUN}\b)[^.;:\n]{{0,50}}?\b"
    r"(?:to|at|reached|reaches|passed|passes|surpassed|surpasses|exceeds|exceeded)\s+(?:at\s+)?\Z"
    r"|\bnow\s+(?:reports?|says?|counts?|puts?(?:\s+[^.;:\n]{0,30})?\s+at|speaks? of|stands? at)\s+\Z"
    r"|\b(?:rises?|rose|risen|climbs?|climbed) to\s+\Z",
    re.IGNORECASE,
)


def replaces(text: str, start: int) -> bool:
    """Whether the words before the number say that it takes the place of an earlier one."""
    left = text[max(0, start - 140) : start]
    return _BEFORE.search(left[left.rfind(". ") + 1 :]) is not None
