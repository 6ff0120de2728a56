"""Pictures of a ledger: of a place, on a day, as known on a day, and the same for every side."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from weighing_building import FIRST, SIDES, Told, add, an_item, events_in, many_items, weigh

import claimline
from claimline.errors import LedgerError, NotFound, UsageError
from claimline.ledger import Item, Ledger, open_ledger
from claimline.model.coverage import ReportSeen
from claimline.model.weighed import TrackRecord
from claimline.picturing.coverage import coverage_gaps


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return many_items(28, 21)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, gazetteer_file: Path, items: list[Item]) -> Ledger:
    return a_ledger(tmp_path_factory.mktemp("full"), items, gazetteer_file)


def a_ledger(folder: Path, items: list[Item], gazetteer: Path) -> Ledger:
    ledger = open_ledger(folder / "ledger.db")
    add(ledger, items)
    weigh(ledger, gazetteer)
    return ledger


def everything(ledger: Ledger, on: str, known: str) -> dict[str, Any]:
    """All that a picture can show."""
    shown = claimline.picture(ledger, on=on, known=known)
    since = str(FIRST)
    return {
        "cases": shown.cases(),
        "region": shown.events(area="Kharkiv Oblast", kind="attack"),
        "control": shown.control(),
        "changes": shown.control(area="Ukraine", since=since),
        "history": shown.control_history(),
        "wider": shown.control_wider(),
        "people": shown.people(area="Ukraine", since=since),
        "aid": shown.aid(),
        "coverage": shown.coverage(),
        "records": shown.records(),
        "weighed": [shown.event(event.id) for event in shown.events()[:8]],
    }


@pytest.mark.parametrize("days", [0, 2, 5])
def test_nothing_learnt_later_leaks_in(
    full: Ledger, items: list[Item], tmp_path: Path, gazetteer_file: Path, days: int
) -> None:
    known = FIRST + timedelta(days=days)
    then = [item for item in items if item.report.published is not None and item.report.published <= known]
    assert 0 < len(then) < len(items)
    with a_ledger(tmp_path, then, gazetteer_file) as past:
        wanted = everything(past, str(known), str(known))
    found = everything(full, str(known), str(known))
    for name, value in wanted.items():
        assert found[name] == value, name


def test_a_later_judgement_does_not_leak_in(tmp_path: Path, items: list[Item], gazetteer_file: Path) -> None:
    with a_ledger(tmp_path, items, gazetteer_file) as ledger:
        last = str(FIRST + timedelta(days=20))
        before = claimline.picture(ledger, known=last).cases()
        first, *_, other = (event for event, _ in before)
        judge = ledger.judge(clock=lambda: datetime(2024, 6, 10, 12, tzinfo=UTC))
        judge.merge([first.id, other.id], who="A. Person")
        weigh(ledger, gazetteer_file)
        assert claimline.picture(ledger, known=last).cases() == before
        assert len(claimline.picture(ledger, known="2024-06-10").cases()) == len(before) - 1
        now = claimline.picture(ledger)
        assert (now.known, now.on) == ("2024-06-10", str(FIRST + timedelta(days=8)))


def test_today_is_what_was_stored(full: Ledger) -> None:
    shown = claimline.picture(full)
    assert {event.id: event for event in shown.events()} == events_in(full)
    assert shown.on == shown.known == str(FIRST + timedelta(days=8))
    assert shown.waiting == 0


def test_places_by_name_id_and_what_holds_them(full: Ledger) -> None:
    shown = claimline.picture(full)
    by_name = shown.events(place="VOVCHANSK ")
    assert by_name
    assert by_name == shown.events(place="geonames:689304")
    inside = {place for event in shown.events(area="Kharkiv Oblast") for place in [event.place and event.place.id]}
    assert "geonames:689304" in inside
    assert "geonames:695586" not in inside
    assert [state.name for state in shown.control(area="geonames:706482")] == ["Vovchansk"]
    everywhere = {event.id for event in shown.events()}
    assert {event.id for event in shown.events(area="Ukraine")} == everywhere


def test_days_and_kinds(full: Ledger) -> None:
    shown, day = claimline.picture(full), str(FIRST + timedelta(days=3))
    found = shown.cases(since=day, until=day, kind="attack.shelling")
    assert found
    for event, tellings in found:
        assert event.kind == "attack.shelling"
        assert any((t.first_day or t.known) <= day <= (t.last_day or t.known) for t in tellings)
    assert set(found) <= set(shown.cases(kind="attack"))


def test_names_that_mean_nothing_here(full: Ledger) -> None:
    shown = claimline.picture(full)
    with pytest.raises(NotFound) as none:
        shown.control(place="Vovchansc")
    assert "Vovchansk" in str(none.value)
    with pytest.raises(UsageError):
        shown.control(place="Sumy", area="Sumy")
    with pytest.raises(NotFound):
        shown.event("0123456789")


def test_another_spelling_of_a_place_is_that_place(
    full: Ledger, gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(gazetteer_file))
    shown = claimline.picture(full)
    for name in ("Vovchans'k", "Вовчанськ"):
        assert shown.control(place=name) == shown.control(place="Vovchansk")
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(gazetteer_file.parent / "none.sqlite"))
    with pytest.raises(NotFound):
        shown.control(place="Vovchans'k")
    assert not (gazetteer_file.parent / "none.sqlite").exists()


def test_one_name_of_several_places_asks_which(tmp_path: Path, gazetteer_file: Path) -> None:
    ids = ("geonames:694560", "geonames:694602")
    made = []
    for number, place_id in enumerate(ids):
        text = f"Dispatch {number}: shells hit a mill in Sumy."
        item = an_item(text, [Told("attack.shelling", "shells hit a mill in Sumy", "Sumy", FIRST)], "Wire", FIRST)
        (record,) = item.claims
        assert isinstance(record, dict)
        made.append(replace(item, claims=[{**record, "places": [{**record["places"][0], "id": place_id}]}]))
    with a_ledger(tmp_path, made, gazetteer_file) as ledger:
        with pytest.raises(NotFound) as several:
            claimline.picture(ledger).events(place="Semenivka")
        assert all(place_id in str(several.value) for place_id in ids)
        assert "Kharkiv Oblast" in str(several.value)


def test_an_event_not_known_yet_cannot_be_shown(full: Ledger) -> None:
    latest = claimline.picture(full).events()[-1]
    with pytest.raises(NotFound, match="by 2024-04-01"):
        claimline.picture(full, known="2024-04-01").event(latest.id)


def test_gaps_are_those_that_all_reports_show(tmp_path: Path, gazetteer_file: Path) -> None:
    words = "shells hit a mill in Sumy"
    made = []
    for outlet, days in (("Daily Wire", range(70)), ("Daily Post", range(100)), ("Rare Gazette", range(0, 90, 17))):
        for number in days:
            day = FIRST + timedelta(days=number)
            told = [Told("casualties.killed", words, "Sumy", day)] if number % 10 == 0 else []
            made.append(an_item(f"{outlet} {number}: {words}.", told, outlet, day))
    with a_ledger(tmp_path, made, gazetteer_file) as ledger:
        for number in (69, 75, 99):
            on = str(FIRST + timedelta(days=number))
            shown = claimline.picture(ledger, on=on, known=on)
            seen = [ReportSeen(str(n), i.report.outlet, str(i.report.published)) for n, i in enumerate(made)]
            wanted = coverage_gaps(seen, None, on, on)
            assert [replace(gap, last_report="") for gap in shown.people(place="Sumy").gaps] == [
                replace(gap, last_report="") for gap in wanted
            ]
        assert [gap.outlet for gap in wanted] == ["Daily Wire"]
        later = shown.people(place="Sumy", since=str(FIRST + timedelta(days=95)))
        assert not later.casualties.totals  # the silence began long before: the calm is none
        assert [gap.outlet for gap in (*later.gaps, *shown.gaps(place="Sumy"))] == ["Daily Wire"] * 2


def test_a_ledger_that_was_never_weighed_says_so(tmp_path: Path, items: list[Item]) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        assert claimline.picture(ledger).events() == ()  # nothing there at all
        add(ledger, items[:2])
        with pytest.raises(LedgerError, match="weigh"):
            claimline.picture(ledger).events()


def test_swapping_the_sides_swaps_the_picture_and_nothing_else(
    full: Ledger, tmp_path: Path, gazetteer_file: Path, items: list[Item]
) -> None:
    swapped = [replace(item, claims=[swap(claim) for claim in item.claims]) for item in items]
    with a_ledger(tmp_path, swapped, gazetteer_file) as ledger:
        for days in (4, 8):
            day = str(FIRST + timedelta(days=days))
            found, wanted = everything(ledger, day, day), everything(full, day, day)
            for name, value in wanted.items():
                assert plain(found[name]) == swap(plain(value)), name


PAIRS = {SIDES[0]: SIDES[1], "Ukrainian forces": "Russian forces", "Ukraine": "Russia"}
OTHER = {**PAIRS, **{two: one for one, two in PAIRS.items()}}
NAMED = re.compile("|".join(sorted(OTHER, key=len, reverse=True)))


def swap(value: Any) -> Any:
    """Ids and names of the two sides exchanged, in values and in sentences; the country that holds the towns stays."""
    if isinstance(value, dict):
        held = "inside" in value or "country" in value or "holders" in value
        return {swap(k): v if held and k in ("name", "country", "inside") else swap(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [swap(one) for one in value]
    if isinstance(value, frozenset):
        return frozenset(map(swap, value))
    return NAMED.sub(lambda found: OTHER[found[0]], value) if isinstance(value, str) else value


def plain(value: Any) -> Any:
    """Data without classes. Track records stand in the order of names, which a swap changes: here by their voices."""
    if hasattr(value, "_asdict"):
        return plain(value._asdict())
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, tuple) and value and isinstance(value[0], TrackRecord):
        return {record.voice: plain(dataclasses.asdict(record)) for record in value}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


def test_an_area_has_its_own_settlements_alone(tmp_path: Path, gazetteer_file: Path) -> None:
    """What is claimed of two towns at once is a claim on each; of the one outside, not all claims are looked at."""
    both = an_item(
        "Ukrainian forces hold Vovchansk and Robotyne.",
        [Told("control.held", "Ukrainian forces hold Vovchansk and Robotyne", "Vovchansk", FIRST, actor="ukraine")],
        "Sample Post",
        FIRST,
    )
    record = both.claims[0]
    assert isinstance(record, dict)
    other = an_item("Robotyne.", [Told("control.held", "Robotyne", "Robotyne")], None, FIRST).claims[0]
    assert isinstance(other, dict)
    (place,) = other["places"]
    record["places"].append({**place, "start": 34, "end": 42})
    ledger = a_ledger(tmp_path, [both], gazetteer_file)
    shown = claimline.picture(ledger)
    assert [state.name for state in shown.control()] == ["Vovchansk", "Robotyne"]
    for area, towns in (("Kharkiv Oblast", ["Vovchansk"]), ("Ukraine", ["Vovchansk", "Robotyne"])):
        assert [state.name for state in shown.control(area=area)] == towns
        assert [step.name for step in shown.control_history(area=area)] == towns
        assert [change.name for change in shown.control(area=area, since="2024-01-01")] == towns
    assert [state.name for state in shown.control(place="Robotyne")] == ["Robotyne"]
