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
