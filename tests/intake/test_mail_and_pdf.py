"""Newsletters and PDF: what is read from them, and what is refused."""

from __future__ import annotations

import time
from datetime import date
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimline.errors import BinaryInput
from claimline.intake import IntakeConfig, read_bytes, reports
from claimline.model import Report

FIRST = "The army said on Friday that its troops had left the village of Zelenivka after three days of fighting."
SECOND = "The governor said that two people were hurt when shells hit a school on the other bank of the river."


def taken(data: bytes, **options: Any) -> tuple[list[Report], list[str]]:
    notes: list[str] = []
    return list(read_bytes(data, config=IntakeConfig(note=notes.append, **options))), notes


def message(html: str | None, plain: str | None = None, charset: str = "utf-8") -> EmailMessage:
    made = EmailMessage()
    made["From"] = '"Steppe Courier" <news@steppe-courier.example>'
    made["Subject"] = "Morning letter: troops leave Zelenivka"
    made["Date"] = "Fri, 17 May 2024 06:30:00 +0300"
    made["Message-ID"] = "<1@steppe-courier.example>"
    if plain is not None:
        made.set_content(plain, charset=charset)
    if html is not None and plain is not None:
        made.add_alternative(html, subtype="html", charset=charset)
    elif html is not None:
        made.set_content(html, subtype="html", charset=charset)
    return made


LETTER = f"<html><table><tr><td><p>{FIRST}</p><p>{SECOND}</p><p>Unsubscribe from this list</p></td></tr></table></html>"


@pytest.mark.parametrize("plain", [None, "The plain part."])
def test_a_newsletter(plain: str | None) -> None:
    [report], _ = taken(bytes(message(LETTER, plain)))
    assert report.text == f"{FIRST}\n\n{SECOND}"
    assert (report.title, report.outlet) == ("Morning letter: troops leave Zelenivka", "Steppe Courier")
    assert report.published == date(2024, 5, 17)
    assert report.url is None


def test_a_plain_letter_with_an_attachment(tmp_path: Path) -> None:
    made = message(None, f"{FIRST}\n\n{SECOND}\n\nYou are receiving this e-mail because you asked for it.\n")
    made.add_attachment(b"%PDF-1.4 x", maintype="application", subtype="pdf", filename="../../x.pdf")
    (tmp_path / "a.eml").write_bytes(bytes(made))
    [report] = reports([tmp_path])
    assert report.text == f"{FIRST}\n\n{SECOND}"


def test_a_letter_in_an_old_charset() -> None:
    text = "Губернатор сообщил в пятницу, что ночью обстреляли два села на берегу реки. Пострадавших нет."
    for made in (message(f"<p>{text}</p>", charset="windows-1251"), message(None, text, charset="koi8-r")):
        assert taken(bytes(made))[0][0].text.strip() == text


def test_a_letter_with_a_date_beyond_all_days() -> None:
    letter = (
        b"From: a@b.example\r\nMIME-Version: 1.0\r\nDate: Fri, 99999999999999999999 May 2024 06:30:00 +0300\r\n\r\nx"
    )
    [report] = taken(letter)[0]
    assert (report.text, report.published, report.outlet) == ("x", None, "b.example")


def test_a_letter_without_text_is_said() -> None:
    found, notes = taken(b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx")
    assert not found
    assert "no text" in notes[0]


@pytest.mark.parametrize(("parts", "lines"), [(1000, 10), (29, 150_000), (1, 2_000_000)])
def test_parts_inside_parts_cost_little(parts: int, lines: int) -> None:
    head = b"From: a@b.example\r\nMIME-Version: 1.0\r\n"
    inner = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n) for n in range(parts))
    began = time.perf_counter()
    taken(head + inner + b"Content-Type: text/plain\r\n\r\n" + b"-x\n" * lines, on_error="skip")
    assert time.perf_counter() - began < 6


def pdf(pages: list[list[str]], info: str = "") -> bytes:
    """A PDF of lines of text, one under the other, in Helvetica."""
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< {info} >>",
    ]
    kids = []
    for lines in pages:
        shown = " T* ".join(f"({line.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj" for line in lines)
        stream = f"BT /F1 10 Tf 14 TL 40 800 Td {shown} ET"
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(bodies)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(bodies)} 0 R")
    bodies[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")


HEAD = "Relief Office - Situation report no. 7"
SITREP = [
    [HEAD, "Overview",
     "Shelling went on in the north of the district, and the governor ordered the evac-",
     "uation of two villages. About 1,200 people left in buses, the relief office said on",
     "Friday. North-eastern villages stay closed, and aid cannot reach the north-",
     "eastern road.",
     "Page 1 of 2"],
    [HEAD, "The hospital of Lypove has no power. Doctors said that they have fuel for two days",
     "and that forty patients must be moved.",
     "- Zelenivka: water is back",
     "- Dubrava: no water, no power",
     "Page 2 of 2"],
]  # fmt: skip


def test_a_situation_report_in_pdf(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf(SITREP, "/Title (Situation report 7) /CreationDate (D:20240516101500Z)"))
    notes: list[str] = []
    [report] = reports([tmp_path], IntakeConfig(note=notes.append))
    assert report.text.split("\n\n") == [
        "Overview",
        "Shelling went on in the north of the district, and the governor ordered the evacuation of two villages. "
        "About 1,200 people left in buses, the relief office said on Friday. North-eastern villages stay closed, and "
        "aid cannot reach the north-eastern road.",
        "The hospital of Lypove has no power. Doctors said that they have fuel for two days and that forty patients "
        "must be moved.",
        "- Zelenivka: water is back",
        "- Dubrava: no water, no power",
    ]
    assert report.title == "Situation report 7"
    assert report.published == date(2024, 5, 16)
    assert "the PDF was made" in notes[0]


def test_a_pdf_of_pictures_is_said() -> None:
    found, notes = taken(pdf([[""]]))
    assert not found
    assert "no text in this PDF" in notes[0]


@pytest.mark.parametrize(
    "drawn",
    [
        "(A line of a report.) Tj T* " * 15_000,
        "10 10 m 20 20 l S " * 60_000,
        "q " * 250_000,
        "[" * 90_000,
        "<<" * 40_000,
    ],
)
def test_a_page_that_draws_too_much_is_passed_over(drawn: str) -> None:
    whole = pdf([["x"], ["The hospital has no power, the doctors said."]])
    few = b"(x) Tj"
    stream = f"BT /F1 10 Tf 14 TL 40 800 Td {drawn} ET".encode()
    start = whole.index(b"<< /Length")
    data = whole[:start] + b"<< /Length %d >>\nstream\n%s\n" % (len(stream), stream)
    data += whole[whole.index(b"endstream", whole.index(few)) :]
    began = time.perf_counter()
    [report], notes = taken(data)
    assert report.text == "The hospital has no power, the doctors said."
    assert "page 1 is passed over" in notes[0]
    assert time.perf_counter() - began < 6


def test_a_damaged_pdf_is_refused() -> None:
    with pytest.raises(BinaryInput, match="PDF"):
        taken(b"%PDF-1.4\n" + b"x" * 500)


WHOLE = pdf(SITREP)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(max_size=20), st.integers(0, 40))
def test_any_damage_of_a_pdf_gives_reports_or_a_claimline_error(place: int, waste: bytes, lost: int) -> None:
    for report in taken(WHOLE[:place] + waste + WHOLE[place + lost :], on_error="skip")[0]:
        report.text.encode("utf-8")


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_as_a_letter(data: bytes) -> None:
    head = b"From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n"
    for report in taken(head + data, on_error="skip")[0]:
        report.text.encode("utf-8")
