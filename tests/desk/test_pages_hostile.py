"""What a report says is words, on every page: scripts, addresses, marks that turn the direction of writing."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from desk_building import HOSTILE, a_client, desk_ledger, small_ledger  # noqa: F401  (fixtures)
from pages_markup import faults, parsed

from claimline.desk.templating import environment
from claimline.ledger import Ledger

HTML = "text/html"
TEMPLATES = Path(str(environment().loader.searchpath[0]))  # type: ignore[union-attr]


def test_every_page_shows_hostile_words_as_words(small_ledger: Ledger) -> None:  # noqa: F811
    data, pages = a_client(small_ledger), a_client(small_ledger, read_by=HTML)
    paths = [
        "/",
        "/claims",
        "/reports",
        "/events",
        "/places",
        "/speakers",
        "/outlets",
        "/control",
        "/coverage",
        "/facets",
    ]
    paths += [
        "/facets",
        "/changes",
        f"/search?q={quote(HOSTILE)}",
        f"/claims?words={quote('<script>')}",
        f"/{quote(HOSTILE)}",
    ]
    for name, key in (("claims", "id"), ("reports", "ref"), ("events", "id"), ("speakers", "key"), ("outlets", "key")):
        rows = data.get(f"/{name}.json?limit=500").json()[name]
        paths += [f"/{name}/{quote(row[key], safe='')}" for row in rows]
    for row in data.get("/places.json").json()["places"]:
        paths.append(f"/places/{quote(row['id'] or row['name'], safe='')}")
    for path in paths:
        page = pages.get(path, follow_redirects=True)
        assert page.headers["content-type"].startswith(HTML), path
        assert page.status_code in (200, 404), path
        assert faults(page.text) == [], path
        assert "<script>alert" not in page.text, path
        assert "<img" not in page.text, path
        assert 'href="javascript' not in page.text, path


def test_hostile_words_are_still_there_to_read(small_ledger: Ledger) -> None:  # noqa: F811
    found = a_client(small_ledger).get("/reports.json?words=town").json()["reports"]
    (ref,) = [row["ref"] for row in found if row["title"] == HOSTILE]
    page = parsed(a_client(small_ledger, read_by=HTML).get(f"/reports/{ref}").text)
    (heading,) = page.of("h1")
    (article,) = page.of("article")
    assert heading.text == HOSTILE
    assert article.text.count(HOSTILE) == 2


def test_no_template_trusts_what_it_shows() -> None:
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", ""), path.name
        assert "autoescape false" not in text, path.name
        assert "style=" not in text, path.name


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://news.example/a", True),
        ("HTTP://news.example", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example", False),
        (" java\nscript:alert(1)", False),
        ("https://[", False),
    ],
)
def test_only_web_addresses_are_links(address: str, kept: bool) -> None:
    assert bool(environment().from_string("{{ a | web }}").render(a=address)) == kept


def test_words_cannot_turn_the_direction_of_others() -> None:
    shown = environment().from_string("{{ a | tidy }}").render(a="x\u202egnp.exe\x00\x1b[31m")
    assert shown == "x\ufffdgnp.exe\ufffd\ufffd[31m"
