"""Files that are made to fill memory, or to write where they should not: bombs in Parquet, archives, office files."""

from __future__ import annotations

import gzip
import io
import resource
import struct
import tarfile
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from claimline.errors import InputError
from claimline.intake import IntakeConfig, reports
from claimline.model import Report

TEXT = "The army said on Friday that it had left the village after three days of fighting for the bridge."
ROWS = 20_000


@pytest.mark.parametrize("column", ["text", "title", "outlet", "url"])
def test_a_dictionary_of_parquet_is_no_bomb(tmp_path: Path, column: str) -> None:
    """One value of a megabyte, twenty thousand times: a kilobyte on disk, twenty gigabytes for who unpacks it."""
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    columns = {"text": arrow.array([TEXT] * ROWS)}
    columns[column] = arrow.DictionaryArray.from_arrays(arrow.array([0] * ROWS, arrow.int32()), ["x" * 1_000_000])
    path = tmp_path / "bomb.parquet"
    parquet.write_table(arrow.table(columns), path, compression="zstd")
    assert path.stat().st_size < 5_000
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    found = reports([path], IntakeConfig(on_error="skip"))
    assert all(isinstance(one, Report) for one, _ in zip(found, range(20), strict=False))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1_000_000  # kB
    assert time.process_time() - began < 20


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, TEXT)
        archive.writestr("word/styles.xml", b" " * 30_000_000)
    return out.getvalue()


def tarred(name: str) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        member = tarfile.TarInfo(name)
        member.size = len(TEXT)
        archive.addfile(member, io.BytesIO(TEXT.encode()))
    return out.getvalue()


@pytest.mark.parametrize("member", ["../../evil.txt", "/etc/evil.txt", "word/document.xml", "a\\..\\..\\evil.txt"])
@pytest.mark.parametrize("ending", ["zip", "docx", "xlsx", "epub", "txt", "html"])
def test_no_archive_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, member: str, ending: str) -> None:
    path = tmp_path / "inner" / f"a.{ending}"
    path.parent.mkdir()
    path.write_bytes(zipped(member))
    monkeypatch.chdir(path.parent)
    with pytest.raises(InputError) as told:
        list(reports([path]))
    assert told.value.then
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == [path]


def test_a_tape_archive_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "inner" / "a.tar"
    path.parent.mkdir()
    path.write_bytes(tarred("../../evil.txt"))
    monkeypatch.chdir(path.parent)
    with pytest.raises(InputError):
        list(reports([path]))
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == [path]


def test_the_name_inside_gzip_is_not_used(tmp_path: Path) -> None:
    """RFC 1952 lets a file say what it was called; that may be a path."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(TEXT.encode()) + packed.flush()
    head = b"\x1f\x8b\x08\x08" + bytes(4) + b"\x02\x03" + b"../../evil.txt\x00"
    path = tmp_path / "inner" / "a.txt.gz"
    path.parent.mkdir()
    path.write_bytes(head + body + struct.pack("<II", zlib.crc32(TEXT.encode()), len(TEXT)))
    assert gzip.decompress(path.read_bytes()).decode() == TEXT
    assert [report.text for report in reports([path])] == [TEXT]
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == [path]
