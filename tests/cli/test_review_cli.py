"""`claimline review` on the command line: judging claims, what comes next, files of judgements."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from claimline.cli.main import main
from claimline.ledger import open_ledger
from claimline.model import Report
from claimline.pipeline import ReadConfig, read_reports
from claimline.pipeline.weighing import WeighConfig, weigh

TEXT = (
    "Shells hit a school in Sumy on Monday and killed four people, the mayor of the town said.\n"
    "The army's spokesman claimed that its troops had taken Robotyne."
)


@pytest.fixture(autouse=True)
def ledger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, gazetteer_file: Path) -> Path:
    """A weighed ledger with one report."""
    path = tmp_path / "ledger.db"
    monkeypatch.setenv("CLAIMLINE_LEDGER", str(path))
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(gazetteer_file))
    monkeypatch.setenv("LOGNAME", "tester")
    filled(path, gazetteer_file)
    return path


def filled(path: Path, gazetteer: Path) -> None:
    report = Report(TEXT, outlet="Sample Post", published=date(2024, 5, 16), language="en")
    with open_ledger(path) as opened:
        for result in read_reports([report], ReadConfig(reader="rules")):
            opened.writer().add(result.report, result.claims)
        weigh(opened, WeighConfig(gazetteer=gazetteer))


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, result.output
    return result


def data(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--format", "json").stdout)


def claim(kind: str) -> str:
    return next(str(one["id"]) for one in data("list") if one["kind"] == kind)


def test_what_to_look_at_next_with_the_words_and_the_reasons() -> None:
    shown = run("review", "next", "--limit", "1")
    assert "its troops had taken Robotyne" in shown.stdout
    assert "control " in shown.stdout
    assert "it says who holds a place" in shown.stdout
    first, *others = data("review", "next")
    assert first["record"]["kind"] == "control.taken"
    assert first["score"] == pytest.approx(sum(part["value"] for part in first["parts"]), abs=0.001)
    assert others
    assert {one["record"]["kind"] for one in data("review", "next", "--kind", "casualties")} == {"casualties.killed"}
    assert "no open claim is like that" in run("review", "next", "--outlet", "Nobody").stderr


def test_accepting_a_claim_is_seen_everywhere() -> None:
    taken = claim("control.taken")
    said = run("review", "accept", taken[:8], "--who", "Ann", "--note", "seen on the map")
    assert "accept of 1 claim" in said.stderr
    assert "1 report weighed" in said.stderr
    assert "[accepted]" in run("list", "--format", "table").stdout
    shown = run("show", taken).stdout
    assert "judged" in shown
    assert "accepted by Ann (seen on the map)" in shown
    assert data("show", taken)["review"]["status"] == "accepted"
    assert data("explain", taken)["review"]["who"] == "Ann"
    assert "accepted by Ann" in run("explain", taken).stdout
    assert [one["id"] for one in data("list", "--status", "accepted")] == [taken]
    assert taken not in [one["id"] for one in data("list", "--status", "open")]
    assert taken not in [one["claim"] for one in data("review", "next")]
    listed = run("review", "list", taken).stdout
    assert "accept of" in listed
    assert "seen on the map" in listed


def test_only_claims_have_a_status() -> None:
    assert "--status can only narrow a list of claims" in run("list", "--reports", "--status", "open", code=2).stderr
    assert "--status" in run("list", "--events", "--status", "open", code=2).stderr


def test_what_nobody_judged_looks_as_before() -> None:
    taken = claim("control.taken")
    assert "judged" not in run("show", taken).stdout
    assert "review" not in data("show", taken)
    assert data("explain", taken)["review"] is None


def test_rejecting_and_undoing() -> None:
    taken = claim("control.taken")
    assert "Robotyne" in run("control", "Robotyne", "--format", "table").stdout
    run("review", "reject", taken)
    (judgement,) = data("review", "list")
    assert judgement["who"] == "tester"
    assert data("control", "Robotyne")["states"] == []
    assert "1 report weighed" in run("review", "undo", judgement["id"][:6]).stderr
    assert data("control", "Robotyne")["states"] != []
    assert "undone" in run("review", "list").stdout
    assert run("review", "undo", code=6).stderr


def test_fixing_slot_by_slot() -> None:
    killed = claim("casualties.killed")
    sets = ("--set", "killed=5+", "--set", "place=geonames:698428", "--set", "framing=")
    run("review", "fix", killed, *sets, "--who", "Ann", "--no-weigh")
    (judgement,) = data("review", "list")
    assert {one["slot"]: one["given"] for one in judgement["changes"]} == {
        "killed": "5+",
        "place": "geonames:698428",
        "framing": None,
    }
    assert "killed=5+" in run("review", "list").stdout
    assert data("show", killed)["places"][0]["name"] == "Sumy", "the program's record stays"
    assert "1 report weighed" in run("weigh").stderr
    assert "fixed by Ann, framing=, place=geonames:698428, killed=5+" in run("show", killed).stdout.replace("\n", " ")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("accept", "0000"), 6, "there is no claim"),
        (("fix", "CLAIM"), 2, "--set"),
        (("fix", "CLAIM", "--set", "day"), 2, "has no ="),
        (("fix", "CLAIM", "--set", "day=2024", "--set", "day=2025"), 2, "set twice"),
        (("fix", "CLAIM", "--set", "dya=2024"), 2, "Did you mean day?"),
        (("fix", "CLAIM", "--set", "place=geonames:1"), 2, "no place of this id"),
        (("list", "CLAIM", "--lost"), 2, "not both"),
        (("import", "missing.jsonl"), 3, "cannot be read"),
    ],
)
def test_mistakes_are_told(arguments: tuple[str, ...], code: int, said: str) -> None:
    taken = claim("control.taken")
    result = run("review", *(taken if one == "CLAIM" else one for one in arguments), code=code)
    assert said in result.stderr
    assert data("review", "list") == []


def test_judgements_out_and_in_again(tmp_path: Path, gazetteer_file: Path) -> None:
    run("review", "accept", claim("control.taken"), "--no-weigh")
    run("review", "reject", claim("casualties.killed"), "--no-weigh")
    file, other, empty = (str(tmp_path / name) for name in ("judgements.jsonl", "other.db", "empty.db"))
    assert "2 judgements written" in run("review", "export", "-o", file).stderr
    assert run("review", "export").stdout == Path(file).read_text("utf-8")
    filled(Path(other), gazetteer_file)
    into = ("review", "import", file, "--ledger", other)
    assert "would affect 2 claims: 2 new judgements" in run(*into, "--dry-run").stderr
    assert run("review", "list", "--ledger", other).stdout == ""
    assert "affected 2 claims: 2 new judgements" in run(*into).stderr
    assert "affected 0 claims: 0 new judgements, 0 undone, 2 known already" in run(*into).stderr
    assert run("review", "export", "--ledger", other).stdout == Path(file).read_text("utf-8")
    open_ledger(empty).close()
    rest = str(tmp_path / "rest.jsonl")
    result = run("review", "import", file, "--ledger", empty, "--misfits", rest)
    assert result.stderr.count("no report of this ledger has this text") == 2
    assert Path(rest).read_text("utf-8") == Path(file).read_text("utf-8")


@pytest.mark.parametrize(("content", "said"), [(b"{", "no JSON"), (b"[1]", "no judgement"), (b"\xff\n", "no UTF-8")])
def test_files_that_hold_no_judgements(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_bytes(content)
    assert said in run("review", "import", str(path), code=3).stderr


def test_an_accepted_claim_that_is_no_longer_read_is_listed() -> None:
    taken = claim("control.taken")
    run("review", "accept", taken, "--no-weigh")
    assert "every judgement that stands is on a claim that is read" in run("review", "list", "--lost").stderr
    with open_ledger() as opened:
        report = next(opened.view().kept()).report
        opened.writer().add(report, [])
    listed = run("review", "list", "--lost").stdout
    assert "accepted, but no longer read: control.taken" in listed
    assert data("review", "list", "--lost")[0]["claim"] == taken
    assert data("review", "list", taken)[0]["verb"] == "accept"
