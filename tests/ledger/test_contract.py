"""What every ledger must do, whatever database keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from ledger_building import READER, TEXT, a_claim, a_report, numbered_report, two_claims

from claimline.errors import NotFound, UsageError
from claimline.ledger import Added, ClaimFilter, Item, Ledger, ReportFilter, open_ledger, verify
from claimline.model import ReaderInfo, Report
from claimline.model.record import claim_record


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with open_ledger(place) as opened:
        yield opened
        made_up_ids = "its id is not the hash"  # which some tests give
        assert [problem for problem in verify(opened) if made_up_ids not in problem.what] == []


def ids(ledger: Ledger, filters: ClaimFilter | None = None) -> list[str]:
    return [record["id"] for record in ledger.view().claims(filters)]


def add(ledger: Ledger, report: Report, **slots: object) -> Added:
    with ledger.writer() as writer:
        return writer.add(report, two_claims(report, **slots))


def test_records_come_back_as_they_went_in(ledger: Ledger) -> None:
    report = a_report()
    claims = two_claims(report)
    added = add(ledger, report)
    assert (added.report_new, added.claims_new, added.claims_gone) == (True, 2, 0)
    view = ledger.view()
    assert list(view.claims()) == [claim_record(claim) for claim in claims]
    assert view.claim(claims[0].id) == claim_record(claims[0])
    assert view.original(added.ref) == replace(report, given_id=report.id)


def test_records_may_be_given_as_plain_data(ledger: Ledger) -> None:
    report = a_report()
    records = [claim_record(claim) for claim in two_claims(report)]
    with ledger.writer() as writer:
        writer.add(report, records)
    assert list(ledger.view().claims()) == records


def test_claims_come_back_as_claims(ledger: Ledger) -> None:
    refs = {add(ledger, report).ref for report in (a_report(), a_report(outlet="Hill Gazette"))}
    kept = list(ledger.view().kept())
    assert len(kept) == len(refs) == 2
    for one in kept:
        assert one.report.text == TEXT
        assert [claim_record(c) for c in one.claims] == [claim_record(c) for c in two_claims(one.report)]
    (one,) = ledger.view().kept(ClaimFilter(family="control", outlet="Hill Gazette"))
    assert [claim.kind for claim in one.claims] == ["control.taken"]


def test_a_report_has_its_text_and_its_facts(ledger: Ledger) -> None:
    moment = datetime(2024, 5, 17, 8, 30, tzinfo=UTC)
    report = a_report(url="https://example.org/1", language="en", author="Ann Writer")
    with ledger.writer(clock=lambda: moment) as writer:
        added = writer.add(report, two_claims(report))
    assert ledger.view().report(added.ref) == {
        "ref": added.ref,
        "id": report.id,
        "title": "River towns",
        "outlet": "Test Wire",
        "author": "Ann Writer",
        "url": "https://example.org/1",
        "published": "2024-05-16",
        "language": "en",
        "text_hash": report.text_hash,
        "length": len(TEXT),
        "added_at": "2024-05-17T08:30:00Z",
        "read_at": "2024-05-17T08:30:00Z",
        "reader": {"name": "rules", "version": "1"},
        "claim_count": 2,
        "text": TEXT,
    }


@pytest.mark.parametrize(
    "text", ["a\r\nb\rc\n", "\ufeff«Ж»\u00a0\u200b\U0001f600 e\u0301", "nul\x00here", "lone \ud83d."]
)
def test_texts_are_kept_to_the_character(ledger: Ledger, text: str) -> None:
    report = a_report(text, title=text)
    with ledger.writer() as writer:
        added = writer.add(report, [a_claim(report, text, "assessment")])
    assert ledger.view().report(added.ref)["text"] == text
    assert next(ledger.view().claims())["evidence"][0]["text"] == text


def test_the_same_report_twice_is_one(ledger: Ledger) -> None:
    first = add(ledger, a_report())
    again = add(ledger, a_report(outlet=" test  WIRE "))
    assert again == Added(first.ref, report_new=False, claims_new=0, claims_gone=0)
    counts = ledger.view().counts()
    assert (counts.reports, counts.originals, counts.claims) == (1, 1, 2)


def test_one_wire_text_in_two_outlets_is_two_reports_of_one_original(ledger: Ledger) -> None:
    first, second = add(ledger, a_report()), add(ledger, a_report(outlet="Hill Gazette"))
    assert second.report_new
    assert first.ref != second.ref
    counts = ledger.view().counts()
    assert (counts.reports, counts.originals, counts.outlets, counts.claims) == (2, 1, 2, 4)
    shared = two_claims(a_report())[0].id
    assert [printing.outlet for printing in ledger.view().printings(shared)] == ["Test Wire", "Hill Gazette"]
    assert ledger.view().claim(shared)["report"]["outlet"] == "Test Wire"


def test_an_unchanged_communique_of_another_day_is_another_report(ledger: Ledger) -> None:
    add(ledger, a_report())
    assert add(ledger, a_report(published=date(2024, 5, 17))).report_new
    assert not add(ledger, a_report(published=date(2024, 5, 16))).report_new


def test_what_was_unknown_is_filled_in(ledger: Ledger) -> None:
    bare = a_report(outlet=None, published=None, title=None)
    with ledger.writer() as writer:
        first = writer.add(bare, two_claims(bare))
    again = add(ledger, a_report())
    assert (again.ref, again.report_new, again.claims_new) == (first.ref, False, 0)
    view = ledger.view()
    assert view.report(first.ref)["outlet"] == "Test Wire"
    assert list(view.claims()) == [claim_record(claim) for claim in two_claims(a_report())]
    assert view.counts().reports == 1


def test_a_report_told_with_less_changes_nothing(ledger: Ledger) -> None:
    add(ledger, a_report())
    bare = a_report(published=None)
    with ledger.writer() as writer:
        again = writer.add(bare, two_claims(bare)[:1])
    assert (again.report_new, again.claims_new, again.claims_gone) == (False, 0, 0)
    assert next(ledger.view().claims())["report"]["published"] == "2024-05-16"


def test_a_report_without_claims_is_kept(ledger: Ledger) -> None:
    report = a_report("Weather: fine.")
    with ledger.writer() as writer:
        added = writer.add(report, [], READER)
    assert added.report_new
    assert ledger.view().report(added.ref)["reader"] == {"name": "rules", "version": "1"}


def test_a_newer_reading_replaces_the_older_and_old_ids_lead_on(ledger: Ledger) -> None:
    report = a_report()
    old = two_claims(report)
    start = datetime(2024, 5, 17, tzinfo=UTC)
    with ledger.writer(clock=lambda: start) as writer:
        writer.add(report, old)
    newer = ReaderInfo("default", "2")
    wider = a_claim(report, "shells hit the market on Monday", "attack.shelling", reader=newer)
    retold = a_claim(report, "12 people were killed", "casualties.killed", reader=newer)
    with ledger.writer(clock=lambda: datetime(2024, 6, 1, tzinfo=UTC)) as writer:
        added = writer.add(report, [replace(retold, id="feed01"), wider])
    assert (added.claims_new, added.claims_gone) == (2, 2)
    view = ledger.view()
    assert view.claim(old[0].id)["id"] == "feed01"
    with pytest.raises(NotFound, match="has none in its place"):
        view.claim(old[1].id)
    assert view.report(added.ref)["added_at"] == "2024-05-17T00:00:00Z"
    assert view.printings("feed01")[0].first_seen == "2024-06-01T00:00:00Z"


def test_a_claim_that_a_newer_reading_has_too_keeps_its_first_seen(ledger: Ledger) -> None:
    report = a_report()
    with ledger.writer(clock=lambda: datetime(2024, 5, 17, tzinfo=UTC)) as writer:
        writer.add(report, two_claims(report))
    with ledger.writer(clock=lambda: datetime(2024, 6, 1, tzinfo=UTC)) as writer:
        added = writer.add(report, two_claims(report, reader=ReaderInfo("rules", "2")))
    assert (added.claims_new, added.claims_gone) == (0, 0)
    claim = two_claims(report)[0]
    assert ledger.view().claim(claim.id)["reader"]["version"] == "2"
    assert ledger.view().printings(claim.id)[0].first_seen == "2024-05-17T00:00:00Z"


def test_ids_that_went_and_came_back_are_found(ledger: Ledger) -> None:
    report = a_report()
    words = "Northern forces took Millford"
    one, other = (replace(a_claim(report, words, "control.taken"), id=id) for id in ("aa01", "bb02"))
    with ledger.writer() as writer:
        for claim in (one, other, one):
            writer.add(report, [claim])
    assert ledger.view().claim("aa01")["id"] == "aa01"
    assert ledger.view().claim("bb02")["id"] == "aa01"


def test_many_in_one_transaction(ledger: Ledger) -> None:
    items = [Item(*numbered_report(number)) for number in (1, 2, 1, 3)]
    with ledger.writer() as writer:
        added = writer.add_many(items)
    assert [one.report_new for one in added] == [True, True, False, True]
    assert added[0].ref == added[2].ref
    assert ledger.view().counts().claims == 6


def test_a_batch_may_hold_two_readings_of_one_report(ledger: Ledger) -> None:
    report = a_report()
    with ledger.writer() as writer:
        added = writer.add_many([Item(report, two_claims(report)), Item(report, two_claims(report)[:1])])
    assert (added[1].claims_new, added[1].claims_gone) == (0, 1)
    assert ledger.view().counts().claims == 1


def test_a_batch_is_kept_whole_or_not_at_all(ledger: Ledger) -> None:
    report = a_report()
    broken = {**claim_record(two_claims(report)[0]), "kind": None}
    with pytest.raises(AttributeError), ledger.writer() as writer:
        writer.add_many([Item(*numbered_report(1)), Item(report, [broken])])
    assert ledger.view().counts().reports == 0


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (ClaimFilter(family="casualties"), [0]),
        (ClaimFilter(kind="control.taken"), [1]),
        (ClaimFilter(kind="control"), []),
        (ClaimFilter(speaker="MAYOR of"), [0]),
        (ClaimFilter(speaker="100%"), []),
        (ClaimFilter(outlet="test wire"), [0, 1]),
        (ClaimFilter(outlet="Test"), []),
        (ClaimFilter(place="geonames:1"), [0]),
        (ClaimFilter(place="millford"), [1]),
        (ClaimFilter(until=date(2024, 5, 13)), [0]),
        (ClaimFilter(since=date(2024, 5, 14)), [1]),
        (ClaimFilter(since=date(2024, 5, 17)), []),
        (ClaimFilter(kind="\udc80", family="\udc80", place="\udc80"), []),
        (ClaimFilter(words="shells market", family="casualties"), [0]),
        (ClaimFilter(words="shells", family="control"), []),
        (ClaimFilter(limit=1), [0]),
        (ClaimFilter(family="control", outlet="Test Wire", since=date(2024, 5, 16)), [1]),
    ],
)
def test_claims_are_filtered(ledger: Ledger, filters: ClaimFilter, expected: list[int]) -> None:
    add(ledger, a_report())
    made = [claim.id for claim in two_claims(a_report())]
    assert ids(ledger, filters) == [made[number] for number in expected]


def test_claims_of_one_report_newest_report_first(ledger: Ledger) -> None:
    refs = []
    with ledger.writer() as writer:
        for number in (1, 2):
            refs.append(writer.add(*numbered_report(number)).ref)
    first, second = ([claim.id for claim in numbered_report(number)[1]] for number in (1, 2))
    assert ids(ledger) == second + first
    assert ids(ledger, ClaimFilter(report=refs[0])) == first
    assert [record["ref"] for record in ledger.view().reports()] == refs[::-1]


def test_reports_are_filtered(ledger: Ledger) -> None:
    add(ledger, a_report())
    add(ledger, a_report("Another day.\n" + TEXT, outlet="Hill Gazette", published=date(2024, 5, 20)))

    def outlets(filters: ReportFilter) -> list[str]:
        return [record["outlet"] for record in ledger.view().reports(filters)]

    assert outlets(ReportFilter(outlet="hill gazette")) == ["Hill Gazette"]
    assert outlets(ReportFilter(since=date(2024, 5, 17))) == ["Hill Gazette"]
    assert outlets(ReportFilter(until=date(2024, 5, 17))) == ["Test Wire"]
    assert outlets(ReportFilter(limit=1)) == ["Hill Gazette"]


def test_names_may_be_shortened_while_they_are_unique(ledger: Ledger) -> None:
    report = a_report(given_id="oldbridge-1")
    claims = [replace(c, id=id) for c, id in zip(two_claims(report), ("abc1", "abd2"), strict=True)]
    with ledger.writer() as writer:
        ref = writer.add(report, claims).ref
    view = ledger.view()
    assert view.claim("abd")["id"] == "abd2"
    assert view.report(ref[:6])["ref"] == view.report("oldbridge")["ref"] == ref
    with pytest.raises(NotFound, match="several claims"):
        view.claim("ab")
    for nothing in ("", "zz", "abc1x", "\udc80", "\U0010ffff", "\x00"):
        with pytest.raises(NotFound):
            view.claim(nothing)
        with pytest.raises(NotFound):
            view.report(nothing)


def test_reports_that_share_an_id_are_told_apart(ledger: Ledger) -> None:
    refs = {add(ledger, a_report(outlet=outlet)).ref for outlet in ("Test Wire", "Hill Gazette")}
    with pytest.raises(NotFound, match="several reports") as raised:
        ledger.view().report(a_report().id)
    assert all(ref in str(raised.value) for ref in refs)


def test_counts(ledger: Ledger) -> None:
    assert ledger.view().counts().families == {}
    add(ledger, a_report())
    counts = ledger.view().counts()
    assert (counts.reports, counts.outlets, counts.speakers) == (1, 1, 2)
    assert counts.families == {"casualties": 1, "control": 1}


@pytest.mark.parametrize(
    ("words", "claims", "reports"),
    [
        ("millford", 1, 1),
        ("Millford NORTHERN", 1, 1),
        ("mill*", 1, 1),
        ("mayor", 1, 1),
        ("River", 0, 1),
        ('market" (', 1, 1),
        ("army’s", 1, 1),
        ("NOT millford", 0, 0),
        ("nowhere", 0, 0),
    ],
)
def test_words_are_found(ledger: Ledger, words: str, claims: int, reports: int) -> None:
    add(ledger, a_report())
    found = ledger.view().find(words)
    assert (len(found.claims), len(found.reports)) == (claims, reports)


def test_what_is_found_shows_its_words(ledger: Ledger) -> None:
    add(ledger, a_report())
    assert "Millford" in ledger.view().find("millford").reports[0]["snippet"]


def test_words_of_replaced_claims_are_found_no_more(ledger: Ledger) -> None:
    report = a_report()
    with ledger.writer() as writer:
        writer.add(report, two_claims(report))
        writer.add(report, two_claims(report)[:1])
    assert ledger.view().find("Millford").claims == ()


@pytest.mark.parametrize("words", ["", "  ", "- *"])
def test_no_word_is_no_search(ledger: Ledger, words: str) -> None:
    with pytest.raises(UsageError):
        ledger.view().find(words)
