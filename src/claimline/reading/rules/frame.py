"""The frame of one trigger: who acts and what is acted on, by position, voice and prepositions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimline.model import Span
from claimline.reading.rules.clauses import Clause, is_finite, is_passive
from claimline.reading.rules.lexicon import Match
from claimline.reading.rules.phrases import phrase_left, phrase_right, phrase_span
from claimline.reading.rules.words import Word
from claimline.vocab import word_set

Range = tuple[int, int]
_QUOTES = frozenset("\"“”„«»'‘’")


@dataclass(frozen=True, slots=True)
class Frame:
    """Word ranges of a sentence. `core` is the trigger's own phrase or verb with its arguments."""

    agent: Range | None
    patient: Range | None
    core: Range
    passive: bool = False
    nominal: bool = False
    received: bool = False  # the agent is whom the patient fell to


def verb_group_start(words: Sequence[Word], i: int, floor: int) -> int:
    """The first word of the verb group that ends with the verb at `i` ("have now taken")."""
    while i - 1 >= floor and (
        words[i - 1].tag in ("AUX", "MODAL", "NEG", "ADV", "TO")
        or words[i - 1].lower in _QUOTES
        or _catenative(words, i - 1)
    ):
        i -= 1
    return i


def _catenative(words: Sequence[Word], i: int) -> bool:
    """A verb that only introduces the next one: "tried to", "managed to", "began", "continued to"."""
    word = words[i]
    return (
        word.tag == "VERB"
        and word.base in _CATENATIVES
        and i + 1 < len(words)
        and (words[i + 1].tag == "TO" or "ing" in words[i + 1].forms)
    )


_CATENATIVES = word_set("verb_classes", "catenative")


def subject_of(words: Sequence[Word], clauses: Sequence[Clause], c: int, verb: int) -> Range | None:
    """The subject of the verb group that begins at `verb` in clause `c`.

    A clause that shares its subject ("and seized the bridge", ", killing five") takes that of the clause before;
    a subject that a parenthesis cut off ("Rebels, backed by tanks, took ...") stands in a clause without a verb.
    """
    clause = clauses[c]
    if words[verb].tag == "TO" and verb - 1 > clause.start:
        return _subject_of_infinitive(words, clause.start, verb)
    if any(is_finite(words, i) for i in range(clause.start, verb)):
        return _nearest_before(words, clause.start, verb)  # "a town that was one of those Kyiv retook"
    found = _subject_inside(words, clause.start, verb)
    if found and not _achieved(words, found, verb):
        return found
    for earlier in range(c - 1, -1, -1):
        previous = clauses[earlier]
        if previous.opening in ("relative", "participle") and clause.opening != "relative":
            continue
        first = next((i for i in range(previous.start, previous.end) if is_finite(words, i)), previous.end)
        found = _subject_inside(words, previous.start, first)
        if clause.opening == "relative":
            tail = previous.end - 1
            while tail > previous.start and words[tail].tag == "PUNCT":
                tail -= 1
            return (phrase_left(words, tail, previous.start), tail + 1)
        if found:
            return found
        if previous.opening in ("start", "edge", "mark") and previous.start < first < previous.end:
            return None
    return None


def _achieved(words: Sequence[Word], found: Range, verb: int) -> bool:
    """Whether a noun only says how a deed went: "(declares) victory in seizing the town"."""
    return found[1] == verb - 1 and words[verb - 1].lower == "in" and words[found[1] - 1].lower in _ACHIEVEMENTS


_ACHIEVEMENTS = word_set("verb_classes", "achievements")


def _subject_of_infinitive(words: Sequence[Word], floor: int, to: int) -> Range | None:
    """Whom an infinitive is about: the rebels in "allowed the rebels to leave", nobody in "a decision to leave"."""
    if words[to - 1].tag not in ("NOUN", "NAME", "PRON"):
        return _subject_inside(words, floor, to)
    left = phrase_left(words, to - 1, floor)
    if words[to - 1].base in _INTENTIONS or words[to - 1].lower in _INTENTIONS:
        return _possessor(words, left, to - 1)
    if left == floor:
        return (left, to)  # "(urged) the residents to leave"
    before = words[left - 1]
    if before.tag == "VERB" and before.base in _CONTROLLING:
        return (left, to)
    return _subject_inside(words, floor, left) if before.tag == "VERB" else None


_CONTROLLING = word_set("verb_classes", "controlling")
_INTENTIONS = word_set("verb_classes", "intentions")


