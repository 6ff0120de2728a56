"""Sources to reports: files, folders and standard input, each through the door that its kind needs."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

from claimline.errors import InputError
from claimline.intake.config import IntakeConfig
from claimline.intake.doors import opened
from claimline.intake.kinds import IN_FOLDERS
from claimline.intake.origin import Origin
from claimline.model import Report

if TYPE_CHECKING:
    from claimline.intake.web.fetching import Fetcher


def reports(sources: Iterable[str | Path], config: IntakeConfig | None = None) -> Iterator[Report]:
    """The reports of the sources, in the order given; a folder's files in the order of their paths.

    A source is a web address (a page, or a feed or sitemap whose pages are read), a file, a folder (what in it has a
    name of a kind that holds reports, at any depth), or `-` for standard input. The kinds are those of
    `kinds.SUFFIXES`; standard input and files of other names are taken for what they begin like, else for plain text.
    Empty sources yield nothing and are said through `config.note`. Raises InputError and its kinds, unless
    `config.on_error` is "skip".
    """
    config = config or IntakeConfig()
    web = cache(lambda: _fetcher(config))  # one for all: it knows when each host was asked last
    for source in sources:
        yield from _settled(_found(str(source), config, web), config)


def read_bytes(data: bytes, *, where: str = "text", config: IntakeConfig | None = None) -> Iterator[Report]:
    """The reports of bytes in memory, taken for what they begin like, as standard input is."""
    config = config or IntakeConfig()
    yield from _settled(opened(io.BytesIO(data), Origin(where), config), config)


def _settled(found: Iterable[Report | InputError], config: IntakeConfig) -> Iterator[Report]:
    """The reports; an error is raised, or said and passed over, as `config.on_error` wants."""
    for item in found:
        if isinstance(item, Report):
            yield item
        elif config.on_error == "stop":
            raise item
        else:
            config.note("skipped: " + str(item).replace("\n  ", " — "))


def _found(source: str, config: IntakeConfig, web: Callable[[], Fetcher]) -> Iterator[Report | InputError]:
    try:
        if source == "-":
            yield from opened(sys.stdin.buffer, Origin("standard input"), config)
            return
        if source.lower().startswith(("http://", "https://")):
            from claimline.intake.web.arrivals import fetched_reports

            yield from fetched_reports(source, web(), config)
            return
        path = Path(source)
        if not path.is_dir():
            with path.open("rb") as file:
                yield from _named(file, path, config)
            return
        files = list(_folder(path, config))
        if not files:
            config.note(f"{path}: no {', '.join(IN_FOLDERS)} in this folder")
    except InputError as error:
        yield error
        return
    except (OSError, ValueError) as error:
        yield _unreadable(source, error)
        return
    for file_path in files:
        yield from _found(str(file_path), config, web)


def _fetcher(config: IntakeConfig) -> Fetcher:
    from claimline.intake.web.fetching import FetchConfig, Fetcher

    return Fetcher(FetchConfig(allow_private=config.allow_private, max_bytes=config.max_page_bytes))


def _named(file: IO[bytes], path: Path, config: IntakeConfig) -> Iterator[Report | InputError]:
    return opened(file, Origin(str(path)), config, name=path.name)


def _unreadable(source: str, error: Exception) -> InputError:
    shown = source if len(source) <= 200 else source[:200] + "…"
    if "://" in source:
        return InputError("only http and https addresses are read", where=shown, then="Write https://example.org/page.")
    if isinstance(error, FileNotFoundError):
        return InputError("there is no such file", where=shown, then="Check the path; `-` reads standard input.")
    if isinstance(error, PermissionError):
        return InputError("it may not be read", where=shown, then="Check the file's permissions.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "not a path"
    return InputError(f"it cannot be read ({reason})", where=shown, then="Check the path.")


def _folder(folder: Path, config: IntakeConfig) -> Iterator[Path]:
    """The readable files below a folder, sorted. No link to a folder is followed, no file read twice."""
    seen: set[str] = set()
    found: list[Path] = []
    for root, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in folders:
            if os.path.islink(os.path.join(root, name)):
                config.note(f"{os.path.join(root, name)}: a link to a folder, not followed")
        found += [Path(root, n) for n in names if not n.startswith(".") and n.lower().endswith(IN_FOLDERS)]
    for path in sorted(found, key=lambda p: p.parts):
        real = os.path.realpath(path)
        if not os.path.isfile(real):
            config.note(f"{path}: not a regular file, passed over")
        elif real not in seen:
            seen.add(real)
            yield path
