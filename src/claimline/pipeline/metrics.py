"""What a ledger and a watch can be measured by, in Prometheus' terms (prometheus.io/docs/practices/naming).

No label has words from reports, addresses or names: the number of series does not depend on what comes in.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimline.errors import UsageError
from claimline.ledger import Ledger

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

_MISSING = "Install it with: pip install 'claimline[desk]'"


def registry() -> CollectorRegistry:
    """An empty one. Raises UsageError where prometheus-client is not installed."""
    try:
        from prometheus_client import CollectorRegistry
    except ModuleNotFoundError as error:
        raise UsageError(f"metrics need the library {error.name}", then=_MISSING) from error
    return CollectorRegistry()


class LedgerMetrics:
    """A collector: looks at the ledger each time it is asked. today: the clock of the newest report's age."""

    def __init__(self, ledger: Callable[[], Ledger], today: Callable[[], date] = date.today) -> None:
        self._ledger, self._today = ledger, today

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import GaugeMetricFamily as Gauge

        ledger = self._ledger()
        reports, claims = ledger.view().sizes()
        yield Gauge("claimline_reports", "Reports in the ledger.", value=reports)
        yield Gauge("claimline_claims", "Claims in the ledger.", value=claims)
        yield Gauge("claimline_weighing_waiting", "Reports that wait to be weighed.", value=ledger.weighing().waiting())
        path = getattr(ledger.location, "path", None)
        if path is not None:
            yield Gauge("claimline_ledger_bytes", "Size of the ledger's files.", value=_bytes(path))
        with ledger.scopes().look() as look:
            last = look.last_known()
        if last is not None:
            age = (self._today() - date.fromisoformat(last)).days
            yield Gauge("claimline_newest_report_days", "Days since the newest report was known.", value=age)


def _bytes(path: Path) -> int:
    """The file with its log of what is not yet written into it."""
    beside = (path, path.with_name(path.name + "-wal"))
    return sum(one.stat().st_size for one in beside if one.exists())


class WatchMetrics:
    """What a watch has done since it began."""

    def __init__(self, into: CollectorRegistry) -> None:
        from prometheus_client import Counter, Gauge, Histogram

        self._rounds = Counter("claimline_watch_rounds", "Rounds over the feeds.", registry=into)
        self._reports = Counter("claimline_watch_reports", "Reports that came in.", ["known"], registry=into)
        self._claims = Counter("claimline_watch_claims", "New claims.", registry=into)
        self._notes = Counter("claimline_watch_notes", "What was told: failures, delays, refusals.", registry=into)
        self._seconds = Histogram(
            "claimline_watch_round_seconds", "How long a round took, reading and weighing included.",
            buckets=(0.1, 0.5, 1, 5, 15, 60, 300, 1800), registry=into,
        )  # fmt: skip
        self._last = Gauge("claimline_watch_last_round_timestamp_seconds", "When the last round ended.", registry=into)
        self._failing = Gauge("claimline_watch_feeds_failing", "Feeds that failed when asked last.", registry=into)
        self._feeds = Gauge("claimline_watch_feeds", "Feeds that are watched.", registry=into)

    def noted(self) -> None:
        """Something was said that a person should perhaps know."""
        self._notes.inc()

    def round(self, *, new: int, known: int, claims: int, seconds: float, feeds: tuple[int, int]) -> None:
        """A round ended. feeds: how many there are, and how many of them failed."""
        self._rounds.inc()
        self._reports.labels("no").inc(new)
        self._reports.labels("yes").inc(known)
        self._claims.inc(claims)
        self._seconds.observe(seconds)
        self._last.set(time.time())
        self._feeds.set(feeds[0])
        self._failing.set(feeds[1])


def serve(port: int, into: CollectorRegistry) -> int:
    """Answer on this machine's port, in a thread that ends with the process; the port that it is (0: any free one).

    Raises UsageError where the port is in use.
    """
    from prometheus_client import start_http_server

    try:
        server, _ = start_http_server(port, addr="127.0.0.1", registry=into)
    except OSError as error:
        raise UsageError(
            f"metrics cannot be served: {error.strerror}", where=f"port {port}", then="Give another."
        ) from error
    return int(server.server_port)
