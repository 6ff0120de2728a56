"""What a watch is measured by, asked for over HTTP as Prometheus does."""

from __future__ import annotations

import socket
from datetime import date
from pathlib import Path
from urllib.request import urlopen

import pytest

from claimline import weigh
from claimline.errors import UsageError
from claimline.ledger import open_ledger
from claimline.model import Report
from claimline.pipeline.metrics import LedgerMetrics, WatchMetrics, registry, serve


def test_a_watch_tells_what_it_did(tmp_path: Path) -> None:
    into = registry()
    with open_ledger(tmp_path / "claimline.db") as ledger:
        with ledger.writer() as writer:
            writer.add(Report("A bridge fell.", published=date(2024, 5, 1)), [])
        weigh(ledger)
        into.register(LedgerMetrics(lambda: ledger, lambda: date(2024, 5, 11)))
        watch = WatchMetrics(into)
        watch.noted()
        watch.round(new=3, known=2, claims=9, seconds=0.2, feeds=(4, 1))
        watch.round(new=1, known=0, claims=1, seconds=2.0, feeds=(4, 2))
        with urlopen(f"http://127.0.0.1:{serve(0, into)}/metrics") as answer:
            lines = answer.read().decode().splitlines()
    told = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert told['claimline_watch_reports_total{known="no"}'] == "4.0"
    assert told['claimline_watch_reports_total{known="yes"}'] == "2.0"
    assert told["claimline_watch_claims_total"] == "10.0"
    assert told["claimline_watch_notes_total"] == "1.0"
    assert told['claimline_watch_round_seconds_bucket{le="0.5"}'] == "1.0"
    assert told["claimline_watch_feeds_failing"] == "2.0"
    assert told["claimline_reports"] == "1.0"
    assert told["claimline_newest_report_days"] == "10.0"


def test_a_port_that_is_taken_is_told() -> None:
    cannot = pytest.raises(UsageError, match="metrics cannot be served")
    with socket.create_server(("127.0.0.1", 0)) as taken, cannot:
        serve(taken.getsockname()[1], registry())
