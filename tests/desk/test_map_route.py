"""/map: who holds what, what was claimed where, and no place drawn more precisely than it is known."""

from __future__ import annotations

from typing import Any

from desk_building import TOWNS, client, desk_ledger, small_ledger
from fastapi.testclient import TestClient

__all__ = ["client", "desk_ledger", "small_ledger"]

TOWN = TOWNS["Vovchansk"][0]


def shown(client: TestClient, **asked: str) -> dict[str, Any]:
    answer = client.get("/map.json", params=asked)
    assert answer.status_code == 200, answer.text
    doc: dict[str, Any] = answer.json()
    return doc


def test_claims_are_counted_by_place_and_day_and_none_is_lost(client: TestClient) -> None:
    doc = shown(client, since="1900-01-01")
    assert doc["claims"] == doc["placed"] + doc["unplaced"] > 0
    assert any(place["id"] == TOWN for place in doc["places"])
    days = [day["day"] for day in doc["days"]]
    assert days == sorted(days)
    assert doc["first"] <= days[0]
    assert doc["last"] >= doc["on"]
    assert doc["families"] == sorted({family for day in doc["days"] for family in day["families"]})
    assert len(client.get("/map.json").content) < 300_000


def test_only_a_settlement_is_a_point(client: TestClient) -> None:
    for place in shown(client, since="1900-01-01")["places"]:
        assert (place["drawn"] == "point") == (place["precision"] == "settlement")
    for area in shown(client, since="1900-01-01")["areas"]:
        assert "lat" not in area


def test_nothing_that_came_later_is_known_earlier(client: TestClient) -> None:
    doc = shown(client)
    early = shown(client, known=doc["days"][0]["day"], since="1900-01-01")
    assert early["known"] == early["on"] == doc["days"][0]["day"]
    assert early["claims"] <= doc["days"][0]["claims"] + len(early["days"])
    assert all(one["since"] is None or one["since"] <= early["known"] for one in early["settlements"])


def test_filters_narrow_claims_and_timeline_alike(client: TestClient) -> None:
    whole = shown(client, since="1900-01-01")
    family = whole["families"][0]
    some = shown(client, since="1900-01-01", family=family)
    assert 0 < some["claims"] < whole["claims"]
    assert some["families"] == [family]


def test_the_same_as_table_and_geojson_and_as_a_page(client: TestClient) -> None:
    doc = shown(client)
    features = client.get("/map.geojson").json()["features"]
    assert [f["properties"]["id"] for f in features] == [one["id"] for one in doc["settlements"]]
    assert client.get("/map.csv").text.splitlines()[0].startswith("id,name,lat,lon,state")
    assert client.get("/map", headers={"Accept": "text/html"}).status_code == 200


def test_an_area_that_is_not_there_is_told(client: TestClient) -> None:
    answer = client.get("/map.json", params={"area": "Nowhere Oblast"})
    assert answer.status_code == 404
    assert answer.json()["error"]["then"]


def test_events_are_what_the_claims_are_about(client: TestClient) -> None:
    doc = shown(client, since="1900-01-01")
    assert doc["grouped"]
    assert sum(event["claims"] for event in doc["events"]) == doc["claims"]
    sizes = [event["claims"] for event in doc["events"]]
    assert sizes == sorted(sizes, reverse=True)
    assert all(client.get(f"/events/{event['id']}.json").status_code == 200 for event in doc["events"])
    assert all(event["grade"] is None for event in doc["events"])


def test_events_are_narrowed_by_grade(client: TestClient) -> None:
    whole = shown(client, since="1900-01-01")
    graded = shown(client, since="1900-01-01", credibility="6")
    assert {event["id"]: event["claims"] for event in graded["events"]} == {
        event["id"]: event["claims"] for event in whole["events"]
    }
    assert all(event["grade"][1] in "123456" for event in graded["events"])
    best = min(int(event["grade"][1]) for event in graded["events"])
    some = shown(client, since="1900-01-01", credibility=str(best))
    assert {event["grade"][1] for event in some["events"]} == {str(best)}
    assert some["claims"] == sum(event["claims"] for event in some["events"]) == some["placed"] + some["unplaced"]
    letters = {event["grade"][0] for event in shown(client, since="1900-01-01", reliability="E")["events"]}
    assert letters <= set("ABCDE")
    assert client.get("/map.json", params={"credibility": "7"}).status_code == 400
