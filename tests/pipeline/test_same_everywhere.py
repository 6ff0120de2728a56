"""What a ledger says does not depend on the database that keeps it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner
from weighing_building import events_in, many_items, weigh

from claimline.cli.main import main
from claimline.ledger import open_ledger, verify
from claimline.ledger.move import move

SAID = (
    ("list", "--format", "jsonl"),
    ("list", "--reports", "--format", "jsonl"),
    ("list", "--events", "--format", "jsonl"),
    ("list", "--place", "Sumy", "--kind", "casualties", "--format", "csv"),
    ("control", "--area", "Ukraine", "--format", "json"),
    ("people", "--area", "Ukraine", "--since", "2024-05-01", "--until", "2024-05-09", "--format", "json"),
    ("coverage", "--since", "2024-05-01", "--until", "2024-05-12", "--format", "json"),
    ("review", "list"),
)


def said(where: str, *command: str) -> str:
    result = CliRunner().invoke(main, [*command, "--ledger", where, "-q"])
    assert result.exit_code == 0, result.output
    return result.output


def filled(where: str, gazetteer: Path) -> None:
    """A hundred reports in several steps, a newer reading, a judgement."""

    def moment() -> datetime:
        return datetime(2024, 6, 1, tzinfo=UTC)

    items = many_items(100, 3)
    with open_ledger(where) as ledger:
        for at in range(0, len(items), 40):
            with ledger.writer(clock=moment) as writer:
                writer.add_many(items[at : at + 40])
            weigh(ledger, gazetteer, portion=25)
        with ledger.writer(clock=moment) as writer:
            writer.add(items[0].report, items[0].claims[:1])
            writer.remove(items[5].report.id)
        first, second = sorted(events_in(ledger))[:2]
        ledger.judge(clock=moment).merge([first, second], who="A. Person", note="one strike")
        weigh(ledger, gazetteer)
        assert list(verify(ledger)) == []


def test_both_databases_say_the_same_to_the_byte(tmp_path: Path, postgres_url: str, gazetteer_file: Path) -> None:
    file, copy, back = (str(tmp_path / name) for name in ("file.db", "copy.db", "back.db"))
    filled(file, gazetteer_file)
    wanted = [said(file, *command) for command in SAID]
    assert all(len(output) > 60 for output in wanted)
    filled(postgres_url, gazetteer_file)
    assert [said(postgres_url, *command) for command in SAID] == wanted
    for source, target in ((postgres_url, copy), (file, back)):
        with open_ledger(source) as one, open_ledger(target) as other:
            assert sum(1 for moved in move(one, other) if moved.compared)
            assert list(verify(other)) == []
        assert [said(target, *command) for command in SAID] == wanted
