"""Places, times and numbers of one proposition: those that belong to it, not all of its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from claimline.model import Link, Mention, QuantityMention, Span
from claimline.model.reading import Role
from claimline.reading.rules.context import Sentence, word_class_names
from claimline.reading.rules.frame import Frame
from claimline.vocab import load, word_set

_FROM_KINDS = ("withdrawal", "displacement")
_MOVING = frozenset(("withdrawal", "displacement", "deployment", "aid", "detention"))
_TO = frozenset(("to", "towards", "toward", "into", "onto"))
_VIA = frozenset(("via", "through"))
_FROM = frozenset(("from", "off", "out"))
_LOCATIVE = word_set("function_words", "locative")
# Families whose statements take a place of their sentence when they have none of their own.
_INHERITING = frozenset(("attack", "casualties", "clash", "control", "damage", "withdrawal", "displacement", "protest"))
# Kinds that name places without happening there, unless a preposition of place says so.
_PLACELESS = frozenset(
    (
        "diplomacy.statement",
        "diplomacy.sanctions",
        "diplomacy.cancelled",
        "aid.military",
        "aid.financial",
        "aid.package",
        "aid",
    )
)
_AT = frozenset(("in", "at", "near", "on", "around", "outside", "across", "inside", "along"))


def is_location(mention: Mention, sentence: Sentence) -> bool:
    """Whether a mention can be where something happens."""
    possessive = sentence.text[mention.span.end : mention.span.end + 2] in ("'s", "’s")
    return mention.type in ("place", "facility") and mention.span not in sentence.governments and not possessive


def _may_be_village(mention: Mention, agent: Span | None, proposition: Span, sentence: Sentence, family: str) -> bool:
    """Whether an unknown name is a place here.

    What was taken, held or left is one where no other name is; so is a name in a list with places, or one that a
    region follows ("Nayrab in Idlib province").
    """
    bare = mention.type == "person" and " " not in mention.span.of(sentence.text)  # "Lypski" looks like a surname
    weak = mention.type == "other" or (mention.type == "person" and mention.confidence < WEAKLY_TYPED)
    if not (weak or bare) or (agent and agent.overlaps(mention.span)) or not proposition.contains(mention.span):
        return False
    others = [m for m in sentence.mentions if is_location(m, sentence) and proposition.contains(m.span)]
    if (weak and _of_a_place(sentence, mention)) or (weak and _right_before(sentence, mention) in _AT | _TO | _FROM):
        return True
    if not others:
        return weak and family in ("control", "withdrawal")
    return any(_listed(mention.span, other.span, sentence.text) for other in others)


def _right_before(sentence: Sentence, mention: Mention) -> str:
    """The word that stands right before a name."""
    return next((w.lower for w in reversed(sentence.words) if w.end <= mention.span.start), "")


def _of_a_place(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name is whose harbour, outskirts or town is spoken of."""
    before = [w.lower for w in sentence.words if w.end <= mention.span.start][-2:]
    return len(before) == 2 and before[1] == "of" and bool(word_class_names(before[0]) & _PLACE_CLASSES)


_PLACE_CLASSES = frozenset(("facility", "ground", "settlement"))


def _listed(first: Span, second: Span, text: str) -> bool:
    """Whether only the joints of a list stand between two names, or the second says where the first lies."""
    lower, upper = sorted((first, second))
    between = text[lower.end : upper.start].replace(",", " , ").split()
    between = [w for w in between if not w[0].isupper()]  # other names of the list
    contained = lower == first and bool(between) and all(w in _AREA_LINKS or w == "," for w in between)
    return len(between) < 8 and (contained or all(w in _JOINTS for w in between))


_JOINTS = word_set("function_words", "list_joints")


WEAKLY_TYPED = 0.6  # below it reading.mentions has only guessed a type


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
        elif word.tag in ("VERB", "AUX", "MODAL", "SUB", "WH", "PRON") or word.lower in (";", ":", ".", "(", "–", "—"):
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


def _containing_area(mention: Mention, others: Sequence[Mention], text: str, links: frozenset[str]) -> bool:
    """Whether a place only says where the one before it lies: "Uvira, South Kivu", "Nayrab in Idlib province".

    `links` are the words that may stand between the two.
    """
    if _LIST_GOES_ON.match(text, mention.span.end) and text[: mention.span.start].endswith(", "):
        return False  # "Rivne, Lozova and Yasne": three of a kind
    for other in others:
        if other.span.end <= mention.span.start:
            between = text[other.span.end : mention.span.start].strip(" ,(")
            if len(between) < 24 and all(word in links for word in between.split()):
                return True
    return False


