"""Every address and every format that others can reach: nothing withheld is in any answer, nor shows by its absence.

Addresses are found in the desk's own list of routes, so that a new one is covered as soon as it is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from fastapi.testclient import TestClient
from public_building import a_party, a_place, a_record
from test_public_ledger import DAY, FREE, GONE, TOWN, VILLAGE, Places, accept, build, made, records, report

import claimline
from claimline.desk import DeskConfig, create_app
from claimline.ledger import Ledger, open_ledger
from claimline.model import Report

OPEN = Report(
    "Taras Vidkrytyi told this paper that the depot in Hlyboke had burned. Nobody judged this, a HIDDENWORD.",
    "given-id-88",
    title="Depot in Hlyboke",
    outlet="Unread Courier",
    url="https://desk.example/hlyboke",
    published=DAY,
    language="en",
)
SECRETS = (*GONE, "Vidkrytyi", "Hlyboke", "HIDDENWORD", "Unread Courier", "given-id-88", "farmer from Lozova")
ACCEPTED = ("damage", "casualties.killed")
OTHERS = DeskConfig(host="0.0.0.0", refresh=60)
ADDED = datetime(2024, 5, 17, 9, 41, 7, tzinfo=UTC)  # as `build` adds
_TOKEN = re.compile(r'(claimline-token" content="|name="token" value=")[^"]*')
NOTHING = "Zzqxjv"  # a word that no report has


def claims_of_open() -> list[dict[str, Any]]:
    place, who = a_place(OPEN.text, "Hlyboke", "Hlyboke", None), a_party(OPEN.text, "Taras Vidkrytyi")
    return [a_record(OPEN, "attack.explosion", "the depot in Hlyboke had burned", speaker=who, places=[place])]


@pytest.fixture
def source(tmp_path: Path) -> Iterator[Ledger]:
    """Two claims that were accepted, one that was rejected, and others that nobody judged."""
    with build(tmp_path / "source.db", report()) as ledger:
        with ledger.writer(clock=lambda: ADDED) as writer:
            writer.add(OPEN, claims_of_open())
        claimline.weigh(ledger, holders=Places())
        accept(ledger, *ACCEPTED)
        rejected = [one["id"] for one in ledger.view().claims() if one["kind"] == "detention"]
        ledger.judge().reject(rejected[0], who="reviewer-name", note="a private NOTEWORD")
        yield ledger


@pytest.fixture
def public(source: Ledger) -> Iterator[TestClient]:
    """The desk as it runs for others, with the clock of the test's day far behind it."""
    client = TestClient(create_app(source, OTHERS), base_url="http://127.0.0.1:8765", raise_server_exceptions=False)
    yield client
    client.app.state.desk.close()  # type: ignore[attr-defined]


def paths(client: TestClient) -> list[str]:
    found = {route.path for route in client.app.routes}  # type: ignore[attr-defined]
    return sorted(path for path in found if "/static/" not in path and path != "/metrics")


def filled(path: str, names: Sequence[str]) -> list[str]:
    """An address for each name, where the path asks for one."""
    return [re.sub(r"\{[^}]*\}", name, path) for name in names] if "{" in path else [path]


def public_names(client: TestClient) -> dict[str, list[str]]:
    """What the lists of the public desk name, by the first part of the address."""
    lists = {"claims": "id", "reports": "ref", "events": "id", "places": "id", "speakers": "key", "outlets": "key"}
    found = {}
    for part, key in lists.items():
        rows = client.get(f"/{part}.json").json()[part]
        found[part] = [str(row.get(key) or row.get("id") or row.get("name")) for row in rows]
    return found


def private_names(source: Ledger) -> list[str]:
    with source.engine.connect() as connection:
        query = " UNION ".join(f"SELECT {one}" for one in ("id FROM claims", "id FROM events", "ref FROM reports"))
        ids = [str(one) for one in connection.exec_driver_sql(query).scalars()]
    return [*ids, VILLAGE, "hlyboke", "Zhuravlyne", "taras vidkrytyi", "stepan verbytskyi", "unread courier"]


def secrets_in(text: str) -> list[str]:
    folded = text.casefold()
    return [word for word in (*SECRETS, "NOTEWORD", "reviewer-name") if word.casefold() in folded]


