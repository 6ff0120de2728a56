"""WARC archives: HTML responses become reports; what is damaged, cut off or a bomb is said and passed over."""

from __future__ import annotations

import gzip
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimline.errors import InputError
from claimline.intake import IntakeConfig, read_bytes, reports
from claimline.model import Report

TEXT = "The army said on Friday that it had left village {} after three days of fighting."
PAGE = f"<html lang=en><body><p>{TEXT}</p></body></html>"


def response(body: bytes, headers: str = "Content-Type: text/html; charset=utf-8", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\n{headers}\r\n\r\n".encode() + body


def record(content: bytes, url: str = "https://a.example/1", kind: str = "response", length: int = 0) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2024-05-16T22:10:00Z\r\nWARC-Target-URI: {url}\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {length or len(content)}"
    )
    return head.encode() + b"\r\n\r\n" + content + b"\r\n\r\n"


def page(number: int) -> bytes:
    return record(response(PAGE.format(number).encode()), f"https://a.example/{number}")


def taken(path: Path, **options: Any) -> tuple[list[Report], list[str]]:
    notes: list[str] = []
    return list(reports([path], IntakeConfig(note=notes.append, **options))), notes


@pytest.mark.parametrize("packed", [False, True])
def test_responses_become_reports(tmp_path: Path, packed: bool) -> None:
    pack = gzip.compress if packed else bytes
    file = tmp_path / ("a.warc.gz" if packed else "a.warc")
    other = [
        record(b"software: x\r\n", kind="warcinfo"),
        record(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        record(response(b"{}", "Content-Type: application/json")),
        record(response(PAGE.format(9).encode(), status="404 Not Found")),
        record(b""),
    ]
    file.write_bytes(b"".join(map(pack, [*other, page(1), page(2)])))
    found, notes = taken(tmp_path)
    assert [r.text for r in found] == [TEXT.format(1), TEXT.format(2)]
    assert [r.url for r in found] == ["https://a.example/1", "https://a.example/2"]
    assert found[0].published == date(2024, 5, 16), "the day of the record, for want of a better one"
    assert "day it was fetched" in notes[0]


def test_charset_of_the_header_and_bodies_that_are_packed(tmp_path: Path) -> None:
    text = "Губернатор сообщил в пятницу, что ночью обстреляли два села на берегу реки."
    html = f"<html><body><p>{text}</p></body></html>".encode("cp1251")
    kind = "Content-Type: text/html; charset=windows-1251"
    bodies = [
        response(gzip.compress(html), f"{kind}\r\nContent-Encoding: gzip"),
        response(zlib.compress(html), f"{kind}\r\nContent-Encoding: deflate"),
        response(html, f"{kind}\r\nContent-Encoding: gzip"),  # unpacked already, the header left
        response(html, f"{kind}\r\nContent-Encoding: br"),
        response(b"%x\r\n%s\r\n0\r\n\r\n" % (len(html), html), f"{kind}\r\nTransfer-Encoding: chunked"),
    ]
    file = tmp_path / "a.warc"
    file.write_bytes(b"".join(map(record, bodies)))
    assert [r.text for r in taken(file)[0]] == [text] * len(bodies)


def test_one_gzip_member_for_all_records(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    file.write_bytes(gzip.compress(page(1) + page(2)))
    assert len(taken(file)[0]) == 2
    assert len(list(read_bytes(file.read_bytes()))) == 2, "standard input: unpacked, then told by its first line"


def test_damage_in_the_middle_loses_one_record(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    members = [gzip.compress(page(n)) for n in range(1, 5)]
    broken = members[1][:60] + b"\xff" * 30 + members[1][90:]
    file.write_bytes(members[0] + broken + members[2] + b"\0\0waste" + members[3])
    found, notes = taken(file)
    assert [r.text for r in found] == [TEXT.format(n) for n in (1, 3, 4)]
    assert any("passed over" in note for note in notes)


def test_plain_archives_go_on_at_the_next_record(tmp_path: Path) -> None:
    file = tmp_path / "a.warc"
    wrong = record(response(PAGE.format(8).encode()), length=20)
    file.write_bytes(page(1) + b"waste\r\nmore waste\r\n" + page(2) + wrong + record(b"x", length=-5) + page(3))
    found, notes = taken(file)
    assert [r.text for r in found] == [TEXT.format(n) for n in (1, 2, 3)]
    assert len([n for n in notes if "damaged" in n or "passed over" in n]) >= 2


@pytest.mark.parametrize("packed", [False, True])
def test_a_cut_off_archive_keeps_what_came_before(tmp_path: Path, packed: bool) -> None:
    file = tmp_path / ("a.warc.gz" if packed else "a.warc")
    pack = gzip.compress if packed else bytes
    file.write_bytes(pack(page(1)) + pack(page(2))[:-40])
    found, notes = taken(file)
    assert [r.text for r in found] == [TEXT.format(1)]
    assert any("cut off" in note for note in notes)


def test_bombs_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    bomb = gzip.compress(record(response(b" " * 60_000_000)), 1)
    inner = record(response(gzip.compress(b" " * 30_000_000), "Content-Type: text/html\r\nContent-Encoding: gzip"))
    file.write_bytes(bomb + gzip.compress(inner) + gzip.compress(page(1)))
    found, notes = taken(file)
    assert [r.text for r in found] == [TEXT.format(1)]
    assert any("200 times" in note for note in notes)
    assert any("more than 10 MB" in note for note in notes)


@pytest.mark.parametrize("data", [b"", b"waste\r\n" * 10, gzip.compress(b"waste")])
def test_what_is_no_archive(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "a.warc"
    file.write_bytes(data)
    with pytest.raises(InputError, match="no WARC record"):
        taken(file)


WHOLE = gzip.compress(page(1)) + gzip.compress(page(2)) + gzip.compress(page(3))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(max_size=30), st.integers(0, 60))
def test_any_damage_gives_reports_or_a_claimline_error(place: int, waste: bytes, lost: int) -> None:
    data = WHOLE[:place] + waste + WHOLE[place + lost :]
    config = IntakeConfig(on_error="skip")
    for report in read_bytes(data, config=config):
        report.text.encode("utf-8")
