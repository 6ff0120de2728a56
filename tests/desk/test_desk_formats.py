"""One address, several formats; what may be kept, what moved, what is new."""

from __future__ import annotations

import csv
import gzip
import io
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from desk_building import HOSTILE, TOWNS, a_claim, a_client, a_party, client, desk_ledger, fill, small_ledger
from fastapi.testclient import TestClient

from claimline import weigh
from claimline.ledger import ClaimFilter, Ledger, open_ledger
from claimline.model import Report
from claimline.pipeline.weighing import WeighConfig
from claimline.publishing.csv import COLUMNS, write_csv
from claimline.publishing.formats import Options

__all__ = ["client", "desk_ledger", "small_ledger"]

BROWSER = {"Accept": "text/html"}
LISTS = ("claims", "reports", "events", "places", "speakers", "outlets")
TOWN = TOWNS["Vovchansk"][0]


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_the_same_in_every_format(client: TestClient, name: str) -> None:
    doc = client.get(f"/{name}.json").json()
    assert doc[name]
    assert doc["count"]["exact"] is True
    assert doc["count"]["number"] == len(doc[name])
    assert doc["next"] is None
    table = rows_of(client.get(f"/{name}.csv").text)
    assert len(table) == len(doc[name])
    assert client.get(f"/{name}", headers=BROWSER).status_code == 200
    identity = {"reports": "ref", "speakers": "key", "outlets": "key"}.get(name, "id")
    for row, record in zip(table, doc[name], strict=True):
        assert row[identity].lstrip("'") == (record[identity] or "")


@pytest.mark.parametrize("name", LISTS)
def test_cursors_give_every_row_once(client: TestClient, name: str) -> None:
    whole = client.get(f"/{name}.json").json()[name]
    found: list[Any] = []
    address: str | None = f"/{name}.json?limit=2"
    while address:
        doc = client.get(address).json()
        assert len(doc[name]) <= 2
        found += doc[name]
        address = f"/{name}.json?limit=2&after={doc['next']}" if doc["next"] else None
    assert found == whole
    assert len(rows_of(client.get(f"/{name}.csv?all=1&limit=2").text)) == len(whole)


def test_a_page_links_its_formats_and_its_next_part(client: TestClient) -> None:
    page = client.get("/claims?limit=2&family=control", headers=BROWSER).text
    assert "/claims.csv?limit=2&amp;family=control" in page
    assert "after=" in page


def test_filters_are_the_same_in_every_format(client: TestClient) -> None:
    asked = f"?speaker_side=ukraine&polarity=negative&place={TOWN}&known=2024-05-03"
    doc = client.get(f"/claims.json{asked}").json()
    assert len(doc["claims"]) == 1
    assert doc["claims"][0]["speaker"]["name"] == "Ukraine's army"
    assert [row["id"] for row in rows_of(client.get(f"/claims.csv{asked}").text)] == [doc["claims"][0]["id"]]
    features = client.get(f"/claims.geojson{asked}").json()["features"]
    assert [feature["geometry"]["coordinates"] for feature in features] == [[36.94, 50.29]]


def test_empty_fields_of_a_form_are_not_given(client: TestClient) -> None:
    assert client.get("/claims.json?kind=&since=&limit=").json() == client.get("/claims.json").json()


def test_the_table_of_claims_is_that_of_the_command_line(client: TestClient, desk_ledger: Path) -> None:
    with open_ledger(desk_ledger) as ledger:
        out = io.StringIO()
        write_csv(ledger.view().kept(ClaimFilter()), out, Options())
    theirs = {row["id"]: row for row in rows_of(out.getvalue())}
    ours = rows_of(client.get("/claims.csv?all=1").text)
    shared = [name for name in ours[0] if name in COLUMNS]
    assert len(shared) > 30
    for row in ours:
        assert {name: row[name] for name in shared} == {name: theirs[row["id"]][name] for name in shared}


def test_a_claim_without_a_point_has_no_pin(client: TestClient) -> None:
    features = client.get("/claims.geojson").json()["features"]
    nowhere = [feature for feature in features if feature["geometry"] is None]
    assert nowhere
    assert all(feature["properties"]["place"]["precision"] == "unresolved" for feature in nowhere)


def test_one_thing_and_what_belongs_to_it(client: TestClient) -> None:
    claim = next(c for c in client.get("/claims.json").json()["claims"] if c["report"]["outlet"] == "River Herald")
    found = client.get(f"/claims/{claim['id']}.json").json()
    assert found["claim"] == claim
    assert found["review"]["status"] == "open"
    event = client.get(f"/events/{found['events'][0]['id']}.json").json()
    assert {"event", "known", "weighed", "story", "history"} == set(event)
    assert claim["id"] in [telling["claim"] for telling in event["event"]["tellings"]]
    assert all(part["why"] for part in event["weighed"]["grade"]["parts"])
    report = client.get(f"/reports/{found['printings'][0]['ref']}.json").json()
    assert claim in report["claims"]
    assert report["events"][claim["id"]]["id"] == event["event"]["id"]
    assert claim["evidence"][0]["text"] in report["report"]["text"]
    place = client.get(f"/places/{TOWN}.json").json()
    assert place["control"]["states"][0]["place"]["id"] == TOWN
    assert place["control"]["history"]
    assert place["events"]


