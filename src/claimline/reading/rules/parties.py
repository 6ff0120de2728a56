"""Actor and target of a statement: its frame's agent and patient, set right for what kinds of event are like."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimline.model import Link
from claimline.reading.rules.context import Sentence
from claimline.reading.rules.frame import Range, prepositional, subject_of, text_of, verb_group_start
from claimline.reading.rules.propositions import LIGHT_VERBS, Statement
from claimline.vocab import word_set

# Things that do harm but do not act: the actor is who used them, if that is said.
_THINGS = frozenset(("drone", "missile", "artillery", "air", "explosive", "small_arms"))
_ACTING = frozenset(("nationality", "group", "organisation", "person"))
# Verbs whose subject is the one that something happened to.
_UNDERGOING = word_set("verb_classes", "undergoing")


def party_links(sentence: Sentence, statement: Statement, others: Sequence[Statement]) -> Iterator[Link]:
    """The actor and the target, each with the rule that found it. Neither is ever guessed."""
    agent, patient, rule = _own(sentence, statement)
    family = statement.kind.split(".")[0]
    if family == "casualties" and agent and sentence.words[statement.match.head].base in _UNDERGOING:
        agent, patient = None, patient or agent
    if agent:
        agent = _who_acts(sentence, agent, others)
    if agent is None and family in ("casualties", "damage"):
        agent, rule = _of_the_cause(statement, others), "actor of the cause"
        agent = _who_acts(sentence, agent, others) if agent else None
    if family in ("withdrawal", "deployment") and agent is None and "troops" in sentence.classes_of(patient):
        agent, patient, rule = patient, None, "the troops moved"
    if family == "assessment" and agent and not sentence.classes_of(agent) & _PARTIES:
        agent = None
    if statement.kind == "control.lost" or sentence.words[statement.match.head].base in ("leave", "abandon"):
        patient = _receiver(sentence, statement) or patient
    if family == "displacement":
        agent, patient = _displaced(sentence, agent, patient), None
    if agent and statement.kind in _MUTUAL:
        agent, other = _two_sides(sentence, agent)
        patient = other or patient
    actor, target = text_of(sentence.words, agent), text_of(sentence.words, patient)
    if actor:
        yield Link("actor", actor, rule)
    if target and not (actor and actor.overlaps(target)):
        yield Link("target", target, "subject of the passive" if statement.frame.passive else "object")


def _receiver(sentence: Sentence, statement: Statement) -> Range | None:
    """To whom a place was lost or left: the rebels in "lost the town to the rebels"."""
    words, frame = sentence.words, statement.frame
    if frame.nominal or frame.passive or frame.patient is None:
        return None
    end = sentence.clauses[statement.clause].end
    to = next((i for i in range(frame.patient[1], end) if words[i].lower == "to"), end)
    who = prepositional(words, to, end, frozenset(("to",)))
    return who if who and sentence.classes_of(who) & {"troops", "state", "organisation"} else None


_PARTIES = frozenset(("troops", "civilians", "state", "person", "organisation", "officials"))
_MUTUAL = frozenset(("clash", "diplomacy.talks", "diplomacy.agreement", "diplomacy.ceasefire", "detention.exchange"))


def _two_sides(sentence: Sentence, agent: Range) -> tuple[Range, Range | None]:
    """ "Armenia and Azerbaijan signed": the first and the second; anything else stays whole."""
    joints = [i for i in range(agent[0] + 1, agent[1] - 1) if sentence.words[i].lower == "and"]
    commas = any(sentence.words[i].lower == "," for i in range(*agent))
    if len(joints) != 1 or commas:
        return agent, None
    return (agent[0], joints[0]), (joints[0] + 1, agent[1])


def _own(sentence: Sentence, statement: Statement) -> tuple[Range | None, Range | None, str]:
    """Agent and patient by the statement's own frame, or for a noun behind a light verb that verb's subject."""
    frame = statement.frame
    if frame.received:
        return frame.agent, frame.patient, "whom it falls to"
    if not frame.nominal:
        return frame.agent, frame.patient, "by-phrase" if frame.passive else "subject"
    if frame.agent:
        return frame.agent, frame.patient, "possessor or by-phrase"
    return _subject_of_light_verb(sentence, statement), frame.patient, "subject of the verb that carries the noun"


def _subject_of_light_verb(sentence: Sentence, statement: Statement) -> Range | None:
    """ "Rebels launched an offensive": the rebels."""
    words, clause = sentence.words, sentence.clauses[statement.clause]
    for i in range(statement.frame.core[0] - 1, clause.start - 1, -1):
        if words[i].tag == "VERB":
            if words[i].base not in LIGHT_VERBS | _CARRYING:
                return None
            first = verb_group_start(words, i, clause.start)
            return subject_of(words, sentence.clauses, statement.clause, first)
        if words[i].tag in ("PREP", "PUNCT", "CONJ"):
            return None
    return None


_CARRYING = word_set("verb_classes", "carrying")


def _who_acts(sentence: Sentence, agent: Range, others: Sequence[Statement]) -> Range | None:
    """The agent itself, or for a thing or an event that stands as the subject whoever it belongs to."""
    event = next((o for o in others if o.frame.nominal and o.match.start < agent[1] and agent[0] <= o.match.head), None)
    classes = sentence.classes_of(agent)
    if event is None and (not classes & _THINGS or classes & {"troops", "state", "person", "organisation"}):
        return agent
    if event is not None and event.frame.agent:
        return event.frame.agent
    span = sentence.span_of(agent)
    for mention in sentence.mentions_in(span):
        if mention.type in _ACTING or mention.span in sentence.governments:
            inside = [i for i in range(*agent) if mention.span.start <= sentence.words[i].start < mention.span.end]
            return (inside[0], inside[-1] + 1) if inside else None
    return None


def _of_the_cause(statement: Statement, others: Sequence[Statement]) -> Range | None:
    """Who attacked, where the same sentence says what the harm came from."""
    causes = [o for o in others if o.kind.split(".")[0] == "attack" and o.frame.agent]
    near = sorted(causes, key=lambda o: abs(o.match.head - statement.match.head))
    return near[0].frame.agent if near else None


def _displaced(sentence: Sentence, agent: Range | None, patient: Range | None) -> Range | None:
    """The people on the move: what was acted on, if it is people, else who acts."""
    if patient and "civilians" in sentence.classes_of(patient):
        return patient
    return agent or patient
