"""What was worked out of texts, kept for a while: as much as a number of words takes, whatever the texts' lengths."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, Protocol, TypeVar


class _Worded(Protocol):
    @property
    def words(self) -> tuple[object, ...]: ...


_Kept = TypeVar("_Kept", bound=_Worded)


class Keeping(Generic[_Kept]):
    """A pure function of texts, with what it gave last. Where that has more than `most` words together, what was asked
    for longest ago goes first. Safe to share between threads.

    A limit of so many texts would be none: a text of 10,000 words takes megabytes.
    """

    def __init__(self, make: Callable[[str], _Kept], most: int) -> None:
        self._make, self._most = make, most
        self._kept: dict[str, _Kept] = {}
        self._words = 0
        self._lock = Lock()

    def __call__(self, text: str) -> _Kept:
        with self._lock:
            found = self._kept.pop(text, None)
            if found is not None:
                self._kept[text] = found
                return found
        made = self._make(text)
        with self._lock:
            if text not in self._kept:
                self._kept[text] = made
                self._words += _size(made)
            while self._words > self._most:
                self._words -= _size(self._kept.pop(next(iter(self._kept))))
        return made

    def forget(self) -> None:
        with self._lock:
            self._kept.clear()
            self._words = 0


def _size(made: _Worded) -> int:
    return 1 + len(made.words)  # so that those without words have an end, too
