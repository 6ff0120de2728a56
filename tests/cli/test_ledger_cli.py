"""The commands around the ledger, as a user calls them. What is read is given here: the reader has tests of its own."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import claimline
from claimline.cli.main import main
from claimline.errors import BinaryInput
from claimline.model import Claim, ClaimPlace, ReaderInfo, Reading, Report, ResolvedPlace, Span
from claimline.model.claim import claim_id
from claimline.model.record import claim_record
from claimline.model.resolution import Party
from claimline.pipeline import ReadConfig, ReadResult

TEXT = "Bad weather.\nNorthern forces took Millford, the army spokesman claimed. The road stayed closed."
READER = ReaderInfo("rules", "1")


def a_result(number: int, outlet: str | None, published: date | None, version: str = "1") -> ReadResult:
    text = f"Dispatch {number}. {TEXT}"
    report = Report(text, title=f"Dispatch {number}", outlet=outlet, published=published)

    def span(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    millford = ResolvedPlace(
        span("Millford"), "Millford", "Millford", "geonames:5", 50.5, 36.25, "settlement", 2.0, "exact", 0.9
    )
    words, speaker = span("Northern forces took Millford"), span("the army spokesman")
    claim = Claim(
        id=claim_id(report.text_hash, words, "control.taken", speaker, [("at", "geonames:5")]),
        report=report,
        origin=(),
        kind="control.taken",
        evidence=(words, span("claimed")),
        speaker=Party(speaker, "the army spokesman", "unnamed", None, "spokesman"),
        chain=("Test Wire", "the army spokesman"),
        cue=span("claimed"),
        modality="claimed",
        polarity="positive",
        framing=None,
        background=False,
        stage=None,
        actor=Party(span("Northern forces"), "Northern forces", "group", None),
        target=None,
        places=(ClaimPlace(millford, "at"),),
        time=None,
        quantities=(),
        confidence=0.75,
        reader=ReaderInfo("rules", version),
    )
    reading = Reading(report, (), (), (), (), (), (), claim.reader)
    return ReadResult(report, reading, None, (claim,))


@pytest.fixture(autouse=True)
def reading(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, gazetteer_file: Path) -> None:
    """A reader of which every source, a number, is one report; a source that is no number cannot be read."""

    def read_sources(sources: Sequence[str], config: ReadConfig) -> Iterator[ReadResult]:
        for source in sources:
            if not source.isdigit():
                raise BinaryInput("this is no text", where=source, then="Give a text.")
            yield a_result(int(source), config.outlet, config.published)

    monkeypatch.setattr(claimline, "read_sources", read_sources)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CLAIMLINE_LEDGER", raising=False)
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(gazetteer_file))


def call(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def add(*sources: str, day: str = "2024-05-16") -> Result:
    return call("add", *sources, "--date", day, "--outlet", "Test Wire")


def first_id() -> str:
    return a_result(1, "Test Wire", date(2024, 5, 16)).claims[0].id


def test_add_says_what_it_did() -> None:
    first, again = add("1", "2"), add("1", "2", "3")
    assert first.exit_code == again.exit_code == 0
    assert first.stderr.startswith("claimline: 2 reports added; 2 new claims; ledger claimline.db\n")
    assert "claimline: 2 reports weighed; 2 new claims" in first.stderr
    assert again.stderr.startswith("claimline: 1 report added, 2 known already; 1 new claim; ledger claimline.db\n")
    assert "claimline: 1 report weighed; 1 new claim" in again.stderr
    assert first.stdout == again.stdout == ""


def test_add_tells_programs_too() -> None:
    result = call("add", "1", "--format", "json", "-q", "--ledger", "other.db")
    assert json.loads(result.stdout) == {
        "ledger": "other.db",
        "reports": 1,
        "reports_new": 1,
        "claims_new": 1,
        "claims_gone": 0,
    }
    assert result.stderr == ""


def test_what_was_added_before_an_error_is_kept_and_said() -> None:
    result = add("1", "picture.png", "2")
    assert result.exit_code == BinaryInput.exit_code
    assert "1 report added" in result.stderr
    assert "picture.png: this is no text" in result.stderr
    assert len(call("list").stdout.splitlines()) == 1


@pytest.mark.parametrize("day", ["yesterday", "2024-13-01", "2999-01-01"])
def test_dates_that_make_no_sense(day: str) -> None:
    result = add("1", day=day)
    assert result.exit_code == 2
    assert day in result.stderr
    assert not Path("claimline.db").exists()


@pytest.mark.parametrize("command", [["list"], ["show", "c1"], ["find", "words"], ["verify"]])
def test_looking_without_a_ledger(command: list[str]) -> None:
    result = call(*command)
    assert result.exit_code == 5
    assert "claimline.db: there is no ledger here yet" in result.stderr
    assert "claimline add" in result.stderr
    assert not Path("claimline.db").exists()


def test_a_ledger_that_cannot_be_written() -> None:
    result = call("add", "1", "--ledger", "/proc/claimline.db")
    assert result.exit_code == 5
    assert "/proc/claimline.db: the ledger cannot be opened or created here" in result.stderr


def records(*arguments: str) -> list[dict[str, Any]]:
    result = call(*arguments)
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_list_prints_records_as_read_does() -> None:
    add("1")
    wanted = json.loads(json.dumps(claim_record(a_result(1, "Test Wire", date(2024, 5, 16)).claims[0])))
    assert records("list") == [wanted]
    assert json.loads(call("list", "--format", "json").stdout) == [wanted]


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--kind", "control"], 2),
        (["--kind", "control.taken"], 2),
        (["--kind", "control.lost"], 0),
        (["--speaker", "SPOKESMAN"], 2),
        (["--place", "geonames:5"], 2),
        (["--place", "millford"], 2),
        (["--since", "2024-05-17"], 0),
        (["--until", "2024-05-16"], 2),
        (["--outlet", "test wire"], 2),
        (["--limit", "1"], 1),
        (["--limit", "0"], 2),
        (["--reports"], 2),
        (["--reports", "--outlet", "nobody"], 0),
    ],
)
def test_lists_are_narrowed(options: list[str], count: int) -> None:
    add("1", "2")
    assert len(records("list", *options)) == count


def test_lists_as_tables_fit_a_hundred_columns() -> None:
    add("1", "2")
    for arguments in (["list"], ["list", "--reports"], ["find", "Millford"]):
        lines = call(*arguments, "--format", "table").stdout.splitlines()
        assert any("Dispatch" in line or "Northern forces" in line for line in lines)
        assert max(map(len, lines)) <= 100


def test_lists_as_csv() -> None:
    add("1", "2")
    claims = list(csv.DictReader(io.StringIO(call("list", "--format", "csv").stdout)))
    assert [row["quote"] for row in claims] == ["Northern forces took Millford"] * 2
    reports = list(csv.DictReader(io.StringIO(call("list", "--reports", "--format", "csv").stdout)))
    assert [row["title"] for row in reports] == ["Dispatch 2", "Dispatch 1"]


def test_filters_of_claims_do_not_narrow_reports() -> None:
    add("1")
    result = call("list", "--reports", "--kind", "control")
    assert result.exit_code == 2
    assert "--kind" in result.stderr


def test_nothing_found_is_said() -> None:
    add("1")
    assert "nothing in the ledger" in call("list", "--kind", "aid").stderr
    assert "nothing in the ledger" in call("find", "zebra").stderr


def test_show_a_claim() -> None:
    add("1")
    page = call("show", first_id()[:6]).stdout
    for words in (
        first_id(),
        "[Northern forces took Millford]",
        "geonames:5",
        "the army spokesman",
        "Test Wire",
        "0.75",
    ):
        assert words in page
    start = f"Dispatch 1. {TEXT}".index("Northern")
    assert f"{start}–{start + 29}" in page
    assert json.loads(call("show", first_id(), "--format", "json").stdout)["id"] == first_id()


def test_show_a_report() -> None:
    add("1")
    (report,) = records("list", "--reports")
    page = call("show", report["ref"]).stdout
    for words in ("Dispatch 1", "sha256:", "The road stayed closed.", "1 claim", "control.taken"):
        assert words in page
    whole = json.loads(call("show", report["id"], "--format", "json").stdout)
    assert whole["text"].endswith("closed.")
    assert [claim["id"] for claim in whole["claims"]] == [first_id()]


def test_show_a_claim_of_an_earlier_reading() -> None:
    add("1")
    newer = a_result(1, "Test Wire", date(2024, 5, 16), version="2")
    with claimline.open_ledger() as ledger, ledger.writer() as writer:
        writer.add(newer.report, [{**claim_record(newer.claims[0]), "id": "newer1"}])
    result = call("show", first_id(), "--format", "json")
    assert json.loads(result.stdout)["id"] == "newer1"
    assert "earlier reading" in result.stderr


def test_show_what_is_not_there() -> None:
    add(*map(str, range(17)))  # of 17 ids, two begin with the same of 16 digits
    begins = [record["id"][0] for record in records("list")]
    several = call("show", max(begins, key=begins.count))
    nothing = call("show", "ffffff")
    assert nothing.exit_code == several.exit_code == 6
    assert "no claim, event or report 'ffffff'" in nothing.stderr
    assert "several claims" in several.stderr


def test_find() -> None:
    add("1", "2")
    assert [record["report"]["title"] for record in records("find", "millford", "took")] == ["Dispatch 2", "Dispatch 1"]
    table = call("find", "weather", "--format", "table").stdout
    assert "no claim with them" in table
    assert "Bad weather" in table
    both = json.loads(call("find", "Millford", "--format", "json").stdout)
    assert (len(both["claims"]), len(both["reports"])) == (2, 2)
    assert call("find", "?").exit_code == 2


def test_verify() -> None:
    add("1")
    assert call("verify").stderr == "claimline: sound: 1 report, 1 claim; ledger claimline.db\n"
    import sqlite3

    connection = sqlite3.connect("claimline.db")
    connection.execute("UPDATE originals SET text = 'forged'")
    connection.commit()
    connection.close()
    result = call("verify")
    assert result.exit_code == 5
    assert "its hash differs" in result.stdout
    assert "problems found" in result.stderr
    assert "its hash differs" in records_of(call("verify", "--format", "jsonl"))[0]["what"]


def records_of(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("verb", ["add", "list", "show", "find", "verify"])
def test_help_teaches_with_an_example(verb: str) -> None:
    page = call(verb, "--help").stdout
    assert f"  claimline {verb}" in page.partition("Example")[2]
