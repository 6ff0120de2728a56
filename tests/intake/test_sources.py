"""Files, folders, standard input, JSONL: what comes out, and what is said of the rest."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimline.errors import BinaryInput, ClaimlineError, InputError, InputTooLarge, RecordError
from claimline.intake import IntakeConfig, read_bytes, reports
from claimline.model import Report

BODY = "The army said on Friday that it had left the village.\nThe mayor said that nobody was hurt there.\n"


def taken(*sources: Path | str, **options: Any) -> tuple[list[Report], list[str]]:
    """The reports of the sources, and what was noted."""
    notes: list[str] = []
    return list(reports(sources, IntakeConfig(note=notes.append, **options))), notes


def line(**fields: Any) -> str:
    return json.dumps(fields, ensure_ascii=False) + "\n"


def test_a_text_file_is_one_report(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Army leaves village\n\n" + BODY, encoding="utf-8")
    [report], notes = taken(file, published=date(2024, 5, 16), outlet="Sample Post")
    assert (report.title, report.outlet, report.language) == ("Army leaves village", "Sample Post", "en")
    assert report.published == date(2024, 5, 16)
    assert report.text == file.read_text(encoding="utf-8"), "the title stays part of the text"
    assert notes == []


def test_line_endings_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"One line\r\nof two\r\n")
    assert taken(file)[0][0].text == "One line\r\nof two\r\n"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1251"])
def test_encodings_are_told(tmp_path: Path, encoding: str) -> None:
    text = (
        "Губернатор сказал: ночью обстреляли два села. " * 4
        if encoding == "cp1251"
        else "“Nobody” – said São’s mayor. " + BODY
    )
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode(encoding))
    [report], notes = taken(file)
    assert report.text == text
    assert len(notes) == (encoding != "utf-8-sig"), notes
    assert encoding == "utf-8-sig" or "not UTF-8" in notes[0]


def test_a_few_broken_bytes_do_not_turn_utf8_into_something_else(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(("“Left” the village – “quickly” – said the “mayor”. " * 3).encode() + b"\xff end")
    [report], notes = taken(file)
    assert report.text.endswith("\ufffd end")
    assert "replaced" in notes[0]


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 ...", b"PK\x03\x04rest", bytes(range(256)) * 8, b"\x00" * 50, b"\x89PNG\r\n"]
)
def test_binary_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(data)
    with pytest.raises(BinaryInput) as caught:
        taken(file)
    assert str(file) in str(caught.value)
    assert caught.value.exit_code == 3


def test_a_web_page_under_a_name_of_text_is_read_as_a_page(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("<!DOCTYPE html><html lang=en><p>The army left the village.</p></html>")
    assert taken(file)[0][0].text == "The army left the village."


@pytest.mark.parametrize("content", ["", "  \n\n", "\ufeff"])
def test_an_empty_file_is_a_clean_empty_result(tmp_path: Path, content: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(content, encoding="utf-8")
    found, notes = taken(file)
    assert found == []
    assert "empty" in notes[0]


def test_too_large_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    with file.open("wb") as out:
        out.truncate(50_000_000)
    with pytest.raises(InputTooLarge, match="20 MB") as caught:
        taken(file)
    assert "JSONL" in str(caught.value)


def test_missing_and_web_sources(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        taken(tmp_path / "none.txt")
    with pytest.raises(InputError, match="only http and https"):
        taken("ftp://example.org/report")
    with pytest.raises(InputError):
        taken("\0")


def test_a_folder_in_the_order_of_paths(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b/2.txt", "a.md", "c.txt", "d.csv", ".hidden/x.txt"):
        (tmp_path / name).write_text(f"Report {name}.", encoding="utf-8")
    (tmp_path / "e.jsonl").write_text(line(id="e1", text="Report e.jsonl."), encoding="utf-8")
    assert [r.text for r in taken(tmp_path)[0]] == [
        "Report a.md.",
        "Report b/2.txt.",
        "Report c.txt.",
        "Report e.jsonl.",
    ]


def test_links_in_folders_neither_loop_nor_read_twice(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Report a.")
    os.symlink(tmp_path, tmp_path / "loop")
    os.symlink(tmp_path / "a.txt", tmp_path / "b.txt")
    os.symlink(tmp_path / "gone.txt", tmp_path / "c.txt")
    found, notes = taken(tmp_path)
    assert [r.text for r in found] == ["Report a."]
    assert len(notes) == 2, notes


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    assert "no .txt" in taken(tmp_path)[1][0]


def test_records_keep_what_they_bring(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(
        line(
            id=7,
            text=BODY,
            title="T",
            outlet="O",
            published="2024-05-16T08:00:00Z",
            url="https://example.org",
            claims=[1],
        )
        + "\n"
        + line(text=BODY, published=None),
        encoding="utf-8",
    )
    first, second = taken(file, published=date(2020, 1, 1), outlet="Default")[0]
    assert (first.id, first.title, first.outlet, first.url) == ("7", "T", "O", "https://example.org")
    assert first.published == date(2024, 5, 16)
    assert (second.given_id, second.outlet, second.published) == (None, "Default", date(2020, 1, 1))


BAD_LINES = {
    "no JSON": "{'text': 1}\n",
    "no JSON object": "[1]\n",
    "no `text`": line(id="x"),
    "`text` is no string": line(text=5),
    "`title` is no string": line(text="x", title=5),
    "`published`": line(text="x", published="May 16"),
    "deep": "[" * 100_000 + "\n",
}


@pytest.mark.parametrize("bad", BAD_LINES.values(), ids=BAD_LINES)
def test_one_bad_line_loses_nothing_else(tmp_path: Path, bad: str) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(line(text="One.") + bad + line(text="Three."), encoding="utf-8")
    with pytest.raises(RecordError) as caught:
        taken(file)
    assert str(caught.value).startswith(f"{file}:2: ")
    found, notes = taken(file, on_error="skip")
    assert [r.text for r in found] == ["One.", "Three."]
    assert len(notes) == 1
    assert f"{file}:2" in notes[0]


def test_invalid_utf8_and_long_lines_are_named(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"text": "\xff"}\n' + line(text="x" * 500).encode() + line(text="Three.").encode())
    found, notes = taken(file, on_error="skip", max_line_bytes=300)
    assert [r.text for r in found] == ["Three."]
    assert [":1: " in notes[0], ":2: " in notes[1]] == [True, True]


def test_a_date_in_the_future_in_a_record(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(line(text="x", published="2030-01-01"))
    assert len(taken(file)[0]) == 1
    with pytest.raises(RecordError, match="future"):
        taken(file, today=date(2024, 5, 20))


def test_an_empty_record_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(line(text=" ") + line(text="Two."))
    found, notes = taken(file)
    assert [r.text for r in found] == ["Two."]
    assert "empty" in notes[0]


def test_half_characters_are_replaced_one_for_one() -> None:
    [report] = read_bytes(b'{"text": "a\\ud83dz \\ud83d\\ude00"}')
    assert report.text == "a\ufffdz 😀"


@pytest.mark.parametrize(
    ("data", "expected"), [(BODY, [BODY]), (line(text="One.") + line(text="Two."), ["One.", "Two."])]
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: str, expected: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data.encode())))
    assert [r.text for r in taken("-")[0]] == expected


def test_skip_passes_over_bad_files(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.txt").write_text("Report b.")
    found, notes = taken(tmp_path / "gone.txt", tmp_path, on_error="skip")
    assert [r.text for r in found] == ["Report b."]
    assert len(notes) == 2


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_reports_or_a_claimline_error(data: bytes) -> None:
    found: list[Report] = []
    with suppress(ClaimlineError):
        found = list(read_bytes(data))
    for report in found:
        assert report.text.strip()
        report.text.encode("utf-8")


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=200))
def test_utf8_text_is_kept_to_the_character(text: str) -> None:
    for report in read_bytes(b"\xef\xbb\xbf" + text.encode("utf-8")):
        assert report.text == text or text.lstrip().startswith(('{"', "<"))


def test_plain_text_costs_no_library_for_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    program = (
        "import sys; from claimline.intake import reports; "
        f"[report] = reports([{str(tmp_path)!r}]); print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    heavy = {"trafilatura", "lxml", "pypdf", "pyarrow", "http", "ssl", "email", "csv", "charset_normalizer"}
    assert not heavy & {name.partition(".")[0] for name in run.stdout.split()}
