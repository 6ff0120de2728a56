"""Judgements on claims in a ledger, whatever database keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from ledger_building import TEXT, a_claim, a_place, a_report, numbered_report, two_claims
from reviews_building import TAKEN, Desk, add_toll, again, opened_desk

from claimline.errors import Conflict, NotFound, UsageError
from claimline.ledger import ClaimFilter, verify
from claimline.ledger.identity import report_ref
from claimline.model import Claim, Report
from claimline.model.record import claim_record


@pytest.fixture
def desk(place: str) -> Iterator[Desk]:
    with opened_desk(place) as opened:
        yield opened


@pytest.fixture
def toll(desk: Desk) -> str:
    return add_toll(desk)


def test_a_claim_is_open_until_it_is_judged(desk: Desk, toll: str) -> None:
    assert desk.status(toll) == "open"
    assert desk.rows() == []
    judgement = desk.judge.accept(toll[:8], who="Ann", note="read twice")
    assert (judgement.verb, judgement.who, judgement.note) == ("accept", "Ann", "read twice")
    review = desk.reviews.status([toll])[toll]
    assert (review.status, review.judgement, review.who, review.at) == ("accepted", judgement.id, "Ann", judgement.at)
    assert desk.status(TAKEN) == "open"
    assert desk.reviews.history(toll) == (judgement,)
    assert desk.reviews.history(TAKEN) == ()
    assert desk.reviews.status(["unknown"]) == {}


def test_the_last_that_stands_decides_and_undoing_goes_back(desk: Desk, toll: str) -> None:
    first = desk.judge.accept(toll, who="Ann")
    second = desk.judge.reject(toll, who="Bob")
    review = desk.reviews.status([toll])[toll]
    assert (review.status, review.judgement, review.disputed) == ("rejected", second.id, True)
    undone = desk.judge.undo(second.id, who="Bob")
    assert (undone.id, undone.undone_by) == (second.id, "Bob")
    review = desk.reviews.status([toll])[toll]
    assert (review.status, review.judgement, review.disputed) == ("accepted", first.id, False)
    desk.judge.undo(who="Ann")
    assert desk.status(toll) == "open"
    assert desk.rows() == []
    assert [one.undone_by for one in desk.reviews.history(toll)] == ["Ann", "Bob"]
    with pytest.raises(NotFound):
        desk.judge.undo(who="Ann")


def test_a_fix_keeps_the_programs_record_and_says_what_it_sets(desk: Desk, toll: str) -> None:
    before = desk.ledger.view().claim(toll)
    judgement = desk.judge.fix(toll, {"killed": "14", "day": "2024-05-14"}, who="Ann")
    assert {change.slot: change.given for change in judgement.changes} == {"killed": "14", "day": "2024-05-14"}
    assert desk.judge.history() == desk.reviews.history(toll) == (judgement,)
    assert desk.status(toll) == "fixed"
    assert desk.ledger.view().claim(toll) == before
    desk.judge.accept(toll, who="Bob")
    review = desk.reviews.status([toll])[toll]
    assert (review.status, review.who, review.disputed) == ("fixed", "Bob", False)


def test_places_are_those_that_the_ledger_or_a_gazetteer_knows(desk: Desk, toll: str) -> None:
    fixed = desk.judge.fix(TAKEN, {"place": "geonames:1"}, who="Ann")
    (value,) = fixed.changes[0].value
    assert (value["name"], value["lat"], value["precision"]) == ("Oldbridge", 50.25, "settlement")
    with pytest.raises(UsageError, match="no place of this id"):
        desk.judge.fix(TAKEN, {"place": "geonames:2"}, who="Ann")
    places = {"geonames:2": {**value, "id": "geonames:2", "name": "Millford"}}
    judge = desk.ledger.judge(clock=desk.clock, places=places.get)
    assert judge.fix(TAKEN, {"place": "geonames:2"}, who="Ann").changes[0].value[0]["name"] == "Millford"
    assert len(desk.judge.history()) == 2, "what was refused left nothing"


@pytest.mark.parametrize("verb", ["accept", "reject"])
def test_what_cannot_be_judged(desk: Desk, toll: str, verb: str) -> None:
    judging = getattr(desk.judge, verb)
    with pytest.raises(NotFound):
        judging("0000", who="Ann")
    with pytest.raises(NotFound, match="no report"):
        judging(f"0000:{toll}", who="Ann")
    with pytest.raises(UsageError, match="name of who"):
        judging(toll, who=" ")
    with pytest.raises(NotFound):
        desk.reviews.history("0000")
    assert desk.judge.history() == ()


def test_who_judges_what_somebody_judged_meanwhile_is_told(desk: Desk, toll: str) -> None:
    first = desk.judge.accept(toll, who="Ann", expects="")
    with pytest.raises(Conflict, match="Ann judged this claim meanwhile") as raised:
        desk.judge.reject(toll, who="Bob", expects="")
    assert (raised.value.http_status, raised.value.where) == (409, toll)
    second = desk.judge.fix(toll, {"killed": "3"}, who="Bob", expects=first.id)
    desk.judge.undo(second.id, who="Bob")
    desk.judge.undo(first.id, who="Ann")
    with pytest.raises(Conflict, match="undone meanwhile"):
        desk.judge.reject(toll, who="Bob", expects=first.id)
    assert len(desk.judge.history()) == 2
    desk.judge.reject(toll, who="Bob")


def test_copies_of_a_text_are_judged_together_or_one_by_one(desk: Desk, toll: str) -> None:
    other = a_report(outlet="Hill Gazette")
    ref = desk.add(other, two_claims(other))
    assert len(desk.judge.accept(toll, who="Ann").subjects) == 2
    (subject,) = desk.judge.reject(f"{ref[:9]}:{toll[:9]}", who="Bob").subjects
    assert subject == f"{ref}:{toll}"
    found = desk.reviews.status([toll, f"{ref}:{toll}", f"{report_ref(a_report())}:{toll}"])
    assert [one.status for one in found.values()] == ["accepted", "rejected", "accepted"]
    third = a_report(outlet="Plain Dealer")
    desk.add(third, two_claims(third))
    key = f"{report_ref(third)}:{toll}"
    assert desk.status(key) == "rejected", "a copy that comes later has the same words: the last verdict counts"
    desk.judge.accept(key, who="Ann")
    assert [one.status for one in desk.reviews.status(found).values()] == ["accepted", "rejected", "accepted"]


def test_a_judgement_follows_its_claim_to_a_newer_reading(desk: Desk, toll: str) -> None:
    judgement = desk.judge.accept(toll, who="Ann")
    newer = again(two_claims(a_report()), confidence=0.4)
    desk.add(a_report(), newer)
    assert newer[0].id != toll
    review = desk.reviews.status([newer[0].id])[newer[0].id]
    assert (review.status, review.judgement) == ("accepted", judgement.id)
    assert desk.reviews.history(newer[0].id) == desk.reviews.history(toll) == (judgement,)
    third = again(two_claims(a_report()), kind="casualties")
    desk.add(a_report(), third)
    assert desk.reviews.status([third[0].id])[third[0].id].reopened.endswith("changed: kind")
    desk.add(a_report(), two_claims(a_report()))
    assert desk.status(toll) == "accepted", "the reading that was judged is back"


def test_what_was_judged_and_is_read_otherwise_is_open_again_and_first_in_the_queue(desk: Desk, toll: str) -> None:
    for verb in ("accept", "reject"):
        judgement = getattr(desk.judge, verb)(toll, who="Ann")
        newer = again(two_claims(a_report()), places=(a_place(a_report(), "Millford", "geonames:7"),))
        desk.add(a_report(), newer)
        review = desk.reviews.status([newer[0].id])[newer[0].id]
        assert (review.status, review.reopened) == ("open", "since it was judged, this has changed: places")
        first, second = desk.reviews.due()
        assert (first.claim, first.reopened, first.judgement) == (newer[0].id, review.reopened, judgement.id)
        assert (second.claim, second.reopened, second.judgement) == (TAKEN, "", None)
        desk.add(a_report(), two_claims(a_report()))


def test_a_fixed_slot_stays_fixed_whatever_the_newer_reader_says_of_it(desk: Desk, toll: str) -> None:
    desk.judge.fix(toll, {"place": "geonames:1", "killed": "14", "kind": "damage"}, who="Ann")
    newer = again(two_claims(a_report()), quantities=(), places=(a_place(a_report(), "Millford", "geonames:7"),))
    desk.add(a_report(), newer)
    assert desk.status(newer[0].id) == "fixed"


def test_a_claim_that_is_no_longer_read_stays_known(desk: Desk, toll: str) -> None:
    desk.judge.accept(toll, who="Ann", note="sure")
    assert desk.reviews.lost() == ()
    desk.add(a_report(), two_claims(a_report())[1:])
    (lost,) = desk.reviews.lost()
    assert (lost.verb, lost.claim, lost.quote, lost.gone) == (
        "accept",
        toll,
        two_claims(a_report())[0].evidence[0].of(TEXT),
        False,
    )
    assert lost.report["outlet"] == "Test Wire"
    assert [one.note for one in desk.reviews.history(toll)] == ["sure"]
    with desk.ledger.writer() as writer:
        writer.remove(report_ref(a_report()))
    (lost,) = desk.reviews.lost()
    assert lost.gone
    desk.add(a_report(), two_claims(a_report()))
    assert desk.reviews.lost() == ()
    assert desk.status(toll) == "accepted"
    desk.judge.undo(who="Ann")
    desk.add(a_report(), [])
    assert desk.reviews.lost() == (), "what was undone stands no more"


URL = "https://example.org/river-towns"


def version(toll: str = "12 people", **facts: Any) -> tuple[Report, list[Claim]]:
    """The report at URL with another toll in its text, and the two claims in it, control last."""
    report = a_report(TEXT.replace("12 people", toll), url=URL, **facts)
    words = f"{toll} were killed when shells hit the market"
    place = a_place(report, "Millford", None)
    return report, [
        a_claim(report, words, "casualties.killed"),
        a_claim(report, "Northern forces took Millford", "control.taken", places=(place,)),
    ]


def test_a_changed_source_text_opens_what_was_judged_again(desk: Desk) -> None:
    first, claims = version()
    desk.add(first, claims)
    for claim in claims:
        desk.judge.accept(claim.id, who="Ann")
    second, others = version("14 people", published=date(2024, 5, 17))
    desk.add(second, others)
    assert [desk.status(claim.id) for claim in others] == ["open", "accepted"], "one sentence is the same"
    gone, kept = desk.reviews.status([claim.id for claim in claims]).values()
    assert gone.status == "open"
    assert gone.reopened == "the report was changed on 2024-06-01, and these words are no longer in it"
    assert kept.status == "accepted"
    desk.judge.accept(claims[0].id, who="Ann")
    assert desk.status(claims[0].id) == "accepted", "judged again, knowing"
    with desk.ledger.writer(clock=desk.clock) as writer:
        writer.remove(report_ref(second))
    assert desk.status(claims[1].id) == "accepted"


def test_only_another_version_of_the_same_report_opens_it(desk: Desk) -> None:
    first, claims = version()
    desk.add(first, claims)
    desk.judge.accept(claims[0].id, who="Ann")
    elsewhere, others = version("14 people", outlet="Hill Gazette")
    desk.add(elsewhere, others)
    older, _ = version("a dozen people", published=date(2024, 5, 1))
    desk.add(older, [])
    assert desk.status(claims[0].id) == "accepted"
    assert desk.status(others[0].id) == "open"


def test_an_address_of_many_reports_is_not_that_of_one(desk: Desk) -> None:
    first, claims = version()
    desk.add(first, claims)
    desk.judge.accept(claims[0].id, who="Ann")
    other = a_report("Nothing of the kind was said by anybody at all today.", url=URL)
    desk.add(other, [])
    assert desk.status(claims[0].id) == "accepted", "another text altogether"
    desk.add(version("14 people")[0], [])
    assert desk.status(claims[0].id) == "open"
    many = [version(f"{number} people")[0] for number in range(100, 125)]
    refs = [desk.add(report, []) for report in many]
    assert desk.status(claims[0].id) == "accepted", "a channel"
    with desk.ledger.writer() as writer:
        for ref in refs:
            writer.remove(ref)
    assert desk.status(claims[0].id) == "open"


def test_undoing_reaches_copies_when_the_report_itself_is_gone(desk: Desk, toll: str) -> None:
    desk.judge.accept(toll, who="Ann")
    copy = a_report(outlet="Hill Gazette")
    desk.add(copy, two_claims(copy))
    with desk.ledger.writer() as writer:
        writer.remove(report_ref(a_report()))
    assert desk.status(toll) == "accepted"
    desk.judge.undo(who="Ann")
    assert desk.status(toll) == "open"


def test_of_two_who_judge_at_once_one_is_told(desk: Desk, toll: str) -> None:
    def judge(who: str) -> str:
        try:
            return desk.ledger.judge().accept(toll, who=who, expects="").who
        except Conflict as conflict:
            return conflict.what.split()[0]

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(judge, ("Ann", "Bob"))
    assert first == second
    assert len(desk.judge.history()) == 1


def test_the_weighing_queue_has_what_was_judged(desk: Desk, toll: str, gazetteer_file: Path) -> None:
    from claimline.pipeline.weighing import WeighConfig, weigh

    number, claims = numbered_report(1)
    desk.add(number, claims)
    config = WeighConfig(gazetteer=gazetteer_file)
    weigh(desk.ledger, config)
    for verb in ("reject", "undo", "fix"):
        assert desk.ledger.weighing().waiting() == 0
        if verb == "reject":
            desk.judge.reject(toll, who="Ann")
        elif verb == "undo":
            desk.judge.undo(who="Ann")
        else:
            desk.judge.fix(toll, {"killed": "3"}, who="Ann")
        assert desk.ledger.weighing().waiting() == 1
        weigh(desk.ledger, config)
        assert list(verify(desk.ledger)) == []


def test_what_is_due(desk: Desk, toll: str, gazetteer_file: Path) -> None:
    from claimline.pipeline.weighing import WeighConfig, weigh

    unweighed = [one.claim for one in desk.reviews.due()]
    assert sorted(unweighed) == sorted([toll, TAKEN])
    weigh(desk.ledger, WeighConfig(gazetteer=gazetteer_file))
    first, second = desk.reviews.due()
    assert (first.claim, second.claim) == (TAKEN, toll)
    assert {part.name for part in first.parts} >= {"control", "unresolved", "speaker"}
    assert first.score == pytest.approx(sum(part.value for part in first.parts), abs=0.001)
    assert first.record == claim_record(two_claims(a_report())[1])
    assert first.context == "Northern forces took Millford, the army’s spokesman claimed."
    assert [one.claim for one in desk.reviews.due(limit=1)] == [TAKEN]
    assert [one.claim for one in desk.reviews.due(filters=ClaimFilter(family="casualties"))] == [toll]
    assert desk.reviews.due(filters=ClaimFilter(outlet="Nobody")) == ()
    desk.judge.accept(TAKEN, who="Ann")
    assert [one.claim for one in desk.reviews.due()] == [toll]
    weigh(desk.ledger, WeighConfig(gazetteer=gazetteer_file))
    assert [one.claim for one in desk.reviews.due()] == [toll]
    desk.judge.undo(who="Ann")
    assert [one.claim for one in desk.reviews.due()] == [TAKEN, toll]
