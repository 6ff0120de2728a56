"""What hostile reports, other sites and other machines cannot do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from desk_building import FORMULA, HOST, HOSTILE, a_client, client, desk_ledger, small_ledger
from fastapi import Depends
from fastapi.testclient import TestClient

from claimline.desk import DeskConfig
from claimline.desk.guard import COOKIE, FIELD, HEADER, guarded
from claimline.desk.security import MOST_BODY, known_host, policy
from claimline.ledger import Ledger

__all__ = ["client", "desk_ledger", "small_ledger"]

PAGES = (
    "/", "/claims", "/reports", "/events", "/places", "/speakers", "/outlets", "/control", "/people", "/aid",
    "/coverage", "/methodology", "/corrections", "/search?q=alert", "/search?q=%3Cscript%3E", "/facets", "/changes",
    "/api", f"/claims?outlet={quote(HOSTILE)}", f"/claims?speaker={quote(HOSTILE)}&words=alert",
    f"/nowhere/{quote(HOSTILE)}", f"/claims?{quote(HOSTILE)}=1", f"/places/{quote(HOSTILE, safe='')}town",
    f"/outlets/{quote(HOSTILE.lower(), safe='')}", f"/speakers/{quote(FORMULA.lower(), safe='')}",
)  # fmt: skip


class Seen(HTMLParser):
    """What a browser would make of a page: its elements and their attributes."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def own_pages(client: TestClient) -> list[str]:
    """The pages of each claim, report and event with the hostile words."""
    claims = client.get("/claims.json").json()["claims"]
    reports = client.get("/reports.json").json()["reports"]
    hostile = [claim["id"] for claim in claims if claim["report"]["outlet"] == HOSTILE]
    refs = [report["ref"] for report in reports if report["outlet"] == HOSTILE]
    events = client.get(f"/claims/{hostile[0]}.json").json()["events"]
    assert hostile
    assert refs
    return [*(f"/claims/{one}" for one in hostile), *(f"/reports/{one}" for one in refs)] + [
        f"/events/{event['id']}" for event in events
    ]


def test_hostile_words_stay_words(client: TestClient) -> None:
    shown = 0
    for address in (*PAGES, *own_pages(client)):
        answer = client.get(address, headers={"Accept": "text/html"}, follow_redirects=True)
        assert answer.status_code < 500, address
        seen = Seen(answer.text)
        for tag, attributes in seen.elements:
            assert tag != "img" or attributes.get("src") != "x", address
            assert tag != "script" or str(attributes.get("src", "")).startswith("/static/"), address
            assert not [name for name in attributes if name.startswith("on") or name == "style"], (address, attributes)
            for name in ("href", "src", "action", "formaction"):
                target = attributes.get(name) or ""
                assert not re.match(r"\s*(javascript|data|vbscript):", target, re.IGNORECASE), (address, target)
        shown += "<script>alert('x')</script>" in seen.words
    assert shown > 5  # they are there, as words


def test_nothing_inline_runs(client: TestClient) -> None:
    given = client.get("/claims").headers["content-security-policy"]
    assert "default-src 'none'" in given
    assert "unsafe" not in given
    assert "frame-ancestors 'none'" in given
    assert "http" not in given


def test_only_the_host_of_tiles_is_let_in() -> None:
    assert "img-src 'self' data: https://tiles.example:8443;" in policy("https://tiles.example:8443/{z}/{x}/{y}.png")
    assert policy("world.pmtiles") == policy(None)
    assert policy("javascript:alert(1)") == policy(None)


