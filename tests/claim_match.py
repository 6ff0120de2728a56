"""Does a claim fit what a case expects? Only the slots that the case names are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from claimline.model import Claim
from claimline.model.resolution import Party

Expected = dict[str, Any]


def fits(claim: Claim, expected: Expected) -> bool:
    return all(SLOTS[slot](claim, wanted) for slot, wanted in expected.items())


def is_caught(claim: Claim, unwanted: Expected) -> bool:
    """As `fits`, but `places` means: has one of these."""
    places = unwanted.get("places")
    rest = {slot: wanted for slot, wanted in unwanted.items() if slot != "places"}
    return fits(claim, rest) and (places is None or bool(_names(claim) & {_plain(p) for p in places}))


def signature(claim: Claim) -> tuple[object, ...]:
    """What must stay the same when the parties' names are exchanged."""
    return (
        claim.kind,
        claim.modality,
        claim.polarity,
        claim.framing,
        claim.background,
        claim.stage,
        claim.speaker is None,
        claim.actor is None,
        claim.target is None,
        tuple(sorted(_names(claim))),
        tuple((q.min, q.max, q.of) for q in claim.quantities),
    )


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _names(claim: Claim) -> set[str]:
    return {_plain(p.place.text) for p in claim.places}


def _one_of(value: object, wanted: object) -> bool:
    return value in wanted if isinstance(wanted, list) else value == wanted


def _kind(claim: Claim, wanted: str | list[str]) -> bool:
    kinds = [wanted] if isinstance(wanted, str) else wanted
    return any(claim.kind == kind or claim.kind.startswith(f"{kind}.") for kind in kinds)


def _party(get: Callable[[Claim], Party | None]) -> Callable[[Claim, str | None], bool]:
    def fit(claim: Claim, wanted: str | None) -> bool:
        party = get(claim)
        if wanted is None or party is None:
            return party is None and wanted is None
        # the words count as well as the resolved name: "Moscow" may have become "Russia"
        words = f"{party.name} {party.role or ''} {party.span.of(claim.report.text)}"
        return wanted.casefold() in words.casefold()

    return fit


def _of_places(get: Callable[[Any], object]) -> Callable[[Claim, dict[str, object]], bool]:
    def fit(claim: Claim, wanted: dict[str, object]) -> bool:
        found = {_plain(p.place.text): get(p) for p in claim.places}
        return all(found.get(_plain(name)) == value for name, value in wanted.items())

    return fit


def _quantities(claim: Claim, wanted: Iterable[list[float | None]]) -> bool:
    return sorted(map(repr, ([q.min, q.max] for q in claim.quantities))) == sorted(
        repr([None if bound is None else float(bound) for bound in pair]) for pair in wanted
    )


def _time(claim: Claim, wanted: list[str | None]) -> bool:
    if claim.time is None or claim.time.of == "saying":
        return wanted == [None, None]
    return [claim.time.period.start, claim.time.period.end] == wanted


SLOTS: dict[str, Callable[[Claim, Any], bool]] = {
    "kind": _kind,
    "speaker": _party(lambda c: c.speaker),
    "actor": _party(lambda c: c.actor),
    "target": _party(lambda c: c.target),
    "polarity": lambda c, wanted: _one_of(c.polarity, wanted),
    "modality": lambda c, wanted: _one_of(c.modality, wanted),
    "framing": lambda c, wanted: _one_of(c.framing, wanted),
    "stage": lambda c, wanted: _one_of(c.stage, wanted),
    "background": lambda c, wanted: c.background == wanted,
    "places": lambda c, wanted: _names(c) == {_plain(p) for p in wanted},
    "ids": lambda c, wanted: {p.place.id for p in c.places} == set(wanted),
    "roles": _of_places(lambda p: p.role),
    "precision": _of_places(lambda p: p.place.precision),
    "quantities": _quantities,
    "of": lambda c, wanted: bool(c.quantities) and c.quantities[0].of == wanted,
    "unit": lambda c, wanted: bool(c.quantities) and c.quantities[0].unit == wanted,
    "time": _time,
}
