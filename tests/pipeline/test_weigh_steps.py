"""Weighing step by step: the same in the end, whatever came when, and whatever cut it off."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from weighing_building import FIRST, Told, a_record, add, an_item, events_in, many_items, weigh, weighed_state

import claimline
from claimline.ledger import Item, Ledger, open_ledger, verify
from claimline.ledger.identity import report_ref
from claimline.ledger.tables import event_redirects, weighing_queue


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return open_ledger(tmp_path / "ledger.db")


def at_once(folder: Path, items: list[Item], gazetteer: Path) -> dict[str, object]:
    """What a fresh ledger that is weighed once makes of the reports."""
    with open_ledger(folder / f"fresh-{random.random()}.db") as fresh:
        add(fresh, items)
        weigh(fresh, gazetteer)
        assert list(verify(fresh)) == []
        return weighed_state(fresh)


@pytest.mark.parametrize("seed", range(2))
def test_order_and_portions_make_no_difference(tmp_path: Path, gazetteer_file: Path, seed: int) -> None:
    items = many_items(26, seed)
    wanted = at_once(tmp_path, items, gazetteer_file)
    assert any(len(event.members) > 2 for event in wanted["events"].values())  # type: ignore[attr-defined]
    assert wanted["links"]
    chance = random.Random(seed)
    shuffled = chance.sample(items, len(items))
    with open_ledger(tmp_path / "steps.db") as ledger:
        while shuffled:
            portion = [shuffled.pop() for _ in range(min(len(shuffled), chance.randrange(1, 9)))]
            add(ledger, portion)
            weigh(ledger, gazetteer_file, portion=chance.randrange(1, 5))
        assert weighed_state(ledger) == wanted
        assert list(verify(ledger)) == []


def test_newer_readings_and_removed_reports_leave_no_trace(
    ledger: Ledger, tmp_path: Path, gazetteer_file: Path
) -> None:
    items, more = many_items(16, 7), many_items(36, 8)[:4]
    chance = random.Random(5)

    def misread(item: Item) -> Item:
        """An older reading: some claims missing, one of another kind."""
        records = [dict(record) for record in item.claims if isinstance(record, dict) and chance.random() < 0.7]
        for record in records[:1]:
            record |= {"kind": "attack.air", "id": f"{record['id'][:-2]}zz"}
        return replace(item, claims=records)

    add(ledger, [misread(item) for item in items])
    weigh(ledger, gazetteer_file, portion=4)
    add(ledger, more)
    weigh(ledger, gazetteer_file, portion=4)
    add(ledger, items)  # read again
    with ledger.writer() as writer:
        for item in more:
            if item.report.text_hash not in {kept.report.text_hash for kept in items}:
                writer.remove(report_ref(item.report))
    weigh(ledger, gazetteer_file, portion=4)
    kept = {item.report.text_hash for item in items}
    assert weighed_state(ledger) == at_once(
        tmp_path, [*items, *(item for item in more if item.report.text_hash in kept)], gazetteer_file
    )


def test_weighing_again_changes_nothing(ledger: Ledger, gazetteer_file: Path) -> None:
    add(ledger, many_items(20, 3))
    first = weigh(ledger, gazetteer_file)
    before = weighed_state(ledger)
    assert weigh(ledger, gazetteer_file).reports == 0
    config = claimline.WeighConfig(gazetteer=gazetteer_file, again=True)
    assert claimline.weigh(ledger, config) == first
    assert weighed_state(ledger) == before


def test_a_ledger_weighed_by_other_rules_is_weighed_anew(
    ledger: Ledger, gazetteer_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(ledger, many_items(8, 3))
    count = weigh(ledger, gazetteer_file).reports
    monkeypatch.setattr("claimline.pipeline.weighing.RULES", 999)
    assert weigh(ledger, gazetteer_file).reports == count
    assert weigh(ledger, gazetteer_file).reports == 0


KILLED = """
import sys
from pathlib import Path
from claimline import WeighConfig, open_ledger
from claimline.pipeline.weighing import weigh_steps
with open_ledger(sys.argv[1]) as ledger:
    for _ in weigh_steps(ledger, WeighConfig(portion=2, gazetteer=Path(sys.argv[2]))):
        print("step", flush=True)
