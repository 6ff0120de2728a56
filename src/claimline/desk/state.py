"""What all routes share: the ledger, the configuration, the templates and the static files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from jinja2 import Environment
from starlette.requests import Request

from claimline.desk.config import DeskConfig
from claimline.desk.guard import Guard
from claimline.desk.keeping import Keeper
from claimline.desk.memory import Memory
from claimline.desk.statics import Statics
from claimline.desk.templating import environment
from claimline.ledger import Browse, Ledger

if TYPE_CHECKING:
    from claimline.desk.public import PublicCopies


@dataclass(frozen=True, slots=True)
class Served:
    """The ledger that is looked at. edition: tells apart the copies of a public desk, which may count alike.

    lasting: where `ledger` is one moment of it, the ledger itself, for what goes on after the request.
    """

    ledger: Ledger
    edition: str = ""
    lasting: Ledger | None = None


@dataclass(slots=True)
class Desk:
    """One desk. `served` may be another from one request to the next: a public desk makes its copy anew."""

    served: Served
    config: DeskConfig
    statics: Statics = field(default_factory=Statics)
    guard: Guard = field(default_factory=Guard)
    templates: Environment = field(default_factory=environment)
    memory: Memory = field(default_factory=Memory)
    keeper: Keeper = field(default_factory=Keeper)
    copies: PublicCopies | None = None

    def serve(self, served: Served) -> None:
        """From now on this ledger is looked at."""
        self.served = served

    def close(self) -> None:
        """Remove what was made for this desk alone. The ledger stays open."""
        if self.copies is not None:
            self.copies.close()

    @property
    def ledger(self) -> Ledger:
        return self.served.ledger

    @property
    def lasting(self) -> Ledger:
        """The ledger itself, for what goes on after a request."""
        return self.served.lasting or self.served.ledger

    def version(self) -> str:
        """Changes whenever anything that a page shows changes."""
        return f"{self.served.edition}.{self.ledger.browse().version()}"

    def weighed(self) -> str:
        """Changes whenever a picture may be another: not where reports only wait to be weighed."""
        return f"{self.served.edition}.{self.ledger.browse().weighed()}"

    def browse(self) -> Browse:
        return self.ledger.browse()


def desk_of(request: Request) -> Desk:
    """The desk, for a request that looks at the ledger with the ledger as it was at the request's first look."""
    desk: Desk = getattr(request.state, "desk", None) or request.app.state.desk
    return desk


@contextmanager
def at_one_moment(request: Request) -> Iterator[Desk]:
    """Give a request its own moment of the ledger: one read transaction, on one connection, until its end."""
    desk: Desk = request.app.state.desk
    served = desk.served
    with served.ledger.snapshot() as ledger:
        request.state.desk = replace(desk, served=Served(ledger, served.edition, served.ledger))
        try:
            yield request.state.desk
        finally:
            request.state.desk = None
