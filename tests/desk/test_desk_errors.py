"""One error shape on every route, for programs and for people; no traceback leaves."""

from __future__ import annotations

from typing import Any

import pytest
from desk_building import a_client, client, desk_ledger, small_ledger
from fastapi.testclient import TestClient

from claimline.ledger import Ledger

__all__ = ["client", "desk_ledger", "small_ledger"]

BROWSER = {"Accept": "text/html,application/xhtml+xml"}
CASES = (
    ("/claims.json?colour=red", 400, "unknown_parameter", "colour"),
    ("/claims.json?since=yesterday", 400, "bad_value", "since"),
    ("/claims.json?limit=501", 400, "bad_value", "limit"),
    ("/claims.json?family=control&family=attack", 400, "bad_request", "family"),
    ("/claims.json?limit=0", 400, "bad_value", "limit"),
    ("/claims.json?role=under", 400, "bad_value", "role"),
    ("/claims.json?all=1", 400, "bad_request", "all"),
    ("/claims.json?after=nonsense", 400, "usage_error", None),
    ("/reports.json?kind=control", 400, "unknown_parameter", "kind"),
    ("/index.json?x=1", 400, "unknown_parameter", "x"),
    ("/control.json?on=2024-13-01", 400, "bad_value", "on"),
    ("/control.json?place=Nowhereville", 404, "not_found", None),
    ("/control.json?since=2030-01-01", 400, "bad_request", "since"),
    ("/facets.json?names=colour", 400, "bad_request", "names"),
    ("/changes.json?since=then", 400, "bad_value", "since"),
    ("/claims/ffffffff.json", 404, "unknown_name", None),
    ("/events/ffffffff.json", 404, "unknown_name", None),
    ("/reports/ffffffff.json", 404, "unknown_name", None),
    ("/nowhere.json", 404, "not_found", "/nowhere.json"),
    ("/static/0/none.css", 404, "not_found", "/static/0/none.css"),
    ("/static/0/..%2f..%2fapp.py", 404, "not_found", None),
)


def the_error(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    doc = answer.json()
    assert doc["ok"] is False
    assert set(doc) == {"ok", "error"}
    assert set(doc["error"]) == {"code", "message", "where", "then"}
    assert doc["error"]["message"]
    assert answer.headers["cache-control"] == "no-store"
    return dict(doc["error"])


@pytest.mark.parametrize(("address", "status", "code", "where"), CASES)
def test_errors_have_one_shape(client: TestClient, address: str, status: int, code: str, where: str | None) -> None:
    error = the_error(client.get(address), status)
    assert error["code"] == code
    assert where is None or error["where"] == where


@pytest.mark.parametrize("address", ["/claims?colour=red", "/nowhere", "/claims/ffffffff", "/control?on=x"])
def test_a_browser_gets_a_page(client: TestClient, address: str) -> None:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code in (400, 404)
    assert answer.headers["content-type"].startswith("text/html")
    assert "<main" in answer.text


def test_another_method_is_not_allowed(client: TestClient) -> None:
    answer = client.post("/claims.json")
    assert the_error(answer, 405)["code"] == "method_not_allowed"
    assert "GET" in answer.headers["allow"]


def test_a_defect_is_logged_and_tells_nothing(
    small_ledger: Ledger, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("the secret reason")

    app = a_client(small_ledger)
    monkeypatch.setattr("claimline.ledger.View.find", broken)
    for headers in ({}, BROWSER):
        answer = app.get("/search?q=x", headers=headers)
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
        assert "content-security-policy" in answer.headers
    assert "the secret reason" in caplog.text


def test_a_ledger_that_cannot_be_read_is_said_so(small_ledger: Ledger) -> None:
    app = a_client(small_ledger)
    small_ledger.close()
    path = getattr(small_ledger.location, "path")  # noqa: B009
    path.write_bytes(b"no ledger" * 1000)
    error = the_error(app.get("/healthz"), 503)
    assert error["code"] == "ledger_error"
    assert error["then"]