@pytest.mark.parametrize(
    "address", ["/claims", "/claims.json", "/nowhere", "/claims.json?x=1", "/healthz", "/claims.csv"]
)
def test_every_answer_has_the_headers(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers


@pytest.mark.parametrize("name", ["evil.example", "127.0.0.1.evil.example", "evil.example:8765", "[", ""])
def test_a_name_made_to_point_here_is_refused(client: TestClient, name: str) -> None:
    answer = client.get("/claims.json", headers={"Host": name})
    assert answer.status_code == 421
    assert answer.json()["error"]["code"] == "wrong_host"


def test_the_names_of_a_desk() -> None:
    own = DeskConfig()
    assert all(known_host(name, own) for name in ("127.0.0.1:8765", "localhost", "LOCALHOST:1", "[::1]:8765"))
    assert not known_host("10.0.0.5", own)
    everywhere = DeskConfig(host="0.0.0.0", names=("desk.example.org",))
    assert all(known_host(name, everywhere) for name in ("10.0.0.5:8765", "desk.example.org", "127.0.0.1"))
    assert not known_host("0.0.0.0.evil.example", everywhere)


def test_csv_holds_no_formula(client: TestClient) -> None:
    for address in ("/claims.csv?all=1", "/speakers.csv?all=1", "/outlets.csv", "/search.csv?q=evil"):
        text = client.get(address).text
        assert not re.search(r'(?m)(^|,)"?[=+@-](?![\d.])', text), address


def test_scripts_files_stay_in_their_folder(client: TestClient) -> None:
    for name in ("../app.py", "..%2fapp.py", "%2e%2e/app.py", "/etc/passwd", "x%00.css", "..\\app.py", "."):
        assert client.get(f"/static/0/{name}").status_code == 404


# Requests that change something


@pytest.fixture
def writing(small_ledger: Ledger) -> TestClient:
    """A desk with a route that changes something, as reviewing has."""
    found = a_client(small_ledger)
    app = found.app

    @app.post("/change", dependencies=[Depends(guarded)])  # type: ignore[attr-defined,untyped-decorator]
    def change() -> dict[str, bool]:
        return {"changed": True}

    return found


def token_of(client: TestClient) -> str:
    page = Seen(client.get("/claims", headers={"Accept": "text/html"}).text)
    return next(str(a["content"]) for tag, a in page.elements if tag == "meta" and a.get("name") == "claimline-token")


def test_a_page_of_the_desk_may_change_something(writing: TestClient) -> None:
    token = token_of(writing)
    assert writing.cookies[COOKIE] == token
    assert token_of(writing) == token  # it stays the same
    for headers, form in (({HEADER: token}, None), ({}, {FIELD: token})):
        for origin in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": HOST}, {}):
            assert writing.post("/change", headers={**headers, **origin}, data=form).json() == {"changed": True}


def test_another_site_may_not(writing: TestClient) -> None:
    token = token_of(writing)
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
    ):
        answer = writing.post("/change", headers={HEADER: token, **headers})
        assert answer.status_code == 403
        assert answer.json()["error"]["code"] == "refused"


def test_without_the_token_nobody_may(writing: TestClient) -> None:
    assert writing.post("/change").status_code == 403
    token = token_of(writing)
    assert writing.post("/change").status_code == 403
    assert writing.post("/change", headers={HEADER: token[:-1] + "~"}).status_code == 403
    assert writing.post("/change", headers={HEADER: token, "Cookie": f"{COOKIE}="}).status_code == 403


def test_the_token_is_for_this_desk_alone(writing: TestClient) -> None:
    given = writing.get("/claims").headers["set-cookie"].lower()
    assert "samesite=strict" in given
    assert "httponly" in given


def test_an_address_on_a_page_turns_no_letters(client: TestClient) -> None:
    """What an address is made of is shown with its links: escaped there, too."""
    page = client.get("/places/geonames:689304", headers={"Accept": "text/html"})
    assert 'href="/places/geonames:689304.json"' in page.text
    odd = client.get("/outlets/%E2%80%AEgnp.exe", headers={"Accept": "text/html"})
    assert "\u202e" not in odd.text


def test_a_body_that_no_page_sends_is_refused_as_it_comes(small_ledger: Ledger) -> None:
    client = a_client(small_ledger)

    def endless() -> Iterator[bytes]:
        for _ in range(MOST_BODY // 1_000_000 + 2):
            yield b"a" * 1_000_000

    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = client.post("/review/accept", content=endless(), headers=form)
    assert answer.status_code == 413
    assert answer.json()["error"]["code"] == "too_large"
    assert client.post("/review/accept", content=b"claim=x", headers=form).status_code == 403
