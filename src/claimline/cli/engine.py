"""Options that commands which read share: where it is done, by which server, and whether originals are kept."""

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


def server_options(command: _Command) -> _Command:
    """--endpoint and --model, for the reader `llm`; the command gets them by these names."""
    endpoint = click.option(
        "--endpoint", metavar="URL", help="For llm: the server that reads, http://localhost:8080/v1. It gets the text."
    )
    model = click.option(
        "--model", metavar="NAME", help="For llm: the model's name there. A key: in CLAIMLINE_API_KEY."
    )
    return endpoint(model(command))


def originals_option(command: _Command) -> _Command:
    """--no-originals; the command gets `originals`."""
    option = click.option(
        "--originals/--no-originals",
        default=True,
        envvar="CLAIMLINE_ORIGINALS",
        help="Keep the bytes that reports came in as beside their texts; or CLAIMLINE_ORIGINALS=no.",
    )
    return option(command)
