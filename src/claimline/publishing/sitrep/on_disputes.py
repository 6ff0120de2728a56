"""What is disputed: who says what and who denies it, side by side and in the same words for all."""

from __future__ import annotations

from collections.abc import Iterator

from claimline.model.control import ControlState
from claimline.model.sitrep import Section, Sentence, WeighedCase
from claimline.model.weighed import Position, SlotWeighed
from claimline.publishing.sitrep.attribution import Told
from claimline.publishing.sitrep.context import Context, frame
from claimline.publishing.sitrep.dates import When, when
from claimline.publishing.sitrep.english import listed, shown
from claimline.publishing.sitrep.holders import said_parts
from claimline.vocab import load

_NUMBERS = ("killed", "injured", "captured", "missing", "displaced", "evacuated")
_MOST = 30


def disputed(context: Context) -> Section:
    """Contradictions about control first, then about whether it happened, who did it, and numbers."""
    found = [*_control(context), *_events(context)]
    if not found:
        words = f"No report contradicts another about {context.area} in this period."
        if not context.material.cases:
            words = f"Nothing was told about {context.area} that could be disputed."
        return Section("disputed", context.title("disputed"), (frame(words),))
    lead = []
    if len(found) > _MOST:
        text = f"The first {_MOST} of {len(found)} contradictions are written up."
        lead.append(frame(text, _MOST, len(found)))
    return Section("disputed", context.title("disputed"), (*lead, *found[:_MOST]))


def _control(context: Context) -> Iterator[Sentence]:
    since = context.material.scope.since or ""
    for state in sorted(context.material.states, key=lambda one: (one.name, one.place)):
        if (state.last_claim or "") >= since and _is_disputed(state):
            sentence = _of_place(context, state)
            if sentence is not None:
                yield sentence


def _is_disputed(state: ControlState) -> bool:
    """Contested, or held by one of whom somebody says otherwise; that another has left is no other word."""
    if state.status == "contested":
        return True
    against = [one for one in state.claims_against if not (one.says == "leaves" and state.by not in one.who)]
    return state.by is not None and bool(against)


def _of_place(context: Context, state: ControlState) -> Sentence | None:
    words = load("sitrep")["disputes"]
    parts = said_parts(context, state)
    if len(parts) < 2:
        return None
    told = context.told(key for keys, _, _ in parts for key in keys)
    if told is None:
        return None
    said = [words["control_part"].format(who=who, what=what) for _, who, what in parts]
    return told.sentence(words["control"].format(place=shown(state.name), parts="; ".join(said)), graded=False)


def _events(context: Context) -> Iterator[Sentence]:
    for case in context.material.cases:
        place = case.event.place
        if place is not None and place.id is not None and not context.inside(place):
            continue  # only some claims of it name the area
        for slot in case.weighed.slots:
            yield from _slot(context, case, slot)


def _slot(context: Context, case: WeighedCase, slot: SlotWeighed) -> Iterator[Sentence]:
    if slot.name.startswith("happened"):
        yield from _happened(context, case, slot)
    elif slot.name == "actor":
        yield from _actor(context, case, slot)
    elif slot.name in _NUMBERS:
        yield from _number(context, case, slot)


def _happened(context: Context, case: WeighedCase, slot: SlotWeighed) -> Iterator[Sentence]:
    """What some say happened and others deny."""
    stands = {one.key: one.stand for one in case.weighed.tellings}
    for position in slot.positions:
        saying = [key for key in position.says if stands.get(key) == "says"]
        said, other = context.told(saying), context.told(position.denies)
        if said is None or other is None or said.names == other.names:
            continue
        words = load("sitrep")["disputes"]["happened"]
        text = words.format(said=said.who, quote_said=said.quote(), denial=other.denial())
        yield _joined(context, said, other).sentence(text, graded=False)


def _actor(context: Context, case: WeighedCase, slot: SlotWeighed) -> Iterator[Sentence]:
    apart = [position for position in slot.positions if position.contrasts]
    denied = [p for p in slot.positions if any(_disowning(context, case, key) for key in p.denies)]
    if not (len(apart) > 1 or denied):
        return
    words = load("sitrep")["disputes"]
    parts: list[str] = []
    keys: list[str] = []
    for position in dict.fromkeys([*apart, *denied]):
        said = context.told(position.says)
        if said is not None:
            parts.append(words["actor_part"].format(who=said.who, value=shown(position.value)))
            keys += said.keys
        other = context.told(key for key in position.denies if _disowning(context, case, key))
        if other is not None:
            parts.append(words["actor_denied"].format(denial=other.denial()))
            keys += other.keys
    told = context.told(keys)
    if told is not None and len(parts) > 1:
        what = load("sitrep")["things"].get(case.event.family, load("sitrep")["things"]["other"])
        at = when(context, told.tellings, case)
        text = words["actor"].format(what=what, where=_where(context, case, at), parts="; ".join(parts))
        yield at.under(told.sentence(text, graded=False))


def _disowning(context: Context, case: WeighedCase, key: str) -> bool:
    """Whether a denial is about who did it: by one who is named for it, or of what the event is about."""
    found = context.voices.weighed.get(key)
    telling = context.tellings.get(key)
    return (
        found is not None and telling is not None and (found.stand == "disowns" or telling.family == case.event.family)
    )


def _number(context: Context, case: WeighedCase, slot: SlotWeighed) -> Iterator[Sentence]:
    apart = [position for position in slot.positions if position.contrasts]
    told = context.told(key for position in apart for key in position.says)
    if len(apart) < 2 or told is None:
        return
    words = load("sitrep")["disputes"]
    parts = [_value(context, position) for position in apart]
    at = when(context, told.tellings, case)
    told_parts, where = listed(list(filter(None, parts))), _where(context, case, at)
    text = words["number"].format(verb=slot.name, where=where, parts=told_parts)
    yield at.under(told.sentence(text, graded=False))


def _value(context: Context, position: Position) -> str:
    told = context.told(position.says)
    pattern = load("sitrep")["disputes"]["number_part"]
    return str(pattern.format(value=shown(position.value), who=told.who)) if told else ""


def _where(context: Context, case: WeighedCase, at: When) -> str:
    """ " at Bilka on 10 May"."""
    return (context.at([case.event.place.name]) if case.event.place else "") + at.of_event


def _joined(context: Context, *told: Told) -> Told:
    return context.voices.told(telling for one in told for telling in one.tellings)
