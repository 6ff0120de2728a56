"""CSV, Parquet and gzip: rows are reports, and a bad row is named."""

from __future__ import annotations

import builtins
import gzip
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from claimline.errors import InputError, RecordError
from claimline.intake import IntakeConfig, read_bytes, reports
from claimline.model import Report

BODY = "The army said on Friday that it had left the village."


def taken(*sources: Path, **options: Any) -> tuple[list[Report], list[str]]:
    notes: list[str] = []
    return list(reports(sources, IntakeConfig(note=notes.append, **options))), notes


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_has_the_fields_of_jsonl(tmp_path: Path, delimiter: str) -> None:
    file = tmp_path / "a.csv"
    rows = [["ID", "published", "text ", "outlet", "other"], ["7", "2024-05-16", f'"{BODY}\nMore."', "Post", "x"]]
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(delimiter.join(row) for row in rows).encode())
    [report], notes = taken(file)
    assert (report.given_id, report.published, report.outlet) == ("7", date(2024, 5, 16), "Post")
    assert report.text == f"{BODY}\nMore."
    assert not notes


def test_a_bad_row_of_csv_loses_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"text,published\nOne.,\n{BODY},yesterday\n\nThree.,2024-05-16\n")
    with pytest.raises(RecordError) as caught:
        taken(file)
    assert str(caught.value).startswith(f"{file}:3: `published`")
    found, notes = taken(file, on_error="skip")
    assert [r.text for r in found] == ["One.", "Three."]
    assert len(notes) == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"title,body\na,b\n", "no column `text`"),
        (b"text\n\xff\xfe\n", "not UTF-8"),
        (b'text\n"' + (b"y" * 1000 + b"\n") * 300, "no CSV"),
    ],
)
def test_what_is_no_csv_of_reports(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(data)
    with pytest.raises(InputError, match=said):
        taken(file, max_line_bytes=200_000)


def parquet(path: Path, **columns: Any) -> Path:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    pq.write_table(pa.table(columns), path)
    return path


def test_parquet(tmp_path: Path) -> None:
    file = parquet(
        tmp_path / "a.parquet", id=[1, 2, 3], text=[BODY, None, "Three."], published=[date(2024, 5, 16), None, None]
    )
    found, notes = taken(file, on_error="skip")
    assert [(r.given_id, r.text, r.published) for r in found] == [
        ("1", BODY, date(2024, 5, 16)),
        ("3", "Three.", None),
    ]
    assert f"{file}:2" in notes[0]
    assert [r.text for r in read_bytes(file.read_bytes(), config=IntakeConfig(on_error="skip"))] == [BODY, "Three."]


def test_parquet_that_is_damaged_or_has_no_text(tmp_path: Path) -> None:
    file = parquet(tmp_path / "a.parquet", body=["x"])
    with pytest.raises(RecordError, match="no column"):
        taken(file)
    file.write_bytes(b"PAR1" + b"x" * 100)
    with pytest.raises(InputError, match="cannot be read"):
        taken(file)


def test_without_pyarrow_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = builtins.__import__

    def without(name: str, *args: Any, **options: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return plain(name, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    file = tmp_path / "a.parquet"
    file.write_bytes(b"PAR1")
    with pytest.raises(InputError, match="pyarrow") as caught:
        taken(file)
    assert "pip install" in str(caught.value)


def lines(*texts: str) -> bytes:
    return b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts)


def test_gzip_of_records_and_members(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    file.write_bytes(gzip.compress(lines("One.")) + gzip.compress(lines("Two.")))
    assert [r.text for r in taken(tmp_path)[0]] == ["One.", "Two."]
    assert [r.text for r in read_bytes(file.read_bytes())] == ["One.", "Two."]


def test_gzip_cut_off_keeps_what_came_before(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    data = gzip.compress(lines("One.")) + gzip.compress(lines(*map(str, range(5000))))
    file.write_bytes(data[:-200])
    found, notes = taken(file, on_error="skip")
    assert found[0].text == "One."
    assert "cut off" in notes[-1]
    file.write_bytes(data[:40] + b"\xff" * 100 + data[140:])
    with pytest.raises(InputError, match="gzip archive is"):
        taken(file)


def test_a_gzip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl.gz"
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as out:
        for _ in range(70):
            out.write(b" " * 1_000_000)
    file.write_bytes(packed.getvalue())
    found, notes = taken(file, on_error="skip", max_line_bytes=10_000_000)
    assert not found
    assert "200 times" in notes[-1]


def test_a_carriage_return_in_the_first_row_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"id,text\rone,two\n")
    with pytest.raises(RecordError, match="no column `text`") as error:
        list(reports([tmp_path / "a.csv"]))
    assert error.value.then
