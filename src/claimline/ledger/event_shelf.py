"""Tellings, the blocks that they are compared in, and the events that they were put into."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, and_, delete, func, select

from claimline.ledger.bulk import put
from claimline.ledger.compact import telling_from, telling_json
from claimline.ledger.event_rows import event_row, place_rows, telling_row
from claimline.ledger.numbers import among, chunks, hashed, placed
from claimline.ledger.rows import CLAIMS_PER_REPORT, Row
from claimline.ledger.tables import (
    event_members,
    event_redirects,
    events,
    redirects,
    reports,
    telling_blocks,
    telling_places,
    tellings,
)
from claimline.model import Telling
from claimline.model.event import Event

_NONE: Mapping[int, int] = {}

Block = tuple[int, str]  # the stretch of time that it is of, and its name


@dataclass(frozen=True, slots=True)
class Group:
    """The events of one component: tellings that chains of joins hold together, by their keys in the ledger."""

    members: tuple[int, ...]
    events: tuple[Event, ...]

    @property
    def component(self) -> int:
        return min(self.members)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the tellings of some reports: `kept` are as they were, `gone` are no longer there.

    heirs: which telling of a newer reading took the place of one that is gone.
    """

    kept: dict[int, Telling] = field(default_factory=dict)
    new: dict[int, Telling] = field(default_factory=dict)
    gone: dict[int, Telling] = field(default_factory=dict)
    heirs: dict[int, int] = field(default_factory=dict)


