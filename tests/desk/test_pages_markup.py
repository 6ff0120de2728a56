"""Every page over the sample reports: well nested, named, in order; speaker and outlet always apart."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from desk_browser import demo_ledger  # noqa: F401  (a fixture)
from pages_markup import faults, parsed
from starlette.testclient import TestClient

PAGES = (
    "/", "/claims", "/reports", "/events", "/places", "/speakers", "/outlets", "/control", "/people", "/aid",
    "/coverage", "/search", "/search?q=Vovchansk", "/methodology", "/corrections", "/api", "/changes", "/facets",
    "/claims?family=control&since=2024-05-01&sort=day", "/claims?words=nothinghasthis", "/events?size=2&sort=size",
    "/control?since=2024-05-12", "/control?on=2024-05-15&known=2024-05-15", "/people?since=2024-05-10&until=2024-05-20",
    "/reports?words=Vovchansk", "/places?precision=settlement&sort=claims", "/coverage?since=2024-05-01",
)  # fmt: skip


@pytest.fixture(scope="module")
def client(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:  # noqa: F811
    from claimline.desk import DeskConfig, create_app
    from claimline.ledger import open_ledger

    path = tmp_path_factory.mktemp("pages") / "claimline.db"
    shutil.copy(demo_ledger, path)
    with open_ledger(path) as ledger:
        yield TestClient(create_app(ledger, DeskConfig()), base_url="http://127.0.0.1:8765", headers=ACCEPT)


ACCEPT = {"accept": "text/html,application/xhtml+xml"}


def _first(client: TestClient, name: str, **query: str) -> Any:
    return client.get(f"/{name}.json", params=query).json()[name][0]


def _page(client: TestClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    assert answer.headers["content-type"].startswith("text/html"), path
    return answer.text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_well_made(client: TestClient, path: str) -> None:
    assert faults(_page(client, path)) == []


@pytest.mark.parametrize("name", ["claims", "reports", "events", "places", "speakers", "outlets"])
def test_the_page_of_every_single_thing_is_well_made(client: TestClient, name: str) -> None:
    key = {"reports": "ref", "speakers": "key", "outlets": "key"}.get(name, "id")
    rows = client.get(f"/{name}.json?limit=500").json()[name]
    assert rows
    every = rows if name in ("reports", "outlets") else rows[:: max(1, len(rows) // 12)]
    for row in every:
        path = f"/{name}/{quote(row[key] or row['name'], safe='')}"
        assert faults(_page(client, path)) == [], path


def test_an_error_is_a_page_too(client: TestClient) -> None:
    page = _page(client, "/claims/nosuchclaim", 404)
    assert faults(page) == []
    assert "claim" in page
    assert faults(_page(client, "/claims?sort=upwards", 400)) == []
    assert faults(_page(client, "/nowhere/at/all", 404)) == []


def test_speaker_and_outlet_stand_apart_on_every_claim(client: TestClient) -> None:
    page = parsed(_page(client, "/claims"))
    cards = [e for e in page.of("li") if e.attributes.get("class") == "card"]
    assert len(cards) == 50
    for card in cards:
        assert "Who says so" in card.text
        assert "As reported by" in card.text


def test_a_side_is_never_a_colour_alone(client: TestClient) -> None:
    for path in ("/control", "/events", "/claims?speaker_side=russia"):
        page = parsed(_page(client, path))
        marked = [e for e in page.of("span") if e.attributes.get("class") == "side"]
        assert marked, path
        assert all(e.text.strip() for e in marked), path


def test_a_report_links_words_and_claims_without_a_script(client: TestClient) -> None:
    ref = _first(client, "reports", words="Vovchansk")["ref"]
    page = parsed(_page(client, f"/reports/{ref}"))
    claims = client.get(f"/reports/{ref}.json").json()["claims"]
    for claim in claims:
        to_card = [e for e in page.of("a") if e.attributes.get("href") == f"#c-{claim['id']}"]
        to_words = [e for e in page.of("a") if e.attributes.get("href") == f"#w-{claim['id']}"]
        assert [len(to_card), len(to_words)] == [1, 1]


def test_the_marked_text_is_the_text(client: TestClient) -> None:
    for row in client.get("/reports.json").json()["reports"][:10]:
        report = client.get(f"/reports/{row['ref']}.json").json()["report"]
        (article,) = parsed(_page(client, f"/reports/{row['ref']}")).of("article")
        assert article.text.split() == report["text"].split()


def test_lists_have_filters_facets_chips_and_data(client: TestClient) -> None:
    page = _page(client, "/claims?family=control&outlet=Sample Wire (invented)")
    markup = parsed(page)
    chips = [e for e in markup.of("a") if "chip" in e.attributes.get("class", "")]
    assert [e.attributes["href"] for e in chips][-1] == "/claims"
    assert any(e.attributes["href"] == "/claims?family=control" for e in chips)
    links = {e.attributes.get("href") for e in markup.of("a")}
    for name in ("json", "csv", "geojson"):
        assert any((link or "").startswith(f"/claims.{name}?family=control") for link in links), name
    assert "Narrow by" in page


def test_pages_go_on_with_a_cursor(client: TestClient) -> None:
    markup = parsed(_page(client, "/claims?limit=10"))
    (after,) = {e.attributes["href"] for e in markup.of("a") if e.attributes.get("rel") == "next"}
    second = _page(client, after)
    assert faults(second) == []
    assert "Back to the beginning" in second


def test_an_empty_form_is_no_filter(client: TestClient) -> None:
    page = _page(client, "/claims?words=&since=&until=&speaker=&known=&sort=newest")
    assert 'class="chip"' not in page


def test_an_event_shows_its_grade_apart_and_its_joins(client: TestClient) -> None:
    event = _first(client, "events", sort="size")
    page = _page(client, f"/events/{event['id']}")
    for words in (
        "The source",
        "The information",
        "slot by slot",
        "Independent lines",
        "Why these claims are one event",
    ):
        assert words in page


def test_track_records_say_that_they_are_no_judgement(client: TestClient) -> None:
    rows = client.get("/speakers.json?limit=500").json()["speakers"]
    pages = [_page(client, f"/speakers/{quote(row['key'], safe='')}") for row in rows if "control" in row["families"]]
    assert pages
    assert all("This is no judgement" in page for page in pages)


def test_the_first_page_is_small(client: TestClient) -> None:
    page = client.get("/")
    static = [e.attributes.get("src") or e.attributes.get("href") for e in parsed(page.text).of("script", "link")]
    sizes = [len(client.get(one).content) for one in static if one and one.startswith("/static/")]
    assert len(page.content) + sum(sizes) < 200_000


def test_an_empty_ledger_has_pages(tmp_path: Path) -> None:
    from claimline.desk import DeskConfig, create_app
    from claimline.ledger import open_ledger

    with open_ledger(tmp_path / "empty.db") as ledger:
        client = TestClient(create_app(ledger, DeskConfig()), base_url="http://127.0.0.1:8765", headers=ACCEPT)
        for path in ("/", "/claims", "/reports", "/events", "/places", "/speakers", "/outlets", "/search?q=x"):
            assert faults(_page(client, path)) == [], path
