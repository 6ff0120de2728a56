"""A sudden silence of an outlet is a gap in coverage; a habit is none."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import date, timedelta

import pytest

from claimline.model.coverage import Gap, ReportSeen
from claimline.picturing.coverage import CoverageConfig, coverage, coverage_gaps

START = date(2024, 1, 1)  # a Monday


def seen(outlet: str | None, days: Iterable[int], a_day: int = 1) -> list[ReportSeen]:
    """Reports of an outlet on days counted from `START`."""
    known = [(START + timedelta(days=n)).isoformat() for n in days]
    return [ReportSeen(f"{outlet}-{day}-{n}", outlet, day) for day in known for n in range(a_day)]


def day(number: int) -> str:
    return (START + timedelta(days=number)).isoformat()


def spans(gaps: Iterable[Gap]) -> list[tuple[str, str, bool]]:
    return [(gap.since, gap.until, gap.ongoing) for gap in gaps]


def test_a_daily_outlet_that_falls_silent() -> None:
    reports = seen("North Post", range(60)) + seen("South Post", range(65))
    (gap,) = coverage_gaps(reports)
    assert (gap.outlet, gap.since, gap.until, gap.ongoing, gap.days) == ("North Post", day(60), day(64), True, 5)
    assert gap.last_report == day(59)
    assert gap.expected == pytest.approx(5, abs=0.1)
    assert gap.chance < 0.0001


def test_a_gap_in_the_past_is_shown_but_goes_on_no_more() -> None:
    reports = seen("North Post", [*range(60), *range(70, 90)])
    assert spans(coverage(reports).gaps) == [(day(60), day(69), False)]
    assert coverage_gaps(reports) == ()
    assert spans(coverage_gaps(reports, on=day(66))) == [(day(60), day(66), True)]


@pytest.mark.parametrize("rest", [(5, 6), (4, 5), (6,)], ids=["Saturday and Sunday", "Friday and Saturday", "Sunday"])
def test_days_of_rest_are_no_gap_whichever_they_are(rest: tuple[int, ...]) -> None:
    reports = seen("Weekday Post", [n for n in range(120) if n % 7 not in rest], a_day=5)
    assert coverage(reports, until=day(119)).gaps == ()


def test_a_weekly_outlet_is_silent_for_weeks_before_it_is_a_gap() -> None:
    reports = seen("Weekly", range(0, 140, 7))
    assert coverage(reports, until=day(139)).gaps == ()
    late = coverage(reports, until=day(280))
    assert [gap.ongoing for gap in late.gaps] == [True]


def test_one_day_is_never_a_gap() -> None:
    assert coverage(seen("North Post", range(60), a_day=40), until=day(60)).gaps == ()
    assert coverage(seen("North Post", range(60), a_day=40), until=day(61)).gaps != ()


def test_bursts_do_not_cry_wolf() -> None:
    bursts = [n for n in range(200) if n % 10 < 3]  # three days of many reports, seven of none
    assert coverage(seen("Magazine", bursts, a_day=30), until=day(199)).gaps == ()


def test_an_outlet_of_which_little_is_known_is_not_judged() -> None:
    found = coverage(seen("New Post", range(5)), until=day(40))
    assert found.gaps == ()
    assert not found.outlets[0].judged
    assert "14 days" in found.outlets[0].why


def test_every_gap_gives_its_reasons_and_they_multiply_to_its_chance() -> None:
    (gap,) = coverage_gaps(seen("North Post", range(60)), on=day(64))
    weekdays = ["Mondays", "Tuesdays", "Fridays", "Saturdays", "Sundays"]
    assert [part.name for part in gap.parts] == ["habits", *weekdays]
    product = 1.0
    for part in gap.parts:
        product *= part.value
        assert part.why
    assert product == pytest.approx(gap.chance)


def test_nothing_known_later_leaks_in() -> None:
    reports = seen("North Post", [*range(60), *range(70, 90)])
    then = [report for report in reports if report.known <= day(65)]
    assert coverage(reports, known=day(65)) == coverage(then, known=day(65))
    assert spans(coverage_gaps(reports, known=day(65))) == [(day(60), day(65), True)]


def test_without_an_end_it_is_the_last_report_of_all_never_today() -> None:
    assert coverage(seen("North Post", range(60))).until == day(59)
    assert coverage([]).until is None
    assert coverage([], until=day(3)).outlets == ()


def test_one_outlet_however_it_is_written_and_each_report_once() -> None:
    reports = [*seen("North Post", range(30)), *seen("north  post", range(30, 40)), *seen("North Post", range(30))]
    (outlet,) = coverage(reports).outlets
    assert (outlet.outlet, outlet.reports, outlet.days_active) == ("North Post", 40, 40)


def test_reports_without_an_outlet_are_counted_and_judge_nobody() -> None:
    found = coverage([*seen(None, range(5)), *seen(" ", range(2)), *seen("North Post", range(5))])
    assert found.nameless == 7
    assert [outlet.outlet for outlet in found.outlets] == ["North Post"]


def test_a_period_shows_its_own_days_and_judges_by_those_before() -> None:
    reports = seen("North Post", [*range(60), *range(64, 70)])
    (outlet,) = coverage(reports, since=day(62), until=day(66)).outlets
    assert outlet.by_day == ((day(64), 1), (day(65), 1), (day(66), 1))
    assert spans(outlet.gaps) == [(day(60), day(63), False)]


def test_only_the_outlets_asked_for() -> None:
    reports = [*seen("North Post", range(60)), *seen("South Post", range(60)), *seen("East Post", range(70))]
    assert [gap.outlet for gap in coverage_gaps(reports, outlets=["south post"])] == ["South Post"]


def test_any_order_gives_the_same() -> None:
    reports = [*seen("North Post", range(60)), *seen("South Post", [*range(40), *range(50, 70)])]
    shuffled = random.Random(3).sample(reports, len(reports))
    assert coverage(shuffled) == coverage(reports)


def test_an_outlets_name_changes_nothing() -> None:
    def renamed(names: Callable[[str], str]) -> list[tuple[str, str, bool]]:
        return spans(coverage([*seen(names("A"), range(60)), *seen(names("Z"), range(66))]).gaps)

    assert renamed(lambda name: name) == renamed(lambda name: "Z" if name == "A" else "A")


def test_chance_silences_are_rare() -> None:
    """An outlet that reports on two days of three by chance alone: gaps in a year are false alarms."""
    alarms = 0
    for seed in range(20):
        luck = random.Random(seed)
        days = [n for n in range(365) if luck.random() < 2 / 3]
        alarms += len(coverage(seen("Chance Post", days), until=day(364)).gaps)
    assert alarms <= 4  # of 20 outlets and years


def test_the_rule_can_be_stricter() -> None:
    reports = seen("North Post", range(60))
    assert coverage(reports, until=day(61)).gaps != ()
    assert coverage(reports, until=day(61), config=CoverageConfig(shortest=3)).gaps == ()