_LIST_GOES_ON = re.compile(r"(?:, [A-Z][\w'’-]*(?: [A-Z][\w'’-]*)?)*,? and (?:the )?[A-Z]")
_AREA_LINKS = word_set("function_words", "area_links")
# What was taken or left is the first of "Oriv, a suburb near Sarda", "Oriv on the outskirts of Sarda".
_BESIDE = _AREA_LINKS | word_set("function_words", "settlement_nouns") | {"near", "outside", "on", "outskirts"}


def place_links(
    sentence: Sentence, kind: str, proposition: Span, frame: Frame, blocked: Sequence[Span], earlier: Sequence[Mention]
) -> tuple[Link, ...]:
    """Places inside the proposition, or that a definite noun in it points back to, or else those of its sentence.

    `blocked` are spans whose places belong to somebody else (sources of attributions); `earlier` are the place
    mentions of the report before this sentence.
    """
    family = kind.split(".")[0]
    agent = sentence.span_of(frame.agent) if frame.agent else None
    locations = [
        m
        for m in sentence.mentions
        if (is_location(m, sentence) or _may_be_village(m, agent, proposition, sentence, family))
        and not any(b.contains(m.span) for b in blocked)
    ]
    inside = [m for m in locations if proposition.contains(m.span) and not (agent and agent.contains(m.span))]
    if kind in _PLACELESS:
        return ()
    if family in ("diplomacy", "aid"):
        inside = [m for m in inside if preposition_before(sentence, m.span) in _AT | _TO | _VIA]
    chosen, rule = inside, "in the proposition"
    if not chosen:
        known = [*earlier, *(m for m in locations if m.span.end <= proposition.start)]
        # "The mayor of Kherson says that the city has fallen": whose mayor it is tells which city
        whose = [m for m in sentence.mentions if is_location(m, sentence) and m.span.end <= proposition.start]
        pointed = pointed_at(sentence, proposition, [*known, *whose])
        if pointed is None and family in _INHERITING and not locations:
            pointed = pointed_at(sentence, sentence.span, known)
        if pointed:
            role = role_of(kind, preposition_before(sentence, pointed[0]))
            return (Link(role, pointed[1].span, "points back to an earlier mention"),)
    if not chosen and family in _INHERITING:
        chosen, rule = list(_adverbial(sentence, locations, agent)), "in the sentence"
    between = _BESIDE if family in ("control", "withdrawal") else _AREA_LINKS
    kept = [m for i, m in enumerate(chosen) if not _containing_area(m, chosen[:i], sentence.text, between)]
    kept = [m for m in kept if not _measured_from(m, sentence)] or kept
    return tuple(Link(role_of(kind, preposition_before(sentence, m.span)), m.span, rule) for m in kept)


def _measured_from(mention: Mention, sentence: Sentence) -> bool:
    """Whether a distance is counted from this place: "at Bulo, 120 kilometres south-west of Mogadishu"."""
    ends = [q.span.end for q in sentence.quantities if q.of == "distance" and q.span.end <= mention.span.start]
    return bool(ends) and _DIRECTION.fullmatch(sentence.text[max(ends) : mention.span.start]) is not None


_DIRECTION = re.compile(r"[ -]?[\w-]+(?: to the)?(?: [\w-]+){0,2} (?:of|from) (?:the )?(?:\w+ of )?")
_SETTLEMENT_NOUNS = word_set("function_words", "settlement_nouns")
_REGION_NOUNS = word_set("function_words", "region_nouns")


def pointed_at(sentence: Sentence, proposition: Span, earlier: Sequence[Mention]) -> tuple[Span, Mention] | None:
    """The word that points back ("the town", "there") and the place that it points to."""
    words = sentence.words
    for i, word in enumerate(words):
        if not (proposition.start <= word.start and word.end <= proposition.end):
            continue
        if word.lower == "there" and (i + 1 == len(words) or words[i + 1].tag not in ("AUX", "MODAL")):
            found = _last(earlier, sentence.text, None)
        elif word.lower in _SETTLEMENT_NOUNS | _REGION_NOUNS and _is_definite(sentence, i):
            found = _last(earlier, sentence.text, "region" if word.lower in _REGION_NOUNS else "settlement")
        else:
            continue
        if found:
            return Span(word.start, word.end), found
    return None


def _is_definite(sentence: Sentence, i: int) -> bool:
    """Whether "the" or "this" stands before the noun at `i`, at most one adjective between, and no name follows."""
    words = sentence.words
    following = words[i + 1] if i + 1 < len(words) else None
    if following is not None and (following.tag == "NAME" or following.lower == "of"):
        return False
    return (
        any(words[j].lower in ("the", "this", "that") for j in range(max(0, i - 2), i)) and words[i - 1].tag != "NAME"
    )


