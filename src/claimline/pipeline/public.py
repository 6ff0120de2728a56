"""The one way out of the house: a new ledger that holds only what may be public, and nothing that leads to the rest.

Whatever is public (an export, a desk for others) reads that ledger alone. It is made anew from the redacted words: its
ids, hashes, places, events and origins are of what is in it, so that nothing that was withheld can be found by them.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from claimline.errors import LedgerError, NotFound, OutputError
from claimline.model import Mention
from claimline.model.judgement import Verdict
from claimline.pipeline.holders import Holders
from claimline.pipeline.reviewing import judged_records
from claimline.publishing.public import Holder, Holding, Profile, Source, Surroundings, publish
from claimline.publishing.public.delays import moment_of
from claimline.publishing.public.persons import Find
from claimline.publishing.public.profile import Level

if TYPE_CHECKING:
    from claimline.ledger import Holder as Held
    from claimline.ledger import Item, KnownPlace, Ledger
    from claimline.ledger.leaving import LeavingReport

#: What to say where nothing may be published yet.
NOTHING = "nothing accepted yet"
HOW = "See what waits with `claimline review next`, accept a claim with `claimline review accept ID`."
_AT_ONCE = 200  # reports a transaction


@dataclass(frozen=True, slots=True)
class PublicResult:
    """What came of it. path: the new ledger. withheld: claims by reason, in words, most first."""

    path: Path
    reports: int
    claims: int
    withheld: Mapping[str, int] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return self.claims == 0

    def __str__(self) -> str:
        """For people: one line, and how to accept where nothing was published."""
        kept = ", ".join(f"{count:,} {reason}" for reason, count in self.withheld.items())
        line = f"{self.claims:,} claims of {self.reports:,} reports are public; withheld: {kept or 'none'}"
        return f"{NOTHING}: {line}\n  {HOW}" if self.empty else line


@contextmanager
def published(
    source: Ledger, profile: Path | None, note: Callable[[str], None], *, needed: bool = False
) -> Iterator[Ledger]:
    """What may be public of a ledger, as a ledger of its own that is gone afterwards. `note` is told what was withheld.

    profile: a file of rules, else the default ones. Raises LedgerError where nothing was accepted and that is `needed`.
    """
    from claimline.ledger import open_ledger
    from claimline.publishing.public import default_profile, read_profile

    rules = read_profile(profile) if profile else default_profile()
    with tempfile.TemporaryDirectory(prefix="claimline-") as folder:
        made = public_ledger(source, Path(folder) / "public.db", rules, datetime.now(UTC))
        if made.empty and needed:
            raise LedgerError(NOTHING, where=str(source.location), then=HOW)
        note(str(made))
        with open_ledger(made.path, create=False) as public:
            yield public


def public_ledger(
    source: Ledger, path: Path, profile: Profile, now: date | datetime, holders: Holders | None = None
) -> PublicResult:
    """Write what may be public at `now` into a new ledger file at `path`, and weigh it.

    `holders` knows the districts that hold places; without it the source's own places are asked, which weighing put
    there. Where no district is known the place becomes wider. Raises OutputError where `path` is there already or
    cannot be written, and leaves nothing behind then.
    """
    if path.exists():
        raise OutputError("there is a file already", where=str(path), then="Give the name of a new file.")
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        result = _written(source, part, profile, moment_of(now), holders or _Kept(source))
        _packed(part)
        os.replace(part, path)
    except (OSError, sqlite3.Error) as error:
        raise OutputError(f"the public ledger cannot be written: {error}", where=str(path)) from error
    finally:
        for left in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm", "-journal"))):
            left.unlink(missing_ok=True)
    return PublicResult(path, *result)


def _written(
    source: Ledger, part: Path, profile: Profile, now: datetime, holders: Holders
) -> tuple[int, int, dict[str, int]]:
    from claimline.ledger import Item, open_ledger
    from claimline.pipeline.weighing import weigh

    withheld: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    seen: set[tuple[str, str | None, date | None]] = set()
    with open_ledger(part) as target:
        around = surroundings(source, holders)
        for some in sources(source):
            items: dict[datetime, list[Item]] = {}
            for one in some:
                published = publish(one, profile, now, around)
                withheld.update(published.withheld)
                if published.report is None:
                    continue
                name = (published.report.text, published.report.outlet, published.report.published)
                if name in seen:
                    withheld["the same report once redacted"] += len(published.records)
                    continue
                seen.add(name)
                counts.update(reports=1, claims=len(published.records))
                items.setdefault(_day(one.added_at), []).append(Item(published.report, list(published.records)))
            for day, waiting in sorted(items.items(), key=lambda pair: pair[0]):
                _add(target, day, waiting)
        weigh(target, holders=holders)
    by_count = sorted(withheld.items(), key=lambda pair: (-pair[1], pair[0]))
    return counts["reports"], counts["claims"], dict(by_count)


def _add(target: Ledger, day: datetime, items: Sequence[Item]) -> None:
    """When the ledger learnt it is told to the day."""
    with target.writer(clock=lambda: day) as writer:
        writer.add_many(items)


def _day(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _packed(path: Path) -> None:
    """One file, written anew: no journal beside it, and no free page in it.

    No versions: a claim that is withheld from the later one would be said to be withdrawn.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        for table in ("superseded_claims", "report_versions"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    finally:
        connection.close()


def sources(ledger: Ledger) -> Iterator[list[Source]]:
    """All reports of a ledger with their claims as people left them, some at a time, by the day they were known."""
    from claimline.ledger import ClaimFilter
    from claimline.ledger.leaving import Leaving

    with ledger.snapshot() as moment, moment.engine.connect() as connection:
        leaving = Leaving(connection)
        for some in leaving.reports(ClaimFilter()):
            verdicts = leaving.verdicts({one.key for one in some})
            yield [_source(one, verdicts.get(one.key, {})) for one in some]


def _source(one: LeavingReport, verdicts: Mapping[str, tuple[Verdict, ...]]) -> Source:
    records = [record for record, _ in one.claims]
    judged = {record["id"]: record for record in judged_records(records, verdicts)}
    statuses = {record["id"]: "rejected" for record in records if record["id"] not in judged}
    statuses |= {name: record["review"]["status"] for name, record in judged.items() if record.get("review")}
    added_at = datetime.fromisoformat(one.added_at.replace("Z", "+00:00"))
    return Source(one.report, [judged.get(record["id"], record) for record in records], statuses, added_at)


def surroundings(ledger: Ledger, holders: Holders | None = None) -> Surroundings:
    """What `publish` asks about the words and places of a ledger's reports."""
    holding = _holding(holders or _Kept(ledger))
    return Surroundings(_finder(), holding, _place_names(ledger, holding))


def _place_names(ledger: Ledger, holding: Holding) -> frozenset[str]:
    """Every name that the ledger has for a place that the gazetteer knows, or for what holds it, in lower case."""
    names: set[str] = set()
    for record in ledger.view().claims():
        for place in record["places"]:
            if place["id"]:
                names.update((place["text"].casefold(), place["name"].casefold()))
                for holder in holding(place["id"]):
                    name = holder.name.casefold()
                    names.update((name, name.rpartition(" ")[0] or name))  # "Kharkiv Oblast" is "Kharkiv" as well
    return frozenset(names)


def _finder() -> Find:
    from claimline.reading.mentions import find_mentions
    from claimline.reading.sentences import split_sentences
    from claimline.reading.tokens import tokenize

    def find(text: str) -> Sequence[Mention]:
        return find_mentions(text, split_sentences(text), tokenize(text))

    return find


def _holding(holders: Holders) -> Holding:
    @cache
    def holding(place_id: str) -> tuple[Holder, ...]:
        place = holders.place(place_id)
        if place is None:
            return ()
        levels: dict[Level, Held | None] = {
            "district": place.district, "region": place.region, "country": place.country
        }  # fmt: skip
        made = [Holder(one.id, one.name, level) for level, one in levels.items() if one is not None]
        own = [Holder(place.id, place.name, level) for level in levels if level == place.precision]
        return (*own, *made)

    return holding


class _Kept(Holders):
    """What the source ledger kept of its places when it was weighed."""

    def __init__(self, source: Ledger) -> None:
        self._source = source
        self._known: dict[str, KnownPlace | None] = {}

    def place(self, place_id: str) -> KnownPlace | None:
        if place_id not in self._known:
            with self._source.scopes().look() as look:
                try:
                    self._known[place_id] = look.place(place_id)
                except NotFound:
                    self._known[place_id] = None
        return self._known[place_id]
