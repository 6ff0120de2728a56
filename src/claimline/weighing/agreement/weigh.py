"""An event weighed: a pure function of its tellings, their origins and what was counted of their speakers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from claimline.model import Telling
from claimline.model.event import Event
from claimline.model.weighed import (
    Interest,
    Position,
    SlotWeighed,
    Stand,
    TellingWeighed,
    TrackRecord,
    Weighed,
)
from claimline.weighing.agreement.positions import Context, Said, positions
from claimline.weighing.agreement.relations import StandValue
from claimline.weighing.agreement.slots import values_of
from claimline.weighing.grading import interest, of_telling, side_of_voice, speaker_name, stand, voice_of

HAPPENED = "happened"
HOLDER = "holder"
#: Slots whose value a denial speaks against; in others it says nothing ("it did not happen" names no other place).
_DENIABLE = (HOLDER, "actor")
_STANDS: Mapping[Stand, str] = {
    "says": "it happened",
    "denies": "it did not happen",
    "disowns": "the speaker did not do it",
    "plans": "it is planned, or depends on a condition",
}
_ORDER = ("kind", HOLDER, "actor", "target", "place", "from", "to", "via", "time", "stage")


def weigh(
    event: Event,
    tellings: Iterable[Telling],
    origins: Mapping[str, str],
    records: Iterable[TrackRecord] = (),
    known: str | None = None,
) -> Weighed:
    """What the tellings of an event say, slot by slot, with the grade of its main proposition.

    tellings: any that hold the event's members; others are left out, and so are those that were known after the ISO
    day `known`. origins: report ref to the id of its origin. records: track records as of the same day.
    The result does not depend on the order of any of them. ValueError where no telling is left.
    """
    members = set(event.members)
    mine = sorted(
        {t.key: t for t in tellings if t.key in members and (known is None or t.known <= known)}.values(),
        key=lambda t: (t.known, t.key),
    )
    if not mine:
        raise ValueError(f"event {event.id}: none of its tellings was given, or none was known by then")
    serves = {t.key: interest(t) for t in mine}
    by_voice = {record.voice: record for record in records}
    context = Context({t.key: t for t in mine}, {key: one for key, (one, _) in serves.items()}, origins, by_voice)
    slots = (*_happened(event, mine, context), *_slots(mine, context))
    main = _main(slots)
    return Weighed(
        event=event.id,
        kind=event.kind,
        main=f"{event.kind}: {main.value}",
        grade=main.grade,
        lines=main.lines,
        slots=slots,
        tellings=tuple(_telling(t, serves[t.key][1], _position_of(t, slots), context) for t in mine),
    )


def _happened(event: Event, mine: Sequence[Telling], context: Context) -> Iterator[SlotWeighed]:
    """Whether it happened at all, by the tellings of the event's own family; then one slot for each other family.

    Who says who holds a place has a position among the holders instead.
    """
    turned: Mapping[Stand, Stand] = {"says": "denies", "denies": "says"}
    families = sorted({t.family for t in mine}, key=lambda family: (family != event.family, family))
    for family in families:
        own = [t for t in mine if t.family == family]
        said = [Said(t, StandValue(stand(t)), _STANDS[stand(t)]) for t in own if not _has_holder(t)]
        denied = [Said(t, StandValue(turned[stand(t)]), "") for t in own if stand(t) in turned]
        if said:
            name = HAPPENED if family == families[0] else f"{HAPPENED} ({family})"
            yield SlotWeighed(name, positions(said, denied, context), ())


def _has_holder(telling: Telling) -> bool:
    return stand(telling) == "says" and any(name == HOLDER for name, _, _ in values_of(telling))


def _slots(mine: Sequence[Telling], context: Context) -> Iterator[SlotWeighed]:
    said: dict[str, list[Said]] = {}
    denied: dict[str, list[Said]] = {}
    for telling in mine:
        for name, value, words in values_of(telling):
            pile = {"says": said, "denies": denied, "disowns": denied}.get(stand(telling))
            if pile is not None:
                pile.setdefault(name, []).append(Said(telling, value, words))
    saying = [t for t in mine if stand(t) == "says"]
    names = [*(n for n in _ORDER if n in said), *sorted(n for n in said if n not in _ORDER)]
    for name in names:
        told = {(one.telling.report, voice_of(one.telling)) for one in said[name]}
        silent = tuple(t.key for t in saying if (t.report, voice_of(t)) not in told)
        about = replace(context, interests=_without_concessions(context)) if name == "actor" else context
        yield SlotWeighed(name, positions(said[name], denied.get(name, ()) if name in _DENIABLE else (), about), silent)


def _without_concessions(context: Context) -> Mapping[str, Interest]:
    """Who admits its losses concedes that there are some, and not who caused them."""
    return {key: "unknown" if one == "against" else one for key, one in context.interests.items()}


def _main(slots: Sequence[SlotWeighed]) -> Position:
    """The proposition that the event is about: who holds the place, as it was told first, or that it happened."""
    slot = next((slot for slot in slots if slot.name == HOLDER), slots[0])
    return next((p for p in slot.positions if p.value == _STANDS["says"]), slot.positions[0])


def _position_of(telling: Telling, slots: Sequence[SlotWeighed]) -> Position:
    """What this telling puts forward: who holds the place, or whether it happened."""
    return next(
        position
        for slot in slots
        for position in slot.positions
        if slot.name.startswith((HOLDER, HAPPENED)) and telling.key in (*position.says, *position.looser)
    )


def _telling(telling: Telling, why: str, position: Position, context: Context) -> TellingWeighed:
    return TellingWeighed(
        key=telling.key,
        known=telling.known,
        speaker=speaker_name(telling),
        side=side_of_voice(telling),
        outlet=telling.outlet,
        stand=stand(telling),
        modality=telling.modality,
        interest=context.interests[telling.key],
        why=why,
        grade=of_telling(position.grade, telling, context.records),
    )
