"""The export formats, read back by the public libraries of each."""

from __future__ import annotations

import csv
import io
import json
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from export_building import REPORTS, a_ledger, exported, sent

from claimline.errors import NotFound, UsageError
from claimline.ledger import ClaimFilter, Ledger
from claimline.pipeline.weighing import WeighConfig, weigh
from claimline.publishing.export import FORMATS, export_format
from claimline.publishing.export.describe import declared, describe, field_names
from claimline.publishing.jsonl import dumps

Record = dict[str, Any]


@pytest.fixture(scope="module")
def ledger(gazetteer_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with a_ledger(tmp_path_factory.mktemp("export") / "ledger.db", gazetteer_file) as made:
        yield made


@pytest.fixture(scope="module")
def records(ledger: Ledger) -> list[Record]:
    """The claim records in the order of exports: by day, which is that of the reports here."""
    found = sorted(ledger.view().claims(), key=lambda record: record["report"]["published"])
    assert len(found) >= 6
    return found


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_jsonl_is_what_read_prints(ledger: Ledger, records: list[Record]) -> None:
    assert exported(ledger, "jsonl") == "".join(f"{dumps(record)}\n" for record in records)


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "datasette-metadata"])
def test_the_order_of_arrival_changes_no_byte(name: str, ledger: Ledger, gazetteer_file: Path, tmp_path: Path) -> None:
    with a_ledger(tmp_path / "other.db", gazetteer_file, reversed(REPORTS)) as other:
        assert sent(ledger, name) == sent(other, name)


@pytest.mark.parametrize("name", ["csv", "acled", "plover", "viina"])
def test_tables_have_the_columns_that_are_declared(name: str, ledger: Ledger) -> None:
    found = rows(exported(ledger, name))
    assert found
    assert all(tuple(row) == field_names(name) for row in found)
    assert all(None not in row.values() for row in found)


def test_speaker_outlet_event_and_grade_are_in_csv(ledger: Ledger, records: list[Record]) -> None:
    found = rows(exported(ledger, "csv"))
    assert [row["id"] for row in found] == [record["id"] for record in records]
    denial = next(row for row in found if row["polarity"] == "negative")
    assert denial["outlet"] == "River Herald"
    assert "General Staff" in denial["speaker"]
    assert all(row["event"] and row["reliability"] in "ABCDEF" and row["grade_reasons"] for row in found)
    assert {row["credibility"] for row in found} <= set("123456")


def test_cells_that_a_spreadsheet_would_run_are_harmless(ledger: Ledger) -> None:
    titles = {row["title"] for row in rows(exported(ledger, "csv")) if row["report_id"] == "r1"}
    assert titles == {'\'=Night "of fire"'}


def test_parquet_comes_back_as_equal_records(ledger: Ledger, records: list[Record]) -> None:
    import pyarrow.parquet as parquet

    table = parquet.read_table(io.BytesIO(sent(ledger, "parquet")))
    assert tuple(table.column_names) == field_names("parquet")
    assert [_record(row) for row in table.to_pylist()] == [_without_candidates(record) for record in records]
    assert str(table.schema.field("published").type) == "date32[day]"
    assert str(table.schema.field("places").type).startswith("list<element: struct<text: string")
    meta = parquet.ParquetFile(io.BytesIO(sent(ledger, "parquet"))).metadata
    column = next(c for c in _columns(meta) if c.path_in_schema == "kind")
    assert "RLE_DICTIONARY" in column.encodings


def _columns(meta: Any) -> list[Any]:
    return [meta.row_group(0).column(number) for number in range(meta.num_columns)]


def _record(row: Record) -> Record:
    """The claim record that a row of Parquet tells."""

    def party(slot: str, *more: str) -> Record | None:
        if row[slot] is None:
            return None
        start, end = row[f"{slot}_span"]
        plain = {
            "name": row[slot],
            "kind": row[f"{slot}_kind"],
            "side": row[f"{slot}_side"],
            "start": start,
            "end": end,
        }
        return {**plain, **{name: row[f"{slot}_{name}"] for name in more}}

    report = {name: row[name] for name in ("title", "outlet", "url", "language", "origin")}
    cue = (
        None
        if row["cue"] is None
        else {"text": row["cue"], **dict(zip(("start", "end"), row["cue_span"], strict=True))}
    )
    time = {name: row[f"time_{name}"] for name in ("text", "start", "end", "precision", "of")}
    return {
        "id": row["id"],
        "report": {**report, "id": row["report_id"], "published": row["published"] and row["published"].isoformat()},
        "speaker": party("speaker", "role"),
        "actor": party("actor"),
        "target": party("target"),
        "cue": cue,
        "time": {**time, "span": row["time_span"]} if row["time_text"] is not None else None,
        "reader": {"name": row["reader"], "version": row["reader_version"]},
        **{name: row[name] for name in ("kind", "evidence", "chain", "modality", "polarity", "framing", "background")},
        **{name: row[name] for name in ("stage", "places", "quantities", "confidence")},
    }


