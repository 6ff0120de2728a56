"""Options for commands that may read in several processes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])


def engine_options(command: _Command) -> _Command:
    """--engine, --workers and --address; the command gets them as `engine`, `workers` and `address`."""
    for option in (
        click.option("--address", metavar="HOST:PORT", help="Of a Ray cluster; else one is started on this machine."),
        click.option(
            "--workers",
            type=click.IntRange(min=1),
            metavar="N",
            help="Read in N processes; each needs about 200 MB. What comes out is the same.",
        ),
        click.option(
            "--engine",
            type=click.Choice(["processes", "ray"]),
            help="Read in processes of this machine, or on a Ray cluster whose machines all see the sources.",
        ),
    ):
        command = option(command)
    return command


def engine_facts(engine: str | None, workers: int | None, address: str | None) -> dict[str, Any]:
    """What `ReadConfig` is told. Raises click.UsageError for an address without Ray."""
    if address is not None and engine != "ray":
        raise click.UsageError("--address is that of a Ray cluster: take --engine ray with it")
    return {"engine": engine or "here", "workers": workers, "address": address}
