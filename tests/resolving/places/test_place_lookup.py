from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from claimline.errors import GazetteerError
from claimline.resolving.places.assembling import add_pack
from claimline.resolving.places.building import replacing
from claimline.resolving.places.gazetteer import Gazetteer
from claimline.resolving.places.schema import SCHEMA, connect, default_path


def ids(gazetteer: Gazetteer, name: str) -> list[str]:
    return [c.id for c in gazetteer.find(name)]


@pytest.mark.parametrize("name", ["Lukiantsi", "LUKIANTSI", "Luk'yantsi"])
def test_the_exact_rung(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name).rung == "exact"
    assert ids(gazetteer, name) == ["geonames:806581"]


@pytest.mark.parametrize("name", ["Lukyantsi", "Лук'янці", "Lukyantsy"])
def test_the_key_rung(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name).rung in ("key", "exact")
    assert ids(gazetteer, name) == ["geonames:806581"]


@pytest.mark.parametrize("name", ["Lukyantski", "Lukyansti", "Lkyantsi", "Vovchamsk", "Wovchansk", "Vovchansks"])
def test_one_edit(gazetteer: Gazetteer, name: str) -> None:
    found = gazetteer.lookup(name)
    assert found.rung in ("edit", "key")
    assert found.rows


@pytest.mark.parametrize("name", ["Lukyankkski", "Xyz", "", "   ", "'", "Kharkivgrad", "ab"])
def test_two_edits_are_too_many(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name).rung is None
    assert gazetteer.find(name) == []


def test_namesakes_are_all_kept(gazetteer: Gazetteer) -> None:
    found = gazetteer.find("Hlyboke")
    assert len(found) > 5
    assert len({c.id for c in found}) == len(found)


def test_what_contains_a_place(gazetteer: Gazetteer) -> None:
    found = next(c for c in gazetteer.find("Hlyboke") if c.id == "geonames:6724780")
    assert found.within == "Kharkiv Raion, Kharkiv Oblast, Ukraine"
    assert found.country == "UA"


def test_a_region_is_found_by_its_bare_name_and_by_iso_code(gazetteer: Gazetteer) -> None:
    assert "geonames:706482" in ids(gazetteer, "Kharkiv")
    crimea = gazetteer.by_id("iso3166-2:UA-43")
    assert crimea is not None
    assert crimea.id == "geonames:703883"


def test_opening_takes_less_than_20_ms(gazetteer_file: Path) -> None:
    Gazetteer.open(gazetteer_file).close()
    times = []
    for _ in range(5):
        start = time.perf_counter()
        Gazetteer.open(gazetteer_file).close()
        times.append(time.perf_counter() - start)
    assert min(times) < 0.02


def test_a_damaged_file_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(GazetteerError, match="damaged") as caught:
        Gazetteer.open(path)
    assert caught.value.exit_code == 4
    assert "Remove the file" in str(caught.value)


def test_damage_within_the_file_is_a_clear_error(gazetteer_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    whole = gazetteer_file.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    with pytest.raises(GazetteerError, match="damaged"):
        Gazetteer.open(path).find("Kharkiv")


def test_another_version_with_packs_is_told(gazetteer_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    shutil.copyfile(gazetteer_file, path)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE meta SET value = ? WHERE name = 'schema'", (str(SCHEMA + 1),))
    with pytest.raises(GazetteerError, match="another version"):
        Gazetteer.open(path)


def test_a_build_that_fails_leaves_no_file(tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"

    def broken() -> None:
        with replacing(path) as db:
            db.execute("CREATE TABLE half(a)")
            raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        broken()
    assert list(tmp_path.iterdir()) == []


def test_an_unwritable_place_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(GazetteerError, match="cannot be written"), replacing(tmp_path / "file" / "g.sqlite"):
        pass


def test_packs_added_at_once_are_both_kept(gazetteer_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    shutil.copyfile(gazetteer_file, path)
    row = "{}\t{}\t{}\t\t50.0\t36.0\tP\tPPL\tUA\t\t07\t\t\t\t0\t\t\t\t2026-01-01\n"
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text(row.format(99000 + number, f"Testove{number}", f"Testove{number}"))
    threads = [
        threading.Thread(target=add_pack, args=(path, tmp_path / f"{n}.txt", "geonames", f"pack{n}")) for n in (1, 2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    opened = Gazetteer.open(path)
    assert ids(opened, "Testove1") == ["geonames:99001"]
    assert ids(opened, "Testove2") == ["geonames:99002"]
    assert {"pack1", "pack2"} <= {s.name for s in opened.sources()}


def test_the_place_of_the_file_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(tmp_path / "mine.sqlite"))
    assert default_path() == tmp_path / "mine.sqlite"
    monkeypatch.delenv("CLAIMLINE_GAZETTEER")
    assert default_path().name == "gazetteer.sqlite"


def test_a_gazetteer_is_read_only(gazetteer_file: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        connect(gazetteer_file).execute("DELETE FROM place")
