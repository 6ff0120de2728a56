"""Who held a place when, as lanes side by side: one for each party, in the order of their names.

Solid: held. Hatched: only claimed, or contested. Nothing: nothing is said of this party. A lane of its own shows when
it was not known who was there. Claims stand as marks on the day that they are about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimline.desk.looks.axis import Axis
from claimline.model.record import Record
from claimline.publishing.control import held_words
from claimline.publishing.sides import tones_of

_GAINS = ("takes", "holds", "enters")
_NOBODY = ""  # the lane of what is not known, or contested by nobody that is named


@dataclass(frozen=True, slots=True)
class Stretch:
    """A state over a time. x, width: percent. words: "held by …, 2024-05-10 to 2024-05-16"."""

    x: float
    width: float
    status: str
    words: str


@dataclass(frozen=True, slots=True)
class Mark:
    """The claims of a day. gains: somebody says that this party is there; else that it is not."""

    x: float
    gains: bool
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One party. key: a side's id or a name, "" for nobody. tone: see `publishing.sides`."""

    key: str
    name: str
    tone: int
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    axis: Axis
    lanes: tuple[Lane, ...]


def lanes(steps: Sequence[Record], claims: Iterable[Record], last: str) -> Lanes | None:
    """steps: the history of one place, by day. claims: control claims about it. last: the day of the picture.

    None where nothing is told.
    """
    told = [claim for claim in claims if claim["day"] <= last]
    days = [step["day"] for step in steps] + [claim["day"] for claim in told]
    if not days:
        return None
    axis = Axis(min(days), max(last, min(days)))
    stretches = list(_stretches(steps, axis))
    keys = {key for key, _ in stretches} | {_key(party) for claim in told for party in claim["who"]}
    tones = tones_of(key for key in keys if key != _NOBODY)
    names = {_key(party): party["name"] for party in _parties(steps, told)}
    found = (
        Lane(
            key,
            names.get(key, key) or "nobody known",
            tones.get(key, 0),
            tuple(stretch for of, stretch in stretches if of == key),
            tuple(_marks(told, key, axis)),
        )
        for key in sorted(keys, key=lambda key: (key == _NOBODY, names.get(key, key)))
    )
    return Lanes(axis, tuple(found))


def _key(party: Record) -> str:
    return str(party["side"] or party["name"])


def _parties(steps: Iterable[Record], claims: Iterable[Record]) -> Iterator[Record]:
    for step in steps:
        yield from _contenders(step["state"])
    for claim in claims:
        yield from claim["who"]


def _contenders(state: Record) -> list[Record]:
    return [state["by"]] if state["by"] else list(state["parties"])


def _stretches(steps: Sequence[Record], axis: Axis) -> Iterator[tuple[str, Stretch]]:
    """Pairs of a lane's key and a stretch; a state lasts until the next one, or the day of the picture."""
    for at, step in enumerate(steps):
        until = steps[at + 1]["day"] if at + 1 < len(steps) else None
        x, state = axis.start(step["day"]), step["state"]
        width = round((axis.start(until) if until else 100.0) - x, 3)
        if width <= 0:
            continue
        by = _key(state["by"]) if state["by"] else None
        words = held_words(state["status"], by, map(_key, state["parties"]), map(_key, state["left"]))
        stretch = Stretch(x, width, state["status"], f"{words}, from {step['day']}{f' to {until}' if until else ''}")
        for key in [_key(party) for party in _contenders(state)] or [_NOBODY]:
            yield key, stretch


def _marks(claims: Iterable[Record], key: str, axis: Axis) -> Iterator[Mark]:
    found: dict[tuple[str, bool], int] = {}
    for claim in claims:
        if any(_key(party) == key for party in claim["who"]):
            at = (claim["day"], claim["says"] in _GAINS)
            found[at] = found.get(at, 0) + 1
    for (day, gains), count in sorted(found.items()):
        what = "say that it is there" if gains else "speak of fighting, or say that it is not there"
        yield Mark(axis.middle(day), gains, f"{day}: {count} {'claim' if count == 1 else 'claims'} {what}")


def of_place(control: Record, place: str) -> Lanes | None:
    """The lanes of one settlement of a `control_record`."""
    state = next((one for one in control["states"] if one["place"]["id"] == place), None)
    steps = [step for step in control["history"] if step["place"] == place]
    claims = {(claim["report"], claim["claim"]): claim for step in steps for claim in step["claims"]}
    for name in ("claims_for", "claims_against", "listed"):
        claims.update(((claim["report"], claim["claim"]), claim) for claim in (state[name] if state else ()))
    return lanes(steps, claims.values(), control["on"])
