"""People, aid and coverage as tables, rows and records."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

import pytest

from claimline.model import Figure, Spot, Teller, Telling
from claimline.model.coverage import Gap, ReportSeen
from claimline.model.event import Event
from claimline.model.toll import AidPicture, Bounds, People, Scope
from claimline.picturing.aid import aid
from claimline.picturing.casualties import casualties
from claimline.picturing.coverage import coverage, coverage_gaps
from claimline.picturing.damage import damage
from claimline.picturing.displacement import flows, stocks
from claimline.publishing.aid import aid_csv, aid_record, aid_table
from claimline.publishing.coverage import bars, coverage_csv, coverage_record, coverage_table
from claimline.publishing.formats import Options
from claimline.publishing.jsonl import dumps
from claimline.publishing.tolls import bounds_words, people_csv, people_record
from claimline.publishing.tolls_table import people_table

BILKA = Spot("at", "Bilka", "geonames:1", "settlement", inside=("geonames:9001",))
SCOPE = Scope(
    frozenset({"geonames:9001"}), name="Bilka region", since="2024-05-01", until="2024-05-31", known="2024-06-10"
)
ARMY_ONE, ARMY_TWO = Teller("Army One", "organisation", "russia"), Teller("Army Two", "organisation", "ukraine")


def a_telling(name: str, kind: str, text: str, *numbers: Figure, **more: Any) -> Telling:
    return Telling(name, "c", "2024-05-10", kind, text, places=(BILKA,), figures=numbers, **more)


def killed(number: float, words: str, of: Any = "killed", unit: str = "people", top: float | None = 0) -> Figure:
    return Figure(of, unit, number, number if top == 0 else top, text=words)


TELLINGS = [
    a_telling("a", "casualties.killed", "at least 12 people were killed", killed(12, "at least 12", top=None)),
    a_telling("b", "casualties.killed", "5 soldiers were killed", killed(5, "5"), speaker=ARMY_TWO, target=ARMY_TWO),
    a_telling("c", "casualties.killed", "it killed 40 soldiers", killed(40, "40"), speaker=ARMY_ONE, target=ARMY_TWO),
    a_telling("d", "casualties.killed", "14,000 people killed since 2014", killed(14000, "14,000")),
    a_telling("e", "casualties.injured", "several people were injured"),
    a_telling("f", "displacement.fled", "300 people fled", killed(300, "300", "displaced")),
    a_telling("g", "displacement.stock", "9,000 people are displaced", killed(9000, "9,000", "displaced")),
    a_telling("h", "damage", "50 homes burned", killed(50, "50", "other", "homes")),
]


def events(tellings: Iterable[Telling]) -> list[tuple[Event, list[Telling]]]:
    return [(Event(f"event-{t.report}", t.family, t.kind, (t.key,)), [t]) for t in tellings]


@pytest.fixture
def picture() -> People:
    told = events(TELLINGS)
    reports = [ReportSeen(f"r{n}", "North Post", f"2024-0{3 + n // 30}-{n % 30 + 1:02}") for n in range(60)]
    return People(
        SCOPE,
        casualties(told, SCOPE),
        flows(told, SCOPE),
        stocks(told, SCOPE),
        damage(told, SCOPE),
        coverage_gaps(reports, on="2024-05-31"),
    )


def page(picture: People, **more: bool) -> str:
    out = io.StringIO()
    people_table(picture, out, Options(), **more)
    return out.getvalue()


def test_people_fit_100_columns(picture: People) -> None:
    assert max(map(len, page(picture, damage=True).splitlines())) <= 100


def test_people_say_who_says_so_and_keep_the_other_side_apart(picture: People) -> None:
    lines = [" ".join(line.split()) for line in page(picture).splitlines()]
    assert "People · Bilka region · 2024-05-01 to 2024-05-31 · as known on 2024-06-10" in lines
    assert "people killed all that is told 2 17 17 or more" in lines
    assert "outlets in their own words 1 12 12 or more" in lines
    assert "Ukraine says 1 5 5" in lines
    assert "apart: Russia of another side 1 40 40" in lines


def test_people_say_what_is_left_out_and_why(picture: People) -> None:
    text = " ".join(page(picture).split())
    assert "14,000 people killed: “since”: a total" in text
    assert "1 event told without a number." in text
    assert "* 3 events without a day of its own: at the day of the first report." in text
    assert "No reports from North Post since 2024-05-01 (31 days; 30 days with reports would be usual)" in text
    assert "a gap in coverage, not calm" in text


def test_stocks_and_flows_stand_under_headings_of_their_own(picture: People) -> None:
    flow, _, stock = page(picture).partition("Displacement: stocks")
    assert "300" in flow
    assert "9,000 people" in stock


def test_damage_only_where_it_is_asked_for(picture: People) -> None:
    assert "homes" not in page(picture)
    assert "homes damaged" in page(picture, damage=True)


def test_nothing_told_says_so() -> None:
    empty = People(SCOPE, casualties([], SCOPE), flows([], SCOPE), (), damage([], SCOPE))
    assert page(empty).count("no number that counts is told of this place and time") == 2


def test_people_as_a_record_name_events_and_tellings(picture: People) -> None:
    record = json.loads(dumps(people_record(picture)))
    assert record["scope"]["places"] == ["geonames:9001"]
    total = next(t for t in record["casualties"]["totals"] if t["measure"]["of"] == "people")
    assert total["events"] == ["event-a", "event-b", "event-c"]
    assert total["keys"] == ["a:c", "b:c", "c:c"]
    assert total["bounds"] == {"low": 17, "high": 17, "open": True}
    assert [stock["key"] for stock in record["stocks"]] == ["g:c"]
    assert record["gaps"][0]["outlet"] == "North Post"


def test_people_as_rows(picture: People) -> None:
    out = io.StringIO()
    people_csv(picture, out)
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    total = next(r for r in rows if r["level"] == "total" and r["what"] == "killed" and r["of"] == "people")
    assert (total["low"], total["high"], total["open"], total["tellings"]) == ("17", "17", "yes", "a:c b:c c:c")
    levels = {(row["section"], row["level"]) for row in rows}
    assert {
        ("casualties", "running total"),
        ("casualties", "total about another side"),
        ("displacement", "stock"),
    } <= levels
    assert {row["side"] for row in rows if row["level"] == "total about another side"} == {"russia"}


def test_aid_shows_stages_side_by_side() -> None:
    told = events(
        [
            a_telling(
                "a", "aid.military", "40 tanks", killed(40, "40", "vehicles", "tanks"), stage="promised", actor=ARMY_ONE
            ),
            a_telling(
                "b",
                "aid.military",
                "10 tanks",
                killed(10, "10", "vehicles", "tanks"),
                stage="delivered",
                actor=ARMY_ONE,
            ),
            a_telling("c", "aid.humanitarian", "aid", stage="blocked", polarity="negative"),
        ]
    )
    picture = AidPicture(SCOPE, aid(told, SCOPE))
    out, rows = io.StringIO(), io.StringIO()
    aid_table(picture, out, Options())
    aid_csv(picture, rows)
    lines = [" ".join(line.split()) for line in out.getvalue().splitlines()]
    assert "Russia → not named military 40 tanks 10 tanks" in lines
    assert "1 event, no" in out.getvalue()
    assert max(map(len, out.getvalue().splitlines())) <= 100
    assert "promised,military,tanks,russia" in rows.getvalue()
    assert json.loads(dumps(aid_record(picture)))["aid"]["totals"][0]["keys"] == ["a:c"]


def test_coverage_shows_every_day_and_every_gap_with_its_reasons() -> None:
    reports = [ReportSeen(f"r{n}", "North Post", f"2024-03-{n + 1:02}") for n in range(28)]
    covered = coverage([*reports, ReportSeen("x", None, "2024-03-02")], until="2024-04-02")
    out, rows = io.StringIO(), io.StringIO()
    coverage_table(covered, out, Options())
    coverage_csv(covered, rows)
    text = " ".join(out.getvalue().split())
    assert "North Post 28 2024-03-01 2024-03-28" in text
    assert "1 gap, silent now" in text
    assert "28 of the 28 days before had a report" in text
    assert "1 report without an outlet: nobody's silence can be seen in them." in text
    assert max(map(len, out.getvalue().splitlines())) <= 100
    parsed = list(csv.DictReader(io.StringIO(rows.getvalue())))
    assert len(parsed) == 33
    assert [row["day"] for row in parsed if row["in_gap"] == "yes"] == [
        f"2024-{d}" for d in ("03-29", "03-30", "03-31", "04-01", "04-02")
    ]
    record = json.loads(dumps(coverage_record(covered)))
    assert [gap["since"] for gap in record["gaps"]] == ["2024-03-29"]


def test_bars_leave_a_space_where_there_is_no_report_at_all() -> None:
    assert bars([("a", 8), ("c", 1)], ["a", "b", "c"]) == "█ ▁"


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (Bounds(12, 12), "12"),
        (Bounds(12, 12, open=True), "12 or more"),
        (Bounds(0, 30), "0 to 30"),
        (Bounds(12, 15, open=True), "12 to 15 or more"),
        (Bounds(2e9, 2e9), "2 billion"),
    ],
)
def test_ranges_in_words(bounds: Bounds, words: str) -> None:
    assert bounds_words(bounds) == words


def test_a_gap_that_began_after_the_period_is_not_told(picture: People) -> None:
    later = Gap("South Post", "2024-06-01", "2024-06-10", True, 10, 9.0, 1e-9, (), "2024-05-31")
    shown = page(People(SCOPE, picture.casualties, picture.flows, (), picture.damage, (later,)))
    assert "South Post" not in shown


def test_hostile_names_do_no_harm_at_a_terminal(picture: People) -> None:
    evil = Gap("\x1b[2JNorth\u202e", "2024-05-01", "2024-05-31", True, 31, 31.0, 1e-9, (), "2024-04-30")
    assert "\x1b" not in page(People(SCOPE, picture.casualties, picture.flows, (), picture.damage, (evil,)))
