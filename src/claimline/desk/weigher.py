"""Weighs what judgements touched, beside the requests, so that pages show it at once or say that it is due."""

from __future__ import annotations

import logging
import threading

from claimline.errors import ClaimlineError
from claimline.ledger import Ledger

_MOST = 2000  # reports: more than this was not left by judgements, and is for `claimline weigh`
_log = logging.getLogger("claimline.desk")


class Weigher:
    """One thread at a time weighs; a judgement that comes meanwhile is weighed by the same one, afterwards."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock, self._idle = threading.Lock(), threading.Event()
        self._idle.set()
        self._asked = False
        self.trouble = ""  # why the last weighing failed, "" where it did not

    def wake(self, patience: float = 1.5) -> bool:
        """Weigh what waits. Whether it was done within `patience` seconds; else it goes on, unless too much waits."""
        if self._ledger.weighing().waiting() > _MOST:
            return False
        with self._lock:
            self._asked = True
            if self._idle.is_set():
                self._idle.clear()
                threading.Thread(target=self._run, daemon=True).start()
        return self._idle.wait(patience) and not self.trouble

    def _run(self) -> None:
        from claimline.pipeline.weighing import weigh

        while True:
            with self._lock:
                if not self._asked:
                    self._idle.set()
                    return
                self._asked = False
            try:
                weigh(self._ledger)
                self.trouble = ""
            except ClaimlineError as error:
                self.trouble = str(error)
                _log.warning("what was judged could not be weighed: %s", error)
            except Exception as error:  # the desk goes on; the reports still wait
                self.trouble = "it failed; the log has the reason"
                _log.warning("what was judged could not be weighed", exc_info=error)
