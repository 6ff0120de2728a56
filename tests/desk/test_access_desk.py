"""A desk that wants accounts: who is let in, to what, and what is written down about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from desk_building import HOST, desk_ledger, small_ledger
from fastapi.testclient import TestClient

from claimline.desk import DeskConfig, create_app
from claimline.desk.access.limits import FREE_TRIES, LONGEST_PAUSE, Limits
from claimline.ledger import ClaimFilter, Ledger

__all__ = ["desk_ledger", "small_ledger"]

PASSWORD = "four quiet herons wading"
PRIVATE = DeskConfig(host="0.0.0.0", accounts=True, private=True, refresh=60)
PAGE = {"Accept": "text/html"}


@pytest.fixture
def ledger(small_ledger: Ledger) -> Ledger:
    access = small_ledger.access()
    for name, role in (("rita", "reader"), ("vera", "reviewer"), ("ada", "admin")):
        access.add(name, PASSWORD, role, by="test")  # type: ignore[arg-type]
    return small_ledger


def client_of(ledger: Ledger, config: DeskConfig = PRIVATE) -> TestClient:
    app = create_app(ledger, config)
    app.state.limits.rate = app.state.limits.burst = 100_000.0  # these tests ask faster than people
    return TestClient(app, base_url=HOST, follow_redirects=False)


@pytest.fixture
def client(ledger: Ledger) -> Iterator[TestClient]:
    with client_of(ledger) as opened:
        yield opened


def token_on(client: TestClient, path: str) -> str:
    found = re.search(r'claimline-token" content="([^"]+)', client.get(path, headers=PAGE).text)
    assert found is not None
    return found[1]


def sign_in(client: TestClient, name: str, password: str = PASSWORD, there: str = "/") -> int:
    form = {"name": name, "password": password, "next": there, "token": token_on(client, "/signin")}
    answer = client.post("/signin", data=form)
    client.headers["x-location"] = answer.headers.get("location", "")
    return answer.status_code


def test_nobody_is_shown_anything_before_signing_in(client: TestClient) -> None:
    for path in {route.path for route in client.app.routes}:  # type: ignore[attr-defined]
        if path.startswith(("/static", "/signin", "/healthz")):
            continue
        path = re.sub(r"\{[^}]*\}", "x", path)
        assert client.get(path).status_code == 401, path
        assert client.post(path).status_code == 401, path
        page = client.get(path, headers=PAGE)
        if not path.endswith((".json", ".csv", ".geojson", ".atom")):
            assert page.headers.get("location", "").startswith("/signin?next="), (path, page.status_code)
        assert "Vovchansk" not in page.text
    assert client.get("/healthz").status_code == 200
    assert client.get("/claims.json").json()["error"]["code"] == "sign_in"


def test_signing_in_opens_the_desk_and_signing_out_shuts_it(client: TestClient, ledger: Ledger) -> None:
    assert sign_in(client, "Rita", there="/claims?family=control") == 303
    assert client.headers["x-location"] == "/claims?family=control"
    cookie = client.cookies["claimline-session"]
    page = client.get("/claims", headers=PAGE)
    assert "rita" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert client.get("/claims.json").json()["claims"]
    assert client.get("/access.json").status_code == 404
    out = client.post("/access/signout", data={"token": token_on(client, "/access")})
    assert out.status_code == 303
    client.cookies.set("claimline-session", cookie)
    assert client.get("/claims.json").status_code == 401
    assert [one.what for one in ledger.audit(most=2)] == ["signed out", "signed in"]


@pytest.mark.parametrize(
    "there", ["//evil.example", "https://evil.example", "\\\\evil.example", "//[", "evil", "/\\evil.example"]
)
def test_signing_in_leads_nowhere_else(client: TestClient, there: str) -> None:
    assert sign_in(client, "rita", there=there) == 303
    assert client.headers["x-location"] == "/"


def test_a_wrong_password_says_nothing_and_comes_to_a_pause(client: TestClient, ledger: Ledger) -> None:
    known = client.post("/signin", data={"name": "rita", "password": "x", "token": token_on(client, "/signin")})
    unknown = client.post("/signin", data={"name": "zoe", "password": "x", "token": token_on(client, "/signin")})
    assert known.status_code == unknown.status_code == 401
    assert known.text.replace("rita", "") == unknown.text.replace("zoe", "")
    for _ in range(FREE_TRIES):
        sign_in(client, "rita", "wrong")
    answer = client.post("/signin", data={"name": "rita", "password": PASSWORD, "token": token_on(client, "/signin")})
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) >= 1
    assert [one.what for one in ledger.audit(most=1)] == ["sign-in failed"]


def test_a_form_of_another_site_signs_nobody_in_or_out(client: TestClient) -> None:
    form = {"name": "rita", "password": PASSWORD}
    assert client.post("/signin", data=form).status_code == 403
    token = token_on(client, "/signin")
    assert (
        client.post("/signin", data={**form, "token": token}, headers={"Origin": "https://evil.example"}).status_code
        == 403
    )


def test_a_reader_looks_and_a_reviewer_judges_in_their_own_name(client: TestClient, ledger: Ledger) -> None:
    claim = next(iter(ledger.view().claims(ClaimFilter(place="Vovchansk"))))["id"]
    sign_in(client, "rita")
    assert client.get("/review.json").status_code == 403
    form = {"claim": claim, "who": "somebody else", "token": token_on(client, "/claims")}
    assert client.post("/review/accept", data=form).status_code == 403
    client.cookies.clear()
    sign_in(client, "vera")
    form["token"] = token_on(client, "/review")
    assert client.post("/review/accept", data=form).status_code in (200, 303)
    assert ledger.judge().history()[-1].who == "vera"
    assert [(one.who, one.what) for one in ledger.audit(most=1)] == [("vera", "judged")]


def test_a_program_sends_its_token(client: TestClient, ledger: Ledger) -> None:
    access = ledger.access()
    account = next(one for one in access.accounts() if one.name == "rita")
    token, grant = access.grant("token", account)
    bearer = {"Authorization": f"Bearer {token}"}
    assert client.get("/claims.json", headers=bearer).status_code == 200
    assert client.get("/review.json", headers=bearer).status_code == 403
    assert client.get("/access", headers=bearer).status_code == 403
    assert client.get("/claims.json", headers={"Authorization": "Bearer nonsense"}).status_code == 401
    access.revoke(grant.id, by="test")
    assert client.get("/claims.json", headers=bearer).status_code == 401


def shared(client: TestClient, address: str) -> str:
    answer = client.post(
        "/access/share", data={"address": address, "days": "3", "label": "editor", "token": token_on(client, "/access")}
    )
    found = re.search(r'value="(http[^"]+share=[^"]+)"', answer.text)
    assert found is not None, answer.text
    return found[1].replace("&amp;", "&")


def test_a_shared_link_opens_one_address_for_looking(client: TestClient, ledger: Ledger) -> None:
    sign_in(client, "vera")
    link = shared(client, "/claims?family=control")
    with client_of(ledger) as other:
        answer = other.get(link)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/claims?family=control"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert other.get("/claims?family=control", headers=PAGE).status_code == 200
        assert other.get("/claims.json?family=control").status_code == 200
        for path in ("/claims", "/claims?family=attack", "/claims.json", "/", "/review", "/access", "/claims/review"):
            assert other.get(path).status_code == 403, path
        assert other.post("/claims?family=control").status_code == 403
        ledger.access().revoke(ledger.access().grants("share")[0].id, by="test")
        assert other.get("/claims.json?family=control").status_code == 401


def test_a_link_to_the_whole_desk_opens_no_review(client: TestClient, ledger: Ledger) -> None:
    sign_in(client, "vera")
    link = shared(client, "")
    with client_of(ledger) as other:
        other.get(link)
        assert other.get("/events.json").status_code == 200
        for path in ("/review", "/review.json", "/review/judgements.jsonl", "/access"):
            assert other.get(path).status_code == 403, path


def test_readers_share_nothing_and_only_admins_see_what_was_done(client: TestClient) -> None:
    sign_in(client, "rita")
    page = client.get("/access", headers=PAGE).text
    assert "Make a link" not in page
    assert "What was done" not in page
    assert client.post("/access/share", data={"token": token_on(client, "/access")}).status_code == 403
    client.cookies.clear()
    sign_in(client, "ada")
    page = client.get("/access", headers=PAGE).text
    assert "What was done" in page
    assert "signed in" in page


def test_another_password_ends_all_sessions(client: TestClient, ledger: Ledger) -> None:
    sign_in(client, "rita")
    token = token_on(client, "/access")
    assert client.post("/access/password", data={"old": "no", "new": "x" * 20, "token": token}).status_code == 403
    assert client.post("/access/password", data={"old": PASSWORD, "new": "short", "token": token}).status_code == 400
    assert (
        client.post(
            "/access/password", data={"old": PASSWORD, "new": "another four herons", "token": token}
        ).status_code
        == 303
    )
    assert client.get("/claims.json").status_code == 401
    assert ledger.access().verified("rita", "another four herons") is not None


def test_accounts_without_private_are_shown_what_may_be_public(ledger: Ledger) -> None:
    with client_of(ledger, replace(PRIVATE, private=False)) as client:
        sign_in(client, "ada")
        assert client.get("/claims.json").json()["claims"] == []
        assert client.get("/review").status_code == 404
        assert client.get("/access", headers=PAGE).status_code == 200
        client.app.state.desk.close()  # type: ignore[attr-defined]


def test_who_asks_too_often_waits() -> None:
    now = 0.0
    limits = Limits(rate=2, burst=3, clock=lambda: now)
    assert [limits.wait("a") for _ in range(3)] == [0, 0, 0]
    assert limits.wait("a") == pytest.approx(0.5)
    assert limits.wait("b") == 0
    now = 0.5
    assert limits.wait("a") == 0
    assert limits.wait("a") > 0


def test_the_pause_after_wrong_passwords_doubles_and_has_an_end() -> None:
    now = 0.0
    limits = Limits(clock=lambda: now)
    for _ in range(FREE_TRIES - 1):
        limits.wrong("rita", "address")
    assert limits.pause("rita", "address") == 0
    pauses = []
    for _ in range(20):
        limits.wrong("rita", "address")
        pauses.append(limits.pause("rita"))
    assert pauses[:3] == [1, 2, 4]
    assert pauses[-1] == LONGEST_PAUSE
    limits.right("rita")
    assert limits.pause("rita") == 0
    assert limits.pause("address") > 0


def test_too_many_requests_are_told_to_wait(ledger: Ledger) -> None:
    with client_of(ledger) as client:
        client.app.state.limits.burst = 1  # type: ignore[attr-defined]
        client.app.state.limits.rate = 0.1  # type: ignore[attr-defined]
        client.get("/healthz")
        answer = client.get("/claims.json")
        assert answer.status_code == 429
        assert answer.json()["error"]["code"] == "too_many"
