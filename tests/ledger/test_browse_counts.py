"""Counts, facets and maps: always those of the claims that are there, and never a part of them as the whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from ledger_building import a_claim, a_place, a_report, numbered_report, two_claims
from sqlalchemy import Connection, delete, select

from claimline.errors import UsageError
from claimline.ledger import ClaimFilter, Count, Ledger, open_ledger, verify
from claimline.ledger.browse import FACETS, claims, deadline, facets
from claimline.ledger.browse.deadline import TimeUp
from claimline.ledger.engine import writing
from claimline.ledger.migrations import steps
from claimline.ledger.short import CHANGES, WEIGHED
from claimline.ledger.tables import claim_counts, short_claims, short_places


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with open_ledger(place) as opened, opened.writer() as writer:
        for number in range(6):
            writer.add(*numbered_report(number))
        yield opened


def values(found: Any) -> dict[str, int]:
    return {value.value: value.count for value in found.values}


def test_facets_count_the_claims_that_pass(ledger: Ledger) -> None:
    browse = ledger.browse()
    for filters, times in ((ClaimFilter(), 6), (ClaimFilter(since=date(2024, 1, 1)), 6), (ClaimFilter(words="12"), 6)):
        found = {facet.name: facet for facet in browse.facets(filters, FACETS, seconds=10)}
        assert all(facet.complete for facet in found.values())
        assert values(found["family"])["casualties"] == times
        assert values(found["place"])["geonames:1"] == times
    whole = {facet.name: values(facet) for facet in browse.facets(ClaimFilter(), FACETS)}
    counted = {
        facet.name: values(facet) for facet in browse.facets(ClaimFilter(modality="claimed"), FACETS, seconds=10)
    }
    assert whole == counted  # every claim is "claimed": kept numbers are those that are counted
    assert whole["month"] == {"2024-05": 12}
    assert whole["speaker_side"] == {"ua": 6}
    assert whole["region"] == {}
    labels = {value.value: value.label for facet in browse.facets(ClaimFilter(), ["place"]) for value in facet.values}
    assert labels == {"geonames:1": "Oldbridge", "millford": "Millford"}
    with pytest.raises(UsageError, match="no facet 'mood'"):
        browse.facets(ClaimFilter(), ["mood"])


def test_facets_that_are_not_done_in_time_say_so(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    browse = ledger.browse()
    monkeypatch.setattr(facets, "_STEPS", (1,))
    (facet,) = browse.facets(ClaimFilter(modality="claimed"), ["kind"], seconds=0)
    assert not facet.complete
    assert values(facet) == {"casualties.killed": 1}  # the newest
    (facet,) = browse.facets(ClaimFilter(modality="claimed"), ["kind"], seconds=10)
    assert facet.complete
    assert values(facet) == {"casualties.killed": 6, "control.taken": 6}
    (facet,) = browse.facets(ClaimFilter(), ["kind"], seconds=0)
    assert facet.complete  # the ledger keeps these


def test_a_query_is_stopped_in_time_and_the_look_goes_on(ledger: Ledger) -> None:
    import time

    endless = (
        "SELECT pg_sleep(20)"
        if ledger.engine.dialect.name == "postgresql"
        else "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    )
    with ledger.engine.connect() as connection:
        began = time.monotonic()
        with pytest.raises(TimeUp), deadline.deadline(connection, began + 0.05):
            connection.exec_driver_sql(endless)
        assert time.monotonic() - began < 5
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1


def test_a_count_that_is_not_done_in_time_is_not_exact(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    browse = ledger.browse()
    filters = ClaimFilter(words="market", polarity="positive")
    assert browse.count(filters, seconds=10) == Count(6, exact=True)

    @contextmanager
    def late(*_: object) -> Iterator[None]:
        raise TimeUp
        yield

    monkeypatch.setattr(claims, "deadline", late)
    assert browse.count(filters) == Count(0, exact=False)
    assert browse.count(ClaimFilter(family="control")) == Count(6, exact=True)  # the ledger keeps this one


def test_a_map_has_points_and_says_what_has_none(ledger: Ledger) -> None:
    found = ledger.browse().map(ClaimFilter(since=date(2024, 5, 13), until=date(2024, 5, 16)))
    assert (found.claims, found.unplaced, found.complete) == (12, 6, True)
    (point,) = found.places
    assert (point.id, point.lat, point.lon, point.families) == ("geonames:1", 50.25, 36.5, {"casualties": 6})
    assert [(area.id, area.claims) for area in found.areas] == [("millford", 6)]
    assert not ledger.browse().map(limit=0).complete


def rows(connection: Connection) -> list[list[Any]]:
    """What is kept for browsing, without what is no more."""
    column = claim_counts.c
    counts = select(claim_counts).where(column.count != 0, column.value.not_in((CHANGES, WEIGHED)))
    return [sorted(map(tuple, connection.execute(q))) for q in (select(short_claims), select(short_places), counts)]


def again(ledger: Ledger) -> list[list[Any]]:
    """What migration 4 makes of the same claims."""
    with writing(ledger.engine) as connection:
        for table in (short_places, short_claims, claim_counts):
            connection.execute(delete(table))
        for statement in _statements():
            connection.exec_driver_sql(statement)
        return rows(connection)


def _statements() -> list[str]:
    from claimline.ledger.migrations import _statements as of_file

    name = next(f"{step.number:04}_{step.name}.sql" for step in steps() if step.name == "browse")
    return [statement for statement in of_file(name) if statement.startswith("INSERT")]


def test_what_the_writer_keeps_is_what_the_migration_makes(ledger: Ledger) -> None:
    with ledger.writer() as writer:
        report = a_report("Nobody knows when. Troops left Millford.", published=None, outlet=None)
        writer.add(report, [a_claim(report, "Troops left Millford", "withdrawal")])
        dated = a_report(report.text)  # the same text, with its outlet and day: its claims are replaced
        both = (a_place(dated, "Millford", None), a_place(dated, "Millford", None, "from"))
        writer.add(dated, [a_claim(dated, "left Millford", "withdrawal", places=both)])
        first = numbered_report(1)[0]
        writer.add(first, two_claims(first)[:1])
        writer.remove(numbered_report(2)[0].id)
        twice = a_report("Said twice. Troops left Millford.")
        writer.add_many([_item(twice, []), _item(twice, [a_claim(twice, "left Millford", "withdrawal")])])
    with ledger.engine.connect() as connection:
        kept = rows(connection)
    assert kept == again(ledger)
    assert Counter(row[3] for row in kept[0])["withdrawal"] == 2


def _item(report: Any, told: list[Any]) -> Any:
    from claimline.ledger import Item

    return Item(report, told)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("UPDATE short_claims SET kind = 'aid.food' WHERE claim_key = (SELECT min(key) FROM claims)", "does not say"),
        ("DELETE FROM short_claims WHERE claim_key = (SELECT min(key) FROM claims)", "does not say"),
        ("DELETE FROM short_places WHERE place = 'geonames:1'", "lacks one of its places"),
        ("UPDATE short_places SET place = 'geonames:2' WHERE place = 'geonames:1'", "that it does not name"),
        ("UPDATE claim_counts SET count = count + 1 WHERE facet = 'kind'", "claim_counts kind"),
        ("DELETE FROM claim_counts WHERE facet = 'place'", "claim_counts place"),
        ("UPDATE claim_counts SET count = 1 WHERE facet = '' AND value = ''", "claim_counts"),
    ],
)
def test_verify_finds_counts_that_are_wrong(ledger: Ledger, damage: str, told: str) -> None:
    assert list(verify(ledger)) == []
    with ledger.engine.begin() as connection:
        connection.exec_driver_sql(damage)
    assert any(told in f"{problem.where} {problem.what}" for problem in verify(ledger))
