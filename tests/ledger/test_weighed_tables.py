"""The tables of weighing by themselves: nouns as rows and back, numbers for words, places, what verify sees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from ledger_building import a_report, two_claims
from sqlalchemy import text

from claimline.errors import NotFound, UsageError
from claimline.ledger import Holder, KnownPlace, open_ledger, verify
from claimline.ledger.compact import (
    event_from,
    event_json,
    link_from,
    link_json,
    origin_from,
    origin_json,
    telling_from,
    telling_json,
)
from claimline.ledger.numbers import among, hashed, placed
from claimline.ledger.places import keep_places, known_place, places_within
from claimline.ledger.tables import reports
from claimline.model import Figure, Part, Span, Spot, Teller, Telling
from claimline.model.event import Event, Join
from claimline.model.story import Origin, StoryLink
from claimline.pipeline.weighing import WeighConfig, weigh

SPOT = Spot("from", "Old “Mill” \ud800", "geonames:1", "settlement", 50.25, 36.5, 2.0, "UA", ("geonames:2",))
TELLING = Telling(
    report="0123456789abcdef",
    claim="c1",
    known="2024-05-16",
    kind="casualties.killed",
    text="12 people – killed",
    outlet="Wire",
    credits=("Post", "Herald"),
    speaker=Teller("the mayor", "office", None, "mayor"),
    chain=("Wire", "the mayor"),
    actor=Teller("a column", "group", "a-side"),
    places=(SPOT, replace(SPOT, id=None, inside=())),
    first_day="2024-05-13",
    last_day="2024-05-14",
    precision="day",
    figures=(Figure("killed", "people", 12, None, True, "at least 12"),),
    confidence=0.1 + 0.2,
    span=(3, 14),
    context="They say 12 people – killed.",
)


def test_nouns_come_back_as_they_were() -> None:
    for telling in (TELLING, Telling("r", "c", "2024-01-01", "clash", "words")):
        assert telling_from(telling_json(telling)) == telling
    join = Join("a", "b", 1.25, (Part("place", 0.5, "the same"),))
    for event in (
        Event("e", "f", "k", ("a", "b"), (join,), SPOT, None, "2024-05-14", ("x",)),
        Event("e", "f", "k", ()),
    ):
        assert event_from(event_json(event)) == event
    link = StoryLink("l", "e", "edited", 0.75, (Part("kept", 0.75),), 0.5, (Span(3, 9),))
    assert link_from("l", "e", "edited", link_json(link)) == link
    origin = Origin("outlet:wire", None, "wire", "credits", ("x",))
    assert origin_from(origin_json(origin)) == origin


def test_numbers_for_words_fit_a_signed_column() -> None:
    stretches = (0, 1, 24_000, 2**15, 2**16 - 1)
    numbers = {placed(hashed(word), stretch) for word in ("a", "b", "\ud800") for stretch in stretches}
    assert len(numbers) == 3 * 5
    assert all(-(2**63) <= number < 2**63 for number in numbers)


def test_what_is_of_one_time_lies_together_in_an_index() -> None:
    pairs = [(stretch, placed(hashed(word), stretch)) for stretch in (24_000, 24_001) for word in "abcdefgh"]
    assert [stretch for stretch, _ in sorted(pairs, key=lambda pair: pair[1])] == [24_000] * 8 + [24_001] * 8


def test_many_values_in_one_parameter(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger, ledger.writer() as writer:
        ref = writer.add(a_report(), []).ref
        values = [f"{number}'\"\\" for number in range(5000)]
        with ledger.engine.connect() as connection:
            query = reports.select().where(among(reports.c.ref, [*values, ref]))
            assert [row.ref for row in connection.execute(query)] == [ref]


def test_places_are_found_by_id_and_by_name_without_case_and_accents(tmp_path: Path) -> None:
    region, country = Holder("r:1", "North Oblast"), Holder("c:1", "Land")
    mill = KnownPlace("p:1", "Óldmill", "settlement", None, region, country)
    far = KnownPlace("p:2", "Oldmill", "settlement", None, None, country)
    with open_ledger(tmp_path / "ledger.db") as ledger, ledger.engine.begin() as connection:
        keep_places(connection, [KnownPlace("r:1", "North Oblast", "region", country=country), far])
        assert known_place(connection, " oldmill ") == far
        keep_places(connection, [mill])
        assert known_place(connection, "p:1") == mill
        assert str(mill) == "p:1 (Óldmill, in North Oblast, Land)"
        with pytest.raises(NotFound, match="several") as several:
            known_place(connection, "oldmill")
        assert "North Oblast" in str(several.value)
        with pytest.raises(NotFound) as near:
            known_place(connection, "Oldmil Ford")
        assert "Óldmill" in str(near.value)
        with pytest.raises(UsageError):
            known_place(connection, "  ")
        assert places_within(connection, "r:1") == ["p:1", "r:1"]
        assert places_within(connection, "c:1") == ["c:1", "p:1", "p:2", "r:1"]
        keep_places(connection, [replace(far, name="Newmill")])
        assert known_place(connection, "oldmill") == mill


DAMAGES = {
    "DELETE FROM event_members WHERE telling_key = (SELECT min(key) FROM tellings)": "in no event",
    "UPDATE tellings SET body = 'x' WHERE key = (SELECT min(key) FROM tellings)": "cannot be read",
    "UPDATE tellings SET known = '2020-01-01'": "columns differ",
    "UPDATE events SET kind = 'protest'": "columns differ",
    "UPDATE events SET size = 7": "size",
    "DELETE FROM telling_places WHERE place_id <> ''": "not found at",
    "DELETE FROM weighed_reports": "not among the weighed reports",
    "INSERT INTO event_redirects VALUES ('old', 'nowhere', 'then')": "not there",
    "INSERT INTO story_links VALUES (98, 99, 'copy', '[]')": "not weighed",
    "INSERT INTO judgements VALUES (1, 'j', 'merge', 'then', 'who', '', NULL)": "names no claim",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_verify_sees_what_weighing_did_not_write(tmp_path: Path, gazetteer_file: Path, damage: str) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        with ledger.writer() as writer:
            writer.add(a_report(), two_claims(a_report()))
        weigh(ledger, WeighConfig(gazetteer=gazetteer_file))
        assert list(verify(ledger)) == []
        with ledger.engine.begin() as connection:
            connection.execute(text(damage))
        assert any(DAMAGES[damage] in problem.what for problem in verify(ledger))


def test_a_report_that_is_taken_out_leaves_the_copies_of_its_text(tmp_path: Path, gazetteer_file: Path) -> None:
    one, other = a_report(), a_report(outlet="Other Wire")
    with open_ledger(tmp_path / "ledger.db") as ledger, ledger.writer() as writer:
        refs = [writer.add(report, two_claims(report)).ref for report in (one, other)]
        weigh(ledger, WeighConfig(gazetteer=gazetteer_file))
        for left, ref in zip((1, 0), refs, strict=True):
            assert writer.remove(ref) == ref
            counts = ledger.view().counts()
            assert (counts.reports, counts.originals, counts.claims) == (left, left, 2 * left)
            assert ledger.weighing().waiting() == 1
            weigh(ledger, WeighConfig(gazetteer=gazetteer_file))
            assert list(verify(ledger)) == []
        with ledger.engine.connect() as connection:
            for table in ("tellings", "telling_places", "telling_blocks", "events", "weighed_reports", "report_bands"):
                assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0, table
        with pytest.raises(NotFound):
            writer.remove(refs[0])
