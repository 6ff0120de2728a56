"""What a user may get wrong: a clear message (what, where, what to do next) with its own exit code, or a clean nothing.

Nothing here depends on who runs it: what may not be written is made so by a folder or a file in the way.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimline.cli.main import main

CLAIM = "Shells hit Kupiansk on Monday, police said."
INPUT, GAZETTEER, LEDGER, USAGE, OUTPUT = 3, 4, 5, 2, 7


@pytest.fixture(autouse=True)
def folder(sample_gazetteer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(sample_gazetteer))
    monkeypatch.delenv("CLAIMLINE_LEDGER", raising=False)
    monkeypatch.chdir(tmp_path)
    Path("report.txt").write_text(CLAIM, encoding="utf-8")
    return tmp_path


def call(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, arguments, input=stdin)


def read(*arguments: str) -> Result:
    return call("read", *arguments, "--date", "2024-05-16", "--reader", "rules")


def assert_told(result: Result, code: int, where: str, what: str) -> None:
    """One error: its first line says where and what, its second what to do next; nothing on stdout."""
    assert result.exit_code == code, result.output
    first, *then = result.stderr.splitlines()[-2:]
    assert first.startswith(f"claimline: {where}: "), result.stderr
    assert what in first
    assert then
    assert then[0].startswith("  ")
    assert result.stdout == ""


BAD: dict[str, tuple[bytes, str]] = {
    "binary.txt": (bytes(range(256)) * 20, "binary data"),
    "report.pdf": (b"%PDF-1.7\n" + bytes(range(256)), "PDF"),
    "big.txt": (b"Shells hit the town. " * 2_400_000, "more than 20 MB"),  # 50 MB
}


@pytest.mark.parametrize("name", BAD)
def test_files_that_are_no_report(name: str) -> None:
    data, what = BAD[name]
    Path(name).write_bytes(data)
    assert_told(read(name), INPUT, name, what)
    added = call("add", name, "--ledger", "l.db")
    assert (added.exit_code, added.stderr.splitlines()[0]) == (INPUT, read(name).stderr.splitlines()[0])


def test_a_missing_file() -> None:
    assert_told(read("nowhere.txt"), INPUT, "nowhere.txt", "no such file")


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_a_clean_nothing(data: bytes) -> None:
    Path("empty.txt").write_bytes(data)
    result = read("empty.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "claimline: empty.txt: empty, nothing to read\n"
    assert call("read", "-", stdin=data).exit_code == 0


def test_another_encoding_is_told_and_read() -> None:
    Path("old.txt").write_bytes(
        "The mayor said on Monday that “two people were killed” in Françeville.".encode("cp1252")
    )
    result = read("old.txt")
    assert result.exit_code == 0
    assert "old.txt: not UTF-8, read as cp1252" in result.stderr
    assert "“two people were killed”" in json.loads(result.stdout.splitlines()[0])["evidence"][0]["text"]


@pytest.mark.parametrize("form", ["table", "jsonl", "json", "csv", "html", "reading"])
def test_a_report_without_any_claim(form: str) -> None:
    Path("none.txt").write_text("The museum opens at ten. Tickets are sold at the door.", encoding="utf-8")
    result = read("none.txt", "--format", form)
    assert result.exit_code == 0
    assert "no claim found" in result.stderr
    if form == "json":
        assert json.loads(result.stdout) == []
    if form == "jsonl":
        assert result.stdout == ""


@pytest.mark.parametrize("form", ["table", "jsonl", "json", "csv", "html", "reading"])
def test_another_language_is_told_and_not_misread(form: str) -> None:
    text = "Die Streitkräfte meldeten am Montag schwere Gefechte bei der Stadt. Das sagte ein Sprecher der Armee.\n"
    Path("german.txt").write_text(text * 3, encoding="utf-8")
    result = read("german.txt", "--format", form)
    assert result.exit_code == 0
    assert "its language is de, and only English is read" in result.stderr
    assert "Die Streitkräfte" in result.stderr  # says which report it is
    if form == "jsonl":
        assert result.stdout == ""


@pytest.mark.parametrize("day", ["tomorrow", "16.05.2024", "2024-02-30", "2999-01-01"])
@pytest.mark.parametrize("command", ["read", "add"])
def test_dates_that_cannot_be(command: str, day: str) -> None:
    result = call(command, "report.txt", "--date", day)
    assert result.exit_code == USAGE
    assert day in result.stderr
    assert "2024-05-16" in result.stderr
    assert result.stdout == ""
    assert not Path("claimline.db").exists()


BROKEN = {
    '{"id": "b", broken': "no JSON",
    '["b"]': "no JSON object",
    '{"id": "b"}': "no `text`",
    '{"id": "b", "text": 5}': "`text` is no string",
    '{"id": "b", "text": "Rain.", "published": "soon"}': "no date",
    '{"id": "b", "text": "Rain.", "published": "2999-01-01"}': "lies in the future",
}


@pytest.mark.parametrize("line", BROKEN)
def test_a_broken_line_of_jsonl(line: str) -> None:
    good = json.dumps({"id": "a", "text": CLAIM, "published": "2024-05-16"})
    Path("reports.jsonl").write_text(f"{good}\n{line}\n{good}\n", encoding="utf-8")
    result = call("read", "reports.jsonl", "--reader", "rules")
    assert result.exit_code == INPUT
    assert "claimline: reports.jsonl:2: " in result.stderr
    assert BROKEN[line] in result.stderr
    assert {json.loads(one)["report"]["id"] for one in result.stdout.splitlines()} == {"a"}
    skipping = call("add", "reports.jsonl", "--on-error", "skip", "--reader", "rules")
    assert skipping.exit_code == 0
    assert "skipped: reports.jsonl:2: " in skipping.stderr


def test_a_folder_without_reports() -> None:
    Path("empty").mkdir()
    result = read("empty")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "in this folder" in result.stderr


def test_an_output_that_cannot_be_written() -> None:
    assert_told(read("report.txt", "-o", "nowhere/claims.csv"), OUTPUT, "nowhere/claims.csv", "cannot be written")
    Path("folder").mkdir()
    assert_told(read("report.txt", "-o", "folder"), OUTPUT, "folder", "this is a folder")


# The ledger


def test_a_ledger_that_cannot_be_written() -> None:
    assert_told(call("add", "report.txt", "--ledger", "nowhere/l.db"), LEDGER, "nowhere/l.db", "does not exist")
    assert_told(call("add", "report.txt", "--ledger", "report.txt/l.db"), LEDGER, "report.txt/l.db", "does not exist")
    assert_told(call("add", "report.txt", "--ledger", "."), LEDGER, ".", "this is a folder")


@pytest.mark.parametrize("command", ["list", "show x", "explain x", "find x", "verify", "add report.txt"])
def test_a_ledger_of_a_newer_version(command: str) -> None:
    assert call("add", "report.txt", "--ledger", "new.db", "-q", "--reader", "rules").exit_code == 0
    connection = sqlite3.connect("new.db")
    connection.execute("INSERT INTO migrations VALUES (999, 'later', '2030-01-01', '9.0')")
    connection.commit()
    connection.close()
    assert_told(call(*command.split(), "--ledger", "new.db"), LEDGER, "new.db", "newer Claimline")


@pytest.mark.parametrize("command", ["list", "show x", "explain x", "find x", "verify", "add report.txt"])
def test_a_file_that_is_no_ledger(command: str) -> None:
    Path("notes.db").write_text("These are notes, no ledger. " * 40, encoding="utf-8")
    assert_told(call(*command.split(), "--ledger", "notes.db"), LEDGER, "notes.db", "no ledger")
    assert Path("notes.db").read_text(encoding="utf-8").startswith("These are notes")


# The gazetteer

USES = ["read report.txt", "gazetteer list", "gazetteer find Kharkiv", "gazetteer add --file report.txt"]


@pytest.mark.parametrize("command", USES)
@pytest.mark.parametrize("damage", ["text", "empty", "cut"])
def test_a_damaged_gazetteer(
    command: str, damage: str, sample_gazetteer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = {"text": b"no places", "empty": b"", "cut": sample_gazetteer.read_bytes()[:50_000]}[damage]
    Path("places.sqlite").write_bytes(data)
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", "places.sqlite")
    assert_told(call(*command.split()), GAZETTEER, "places.sqlite", "damaged")
    assert Path("places.sqlite").read_bytes() == data


@pytest.mark.parametrize("command", USES)
def test_a_folder_in_place_of_the_gazetteer(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(folder))
    result = call(*command.split())
    assert_told(result, GAZETTEER, str(folder), "no file")
    assert "Remove" not in result.stderr


@pytest.mark.parametrize("command", USES)
def test_a_folder_that_takes_no_gazetteer(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", "report.txt/places.sqlite")
    assert_told(call(*command.split()), GAZETTEER, "report.txt/places.sqlite", "cannot be written")


def test_a_gazetteer_beside_which_nothing_can_be_written(
    folder: Path, gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("places.sqlite").write_bytes(gazetteer_file.read_bytes())
    Path(".places.sqlite.lock").mkdir()
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", "places.sqlite")
    assert_told(call("gazetteer", "add", "--file", "report.txt"), GAZETTEER, "places.sqlite", "cannot be written")
    assert read("report.txt").exit_code == 0  # to look up places it need not be written


@pytest.mark.parametrize("command", USES[:3])
def test_no_home_folder(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("CLAIMLINE_GAZETTEER", "XDG_DATA_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(folder / "report.txt"))  # a file: nothing can be made in it
    result = call(*command.split())
    assert_told(result, GAZETTEER, str(folder / "report.txt" / ".local/share/claimline/gazetteer.sqlite"), "written")
    assert "CLAIMLINE_GAZETTEER" in result.stderr


def test_a_dump_that_is_none() -> None:
    result = call("gazetteer", "add", "--file", "report.txt")
    assert result.exit_code == GAZETTEER
    assert "report.txt:1: " in result.stderr


# Wrong calls


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("raed report.txt", "Did you mean 'read'?"),
        ("read", "Missing argument"),
        ("read report.txt --format xml", "'xml' is not one of"),
        ("read report.txt --reader magic", "magic"),
        ("list --since soon --ledger claimline.db", "'soon' is no date"),
        ("gazetteer add", "one of the two"),
        ("gazetteer add 123", "no country code"),
        ("gazetteer add --file nowhere.txt", "does not exist"),
    ],
)
def test_wrong_calls(command: str, what: str) -> None:
    result = call(*command.split())
    assert result.exit_code == USAGE
    assert what in result.stderr
    assert result.stdout == ""