def _nearest_before(words: Sequence[Word], floor: int, verb: int) -> Range | None:
    """The noun phrase before a verb whose clause has a finite verb already; a name behind a plural stands alone."""
    last = verb - 1
    if last <= floor or words[last].tag not in ("NOUN", "NAME", "PRON", "NUM"):
        return _subject_inside(words, floor, next(i for i in range(floor, verb) if is_finite(words, i)))
    left = phrase_left(words, last, floor)
    for i in range(left, last):
        if words[i].tag == "NOUN" and words[i + 1].tag == "NAME" and words[i].lower.endswith("s"):
            return (i + 1, verb)
    return (left, verb)


def _subject_inside(words: Sequence[Word], start: int, verb: int) -> Range | None:
    """The noun phrase before a verb, without the adverbials that open the clause ("On Friday, ...")."""
    start = _skip_opening(words, start, verb)
    if start >= verb:
        return None
    end = start
    if words[start].tag == "PRON":
        return (start, start + 1) if words[start].lower not in ("there",) else None
    end = phrase_right(words, start, verb)
    if end == start:
        return None
    if not any(words[i].tag in ("NOUN", "NAME", "NUM", "ADJ", "DET") for i in range(start, end)):
        return None
    for i in range(start + 1, end - 1):
        if words[i].lower == "that" and words[i - 1].tag == "NOUN":
            return (i + 1, end)  # "reports that rebels": what is reported begins here
    return (start, end)


def _skip_opening(words: Sequence[Word], start: int, verb: int) -> int:
    while start < verb and (words[start].tag in ("CONJ", "SUB", "WH", "PUNCT", "ADV") or words[start].lower == "that"):
        start += 1
    while start < verb and words[start].tag in ("PREP", "SUB"):
        after = phrase_right(words, start + 1, verb)
        if after < verb and words[after].lower == ",":
            after += 1
        if after == start + 1:
            break
        start = after
    while start < verb and words[start].tag in ("PUNCT", "ADV"):
        start += 1
    return start


def _object_after(words: Sequence[Word], i: int, end: int) -> Range | None:
    """The noun phrase right after a verb."""
    while i < end and (words[i].tag == "ADV" or words[i].lower in _QUOTES):
        i += 1
    if i < end and words[i].tag == "PRON" and words[i].lower in ("him", "them", "her", "it", "us", "me"):
        return (i, i + 1)
    stop = phrase_right(words, i, end)
    return (
        (i, stop) if stop > i and any(words[j].tag in ("NOUN", "NAME", "NUM", "DET") for j in range(i, stop)) else None
    )


def prepositional(words: Sequence[Word], start: int, end: int, prepositions: frozenset[str]) -> Range | None:
    """The noun phrase after the first of the prepositions in `words[start:end]`."""
    for i in range(start, end):
        if words[i].lower in prepositions and words[i].tag in ("PREP", "TO", "SUB"):
            stop = phrase_right(words, i + 1, end)
            if stop > i + 1:
                return (i + 1, stop)
    return None


def verb_frame(words: Sequence[Word], clauses: Sequence[Clause], c: int, match: Match) -> Frame:
    """Agent and patient of a verb."""
    clause, head = clauses[c], match.head
    first = verb_group_start(words, head, clause.start)
    subject = subject_of(words, clauses, c, first)
    passive = is_passive(words, head) or "under" in match.entry.words[:2]  # "came under attack by"
    start = subject[0] if subject and subject[0] >= clause.start else first
    if passive:
        by = prepositional(words, match.end, clause.end, frozenset(("by",)))
        return Frame(by, subject, (start, clause.end), passive=True)
    found = _object_after(words, match.end, clause.end)
    if match.end - head > 1 and (match.entry.kind or "").startswith(_OBJECT_INSIDE):
        found = _object_after(words, head + 1, clause.end) or found  # "moved the troops from"
    if found is None and match.end - match.start > 1:
        found = prepositional(words, match.end, clause.end, _AGAINST)  # "launched an offensive against"
    return Frame(subject, found, (start, clause.end))


_COMING = frozenset(("into", "under", "in"))  # "fell into rebel hands", "under Russian control"
_HANDS = frozenset(("hand", "hands", "control"))
_GIVING = frozenset(("hand", "transfer", "pass"))  # "hand over control to"


