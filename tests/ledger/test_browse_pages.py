"""Pages of a ledger: every row once, in one order, on both databases."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ledger_building import a_claim, a_place, a_report, numbered_report, span, two_claims

from claimline.errors import NotFound, UsageError
from claimline.ledger import (
    Browse,
    ClaimFilter,
    EventFilter,
    Ledger,
    OutletFilter,
    PlaceFilter,
    ReportFilter,
    SpeakerFilter,
    open_ledger,
)
from claimline.model import ClaimTime, Period
from claimline.model.resolution import Party
from claimline.pipeline.weighing import WeighConfig, weigh

SORTS = ("newest", "oldest", "day")


def fill(ledger: Ledger) -> None:
    """Reports of several days and outlets, one of them without a day."""
    with ledger.writer() as writer:
        for number in range(1, 8):
            report = a_report(
                f"Dispatch {number}. The governor said that troops left Oldbridge in May.",
                outlet=f"Outlet {number % 3}",
                published=date(2024, 5, number) if number != 4 else None,
                title=f"Dispatch {number}",
            )
            speaker = Party(span(report.text, "The governor"), "The Governor", "office", "ua", "governor")
            month = ClaimTime(span(report.text, "in May"), Period("2024-05-01", "2024-05-31", "month"))
            place = a_place(report, "Oldbridge", "geonames:1", "from")
            left = a_claim(report, "troops left Oldbridge", "withdrawal", speaker=speaker, places=(place,), time=month)
            lost = a_claim(report, "left Oldbridge", "control.lost", speaker=speaker, modality="claimed")
            writer.add(report, [left, lost])
        writer.add(a_report(), two_claims(a_report()))


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with open_ledger(place) as opened:
        fill(opened)
        yield opened


def every(browse: Browse, kind: str, filters: Any, sort: str, limit: int = 2) -> list[Any]:
    found: list[Any] = []
    after: str | None = None
    for _ in range(100):
        page = getattr(browse, kind)(filters, sort=sort, after=after, limit=limit)
        assert len(page.rows) <= limit
        found += page.rows
        after = page.next
        if after is None:
            return found
    raise AssertionError("the list does not end")


@pytest.mark.parametrize("sort", SORTS)
def test_pages_of_claims_have_every_claim_once_in_order(ledger: Ledger, sort: str) -> None:
    browse = ledger.browse()
    found = every(browse, "claims", ClaimFilter(), sort)
    assert len(found) == browse.count(ClaimFilter()).number == 16
    assert found == list(browse.claims(ClaimFilter(), sort=sort, limit=100).rows)  # type: ignore[arg-type]
    days = [record["report"]["published"] for record in found if record["report"]["published"]]
    if sort != "day":
        assert days == sorted(days, reverse=sort == "newest")
    kinds = [record["kind"] for record in found if record["report"]["published"] == "2024-05-03"]
    assert kinds == (["control.lost", "withdrawal"] if sort == "oldest" else ["withdrawal", "control.lost"])


@dataclass(frozen=True)
class Case:
    filters: ClaimFilter
    number: int


CASES = (
    Case(ClaimFilter(kind="control.lost"), 7),
    Case(ClaimFilter(family="control"), 8),
    Case(ClaimFilter(speaker="GOVERN"), 14),
    Case(ClaimFilter(speaker_key="the  governor"), 14),
    Case(ClaimFilter(speaker_key=""), 0),
    Case(ClaimFilter(speaker_side="ua"), 15),
    Case(ClaimFilter(outlet="outlet 1", family="control"), 3),
    Case(ClaimFilter(place="geonames:1"), 8),
    Case(ClaimFilter(place="oldbridge", role="from"), 7),
    Case(ClaimFilter(place="Millford"), 1),
    Case(ClaimFilter(precision="unresolved"), 1),
    Case(ClaimFilter(role="at", precision="settlement"), 1),
    Case(ClaimFilter(modality="claimed"), 9),
    Case(ClaimFilter(polarity="negative"), 0),
    Case(ClaimFilter(since=date(2024, 5, 13), until=date(2024, 5, 13)), 8),
    Case(ClaimFilter(since=date(2024, 5, 20)), 7),
    Case(ClaimFilter(until=date(2024, 4, 30)), 0),
    Case(ClaimFilter(known=date(2024, 5, 3)), 6),
    Case(ClaimFilter(published_since=date(2024, 5, 6), known=date(2024, 5, 16)), 6),
    Case(ClaimFilter(words="market"), 1),
    Case(ClaimFilter(report=a_report().id), 2),
    Case(ClaimFilter(status="open"), 16),
    Case(ClaimFilter(status="rejected"), 0),
)


def test_filters_mean_the_same_in_pages_counts_and_views(ledger: Ledger) -> None:
    browse, view = ledger.browse(), ledger.view()
    for case in CASES:
        found = browse.claims(case.filters, limit=100).rows
        assert len(found) == case.number, case
        assert browse.count(case.filters).number == case.number, case
        viewed = {(r["id"], r["report"]["title"]) for r in view.claims(case.filters)}
        assert {(r["id"], r["report"]["title"]) for r in found} == viewed, case
        assert every(browse, "claims", case.filters, "day") == list(browse.claims(case.filters, sort="day").rows)


def test_claims_of_an_area_are_those_of_all_places_in_it(ledger: Ledger, gazetteer_file: Path) -> None:
    assert ledger.browse().count(ClaimFilter(area="geonames:1")).number == 8
    assert ledger.browse().count(ClaimFilter(area="geonames:0")).number == 0


def test_judged_claims_are_found_by_status(ledger: Ledger) -> None:
    browse = ledger.browse()
    one, other = browse.claims(ClaimFilter(), limit=2).rows
    before = browse.version()
    ledger.judge().accept(one["id"], who="ann")
    ledger.judge().reject(other["id"], who="ann")
    assert browse.version() != before
    assert [r["id"] for r in browse.claims(ClaimFilter(status="accepted")).rows] == [one["id"]]
    assert browse.count(ClaimFilter(status="open")).number == 14
    (facet,) = browse.facets(ClaimFilter(), ["status"])
    assert {v.value: v.count for v in facet.values} == {"open": 14, "accepted": 1, "rejected": 1}
    (facet,) = browse.facets(ClaimFilter(kind=other["kind"]), ["status"])
    assert {v.value: v.count for v in facet.values}["rejected"] == 1


def test_reports_are_paged_in_each_order(ledger: Ledger) -> None:
    browse = ledger.browse()
    for sort in SORTS:
        found = every(browse, "reports", ReportFilter(), sort, limit=3)
        assert len({one["ref"] for one in found}) == len(found) == 8
        days = [one["published"] for one in found if one["published"]]
        assert days == sorted(days, reverse=sort != "oldest")
    assert every(browse, "reports", ReportFilter(), "newest")[0]["published"] is None  # it was added after them all
    assert browse.count(ReportFilter(outlet="outlet 1")).number == 3
    (report,) = browse.reports(ReportFilter(words="market")).rows
    assert report["title"] == "River towns"
    assert "market" in report["snippet"]
    assert browse.count(ReportFilter(words="market")).number == 1


def test_places_speakers_and_outlets_are_listed_by_name(ledger: Ledger) -> None:
    browse = ledger.browse()
    places = every(browse, "places", PlaceFilter(), "name", limit=1)
    assert [(p["id"], p["name"], p["claims"]) for p in places] == [
        ("geonames:1", "Oldbridge", 8),
        (None, "Millford", 1),
    ]
    assert [p["claims"] for p in every(browse, "places", PlaceFilter(), "claims", limit=1)] == [8, 1]
    assert browse.place("oldbridge")["lat"] == 50.25
    assert browse.place("MILLFORD")["id"] is None
    speakers = every(browse, "speakers", SpeakerFilter(), "name", limit=1)
    assert [s["key"] for s in speakers] == ["the army’s spokesman", "the governor", "the mayor of oldbridge"]
    governor = browse.speaker("The governor")
    assert governor == speakers[1]
    assert (governor["claims"], governor["reports"], governor["outlets"], governor["sides"]) == (14, 7, 3, ["ua"])
    assert governor["families"] == {"control": 7, "withdrawal": 7}
    assert [s["key"] for s in browse.speakers(SpeakerFilter(side="ua", name="army")).rows] == ["the army’s spokesman"]
    outlets = every(browse, "outlets", OutletFilter(), "name", limit=2)
    assert [(o["name"], o["reports"], o["claims"]) for o in outlets] == [
        ("Outlet 0", 2, 4),
        ("Outlet 1", 3, 6),
        ("Outlet 2", 2, 4),
        ("Test Wire", 1, 2),
    ]
    assert browse.outlet("TEST wire")["last_published"] == "2024-05-16"
    assert [browse.count(f).number for f in (PlaceFilter(), SpeakerFilter(), OutletFilter())] == [2, 3, 4]
    for wrong in (browse.place, browse.speaker, browse.outlet):
        with pytest.raises(NotFound):
            wrong("nobody")
    with pytest.raises(UsageError, match="no order"):
        browse.speakers(sort="claims")


def test_events_are_paged_and_narrowed(ledger: Ledger, gazetteer_file: Path) -> None:
    weigh(ledger, WeighConfig(gazetteer=gazetteer_file))
    browse = ledger.browse()
    number = browse.count(EventFilter()).number
    assert number > 0
    for sort in (*SORTS, "size"):
        found = every(browse, "events", EventFilter(), sort)
        assert len({one["id"] for one in found}) == len(found) == number
    assert all(one["family"] == "control" for one in browse.events(EventFilter(family="control")).rows)
    assert [one["text"] for one in browse.events(EventFilter(words="market")).rows] == [
        "12 people were killed when shells hit the market"
    ]
    assert browse.count(EventFilter(size=1000)).number == 0
    assert browse.events(EventFilter(known=date(2000, 1, 1))).rows == ()


def test_a_cursor_is_of_one_list(ledger: Ledger) -> None:
    browse = ledger.browse()
    after = browse.claims(ClaimFilter(family="control"), limit=1).next
    assert after is not None
    assert browse.claims(ClaimFilter(family="control", limit=3), after=after).rows
    with pytest.raises(UsageError, match="other filters") as told:
        browse.claims(ClaimFilter(family="attack"), after=after)
    assert "after=" in (told.value.then or "")
    with pytest.raises(UsageError, match="other filters"):
        browse.claims(ClaimFilter(family="control"), after=after, sort="oldest")
    body = json.loads(base64.urlsafe_b64decode(after + "=="))
    for damaged in ("", "!!", "äöü", after[:-3], "bnVsbA", "e30"):
        with pytest.raises(UsageError, match="cursor"):
            browse.claims(ClaimFilter(family="control"), after=damaged)
    for at in ([], ["x"], [1, 2], ["x", "y"], {"a": 1}):
        forged = base64.urlsafe_b64encode(json.dumps({**body, "at": at}).encode()).decode()
        with pytest.raises(UsageError, match="cursor"):
            browse.claims(ClaimFilter(family="control"), after=forged)


def test_what_is_added_meanwhile_moves_no_page(ledger: Ledger) -> None:
    browse = ledger.browse()
    first = browse.claims(limit=5)
    report, claims = numbered_report(99)
    with ledger.writer() as writer:
        writer.add(report, claims)
    rest = browse.claims(after=first.next, limit=100).rows
    assert len({(r["id"], r["report"]["title"]) for r in (*first.rows, *rest)}) == 16


def test_the_version_changes_with_the_ledger(ledger: Ledger, gazetteer_file: Path) -> None:
    browse = ledger.browse()
    seen = [browse.version()]
    assert browse.version() == seen[0]
    with ledger.writer() as writer:
        writer.add(*numbered_report(50))
        seen.append(browse.version())
        writer.add(*numbered_report(50))  # nothing new
        assert browse.version() == seen[-1]
        writer.remove(numbered_report(50)[0].id)
        seen.append(browse.version())
    weigh(ledger, WeighConfig(gazetteer=gazetteer_file))
    seen.append(browse.version())
    assert len(set(seen)) == len(seen)


def test_readers_never_wait_for_a_writer(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        fill(ledger)
        browse, wrong, done = ledger.browse(), list[BaseException](), threading.Event()

        def leaf() -> None:
            try:
                while not done.is_set():
                    page = browse.claims(limit=3)
                    assert len(page.rows) == 3
                    browse.facets(ClaimFilter(family="control"), ["kind", "place"])
            except BaseException as error:
                wrong.append(error)

        readers = [threading.Thread(target=leaf) for _ in range(6)]
        for reader in readers:
            reader.start()
        with ledger.writer() as writer:
            for number in range(100, 104):
                writer.add(*numbered_report(number))
        done.set()
        for reader in readers:
            reader.join()
        assert wrong == []
