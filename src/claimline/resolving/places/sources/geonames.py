"""GeoNames dumps: `UA.txt`, `allCountries.txt`, or the zip of one (19 columns, https://www.geonames.org/export/)."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from claimline.errors import GazetteerError
from claimline.resolving.places.rows import SourceRow
from claimline.resolving.places.words import without_type

COLUMNS = 19
# Codes for machines among the alternate names: IATA and UN/LOCODE ("HRK"), links, numbers.
_NO_NAME = re.compile(r"^(?:[A-Z]{2,5}|[A-Z]{2} ?[A-Z0-9]{3}|https?:.*|\d[\d ]*)$")


@contextmanager
def opened(path: Path) -> Iterator[TextIO]:
    """The dump as text, read as a stream also out of a zip."""
    try:
        if not zipfile.is_zipfile(path):
            with open(path, encoding="utf-8") as lines:
                yield lines
            return
        with zipfile.ZipFile(path) as archive:
            inside = [n for n in archive.namelist() if n.endswith(".txt") and "readme" not in n.lower()]
            if len(inside) != 1:
                raise GazetteerError("The zip holds no GeoNames dump.", where=str(path))
            with archive.open(inside[0]) as raw:
                yield io.TextIOWrapper(raw, encoding="utf-8")
    except UnicodeDecodeError as error:
        raise GazetteerError("The file is no UTF-8 text, so no GeoNames dump.", where=str(path)) from error
    except OSError as error:
        raise GazetteerError(f"The file cannot be read: {error.strerror or error}.", where=str(path)) from error


def read_geonames(path: Path) -> Iterator[SourceRow]:
    """All places of a dump, one at a time. Raises GazetteerError with the line that is no row of a dump."""
    with opened(path) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield parse_line(line, f"{path}:{number}")


def parse_line(line: str, where: str) -> SourceRow:
    """One line of a dump as a row."""
    f = line.rstrip("\r\n").split("\t")
    try:
        if len(f) != COLUMNS:
            raise ValueError(f"{len(f)} columns")
        return SourceRow(
            id=f"geonames:{int(f[0])}",
            name=f[1],
            lat=float(f[4]),
            lon=float(f[5]),
            feature_class=f[6],
            code=f[7] or f[6],
            country=f[8],
            admin1="" if f[10] == "00" else f[10],
            admin2=f[11],
            admin3=f[12],
            population=int(f[14] or 0),
            alternates=(f[2], *(n for n in f[3].split(",") if n and not _NO_NAME.match(n))),
            derived=derived_names(f[1], f[2], f[3]) if f[6] == "A" else (),
        )
    except ValueError as error:
        raise GazetteerError(
            f"This is no row of a GeoNames dump ({error}).",
            where=where,
            then="A dump has 19 columns between tabs: https://download.geonames.org/export/dump/",
        ) from error


def derived_names(*names: str) -> tuple[str, ...]:
    """The bare names of an administrative unit ("Kharkiv" of "Kharkiv Oblast")."""
    bare = {without_type(n) for text in names for n in text.split(",")}
    return tuple(sorted(b for b in bare if b))