def received(words: Sequence[Word], clauses: Sequence[Clause], c: int, match: Match, frame: Frame) -> Frame:
    """The frame of a place that "fell to" somebody, is "under their control", or whose control was handed to them.

    The agent is who has it, and the patient what was the subject; the frame as it is where nobody is named. Of "no
    longer in control" the agent is the subject.
    """
    clause = clauses[c]
    if words[match.start].lower == "no":
        first = verb_group_start(words, match.start, clause.start)
        return replace(frame, agent=subject_of(words, clauses, c, first) or frame.agent)
    forms = [words[i].lower for i in range(match.start, match.end)]
    coming = next((i for i, form in enumerate(forms) if form in _COMING), None)
    who: Range | None = None
    if words[match.start].base == "fall" and forms[-1] == "to":
        who = prepositional(words, match.end - 1, clause.end, frozenset(("to",)))
    elif words[match.start].base in _GIVING and "control" in forms and coming is None:
        who = prepositional(words, match.end, clause.end, frozenset(("to",)))
    elif coming is not None and forms[-1] == "of" and forms[-2] in _HANDS:
        who = prepositional(words, match.end - 1, clause.end, frozenset(("of",)))
    elif coming is not None and forms[-1] in _HANDS:
        inside = [i for i in range(match.start + coming + 1, match.end - 1) if words[i].tag in ("NAME", "NOUN", "ADJ")]
        who = (inside[0], inside[-1] + 1) if inside else None
    if who is None:
        return frame
    patient = frame.patient if frame.passive or frame.nominal else frame.agent
    return replace(frame, agent=who, patient=patient, received=True)


_OBJECT_INSIDE = ("withdrawal", "deployment", "displacement", "detention", "casualties", "aid")
_AGAINST = frozenset(("on", "against", "upon", "targeting"))
_ABOUT = frozenset(("of", "to", "for"))


def noun_frame(words: Sequence[Word], clause: Clause, match: Match) -> Frame:
    """Agent and patient of a noun: "Syria's shelling of the camp", "an attack by rebels on the base"."""
    left = phrase_left(words, match.head, clause.start)
    if (
        (match.entry.kind or "").startswith("aid")
        and left - 2 > clause.start
        and words[left - 1].lower in ("in", "of", "worth")
    ):
        left = phrase_left(words, left - 2, clause.start)  # "two billion dollars in military aid"
    right = _nominal_end(words, match.end, clause.end)
    agent = prepositional(words, match.end, right, frozenset(("by", "involving")))
    patient = prepositional(words, match.end, right, _AGAINST) or prepositional(words, match.end, right, _ABOUT)
    between = prepositional(words, match.end, right, frozenset(("between",)))
    if between:
        agent, patient = _split_pair(words, between)
    if agent is None:
        agent = _possessor(words, left, match.start)
    if agent is None and match.entry.kind == "clash":
        pair = prepositional(words, match.end, clause.end, frozenset(("between", "among")))
        agent, patient = _split_pair(words, pair) if pair else (None, patient)
    return Frame(agent, patient, (left, right), nominal=True)


def _nominal_end(words: Sequence[Word], i: int, end: int) -> int:
    """Where the phrases that belong to a noun end: before a verb, a mark or a new clause."""
    while i < end and (
        words[i].tag in ("PREP", "TO", "DET", "NUM", "NAME", "NOUN", "ADJ", "POSS", "ADV")
        or words[i].lower in ("and", ",", *_QUOTES)
    ):
        if words[i].tag == "TO" and i + 1 < end and words[i + 1].tag == "VERB":
            break
        if words[i].lower == "," and not (i + 1 < end and words[i + 1].tag == "NAME"):
            break
        i += 1
    return i


def _split_pair(words: Sequence[Word], pair: Range) -> tuple[Range | None, Range | None]:
    """The two sides of "between A and B"."""
    for i in range(pair[0], pair[1]):
        if words[i].lower == "and":
            return (pair[0], i), (i + 1, pair[1])
    return pair, None


def _possessor(words: Sequence[Word], left: int, head: int) -> Range | None:
    """Who stands before a noun as its doer: "Syria's shelling", "Russian airstrikes", "a rebel attack"."""
    for i in range(left, head):
        if words[i].tag == "POSS" and words[i - 1].lower not in _CALENDAR:
            return (left, i)
    names = [i for i in range(left, head) if words[i].tag == "NAME" and words[i].lower not in _CALENDAR]
    return (names[0], names[-1] + 1) if names else None


_CALENDAR = word_set("function_words", "calendar")


def text_of(words: Sequence[Word], span: Range | None) -> Span | None:
    return phrase_span(words, *span) if span else None