def test_a_speaker_has_counts_and_no_rank(client: TestClient) -> None:
    key = "russian defence ministry"
    found = client.get(f"/speakers/{key}.json").json()
    assert found["speaker"]["key"] == key
    assert found["records"][0]["counts"]["claims"] >= 1
    assert all(claim["speaker"]["name"] == "Russian defence ministry" for claim in found["claims"])
    names = [row["name"] for row in client.get("/speakers.json").json()["speakers"]]
    assert names == sorted(names, key=str.casefold)


def test_an_outlet_has_its_coverage(client: TestClient) -> None:
    found = client.get("/outlets/river herald.json").json()
    assert found["outlet"]["name"] == "River Herald"
    assert sum(count for _, count in found["coverage"]["by_day"]) == found["coverage"]["reports"] == 2


# What may be kept


@pytest.mark.parametrize("address", ["/claims.json", "/claims", "/control.geojson", "/index.json", "/claims.csv"])
def test_what_is_known_is_not_sent_again(small_ledger: Ledger, address: str) -> None:
    client = a_client(small_ledger)
    client.get("/")  # the cookie is part of a page
    first = client.get(address)
    assert first.headers["cache-control"] == "private, no-cache"
    again = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    fill(small_ledger, 6)
    later = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    assert later.status_code == 200
    assert later.headers["etag"] != first.headers["etag"]


def test_each_address_has_its_own_tag(client: TestClient) -> None:
    addresses = ("/claims.json", "/claims.json?limit=2", "/claims.csv", "/reports.json")
    assert len({client.get(address).headers["etag"] for address in addresses}) == len(addresses)


def test_head_has_the_headers_alone(client: TestClient) -> None:
    got, head = client.get("/claims.json"), client.head("/claims.json")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["etag"] == got.headers["etag"]
    assert head.headers["content-type"] == got.headers["content-type"]


