"""What the doctor sees: damage of each part, told with what to do; nothing where all is well."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from claimline.errors import ReaderError
from claimline.ledger import open_ledger
from claimline.model import Report
from claimline.pipeline import ReadConfig, read_reports
from claimline.pipeline.doctor import Check, checkup
from claimline.reading.neural import model
from claimline.reading.neural.sums import damaged

DEFAULT = model.weights_of("default")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as opened, opened.writer() as writer:
        writer.add(Report("Shells hit Vovchansk.", given_id="one", outlet="Post"), ())
    return path


def checks(ledger: Path | None, gazetteer: Path) -> dict[str, Check]:
    return {check.name: check for check in checkup(str(ledger) if ledger else None, gazetteer)}


def test_where_all_is_well_nothing_is_wrong(ledger: Path, sample_gazetteer: Path) -> None:
    found = checks(ledger, sample_gazetteer)
    assert [check for check in found.values() if check.state == "wrong"] == []
    assert found["ledger"].what.startswith("1 reports, 0 claims")
    assert found["weighing"].then == "Run: claimline weigh"
    assert found["reading"].state == found["reader default"].state == "ok"


def test_what_is_not_there_yet_is_only_noted(tmp_path: Path) -> None:
    found = checks(tmp_path / "none.db", tmp_path / "none.sqlite")
    assert found["ledger"].state == found["gazetteer"].state == "note"
    assert not list(tmp_path.iterdir()), "nothing is made"


@pytest.mark.parametrize("part", ["encoder.onnx", "heads.onnx", "tokenizer.json", "settings.json", "sums.json"])
def test_a_reader_whose_files_are_damaged(
    part: str, tmp_path: Path, ledger: Path, sample_gazetteer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "default"
    shutil.copytree(DEFAULT, folder)
    data = bytearray((folder / part).read_bytes())
    data[len(data) // 2] ^= 0xFF
    (folder / part).write_bytes(data if part != "sums.json" else b"")
    assert list(damaged(folder)) == [part]
    monkeypatch.setattr(model, "weights_of", lambda name: folder)
    found = checks(ledger, sample_gazetteer)["reader default"]
    assert found.state == "wrong"
    assert part in found.what
    assert "--reader rules" in str(found.then)


def test_reading_with_half_a_file_is_an_error_with_a_hint(
    tmp_path: Path, gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "default"
    shutil.copytree(DEFAULT, folder)
    whole = (folder / "encoder.onnx").read_bytes()
    (folder / "encoder.onnx").write_bytes(whole[: len(whole) // 2])
    monkeypatch.setattr(model, "weights_of", lambda name: folder)
    model.open_model.cache_clear()
    with pytest.raises(ReaderError, match=r"damaged: encoder\.onnx") as error:
        list(read_reports([Report("A shell fell.", language="en")], ReadConfig(gazetteer=gazetteer_file)))
    model.open_model.cache_clear()
    assert "--reader rules" in str(error.value.then)


def test_a_gazetteer_with_holes(tmp_path: Path, ledger: Path, gazetteer_file: Path) -> None:
    path = tmp_path / "places.sqlite"
    data = bytearray(gazetteer_file.read_bytes())
    data[8192:-4096] = b"\x00" * (len(data) - 8192 - 4096)
    path.write_bytes(data)
    found = checks(ledger, path)["gazetteer"]
    assert found.state == "wrong"
    assert "Remove the file" in str(found.then)


def test_a_ledger_with_holes(ledger: Path, gazetteer_file: Path) -> None:
    data = bytearray(ledger.read_bytes())
    for page in range(20, len(data) // 4096 - 1):
        data[page * 4096 : page * 4096 + 2000] = b"\x05" * 2000
    ledger.write_bytes(data)
    found = checks(ledger, gazetteer_file)["ledger"]
    assert found.state == "wrong"
    assert found.then


def test_a_clock_that_went_back(tmp_path: Path, gazetteer_file: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as opened, opened.writer(clock=lambda: datetime(2124, 1, 1, tzinfo=UTC)) as writer:
        writer.add(Report("Shells hit Vovchansk.", given_id="one"), ())
    assert checks(path, gazetteer_file)["clock"].state == "wrong"


def test_a_disk_that_is_nearly_full(ledger: Path, gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = SimpleNamespace(total=10**12, used=10**12, free=10**8)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full)
    found = checks(ledger, gazetteer_file)["disk"]
    assert (found.state, found.what) == ("wrong", "0.1 GB free beside the ledger")
