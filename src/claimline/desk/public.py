"""What a desk that others can reach looks at: a copy of the ledger that holds only what may be public.

No route of such a desk has the ledger itself, so that nothing withheld can leak through any of them.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from claimline.desk.state import Served
from claimline.errors import ClaimlineError
from claimline.ledger import Ledger, open_ledger
from claimline.pipeline.public import public_ledger
from claimline.publishing.public.profile import Profile, default_profile, read_profile

_log = logging.getLogger("claimline.desk")
_OLDEST = 3600.0  # seconds: what was held back for some hours becomes public by the clock alone


class PublicCopies:
    """Makes the copy, in a folder that only this user may read, and makes it anew when something changed.

    `served` is told of each new copy. The one before it is kept until the next, for requests that still look at it.
    """

    def __init__(self, source: Ledger, profile: Path | None, served: Callable[[Served], None]) -> None:
        self._source, self._tell = source, served
        self._profile: Profile = read_profile(profile) if profile else default_profile()
        self._folder = TemporaryDirectory(prefix="claimline-desk-", ignore_cleanup_errors=True)
        self._kept: list[Ledger] = []
        self._version, self._made = "", 0.0
        self._over = threading.Event()

    def start(self, minutes: int) -> None:
        """Make the first copy, and look every so many minutes whether another one is needed."""
        self.refresh()
        threading.Thread(target=self._follow, args=(minutes * 60,), name="public copy", daemon=True).start()

    def close(self) -> None:
        self._over.set()
        for ledger in self._kept:
            ledger.close()
        self._folder.cleanup()

    def refresh(self) -> bool:
        """Make a new copy if the ledger changed, or an hour went by; returns whether it did."""
        version = self._source.browse().version()
        if version == self._version and time.monotonic() - self._made < _OLDEST:
            return False
        edition = secrets.token_hex(6)
        path = Path(self._folder.name) / f"{edition}.db"
        public_ledger(self._source, path, self._profile, datetime.now(UTC))
        copy = open_ledger(path, create=False)
        self._tell(Served(copy, edition))
        self._kept.append(copy)
        self._version, self._made = version, time.monotonic()
        while len(self._kept) > 2:
            self._forget(self._kept.pop(0))
        return True

    def _forget(self, ledger: Ledger) -> None:
        ledger.close()
        for path in Path(self._folder.name).glob(f"{Path(str(ledger.location)).name}*"):
            path.unlink(missing_ok=True)

    def _follow(self, seconds: float) -> None:
        while not self._over.wait(seconds):
            try:
                self.refresh()
            except ClaimlineError as error:
                _log.warning("the public copy was not made anew, the last one is shown: %s", error)
