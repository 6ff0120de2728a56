"""Where a telling stands: it says that it happened, denies it, denies only its speaker's part, or speaks of a plan."""

from __future__ import annotations

from claimline.model import Telling
from claimline.model.weighed import Stand
from claimline.vocab import word_set
from claimline.weighing.grading.names import words_of
from claimline.weighing.grading.voices import side_of_voice

_DEEDS = frozenset(("attack", "casualties", "damage", "detention", "displacement"))


def stand(telling: Telling) -> Stand:
    """ "says", "denies", "disowns" (it was not us, which leaves open whether it happened) or "plans"."""
    if telling.modality in ("planned", "conditional"):
        return "plans"
    if telling.polarity == "positive":
        return "says"
    return "disowns" if _disowns(telling) else "denies"


def _disowns(telling: Telling) -> bool:
    """The speaker denies a deed of its own, or says in so many words that it had no part in it."""
    if telling.speaker is None or telling.family not in _DEEDS:
        return False
    if set(words_of(telling.text)) & word_set("grades", "part_in_it"):
        return True
    actor, side = telling.actor, side_of_voice(telling)
    if actor is None:
        return False
    return actor.side == side if actor.side and side else words_of(actor.name) == words_of(telling.speaker.name)
