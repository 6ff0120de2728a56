"""A small weighed ledger for the desk's tests, and the desk on it without a socket.

    from desk_building import client, desk_ledger, small_ledger   # fixtures: name them in the test's module

Its reports tell of four towns; every name in the last one is hostile (`HOSTILE`).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from claimline import weigh
from claimline.desk import DeskConfig, create_app
from claimline.ledger import Ledger, open_ledger
from claimline.model import Report, Span
from claimline.model.claim import claim_id
from claimline.model.record import Record
from claimline.pipeline.weighing import WeighConfig

HOST = "http://127.0.0.1:8765"
HOSTILE = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"
FORMULA = '=HYPERLINK("http://evil.example")'
TOWNS = {
    "Vovchansk": ("geonames:689304", 50.29, 36.94),
    "Robotyne": ("geonames:695586", 47.45, 35.84),
    "Sumy": ("geonames:692194", 50.92, 34.8),
}


def a_claim(report: Report, kind: str, words: str, town: str, **slots: Any) -> Record:
    """The claim record that a reader would give for these words of a report."""
    start = report.text.index(words)
    place_id, lat, lon = TOWNS.get(town, (None, None, None))
    speaker: Record | None = slots.pop("speaker", None)
    said = Span(speaker["start"], speaker["end"]) if speaker else None
    record: Record = {
        "id": claim_id(report.text_hash, Span(start, start + len(words)), kind, said, [("at", place_id or town)]),
        "report": {
            "id": report.id,
            "title": report.title,
            "outlet": report.outlet,
            "url": report.url,
            "published": str(report.published),
            "language": "en",
            "origin": [],
        },
        "kind": kind,
        "evidence": [{"start": start, "end": start + len(words), "text": words}],
        "speaker": speaker,
        "chain": [],
        "cue": None,
        "modality": "claimed" if speaker else "asserted",
        "polarity": "positive",
        "framing": None,
        "background": False,
        "stage": None,
        "actor": None,
        "target": None,
        "places": [_place(report, town, place_id, (lat, lon))],
        "time": None,
        "quantities": [],
        "confidence": 0.8,
        "reader": {"name": "rules", "version": "1"},
    }
    return {**record, **slots}


def _place(report: Report, town: str, place_id: str | None, point: tuple[float | None, float | None]) -> Record:
    at = report.text.index(town)
    return {
        "text": town,
        "start": at,
        "end": at + len(town),
        "role": "at",
        "name": town,
        "id": place_id,
        "lat": point[0],
        "lon": point[1],
        "precision": "settlement" if place_id else "unresolved",
        "radius_km": 2.0 if place_id else None,
        "rung": "exact" if place_id else None,
        "country": "UA" if place_id else None,
        "confidence": 0.9,
        "candidates": [],
    }


def a_party(report: Report, name: str, side: str | None = None, kind: str = "office") -> Record:
    at = max(report.text.find(name), 0)
    return {"name": name, "kind": kind, "side": side, "role": None, "start": at, "end": at + len(name)}


def fill(ledger: Ledger, number: int = 4) -> None:
    """Some reports of two sides on two towns, and the hostile one."""
    with ledger.writer() as writer:
        for day in range(1, number + 1):
            town = ("Vovchansk", "Robotyne")[day % 2]
            writer.add(*_report(day, town))
        writer.add(*_hostile())


def _report(day: int, town: str) -> tuple[Report, list[Record]]:
    text = f"Day {day}. Russian forces took {town}, the Russian defence ministry said. Ukraine's army denied this."
    report = Report(text, title=f"Day {day} at {town}", outlet=("River Herald", "Hill Gazette")[day % 2],
                    published=date(2024, 5, day), url=f"https://news.example/{day}", language="en")  # fmt: skip
    side = a_party(report, "Russian forces", "russia", "organisation")
    ministry, army = a_party(report, "Russian defence ministry", "russia"), a_party(report, "Ukraine's army", "ukraine")
    words = f"Russian forces took {town}"
    return report, [
        a_claim(report, "control.taken", words, town, speaker=ministry, actor=side),
        a_claim(report, "control.taken", words, town, speaker=army, actor=side, polarity="negative"),
    ]


def _hostile() -> tuple[Report, list[Record]]:
    text = f"{HOSTILE} was said at {HOSTILE}town by {FORMULA}."
    report = Report(text, title=HOSTILE, outlet=HOSTILE, published=date(2024, 5, 20), url="javascript:alert(1)",
                    language="en")  # fmt: skip
    speaker = a_party(report, FORMULA, kind="person")
    own = a_party(report, HOSTILE, kind="person")
    return report, [
        a_claim(report, "attack.shelling", HOSTILE, f"{HOSTILE}town", speaker=speaker, actor=own, target=own),
        a_claim(report, "statement", f"{HOSTILE} was said", f"{HOSTILE}town", speaker=own),
    ]


@pytest.fixture(scope="session")
def desk_ledger(tmp_path_factory: pytest.TempPathFactory, gazetteer_file: Path) -> Path:
    """The ledger's file, made once; it is shared: copy it before you write to it."""
    path = tmp_path_factory.mktemp("ledger") / "small.db"
    with open_ledger(path) as ledger:
        fill(ledger)
        weigh(ledger, WeighConfig(gazetteer=gazetteer_file))
    return path


@pytest.fixture
def small_ledger(desk_ledger: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A copy of it, to be written to."""
    copy = tmp_path / "ledger.db"
    shutil.copy(desk_ledger, copy)
    with open_ledger(copy) as ledger:
        yield ledger


@pytest.fixture(scope="module")
def client(desk_ledger: Path) -> Iterator[TestClient]:
    with open_ledger(desk_ledger) as ledger:
        yield a_client(ledger)


def a_client(ledger: Ledger, config: DeskConfig | None = None, *, read_by: str | None = None) -> TestClient:
    """`read_by`: the Accept header, as browsers send it or as programs do."""
    headers = {"Accept": read_by} if read_by else {}
    return TestClient(
        create_app(ledger, config),
        base_url=HOST,
        headers=headers,
        raise_server_exceptions=False,
        follow_redirects=False,
    )
