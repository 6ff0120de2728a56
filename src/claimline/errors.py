"""What can go wrong, in one tree. Each error says what happened, where, and what to do next.

ClaimlineError                      exit 1   HTTP 500
├── UsageError                           2        400   the call itself makes no sense
│   └── DateError                        2        400   a date that cannot be read
├── InputError                           3        422   a report that cannot be read
│   ├── BinaryInput                      3        422
│   ├── EncodingError                    3        422
│   ├── InputTooLarge                    3        413
│   └── RecordError                      3        422   a line of JSONL that is no report
├── GazetteerError                       4        503   the table of places is missing, broken or offline
├── LedgerError                          5        503   the ledger cannot be opened or written
│   └── LedgerTooNew                     5        503   written by a newer Claimline
├── NotFound                             6        404   no such report, claim or place
│   └── Retired                          6        410   a claim or event that was, and has no successor
├── Conflict                             9        409   somebody else decided meanwhile
├── OutputError                          7        500   a file that cannot be written
└── ReaderError                          8        502   a language model that was to read does not do its work
    ├── ReaderUnreachable                8        502   no answer, or none in time
    ├── ReaderRefused                    8        502   the server does not take the call: key, model, form
    └── ReaderAnswer                     8        502   an answer that cannot be used
"""

from __future__ import annotations

from typing import ClassVar


class ClaimlineError(Exception):
    """Base of all errors that a user may meet.

    `what` is one sentence; `where` names the file, line or id; `then` says what to do next.
    """

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 500

    def __init__(self, what: str, *, where: str | None = None, then: str | None = None) -> None:
        self.what, self.where, self.then = what, where, then
        super().__init__(what)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n  {self.then}" if self.then else head


class UsageError(ClaimlineError):
    exit_code, http_status = 2, 400


class DateError(UsageError):
    pass


class InputError(ClaimlineError):
    exit_code, http_status = 3, 422


class BinaryInput(InputError):
    pass


class EncodingError(InputError):
    pass


class InputTooLarge(InputError):
    http_status = 413


class RecordError(InputError):
    pass


class GazetteerError(ClaimlineError):
    exit_code, http_status = 4, 503


class LedgerError(ClaimlineError):
    exit_code, http_status = 5, 503


class LedgerTooNew(LedgerError):
    pass


class NotFound(ClaimlineError):
    exit_code, http_status = 6, 404


class Conflict(ClaimlineError):
    exit_code, http_status = 9, 409


class Retired(NotFound):
    http_status = 410


class OutputError(ClaimlineError):
    exit_code = 7


class ReaderError(ClaimlineError):
    exit_code, http_status = 8, 502


class ReaderUnreachable(ReaderError):
    pass


class ReaderRefused(ReaderError):
    pass


class ReaderAnswer(ReaderError):
    pass
