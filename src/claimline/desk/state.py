"""What all routes share: the ledger, the configuration, the templates and the static files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from jinja2 import Environment
from starlette.requests import Request

from claimline.desk.config import DeskConfig
from claimline.desk.guard import Guard
from claimline.desk.interim import Interim
from claimline.desk.memory import Memory
from claimline.desk.statics import Statics
from claimline.desk.templating import environment
from claimline.ledger import Ledger


@dataclass(slots=True)
class Desk:
    """One desk. `ledger` may be another one from one request to the next (a public desk makes its own anew)."""

    ledger: Ledger
    config: DeskConfig
    statics: Statics = field(default_factory=Statics)
    guard: Guard = field(default_factory=Guard)
    templates: Environment = field(default_factory=environment)
    memory: Memory = field(default_factory=Memory)

    def version(self) -> str:
        """Changes whenever anything that a page shows changes."""
        return str(self.ledger.view().counts())

    def browse(self) -> Interim:
        return Interim(self.ledger)


def desk_of(request: Request) -> Desk:
    """The desk, for a request that looks at the ledger with the ledger as it was at the request's first look."""
    desk: Desk = getattr(request.state, "desk", None) or request.app.state.desk
    return desk


@contextmanager
def at_one_moment(request: Request) -> Iterator[Desk]:
    """Give a request its own moment of the ledger: one read transaction, on one connection, until its end."""
    desk: Desk = request.app.state.desk
    with desk.ledger.snapshot() as ledger:
        request.state.desk = replace(desk, ledger=ledger)
        try:
            yield request.state.desk
        finally:
            request.state.desk = None
