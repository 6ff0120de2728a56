"""`claimline desk`: the ledger as web pages and as an API, on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from claimline.cli.console import Voice, voice_options
from claimline.cli.people import ledger_option
from claimline.errors import UsageError

DESK_HELP = """Look at the ledger in a browser: map and timeline, claims, reports, events, places, speakers, outlets.

The desk works without the internet, and asks no other machine (but that of --tiles, where you give one). Every page
has an address that stays, and the same address with .json, .csv or .geojson at its end is the same as data; /api lists
them. It shows what is in the ledger at each moment: other commands may add and weigh meanwhile.

On this machine (127.0.0.1, the default) it shows everything, and claims can be reviewed. With any other --host others
can reach it: it then shows only what may be public (accepted claims, coarsened and delayed), from a copy that is made
anew every --refresh minutes, and nobody can review anything.

\b
Examples:
  claimline desk
  claimline desk --ledger kharkiv.db --title "Kharkiv, May 2024" --open
  claimline desk --port 0
  claimline desk --host 0.0.0.0 --name desk.example.org
"""


@click.command(help=DESK_HELP, short_help="Look at the ledger in a browser: pages, map, API.")
@ledger_option
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, metavar="N", help="0: any free one."
)
@click.option("--open", "opens", is_flag=True, help="Open it in the browser.")
@click.option("--title", default="Claimline", show_default=True, metavar="WORDS", help="The name on every page.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="Another name it goes by, behind a proxy.")
@click.option(
    "--tiles",
    metavar="URL_OR_FILE",
    help="Map tiles: https://…/{z}/{x}/{y}.png (pages then ask that machine), or a PMTiles file of images.",
)
@click.option(
    "--boundaries",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Outlines of regions for the map (GeoJSON).",
)
@click.option(
    "--refresh",
    type=click.IntRange(1),
    default=15,
    show_default=True,
    metavar="MINUTES",
    help="How often a public desk looks for what is new.",
)
@click.option(
    "--profile",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Rules (YAML) of what a public desk may show, in place of ours.",
)
@click.option("--private", is_flag=True, help="Show everything to others too. Not yet possible: it needs accounts.")
@voice_options
def desk(ledger: str | None, opens: bool, private: bool, quiet: bool, verbose: bool, **given: Any) -> None:
    import claimline
    from claimline.desk import DeskConfig

    try:
        from claimline.desk.server import run
    except ModuleNotFoundError as error:
        raise UsageError(
            f"the desk needs the library {error.name}", then="Install it with: pip install 'claimline[desk]'"
        ) from error
    config = DeskConfig(**given)
    if private and not config.local:
        raise UsageError(
            "a desk that others can reach may not show what is private: it cannot ask yet who they are",
            where=f"--host {config.host} --private",
            then="Leave --private out to show what may be public, or leave --host out and use a tunnel (ssh -L).",
        )
    if config.tile_file is not None and not config.tile_file.is_file():
        then = "Give an address with {z}, {x} and {y}, or a PMTiles file that is there."
        raise UsageError("there is no such file of tiles", where=f"--tiles {config.tiles}", then=then)
    voice = Voice(quiet, verbose)
    with claimline.open_ledger(ledger, create=False) as opened:
        run(opened, config, voice.say, opens=opens)
