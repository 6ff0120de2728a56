"""Where a statement's event happens: places of its proposition, one that it points back to, or its sentence's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from claimline.model import Link, Mention, Span
from claimline.model.reading import Role
from claimline.reading.rules.areas import area_links, level_of, most_specific
from claimline.reading.rules.context import Sentence, word_class_names
from claimline.vocab import load, word_set

_FROM_KINDS = ("withdrawal", "displacement")
_MOVING = frozenset(("withdrawal", "displacement", "deployment", "aid", "detention"))
_TO = frozenset(("to", "towards", "toward", "into", "onto"))
_TOWARDS = frozenset(("towards", "toward"))
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
    """Whether a mention can be where something happens: not "Sarda's" or the "Sarda-backed" forces."""
    apart = _NOT_WHERE.match(sentence.text, mention.span.end) is None
    return mention.type in ("place", "facility") and mention.span not in sentence.governments and apart


_NOT_WHERE = re.compile(r"['’]s|-(?:[a-z]+ed|led|run|born|made|aligned|trained)\b")


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
    contained = lower == first and bool(between) and all(w in area_links() or w == "," for w in between)
    return len(between) < 8 and (contained or all(w in _JOINTS for w in between))


_JOINTS = word_set("function_words", "list_joints")


WEAKLY_TYPED = 0.6  # below it reading.mentions has only guessed a type


def preposition_before(sentence: Sentence, span: Span) -> str | None:
    """The preposition that governs a place name: "from" in "from the town of Vovchansk"; "of" is passed over.

    "In the direction of Vovchansk" is "toward"; who enters a place goes "into" it.
    """
    at = _governor(sentence, span)
    if at is None:
        return None
    word = sentence.words[at]
    if word.base in _ENTERING:
        return "into"
    return "toward" if word.lower == "in" and _DIRECTED.match(sentence.text, word.end) else word.lower


_ENTERING = frozenset(("enter", "reach"))
_DIRECTED = re.compile(r"\s+the\s+direction\s+of\b", re.IGNORECASE)


def _governor(sentence: Sentence, span: Span) -> int | None:
    """The word that says how a place belongs to what happens: a preposition, or a verb of entering."""
    words = sentence.words
    i = next((j for j, w in enumerate(words) if w.start >= span.start), len(words)) - 1
    for at in range(i, max(-1, i - 12), -1):
        word = words[at]
        if word.lower in _LOCATIVE and word.tag in ("PREP", "TO"):
            if word.lower != "of":
                return at
        elif word.tag == "VERB" and word.base in _ENTERING:
            return at
        elif word.tag in ("VERB", "AUX", "MODAL", "SUB", "WH", "PRON") or word.lower in (";", ":", ".", "(", "–", "—"):
            return None
    return None


def _is_home(sentence: Sentence, mention: Mention) -> bool:
    """Whether somebody is only from there: "workers from Ireland and Japan"."""
    at = _governor(sentence, mention.span)
    if not at or sentence.words[at].lower != "from":
        return False
    return bool(word_class_names(sentence.words[at - 1].lower) & _PEOPLE)


_PEOPLE = frozenset(("troops", "civilians"))


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
    if kind == "attack.ground" and preposition in _TOWARDS:
        return "to"
    if family == "attack" and preposition in _FROM and kind in ("attack.missile", "attack.drone", "attack.shelling"):
        return "from"
    return "at"


def place_links(
    sentence: Sentence,
    kind: str,
    proposition: Span,
    agent: Span | None,
    blocked: Sequence[Span],
    earlier: Sequence[Mention],
) -> tuple[Link, ...]:
    """Places inside the proposition, or that a definite noun in it points back to, or else those of its sentence.

    `blocked` are spans whose places belong to somebody else (sources of attributions); `earlier` are the place
    mentions of the report before this sentence.
    """
    family = kind.split(".")[0]
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
    if family not in _FROM_KINDS:
        chosen = [m for m in chosen if not _is_home(sentence, m)]
    kept = most_specific(chosen, sentence.text, family)
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
        if mention.type == "place" and level in (None, level_of(mention, text)) and not _may_govern(mention, text):
            return mention
    return None


def _may_govern(mention: Mention, text: str) -> bool:
    """Whether a capital may stand for its government: no "in" or "near" says that it is a place."""
    before = text[: mention.span.start].rsplit(None, 1)[-1:]
    return mention.span.of(text) in _seats() and not (before and before[0].lower() in _LOCATIVE)


@cache
def _seats() -> frozenset[str]:
    return frozenset(seat for state in load("states")["states"] for seat in state.get("seats", ()))


def _adverbial(sentence: Sentence, locations: Sequence[Mention], agent: Span | None) -> Iterator[Mention]:
    """Places of the sentence that stand behind a preposition of place and so hold for its other clauses too."""
    for mention in locations:
        if agent and agent.contains(mention.span):
            continue
        if preposition_before(sentence, mention.span) in (*_AT, "from"):
            yield mention
