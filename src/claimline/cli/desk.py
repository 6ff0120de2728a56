"""`claimline desk`: the ledger as web pages and as an API, on this machine."""

from __future__ import annotations

from dataclasses import replace
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
can reach it: who has an account (`claimline account add`) signs in, and is shown what may be public (accepted claims,
coarsened and delayed), from a copy that is made anew every --refresh minutes. With --private accounts are shown
everything, and reviewers judge; with --public anybody is shown what may be public, without signing in.

\b
Examples:
  claimline desk
  claimline desk --ledger kharkiv.db --title "Kharkiv, May 2024" --open
  claimline desk --port 0
  claimline desk --host 0.0.0.0 --name desk.example.org --private
  claimline desk --host 0.0.0.0 --name desk.example.org --public
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
@click.option("--private", is_flag=True, help="Show everything to accounts, and let reviewers judge.")
@click.option("--public", is_flag=True, help="Show what may be public to anybody, without accounts.")
@click.option("--accounts", is_flag=True, help="Want accounts on this machine too.")
@voice_options
def desk(ledger: str | None, opens: bool, public: bool, quiet: bool, verbose: bool, **given: Any) -> None:
    import claimline
    from claimline.desk import DeskConfig

    try:
        from claimline.desk.server import run
    except ModuleNotFoundError as error:
        raise UsageError(
            f"the desk needs the library {error.name}", then="Install it with: pip install 'claimline[desk]'"
        ) from error
    config = DeskConfig(**given)
    if public and (config.private or config.accounts):
        raise UsageError("--public is for anybody, --private and --accounts for some", then="Give one of the two.")
    if (not config.local and not public) or config.private:
        config = replace(config, accounts=True)
    if config.tile_file is not None and not config.tile_file.is_file():
        then = "Give an address with {z}, {x} and {y}, or a PMTiles file that is there."
        raise UsageError("there is no such file of tiles", where=f"--tiles {config.tiles}", then=then)
    voice = Voice(quiet, verbose)
    with claimline.open_ledger(ledger, create=False) as opened:
        if config.accounts and not any(one.disabled_at is None for one in opened.access().accounts()):
            raise UsageError(
                "this desk wants accounts, and there is none that is let in",
                then="Make one with: claimline account add NAME --role admin; or give --public.",
            )
        run(opened, config, voice.say, opens=opens)
