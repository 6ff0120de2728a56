"""`claimline people`, `aid` and `coverage`, as a user calls them, on a small ledger whose events are given here."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import claimline
from claimline.cli.main import main
from claimline.model import Figure, Spot, Telling
from claimline.model.coverage import Coverage, ReportSeen
from claimline.model.event import Event
from claimline.model.toll import AidPicture, People, Scope
from claimline.picturing.aid import aid
from claimline.picturing.casualties import casualties
from claimline.picturing.coverage import coverage
from claimline.picturing.damage import damage
from claimline.picturing.displacement import flows, stocks

BILKA = Spot("at", "Bilka", "geonames:1", "settlement")
KILLED = Telling(
    "r",
    "c",
    "2024-05-10",
    "casualties.killed",
    "5 people were killed",
    places=(BILKA,),
    figures=(Figure("killed", "people", 5, 5, text="5"),),
)
REPORTS = [ReportSeen(f"r{n}", "North Post", f"2024-05-{n + 1:02}") for n in range(20)]


class GivenPicture:
    """The picture of one event and twenty reports; remembers what it was asked for."""

    asked: dict[str, Any]
    empty = False

    def __init__(self, on: str | None, known: str | None) -> None:
        self.on, self.known = on, known

    def _scope(self, asked: dict[str, Any]) -> Scope:
        GivenPicture.asked = {**asked, "on": self.on, "known": self.known}
        name = asked["area"] or asked["place"] or ""
        return Scope(frozenset(), frozenset(), name, asked["since"], asked["until"], self.on, self.known)

    def people(self, **asked: Any) -> People:
        scope, told = self._scope(asked), [(Event("e1", "casualties", KILLED.kind, (KILLED.key,)), [KILLED])]
        parts = casualties(told, scope), flows(told, scope), stocks(told, scope), damage(told, scope)
        return People(scope, *parts)

    def aid(self, **asked: Any) -> AidPicture:
        scope = self._scope(asked)
        return AidPicture(scope, aid([], scope))

    def coverage(self, outlet: str | None, since: str | None, until: str | None) -> Coverage:
        return coverage([r for r in REPORTS if outlet in (None, r.outlet)], since, until, self.known)


@pytest.fixture(autouse=True)
def ledger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLAIMLINE_LEDGER", raising=False)
    claimline.open_ledger(None).close()
    monkeypatch.setattr(claimline, "picture", lambda _, on=None, known=None: GivenPicture(on, known), raising=False)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_people_as_a_table() -> None:
    shown = run(
        "people", "Bilka", "--since", "2024-05-01", "--on", "2024-05-31", "--known", "2024-06-01", "--format", "table"
    )
    assert shown.exit_code == 0, shown.output
    assert "People · Bilka · 2024-05-01 to 2024-05-31 · as known on 2024-06-01" in shown.stdout
    assert "5 people killed" in shown.stdout
    assert GivenPicture.asked == {
        "place": "Bilka", "area": None, "since": "2024-05-01", "until": None, "on": "2024-05-31", "known": "2024-06-01",
    }  # fmt: skip


def test_people_are_json_where_there_is_no_terminal() -> None:
    assert json.loads(run("people", "--area", "Bilka region").stdout)["casualties"]["totals"][0]["keys"] == ["r:c"]


def test_people_as_rows() -> None:
    assert run("people", "--format", "csv").stdout.startswith("section,level,what,of,unit")


def test_an_empty_picture_says_so_and_why() -> None:
    shown = run("people", "--since", "2025-01-01")
    assert shown.exit_code == 0
    assert "no number of casualties or displacement counts for this place and time. No event" in shown.stderr
    assert run("people", "--since", "2025-01-01", "-q").stderr == ""
    assert "no number of aid counts" in run("aid").stderr


@pytest.mark.parametrize("command", ["people", "aid"])
def test_what_makes_no_sense_is_refused(command: str) -> None:
    both = run(command, "Bilka", "--area", "Bilka region")
    assert (both.exit_code, "not both" in both.stderr) == (2, True)
    backwards = run(command, "--since", "2024-05-05", "--until", "2024-05-01")
    assert (backwards.exit_code, "before it begins" in backwards.stderr) == (2, True)
    assert run(command, "--on", "soon").exit_code == 2


@pytest.mark.parametrize("command", ["people", "aid", "coverage"])
def test_without_a_ledger_the_next_step_is_named(command: str) -> None:
    shown = run(command, "--ledger", "none.db")
    assert shown.exit_code == 5
    assert "claimline add" in shown.stderr


def test_coverage_as_a_table_rows_and_a_record() -> None:
    assert "North Post" in run("coverage", "--format", "table").stdout
    assert run("coverage", "--format", "csv").stdout.splitlines()[1] == "North Post,2024-05-01,1,no"
    record = json.loads(run("coverage", "--until", "2024-06-05").stdout)
    assert [gap["since"] for gap in record["gaps"]] == ["2024-05-21"]


def test_an_outlet_that_the_ledger_does_not_know() -> None:
    assert "no report by 'Nobody' lies in this period" in run("coverage", "--outlet", "Nobody").stderr


@pytest.mark.parametrize("command", ["people", "aid", "coverage"])
def test_help_teaches_with_examples(command: str) -> None:
    shown = run(command, "--help").stdout
    assert "Examples:" in shown
    assert f"claimline {command}" in shown
