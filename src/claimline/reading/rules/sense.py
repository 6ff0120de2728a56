"""Which kind of event a trigger states: its entry's kind, chosen by who acts, what is acted on and the weapon."""

from __future__ import annotations

from claimline.reading.rules.context import Sentence, word_class_names
from claimline.reading.rules.frame import Frame, Range
from claimline.reading.rules.lexicon import Choice, Match
from claimline.reading.rules.phrases import noun_head

# Weapon class to kind, in the order in which it is looked for at equal distance.
_BY_WEAPON = {
    "drone": "attack.drone",
    "missile": "attack.missile",
    "artillery": "attack.shelling",
    "explosive": "attack.explosion",
    "air": "attack.air",
    "sabotage": "attack.sabotage",
    "small_arms": "attack.ground",
}


def kind_of(sentence: Sentence, match: Match, frame: Frame, clause: int) -> tuple[str, str] | None:
    """The kind and the rule that chose it; None if the words state nothing here."""
    entry = match.entry
    if _is_figurative(sentence):
        return None
    for choice in entry.choices:
        if _holds(sentence, choice, frame, clause, match):
            return _sharpened(sentence, choice.kind, match, frame, clause, "sense")
    if entry.kind is None or (entry.choices and entry.weak):
        return None
    return _sharpened(sentence, entry.kind, match, frame, clause, "lexicon")


_HARM = frozenset(("kill", "wound", "injure", "die", "hurt", "shell", "bomb"))
_REAL = frozenset(("place", "facility", "group", "weapon"))


def _is_figurative(sentence: Sentence) -> bool:
    """Whether a sentence is about play or trade, so that its words of war are figures of speech ("fired a shot").

    Not where people are harmed, or where a place or an armed group is named: players and shareholders meet war too.
    """
    if not any(w.tag == "NOUN" and "figurative" in word_class_names(w.lower) for w in sentence.words):
        return False
    return not any(w.base in _HARM for w in sentence.words) and not any(m.type in _REAL for m in sentence.mentions)


def _holds(sentence: Sentence, choice: Choice, frame: Frame, clause: int, match: Match) -> bool:
    patient = sentence.classes_of(frame.patient)
    if choice.agent and choice.agent not in sentence.classes_of(frame.agent):
        return False
    if choice.patient and choice.patient not in patient:
        return False
    if choice.not_patient and choice.not_patient in patient:
        return False
    bounds = sentence.clauses[clause]
    return not choice.clause or choice.clause in sentence.classes_in((bounds.start, bounds.end))


def _sharpened(sentence: Sentence, kind: str, match: Match, frame: Frame, clause: int, rule: str) -> tuple[str, str]:
    """A bare attack gets its sub-kind from the weapon nearest to the trigger in its clause."""
    if kind != "attack":
        return kind, rule
    bounds = sentence.clauses[clause]
    weapon = _nearest_weapon(sentence, match, (bounds.start, bounds.end), frame)
    if weapon:
        return _BY_WEAPON[weapon], f"{rule}: weapon in the clause"
    if match.entry.words[0] in ("attack", "open", "claim", "carry", "launch", "come") and _are_forces(sentence, frame):
        return "attack.ground", f"{rule}: forces attack"
    return kind, rule


def _are_forces(sentence: Sentence, frame: Frame) -> bool:
    """Whether the attackers are named as what they are ("rebels", "the army"), not by a name alone.

    A movement's name tells no more about how it attacks than a state's: "Hamas attacked" reads as "Israel attacked".
    """
    if frame.agent is None:
        return False
    head = sentence.words[noun_head(sentence.words, *frame.agent)]
    if head.tag == "PRON":
        return "troops" in sentence.classes_of(frame.agent)
    return head.tag != "NAME" and bool(word_class_names(head.lower) & {"troops", "rulers"})


def _nearest_weapon(sentence: Sentence, match: Match, within: Range, frame: Frame) -> str | None:
    best: tuple[int, int] | None = None
    names = list(_BY_WEAPON)
    for i in range(*within):
        if frame.patient and frame.patient[0] <= i < frame.patient[1] and not (match.start <= i < match.end):
            continue  # what was hit is no weapon
        classes = word_class_names(sentence.words[i].lower)
        for rank, name in enumerate(names):
            if name in classes:
                distance = min(abs(i - match.start), abs(i - match.head))
                best = min(best or (distance, rank), (distance, rank))
    return names[best[1]] if best else None