def test_answers_are_compressed(client: TestClient) -> None:
    with client.stream("GET", "/claims.json", headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        packed = b"".join(answer.iter_raw())
    assert gzip.decompress(packed) == client.get("/claims.json", headers={"Accept-Encoding": "identity"}).content


def test_static_files_may_be_kept_for_good(client: TestClient) -> None:
    page = client.get("/claims", headers=BROWSER).text
    address = next(part.split('"')[0] for part in page.split('href="') if part.startswith("/static/"))
    assert "immutable" in client.get(address).headers["cache-control"]
    other = "/static/000000000000/" + address.split("/", 3)[3]
    assert client.get(other).headers["cache-control"] == "no-cache"


# What moved


def test_short_and_former_ids_lead_on(small_ledger: Ledger) -> None:
    client = a_client(small_ledger)
    claim = client.get("/claims.json?outlet=River+Herald").json()["claims"][0]
    report = Report(
        client.get(f"/reports/{claim['report']['id']}.json", follow_redirects=True).json()["report"]["text"],
        title=claim["report"]["title"], outlet="River Herald", url=claim["report"]["url"], language="en",
        published=next(small_ledger.view().kept(ClaimFilter(outlet="River Herald"))).report.published,
    )  # fmt: skip
    newer = a_claim(report, "control.held", claim["evidence"][0]["text"], "Vovchansk")
    newer["reader"] = {"name": "rules", "version": "2"}
    with small_ledger.writer() as writer:
        assert writer.add(report, [newer]).claims_gone == 2
    moved = client.get(f"/claims/{claim['id']}.json?")
    assert moved.status_code == 308
    assert moved.headers["location"] == f"/claims/{newer['id']}.json"
    assert moved.json()["why"]
    assert client.get(f"/claims/{newer['id'][:9]}").headers["location"] == f"/claims/{newer['id']}"
    with small_ledger.writer() as writer:
        writer.add(report, [])
    retired = client.get("/corrections.json").json()["retired"]
    assert retired[0]["successor"] is None
    answer = client.get(f"/claims/{retired[0]['claim']}.json")
    assert answer.status_code == 410
    assert answer.json()["error"]["code"] == "retired"
    assert len(rows_of(client.get("/corrections.csv").text)) == len(retired) == 3
    assert client.get(f"/corrections.json?limit=1&before={retired[0]['number']}").json()["retired"] == retired[1:2]


def test_a_report_is_found_by_its_id(client: TestClient) -> None:
    report = client.get("/reports.json").json()["reports"][-1]
    moved = client.get(f"/reports/{report['id']}")
    assert (moved.status_code, moved.headers["location"]) == (308, f"/reports/{report['ref']}")


# What is new, and what there is


def test_feeds_tell_what_came_in(client: TestClient) -> None:
    feed = client.get("/changes.json").json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    reports = client.get("/reports.json").json()["reports"]
    assert [item["_claimline"]["ref"] for item in feed["items"]] == [report["ref"] for report in reports]
    assert "external_url" not in next(item for item in feed["items"] if item["title"].startswith("<script>"))
    atom = client.get("/changes.atom")
    assert atom.headers["content-type"].startswith("application/atom+xml")
    tree = ElementTree.fromstring(atom.content)
    titles = [node.text for node in tree.iter("{http://www.w3.org/2005/Atom}title")]
    assert HOSTILE in titles
    assert client.get("/changes.json?since=2999-01-01").json()["items"] == []


def test_words_are_found_with_their_surroundings(client: TestClient) -> None:
    found = client.get("/search.json?q=vovchansk").json()
    assert len(found["claims"]) == 4
    assert "Vovchansk" in found["reports"][0]["snippet"]
    assert client.get("/search.json").json() == {"q": "", "claims": [], "reports": []}


def test_facets_are_counted(client: TestClient) -> None:
    found = client.get("/facets.json?names=family,speaker_side&family=control").json()["facets"]
    by_name = {facet["name"]: facet for facet in found}
    assert by_name["family"]["complete"]
    assert {value["value"]: value["count"] for value in by_name["speaker_side"]["values"]} == {
        "russia": 4,
        "ukraine": 4,
    }


def test_every_address_is_described(client: TestClient) -> None:
    spec = client.get("/openapi.json").json()
    listed = {one["path"]: one for one in client.get("/api.json").json()["addresses"]}
    assert set(listed) == set(spec["paths"])
    assert {"/claims.csv", "/events/{name}.json", "/control.geojson", "/changes.atom", "/healthz"} <= set(listed)
    since = next(one for one in listed["/claims.json"]["parameters"] if one["name"] == "since")
    assert since["type"] == "date"
    assert all(one["summary"] for one in listed.values())
    assert client.get("/docs").status_code == 404  # it would load scripts of another machine


def test_the_rules_are_told_as_they_are_followed(client: TestClient) -> None:
    doc = client.get("/methodology.json").json()
    names = {rule["name"] for rule in doc["rules"]}
    assert {"control_rules", "grades"} <= names
    assert all(rule["decides"] and rule["reviewed"] for rule in doc["rules"] if rule["name"] in ("grades", "sides"))


def test_what_waits_and_what_changed_is_on_the_first_page(small_ledger: Ledger, gazetteer_file: Path) -> None:
    client = a_client(small_ledger)
    doc = client.get("/index.json").json()
    assert doc["waiting"] == 0
    assert doc["counts"]["claims"]["number"] == 10
    assert doc["changed"]["changes"] == []
    report = Report("Ukrainian forces retook Vovchansk.", outlet="Plain Dealer", published=date(2024, 5, 19))
    side = a_party(report, "Ukrainian forces", "ukraine", "organisation")
    with small_ledger.writer() as writer:
        writer.add(report, [a_claim(report, "control.retaken", report.text[:-1], "Vovchansk", actor=side)])
    assert client.get("/index.json").json()["waiting"] == 1
    weigh(small_ledger, WeighConfig(gazetteer=gazetteer_file))
    doc = client.get("/index.json").json()
    assert [change["name"] for change in doc["changed"]["changes"]] == ["Vovchansk"]
    assert doc["claims"][0]["report"]["outlet"] == HOSTILE


def test_an_empty_ledger_has_every_page(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "empty.db") as ledger:
        client = a_client(ledger)
        for name in ("", *LISTS, "control", "people", "aid", "coverage", "corrections", "changes", "facets", "search"):
            assert client.get(f"/{name}", headers=BROWSER).status_code == 200, name
            assert client.get(f"/{name or 'index'}.json").status_code == 200, name


def test_a_picture_comes_in_parts(client: TestClient) -> None:
    whole = client.get("/control.json").json()
    assert whole["count"] == {"number": 2, "exact": True}
    assert whole["next"] is None
    first = client.get("/control.json?limit=1").json()
    rest = client.get(f"/control.json?limit=1&after={first['next']}").json()
    assert first["states"] + rest["states"] == whole["states"]
    assert rest["next"] is None
    assert len(client.get("/control.geojson?limit=1").json()["features"]) == 2
    assert client.get("/control.json?after=nowhere").status_code == 400
