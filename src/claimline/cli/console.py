"""What the commands share: how they speak (messages to stderr), where data goes, and progress at a terminal."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TextIO, TypeVar, cast

import click

from claimline.cli.log import as_json, tell
from claimline.errors import OutputError

if TYPE_CHECKING:
    from rich.status import Status

_META = "claimline.verbose"
_DELAY = 1.0  # seconds of work before progress shows
_Command = TypeVar("_Command", bound=Callable[..., Any])
_Item = TypeVar("_Item")


def _remember_verbose(ctx: click.Context, _param: click.Parameter, value: bool) -> bool:
    if value:
        ctx.meta[_META] = True  # shared by all contexts of one call: the group reads it when something fails
    return value


def is_verbose(ctx: click.Context) -> bool:
    """Whether the command was called with -v."""
    return bool(ctx.meta.get(_META))


def voice_options(command: _Command) -> _Command:
    """-q and -v for a command; it gets `quiet` and `verbose` and makes a `Voice` of them."""
    quiet = click.option("-q", "--quiet", is_flag=True, help="No messages, only data and errors.")
    verbose = click.option(
        "-v", "--verbose", is_flag=True, callback=_remember_verbose, help="More messages; the traceback of an error."
    )
    return quiet(verbose(command))


@dataclass(slots=True)
class Voice:
    """Messages to stderr: `say` unless -q, `detail` only with -v."""

    quiet: bool = False
    verbose: bool = False
    _status: Status | None = None

    def say(self, message: str) -> None:
        if not self.quiet:
            self._print(message)

    def detail(self, message: str) -> None:
        if self.verbose and not self.quiet:
            self._print(message, "debug")

    def _print(self, message: str, level: str = "info") -> None:
        if self._status is None:
            tell(message, level)
        else:  # above the progress line, not through it
            self._status.console.print(f"claimline: {message}", markup=False, highlight=False, soft_wrap=True)

    def following(self, items: Iterable[_Item], count: Callable[[int, _Item], str], *, alone: bool) -> Iterator[_Item]:
        """The same items, with a line of progress on stderr after a second, at a terminal only.

        `count` words the line from the number of items so far and the latest. `alone` False: data goes to the same
        terminal, so that the line ends with the first item.
        """
        if self.quiet or as_json() or not sys.stderr.isatty():
            yield from items
            return
        timer = threading.Timer(_DELAY, self._start_status)
        timer.daemon = True
        timer.start()
        try:
            for number, item in enumerate(items, 1):
                if not alone:
                    timer.cancel()
                    self._stop_status()
                elif self._status is not None:
                    self._status.update(count(number, item))
                yield item
        finally:
            timer.cancel()
            self._stop_status()

    def _start_status(self) -> None:
        from rich.console import Console

        status = Console(stderr=True).status("reading …", spinner="dots")
        status.start()
        self._status = status

    def _stop_status(self) -> None:
        status, self._status = self._status, None
        if status is not None:
            status.stop()


@contextmanager
def data_output(path: str | None) -> Iterator[TextIO]:
    """Where data goes: stdout (always UTF-8), or a file that appears whole or not at all.

    Raises OutputError where the file cannot be written.
    """
    if path is None or path == "-":
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")
        yield sys.stdout
        return
    target = Path(path)
    if target.is_dir():
        raise OutputError("this is a folder, not a file to write to", where=path, then="Name a file with -o.")
    if target.exists() and not target.is_file():  # /dev/stdout, a named pipe: nothing to replace
        with _opened(lambda: target.open("w", encoding="utf-8", newline="\n"), path) as stream:
            yield stream
        return
    with _opened(lambda: _beside(target), path) as stream:
        try:
            yield stream
            stream.close()
            os.replace(stream.name, target)
        except BaseException:
            stream.close()
            with suppress(OSError):
                os.unlink(stream.name)
            raise


def _beside(target: Path) -> TextIO:
    """A new file in the folder of `target`, with the rights that a plain new file would have."""
    umask = os.umask(0)
    os.umask(umask)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~umask)
    os.close(handle)
    return open(name, "w", encoding="utf-8", newline="\n")


@contextmanager
def _opened(opener: Callable[[], IO[str]], path: str) -> Iterator[TextIO]:
    try:
        stream = cast(TextIO, opener())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(
            f"cannot be written: {reason}", where=path, then="Choose another place with -o, or leave -o out."
        ) from error
    with stream:
        yield stream
