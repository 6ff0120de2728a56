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


def two_kinds(a: Profile, b: Profile) -> Weighed:
    """What the kinds say, with both kinds named."""
    value, why = relation(a.telling.kind, b.telling.kind)
    return value, why


def sides(a: Profile, b: Profile, weights: Weights) -> Weighed:
    """Who acted and who was acted upon. Sides are only ever compared for being the same."""
    value, why = 0.0, []
    if a.actor and b.actor and a.actor != b.actor and (a.actor == b.target or b.actor == a.target):
        if "clash" in (a.telling.kind, b.telling.kind):
            return weights["same_actor"], "the same two fight"
        return weights["swapped"], "the actor of one is the target of the other"
    for role, one, other in (("actor", a.actor, b.actor), ("target", a.target, b.target)):
        if one is None or other is None:
            continue
        if one == other:
            value += weights[f"same_{role}" if one[0] == ":" else "same_name"]
            why.append(f"the same {role}")
        elif one[0] == ":" and other[0] == ":":
            value += weights[f"other_{role}"]
            why.append(f"another {role}")
    return round(value, 2), ", ".join(why)


def numbers(a: Profile, b: Profile, weights: Weights) -> Weighed:
    """The number of people killed, injured and so on: the best that any two of one sort say. `a` is the earlier one."""
    best: Weighed | None = None
    for of, low, high in a.numbers:
        for other_of, other_low, other_high in b.numbers:
            if of == other_of:
                weighed = _two_numbers((low, high), (other_low, other_high), (a, b), weights)
                if best is None or weighed[0] > best[0]:
                    best = (weighed[0], f"{of}: {weighed[1]}")
    return best or NOTHING


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


def wording(a: Profile, b: Profile, weights: Weights) -> Weighed:
    """The telling words that two sentences share, measured against the sentence that has fewer of them."""
    names, rare, often = (getattr(a.words, sort) & getattr(b.words, sort) for sort in ("names", "rare", "often"))
    if not names and not rare and not often:
        return (weights["none"], "no telling word shared") if a.words and b.words else NOTHING
    shared = len(names) * weights["name"] + len(rare) * weights["rare"] + len(often) * weights["often"]
    full = min(_weight(a.words, weights), _weight(b.words, weights))
    scale = max(weights["half"], shared / full)
    sample = [*sorted(names), *sorted(rare), *sorted(often)][:_SAMPLE]
    return round(min(weights["most"], shared * scale), 2), f"shared words: {', '.join(sample)}"


def _weight(words: Words, weights: Weights) -> float:
    total = len(words.names) * weights["name"] + len(words.rare) * weights["rare"]
    return float(max(1e-9, total + len(words.often) * weights["often"]))


def proposition(a: Profile, b: Profile, weights: Weights) -> Weighed:
    """Whether the two propositions say the same in the same words."""
    fewer = min(len(a.said), len(b.said))
    if fewer < weights["fewest"]:
        return NOTHING
    share = len(a.said & b.said) / max(len(a.said), len(b.said))
    if share < weights["least"]:
        return NOTHING
    return round(weights["said"] * share, 2), f"{share:.0%} of the words of the propositions"


def facility(a: Profile, b: Profile, weights: Weights) -> Weighed:
    """A hospital and a market are not the same target."""
    if not a.facilities or not b.facilities:
        return NOTHING
    both = a.facilities & b.facilities
    if both:
        return weights["same"], f"both name a {min(both)}"
    return weights["other"], f"{min(a.facilities)} and {min(b.facilities)}"


def one_report(a: Profile, b: Profile, weights: Weights) -> Weighed:
    """What standing in one report says, by how near the two stand and by words like "another" between them."""
    before, after = (a, b) if (a.telling.span or (0, 0)) <= (b.telling.span or (0, 0)) else (b, a)
    value, why = _nearness(before, after, weights)
    found = phrases("apart").search(_between(before, after))
    return (value + weights["apart"], f"{why}, but {found[0].lower()!r}") if found else (value, why)


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
    return [
        ("kind", two_kinds(a, b)),
        ("place", places(a, b, config.weights["place"])),
        ("time", times(a, b, config.weights["time"], together=same_sentence(a, b))),
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
    if a.planned != b.planned:
        found.append(("modality", (weights["modality"]["planned"], "one is planned or possible, the other reported")))
    return found
