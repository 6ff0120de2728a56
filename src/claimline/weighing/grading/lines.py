"""Independent lines: tellings that share an origin or a speaker are one line, however many outlets print it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from claimline.model import Part, Telling
from claimline.model.weighed import Line
from claimline.weighing.grading.names import outlet_key
from claimline.weighing.grading.voices import UNKNOWN_OUTLET, speaker_name, voice_keys


def lines(tellings: Iterable[Telling], origins: Mapping[str, str]) -> tuple[Line, ...]:
    """The independent lines among tellings, in the order in which they became known.

    `origins` is the origin of each report (ref to id); a report that is not in it is an origin of its own. Dependence
    goes on from one to the next: a copy of a report that quotes a spokesman depends on all others that quote him.
    """
    ordered = sorted({t.key: t for t in tellings}.values(), key=lambda t: (t.known, t.key))
    if len(ordered) < 2:  # nothing is shared, as in most of the calls
        return tuple(Line((telling.key,), (speaker_name(telling),), ()) for telling in ordered)
    shared: dict[str, list[Telling]] = {}
    for telling, keys in _all_keys(ordered, origins):
        for key in keys:
            shared.setdefault(key, []).append(telling)
    first = {telling.key: telling.key for telling in ordered}
    for group in shared.values():
        for telling in group[1:]:
            _join(first, group[0].key, telling.key)
    groups: dict[str, list[Telling]] = {}
    for telling in ordered:
        groups.setdefault(_root(first, telling.key), []).append(telling)
    return tuple(_line(group, shared) for group in groups.values())


def _all_keys(ordered: Sequence[Telling], origins: Mapping[str, str]) -> Iterator[tuple[Telling, tuple[str, ...]]]:
    """Each telling with what it shares with others.

    A quotation depends on the outlet's own voice where that says the same too: it may have it from the quotation.
    """
    speaking = {outlet_key(t.outlet) for t in ordered if t.speaker is None and t.outlet}
    found = []
    for telling in ordered:
        origin = origins.get(telling.report, telling.report)
        keys = [f"origin:{origin}", *voice_keys(telling)]
        if origin.startswith("outlet:"):  # the text is another outlet's, and none of its reports is here
            keys.append(f"outlet:{outlet_key(origin.removeprefix('outlet:'))}")
        keys += [f"outlet:{outlet_key(name)}" for name in (*telling.credits, *_between(telling))]
        if telling.outlet and outlet_key(telling.outlet) in speaking:
            keys.append(f"outlet:{outlet_key(telling.outlet)}")
        found.append((telling, keys))
    short = {key for _, keys in found for key in keys if key.startswith("outlet:") and " " not in key}
    for telling, keys in found:
        spelt_out = (f"outlet:{_initials(key)}" for key in keys if key.startswith("outlet:") and " " in key)
        yield telling, tuple(dict.fromkeys((*keys, *(key for key in spelt_out if key in short))))


def _initials(key: str) -> str:
    """ "outlet:medecins sans frontieres": msf."""
    return "".join(word[0] for word in key.partition(":")[2].split())


def _between(telling: Telling) -> Iterator[str]:
    """Who passed it on between the outlet and the speaker."""
    ends = (telling.outlet, telling.speaker.name if telling.speaker else None)
    return (name for name in telling.chain if name not in ends)


def _root(first: dict[str, str], key: str) -> str:
    while first[key] != key:
        first[key] = first[first[key]]
        key = first[key]
    return key


def _join(first: dict[str, str], a: str, b: str) -> None:
    a, b = _root(first, a), _root(first, b)
    first[b] = a


def _line(group: Sequence[Telling], shared: Mapping[str, Sequence[Telling]]) -> Line:
    mine = {telling.key for telling in group}
    tied: dict[tuple[str, ...], Part] = {}  # the first reason for each set of tellings: the others add nothing
    for key, held in shared.items():
        if len(held) > 1 and held[0].key in mine:
            tied.setdefault(tuple(telling.key for telling in held), _why(key, held))
    return Line(
        tellings=tuple(telling.key for telling in group),
        speakers=tuple(dict.fromkeys(speaker_name(telling) for telling in group)),
        why=tuple(tied.values()),
    )


def _why(key: str, held: Sequence[Telling]) -> Part:
    kind, _, name = key.partition(":")
    reports = len({telling.report for telling in held})
    count = f"{len(held)} tellings in {reports} report{'' if reports == 1 else 's'}"
    who = ", ".join(dict.fromkeys(speaker_name(telling) for telling in held))
    if kind == "origin":
        text = "one report" if reports == 1 else f"copies of one origin ({name})"
    elif key == UNKNOWN_OUTLET:
        text = "no report says who published it, so that it may be the same outlet"
    elif kind == "outlet":
        text = f"all come through one outlet or body ({who})"
    elif kind == "side":
        text = f"the offices of one side count as one speaker ({who})"
    else:
        text = f"one speaker ({who})"
    return Part({"name": "speaker", "person": "speaker"}.get(kind, kind), float(len(held)), f"{count}: {text}")
