from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from claimline.errors import GazetteerError, UsageError
from claimline.resolving.places.assembling import add_pack
from claimline.resolving.places.download import downloaded
from claimline.resolving.places.gazetteer import Gazetteer
from claimline.resolving.places.kinds import kind, radius_km
from claimline.resolving.places.sources.geonames import parse_line, read_geonames
from claimline.resolving.places.sources.world import stream_object
from claimline.resolving.places.words import split_type, without_type

SHARED = Path(__file__).parents[4] / "shared" / "gazetteer"
LINE = "42\tNove\tNove\tNovoye,Нове,ABC,https://x.org\t50.1\t36.2\tP\tPPL\tUA\t\t07\t6312\t\t\t500\t\t90\tEurope/Kyiv\t2026-01-01\n"


@pytest.fixture
def path(gazetteer_file: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "g.sqlite"
    shutil.copyfile(gazetteer_file, copy)
    return copy


def test_a_line_of_a_dump() -> None:
    row = parse_line(LINE, "UA.txt:1")
    assert (row.id, row.name, row.lat, row.lon) == ("geonames:42", "Nove", 50.1, 36.2)
    assert (row.country, row.admin1, row.admin2, row.population) == ("UA", "07", "6312", 500)
    assert set(row.alternates) == {"Nove", "Novoye", "Нове"}  # no airport codes, no links


@pytest.mark.parametrize("line", ["nonsense\n", LINE.replace("50.1", "north"), LINE.replace("42\t", "no number\t")])
def test_a_line_that_is_none_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    file = tmp_path / "XX.txt"
    file.write_text(LINE + "\n" + line, encoding="utf-8")
    with pytest.raises(GazetteerError, match="no row of a GeoNames dump") as caught:
        list(read_geonames(file))
    assert "XX.txt:3" in str(caught.value)


def test_a_zip_and_a_text_are_the_same_dump(path: Path, tmp_path: Path) -> None:
    (tmp_path / "UA.txt").write_text(LINE, encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "UA.zip", "w") as archive:
        archive.write(tmp_path / "UA.txt", "UA.txt")
        archive.writestr("readme.txt", "about")
    assert list(read_geonames(tmp_path / "UA.zip")) == list(read_geonames(tmp_path / "UA.txt"))


def test_a_bad_pack_changes_nothing(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    (tmp_path / "bad.txt").write_text(LINE + "x\ty\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(b"\xff\xfe\x00\x01" * 9)
    for name in ("bad.txt", "empty.txt", "binary.txt", "missing.txt"):
        with pytest.raises(GazetteerError):
            add_pack(path, tmp_path / name, "geonames", "X")
    assert path.read_bytes() == before
    assert not list(tmp_path.glob(".*.new"))


def test_a_pack_wins_over_the_row_that_was_there(path: Path, tmp_path: Path) -> None:
    newer = LINE.replace("42\t", "689304\t").replace("Nove\tNove", "Vovchansk\tVovchansk").replace("500", "17747")
    (tmp_path / "UA.txt").write_text(newer, encoding="utf-8")
    add_pack(path, tmp_path / "UA.txt", "geonames", "UA")
    found = [c for c in Gazetteer.open(path).find("Vovchansk") if c.id == "geonames:689304"]
    assert [(c.population, c.lat) for c in found] == [(17747, 50.1)]
    assert Gazetteer.open(path).find("Вовчанськ")[0].id == "geonames:689304"  # older names stay


def test_one_region_is_one_place_with_both_codes(path: Path) -> None:
    opened = Gazetteer.open(path)
    crimea = opened.by_id("geonames:703883")
    assert crimea is not None
    assert crimea.iso == "UA-43"
    assert crimea.precision == "region"


def test_whos_on_first(path: Path, tmp_path: Path) -> None:
    def record(number: int, name: str, **more: object) -> str:
        base = {"id": number, "name": name, "pt": "locality", "lat": 13.5, "lon": 30.2, "dep": 0, "conc": {},
                "hier": [{"region_id": 7}], "names": {}, "repo": "whosonfirst-data-admin-sd"}  # fmt: skip
        return json.dumps({**base, **more})

    lines = [
        record(7, "North Testdofan", pt="region", conc={"iso:id": "SD-XX"}),
        record(1, "Umm Test", names={"ara_x_preferred": ["أم تست"], "eng_x_variant": ["Um Test"]}),
        record(2, "Old Place", dep=1),
        record(3, "Also Vovchansk", conc={"gn:id": 689304}, names={"eng_x_variant": ["Vovchansk Town"]}),
        record(4, "Empire", pt="empire"),
    ]
    (tmp_path / "sd.jsonl").write_text("\n".join(lines), encoding="utf-8")
    add_pack(path, tmp_path / "sd.jsonl", "wof", "SD")
    opened = Gazetteer.open(path)
    assert [(c.id, c.within) for c in opened.find("Um Test")] == [("wof:1", "North Testdofan, Sudan")]
    assert [c.id for c in opened.find("أم تست")] == ["wof:1"]
    assert opened.find("Old Place") == []
    assert [c.id for c in opened.find("Vovchansk Town")] == ["geonames:689304"]
    assert opened.find("Empire") == []
    (tmp_path / "bad.jsonl").write_text("{not json", encoding="utf-8")
    with pytest.raises(GazetteerError, match="Who's On First"):
        add_pack(path, tmp_path / "bad.jsonl", "wof", "X")


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/gazetteer")
def test_a_real_dump_reads(tmp_path: Path) -> None:
    with (SHARED / "geonames-ua" / "UA.txt").open(encoding="utf-8") as dump:
        cut = [next(dump) for _ in range(300)]
    (tmp_path / "allCountries.txt").write_text("".join(cut), encoding="utf-8")
    assert len(list(read_geonames(tmp_path / "allCountries.txt"))) == 300


def test_a_large_object_is_streamed_whole() -> None:
    countries = dict(stream_object("countries.json"))
    assert len(countries) > 240
    assert countries["UA"]["geonameid"] == 690791


def test_codes_that_nobody_listed_count_as_their_class() -> None:
    assert kind("PPLZZ", "P").precision == "settlement"
    assert kind("XYZ", "H").place_class == "water"
    assert kind("", "").precision == "area"


def test_a_radius_grows_with_the_people() -> None:
    assert radius_km("PPL", "P", 0) == 1.0
    assert 10 < radius_km("PPLA", "P", 1_421_125) < 13
    assert radius_km("ADM1", "A", 0) == 100


@pytest.mark.parametrize(
    ("name", "bare"),
    [("Kharkiv Oblast", "Kharkiv"), ("Oblast de Kharkiv", "Kharkiv"), ("the province of Idlib", "Idlib"),
     ("Харківська область", "Харківська"), ("Kharkiv", ""), ("Region", "")],
)  # fmt: skip
def test_bare_names(name: str, bare: str) -> None:
    assert without_type(name) == bare


def test_the_class_that_a_mention_asks_for() -> None:
    assert split_type("Kharkiv region") == ("Kharkiv", "region", "region")
    assert split_type("the town of Vovchansk") == ("Vovchansk", "settlement", "town")
    assert split_type("Donetsk International Airport") == ("Donetsk", "facility", "international airport")
    assert split_type("Vovchansk") == ("Vovchansk", None, "")


def test_downloads_take_country_codes_only() -> None:
    for name in ("UKRAINE", "U", "../x", ""):
        with pytest.raises(UsageError), downloaded(name):
            pass


def test_offline_is_told_with_the_way_around(monkeypatch: pytest.MonkeyPatch) -> None:
    import urllib.request

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise OSError("no network")

    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    with pytest.raises(GazetteerError, match="cannot be reached") as caught, downloaded("UA"):
        pass
    assert "--file UA.zip" in str(caught.value)
