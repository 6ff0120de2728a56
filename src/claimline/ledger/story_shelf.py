"""Reports as weighing sees them: the bands that their texts are found by, their links, and their origins."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update

from claimline.ledger.bulk import put
from claimline.ledger.compact import link_from, link_json, origin_from, origin_json
from claimline.ledger.numbers import among, chunks
from claimline.ledger.rows import exact_text, storable
from claimline.ledger.tables import originals, report_bands, reports, story_links, weighed_reports
from claimline.model.story import Origin, StoryLink, StoryReport

_UNKNOWN = ""  # the origin of a report whose links are being looked for


@dataclass(frozen=True, slots=True)
class Linked:
    """A report with the numbers that it is found by."""

    report: StoryReport
    bands: tuple[int, ...]


class StoryShelf:
    """Reads and writes inside the caller's transaction. Reports go by their keys, links by the refs of reports."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.moved: set[int] = set()  # reports whose words were found to come from elsewhere than before

    def seen(self, keys: Collection[int]) -> set[int]:
        """Those of the reports that were weighed before."""
        column = weighed_reports.c.report_key
        return {
            key
            for batch in chunks(sorted(keys))
            for key in self._connection.execute(select(column).where(among(column, batch))).scalars()
        }

    def keep(self, found: Mapping[int, Linked]) -> None:
        """Note reports and their bands, in place of what was noted of them."""
        self.forget(self.seen(found))
        rows = [
            {
                "report_key": key,
                "known": linked.report.known,
                "credits": json.dumps(linked.report.credits),
                "origin_id": _UNKNOWN,
                "origin": _UNKNOWN,
            }
            for key, linked in found.items()
        ]
        bands = sorted({(band, key) for key, linked in found.items() for band in linked.bands})
        put(self._connection, weighed_reports, rows)
        put(self._connection, report_bands, [{"band": b, "report_key": k} for b, k in bands])

    def forget(self, keys: Collection[int]) -> None:
        """Remove reports with their bands and links."""
        for batch in chunks(sorted(keys)):
            for column in (
                weighed_reports.c.report_key,
                report_bands.c.report_key,
                story_links.c.later_key,
                story_links.c.earlier_key,
            ):
                self._connection.execute(delete(column.table).where(among(column, batch)))

    def sharing(self, bands: Iterable[int]) -> dict[int, set[int]]:
        """The keys of reports by each of these bands."""
        found: dict[int, set[int]] = defaultdict(set)
        for batch in chunks(sorted(set(bands))):
            for row in self._connection.execute(select(report_bands).where(among(report_bands.c.band, batch))):
                found[row.band].add(row.report_key)
        return found

    def load(self, keys: Collection[int]) -> dict[int, StoryReport]:
        """Reports that were weighed before, with their texts."""
        found: dict[int, StoryReport] = {}
        for batch in chunks(sorted(keys)):
            query = (
                select(weighed_reports, reports.c.ref, reports.c.outlet, originals.c.text, originals.c.exact)
                .join(reports, reports.c.key == weighed_reports.c.report_key)
                .join(originals, originals.c.text_hash == reports.c.text_hash)
                .where(among(weighed_reports.c.report_key, batch))
            )
            for row in self._connection.execute(query):
                text = exact_text(row.text, row.exact)
                credits = tuple(json.loads(row.credits))
                found[row.report_key] = StoryReport(row.ref, text, row.outlet, row.known, credits)
        return found

    def neighbours(self, keys: Collection[int]) -> set[int]:
        """The keys of reports that have more than a quotation in common with these; these may be gone already."""
        found: set[int] = set()
        column = story_links.c
        for batch in chunks(sorted(keys)):
            for near, far in ((column.later_key, column.earlier_key), (column.earlier_key, column.later_key)):
                query = select(far).where(among(near, batch), column.relation != "quotation")
                found.update(self._connection.execute(query).scalars())
        return found

    def links(self, keys: Collection[int]) -> list[tuple[int, int, StoryLink]]:
        """The links of these reports, to each other and to others, with the keys of both."""
        later, earlier = reports.alias(), reports.alias()
        query = (
            select(story_links, later.c.ref.label("later"), earlier.c.ref.label("earlier"))
            .join(later, later.c.key == story_links.c.later_key)
            .join(earlier, earlier.c.key == story_links.c.earlier_key)
        )
        found: dict[tuple[int, int, str], Any] = {}
        for batch in chunks(sorted(keys)):
            for side in (story_links.c.later_key, story_links.c.earlier_key):
                for row in self._connection.execute(query.where(among(side, batch))):
                    found[row.later_key, row.earlier_key, row.relation] = row
        return [
            (row.later_key, row.earlier_key, link_from(row.later, row.earlier, row.relation, row.body))
            for _, row in sorted(found.items())
        ]

    def add_links(self, links: Iterable[StoryLink], keys: Mapping[str, int]) -> None:
        """Write links; `keys` of the reports by their refs."""
        rows = {(keys[link.later], keys[link.earlier], link.relation): link_json(link) for link in links}
        names = ("later_key", "earlier_key", "relation")
        told = [{**dict(zip(names, key, strict=True)), "body": rows[key]} for key in sorted(rows)]
        put(self._connection, story_links, told)

    def set_origins(self, origins: Mapping[int, Origin]) -> None:
        change = update(weighed_reports).where(weighed_reports.c.report_key == bindparam("of_report"))
        rows = [
            {"of_report": key, "origin_id": storable(origin.id), "origin": origin_json(origin)}
            for key, origin in sorted(origins.items())
        ]
        before = self.origin_ids(origins)
        self.moved.update(key for key, one in origins.items() if before.get(key) != storable(one.id))
        if rows:
            self._connection.execute(change.values(origin_id=bindparam("origin_id"), origin=bindparam("origin")), rows)

    def origin_ids(self, keys: Collection[int]) -> dict[int, str]:
        """The ids of the origins of reports, by their keys."""
        column, found = weighed_reports.c, dict[int, str]()
        for batch in chunks(sorted(keys)):
            query = select(column.report_key, column.origin_id).where(among(column.report_key, batch))
            found.update((row.report_key, row.origin_id) for row in self._connection.execute(query))
        return found

    def origins(self, keys: Collection[int]) -> dict[int, Origin]:
        found: dict[int, Origin] = {}
        for batch in chunks(sorted(keys)):
            where = among(weighed_reports.c.report_key, batch)
            rows = self._connection.execute(select(weighed_reports.c.report_key, weighed_reports.c.origin).where(where))
            found.update((row.report_key, origin_from(row.origin)) for row in rows if row.origin)
        return found
