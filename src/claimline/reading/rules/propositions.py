"""The stretch of a sentence that states one event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from claimline.model import Span
from claimline.reading.quantities.tolls import is_total
from claimline.reading.rules.clauses import inner_span
from claimline.reading.rules.context import Sentence
from claimline.reading.rules.frame import Frame, noun_frame, received, verb_frame, verb_group_start
from claimline.reading.rules.lexicon import Match, find_matches
from claimline.reading.rules.sense import kind_of
from claimline.vocab import word_set

# Verbs that only say that an event took place; the event's noun is the statement, and its clause the proposition.
LIGHT_VERBS = word_set("verb_classes", "light")
_TOLLS = frozenset(("toll", "tally"))


@dataclass(frozen=True, slots=True)
class Statement:
    """A trigger with its frame, kind and clause, before stance and links."""

    match: Match
    frame: Frame
    clause: int
    kind: str
    rule: str


def find_statements(sentence: Sentence) -> list[Statement]:
    """The statements of one sentence: every trigger that has a kind here; weak ones give way in their clause."""
    found: list[Statement] = []
    for match in find_matches(sentence.words):
        if _in_a_name(sentence, match) or _in_a_time(sentence, match) or _is_means_or_measure(sentence, match):
            continue
        if _only_refers(sentence, match):
            if not _is_subject(sentence, match):
                continue
            match = replace(match, entry=replace(match.entry, weak=True))  # "the truce came into force": news of it
        clause = sentence.clause_at(match.head)
        verbal = sentence.words[match.head].tag in ("VERB", "AUX") or match.entry.sort == "adjective"
        frame = (
            verb_frame(sentence.words, sentence.clauses, clause, match)
            if verbal
            else noun_frame(sentence.words, sentence.clauses[clause], match)
        )
        kind = kind_of(sentence, match, frame, clause)
        if kind and kind[0].startswith("control"):
            frame = received(sentence.words, sentence.clauses, clause, match, frame)
        if kind and not (kind[0] == "control.held" and frame.nominal and _is_over(sentence, frame)):
            found.append(Statement(match, frame, clause, *_attempted(sentence, match, *kind)))
    return _without_doubles(_strong(found), sentence)


def _attempted(sentence: Sentence, match: Match, kind: str, rule: str) -> tuple[str, str]:
    """What somebody only tried to take is an attack: "tried to capture the bridge"."""
    if kind not in ("control.taken", "control.retaken"):
        return kind, rule
    before = sentence.words[max(0, match.head - 3) : match.head]
    trying = any(w.tag == "VERB" and w.base in ("try", "attempt", "seek", "struggle") for w in before)
    return ("attack.ground", f"{rule}: only tried") if trying else (kind, rule)


_NAMES = ("organisation", "group", "person", "place", "weapon")


def _in_a_name(sentence: Sentence, match: Match) -> bool:
    """Whether a noun is part of a name ("Sudan Liberation Army")."""
    head = sentence.words[match.head]
    return head.tag != "VERB" and any(
        m.span.start <= head.start < m.span.end and len(m.span) > head.end - head.start and m.type in _NAMES
        for m in sentence.mentions
    )


def _in_a_time(sentence: Sentence, match: Match) -> bool:
    """Whether the words are part of a date ("March 2023")."""
    span = sentence.span_of((match.start, match.end))
    return any(t.span.contains(span) for t in sentence.times)


def _only_refers(sentence: Sentence, match: Match) -> bool:
    """Whether a noun only points back to an event told before: "the attack", "this deployment", "such strikes"."""
    words, i = sentence.words, match.start
    if match.end - match.start > 1 or words[match.head].tag in ("VERB", "AUX") or i == 0:
        return False
    if words[i - 1].lower not in ("the", "this", "that", "these", "those", "such", "its", "their", "his"):
        return False
    following = words[match.end] if match.end < len(words) else None
    return following is None or following.tag not in ("PREP", "TO", "NAME") or following.lower in ("as", "since")


def _is_subject(sentence: Sentence, match: Match) -> bool:
    """Whether a verb follows at once upon a noun, and it is not only said what the thing is."""
    words, clause = sentence.words, sentence.clauses[sentence.clause_at(match.head)]
    if match.end >= len(words) or words[match.end].tag not in ("VERB", "AUX", "MODAL"):
        return False
    return any(words[i].tag == "VERB" for i in range(match.end, clause.end))


def _is_means_or_measure(sentence: Sentence, match: Match) -> bool:
    """Whether a noun says how something was done or what it ranks among, or was avoided: no event of its own.

    "retook the town in its summer offensive", "one of the largest attacks", "to avoid losses".
    """
    words, head = sentence.words, match.head
    if words[head].tag == "VERB":
        return False
    for i in range(head - 1, max(-1, head - 6), -1):
        lower = words[i].lower
        if lower in ("its", "their", "his") and i > 0 and words[i - 1].lower in ("in", "during", "of"):
            return True
        if lower == "of" and i > 0 and words[i - 1].lower == "one":
            return True
        if words[i].base in ("avoid", "prevent", "minimise", "minimize", "reduce"):
            return True
        if words[i].tag in ("VERB", "PUNCT"):
            return False
    return False


def _is_over(sentence: Sentence, frame: Frame) -> bool:
    """Whether a state that a noun names is said to be past: "ended the occupation of", "after the occupation of"."""
    words = sentence.words
    before = words[max(0, frame.core[0] - 3) : frame.core[0]]
    last = before[-1].lower if before else ""
    return last in ("after", "following", "since", "before") or any(w.base in ("end", "lift") for w in before)


def _strong(statements: Sequence[Statement]) -> list[Statement]:
    """Without weak triggers in clauses that have another."""
    return [
        s
        for s in statements
        if not s.match.entry.weak or not any(o is not s and o.clause == s.clause for o in statements)
    ]


def _without_doubles(statements: Sequence[Statement], sentence: Sentence) -> list[Statement]:
    """One statement where a verb and its noun say the same ("carried out an attack", "attacked in an air strike")."""
    kept: list[Statement] = []
    for statement in statements:
        double = next(
            (
                k
                for k in kept
                if k.clause == statement.clause
                and k.kind.split(".")[0] == statement.kind.split(".")[0]
                and _same_event(k, statement)
            ),
            None,
        )
        if double is None:
            kept.append(statement)
        elif double.frame.nominal and not statement.frame.nominal:
            kind = double.kind if "." in double.kind else statement.kind
            kept[kept.index(double)] = Statement(
                statement.match, statement.frame, statement.clause, kind, statement.rule
            )
        elif "." in statement.kind and ("." not in double.kind or _says_more(double, statement)):
            kept[kept.index(double)] = Statement(
                double.match, double.frame, double.clause, statement.kind, statement.rule
            )
    return kept


def _says_more(double: Statement, statement: Statement) -> bool:
    """Whether the noun tells the kind better than its verb: "approved ... in military aid"."""
    money = double.kind == "aid.financial" and statement.kind in ("aid.military", "aid.humanitarian")
    return money or _is_object(double, statement.match.head)


def _same_event(first: Statement, second: Statement) -> bool:
    if first.kind.split(".")[0] == "casualties":
        return first.kind == second.kind and second.match.start - first.match.end < 4
    return not (first.frame.nominal and not second.frame.nominal) or first.kind == second.kind


def proposition_of(sentence: Sentence, statement: Statement, others: Sequence[Statement]) -> Span:
    """The words of the statement: its clause, or for a noun among other statements its own phrase."""
    words, clause = sentence.words, sentence.clauses[statement.clause]
    mine = statement.match
    start, end = clause.start, clause.end
    if statement.frame.nominal and not _owns_clause(sentence, statement, others):
        start, end = statement.frame.core
    else:
        start, end = _cut_at_others(sentence, statement, others, start, end)
        if not statement.frame.nominal:
            start = _with_subject(sentence, statement, start)
    span = inner_span(words, start, end)
    trigger = sentence.span_of((mine.start, mine.end))
    figure = _figure_of_toll(sentence, statement)
    return _all_of(filter(None, (trigger, span, figure)))


def _all_of(spans: Iterable[Span]) -> Span:
    return reduce(Span.cover, spans)


def _figure_of_toll(sentence: Sentence, statement: Statement) -> Span | None:
    """The number that a toll comes to, after a verb of its own: "the death toll from the fire rose to 19"."""
    toll = next((w for w in sentence.words[statement.match.start : statement.match.end] if w.base in _TOLLS), None)
    if toll is None:
        return None
    after = (q for q in sentence.quantities if q.span.start >= toll.end and q.unit == "people")
    first = min(after, key=lambda q: q.span, default=None)
    if first is None or not is_total(sentence.text, first.span.start):
        return None
    return first.span


def _owns_clause(sentence: Sentence, statement: Statement, others: Sequence[Statement]) -> bool:
    """Whether a noun is what its clause is about: no other statement in it, and no verb with a meaning of its own."""
    if any(o.clause == statement.clause for o in others):
        return False
    clause = sentence.clauses[statement.clause]
    verbs = [w for w in sentence.words[clause.start : clause.end] if w.tag == "VERB"]
    return all(w.base in LIGHT_VERBS for w in verbs) or sentence.words[statement.match.head].tag == "VERB"


def _cut_at_others(
    sentence: Sentence, statement: Statement, others: Sequence[Statement], start: int, end: int
) -> tuple[int, int]:
    """The clause without other statements that hang on it by a preposition ("... in an attack on the market")."""
    words = sentence.words
    for other in others:
        if other.clause != statement.clause:
            continue
        left = other.frame.core[0] if other.frame.nominal else verb_group_start(words, other.match.head, start)
        while left - 1 > statement.match.start and words[left - 1].tag in ("ADV", "ADJ"):
            left -= 1
        if left > statement.match.end and left - 1 > statement.match.start:
            if words[left - 1].tag in ("PREP", "SUB") and not _is_object(statement, left):
                end = min(end, left - 1)
            elif not other.frame.nominal and words[left - 1].tag in ("TO", "CONJ", "PUNCT"):
                end = min(end, left)
    return start, end


def _is_object(statement: Statement, word: int) -> bool:
    patient = statement.frame.patient
    return patient is not None and patient[0] <= word < patient[1]


def _with_subject(sentence: Sentence, statement: Statement, start: int) -> int:
    """From the subject on, where a parenthesis cut it off from its verb."""
    frame = statement.frame
    subject = frame.patient if frame.passive else frame.agent
    if subject is None or subject[0] >= start:
        return start
    clause = sentence.clause_at(subject[0])
    between = sentence.clauses[clause]
    if any(w.tag in ("VERB", "AUX", "MODAL") for w in sentence.words[subject[1] : between.end]):
        return start  # the clause before has its own verb: the subject is only shared
    return subject[0] if sentence.clauses[statement.clause].opening == "shared" and start - subject[0] < 30 else start