"""


def test_killed_at_any_moment_it_goes_on(ledger: Ledger, tmp_path: Path, gazetteer_file: Path) -> None:
    items = many_items(16, 11)
    add(ledger, items)
    for steps in (1, 2):
        run = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(ledger.location), str(gazetteer_file)], stdout=subprocess.PIPE, text=True
        )
        assert run.stdout is not None
        for _ in range(steps):
            assert run.stdout.readline() == "step\n"
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        run.stdout.close()
        assert list(verify(ledger)) == []
    with ledger.engine.connect() as connection:
        waiting = connection.execute(select(weighing_queue.c.report_key)).all()
    assert 0 < len(waiting) < len(items)
    weigh(ledger, gazetteer_file)
    assert weighed_state(ledger) == at_once(tmp_path, items, gazetteer_file)


def test_an_event_that_loses_its_founder_leads_on(ledger: Ledger, gazetteer_file: Path) -> None:
    words = "Shells hit a school in Sumy and killed 4 people."
    told = Told("attack.shelling", "Shells hit a school in Sumy", "Sumy", FIRST)
    items = [an_item(f"{words} {end}", [told], "Sample Post", FIRST) for end in ("It was noon.", "Rain fell later.")]
    add(ledger, items)
    weigh(ledger, gazetteer_file)
    (old,) = events_in(ledger).values()
    founder = min(old.members)
    first = next(item for item in items if report_of(ledger, founder) == item.report.text)
    newer = {**a_record(first.report, told), "id": "0123456789abcdef0123", "kind": "attack.missile"}
    add(ledger, [replace(first, claims=[newer])])
    weigh(ledger, gazetteer_file)
    new = events_in(ledger)
    assert old.id not in new
    with ledger.scopes().look() as look:
        assert look.event(old.id[:9]).id in new
    with ledger.engine.connect() as connection:
        assert connection.execute(select(event_redirects.c.new_id)).scalar_one() in new


def report_of(ledger: Ledger, key: str) -> str:
    return ledger.view().original(key.partition(":")[0]).text


def test_judgements_hold_and_are_undone(ledger: Ledger, tmp_path: Path, gazetteer_file: Path) -> None:
    items = many_items(24, 13)
    add(ledger, items[:18])
    weigh(ledger, gazetteer_file)
    before = weighed_state(ledger)
    found = sorted(events_in(ledger).values(), key=lambda event: (-len(event.members), event.id))
    big, other = found[0], found[-1]
    judge = ledger.judge(clock=lambda: datetime(2024, 6, 1, tzinfo=UTC))
    merged = judge.merge([big.id[:8], other.id], who="A. Person", note="one strike")
    weigh(ledger, gazetteer_file)
    joined = next(event for event in events_in(ledger).values() if set(big.members) <= set(event.members))
    assert set(other.members) <= set(joined.members)
    split = judge.split(joined.id, [joined.members[0]], who="B. Person")
    weigh(ledger, gazetteer_file)
    apart = next(event for event in events_in(ledger).values() if joined.members[0] in event.members)
    assert not set(apart.members) & set(joined.members[1:])
    # what comes later, and a new start, keep to what was decided
    add(ledger, items[18:])
    weigh(ledger, gazetteer_file, portion=3)
    after = weighed_state(ledger)
    claimline.weigh(ledger, claimline.WeighConfig(gazetteer=gazetteer_file, again=True))
    assert weighed_state(ledger) == after
    with ledger.writer() as writer:
        for item in items[18:]:
            if item.report.text_hash not in {kept.report.text_hash for kept in items[:18]}:
                writer.remove(report_ref(item.report))
    for judgement in (merged, split):
        assert judge.undo(judgement.id, who="A. Person").undone_by == "A. Person"
    weigh(ledger, gazetteer_file)
    history = judge.history()
    assert [one.verb for one in history] == ["merge", "split"]
    assert all(one.undone_at for one in history)
    if all(i.report.text_hash not in {k.report.text_hash for k in items[:18]} for i in items[18:]):
        assert weighed_state(ledger) == before


def test_a_judgement_follows_claims_to_a_newer_reading(ledger: Ledger, gazetteer_file: Path) -> None:
    towns = ("Sumy", "Robotyne")
    told = [Told("attack.shelling", f"Shells hit a mill in {town}", town, FIRST) for town in towns]
    items = [an_item(f"{one.words}. It was noon.", [one], "Sample Post", FIRST) for one in told]
    add(ledger, items)
    weigh(ledger, gazetteer_file)
    first, second = events_in(ledger).values()
    ledger.judge().merge([first.id, second.id], who="A. Person")
    weigh(ledger, gazetteer_file)
    assert [len(event.members) for event in events_in(ledger).values()] == [2]
    newer = [{**a_record(items[0].report, told[0]), "id": "0123456789abcdef0123", "kind": "attack.missile"}]
    add(ledger, [replace(items[0], claims=newer)])
    weigh(ledger, gazetteer_file)
    (event,) = events_in(ledger).values()
    assert any(member.endswith(":0123456789abcdef0123") for member in event.members)


def test_every_query_uses_an_index(ledger: Ledger, gazetteer_file: Path) -> None:
    """No step and no picture may look through a whole table: what it costs would grow with the ledger."""
    add(ledger, many_items(12, 2))
    weigh(ledger, gazetteer_file)

    def work() -> None:
        add(ledger, many_items(16, 4))
        weigh(ledger, gazetteer_file, portion=3)
        for known in (None, str(FIRST)):
            shown = claimline.picture(ledger, on=str(FIRST), known=known)
            shown.control(area="Ukraine")
            shown.people(area="Ukraine", since=str(FIRST))

    scans = {scan for statement in statements_of(ledger, work) for scan in full_scans(ledger, statement)}
    assert scans <= {"weighing_queue"}, scans  # read in the order of its key, as far as the portion goes


def statements_of(ledger: Ledger, work: Callable[[], None]) -> set[str]:
    from sqlalchemy import event

    seen: set[str] = set()

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.add(statement)

    event.listen(ledger.engine, "before_cursor_execute", note)
    work()
    event.remove(ledger.engine, "before_cursor_execute", note)
    return {statement for statement in seen if statement.split()[0] in ("SELECT", "UPDATE", "DELETE")}


def full_scans(ledger: Ledger, statement: str) -> set[str]:
    """The tables that a statement looks through without an index. A minimum or maximum reads one entry of one."""
    if "max(" in statement:
        return set()
    with ledger.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", ("[]",) * statement.count("?")).all()
        tables = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
    details = [str(row[3]) for row in plan]
    return {d.split()[1] for d in details if d.startswith("SCAN") and d.split()[1] in tables and "INDEX" not in d}
