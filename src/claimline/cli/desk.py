"""`claimline desk`: the ledger as web pages, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from claimline.cli.console import Voice, voice_options
from claimline.cli.people import ledger_option


@click.command(short_help="Look at the ledger in a browser.")
@ledger_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any free one.")
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
@click.option("--title", default="Claimline", show_default=True, help="The name on every page.")
@click.option("--tiles", metavar="URL", help="Map tiles of a server, the only one that pages then ask.")
@click.option("--boundaries", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE")
@voice_options
def desk(ledger: str | None, opens: bool, quiet: bool, verbose: bool, **given: Any) -> None:
    """Look at the ledger in a browser: map, claims, reports, events."""
    import claimline
    from claimline.desk import DeskConfig
    from claimline.desk.server import run

    config = DeskConfig(**given)
    with claimline.open_ledger(ledger, create=False) as opened:
        run(opened, config, Voice(quiet, verbose).say)
