"""Sums over events, each counted once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimline.model.toll import Bounds, Measure, Share, Toll, Total, Voice


def totals_of(tolls: Iterable[Toll]) -> tuple[Total, ...]:
    """One total a measure, in the order of the tolls' keys: nothing is sorted by the name of a side."""
    by_measure: dict[Measure, list[Toll]] = {}
    for toll in sorted(tolls, key=lambda toll: (toll.keys, toll.event)):
        by_measure.setdefault(toll.measure, []).append(toll)
    return tuple(_total(measure, group) for measure, group in by_measure.items())


def _total(measure: Measure, tolls: Sequence[Toll]) -> Total:
    told = [toll for toll in tolls if toll.bounds is not None]
    return Total(
        measure=measure,
        bounds=_sum((toll.bounds, toll.partly) for toll in told if toll.bounds) if told else None,
        events=tuple(sorted({toll.event for toll in tolls})),
        keys=tuple(sorted({key for toll in tolls for key in toll.keys})),
        by_voice=_shares(tolls, about_other=False),
        by_other=_shares(tolls, about_other=True),
        partly=tuple(sorted({toll.event for toll in tolls if toll.partly})),
    )


def _sum(ranges: Iterable[tuple[Bounds, str]]) -> Bounds:
    """The sum of ranges; what may lie outside of the scope adds nothing to the lowest sum."""
    kept = list(ranges)
    return Bounds(
        sum(0 if partly else bounds.low for bounds, partly in kept),
        sum(bounds.high for bounds, _ in kept),
        any(bounds.open for bounds, _ in kept),
    )


def _shares(tolls: Sequence[Toll], *, about_other: bool) -> tuple[Share, ...]:
    by_voice: dict[Voice, list[tuple[Toll, Bounds]]] = {}
    for toll in tolls:
        for voice, bounds in toll.by_other if about_other else toll.by_voice:
            by_voice.setdefault(voice, []).append((toll, bounds))
    return tuple(_share(voice, group, about_other) for voice, group in by_voice.items())


def _share(voice: Voice, group: Sequence[tuple[Toll, Bounds]], about_other: bool) -> Share:
    lines = [line for toll, _ in group for line in toll.lines]
    return Share(
        voice=voice,
        bounds=_sum((bounds, toll.partly) for toll, bounds in group),
        events=tuple(sorted({toll.event for toll, _ in group})),
        keys=tuple(sorted({line.key for line in lines if line.voice == voice and line.about_other == about_other})),
    )
