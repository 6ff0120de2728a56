"""Versions of one report, and the bytes that reports came in as."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from ledger_building import TEXT, a_claim, a_report, two_claims
from sqlalchemy import text as sql

from claimline.errors import LedgerError, NotFound, UsageError
from claimline.ledger import ClaimFilter, Ledger, open_ledger, verify
from claimline.ledger.migrations import steps
from claimline.ledger.move import move
from claimline.ledger.succession import renewed
from claimline.model import Claim, Report
from claimline.model.original import Original
from claimline.model.record import claim_record

URL = "https://wire.example/market"
MORE = TEXT + " Later, a second shell fell on the station."
FEWER = TEXT.replace(" Northern forces took Millford, the army’s spokesman claimed.", " The army did not comment.")


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with open_ledger(place) as opened:
        yield opened
        assert list(verify(opened)) == []


def claims_in(report: Report) -> list[Claim]:
    """The claims of TEXT that the words of this report still have."""
    if "took Millford" in report.text:
        return two_claims(report)
    return [a_claim(report, "12 people were killed when shells hit the market", "casualties.killed")]


def add(ledger: Ledger, report: Report, day: int = 17, claims: list[Claim] | None = None) -> str:
    with ledger.writer(clock=lambda: datetime(2024, 5, day, 8, tzinfo=UTC)) as writer:
        return writer.add(report, claims_in(report) if claims is None else claims).ref


def toll(report: Report, people: int) -> Claim:
    return a_claim(report, f"{people} people were killed when shells hit the market", "casualties.killed")


def test_another_text_at_one_address_is_a_version(ledger: Ledger) -> None:
    old, new = a_report(url=URL), a_report(MORE, url=URL)
    refs = [add(ledger, old, 17), add(ledger, new, 18)]
    for ref in refs:
        first, second = ledger.view().versions(ref)
        assert (first.ref, first.superseded_at, first.by) == (refs[0], "2024-05-18T08:00:00Z", refs[1])
        assert (second.ref, second.superseded_at, second.by) == (refs[1], None, None)
        assert (second.gone, second.added) == ((), ("Later, a second shell fell on the station.",))
        assert (second.kept, second.claims) == (2, ())
    assert ledger.view().counts().claims == 4, "both stay"


def test_what_a_later_version_dropped_is_withdrawn_and_stays(ledger: Ledger) -> None:
    old = a_report(url=URL)
    killed, taken = (claim_record(claim) for claim in two_claims(old))
    add(ledger, old, 17)
    assert ledger.view().superseded([killed["id"], taken["id"]]) == {}
    ref = add(ledger, new := a_report(FEWER, url=URL), 18, [toll(a_report(FEWER, url=URL), 12)])
    _, second = ledger.view().versions(ref)
    assert second.gone == ("Northern forces took Millford, the army’s spokesman claimed.",)
    became = {change.became: change for change in second.claims}
    assert became["withdrawn"].claim == taken["id"]
    marks = ledger.view().superseded([killed["id"], taken["id"], toll(new, 12).id])
    assert (marks[taken["id"]].became, marks[taken["id"]].successor) == ("withdrawn", None)
    assert (marks[taken["id"]].by, marks[taken["id"]].at) == (ref, "2024-05-18T08:00:00Z")
    assert ledger.view().claim(taken["id"]) == taken, "it stays a claim of its day"
    assert marks.keys() == {killed["id"], taken["id"]}


def test_another_number_is_a_change_and_leads_to_the_new_claim(ledger: Ledger) -> None:
    old, new = a_report(url=URL), a_report(TEXT.replace("12 people", "14 people"), url=URL)
    add(ledger, old, 17, [toll(old, 12)])
    add(ledger, new, 18, [toll(new, 14)])
    mark = ledger.view().superseded([toll(old, 12).id])[toll(old, 12).id]
    assert (mark.became, mark.successor) == ("changed", toll(new, 14).id)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({"url": URL}, {"url": URL}, True),
        ({"url": URL}, {"url": URL, "published": date(2024, 5, 17)}, True),
        ({"url": URL}, {"url": URL, "published": date(2024, 5, 15)}, False),
        ({"url": URL}, {"url": URL, "outlet": "Hill Gazette"}, False),
        ({"url": URL}, {"url": URL + "?page=2"}, False),
        ({"given_id": "r1"}, {"given_id": "r1"}, True),
        ({"given_id": "r1"}, {"given_id": "r2"}, False),
        ({"given_id": "r1"}, {"given_id": "r1", "outlet": "Hill Gazette"}, False),
        ({}, {}, False),
    ],
)
def test_which_are_versions(ledger: Ledger, first: dict[str, Any], second: dict[str, Any], same: bool) -> None:
    add(ledger, a_report(**first))
    ref = add(ledger, a_report(MORE, **second))
    assert bool(ledger.view().versions(ref)) is same


def test_an_address_with_other_stories_has_no_versions(ledger: Ledger) -> None:
    add(ledger, a_report(url=URL))
    other = a_report("Nothing of the kind was said by anybody at all today.", url=URL)
    assert ledger.view().versions(add(ledger, other, claims=[])) == ()


def test_three_versions_are_a_chain_and_one_taken_out_is_closed(ledger: Ledger) -> None:
    texts = (TEXT, MORE, MORE + " Trains were stopped.")
    refs = [add(ledger, a_report(text, url=URL), 17 + number) for number, text in enumerate(texts)]
    assert [one.ref for one in ledger.view().versions(refs[1])] == refs
    ledger.writer().remove(refs[1])
    first, last = ledger.view().versions(refs[0])
    assert (first.by, last.ref, last.added_count) == (refs[2], refs[2], 2)
    ledger.writer().remove(refs[2])
    assert ledger.view().versions(refs[0]) == ()
    assert ledger.view().superseded([two_claims(a_report(url=URL))[0].id]) == {}


def test_read_again_what_became_of_claims_is_told_anew(ledger: Ledger) -> None:
    old, new = a_report(url=URL), a_report(MORE, url=URL)
    taken = two_claims(old)[1].id
    add(ledger, old)
    add(ledger, new, claims=two_claims(new)[:1])
    assert ledger.view().superseded([taken])[taken].became == "withdrawn"
    add(ledger, new, claims=two_claims(new))
    assert ledger.view().superseded([taken])[taken].became == "kept"


def test_a_copy_elsewhere_holds_on_to_its_claims(ledger: Ledger) -> None:
    add(ledger, a_report(url=URL))
    add(ledger, a_report(outlet="Hill Gazette"))
    add(ledger, a_report(FEWER, url=URL), claims=[])
    assert ledger.view().superseded(claim.id for claim in two_claims(a_report())) == {}


def test_a_version_that_nobody_read_withdraws_nothing(ledger: Ledger) -> None:
    add(ledger, a_report(url=URL))
    ref = add(ledger, a_report(MORE, url=URL, language="uk"), claims=[])
    assert len(ledger.view().versions(ref)) == 2
    assert ledger.view().superseded(claim.id for claim in two_claims(a_report())) == {}


def test_no_claim_takes_two_places() -> None:
    old, new = a_report(), a_report(TEXT.replace("12 people", "14 people"))
    became = renewed([claim_record(toll(old, 12)), claim_record(toll(old, 12))][:1], [claim_record(toll(new, 14))])
    assert list(became.values()) == [("changed", toll(new, 14).id)]
    both = [claim_record(claim) for claim in (toll(old, 12), a_claim(old, "12 people were killed", "casualties.dead"))]
    assert sorted(status for status, _ in renewed(both, [claim_record(toll(new, 14))]).values()) == [
        "changed",
        "withdrawn",
    ]


def test_versions_of_an_older_ledger_are_found(place: str) -> None:
    """What step 8 does to reports that were there, here with its tables emptied first."""
    with open_ledger(place) as ledger:
        refs = [add(ledger, a_report(url=URL), 17), add(ledger, a_report(MORE, url=URL), 18)]
        with ledger.engine.begin() as connection:
            later = ("audit", "grants", "accounts", "weighed_turns")  # of the steps after it
            for table in (*later, "superseded_claims", "report_versions", "report_raws", "raw_originals"):
                connection.execute(sql(f"DROP TABLE {table}"))
            connection.execute(sql("ALTER TABLE reports DROP COLUMN author"))
            connection.execute(sql("DELETE FROM migrations WHERE number >= 8"))
    with open_ledger(place) as ledger:
        assert ledger.schema == steps()[-1].number
        assert [one.ref for one in ledger.view().versions(refs[0])] == refs
        assert ledger.view().report(refs[0])["author"] is None
        assert list(verify(ledger)) == []


# What reports came in as

PAGE = b"<html><body><p>" + TEXT.encode() + b"</p></body></html>"


def keep(ledger: Ledger, report: Report, data: bytes, kind: str = "page") -> str:
    with ledger.writer() as writer:
        return writer.add(report, claims_in(report), None, Original.of(data, kind)).ref


def test_the_bytes_come_back_and_are_kept_once(ledger: Ledger) -> None:
    refs = [keep(ledger, a_report(), PAGE), keep(ledger, a_report(MORE), PAGE)]
    assert [ledger.view().raw(ref) for ref in refs] == [PAGE, PAGE]
    assert count(ledger, "raw_originals") == 1
    ledger.writer().remove(refs[0])
    assert ledger.view().raw(refs[1]) == PAGE
    ledger.writer().remove(refs[1])
    assert count(ledger, "raw_originals") == 0


def count(ledger: Ledger, table: str) -> int:
    with ledger.engine.connect() as connection:
        return int(connection.execute(sql(f"SELECT count(*) FROM {table}")).scalar_one())


def test_a_report_has_the_first_original_of_each_kind(ledger: Ledger) -> None:
    ref = keep(ledger, a_report(), PAGE)
    keep(ledger, a_report(), PAGE + b"<!-- fetched again -->")
    keep(ledger, a_report(), b"Subject: x\n\n" + TEXT.encode(), "mail")
    assert [one.kind for one in ledger.view().raws(ref)] == ["mail", "page"]
    assert ledger.view().raw(ref, "page") == PAGE
    with pytest.raises(UsageError, match="mail and page"):
        ledger.view().raw(ref)
    with pytest.raises(NotFound, match="pdf"):
        ledger.view().raw(ref, "pdf")


def test_without_an_original_there_is_the_text(ledger: Ledger) -> None:
    assert ledger.view().raw(add(ledger, a_report())) == TEXT.encode()


def test_a_damaged_original_is_found(place: str) -> None:
    with open_ledger(place) as ledger:
        ref = keep(ledger, a_report(), PAGE)
        with ledger.engine.begin() as connection:
            packed = {"packed": zlib.compress(PAGE + b" ")}
            connection.execute(sql("UPDATE raw_originals SET packed = :packed"), packed)
        assert [problem.where[:13] for problem in verify(ledger)] == ["raw_originals"]
        with pytest.raises(LedgerError, match="hash differs"):
            ledger.view().raw(ref)


def test_originals_and_versions_move(place: str, tmp_path: Path) -> None:
    with open_ledger(place) as source, open_ledger(tmp_path / "copy.db") as target:
        refs = [keep(source, a_report(url=URL), PAGE), keep(source, a_report(MORE, url=URL), PAGE)]
        list(move(source, target))
        assert target.view().raw(refs[0]) == PAGE
        assert target.view().versions(refs[0]) == source.view().versions(refs[0])
        assert list(verify(target)) == []


def test_an_author_is_kept_and_filled_in(ledger: Ledger) -> None:
    ref = add(ledger, a_report())
    claims = list(ledger.view().claims(ClaimFilter()))
    weighing = ledger.weighing().waiting()
    assert add(ledger, a_report(author="Ann Writer")) == ref
    assert ledger.view().report(ref)["author"] == ledger.view().original(ref).author == "Ann Writer"
    assert list(ledger.view().claims(ClaimFilter())) == claims
    assert ledger.weighing().waiting() == weighing
    add(ledger, replace(a_report(), author=None))
    assert ledger.view().report(ref)["author"] == "Ann Writer"
