"""The choice among namesakes for all names of a report at once.

Each distinct name is a node. Its candidates start from what is known of them alone; then they are weighed again, three
times, with the places that the other names probably mean (mean field). Nothing here depends on the order of the names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from claimline.model import Part
from claimline.resolving.places.rows import PlaceRow
from claimline.resolving.places.scoring import (
    Weights,
    distance_fit,
    odds,
    relation,
    saturated,
    size_part,
    static_parts,
    within,
)
from claimline.resolving.places.spelling import normal
from claimline.resolving.places.stories import StoryContext
from claimline.resolving.places.targets import Target

ROUNDS, NEIGHBOURS, TOP = 3, 10, 4
_SAME_SENTENCE, _NEXT_SENTENCE, _SAME_REPORT = 1.0, 0.5, 0.25


@dataclass(frozen=True, slots=True)
class Stated:
    """What the words state between two targets: `kind` "in" (contained), or "distance" with km and degrees."""

    kind: str
    subject: int
    anchor: int
    km: float = 0.0
    degrees: float | None = None


@dataclass(slots=True)
class Node:
    """One name of a report with all its mentions (indexes of targets)."""

    rows: tuple[PlaceRow, ...]
    base: list[list[Part]]
    members: list[int]
    sentences: frozenset[int]
    odds: list[float] = field(default_factory=list)
    parts: list[list[Part]] = field(default_factory=list)
    unknown: float = 0.0

    def best(self, count: int) -> list[tuple[PlaceRow, float]]:
        ranked = sorted(zip(self.rows, self.odds, strict=True), key=lambda r: (-r[1], r[0].id))
        return ranked[:count]


@dataclass(frozen=True, slots=True)
class Prior:
    """What is known before the places are: how often each country is named by its people ("Syrian"), and where."""

    countries: Counter[str]
    beside: dict[int, str]  # target to the country whose adjective stands before it
    story: StoryContext | None = None


def choose(targets: list[Target], stated: list[Stated], prior: Prior, w: Weights) -> tuple[list[Node], dict[int, int]]:
    """Nodes with the odds and parts of all their candidates, and the node of each target."""
    nodes, node_of = _nodes(targets, stated, w)
    for node in nodes:
        node.odds = odds([sum(p.value for p in parts) for parts in node.base], w.temperature)
    report = _Named(nodes, node_of, stated, prior)
    for _ in range(ROUNDS):
        shares = _country_shares(nodes, prior)
        report.look()
        scored = [_score(i, report, shares[i], w) for i in range(len(nodes))]
        for node, (parts, unknown) in zip(nodes, scored, strict=True):
            values = [sum(p.value for p in ps) for ps in parts]
            *node.odds, node.unknown = odds([*values, unknown], w.temperature)
            node.parts = parts
    return nodes, node_of


class _Named:
    """The names of a report, with what is the same in every round, and what each probably means in this one."""

    def __init__(self, nodes: list[Node], node_of: dict[int, int], stated: list[Stated], prior: Prior) -> None:
        self.nodes, self.prior = nodes, prior
        self.near = [_neighbours(i, nodes) for i in range(len(nodes))]
        self.beside = [{prior.beside[m] for m in node.members if m in prior.beside} for node in nodes]
        self.stated: list[list[tuple[Stated, int]]] = [[] for _ in nodes]  # what is said of each, and the other name
        for s in stated:
            if node_of[s.subject] != node_of[s.anchor]:
                self.stated[node_of[s.subject]].append((s, node_of[s.anchor]))
        self.best: list[list[tuple[PlaceRow, float]]] = []
        self._relations: dict[tuple[int, int], tuple[float, str]] = {}

    def look(self) -> None:
        """What each name most probably means, by the odds as they are now."""
        self.best = [node.best(TOP) for node in self.nodes]

    def relation(self, c: PlaceRow, d: PlaceRow) -> tuple[float, str]:
        """`scoring.relation`, worked out once for each two places: most are asked for in every round."""
        key = c.pk, d.pk
        found = self._relations.get(key)
        if found is None:
            found = self._relations[key] = relation(c, d)
        return found


def _nodes(targets: list[Target], stated: list[Stated], w: Weights) -> tuple[list[Node], dict[int, int]]:
    groups: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    container = {s.subject: s.anchor for s in stated if s.kind == "in"}
    for i, target in enumerate(targets):
        inside = normal(targets[container[i]].phrase.text) if i in container else ""
        groups[normal(target.phrase.name), target.phrase.asked or "", inside].append(i)
    # A name without a container means what the same name with one means, unless it stands with several.
    for name, asked, inside in [g for g in groups if not g[2]]:
        same = [g for g in groups if g[0] == name and g[2] and asked in (g[1], "")]
        if len(same) == 1 and not inside:
            groups[same[0]] += groups.pop((name, asked, inside))
    nodes: list[Node] = []
    node_of: dict[int, int] = {}
    for members in sorted(groups.values(), key=min):
        first = targets[min(members)]
        rows = {r.pk: r for m in members for r in targets[m].rows}
        asked_class = next((targets[m].phrase.asked for m in sorted(members) if targets[m].phrase.asked), None)
        asked_class = None if asked_class in ("facility",) else asked_class
        seats = frozenset(f"{r.country}.{r.admin1}" for r in rows.values() if r.feature_class == "P" and r.admin1)
        kept = tuple(rows.values())
        whole = normal(first.phrase.text.removeprefix("the ").removeprefix("The "))
        whole = "" if whole == normal(first.phrase.name) else whole  # the word of kind stands beside it
        words = frozenset(targets[m].phrase.word for m in members)
        base = [[*static_parts(r, first.rung, asked_class, seats, w, whole), *size_part(r, words, w)] for r in kept]
        for m in members:
            node_of[m] = len(nodes)
        nodes.append(
            Node(
                kept,
                base,
                sorted(members),
                frozenset(s for m in members for s in (targets[m].sentence, *targets[m].echoes)),
            )
        )
    return nodes, node_of


def _country_shares(nodes: list[Node], prior: Prior) -> dict[int, dict[str, float]]:
    """For each node, how much of the rest of the report speaks of each country (shares of the strongest and of all)."""
    votes: list[dict[str, float]] = []
    total: dict[str, float] = defaultdict(float)
    for country, count in prior.countries.items():
        total[country] += min(3.0, count)
    for node in nodes:
        own: dict[str, float] = defaultdict(float)
        for row, share in zip(node.rows, node.odds, strict=True):
            if row.country:
                own[row.country] += share
        votes.append(own)
        for country, value in own.items():
            total[country] += value
    shares = {}
    for i, own in enumerate(votes):
        rest = {c: v - own.get(c, 0.0) for c, v in total.items()}
        whole = sum(rest.values())
        shares[i] = {c: v / (whole + 0.5) for c, v in rest.items() if v > 0.01}
    return shares


def _score(i: int, report: _Named, share: dict[str, float], w: Weights) -> tuple[list[list[Part]], float]:
    node, prior, beside = report.nodes[i], report.prior, report.beside[i]
    scored = []
    for row, base in zip(node.rows, node.base, strict=True):
        parts = list(base)
        if share.get(row.country):
            parts.append(Part("country", w.country * share[row.country], f"the report is about {row.country}"))
        if row.country in beside:
            parts.append(Part("nationality", w.nationality, f"the words before say {row.country}"))
        told = prior.story.part(row, w.story) if prior.story else None
        parts += [told] if told else []
        parts += _stated_parts(row, report.stated[i], report, w)
        parts += _together(row, report.near[i], report, w)
        scored.append(parts)
    clear = max(share.values(), default=0.0)
    return scored, max(w.unknown_floor, w.unknown * clear)


def _stated_parts(row: PlaceRow, mine: list[tuple[Stated, int]], report: _Named, w: Weights) -> list[Part]:
    parts = []
    for s, anchor in mine:
        best = report.best[anchor]
        if s.kind == "in":
            inside = sum(p for d, p in best if within(row, d))
            if inside > 0.05:
                name = next(d.name for d, _ in best if within(row, d))
                parts.append(Part("stated", w.stated * min(1.0, inside + 0.2), f"said to be in {name}"))
        else:
            fit = sum(p * distance_fit(row, d, s.km, s.degrees) for d, p in best)
            if abs(fit) > 0.05:
                parts.append(Part("distance", w.distance * fit, f"said to be {s.km:.0f} km from {best[0][0].name}"))
    return parts[:2]


def _neighbours(i: int, nodes: list[Node]) -> list[tuple[int, float]]:
    """The names that stand nearest, with the weight of what they say."""
    weighed = []
    for j, other in enumerate(nodes):
        if j == i or not other.rows:
            continue
        gap = min(abs(a - b) for a in nodes[i].sentences for b in other.sentences)
        weighed.append((j, _SAME_SENTENCE if gap == 0 else _NEXT_SENTENCE if gap == 1 else _SAME_REPORT, gap))
    weighed.sort(key=lambda x: (x[2], x[0]))
    return [(j, weight) for j, weight, _ in weighed[:NEIGHBOURS]]


def _together(row: PlaceRow, near: list[tuple[int, float]], report: _Named, w: Weights) -> list[Part]:
    """The part for the other places of the sentence and the report."""
    values, whys = [], []
    for j, weight in near:
        value, best_why, best_value = 0.0, "", 0.0
        for d, share in report.best[j]:
            if d.pk == row.pk:
                continue
            one, why = report.relation(row, d)
            value += share * one
            if share * one > best_value:
                best_value, best_why = share * one, why
        if value > 0.02:
            values.append(weight * value)
            whys.append((weight * value, best_why))
    if not values:
        return []
    return [Part("other places", w.co_mention * saturated(values), max(whys)[1])]
