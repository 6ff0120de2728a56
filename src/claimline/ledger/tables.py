"""The tables as the queries see them. The migrations make them; a test holds the two together.

Names are plain, since people open a ledger with Datasette or `sqlite3` too. Times and days are ISO 8601 text (UTC
for instants), so that they sort, and read the same in every database.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Double, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

metadata = MetaData()


def _column(name: str, kind: type[TypeEngine[Any]] = Text, *, null: bool = False) -> Column[Any]:
    return Column(name, kind, nullable=null)


def _key(name: str = "key") -> Column[int]:
    return Column(name, BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False)


#: A text once, however many outlets printed it. `exact` holds its bytes where a database cannot hold it as text.
originals = Table(
    "originals",
    metadata,
    Column("text_hash", Text, primary_key=True),
    _column("text"),
    _column("exact", LargeBinary, null=True),
    _column("length", Integer),
)

#: One text in one outlet on one day. `added_at` is the known time: when this ledger first had it.
reports = Table(
    "reports",
    metadata,
    _key(),
    _column("ref"),
    _column("id"),
    _column("text_hash"),
    _column("title", null=True),
    _column("outlet", null=True),
    _column("outlet_folded", null=True),
    _column("url", null=True),
    _column("published", null=True),
    _column("language", null=True),
    _column("added_at"),
    _column("read_at"),
    _column("reader_name", null=True),
    _column("reader_version", null=True),
    _column("reading_digest"),
    _column("claim_count", Integer),
    _column("author", null=True),
)

#: What filters, joins and people need of a claim; the whole record is in `claim_records`.
claims = Table(
    "claims",
    metadata,
    _key(),
    _column("report_key", BigInteger),
    _column("position", Integer),
    _column("id"),
    _column("kind"),
    _column("family"),
    _column("evidence"),
    _column("start_char", Integer),
    _column("end_char", Integer),
    _column("speaker_name", null=True),
    _column("speaker_role", null=True),
    _column("speaker_kind", null=True),
    _column("speaker_side", null=True),
    _column("speaker_folded", null=True),
    _column("modality"),
    _column("polarity"),
    _column("framing", null=True),
    _column("background", Boolean),
    _column("stage", null=True),
    _column("actor_name", null=True),
    _column("actor_side", null=True),
    _column("target_name", null=True),
    _column("target_side", null=True),
    _column("places", null=True),
    _column("time_start", null=True),
    _column("time_end", null=True),
    _column("time_precision", null=True),
    _column("time_of", null=True),
    _column("first_day", null=True),
    _column("last_day", null=True),
    _column("confidence", Double),
    _column("reader_name"),
    _column("reader_version"),
    _column("first_seen"),
)

claim_records = Table("claim_records", metadata, _key("claim_key"), _column("record"))

claim_places = Table(
    "claim_places",
    metadata,
    _key("claim_key"),
    Column("position", Integer, primary_key=True),
    _column("role"),
    _column("text"),
    _column("name"),
    _column("name_folded"),
    _column("place_id", null=True),
    _column("latitude", Double, null=True),
    _column("longitude", Double, null=True),
    _column("precision"),
    _column("radius_km", Double, null=True),
    _column("country", null=True),
    _column("start_char", Integer),
    _column("end_char", Integer),
)

claim_quantities = Table(
    "claim_quantities",
    metadata,
    _key("claim_key"),
    Column("position", Integer, primary_key=True),
    _column("text"),
    _column("minimum", Double, null=True),
    _column("maximum", Double, null=True),
    _column("unit"),
    _column("counts"),
    _column("start_char", Integer),
    _column("end_char", Integer),
)

#: Claims of earlier readings, whole, with the claim that took their place (NULL: the newer reading has none).
redirects = Table(
    "redirects",
    metadata,
    Column("key", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _column("report_key", BigInteger),
    _column("old_id"),
    _column("new_id", null=True),
    _column("record"),
    _column("first_seen"),
    _column("retired_at"),
)

# What weighing finds (schema 2). Nothing but the judgements is an original: all of it can be made again.

#: Reports whose claims are new or changed since they were last weighed, or that are gone.
weighing_queue = Table("weighing_queue", metadata, _key("report_key"))

#: Facts on the weighing as a whole, such as the rules that it followed.
weighing_state = Table("weighing_state", metadata, Column("name", Text, primary_key=True), _column("value"))

#: The places that tellings name and what holds them, as the gazetteer had it when they were weighed.
places = Table(
    "places",
    metadata,
    Column("place_id", Text, primary_key=True),
    _column("name"),
    _column("name_folded"),
    _column("precision"),
    _column("district_id", null=True),
    _column("district_name", null=True),
    _column("region_id", null=True),
    _column("region_name", null=True),
    _column("country_id", null=True),
    _column("country_name", null=True),
)

#: Claims as weighing compares them: `body` is the telling as a JSON array.
tellings = Table(
    "tellings",
    metadata,
    _key(),
    _column("report_key", BigInteger),
    _column("claim_id"),
    _column("known"),
    _column("body"),
)

#: One row for each place of a telling, and one for the place '' (everywhere), with the days that it is about (the day
#: it was known where it tells none).
telling_places = Table(
    "telling_places",
    metadata,
    Column("place_id", Text, primary_key=True),
    Column("last_day", Text, primary_key=True),
    Column("first_day", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    _key("telling_key"),
)

#: Hashes of the blocks in which tellings are compared, and of the bands in which reports are.
telling_blocks = Table("telling_blocks", metadata, _key("block"), _key("telling_key"))
report_bands = Table("report_bands", metadata, _key("band"), _key("report_key"))

#: Which report took its words from which; `body`: the link as JSON.
story_links = Table(
    "story_links",
    metadata,
    _key("later_key"),
    _key("earlier_key"),
    Column("relation", Text, primary_key=True),
    _column("body"),
)

#: Reports as weighing sees them. `known`: ISO day; `credits`: outlets that it says it took the story from, as a JSON
#: array; `origin`: where its words came from first, as JSON.
weighed_reports = Table(
    "weighed_reports",
    metadata,
    _key("report_key"),
    _column("known"),
    _column("credits"),
    _column("origin_id"),
    _column("origin"),
)

#: The turn of weighing that last changed what a report tells or where its words come from; report 0: of all.
weighed_turns = Table("weighed_turns", metadata, _key("report_key"), _column("turn", BigInteger))

#: Events; `component`: the key of the smallest telling that one chain of joins leads to. `key`: its smallest member's.
events = Table(
    "events",
    metadata,
    _key(),
    _column("id"),
    _column("component", BigInteger),
    _column("family"),
    _column("kind"),
    _column("place_id", null=True),
    _column("place_name", null=True),
    _column("first_day", null=True),
    _column("last_day", null=True),
    _column("first_known"),
    _column("last_known"),
    _column("size", Integer),
    _column("body"),
)

event_members = Table("event_members", metadata, _key("telling_key"), _column("event_key", BigInteger))

#: Ids that events once had, with the event that has most of their tellings now (NULL: none is left).
event_redirects = Table(
    "event_redirects",
    metadata,
    Column("old_id", Text, primary_key=True),
    _column("new_id", null=True),
    _column("retired_at"),
)

#: What people decided. A row is never changed: to undo one is a row of its own, whose `undoes` names it.
judgements = Table(
    "judgements",
    metadata,
    Column("key", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    _column("id"),
    _column("verb"),
    _column("at"),
    _column("who"),
    _column("note"),
    _column("undoes", null=True),
)

judgement_subjects = Table(
    "judgement_subjects",
    metadata,
    _key("judgement_key"),
    Column("position", Integer, primary_key=True),
    _column("report_ref"),
    _column("claim_id"),
)

# What people decided about single claims (schema 3).

#: The claims of a judgement that accepts, fixes or rejects, as they were then, so that it can be understood without
#: them: `sentence` is the words around the `quote`, `seen` what was judged (JSON), `changes` what a fix sets (JSON),
#: `report` who published it (JSON), `url` its address.
verdicts = Table(
    "verdicts",
    metadata,
    _key("judgement_key"),
    Column("position", Integer, primary_key=True),
    _column("text_hash"),
    _column("start_char", Integer),
    _column("end_char", Integer),
    _column("quote"),
    _column("sentence"),
    _column("seen"),
    _column("changes"),
    _column("report"),
    _column("url", null=True),
)

#: What the judgements come to, for each claim that has any: `status` is accepted, fixed, rejected or open,
#: `judgement_id` the last one that stands, `disputed` that people differ, `reopened` why it is open again.
claim_reviews = Table(
    "claim_reviews",
    metadata,
    _key("claim_key"),
    _column("status"),
    _column("judgement_id"),
    _column("at"),
    _column("who"),
    _column("disputed", Boolean),
    _column("reopened", null=True),
)

#: How much it is worth to have a person look at a telling that nobody has judged yet: what `reviewing` makes of it.
review_scores = Table("review_scores", metadata, _key("telling_key"), _column("score", Double))

# What lists, counts and maps are made from (schema 4). All of it follows from claims, places and reports.

#: Claims as lists are narrowed and ordered by; '' for what a claim does not have. turn: of two claims known on one day
#: the higher one is listed first. reach: 0 where its days are one, 1 of one month, 2 of one year, else 3.
short_claims = Table(
    "short_claims",
    metadata,
    _key("claim_key"),
    _column("turn", BigInteger),
    _column("known"),
    _column("kind"),
    _column("family"),
    _column("speaker"),
    _column("speaker_side"),
    _column("outlet"),
    _column("modality"),
    _column("polarity"),
    _column("framing"),
    _column("actor_side"),
    _column("target_side"),
    _column("first_day"),
    _column("last_day"),
    _column("reach", Integer),
)

#: The places of claims by their ids, or by their folded names where they have none.
short_places = Table(
    "short_places",
    metadata,
    Column("place", Text, primary_key=True),
    Column("known", Text, primary_key=True),
    Column("turn", BigInteger, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("precision", Text, primary_key=True),
    _column("claim_key", BigInteger),
)

#: How many claims have a value; facet '' holds how many there are (value '') and how often the ledger was changed.
claim_counts = Table(
    "claim_counts",
    metadata,
    Column("facet", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    _column("count", BigInteger),
)

# What came in, and what became of it (schema 8).

#: The bytes that reports came in as, once each, compressed by zlib; `length`: of the bytes.
raw_originals = Table(
    "raw_originals",
    metadata,
    Column("raw_hash", Text, primary_key=True),
    _column("length", BigInteger),
    _column("packed", LargeBinary),
)

#: Which of them a report came in as; the first of each kind (page, mail, feed, …).
report_raws = Table(
    "report_raws",
    metadata,
    _key("report_key"),
    Column("kind", Text, primary_key=True),
    _column("raw_hash"),
)

#: Reports of which a later version came in, with the next one, and when it was added.
report_versions = Table(
    "report_versions", metadata, _key("report_key"), _column("later_key", BigInteger), _column("at")
)

#: The claims of such reports: kept, changed or withdrawn in the next version, and the claim there.
superseded_claims = Table(
    "superseded_claims", metadata, _key("claim_key"), _column("status"), _column("successor_id", null=True)
)
