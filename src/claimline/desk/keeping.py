"""What stands now, kept by a desk and brought up to date when something was weighed (see `pipeline.standing`)."""

from __future__ import annotations

import gc
import logging
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimline.ledger import Ledger
from claimline.model.weighed import TrackRecord
from claimline.pipeline.picture import picture
from claimline.pipeline.standing import Standing, follow, stand, work

if TYPE_CHECKING:
    from claimline.desk.state import Desk, Served

QUICK = 2000  # tellings that are looked at while a request waits: some 20 ms
_REST = 0.002  # seconds between two pieces of work
_log = logging.getLogger("claimline.desk")


@dataclass(frozen=True, slots=True)
class _Kept:
    """edition: of the copy that it is of, where a desk has copies."""

    edition: str
    standing: Standing


class _Voices:
    """Track records with their places by the ids of claims, which the records are long to look through for."""

    def __init__(self, records: tuple[TrackRecord, ...]) -> None:
        self.records = records
        self.by_claim: dict[str, tuple[int, ...]] = {}
        for number, record in enumerate(records):
            for claim in {key.rpartition(":")[2] for key in record.claims}:
                self.by_claim[claim] = (*self.by_claim.get(claim, ()), number)


class Keeper:
    """Keeps what stands. renewed: how often it was brought up to date beside requests."""

    def __init__(self) -> None:
        self.renewed = 0
        self._kept: _Kept | None = None
        self._voices: _Voices | None = None
        self._making = threading.Lock()
        self._renewing = threading.Lock()

    def shown(self, desk: Desk) -> Standing:
        """What stands, for pages that show all of it: that of a moment ago while there is much to bring up to date.

        Whoever asks first waits until it is made.
        """
        found = self.of_moment(desk.served, desk.ledger)
        if found is not None:
            return found
        with self._making:
            kept = self._of(desk.served)
            if kept is None:
                return self._made(desk)
        if self._renewing.acquire(blocking=False):
            threading.Thread(target=self._renew, args=(desk.served, desk.lasting), daemon=True).start()
        return kept

    def records_of(self, desk: Desk, claims: Collection[str]) -> list[TrackRecord]:
        """The track records that have one of these claims, by name."""
        records = self.shown(desk).records
        voices = self._voices
        if voices is None or voices.records is not records:
            voices = self._voices = _Voices(records)
        found = {number for claim in claims for number in voices.by_claim.get(claim, ())}
        return [records[number] for number in sorted(found)]

    def of_moment(self, served: Served, ledger: Ledger, most: int | None = QUICK) -> Standing | None:
        """What stands at this moment of a ledger; None where more than `most` tellings would have to be looked at, none
        is kept, or the one that is kept is of a later moment."""
        kept, shown = self._of(served), picture(ledger)
        days = (shown.on, shown.known)
        if kept is None:
            return None
        with ledger.scopes().look() as look:
            turn = look.turn()
            if (kept.turn, kept.on, kept.known) == (turn, *days):
                return kept
            aged = len(kept.states) if (kept.on, kept.known) != days else 0  # each state says of which day it is
            if kept.turn > turn or (most is not None and work(look, kept) + aged > most):
                return None
            with self._making:
                kept = self._of(served) or kept
                if kept.turn > turn:
                    return None
                found = follow(look, kept, days, _rest if most is None else _nothing)
                self._kept = _Kept(served.edition, found)
        return found

    def _of(self, served: Served) -> Standing | None:
        kept = self._kept
        return kept.standing if kept is not None and kept.edition == served.edition else None

    def _made(self, desk: Desk) -> Standing:
        with desk.lasting.snapshot() as ledger, ledger.scopes().look() as look:
            shown = picture(ledger)
            found = stand(look, (shown.on, shown.known), _rest)
        self._kept = _Kept(desk.served.edition, found)
        return found

    def _renew(self, served: Served, lasting: Ledger) -> None:
        try:
            with lasting.snapshot() as ledger:
                self.of_moment(served, ledger, most=None)
        except Exception as error:  # nobody waits for it: the next request asks again
            _log.warning("what stands could not be brought up to date", exc_info=error)
        finally:
            self.renewed += 1
            self._renewing.release()


def _nothing() -> None:
    """A request does not rest."""


def _rest() -> None:
    """Let requests go before, and spare the collector from looking through what was made again and again."""
    gc.freeze()
    time.sleep(_REST)