class EventShelf:
    """Reads and writes inside the caller's transaction. Keys are numbers of the ledger; `Telling.key` is for people."""

    def __init__(self, connection: Connection, now: str) -> None:
        self._connection, self._now = connection, now

    # Tellings

    def load(self, keys: Collection[int], read: Callable[[str], Telling] = telling_from) -> dict[int, Telling]:
        """The tellings with these keys; `read` makes one of its row."""
        found: dict[int, Telling] = {}
        for batch in chunks(sorted(keys)):
            rows = self._connection.execute(select(tellings.c.key, tellings.c.body).where(among(tellings.c.key, batch)))
            found.update((key, read(body)) for key, body in rows)
        return found

    def named(self, names: Iterable[str]) -> dict[str, int]:
        """The ledger's keys of tellings by their own keys ("report:claim"); those that are not there are left out."""
        found: dict[str, int] = {}
        pairs = [name.partition(":")[::2] for name in sorted(set(names))]
        for batch in chunks(pairs):
            refs, claim_ids = {ref for ref, _ in batch}, {claim for _, claim in batch}
            query = (
                select(reports.c.ref, tellings.c.claim_id, tellings.c.key)
                .join(tellings, tellings.c.report_key == reports.c.key)
                .where(among(tellings.c.claim_id, claim_ids), among(reports.c.ref, refs))
            )
            found.update((f"{ref}:{claim}", key) for ref, claim, key in self._connection.execute(query))
        return {f"{ref}:{claim}": found[f"{ref}:{claim}"] for ref, claim in pairs if f"{ref}:{claim}" in found}

    def replace(self, now: Mapping[int, Sequence[Telling]]) -> Change:
        """Bring the tellings of these reports (by key) up to `now`; what did not change keeps its key."""
        before = self._of_reports(list(now))
        change = Change()
        rows: list[Row] = []
        for report_key, wanted in now.items():
            had = before.get(report_key, {})
            free = max(had, default=report_key * CLAIMS_PER_REPORT - 1) + 1
            keys = {body: key for key, body in had.items()}
            for telling in {telling.claim: telling for telling in reversed(wanted)}.values():
                body = telling_json(telling)
                key = keys.pop(body, None)
                if key is not None:
                    change.kept[key] = telling
                    continue
                change.new[free] = telling
                rows.append(telling_row(free, report_key, telling, body))
                free += 1
            change.gone.update((key, telling_from(body)) for body, key in keys.items())
        self._forget(change.gone)
        self._insert(rows, change.new)
        change.heirs.update(self._heirs(change))
        return change

    def _heirs(self, change: Change) -> dict[int, int]:
        """By the ids that claims have now, or the redirects of those that a newer reading replaced."""
        there = {telling.key: key for part in (change.kept, change.new) for key, telling in part.items()}
        led = dict(self._redirected({telling.claim for telling in change.gone.values()}))
        heirs = {
            key: there.get(telling.key, there.get(led.get(telling.key, ""))) for key, telling in change.gone.items()
        }
        return {key: heir for key, heir in heirs.items() if heir is not None}

    def _redirected(self, claim_ids: Collection[str]) -> Iterator[tuple[str, str]]:
        query = select(reports.c.ref, redirects.c.old_id, redirects.c.new_id).where(redirects.c.new_id.is_not(None))
        query = query.join(reports, reports.c.key == redirects.c.report_key).order_by(redirects.c.key)
        for batch in chunks(sorted(claim_ids)):
            for row in self._connection.execute(query.where(among(redirects.c.old_id, batch))):
                yield f"{row.ref}:{row.old_id}", f"{row.ref}:{row.new_id}"

    def told_by(self, report_keys: Collection[int]) -> dict[int, dict[int, Telling]]:
        """What these reports tell, by the keys of reports and tellings."""
        found = self._of_reports(sorted(report_keys))
        return {report: {key: telling_from(body) for key, body in some.items()} for report, some in found.items()}

    def _of_reports(self, report_keys: Sequence[int]) -> dict[int, dict[int, str]]:
        found: dict[int, dict[int, str]] = defaultdict(dict)
        key = tellings.c.key
        last = self._connection.execute(select(func.max(key))).scalar() or 0
        before = [report for report in report_keys if report * CLAIMS_PER_REPORT <= last]  # the others are new
        for batch in chunks(before):
            spans = (and_(key >= k * CLAIMS_PER_REPORT, key < (k + 1) * CLAIMS_PER_REPORT) for k in batch)
            for span in spans:  # a range each: an index answers it, which it does not for many ranges at once
                for row in self._connection.execute(select(key, tellings.c.body).where(span)):
                    found[row.key // CLAIMS_PER_REPORT][row.key] = row.body
        return found

    def _insert(self, rows: list[Row], new: Mapping[int, Telling]) -> None:
        put(self._connection, tellings, rows)
        spots = sorted(
            (row for key, telling in new.items() for row in place_rows(key, telling)),
            key=lambda row: tuple(row.values()),
        )
        put(self._connection, telling_places, spots)

    def _forget(self, gone: Mapping[int, Telling]) -> None:
        for batch in chunks(sorted(gone)):
            self._connection.execute(delete(tellings).where(among(tellings.c.key, batch)))
        for key, telling in gone.items():
            for row in place_rows(key, telling):
                same = and_(*(telling_places.c[name] == value for name, value in row.items()))
                self._connection.execute(delete(telling_places).where(same))

    # Blocks

    def index(self, blocks: Mapping[int, Iterable[Block]]) -> None:
        """These tellings are compared in these blocks."""
        rows = sorted({(_number(block), key) for key, names in blocks.items() for block in names})
        # in the order of the table, which is then written page by page
        put(self._connection, telling_blocks, [{"block": b, "telling_key": k} for b, k in rows])

    def unindex(self, blocks: Mapping[int, Iterable[Block]]) -> None:
        column = telling_blocks.c
        for key, names in blocks.items():
            where = and_(column.block.in_({_number(block) for block in names}), column.telling_key == key)
            self._connection.execute(delete(telling_blocks).where(where))

    def sharing(self, blocks: Iterable[Block]) -> set[int]:
        """The keys of all tellings that are in one of the blocks."""
        wanted = sorted({_number(block) for block in blocks})
        found: set[int] = set()
        for batch in chunks(wanted):
            query = select(telling_blocks.c.telling_key).where(among(telling_blocks.c.block, batch))
            found.update(self._connection.execute(query).scalars())
        return found

    # Events

    def whole(self, keys: Collection[int]) -> dict[int, int]:
        """The keys of all tellings in the components of these, each with its component."""
        components: set[int] = set()
        for batch in chunks(sorted(keys)):
            query = (
                select(events.c.component)
                .join(event_members, event_members.c.event_key == events.c.key)
                .where(among(event_members.c.telling_key, batch))
            )
            components.update(self._connection.execute(query).scalars())
        found: dict[int, int] = {}
        for batch in chunks(sorted(components)):
            query = (
                select(event_members.c.telling_key, events.c.component)
                .join(events, events.c.key == event_members.c.event_key)
                .where(among(events.c.component, batch))
            )
            found.update((row.telling_key, row.component) for row in self._connection.execute(query))
        return found

    def regroup(
        self,
        before: Collection[int],
        groups: Sequence[Group],
        members: Mapping[int, Telling],
        heirs: Mapping[int, int] = _NONE,
    ) -> None:
        """Put the tellings into the events of `groups`, instead of those that had any of the `before`.

        members: every telling of the groups. Ids of events that are no more lead on to those that took their tellings,
        or took the `heirs` of tellings that are gone.
        """
        told = _Written(self._connection, self._now, heirs)
        for batch in chunks(sorted(before)):
            told.take_out(batch)
        keys = {telling.key: key for key, telling in members.items()}
        rows, of_event = [], []
        for group in groups:
            for event in group.events:
                row = event_row(group.component, event, [(keys[name], members[keys[name]]) for name in event.members])
                rows.append(row)
                of_event += [{"telling_key": keys[name], "event_key": row["key"]} for name in event.members]
        told.put_in(rows, of_event)


def _number(block: Block) -> int:
    stretch, name = block
    return placed(hashed(name), stretch)


class _Written:
    """Events taken out, others put in, and the way from the ids of the former to the latter."""

    def __init__(self, connection: Connection, now: str, heirs: Mapping[int, int]) -> None:
        self._connection, self._now, self._heir = connection, now, heirs
        self._had: dict[str, list[int]] = defaultdict(list)

    def take_out(self, telling_keys: Sequence[int]) -> None:
        query = (
            select(events.c.id, events.c.key, event_members.c.telling_key)
            .join(event_members, event_members.c.event_key == events.c.key)
            .where(among(event_members.c.telling_key, telling_keys))
        )
        rows = self._connection.execute(query).all()
        for row in rows:
            self._had[row.id].append(row.telling_key)
        self._connection.execute(delete(event_members).where(among(event_members.c.telling_key, telling_keys)))
        empty = ~select(event_members.c.event_key).where(event_members.c.event_key == events.c.key).exists()
        for batch in chunks(sorted({row.key for row in rows})):  # an event goes with the last of its members
            self._connection.execute(delete(events).where(among(events.c.key, batch), empty))

    def put_in(self, rows: list[Row], members: list[Row]) -> None:
        put(self._connection, events, rows)
        put(self._connection, event_members, members)
        self._lead_on({row["key"]: row["id"] for row in rows}, members)

    def _lead_on(self, ids: Mapping[int, str], members: Sequence[Row]) -> None:
        alive = set(ids.values())
        for batch in chunks(sorted(alive)):
            self._connection.execute(delete(event_redirects).where(among(event_redirects.c.old_id, batch)))
        now_in = {row["telling_key"]: ids[row["event_key"]] for row in members}
        rows: list[Row] = []
        gone = sorted(self._had.keys() - alive)
        for old_id in gone:
            led = (self._heir.get(key, key) for key in self._had[old_id])
            heirs = Counter(now_in[key] for key in led if key in now_in)
            new_id = min(heirs, key=lambda heir: (-heirs[heir], heir), default=None)
            rows.append({"old_id": old_id, "new_id": new_id, "retired_at": self._now})
        for batch in chunks(gone):
            self._connection.execute(delete(event_redirects).where(among(event_redirects.c.old_id, batch)))
        put(self._connection, event_redirects, rows)
