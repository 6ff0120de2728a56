"""A ledger opens well in Datasette, and its views are the same on PostgreSQL."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from export_building import a_ledger, exported
from sqlalchemy import inspect, text

from claimline.ledger import Ledger
from claimline.publishing.export.datasette import metadata
from claimline.vocab import load

VIEWS = (
    "claims_of_events",
    "claims_with_numbers",
    "claims_with_places",
    "claims_with_reports",
    "control_claims",
    "events_with_places",
    "judgements_standing",
    "outlets",
    "speakers",
)


@pytest.fixture(scope="module")
def ledger(gazetteer_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with a_ledger(tmp_path_factory.mktemp("datasette") / "claimline.db", gazetteer_file) as made:
        yield made


@pytest.fixture(scope="module", params=[False, True], ids=["open", "immutable"])
def answers(ledger: Ledger, request: pytest.FixtureRequest) -> dict[str, Any]:
    """What Datasette answers at each address, from the file as it is or as one that never changes."""
    pytest.importorskip("datasette", reason="datasette is not installed")
    from datasette.app import Datasette

    with ledger.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    files = [str(ledger.location)]
    given: dict[str, Any] = {"immutables": files} if request.param else {"files": files}
    app = Datasette(**given, metadata=metadata(), settings={"num_sql_threads": 0})
    addresses = ["/", "/claimline", "/claimline.json", "/claimline/claims?_search=Orikhiv"]
    addresses += [f"/claimline/{view}{end}" for view in VIEWS for end in ("", ".json?_shape=objects")]
    addresses += ["/claimline/claims_with_reports.json?_facet=outlet&_facet=family"]
    addresses += ["/claimline/reports", "/claimline/claims", "/claimline/claim_search.json", "/claimline/reports/1"]
    addresses += ["/claimline/claim_search.json?_where=claim_search+match+'Orikhiv'&_shape=array"]

    async def all_of_them() -> dict[str, Any]:
        await app.invoke_startup()
        return {address: await app.client.get(address) for address in addresses}

    return asyncio.run(all_of_them())


def test_every_page_and_its_json_answer(answers: dict[str, Any]) -> None:
    assert {address: answer.status_code for address, answer in answers.items() if answer.status_code != 200} == {}


def test_the_home_page_says_what_it_is(answers: dict[str, Any]) -> None:
    assert "A Claimline ledger" in answers["/"].text
    told = answers["/claimline"].text
    assert all(view in told for view in VIEWS)


def test_pages_of_views_have_their_titles(answers: dict[str, Any]) -> None:
    for view in VIEWS:
        assert load("exports")["datasette"]["tables"][view]["title"] in answers[f"/claimline/{view}"].text


def test_rows_of_views_are_the_claims(answers: dict[str, Any], ledger: Ledger) -> None:
    wanted = {json.loads(line)["id"] for line in exported(ledger, "jsonl").splitlines()}
    for view in ("claims_with_reports", "claims_of_events"):
        rows = answers[f"/claimline/{view}.json?_shape=objects"].json()["rows"]
        assert {row["claim"] for row in rows} == wanted
    places = answers["/claimline/claims_with_places.json?_shape=objects"].json()["rows"]
    assert any(row["latitude"] and row["longitude"] for row in places)
    assert all(row["latitude"] is None for row in places if row["precision"] in ("region", "country"))


def test_facets_count(answers: dict[str, Any]) -> None:
    found = answers["/claimline/claims_with_reports.json?_facet=outlet&_facet=family"].json()["facet_results"]
    outlets = {one["value"]: one["count"] for one in found["outlet"]["results"]}
    assert {"Sample Post", "River Herald"} <= outlets.keys()


def test_words_are_found_in_the_search_tables(answers: dict[str, Any]) -> None:
    found = answers["/claimline/claim_search.json?_where=claim_search+match+'Orikhiv'&_shape=array"].json()
    assert found
    assert all("Orikhiv" in json.dumps(row) for row in found)
    assert "Russian forces took Orikhiv" in answers["/claimline/claims?_search=Orikhiv"].text


def test_what_datasette_is_told_of_exists(ledger: Ledger) -> None:
    made = inspect(ledger.engine)
    tables = {*made.get_table_names(), *made.get_view_names()}
    told = metadata()["databases"]["claimline"]["tables"]
    assert told.keys() <= tables
    for name, table in told.items():
        columns = {column["name"] for column in made.get_columns(name)}
        named = {*table.get("facets", ()), *(table[key] for key in ("sort", "label_column") if key in table)}
        assert named <= columns, name


def test_views_are_the_same_on_postgresql(ledger: Ledger, postgres_url: str, gazetteer_file: Path) -> None:
    with a_ledger(postgres_url, gazetteer_file) as server:
        assert set(VIEWS) <= set(inspect(server.engine).get_view_names())
        for view in VIEWS:
            here, there = _rows(ledger, view), _rows(server, view)
            assert here == there, view


def _rows(ledger: Ledger, view: str) -> list[str]:
    """The rows of a view without keys, which are the database's own."""
    with ledger.engine.connect() as connection:
        found = connection.execute(text(f"SELECT * FROM {view}")).mappings().all()
    return sorted(
        json.dumps({k: bool(v) if k == "background" else v for k, v in row.items() if not k.endswith("_key")})
        for row in found
    )
