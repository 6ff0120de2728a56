"""A desk that others can reach shows what may be public, whatever address is asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from desk_building import FORMULA, a_client, desk_ledger, small_ledger
from fastapi.testclient import TestClient

from claimline.desk import DeskConfig
from claimline.ledger import ClaimFilter, Ledger

__all__ = ["desk_ledger", "small_ledger"]

CONFIG = DeskConfig(host="0.0.0.0", refresh=60)
ADDRESSES = (
    "index", "claims", "reports", "events", "places", "speakers", "outlets", "control", "people", "aid", "coverage",
    "corrections", "facets", "changes", "search.json?q=withheld&", "search.json?q=Robotyne&",
)  # fmt: skip


@pytest.fixture
def public(small_ledger: Ledger) -> Iterator[TestClient]:
    """Claims on Vovchansk are accepted, all others are not."""
    accept(small_ledger, 1)
    client = a_client(small_ledger, CONFIG)
    yield client
    client.app.state.desk.close()  # type: ignore[attr-defined]


def accept(ledger: Ledger, number: int) -> None:
    ids = [claim["id"] for claim in ledger.view().claims(ClaimFilter(place="Vovchansk"))]
    for claim in ids[:number]:
        ledger.judge().accept(claim, who="An editor of the test")


def test_what_nobody_accepted_is_nowhere(public: TestClient, small_ledger: Ledger) -> None:
    assert len(public.get("/claims.json").json()["claims"]) == 1
    withheld = {claim["id"] for claim in small_ledger.view().claims(ClaimFilter(place="Robotyne"))}
    for address in ADDRESSES:
        name, _, query = address.partition("?")
        text = public.get(f"/{name if '.' in name else name + '.json'}?{query}".rstrip("?&")).text
        assert "Robotyne" not in text.replace("q=Robotyne", "").replace('"q":"Robotyne"', ""), address
        assert "An editor of the test" not in text, address
        assert FORMULA not in text, address
        assert not [one for one in withheld if one in text], address
    for one in withheld:
        assert public.get(f"/claims/{one}.json").status_code == 404


def test_nobody_judges_there(public: TestClient) -> None:
    assert public.app.state.desk.config.read_only  # type: ignore[attr-defined]
    methods = {method for route in public.app.routes for method in getattr(route, "methods", ())}  # type: ignore[attr-defined]
    assert methods <= {"GET", "HEAD"}


def test_what_is_accepted_later_comes_with_the_next_copy(public: TestClient, small_ledger: Ledger) -> None:
    copies = public.app.state.desk.copies  # type: ignore[attr-defined]
    first = public.get("/claims.json")
    assert copies.refresh() is False
    accept(small_ledger, 2)
    assert copies.refresh() is True
    again = public.get("/claims.json", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 200
    assert len(again.json()["claims"]) == 2
    for _ in range(3):
        accept(small_ledger, 2)
        copies.refresh()
    assert public.get("/index.json").status_code == 200


def test_a_desk_behind_a_proxy_is_for_others(small_ledger: Ledger) -> None:
    assert not DeskConfig(names=("desk.example.org",)).local
    assert DeskConfig().local
    assert not DeskConfig(host="192.168.1.4").local
