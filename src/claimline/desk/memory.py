"""What was worked out and may be asked for again: the latest few results, each made by one request alone."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

_LATELY = 16  # results that take long, and may be large
_LARGE = 0.5  # seconds from which on a result is

_log = logging.getLogger("claimline.desk")


@dataclass(frozen=True, slots=True)
class _Made:
    """A result, of which version of the ledger it is, and how many seconds it took."""

    version: str
    result: Any
    seconds: float


class Memory:
    """Keeps the `most` latest results. Requests that want the same wait for the first of them.

    renewed: how many results were made anew beside requests: pages made before are out of date then.
    """

    def __init__(self, most: int = 64) -> None:
        self.renewed = 0
        self._lately: dict[Hashable, _Made] = {}
        self._renewing: set[Hashable] = set()
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}

    def recall(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The result kept under this key, or that of `make`; what `make` raises is kept by nobody."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            try:
                found = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                self._kept[key] = found
                while len(self._kept) > self._most:
                    self._kept.popitem(last=False)
            return found

    def lately(self, key: Hashable, version: str, make: Callable[[], Any], patience: float) -> Any:
        """The result of `make` for this version of the ledger; or that of an earlier one, where it took longer than
        `patience` seconds to make: the new one is then made beside the requests, and given when it is there."""
        with self._lock:
            kept = self._lately.get(key)
        if kept is not None and kept.version == version:
            return kept.result
        if kept is None or kept.seconds <= patience:
            return self.recall((key, version), lambda: self._make(key, version, make))
        with self._lock:
            first = key not in self._renewing
            self._renewing.add(key)
        if first:
            threading.Thread(target=self._renew, args=(key, version, make), daemon=True).start()
        return kept.result

    def _make(self, key: Hashable, version: str, make: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        result = make()
        with self._lock:
            self._lately[key] = _Made(version, result, time.perf_counter() - began)
            large = self._lately[key].seconds > _LARGE
            while len(self._lately) > _LATELY:  # what is made again soonest goes first
                self._lately.pop(min(self._lately, key=lambda one: self._lately[one].seconds))
        if large:
            gc.freeze()  # else Python looks through all of it again and again for what nobody uses: 0.2 s each time
        return result

    def _renew(self, key: Hashable, version: str, make: Callable[[], Any]) -> None:
        try:
            self._make(key, version, make)
        except Exception as error:  # nobody waits for it: the next request asks again
            _log.warning("what pages show could not be made anew", exc_info=error)
        finally:
            with self._lock:
                self._renewing.discard(key)
                self.renewed += 1
