"""What all routes share: the ledger, the configuration, the templates and the static files."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    desk: Desk = request.app.state.desk
    return desk