def test_no_answer_holds_what_is_withheld(public: TestClient) -> None:
    names = public_names(public)
    asked = 0
    for path in paths(public):
        for address in filled(path, names.get(path.split("/")[1], ())):
            for query in ("", "?since=1900-01-01", "?known=2024-05-17"):
                for accepts in ("text/html", "application/json"):
                    answer = public.get(address + query, headers={"Accept": accepts})
                    assert answer.status_code < 500, (address, query)
                    assert secrets_in(answer.text) == [], (address, query)
                    asked += 1
    assert names["claims"]
    assert public.get("/metrics").status_code == 404  # figures of what was asked, for who runs the desk
    assert asked > 200


def test_a_private_name_is_as_unknown_as_any_other(public: TestClient, source: Ledger) -> None:
    """Status, words and headers are those of a name that was never anywhere."""
    for path in paths(public):
        if "{" not in path:
            continue
        for name in private_names(source):
            (mine,), (other,) = filled(path, [name]), filled(path, [NOTHING])
            answer, unknown = public.get(mine), public.get(other)
            assert answer.status_code == unknown.status_code == 404, mine
            assert shape(answer.text, name) == shape(unknown.text, NOTHING), mine


@pytest.mark.parametrize("parameter", ["q", "words", "speaker", "outlet", "place", "area", "name", "report"])
def test_search_for_a_secret_finds_what_search_for_nothing_finds(public: TestClient, parameter: str) -> None:
    for path in paths(public):
        if "{" in path or not path.endswith(".json"):
            continue
        for word in ("Zhuravlyne", "Zhuravl*", "Hlyboke", "Stepan Verbytskyi", "Unread Courier", "HIDDENWORD", VILLAGE):
            answer = public.get(path, params={parameter: word})
            nothing = public.get(path, params={parameter: NOTHING + "*" * word.endswith("*")})
            assert answer.status_code == nothing.status_code, (path, word)
            assert shape(answer.text, word) == shape(nothing.text, NOTHING), (path, word)


def shape(text: str, name: str) -> str:
    """An answer without the name that was asked for, in any case or encoding of an address, and without chance."""
    forms = {
        name,
        name.casefold(),
        quote(name),
        quote_plus(name),
        quote(name, safe=""),
        quote(name.casefold(), safe=""),
    }
    for form in sorted(forms | {f.replace("&", "&amp;") for f in forms}, key=len, reverse=True):
        text = re.sub(re.escape(form) + r"\*?", "@", text, flags=re.IGNORECASE)
    return re.sub(r"%2A|\*", "", re.sub(_TOKEN, r"\1", text))


def test_what_is_withheld_changes_no_byte(source: Ledger, tmp_path: Path) -> None:
    """Ledgers with and without what may not leave give the same answers at every address."""
    answers = []
    for name, ledger in (("with", source), ("without", only_accepted(tmp_path / "accepted.db"))):
        (tmp_path / name).mkdir()
        made(ledger, tmp_path / name / "public.db", now=FREE)
        with open_ledger(tmp_path / name / "public.db", create=False) as copy:
            answers.append(crawled(copy))
    assert answers[0].keys() == answers[1].keys()
    assert [path for path, text in answers[0].items() if answers[1][path] != text] == []


def only_accepted(path: Path) -> Ledger:
    ledger, one = open_ledger(path), report()
    with ledger.writer(clock=lambda: ADDED) as writer:
        writer.add(one, [record for record in records(one) if record["kind"] in ACCEPTED])
    claimline.weigh(ledger, holders=Places())
    accept(ledger, *ACCEPTED)
    return ledger


def crawled(copy: Ledger) -> dict[str, str]:
    with TestClient(create_app(copy, DeskConfig(read_only=True)), base_url="http://127.0.0.1:8765") as client:
        names = public_names(client)
        found = {}
        for path in paths(client):
            for address in filled(path, names.get(path.split("/")[1], ())):
                for query in ("", "?since=2024-01-01&until=2024-12-31"):
                    text = client.get(address + query).text
                    found[address + query] = re.sub(_TOKEN, r"\1", text)
        return found


def test_the_town_stays(public: TestClient) -> None:
    """Not everything is withheld, or the tests above would prove nothing."""
    text = public.get("/claims.json").text
    assert "Lysenko" in text
    assert "Lozova" in text or TOWN in text or "Kharkiv Oblast" in text
