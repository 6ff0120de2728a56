"""Whose interest a claim serves: a side that concedes the other's gain speaks against its own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

from claimline.model import Telling
from claimline.model.telling import Teller
from claimline.model.weighed import Interest
from claimline.vocab import load, word_set
from claimline.weighing.grading.camps import standing
from claimline.weighing.grading.names import words_of
from claimline.weighing.grading.stands import stand
from claimline.weighing.grading.voices import owner_of, side_of_voice

_TURNED: Mapping[Interest, Interest] = {"for": "against", "against": "for"}
_NO_CONCESSION = ("accused", "planned", "conditional")
Harmed = Literal["forces", "civilians", "open"]


def interest(telling: Telling) -> tuple[Interest, str]:
    """The speaker's interest in being believed, and why, by the table `interest` of vocab/grades.yaml.

    Sides count as they stood on the first day of the event, or on the day it was known. Where the table gives nothing
    and the report says that a side admits it, that is against its interest.
    """
    side = side_of_voice(telling)
    if side is None:
        return "unknown", _no_side(telling)
    if stand(telling) == "disowns":
        return "for", "the speaker denies its own part in it"
    found, why = _by_table(telling, side)
    if found in ("unknown", "none") and telling.polarity == "positive" and _admits(telling.cue):
        found, why = "against", f"the report says that the speaker admits it (“{telling.cue}”)"
    if telling.speaker is None or owner_of(telling.speaker.name, telling.known):
        return "none" if found == "against" else found, f"{why}; an outlet says so that this side runs"
    if found == "against" and telling.modality in _NO_CONCESSION:
        return "unknown", f"{why}; but it is {telling.modality}, and concedes nothing"
    return found, why


def _no_side(telling: Telling) -> str:
    if telling.speaker is None:
        return "the outlet's own voice, and no side is known to run it"
    return "the speaker is on no known side"


def _admits(cue: str | None) -> bool:
    return bool(cue and set(words_of(cue)) & word_set("grades", "admitting"))


def _by_table(telling: Telling, side: str) -> tuple[Interest, str]:
    day = telling.first_day or telling.known
    facts = {
        "actor": _stand(telling.actor, side, day),
        "target": _stand(telling.target, side, day),
        "harmed": harmed(telling.target),
        "polarity": telling.polarity,
    }
    for row in _rows():
        if _is_kind(telling.kind, row["kinds"]) and all(facts[k] in row[k] for k in facts if k in row):
            found: Interest = row["interest"]
            if telling.polarity == "negative" and "polarity" not in row:
                return _TURNED.get(found, found), f"the speaker says that it is not so: {row['why']}"
            return found, f"the speaker says: {row['why']}"
    return "unknown", "no rule says whose interest it serves"


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    return tuple(load("grades")["interest"])


def _is_kind(kind: str, wanted: list[str]) -> bool:
    return any(kind == one or kind.startswith(one + ".") for one in wanted)


def _stand(teller: Teller | None, side: str, day: str) -> str:
    if teller is None:
        return "none"
    return standing(side, teller.side, day) if teller.side else "unknown"


def harmed(target: Teller | None) -> Harmed:
    """Whether troops or civilians are the target, by its words; `open` where they do not say."""
    if target is None:
        return "open"
    words = set(words_of(target.name))
    if words & word_set("people_words", "civilians"):
        return "civilians"
    if words & (word_set("people_words", "military") | word_set("people_words", "rebels")):
        return "forces"
    return "open"
