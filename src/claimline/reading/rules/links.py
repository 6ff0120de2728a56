"""Places, times and numbers of one proposition: those that belong to it, not all of its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimline.model import Link, Mention, QuantityMention, Span, TimeMention
from claimline.model.reading import Role
from claimline.reading.rules.context import Sentence
from claimline.reading.rules.frame import Frame

_FROM_KINDS = ("withdrawal", "displacement")
_MOVING = frozenset(("withdrawal", "displacement", "deployment", "aid", "detention"))
_TO = frozenset(("to", "towards", "toward", "into", "onto"))
_VIA = frozenset(("via", "through"))
_FROM = frozenset(("from", "off"))
_LOCATIVE = frozenset(
    "in on at near from to into onto toward towards through via around outside inside over across along between against within of off".split()
)
# Kinds that say nothing of a place unless it stands in their own words.
_PLACELESS = frozenset(("diplomacy", "aid", "assessment"))


def is_location(mention: Mention, sentence: Sentence) -> bool:
    """Whether a mention can be where something happens."""
    return mention.type in ("place", "facility") and mention.span not in sentence.governments


def preposition_before(sentence: Sentence, span: Span) -> str | None:
    """The preposition that governs a place name: "from" in "from the town of Vovchansk"; "of" is passed over."""
    words = sentence.words
    i = next((j for j, w in enumerate(words) if w.start >= span.start), len(words)) - 1
    steps = 0
    while i >= 0 and steps < 12:
        word = words[i]
        if word.lower in _LOCATIVE and word.tag in ("PREP", "TO"):
            if word.lower != "of":
                return word.lower
        elif word.tag in ("VERB", "AUX", "MODAL", "SUB", "WH", "PRON"):
            return None
        elif word.lower in (";", ":", ".", "(", "–", "—"):
            return None
        i, steps = i - 1, steps + 1
    return None


def role_of(kind: str, preposition: str | None) -> Role:
    """The role of a place by its preposition; only movements go from somewhere to somewhere."""
    family = kind.split(".")[0]
    if family in _MOVING:
        if preposition in _FROM:
            return "from"
        if preposition in _VIA:
            return "via"
        if preposition in _TO:
            return "to"
        if family in _FROM_KINDS and kind not in ("displacement.stock", "displacement.returned"):
            return "from"
        if kind == "displacement.returned":
            return "to"
        return "at"
    if family == "attack" and preposition in _FROM and kind in ("attack.missile", "attack.drone", "attack.shelling"):
        return "from"
    return "at"


def _containing_area(mention: Mention, others: Sequence[Mention], text: str) -> bool:
    """Whether a place only says where the one before it lies: "Uvira, South Kivu", "a village in Kherson Oblast"."""
    for other in others:
        if other.span.end <= mention.span.start:
            between = text[other.span.end : mention.span.start]
            if (
                between.strip() in (",", ", in", ", in the", "in", "in the", "region of", ", a village in", "(")
                and len(between) < 16
            ):
                return True
    return False


def place_links(
    sentence: Sentence, kind: str, proposition: Span, frame: Frame, blocked: Sequence[Span]
) -> tuple[Link, ...]:
    """Places inside the proposition; if there are none, those that the rest of the sentence gives it.

    `blocked` are spans whose places belong to somebody else: sources of attributions, agents.
    """
    locations = [
        m for m in sentence.mentions if is_location(m, sentence) and not any(b.contains(m.span) for b in blocked)
    ]
    agent = sentence.span_of(frame.agent) if frame.agent else None
    inside = [m for m in locations if proposition.contains(m.span) and not (agent and agent.contains(m.span))]
    chosen, rule = inside, "in the proposition"
    if not chosen and kind.split(".")[0] not in _PLACELESS:
        chosen, rule = list(_adverbial(sentence, locations, agent)), "in the sentence"
    kept: list[Mention] = []
    for mention in chosen:
        if not _containing_area(mention, kept or chosen[: chosen.index(mention)], sentence.text):
            kept.append(mention)
    return tuple(Link(role_of(kind, preposition_before(sentence, m.span)), m.span, rule) for m in kept)


def _adverbial(sentence: Sentence, locations: Sequence[Mention], agent: Span | None) -> Iterator[Mention]:
    """Places of the sentence that stand behind a preposition of place and so hold for its other clauses too."""
    for mention in locations:
        if agent and agent.contains(mention.span):
            continue
        if preposition_before(sentence, mention.span) in (
            "in",
            "at",
            "near",
            "on",
            "around",
            "outside",
            "across",
            "from",
        ):
            yield mention


def time_links(sentence: Sentence, proposition: Span, cues: Sequence[Span]) -> tuple[Link, ...]:
    """The time inside the proposition or, failing that, one that opens the sentence; beside a cue it dates the saying."""
    saying = [
        t for t in sentence.times if any(_beside(t.span, cue, sentence.text) for cue in cues) and t.type != "DURATION"
    ]
    links = [Link("saying_time", t.span, "beside the cue") for t in saying[:1] if not proposition.contains(t.span)]
    inside = [t for t in sentence.times if proposition.contains(t.span) and t.type in ("DATE", "TIME")]
    if inside:
        return (*links, Link("time", _best(inside).span, "in the proposition"))
    opening = [
        t
        for t in sentence.times
        if t not in saying and t.span.start - sentence.span.start <= 12 and t.type in ("DATE", "TIME")
    ]
    if opening and not links:
        return (Link("time", opening[0].span, "opens the sentence"),)
    return tuple(links)


def _best(times: Sequence[TimeMention]) -> TimeMention:
    return times[0]


def _beside(time: Span, cue: Span, text: str) -> bool:
    """Whether a time stands next to a cue, with at most a preposition between ("said on Friday")."""
    if time.end <= cue.start:
        return text[time.end : cue.start].strip() == ""
    return (
        cue.end <= time.start and len(text[cue.end : time.start].split()) <= 1 and "," not in text[cue.end : time.start]
    )


_UNITS_OF = {
    "casualties": frozenset(("people",)),
    "displacement": frozenset(("people", "households", "families")),
    "detention": frozenset(("people",)),
    "deployment": frozenset(("people",)),
    "protest": frozenset(("people",)),
}


def quantity_links(sentence: Sentence, kind: str, proposition: Span, frame: Frame) -> tuple[Link, ...]:
    """The numbers that count what the event is about."""
    family = kind.split(".")[0]
    if family in ("diplomacy", "assessment", "clash"):
        return ()
    inside = [q for q in sentence.quantities if proposition.contains(q.span) and q.unit not in ("km",)]
    if family in _UNITS_OF:
        inside = [q for q in inside if q.unit in _UNITS_OF[family]]
    else:
        inside = [q for q in inside if q.unit != "people" and q.rule != "singular"]
    if family == "control":
        inside = [q for q in inside if q.unit == "km2"]
    if family == "withdrawal":
        inside = [q for q in inside if q.of in ("people", "vehicles")]
    return tuple(
        Link("quantity", q.span, "counts what the event is about")
        for q in _of_the_event(sentence, family, inside, frame)
    )


def _of_the_event(
    sentence: Sentence, family: str, quantities: Sequence[QuantityMention], frame: Frame
) -> list[QuantityMention]:
    """Of several numbers, those in what was acted on, or for a bare count all."""
    patient = sentence.span_of(frame.patient) if frame.patient else None
    in_patient = [q for q in quantities if patient and patient.overlaps(q.span)]
    return in_patient or list(quantities)
