"""/metrics: what it counts, that nobody's address makes a series of its own, and who may ask."""

from __future__ import annotations

from desk_building import a_client, desk_ledger, small_ledger
from fastapi.testclient import TestClient

from claimline.desk import DeskConfig
from claimline.ledger import Ledger

__all__ = ["desk_ledger", "small_ledger"]


def figures(client: TestClient) -> dict[str, float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    lines = (line for line in answer.text.splitlines() if not line.startswith("#"))
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_requests_are_counted_by_route_and_status(small_ledger: Ledger) -> None:
    client = a_client(small_ledger)
    for path in ("/claims.json", "/claims.json?family=control", "/claims.json?nonsense=1", "/places/nowhere"):
        client.get(path)
    found = figures(client)
    counted = 'claimline_desk_requests_total{{method="GET",route="{}",status="{}"}}'
    assert found[counted.format("/claims.json", "2xx")] == 2
    assert found[counted.format("/claims.json", "4xx")] == 1
    assert found[counted.format("/places/{name:path}", "4xx")] == 1
    assert found['claimline_desk_request_seconds_count{route="/claims.json"}'] == 3


def test_the_ledger_is_measured(small_ledger: Ledger) -> None:
    found = figures(a_client(small_ledger))
    reports, claims = small_ledger.view().sizes()
    assert (found["claimline_reports"], found["claimline_claims"]) == (reports, claims)
    assert found["claimline_ledger_bytes"] > 0
    assert found["claimline_newest_report_days"] >= 0
    assert found["claimline_weighing_waiting"] == 0


def test_made_up_addresses_make_no_series(small_ledger: Ledger) -> None:
    client = a_client(small_ledger)
    client.get("/metrics")
    before = len(figures(client))
    for number in range(50):
        client.get(f"/no-{number}")
        client.request(f"VERB{number}", "/claims")
        client.get(f"/reports/{number}.json")
    assert len(figures(client)) - before < 60  # a few routes and states, each with its buckets
    assert "no-7" not in client.get("/metrics").text
    assert "VERB7" not in client.get("/metrics").text


def test_a_desk_for_anybody_tells_no_figures(small_ledger: Ledger) -> None:
    client = a_client(small_ledger, DeskConfig(host="0.0.0.0", refresh=60))
    assert client.get("/metrics").status_code == 404
    client.app.state.desk.close()  # type: ignore[attr-defined]
    private = DeskConfig(host="0.0.0.0", accounts=True, private=True)
    assert a_client(small_ledger, private).get("/metrics").status_code == 401
