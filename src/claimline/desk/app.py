"""The application: routes, static files, errors, and what stands around them."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from claimline import __version__
from claimline.desk import routes
from claimline.desk.access import Gate, Limits
from claimline.desk.config import DeskConfig
from claimline.desk.errors import handle_errors
from claimline.desk.metrics import Measured
from claimline.desk.security import Shell
from claimline.desk.state import Desk, Served
from claimline.errors import UsageError
from claimline.ledger import Ledger

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

_ABOUT = """What reports of war say: attributed claims, the events they are about, and what follows from them.

Every address answers as a page, and with `.json`, `.csv` or `.geojson` at its end as data, under the same filters.
A parameter that is not known is an error, never silently dropped. Errors always have one shape."""


def build(ledger: Ledger, config: DeskConfig) -> FastAPI:
    """The desk on a ledger. Every module of `routes` adds its own with `add(app, desk)`; one with `WRITES = True` only
    where something may be changed.

    What others than this machine can reach never has the ledger itself, but a copy of what may be public; unless it is
    told to be private, and then nobody is shown anything who has not signed in.
    """
    if not config.whole:
        config = replace(config, read_only=True)
    app = FastAPI(
        title=f"{config.title}: API",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    desk = app.state.desk = Desk(Served(ledger), config)
    app.state.source = ledger  # with the accounts, whatever is shown
    app.state.access, app.state.limits = ledger.access(), Limits()
    app.state.metrics = _metrics(ledger) if config.local or config.accounts else None
    if not config.whole:
        from claimline.desk.public import PublicCopies

        desk.copies = PublicCopies(ledger, config.profile, desk.serve)
        desk.copies.start(config.refresh)
    handle_errors(app)
    for name in sorted(found.name for found in iter_modules(routes.__path__)):
        module = import_module(f"{routes.__name__}.{name}")
        if not (config.read_only and getattr(module, "WRITES", False)):
            module.add(app, desk)
    if app.state.metrics is not None:
        app.add_middleware(Measured, into=app.state.metrics)
    if config.accounts:
        app.add_middleware(Gate, access=app.state.access, limits=app.state.limits)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.add_middleware(Shell, config=config)
    return app


def _metrics(ledger: Ledger) -> CollectorRegistry | None:
    """What the desk is measured by; None where the library for it is not installed."""
    from claimline.pipeline.metrics import LedgerMetrics, registry

    try:
        into = registry()
    except UsageError:
        return None
    into.register(LedgerMetrics(lambda: ledger))
    return into
