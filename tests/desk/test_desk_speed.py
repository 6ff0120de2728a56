"""What keeps a desk quick: light pages, pictures of a period, counts that are not made twice."""

from __future__ import annotations

import re
import time
from datetime import date

import pytest
from desk_building import client, desk_ledger
from fastapi.testclient import TestClient

from claimline.desk.memory import Memory

__all__ = ["client", "desk_ledger"]

HEAVIEST = 500_000  # bytes of a page with all that it loads
LOADED = re.compile(r'(?:src|href)="(/static/[^"]+)"')


@pytest.mark.parametrize("path", ["/", "/claims", "/events", "/control"])
def test_a_page_is_light_with_all_that_it_loads(client: TestClient, path: str) -> None:
    page = client.get(path).text
    files = set(LOADED.findall(page))
    assert files
    assert len(page.encode()) + sum(len(client.get(file).content) for file in files) < HEAVIEST


@pytest.mark.parametrize(("path", "days"), [("/people.json", 30), ("/aid.json", 30)])
def test_a_picture_without_a_period_is_of_the_last_days(client: TestClient, path: str, days: int) -> None:
    scope = client.get(path).json()["scope"]
    first, last = (date.fromisoformat(scope[name]) for name in ("since", "on"))
    assert (last - first).days == days - 1
    named = client.get(path, params={"since": "2000-01-01"}).json()["scope"]
    assert named["since"] == "2000-01-01"
    assert client.get(path, params={"until": scope["on"]}).json()["scope"]["since"] is None


def test_a_list_that_is_shown_whole_is_counted(client: TestClient) -> None:
    found = client.get("/claims.json", params={"family": "control", "modality": "claimed"}).json()
    assert found["next"] is None
    assert found["count"] == {"number": len(found["claims"]), "exact": True}


def test_a_kind_of_another_family_has_no_claims(client: TestClient) -> None:
    found = client.get("/claims.json", params={"family": "attack", "kind": "control.taken"}).json()
    assert (found["claims"], found["count"]) == ([], {"number": 0, "exact": True})
    both = client.get("/claims.json", params={"family": "control", "kind": "control.taken"}).json()
    assert both["claims"] == client.get("/claims.json", params={"kind": "control.taken"}).json()["claims"] != []


def test_what_took_longest_is_kept_longest() -> None:
    def slow() -> str:
        time.sleep(0.02)
        return "long"

    memory = Memory()
    memory.lately("long", "1", slow, patience=5)
    for number in range(40):
        memory.lately(number, "1", lambda: "short", patience=5)
    assert memory.lately("long", "1", lambda: "made again", patience=5) == "long"
