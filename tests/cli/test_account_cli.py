"""`claimline account` and `claimline audit`: passwords are never arguments, tokens are told once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from claimline.cli.main import main
from claimline.ledger import open_ledger

PASSWORD = "four quiet herons wading"


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "claimline.db"
    open_ledger(path).close()
    return path


def run(ledger: Path, *words: str, said: str = "") -> Result:
    return CliRunner().invoke(main, [*words, "--ledger", str(ledger)], input=said)


def test_an_account_from_making_it_to_its_end(ledger: Path) -> None:
    made = run(ledger, "account", "add", "Olha", "--role", "reviewer", said=f"{PASSWORD}\n")
    assert made.exit_code == 0, made.output
    assert "olha may sign in as reviewer" in made.stderr
    assert run(ledger, "account", "list").stdout.startswith("olha\treviewer\t")
    token = run(ledger, "account", "token", "olha", "--days", "3", "--label", "export")
    with open_ledger(ledger) as opened:
        grant = opened.access().find(token.stdout.strip(), "token")
        assert grant is not None
        assert (grant.account, grant.label) == ("olha", "export")
        assert opened.access().verified("olha", PASSWORD) is not None
    listed = json.loads(run(ledger, "account", "list", "--format", "json").stdout)
    assert [one["id"] for one in listed["token"]] == [grant.id]
    assert token.stdout.strip() not in json.dumps(listed)
    for words in (["role", "olha", "admin"], ["password", "olha"], ["disable", "olha"], ["enable", "olha"]):
        assert run(ledger, "account", *words, said="another four herons\n").exit_code == 0, words
    told = json.loads(run(ledger, "audit", "--format", "json").stdout)
    assert [one["what"] for one in told] == [
        "account enabled", "account disabled", "password changed", "role set to admin", "token made", "account added",
    ]  # fmt: skip
    assert all(one["who"].startswith("command") or one["who"] == "olha" for one in told)
    assert "account added" in run(ledger, "audit").stdout


@pytest.mark.parametrize(
    ("words", "said", "told"),
    [
        (["account", "add", "olha"], "short\n", "a password has 12 to 1000 characters"),
        (["account", "add", "a/b"], f"{PASSWORD}\n", "no name for an account"),
        (["account", "disable", "nobody"], "", "there is no account"),
        (["account", "token", "nobody"], "", "there is no account"),
        (["account", "revoke", "0123456789ab"], "", "there is no link, token or session"),
    ],
)
def test_what_will_not_do_is_told(ledger: Path, words: list[str], said: str, told: str) -> None:
    done = run(ledger, *words, said=said)
    assert done.exit_code != 0
    assert told in done.stderr


def test_a_desk_for_others_wants_accounts_or_says_public(ledger: Path) -> None:
    done = run(ledger, "desk", "--host", "0.0.0.0")
    assert done.exit_code != 0
    assert "claimline account add" in done.stderr
    assert run(ledger, "desk", "--host", "0.0.0.0", "--public", "--private").exit_code == 2
    assert run(ledger, "desk", "--tiles", "nowhere.pmtiles").exit_code == 2