def _without_candidates(record: Record) -> Record:
    places = [{key: value for key, value in place.items() if key != "candidates"} for place in record["places"]]
    return {**record, "places": places}


def test_geojson_keeps_rfc_7946_and_loses_no_claim(ledger: Ledger, records: list[Record]) -> None:
    found = json.loads(exported(ledger, "geojson"))
    assert found["type"] == "FeatureCollection"
    assert {feature["properties"]["claim"] for feature in found["features"]} == {record["id"] for record in records}
    assert len({feature["id"] for feature in found["features"]}) == len(found["features"])
    assert len(found["features"]) == sum(max(1, len(record["places"])) for record in records)
    for feature in found["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        _check_geometry(feature)
        assert set(feature["properties"]) == set(field_names("geojson")) - {"id"}


def _check_geometry(feature: Record) -> None:
    told, geometry = feature["properties"], feature["geometry"]
    if geometry is None:
        assert told["drawn_as"] is None
        return
    assert geometry["type"] == "Point"
    lon, lat = geometry["coordinates"]
    assert -180 <= lon <= 180
    assert -90 <= lat <= 90
    assert told["drawn_as"] == ("point" if told["place_precision"] in ("settlement", "area") else "centre")
    assert told["radius_km"] is not None


def test_time_sliders_get_days(ledger: Ledger) -> None:
    found = json.loads(exported(ledger, "geojson"))["features"]
    shelling = [f["properties"] for f in found if f["properties"]["place_name"] == "Vovchansk"]
    days = {(told["start"], told["end"], told["time_from"]) for told in shelling}
    assert ("2024-05-15", "2024-05-15", "event") in days
    assert {start for start, _, of in days if of == "publication"} <= {"2024-05-16", "2024-05-17"}


def test_an_export_of_nothing_is_whole(ledger: Ledger) -> None:
    asked = {"outlet": "Nobody"}
    assert json.loads(exported(ledger, "geojson", **asked)) == {"type": "FeatureCollection", "features": []}
    assert json.loads(exported(ledger, "jsonld", **asked))["@graph"] == []
    assert exported(ledger, "jsonl", **asked) == exported(ledger, "ftm", **asked) == ""
    assert rows(exported(ledger, "csv", **asked)) == rows(exported(ledger, "acled", **asked)) == []


def test_json_ld_is_parsed_offline_and_answers(
    ledger: Ledger, records: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")

    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    graph = rdflib.Graph().parse(data=exported(ledger, "jsonld"), format="json-ld")
    asked = """
        PREFIX schema: <https://schema.org/> PREFIX oa: <http://www.w3.org/ns/oa#>
        SELECT ?who ?outlet ?exact ?start ?end WHERE {
            ?claim a schema:Claim ; schema:author/schema:name ?who ; schema:appearance ?report .
            OPTIONAL { ?report schema:publisher/schema:name ?outlet }
            ?note oa:hasBody ?claim ; oa:hasTarget ?words .
            ?words oa:hasSource ?report ; oa:hasSelector ?quote, ?position .
            ?quote a oa:TextQuoteSelector ; oa:exact ?exact .
            ?position a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end .
        }"""
    found = {(str(r.who), str(r.outlet), str(r.exact), int(r.start), int(r.end)) for r in graph.query(asked)}
    wanted = {
        (record["speaker"]["name"], str(record["report"]["outlet"]), span["text"], span["start"], span["end"])
        for record in records
        if record["speaker"]
        for span in record["evidence"]
    }
    assert wanted
    assert wanted <= found
    texts = {report.given_id: report.text for report in REPORTS}
    assert any(texts["r1"][start:end] == exact for _, _, exact, start, end in found)


def test_json_ld_names_reader_and_moment(ledger: Ledger) -> None:
    rdflib = pytest.importorskip("rdflib", reason="rdflib is not installed")
    graph = rdflib.Graph().parse(data=exported(ledger, "jsonld"), format="json-ld")
    asked = """
        PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX schema: <https://schema.org/>
        SELECT DISTINCT ?version WHERE {
            ?claim prov:wasAttributedTo ?reader ; prov:wasDerivedFrom ?report ; prov:generatedAtTime ?at .
            ?reader a prov:SoftwareAgent ; schema:softwareVersion ?version .
        }"""
    assert len(list(graph.query(asked))) == 1


def test_followthemoney_keeps_every_value(ledger: Ledger, records: list[Record]) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    lines = [json.loads(line) for line in exported(ledger, "ftm").splitlines()]
    ids = {line["id"] for line in lines}
    assert len(ids) == len(lines)
    for line in lines:
        entity = ftm.ValueEntity.from_dict(line)
        entity.schema.validate(line)
        for name, values in line["properties"].items():
            prop = entity.schema.properties[name]
            assert len(entity.get(prop)) == len(set(values)), (line["schema"], name, values)
            assert all(prop.type.validate(value) for value in values), (line["schema"], name, values)
            if prop.type.name == "entity":
                assert set(values) <= ids
    says = [line["properties"] for line in lines if line["properties"].get("role") == ["says"]]
    assert {one["recordId"][0] for one in says} == {record["id"] for record in records if record["speaker"]}
    assert {line["schema"] for line in lines} <= set(declared("ftm")["fields"])


def test_acled_rows_are_events_with_ranges(ledger: Ledger) -> None:
    found = rows(exported(ledger, "acled"))
    shelling = next(row for row in found if row["location"] == "Vovchansk")
    assert (shelling["event_type"], shelling["event_date"], shelling["time_precision"], shelling["geo_precision"]) == (
        "Explosions/Remote violence", "2024-05-15", "1", "1",
    )  # fmt: skip
    assert (shelling["fatalities_min"], shelling["fatalities"]) == ("3", "3")
    assert shelling["source"] == "Sample Post; River Herald"
    assert "police" in shelling["speakers"]
    taken = next(row for row in found if row["location"] == "Orikhiv")
    assert taken["sub_event_type"] == "Non-state actor overtakes territory"
    assert "General Staff" in taken["denied_by"]
    back = next(row for row in found if row["location"] == "Robotyne")
    assert back["sub_event_type"] == "Government regains territory"


def test_plover_says_who_acts_and_who_says_so(ledger: Ledger) -> None:
    found = rows(exported(ledger, "plover"))
    taken = next(row for row in found if row["location"] == "Orikhiv" and row["polarity"] == "positive")
    assert (taken["event"], taken["context"], taken["source_state"]) == ("ASSAULT", "territory", "RU")
    assert "defence ministry" in taken["speaker"].lower()
    denied = next(row for row in found if row["polarity"] == "negative")
    assert denied["auxiliary"] == "negation"
    assert {row["event"] for row in found if row["kind"].startswith("displacement")} == {""}


def test_viina_has_a_row_for_each_day_and_settlement(ledger: Ledger) -> None:
    found = rows(exported(ledger, "viina", since="2024-05-16", until="2024-05-20"))
    days = {row["date"]: {r["name"]: r for r in found if r["date"] == row["date"]} for row in found}
    assert list(days) == ["20240516", "20240517", "20240518", "20240519", "20240520"]
    hlyboke = days["20240516"]["Orikhiv"]
    assert (hlyboke["status"], hlyboke["basis"], hlyboke["side"]) == ("RU", "claimed", "russia")
    assert "Robotyne" not in days["20240516"]
    assert days["20240520"]["Robotyne"]["status"] == "UA"
    assert hlyboke["geonameid"].isdigit()


def test_reports_make_the_same_claims_elsewhere(ledger: Ledger, gazetteer_file: Path, tmp_path: Path) -> None:
    from claimline.intake import IntakeConfig
    from claimline.intake.records import record_reports

    lines = io.BytesIO(sent(ledger, "reports"))
    reports = [one for one in record_reports(lines, where="-", config=IntakeConfig()) if not isinstance(one, Exception)]
    assert len(reports) == len(REPORTS)
    with a_ledger(tmp_path / "again.db", gazetteer_file, reports) as again:
        assert [_same(r) for r in again.view().claims()] == [_same(r) for r in ledger.view().claims()]


def _same(record: Record) -> Record:
    """Without the language, which is found anew for a report that came without one."""
    return {**record, "report": {**record["report"], "language": None}}


def test_filters_narrow(ledger: Ledger, records: list[Record]) -> None:
    def ids(**asked: Any) -> list[str]:
        return [json.loads(line)["id"] for line in exported(ledger, "jsonl", **asked).splitlines()]

    control = [record["id"] for record in records if record["kind"].startswith("control.")]
    assert ids(kind="control") == control
    assert ids(outlet="river herald") == [r["id"] for r in records if r["report"]["outlet"] == "River Herald"]
    assert ids(known="2024-05-16") == [r["id"] for r in records if r["report"]["published"] <= "2024-05-16"]
    in_area = set(ids(area="Kharkiv Oblast"))
    assert set(ids(place="Vovchansk")) < in_area < {record["id"] for record in records}
    assert ids(since="2024-05-20") == [record["id"] for record in records if record["report"]["id"] == "r3"]
    with pytest.raises(NotFound):
        ids(place="Atlantis")
    with pytest.raises(UsageError):
        ids(since="2024-05-20", until="2024-05-10")


def test_grades_are_those_of_the_day_that_is_asked_for(ledger: Ledger) -> None:
    then = {row["location"]: row for row in rows(exported(ledger, "acled", known="2024-05-16"))}
    now = {row["location"]: row for row in rows(exported(ledger, "acled"))}
    assert then["Orikhiv"]["denied_by"] == ""
    assert now["Orikhiv"]["denied_by"] != ""
    assert "Robotyne" not in then


def test_what_people_decided_leaves_with_the_claims(gazetteer_file: Path, tmp_path: Path) -> None:
    with a_ledger(tmp_path / "judged.db", gazetteer_file) as ledger:
        first, second, *_ = [r["id"] for r in ledger.view().claims(ClaimFilter(report="r1"))]
        ledger.judge().reject(first, who="M. Sample")
        ledger.judge().accept(second, who="M. Sample")
        found = {row["id"]: row["status"] for row in rows(exported(ledger, "csv"))}
        assert first not in found
        assert found[second] == "accepted"
        assert set(found.values()) == {"accepted", "open"}


@pytest.fixture(scope="module")
def fixed(gazetteer_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A ledger in which a person set speaker, place, day and number of a claim by hand."""
    from claimline.pipeline.reviewing import gazetteer_places

    with a_ledger(tmp_path_factory.mktemp("fixed") / "ledger.db", gazetteer_file) as ledger:
        claim = next(ledger.view().claims(ClaimFilter(kind="casualties.killed", report="r1")))
        given = {
            "speaker": "A. Nurse",
            "speaker.kind": "person",
            "place": "geonames:692194",
            "day": "2024-05-14",
            "killed": "5",
        }
        judge = ledger.judge(places=gazetteer_places(gazetteer_file))
        judge.fix(claim["id"], given, who="M. Sample")
        weigh(ledger, WeighConfig(gazetteer=gazetteer_file))
        yield ledger


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "datasette-metadata"])
def test_what_was_set_by_hand_leaves_in_every_format(name: str, fixed: Ledger) -> None:
    if name == "parquet":
        import pyarrow.parquet as parquet

        found = parquet.read_table(io.BytesIO(sent(fixed, name))).to_pylist()
        row = next(row for row in found if row["status"] == "fixed")
        assert (row["speaker"], row["places"][0]["name"], row["time_start"]) == ("A. Nurse", "Sumy", "2024-05-14")
        return
    text = exported(fixed, name)
    if name in ("csv", "plover", "geojson", "jsonld", "jsonl", "ftm"):
        assert "A. Nurse" in text
        assert "Sumy" in text
        assert "2024-05-14" in text


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_what_it_holds_and_loses(name: str) -> None:
    told = "\n".join(describe(name))
    assert declared(name)["loses"]
    assert all(f"`{field}`" in told for field in field_names(name))
    assert export_format(name)


def test_unknown_formats_are_named() -> None:
    with pytest.raises(UsageError, match="no format"):
        export_format("xls")


def test_what_was_judged_since_left_as_it_was_then(gazetteer_file: Path, tmp_path: Path) -> None:
    known = "2024-05-21"
    with a_ledger(tmp_path / "judged.db", gazetteer_file) as ledger:
        kinds = {row["id"]: row["kind"] for row in ledger.view().claims()}
        before = {name: exported(ledger, name, known=known) for name in ("plover", "acled", "viina", "csv")}
        judge = ledger.judge(clock=lambda: datetime(2024, 6, 10, tzinfo=UTC))
        for claim, kind in kinds.items():
            if kind in ("casualties.killed", "control.taken", "control.retaken"):
                judge.reject(claim, who="M. Sample")
        weigh(ledger, WeighConfig(gazetteer=gazetteer_file))
        for name, then in before.items():
            assert exported(ledger, name, known=known) == then, name
            assert exported(ledger, name) != then, name
