"""The parts of a comparison: each says in log-odds what one slot of two claims says about their being of one event."""

from __future__ import annotations

import math

from claimline.model import Part
from claimline.weighing.events.config import EventConfig, Weights, relation
from claimline.weighing.events.places import NOTHING, Weighed, places
from claimline.weighing.events.profile import Profile
from claimline.weighing.events.times import times
from claimline.weighing.events.words import Words, phrases

_SAMPLE = 4  # words that an explanation shows
_OUTCOMES = ("casualties", "damage")
_TAKERS = frozenset({"control.taken", "control.retaken", "control.held"})


def two_kinds(a: Profile, b: Profile) -> Weighed:
    """What the kinds say. Where each has several, what happened is compared with what happened first of all."""
    pairs = [(one, other) for one in _deeds(a.kinds) for other in _deeds(b.kinds)]
    return max(relation(one, other) for one, other in pairs)


def _deeds(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds that say what was done, or all where none does."""
    if len(kinds) == 1:
        return kinds
    return tuple(kind for kind in kinds if not kind.startswith(_OUTCOMES)) or kinds


def deeds(a: Profile, b: Profile) -> bool:
    """Whether both say what was done, and neither only what came of it."""
    return not a.outcome and not b.outcome


def repetition(a: Profile, b: Profile, config: EventConfig) -> Weighed:
    """A later report that speaks of one more time. `b` is the later one."""
    if b.known == a.known or not b.repeats or b.revises:
        return NOTHING
    return config.weights["repetition"], "the later one speaks of one more time"


def sides(a: Profile, b: Profile, weights: Weights) -> Weighed:
    """Who acted and who was acted upon. Sides are only ever compared for being the same."""
    value, why = 0.0, []
    if a.actor and b.actor and a.actor != b.actor and (a.actor == b.target or b.actor == a.target):
        if "clash" in a.kinds or "clash" in b.kinds:
            return weights["same_actor"], "the same two fight"
        return weights["swapped"], "the actor of one is the target of the other"
    for role, one, other in (("actor", a.actor, b.actor), ("target", a.target, b.target)):
        if one is None or other is None:
            continue
        if one == other:
            value += weights[f"same_{role}" if one[0] == ":" else "same_name"]
            why.append(f"the same {role}")
        elif one[0] == ":" and other[0] == ":":
            holder = role == "actor" and _TAKERS.issuperset((*a.kinds, *b.kinds))
            value += weights["other_holder" if holder else f"other_{role}"]
            why.append("another holder" if holder else f"another {role}")
    return round(value, 2), ", ".join(why)


def numbers(a: Profile, b: Profile, weights: Weights) -> Weighed:
    """The numbers of people killed, injured and so on: for each sort the best that any two say. `a` is the earlier."""
    best: dict[str, Weighed] = {}
    for of, low, high in a.numbers:
        for other_of, other_low, other_high in b.numbers:
            if of == other_of:
                weighed = _two_numbers((low, high), (other_low, other_high), (a, b), weights)
                best[of] = max(best.get(of, weighed), weighed)
    total = sum(value for value, _ in best.values())
    why = ", ".join(f"{of}: {why}" for of, (_, why) in best.items())
    return round(max(weights["least"], min(weights["most"], total)), 2), why


def _two_numbers(
    one: tuple[float, float], other: tuple[float, float], both: tuple[Profile, Profile], weights: Weights
) -> Weighed:
    earlier, later = both
    if one[0] == other[0]:
        value = weights["same_base"] + weights["same_log"] * math.log10(max(one[0], 1.0))
        return round(min(value, weights["same_most"]), 2), f"the same number, {one[0]:.0f}"
    if one[0] <= other[1] and other[0] <= one[1]:
        return weights["overlap"], "ranges that overlap"
    between = f"{one[0]:.0f} and {other[0]:.0f}"
    if later.revises and (other[0] > one[0] or later.known > earlier.known):
        return weights["toll"], f"{between}, the later revises the number"
    if later.known > earlier.known:
        return weights["grown" if other[0] > one[0] else "shrunk"], f"{between}, the later is known later"
    return weights["apart"], between


_SORTS = (("names", "name"), ("rare", "rare"), ("often", "often"), ("parties", "party"))


def wording(a: Profile, b: Profile, weights: Weights) -> Weighed:
    """The telling words that two sentences share, measured against the sentence that has fewer of them."""
    shared = {sort: getattr(a.words, sort) & getattr(b.words, sort) for sort, _ in _SORTS}
    if not any(shared.values()):
        return (weights["none"], "no telling word shared") if a.words and b.words else NOTHING
    value = sum(len(shared[sort]) * weights[name] for sort, name in _SORTS)
    full = min(_weight(a.words, weights), _weight(b.words, weights))
    sample = [word for sort, _ in _SORTS[:3] for word in sorted(shared[sort])][:_SAMPLE]
    why = f"shared words: {', '.join(sample)}" if sample else "both name the same people"
    return round(min(weights["most"], value * max(weights["half"], value / full)), 2), why


def _weight(words: Words, weights: Weights) -> float:
    return float(max(1e-9, sum(len(getattr(words, sort)) * weights[name] for sort, name in _SORTS)))


def proposition(a: Profile, b: Profile, weights: Weights) -> Weighed:
    """Whether the two propositions say the same in the same words."""
    share = max(_overlap(one, other, weights["fewest"]) for one in a.said for other in b.said)
    if share < weights["least"]:
        return NOTHING
    return round(weights["said"] * share, 2), f"{share:.0%} of the words of the propositions"


def _overlap(one: frozenset[str], other: frozenset[str], fewest: int) -> float:
    """The stems that two propositions share, as a part of the longer one; 0 where one has too few to tell."""
    if min(len(one), len(other)) < fewest:
        return 0.0
    return len(one & other) / max(len(one), len(other))


def facility(a: Profile, b: Profile, weights: Weights) -> Weighed:
    """A hospital and a market are not the same target."""
    if not a.facilities or not b.facilities:
        return NOTHING
    both = a.facilities & b.facilities
    if both:
        return weights["same"], f"both name a {min(both)}"
    return weights["other"], f"{min(a.facilities)} and {min(b.facilities)}"


def one_report(a: Profile, b: Profile, weights: Weights) -> Weighed:
    """What standing in one report says, by how near the two stand and by the words between them.

    "Another", "separately" set the second apart from the first. Two deeds of one report are more often two than a deed
    and what came of it: "in response to", "amid" and the like set them apart too, and "the attack" ties them together.
    """
    before, after = (a, b) if (a.telling.span or (0, 0)) <= (b.telling.span or (0, 0)) else (b, a)
    value, why = _nearness(before, after, weights)
    between, both = _between(before, after), deeds(a, b)
    if both:
        value += weights["deeds"]
    found = phrases("apart").search(between) or (phrases("beside").search(between) if both else None)
    tied = phrases("tied").search(between, found.end() if found else 0)
    if found and not tied:
        return value + weights["apart"], f"{why}, but {found[0].lower()!r}"
    return (value + weights["tied"], f"{why}, with {tied[0].lower()!r}") if tied and both else (value, why)


def stages(a: Profile, b: Profile, weights: Weights) -> Weighed:
    """Aid that is held up is not the aid that arrives."""
    both = {a.telling.stage, b.telling.stage}
    if "blocked" in both and len(both) == 2 and None not in both:
        return weights["blocked"], "one is blocked, the other is not"
    return NOTHING


def copied(a: Profile, b: Profile, weights: Weights) -> Weighed:
    """The same sentence in two reports; in one outlet on two days it may be a formula of every day."""
    if not a.sentence or a.sentence != b.sentence:
        return NOTHING
    one, other = a.telling, b.telling
    if (
        one.claim == other.claim
        or one.known == other.known
        or (one.outlet and other.outlet and one.outlet != other.outlet)
    ):
        return weights["copy"], "the same sentence to the word"
    return NOTHING


def same_sentence(a: Profile, b: Profile) -> bool:
    return a.telling.report == b.telling.report and a.telling.context == b.telling.context != ""


def _nearness(before: Profile, after: Profile, weights: Weights) -> Weighed:
    if same_sentence(before, after):
        return weights["sentence"], "one sentence"
    if before.telling.span is None or after.telling.span is None:
        return weights["far"], "one report"
    gap = after.telling.span[0] - before.telling.span[1]
    if gap <= weights["next_characters"]:
        return weights["next"], "one report, close together"
    return (weights["near"], "one report") if gap <= weights["near_characters"] else (weights["far"], "one report")


def _between(before: Profile, after: Profile) -> str:
    """The words from the one proposition to the end of the other, as far as the later one's sentence has them."""
    sentence = after.telling.context
    end = after.begins + len(after.telling.text)
    start = before.begins + len(before.telling.text) if same_sentence(before, after) else 0
    return sentence[min(start, after.begins) : end]


def parts_of(a: Profile, b: Profile, config: EventConfig) -> tuple[Part, ...]:
    """All parts, in the order in which a reader would ask; parts that say nothing are left out. `a` is the earlier."""
    found: list[tuple[str, Weighed]] = [("before", (config.weights["prior"], "two claims of one time and topic"))]
    found += [(name, weighed) for name, weighed in cheap(a, b, config)]
    found += [(name, weighed) for name, weighed in costly(a, b, config)]
    return tuple(Part(name, round(value, 2), why) for name, (value, why) in found if why)


def cheap(a: Profile, b: Profile, config: EventConfig) -> list[tuple[str, Weighed]]:
    """The parts that decide most comparisons."""
    together = same_sentence(a, b)
    return [
        ("kind", two_kinds(a, b)),
        ("place", places(a, b, config.weights["place"], together=together)),
        ("time", times(a, b, config.weights["time"])),
    ]


def costly(a: Profile, b: Profile, config: EventConfig) -> list[tuple[str, Weighed]]:
    weights = config.weights
    found = [
        ("sides", sides(a, b, weights["sides"])),
        ("numbers", numbers(a, b, weights["numbers"])),
    ]
    if not same_sentence(a, b):
        found.append(("wording", wording(a, b, weights["wording"])))
        found.append(("proposition", proposition(a, b, weights["wording"])))
        found.append(("facility", facility(a, b, weights["facility"])))
    if a.telling.report == b.telling.report:
        found.append(("report", one_report(a, b, weights["report"])))
    else:
        found.append(("copy", copied(a, b, weights["wording"])))
        found.append(("repetition", repetition(a, b, config)))
    found.append(("stage", stages(a, b, weights["stage"])))
    if a.planned != b.planned:
        found.append(("modality", (weights["modality"]["planned"], "one is planned or possible, the other reported")))
    return found