def _last(earlier: Sequence[Mention], text: str, level: str | None) -> Mention | None:
    """The last place mentioned, of a level if one is asked for."""
    for mention in sorted(earlier, key=lambda m: m.span, reverse=True):
        if mention.type == "place" and level in (None, _level(mention, text)):
            return mention
    return None


def _level(mention: Mention, text: str) -> str:
    """What a place name is called where it stands: a region, a country, or (anything else) a settlement."""
    name = mention.span.of(text)
    before = text[max(0, mention.span.start - 16) : mention.span.start].split()
    if name.split()[-1].lower() in _REGION_NOUNS or (
        before[-1:] == ["of"] and before[-2:-1] and before[-2].lower() in _REGION_NOUNS
    ):
        return "region"
    return "country" if name in country_names() else "settlement"


@cache
def country_names() -> frozenset[str]:
    """The names of all states, short and long."""
    return frozenset(name for state in load("states")["states"] for name in (state["name"], *state.get("also", ())))


def _adverbial(sentence: Sentence, locations: Sequence[Mention], agent: Span | None) -> Iterator[Mention]:
    """Places of the sentence that stand behind a preposition of place and so hold for its other clauses too."""
    for mention in locations:
        if agent and agent.contains(mention.span):
            continue
        if preposition_before(sentence, mention.span) in (*_AT, "from"):
            yield mention


def time_links(sentence: Sentence, proposition: Span, cues: Sequence[Span]) -> tuple[Link, ...]:
    """The time inside the proposition, or one that opens the sentence; beside a cue it dates the saying."""
    saying = [
        t for t in sentence.times if any(_beside(t.span, cue, sentence.text) for cue in cues) and t.type != "DURATION"
    ]
    links = [Link("saying_time", t.span, "beside the cue") for t in saying[:1] if not proposition.contains(t.span)]
    inside = [t for t in sentence.times if proposition.contains(t.span) and t.type in ("DATE", "TIME")]
    if inside:
        return (*links, Link("time", inside[0].span, "in the proposition"))
    opening = [
        t
        for t in sentence.times
        if t not in saying and t.span.start - sentence.span.start <= 12 and t.type in ("DATE", "TIME")
    ]
    if opening and not links:
        if _dates_the_saying(opening[0].span, proposition, cues, sentence.text):
            return (Link("saying_time", opening[0].span, "opens the sentence before the speaker"),)
        return (Link("time", opening[0].span, "opens the sentence"),)
    return tuple(links)


def _dates_the_saying(time: Span, proposition: Span, cues: Sequence[Span], text: str) -> bool:
    """Whether a speaker follows at once upon the time that opens a sentence ("On Monday, the governor said ...")."""
    first = min((c for c in cues if c.start >= time.end), default=None)
    return first is not None and first.end <= proposition.start and text[time.end : first.start].strip(" ,") == ""


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
    inside = [
        q
        for q in sentence.quantities
        if proposition.contains(q.span) and q.unit != "km" and q.rule not in COUNTED_ALREADY
    ]
    if family in _UNITS_OF:
        inside = [q for q in inside if q.unit in _UNITS_OF[family] or q.of in ("killed", "injured")]
    else:
        inside = [q for q in inside if q.unit != "people" and q.rule != "singular"]
    if family == "attack":
        inside = [q for q in inside if q.of in ("munitions", "aircraft", "vehicles")]
    if family == "control":
        inside = [q for q in inside if q.unit == "km2"]
    if family == "withdrawal":
        inside = [q for q in inside if q.of in ("people", "vehicles")]
    return tuple(
        Link("quantity", q.span, "counts what the event is about")
        for q in _of_the_event(sentence, family, inside, frame)
    )


# Said of a number by reading.quantities: given again in another unit, the whole of a share, the toll before.
COUNTED_ALREADY = ("converted", "base", "earlier toll")


def _of_the_event(
    sentence: Sentence, family: str, quantities: Sequence[QuantityMention], frame: Frame
) -> list[QuantityMention]:
    """Of several numbers, those in what was acted on, or for a bare count all."""
    patient = sentence.span_of(frame.patient) if frame.patient else None
    in_patient = [q for q in quantities if patient and patient.overlaps(q.span)] or list(quantities)
    return [q for q in in_patient if not _is_base(q.span, in_patient, sentence.text)]


def _is_base(span: Span, others: Sequence[QuantityMention], text: str) -> bool:
    """Whether a number is what another is a share of: 14 in "11 of 14 drones"."""
    return any(
        o.span.end < span.start and text[o.span.end : span.start].split() in (["of"], ["of", "the"]) for o in others
    )
