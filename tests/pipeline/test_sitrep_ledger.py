"""Situation reports of a real ledger: nothing learnt later is in them, and the sides are treated alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from weighing_building import FIRST, SIDES, add, many_items, weigh

from claimline.errors import NotFound, UsageError
from claimline.ledger import Item, Ledger, open_ledger
from claimline.model.sitrep import Material, Sitrep
from claimline.pipeline.sitrep import SitrepAsked, gather
from claimline.publishing.sitrep import write

AREA = "Kharkiv Oblast"
LAST = str(FIRST + timedelta(days=8))


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return many_items(28, 21)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, gazetteer_file: Path, items: list[Item]) -> Ledger:
    return a_ledger(tmp_path_factory.mktemp("sitrep"), items, gazetteer_file)


def a_ledger(folder: Path, items: list[Item], gazetteer: Path) -> Ledger:
    ledger = open_ledger(folder / "ledger.db")
    add(ledger, items)
    weigh(ledger, gazetteer)
    return ledger


def gathered(ledger: Ledger, known: str | None = None, area: str = AREA) -> Material:
    return gather(ledger, SitrepAsked(area, str(FIRST), known or LAST, known))


def printed(report: Sitrep) -> list[Any]:
    """All that is printed, without the sentences that tell how to read it."""
    return [
        [list(fact) for fact in report.facts],
        [[s.title, [x.text for x in s.all_sentences()], [g.title for g in s.groups]] for s in report.sections[:-1]],
        [[t.title, [list(row.cells) for row in t.rows]] for s in report.sections for t in s.tables],
        [[e.words, e.speaker, [p.outlet for p in e.printed]] for e in report.evidence],
    ]


@pytest.mark.parametrize("days", [1, 3, 6])
def test_nothing_learnt_later_is_in_it(
    full: Ledger, items: list[Item], tmp_path: Path, gazetteer_file: Path, days: int
) -> None:
    known = FIRST + timedelta(days=days)
    then = [item for item in items if item.report.published is not None and item.report.published <= known]
    with a_ledger(tmp_path, then, gazetteer_file) as past:
        wanted = write(gathered(past, str(known)))
    found = write(gathered(full, str(known)))
    assert found == wanted
    assert found.evidence
    assert max(one.day for e in found.evidence for one in e.printed) <= str(known)


def test_a_later_judgement_is_not_in_it(tmp_path: Path, gazetteer_file: Path, items: list[Item]) -> None:
    with a_ledger(tmp_path, items, gazetteer_file) as ledger:
        before = write(gathered(ledger, LAST))
        key = before.evidence[0].claims[0]
        ledger.judge(clock=_on(FIRST + timedelta(days=30))).accept(key, who="M. Sample")
        weigh(ledger, gazetteer_file)
        assert write(gathered(ledger, LAST)) == before
        later = gather(ledger, SitrepAsked(AREA, str(FIRST), LAST))
        assert later.status[key] == "accepted"


def _on(day: Any) -> Callable[[], datetime]:
    return lambda: datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def test_swapping_the_sides_swaps_the_report_and_nothing_else(
    full: Ledger, tmp_path: Path, gazetteer_file: Path, items: list[Item]
) -> None:
    swapped = [replace(item, claims=[swap(claim) for claim in item.claims]) for item in items]
    with a_ledger(tmp_path, swapped, gazetteer_file) as ledger:
        assert printed(write(gathered(ledger))) == swap(printed(write(gathered(full))))


PAIRS = {SIDES[0]: SIDES[1], "Ukrainian forces": "Russian forces", "Ukraine": "Russia"}
OTHER = {**PAIRS, **{two: one for one, two in PAIRS.items()}}
NAMED = re.compile("|".join(sorted(OTHER, key=len, reverse=True)))


def swap(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: one if key in ("country", "inside") else swap(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [swap(one) for one in value]
    return NAMED.sub(lambda found: OTHER[found[0]], value) if isinstance(value, str) else value


def test_only_the_area_is_in_it(full: Ledger) -> None:
    found = gathered(full)
    assert {state.name for state in found.states} == {"Vovchansk"}
    assert found.scope.name == AREA
    assert found.watched.reports > len({t.report for case in found.cases for t in case.tellings})


def test_the_order_in_which_reports_come_changes_nothing(
    full: Ledger, tmp_path: Path, gazetteer_file: Path, items: list[Item]
) -> None:
    with a_ledger(tmp_path, items[::-1], gazetteer_file) as ledger:
        assert write(gathered(ledger)) == write(gathered(full))


def test_what_cannot_be_asked_is_refused(full: Ledger) -> None:
    with pytest.raises(UsageError, match="before it begins"):
        gather(full, SitrepAsked(AREA, "2024-06-01", LAST))
    with pytest.raises(NotFound):
        gather(full, SitrepAsked("Atlantis", str(FIRST), LAST))


def test_both_databases_give_the_same_report(
    full: Ledger, postgres_url: str, gazetteer_file: Path, items: list[Item]
) -> None:
    with open_ledger(postgres_url) as ledger:
        add(ledger, items)
        weigh(ledger, gazetteer_file)
        assert write(gathered(ledger)) == write(gathered(full))
