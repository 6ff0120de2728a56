"""How sure, how real and how recent a statement is: modality, polarity, background, framing, stage of aid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from claimline.model import Attribution, Reason, Span
from claimline.model.reading import Framing, Modality, Polarity, Stage
from claimline.reading.rules.context import Sentence
from claimline.reading.rules.falsehood import called_false
from claimline.reading.rules.frame import Frame, Range, verb_group_start
from claimline.reading.rules.lexicon import Match, singular
from claimline.reading.rules.words import KNOWN, Word
from claimline.vocab import load


@dataclass(frozen=True, slots=True)
class Stance:
    modality: Modality
    polarity: Polarity
    reasons: tuple[Reason, ...]


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(load("stance")[key].split())


@cache
def _phrases(key: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split()) for line in load("stance")[key].splitlines() if line.strip())


@cache
def _by_first_word(key: str) -> dict[str, tuple[tuple[int, tuple[str, ...]], ...]]:
    """The phrases of a list by their first word, each with its rank in the list."""
    return _indexed(_phrases(key))


@cache
def _framings() -> tuple[tuple[Framing, tuple[str, ...]], ...]:
    """Phrases with the framing that they give, the longest first."""
    table = [
        (name, tuple(line.split()))
        for name, lines in load("framings").items()
        for line in lines.splitlines()
        if line.strip()
    ]
    return tuple(sorted(table, key=lambda row: -len(row[1])))


@cache
def _framing_phrases() -> dict[str, tuple[tuple[int, tuple[str, ...]], ...]]:
    return _indexed([phrase for _, phrase in _framings()])


def _indexed(phrases: Sequence[tuple[str, ...]]) -> dict[str, tuple[tuple[int, tuple[str, ...]], ...]]:
    table: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
    for rank, phrase in enumerate(phrases):
        table.setdefault(phrase[0], []).append((rank, phrase))
    return {word: tuple(ranked) for word, ranked in table.items()}


def _phrase_at(words: Sequence[Word], phrase: tuple[str, ...], i: int, end: int) -> int | None:
    """One past the last word of a phrase that stands at `i`; "~" allows up to two words between."""
    gap = 0
    for part in phrase:
        if part == "~":
            gap = 2
            continue
        stop = min(i + gap, end - 1)
        while i <= stop and part not in (words[i].lower, words[i].base, singular(words[i].lower)):
            i += 1
        if i > stop:
            return None
        i, gap = i + 1, 0
    return i


def find_phrase(words: Sequence[Word], phrase: tuple[str, ...], within: Range) -> Range | None:
    """Where a phrase first stands among the words."""
    for i in range(*within):
        end = _phrase_at(words, phrase, i, within[1])
        if end is not None:
            return (i, end)
    return None


@lru_cache(KNOWN)
def _forms(lower: str, base: str) -> tuple[str, ...]:
    return tuple({lower, base, singular(lower)})


def _first_of(
    words: Sequence[Word], table: Mapping[str, Sequence[tuple[int, tuple[str, ...]]]], within: Range
) -> tuple[int, Range] | None:
    """The phrase of the lowest rank that stands among the words, and where it first does.

    A phrase is tried only where its first word stands, in one of its forms.
    """
    best: tuple[int, Range] | None = None
    for i in range(*within):
        for form in _forms(words[i].lower, words[i].base):
            for rank, phrase in table.get(form, ()):
                if best is None or rank < best[0]:
                    end = _phrase_at(words, phrase, i, within[1])
                    best = (rank, (i, end)) if end is not None else best
    return best


def stance_of(sentence: Sentence, match: Match, frame: Frame, clause: int, attribution: Attribution | None) -> Stance:
    """Modality and polarity of a statement."""
    bounds = sentence.clauses[clause]
    before = (bounds.start, match.start)
    group = _verb_group(sentence, match, frame, bounds.start)
    modality, reason = _modality(sentence, (bounds.start, bounds.end), before, group, attribution)
    denied = attribution is not None and attribution.cue_class == "deny"
    negator = _negator(sentence, match, frame, group)
    if denied and negator is not None and _in_cue(sentence, negator, attribution):
        negator = None
    trigger = sentence.span_of((match.start, match.end))
    negative = (negator is not None) != (denied or called_false(sentence, trigger) is not None)
    reasons = [Reason("modality", *reason)]
    if negator is not None:
        reasons.append(Reason("polarity", "negation", sentence.span_of((negator, negator + 1))))
    if denied and attribution is not None:
        reasons.append(Reason("polarity", "denial", attribution.cue[0] if attribution.cue else None))
    return Stance(modality, "negative" if negative else "positive", tuple(reasons))


def _verb_group(sentence: Sentence, match: Match, frame: Frame, floor: int) -> Range:
    """The verb group of a trigger; of a noun, that of the verb before it ("will launch an attack") or after it."""
    words = sentence.words
    if words[match.head].tag == "VERB":
        return (verb_group_start(words, match.head, floor), match.head + 1)
    for i in range(frame.core[0] - 1, floor - 1, -1):
        if words[i].tag == "VERB":
            return (verb_group_start(words, i, floor), i + 1)
        if words[i].tag in ("PREP", "PUNCT"):
            break
    return (match.start, match.end)


def _modality(
    sentence: Sentence, within: Range, before: Range, group: Range, attribution: Attribution | None
) -> tuple[Modality, tuple[str, Span | None]]:
    words = sentence.words
    for i in range(*group):
        if words[i].lower in _words("hedging_modals"):
            return "hedged", ("may, might, could", sentence.span_of((i, i + 1)))
    for i in range(*group):
        if words[i].lower in _words("planned_modals"):
            return "planned", ("will, would", sentence.span_of((i, i + 1)))
    for i in range(*within):
        if words[i].lower in _words("hedges") and abs(i - group[0]) <= 6 and attribution is None:
            return "hedged", ("hedge", sentence.span_of((i, i + 1)))
    hedge = _first_of(words, _by_first_word("hedging_phrases"), within) if attribution is None else None
    if hedge:
        return "hedged", ("hedge", sentence.span_of(hedge[1]))
    if _is_imminent(words, group):
        return "planned", ("about to", sentence.span_of((group[0] - 1, group[0])))
    planner = _planner(words, before[0], group)
    if planner is not None:
        return "planned", ("plan, order or wish", sentence.span_of((planner, planner + 1)))
    opener = words[within[0]]
    if opener.lower in _words("conditional"):
        return "conditional", ("condition", sentence.span_of((within[0], within[0] + 1)))
    if attribution is None:
        return "asserted", ("the outlet's own voice", None)
    cue = attribution.cue[0] if attribution.cue else None
    if not attribution.source:
        return "hedged", ("nobody is named", cue)
    if _is_plan(words, attribution, cue):
        return "planned", ("plan, order or wish", cue)
    by_cue: dict[str, Modality] = {
        "accuse": "accused",
        "announce": "announced",
        "promise": "planned",
        "plan": "planned",
    }
    return by_cue.get(attribution.cue_class, "claimed"), (f"cue of class {attribution.cue_class}", cue)


def _is_imminent(words: Sequence[Word], group: Range) -> bool:
    """Whether "about", "due" or "ready" stands before an infinitive."""
    first = group[0]
    return (
        first > 0 and words[first].tag == "TO" and words[first - 1].lower in ("about", "due", "set", "ready", "poised")
    )


def _is_plan(words: Sequence[Word], attribution: Attribution, cue: Span | None) -> bool:
    """Whether a cue of planning introduces an infinitive: "threatened to attack"."""
    planning = cue and any(
        w.base in _words("planned_verbs") for w in words if cue.start <= w.start and w.end <= cue.end
    )
    return bool(planning) and any(
        w.tag == "TO" for w in words if any(w.start == c.start or w.end + 1 == c.start for c in attribution.content)
    )


def _planner(words: Sequence[Word], floor: int, group: Range) -> int | None:
    """The verb of planning or ordering that governs a verb group: "agreed to release", "ordered the evacuation"."""
    for i in range(group[0], group[1] - 1):
        word = words[i]
        if (
            word.tag == "VERB"
            and word.base in _words("planned_verbs")
            and i + 1 < len(words)
            and words[i + 1].tag == "TO"
        ):
            return i
        if (
            word.tag == "AUX"
            and i + 1 < group[1]
            and words[i + 1].tag == "TO"
            and word.lower in ("is", "are", "was", "were")
        ):
            return i
    last = words[group[1] - 1]
    if last.tag == "VERB" and last.base in ("plan", "order", "threaten", "propose", "promise", "pledge"):
        return group[1] - 1
    return None


def _in_cue(sentence: Sentence, word: int, attribution: Attribution | None) -> bool:
    start = sentence.words[word].start
    return attribution is not None and any(c.start <= start < c.end for c in attribution.cue)


def _negator(sentence: Sentence, match: Match, frame: Frame, group: Range) -> int | None:
    """The word that negates a statement: in its verb group, before its noun, or as its subject ("nobody")."""
    words, negating = sentence.words, _words("negating_words")
    places = [group, (frame.core[0], match.end) if frame.nominal else None, frame.agent, frame.patient]
    for place in places:
        if place is None:
            continue
        for i in range(place[0], min(place[1], place[0] + 4) if place is not group else place[1]):
            if words[i].lower in negating and not (
                words[i].lower == "no" and i + 1 < len(words) and words[i + 1].lower in ("longer", "less", "fewer")
            ):
                return i
    denied = _not_allowed(words, sentence.clauses[sentence.clause_at(match.head)].start, group[0])
    if denied is not None:
        return denied
    first = frame.core[0] if frame.nominal else group[0]
    for i in range(max(0, first - 2), group[1] - (0 if frame.nominal else 1)):
        if words[i].tag == "VERB" and words[i].base in _words("negating_verbs"):
            return i
        if words[i].lower == "without":
            return i
    return None


def _not_allowed(words: Sequence[Word], floor: int, group: int) -> int | None:
    """The negation of a verb that lets somebody do something: "were not allowing the rebels to gain a foothold"."""
    if group >= len(words):
        return None
    for i in range(group - 1, floor - 1, -1):
        if words[i].tag == "VERB":
            if words[group].tag != "TO" and words[i].base != "let":
                return None
            if words[i].base not in ("allow", "let", "permit", "enable", "help"):
                return None
            near = range(max(floor, i - 3), i)
            return next((j for j in near if words[j].lower in _words("negating_words")), None)
    return None


def framing_of(sentence: Sentence, proposition: Span) -> tuple[Framing, Span] | None:
    """The first framing of the vocabulary inside a proposition."""
    indices = [i for i, w in enumerate(sentence.words) if proposition.start <= w.start and w.end <= proposition.end]
    if not indices:
        return None
    found = _first_of(sentence.words, _framing_phrases(), (indices[0], indices[-1] + 1))
    return (_framings()[found[0]][0], sentence.span_of(found[1])) if found else None


def is_background(sentence: Sentence, clause: int, published_year: int | None) -> tuple[bool, Span | None]:
    """Whether a clause recalls something from before the news: an old year, "previously", "last year"."""
    bounds = sentence.clauses[clause]
    words = sentence.words
    for i in range(bounds.start, bounds.end):
        if words[i].lower in _words("background_words"):
            return True, sentence.span_of((i, i + 1))
        if (
            published_year
            and words[i].lower.isdecimal()
            and len(words[i].lower) == 4
            and 1900 <= int(words[i].lower) < published_year
        ):
            return True, sentence.span_of((i, i + 1))
    found = _first_of(words, _by_first_word("background_phrases"), (bounds.start, bounds.end))
    return (True, sentence.span_of(found[1])) if found else (False, None)


_STAGES: tuple[tuple[Stage, frozenset[str]], ...] = (
    ("blocked", frozenset(["block", "suspend", "halt", "cancel", "freeze", "refuse", "reject", "delay"])),
    ("delivered", frozenset(["deliver", "arrive", "reach", "receive", "distribute", "enter", "dock", "land"])),
    ("approved", frozenset(["approve", "pass", "authorise", "authorize", "allocate", "sign"])),
    ("promised", frozenset(["promise", "pledge", "announce", "offer", "vow", "commit", "plan"])),
)


def stage_of(sentence: Sentence, clause: int) -> tuple[Stage, Span] | None:
    """How far aid has come, by the verbs of its clause or before it ("has promised to send")."""
    bounds = sentence.clauses[clause]
    for within in ((bounds.start, bounds.end), (0, bounds.end)):
        for stage, verbs in _STAGES:
            for i in range(*within):
                if sentence.words[i].tag == "VERB" and sentence.words[i].base in verbs:
                    return stage, sentence.span_of((i, i + 1))
    return None
