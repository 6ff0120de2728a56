"""Events and origins as they were known on a day, worked out again from what was known then."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from claimline.model import Telling
from claimline.model.event import Event
from claimline.model.story import Origin, Story
from claimline.pipeline.reviewing import Before, Takes

if TYPE_CHECKING:
    from claimline.ledger import Look, Wanted

#: An event with its tellings.
Case = tuple[Event, tuple[Telling, ...]]


def cases(look: Look, keys: Collection[int], known: str, wanted: Iterable[Takes] = ()) -> tuple[Case, ...]:
    """The events that have any of these tellings, as they were known on the ISO day, the earliest known first.

    wanted: what the keys were found by; claims that people have rejected or fixed since are looked for by it as well.

    A component holds whatever joins could tie together, now and at any time before. Where all of it was known then, and
    no judgement came later, its events were those of today; else it is grouped anew from what was known.
    """
    if is_now(look, known):
        return _sorted(_kept(look, keys))
    later = _decided_later(look, known)
    before = Before.of(look, known)
    if before:
        return _sorted(_judged_before(look, before.asked(keys, wanted), before, known))
    whole = look.whole(keys)
    tellings = look.tellings(whole)
    changed = {whole[key] for key, telling in tellings.items() if later or telling.known > known}
    found = list(_kept(look, {key for key in keys if whole.get(key) not in changed}))
    members = {key: t for key, t in tellings.items() if whole[key] in changed and t.known <= known}
    return _sorted([*found, *_grouped(look, members, keys, known)])


def tellings(look: Look, wanted: Wanted, known: str) -> tuple[Telling, ...]:
    """The tellings that are wanted, as far as they were known on the ISO day and as people had left them then."""
    keys = look.keys(wanted)
    before = Before.of(look, known) if not is_now(look, known) else None
    old: list[Telling] = []
    if before:
        asked = before.asked(keys, [wanted])
        keys = {key for key in asked if key >= 0}
        old = [before.tellings[key] for key in sorted(asked - keys)]
    return tuple(t for t in (*look.tellings(keys).values(), *old) if t.known <= known)


def origins(look: Look, tellings: Iterable[Telling], known: str) -> dict[str, str]:
    """The id of the origin of each telling's report, by the report's ref, as it was known on the ISO day."""
    from claimline.pipeline.origins import origins_among, whole_stories

    keys = look.report_keys(telling.report for telling in tellings)
    stories = look.stories
    if is_now(look, known):
        known_ids = stories.origin_ids(keys.values())
        return {ref: known_ids[key] for ref, key in keys.items() if known_ids.get(key)}
    whole = whole_stories(stories, set(keys.values()))
    days = look.known_days(whole)
    changed = whole_stories(stories, {key for key, day in days.items() if day > known}) & whole
    found = stories.origins(whole - changed)
    then = stories.load({key for key in changed if days.get(key, "") <= known})
    found.update(origins_among(then, [link for _, _, link in stories.links(then)]))
    return {ref: origin.id for ref, origin in _by_ref(keys, found).items()}


def story(look: Look, refs: Iterable[str], known: str) -> Story:
    """The stories of these reports, whole, as they were known on the ISO day."""
    from claimline.pipeline.origins import origins_among, whole_stories

    whole = whole_stories(look.stories, set(look.report_keys(refs).values()))
    days = look.known_days(whole)
    then = look.stories.load({key for key in whole if days.get(key, "9") <= known})
    links = [link for _, _, link in look.stories.links(then)]
    found = origins_among(then, links)
    place = {report.ref: (report.known, report.ref) for report in then.values()}
    links = [link for link in links if link.later in place and link.earlier in place]
    return Story(
        reports=tuple(sorted(then.values(), key=lambda report: place[report.ref])),
        origins=tuple(
            sorted(((then[key].ref, origin) for key, origin in found.items()), key=lambda one: place[one[0]])
        ),
        links=tuple(sorted(links, key=lambda link: (place[link.later], place[link.earlier], link.relation))),
    )


def is_now(look: Look, known: str) -> bool:
    """Whether nothing was learnt or decided after the ISO day."""
    last = look.last_known()
    return (last is None or last <= known) and not _decided_later(look, known)


def _decided_later(look: Look, known: str) -> bool:
    last = look.last_decided()
    return last is not None and last > known


def _kept(look: Look, keys: Collection[int]) -> Iterable[Case]:
    events = look.events(keys)
    members = look.members(events)
    return [(event, tuple(members[key].values())) for key, event in events.items()]


def _judged_before(look: Look, keys: Collection[int], before: Before, known: str) -> Iterable[Case]:
    """Events of components as they were before people fixed or rejected some of their claims.

    Such a claim may have held together what lies apart today: the components of all that it is compared with count as
    one with its own.
    """
    from claimline.weighing.events import blocks

    members: dict[int, Telling] = {}
    left = {key: set(blocks(telling)) for key, telling in before.tellings.items()}
    fresh = set(keys)
    while fresh:
        whole = look.whole({key for key in fresh if key >= 0})
        found = look.tellings(whole.keys() - members.keys() - before.gone)
        new = {key: telling for key, telling in found.items() if telling.known <= known}
        new.update((key, before.tellings[key]) for key in fresh if key < 0)
        members.update(new)
        for key in new:
            left.pop(key, None)
        near = {block for key, telling in new.items() for block in blocks(telling)} if left else set()
        met = {key for key, names in left.items() if names & near}
        around = look.sharing({block for key in new if key < 0 for block in blocks(before.tellings[key])})
        fresh = met | (around - members.keys() - before.gone)
    return _grouped(look, members, keys, known)


def _grouped(look: Look, members: Mapping[int, Telling], keys: Collection[int], known: str) -> Iterable[Case]:
    from claimline.pipeline.grouping import events_of

    if not members:
        return []
    decisions = look.decisions({telling.report for telling in members.values()}, known=known)
    by_name = {telling.key: (key, telling) for key, telling in members.items()}
    found = []
    for event in events_of(members, decisions):
        inside = [by_name[name] for name in event.members]
        if any(key in keys for key, _ in inside):
            found.append((event, tuple(telling for _, telling in inside)))
    return found


def _sorted(found: Iterable[Case]) -> tuple[Case, ...]:
    def order(case: Case) -> tuple[str, str]:
        event, tellings = case
        return min(telling.known for telling in tellings), event.id

    return tuple((event, _in_order(tellings)) for event, tellings in sorted(found, key=order))


def _in_order(tellings: Iterable[Telling]) -> tuple[Telling, ...]:
    return tuple(sorted(tellings, key=lambda telling: (telling.known, telling.key)))


def _by_ref(keys: Mapping[str, int], found: Mapping[int, Origin]) -> dict[str, Origin]:
    return {ref: found[key] for ref, key in keys.items() if key in found}
