"""The review page without a browser: judgements by form and by program, conflicts, guards, in and out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from desk_building import HOSTILE, a_client, desk_ledger, small_ledger  # noqa: F401  (fixtures)
from fastapi.testclient import TestClient

from claimline.desk import DeskConfig
from claimline.ledger import Ledger, open_ledger

PAGE = "text/html"


@pytest.fixture
def reader(small_ledger: Ledger, gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:  # noqa: F811
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(gazetteer_file))
    return a_client(small_ledger)


def token(client: TestClient) -> str:
    page = client.get("/review", headers={"Accept": PAGE}).text
    found = re.search(r'name="claimline-token" content="([^"]+)"', page)
    assert found
    return found[1]


def post(client: TestClient, verb: str, accept: str = "application/json", **fields: Any) -> Any:
    return client.post(f"/review/{verb}", data={"token": token(client), **fields}, headers={"Accept": accept})


def focus(client: TestClient, claim: str) -> Any:
    return client.get(f"/review.json?claim={claim}").json()["focus"]


def queue(client: TestClient, query: str = "") -> list[Any]:
    rows: list[Any] = client.get(f"/review.json{query}").json()["queue"]
    return rows


def test_the_queue_says_why_and_is_narrowed(reader: TestClient) -> None:
    rows = queue(reader)
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)
    assert all(abs(sum(part["value"] for part in row["parts"]) - row["score"]) < 0.01 for row in rows)
    assert {row["kind"] for row in queue(reader, "?family=control")} == {"control.taken"}
    assert {row["outlet"] for row in queue(reader, "?outlet=Hill%20Gazette")} == {"Hill Gazette"}
    table = reader.get("/review.csv").text.splitlines()
    assert table[0].startswith("claim,score")
    assert len(table) > len(rows)
    assert reader.get("/review?colour=red").status_code == 400


def test_accept_reject_fix_and_undo_are_judgements_with_a_name(reader: TestClient) -> None:
    one, two, three = (row["claim"] for row in queue(reader, "?family=control")[:3])
    assert post(reader, "accept", claim=one, expects="", who="Ann").json()["weighed"] is True
    assert post(reader, "reject", claim=two, expects="", who="Ann", note="no claim").status_code == 200
    fixed = post(reader, "fix", **{"claim": three, "expects": "", "who": "Ann", "set.day": "2024-05-02"})
    assert [change["slot"] for change in fixed.json()["judgement"]["changes"]] == ["day"]
    assert {focus(reader, name)["review"]["status"] for name in (one, two, three)} == {"accepted", "rejected", "fixed"}
    assert focus(reader, three)["given"]["day"] == "2024-05-02"
    assert not {one, two, three} & {row["claim"] for row in queue(reader)}
    assert [row["claim"] for row in queue(reader, "?status=rejected")] == [two]
    assert focus(reader, two)["history"][0]["note"] == "no claim"
    assert reader.get(f"/claims/{two}.json").json()["events"] == []
    undone = post(reader, "undo", judgement=focus(reader, two)["history"][0]["id"], who="Bea").json()["judgement"]
    assert undone["undone_by"] == "Bea"
    assert focus(reader, two)["review"]["status"] == "open"
    assert reader.get(f"/claims/{two}.json").json()["events"]


def test_what_cannot_stand_in_a_slot_is_said_and_kept_in_the_form(reader: TestClient) -> None:
    claim = queue(reader)[0]["claim"]
    answer = post(reader, "fix", PAGE, **{"claim": claim, "expects": "", "set.day": "tomorrow<b>"})
    assert answer.status_code == 400
    assert "day cannot be" in answer.text
    assert 'value="tomorrow&lt;b&gt;"' in answer.text
    assert post(reader, "fix", claim=claim, expects="").json()["error"]["message"].startswith("nothing in the form")
    unknown = post(reader, "fix", **{"claim": claim, "pick.place": "other", "set.place": "geonames:1"})
    assert "no place of this id" in unknown.json()["error"]["message"]


def test_a_conflict_shows_both_and_loses_nothing(reader: TestClient) -> None:
    claim = queue(reader)[0]["claim"]
    post(reader, "accept", claim=claim, expects="", who="Ann")
    given = {"claim": claim, "expects": "", "who": "Bea", "note": "not so"}
    answer = post(reader, "reject", PAGE, **given)
    assert answer.status_code == 409
    assert "Ann" in answer.text
    assert "not so" in answer.text
    assert "accepted" in answer.text
    assert post(reader, "reject", **given).json()["error"]["code"] == "conflict"
    assert len(focus(reader, claim)["history"]) == 1
    again = post(reader, "reject", **{**given, "expects": focus(reader, claim)["review"]["judgement"]})
    assert again.status_code == 200
    assert focus(reader, claim)["review"]["disputed"] is True


def test_merge_and_split(reader: TestClient) -> None:
    events = [row["id"] for row in reader.get("/events.json").json()["events"]]
    claims = [row["claim"] for row in queue(reader, "?family=control")]
    one = focus(reader, claims[0])
    other = next(event for event in events if event != one["event"]["id"])
    assert post(reader, "merge", claim=claims[0], event=[one["event"]["id"], other], who="Ann").status_code == 200
    merged = focus(reader, claims[0])
    assert merged["event"]["claims"] > one["event"]["claims"]
    assert [judgement["verb"] for judgement in merged["merges"]] == ["merge"]
    key = f"{merged['report']['ref']}:{claims[0]}"
    assert post(reader, "split", claim=claims[0], event=merged["event"]["id"], of=[key]).status_code == 200
    assert focus(reader, claims[0])["event"]["claims"] == 1


def test_plain_forms_redirect_to_the_next_claim_and_say_what_was_done(reader: TestClient) -> None:
    one, two = (row["claim"] for row in queue(reader)[:2])
    answer = post(reader, "accept", PAGE, claim=one, expects="", next=two, back="/review?family=control&x=//evil")
    assert answer.status_code == 303
    there = urlsplit(answer.headers["location"])
    assert (there.netloc, there.path, parse_qs(there.query)["claim"]) == ("", "/review", [two])
    page = reader.get(answer.headers["location"], headers={"Accept": PAGE}).text
    assert "Accepted." in page
    assert 'action="/review/undo"' in page


def test_a_name_is_asked_once(reader: TestClient) -> None:
    assert reader.get("/review.json").json()["named"] is False
    assert post(reader, "name", PAGE, who="Зоя  Ő").status_code == 303
    assert reader.get("/review.json").json()["who"] == "Зоя Ő"
    made = post(reader, "accept", claim=queue(reader)[0]["claim"]).json()["judgement"]
    assert made["who"] == "Зоя Ő"


def test_other_sites_change_nothing(reader: TestClient) -> None:
    claim, kept = queue(reader)[0]["claim"], token(reader)
    assert reader.post("/review/accept", data={"claim": claim}).status_code == 403
    elsewhere = {"Origin": "https://evil.example"}
    sent = reader.post("/review/accept", data={"claim": claim, "token": kept}, headers=elsewhere)
    assert sent.status_code == 403
    assert reader.post("/review/nonsense", data={"token": kept}).status_code == 400
    assert reader.post("/review/accept", json={}, headers={"X-Claimline-Token": kept}).status_code == 400
    assert focus(reader, claim)["history"] == []


@pytest.mark.parametrize("config", [DeskConfig(read_only=True), DeskConfig(names=("desk.example",))])
def test_a_desk_for_others_has_no_review(small_ledger: Ledger, config: DeskConfig) -> None:  # noqa: F811
    client = a_client(small_ledger, config, read_by=PAGE)
    assert client.get("/review").status_code == 404
    assert client.post("/review/accept").status_code in (404, 405)
    assert 'href="/review' not in client.get("/claims").text


def test_hostile_words_stay_words(reader: TestClient) -> None:
    rows = [row for row in queue(reader) if row["outlet"] == HOSTILE]
    for row in rows:
        page = reader.get(f"/review?claim={row['claim']}", headers={"Accept": PAGE}).text
        assert "<img src=x" not in page
        assert "<script>alert" not in page
        assert "style=" not in page
    assert rows


def test_out_and_in_again(reader: TestClient, desk_ledger: Path, tmp_path: Path) -> None:  # noqa: F811
    post(reader, "accept", claim=queue(reader)[0]["claim"], who="Ann")
    lines = reader.get("/review/judgements.jsonl").text
    assert json.loads(lines)["who"] == "Ann"
    (tmp_path / "other.db").write_bytes(desk_ledger.read_bytes())
    with open_ledger(tmp_path / "other.db") as ledger:
        other = a_client(ledger)
        dry = post(other, "import", PAGE, lines=lines, dry="yes").text
        assert re.search(r"Would affect \d+ claim", dry)
        assert ledger.judge().history() == ()
        assert post(other, "import", lines=lines, dry="no").json()["added"] == 1
        assert [one.who for one in ledger.judge().history()] == ["Ann"]
        assert post(other, "import", PAGE, lines="{", dry="yes").status_code >= 400
