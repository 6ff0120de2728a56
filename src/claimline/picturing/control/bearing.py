"""What a telling says of each settlement that it names: the first half of the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from claimline.model.control import ControlClaim, Says, Voice, Weight
from claimline.model.telling import Spot, Teller, Telling
from claimline.picturing.control.camps import Camps
from claimline.picturing.control.rules import KindRule, Rules
from claimline.vocab import word_set

_NOBODY: frozenset[str] = frozenset()
_GAINS = frozenset(("takes", "holds", "enters"))  # who says so of itself gains by it
_NAMES_SIDES = frozenset(("contested", "fighting"))
_DENIED: dict[Says, Says] = {"takes": "denies", "holds": "denies", "leaves": "holds"}
_MARKS = str.maketrans(dict.fromkeys(".,;:!?\"'“”‘’«»()[]–—", " "))
_MOST_BORNE = 20_000  # tellings whose claims are remembered
_MOST_READ = 100_000  # texts that are remembered
_THIRD_KINDS = frozenset(("organisation", "state"))


def bearings(telling: Telling, rules: Rules, camps: Camps) -> tuple[ControlClaim, ...]:
    """What `_bearings` finds, remembered for as long as the same telling is asked about: a map drawn day by day asks
    for the same ones again and again. A remembered telling is kept, so that its number means no other."""
    kept = rules.borne.get(id(telling))
    if kept is not None and kept[0] is telling and kept[1] is camps:
        return kept[2]  # type: ignore[no-any-return]
    found = tuple(_bearings(telling, rules, camps))
    if len(rules.borne) >= _MOST_BORNE:
        rules.borne.clear()
    rules.borne[id(telling)] = (telling, camps, found)
    return found


def _bearings(telling: Telling, rules: Rules, camps: Camps) -> Iterator[ControlClaim]:
    """One claim for each settlement; none where its kind says nothing of control. Areas are no settlements."""
    rule = rules.kinds.get(telling.kind)
    if rule is None:
        return
    spots = settlements(telling, rule)
    if not spots:
        return
    says = _says(telling, rule)
    who = _who(telling, says, rules, camps)
    day = min(telling.last_day or telling.known, telling.known)
    other = _opponent_of(telling, who, day, camps) if says in ("takes", "leaves") and telling.target else None
    if other is not None and says == "takes" and not who:
        says, who = "leaves", frozenset((other,))  # taken from them, it is not said by whom
    elif other is not None and says == "leaves" and who:
        says, who = "takes", frozenset((other,))  # lost to them
    voice = _voice(telling, says, who, day, camps)
    why = _why_listed(telling, says, who, rules)
    weight: Weight = "listed" if why else rules.voices[voice]
    for spot in spots:
        if not why and (beside := _only_beside(telling.text, spot, spots, rules)):
            yield ControlClaim(telling, spot, day, says, who, voice, "listed", beside)
        else:
            yield ControlClaim(telling, spot, day, says, who, voice, weight, why)


def _only_beside(text: str, spot: Spot, spots: list[Spot], rules: Rules) -> str:
    """Why a claim is not about this one of its settlements; "" where it may well be.

    A name may be spelled in many ways: its first letters are enough for it to be there.
    """
    at = text.find(spot.name)
    if at >= 0:
        return "it speaks of what is near it" if rules.beside.search(text[:at]) else ""
    if len(spots) > 1 and not _begins(text, spot.name) and any(_begins(text, other.name) for other in spots):
        return "its words do not name it, and name another settlement"
    return ""


def _begins(text: str, name: str) -> bool:
    return re.search(rf"\b{re.escape(name[:2])}", text) is not None


def settlements(telling: Telling, rule: KindRule) -> list[Spot]:
    """The settlements that a claim is about: those that it says were left, where it says so."""
    found = [
        spot
        for spot in telling.places
        if spot.precision == "settlement" and spot.id is not None and spot.role in rule.places
    ]
    if rule.says == "leaves":
        reached = {spot.id for spot in telling.places if spot.role == "to"}
        found = [spot for spot in found if spot.id not in reached]  # "returned to the town": nobody left it
    if len(found) > 1 and rule.says == "leaves":
        return [spot for spot in found if spot.role == "from"] or found
    return found


def _says(telling: Telling, rule: KindRule) -> Says:
    key = (telling.text, telling.polarity)
    found = rule.read.get(key)
    if found is None:
        if len(rule.read) >= _MOST_READ:
            rule.read.clear()
        found = rule.read[key] = _by_words(telling.text, telling.polarity == "positive", rule)
    return found


def _by_words(text: str, positive: bool, rule: KindRule) -> Says:
    if not rule.openings.isdisjoint(text.lower().translate(_MARKS).split()):
        for word in rule.words:
            if word.pattern.search(text):
                return word.says if word.negated or positive else _denied(word.says)
    return rule.says if positive else _denied(rule.says)


def _denied(says: Says) -> Says:
    return _DENIED.get(says, "nothing")


def _who(telling: Telling, says: Says, rules: Rules, camps: Camps) -> frozenset[str]:
    actor = _party(telling.actor, rules, camps)
    if says not in _NAMES_SIDES:
        return frozenset((actor,)) if actor else _NOBODY
    target = _party(telling.target, rules, camps)
    return frozenset(party for party in (actor, target) if party)


def _party(teller: Teller | None, rules: Rules, camps: Camps) -> str | None:
    """The side; of a name that names sides, the camp that they are; else the name of one who may hold a place so."""
    if teller is None:
        return None
    if teller.side:
        return teller.side
    if teller.kind not in rules.holders_without_side:
        return None
    named = camps.named_in(teller.name)
    if named:
        return camps.principal(named)
    return teller.name if _is_name(teller.name) else None


@lru_cache(maxsize=4096)
def _is_name(words: str) -> bool:
    """Whether words are a proper name: they begin with a capital, and not all of them are everyday words."""
    everyday = word_set("common_words", "words")
    return words[:1].isupper() and any(word.lower() not in everyday for word in words.split())


def _opponent_of(telling: Telling, who: frozenset[str], day: str, camps: Camps) -> str | None:
    """The side that a claim is about beside `who`, where it is their enemy, or where nobody else is named."""
    target = telling.target
    if target is None or target.side is None or target.kind == "unnamed":
        return None
    enemy = all(camps.relation(target.side, party, day) == "opposed" for party in who)
    return target.side if enemy else None


def _voice(telling: Telling, says: Says, who: frozenset[str], day: str, camps: Camps) -> Voice:
    """Who says so, seen from the side that gains by it."""
    speaker = telling.speaker
    if speaker is None:
        return "outlet"
    if not speaker.side:
        return "third" if speaker.kind in _THIRD_KINDS and speaker.name not in who else "unknown"
    if not who:  # "denied that the town had been taken": his side gains by it
        return "interested" if says == "denies" else "unknown"
    relations = {camps.relation(speaker.side, party, day) for party in who}
    if "one" in relations:
        return "interested" if says in _GAINS or says in _NAMES_SIDES else "conceding"
    if "opposed" in relations:
        return "conceding" if says in _GAINS else "interested"
    return "third"


def _why_listed(telling: Telling, says: Says, who: frozenset[str], rules: Rules) -> str:
    """What keeps a claim from counting; "" where nothing does."""
    if says == "nothing":
        return "its words say nothing of who holds the place"
    if telling.modality not in rules.counts:
        return f"it is {telling.modality}"
    if telling.first_day is not None and telling.first_day > telling.known:
        return "it is about a later day"
    dated = telling.last_day is not None
    if telling.background and rules.background["dated" if dated else "undated"] == "listed":
        return "it recalls an earlier phase" + ("" if dated else ", without a day")
    if not who and says != "contested" and not (says == "denies" and telling.speaker and telling.speaker.side):
        return "it does not name a side"
    return ""
