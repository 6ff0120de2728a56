"""How often somebody may ask: a bucket of tokens for each address and account, and a pause after each wrong password.

All of it is in memory, for one process: it begins anew with the desk. What is kept is bounded; the longest unused goes
first, so that asking from many addresses fills no memory.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

MOST = 10_000  # addresses and accounts that are remembered
FREE_TRIES = 5  # wrong passwords before there is a pause
LONGEST_PAUSE = 900.0  # seconds


@dataclass(slots=True)
class Limits:
    """rate: requests a second that go on being answered; burst: as many at once. clock: seconds, rising."""

    rate: float = 20.0
    burst: float = 120.0
    clock: Callable[[], float] = time.monotonic
    _buckets: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)  # tokens left, when
    _wrong: OrderedDict[str, tuple[int, float]] = field(default_factory=OrderedDict)  # how many, until when
    _lock: Lock = field(default_factory=Lock)

    def wait(self, who: str) -> float:
        """Takes one request of this address or account; the seconds to wait where there is none left, else 0."""
        now = self.clock()
        with self._lock:
            left, at = self._buckets.pop(who, (self.burst, now))
            left = min(self.burst, left + (now - at) * self.rate)
            self._buckets[who] = (left - 1 if left >= 1 else left, now)
            _bounded(self._buckets)
        return 0.0 if left >= 1 else (1 - left) / self.rate

    def pause(self, *names: str) -> float:
        """The seconds until a password may be tried for an account or from an address."""
        now = self.clock()
        with self._lock:
            return max(0.0, *(self._wrong.get(name, (0, 0.0))[1] - now for name in names))

    def wrong(self, *names: str) -> None:
        """A password was wrong: each one after the fifth doubles the pause, up to a quarter of an hour."""
        now = self.clock()
        with self._lock:
            for name in names:
                count = self._wrong.pop(name, (0, 0.0))[0] + 1
                pause = min(LONGEST_PAUSE, 2.0 ** min(count - FREE_TRIES, 12)) if count >= FREE_TRIES else 0.0
                self._wrong[name] = (count, now + pause)
                _bounded(self._wrong)

    def right(self, name: str) -> None:
        """A password fitted: the account begins anew. The address does not, or one own account would free it."""
        with self._lock:
            self._wrong.pop(name, None)


def _bounded(kept: OrderedDict[str, tuple[float, float]] | OrderedDict[str, tuple[int, float]]) -> None:
    while len(kept) > MOST:
        kept.popitem(last=False)
