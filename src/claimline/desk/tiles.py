"""Map tiles from one file on this machine: PMTiles, version 3 (github.com/protomaps/PMTiles)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claimline.errors import UsageError

MEDIA = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp", "AVIF": "image/avif"}
DEEPEST = 26  # zoom: what a tile's number in the file can tell


@dataclass(frozen=True, slots=True)
class Tiles:
    """Raster tiles. media: their type; least, most: the zooms that the file has; credit: whose they are, as it says."""

    media: str
    least: int
    most: int
    credit: str
    _reader: Any

    def tile(self, z: int, x: int, y: int) -> bytes | None:
        """The bytes of a tile, None where the file has none."""
        if not (self.least <= z <= min(self.most, DEEPEST) and 0 <= x < 1 << z and 0 <= y < 1 << z):
            return None
        found: bytes | None = self._reader.get(z, x, y)
        return found


def open_tiles(path: Path) -> Tiles:
    """Raises UsageError for a file that is no PMTiles archive, is damaged, or has tiles that are no images."""
    try:
        from pmtiles import reader as library
        from pmtiles.tile import Compression
    except ModuleNotFoundError as error:
        then = "Install it with: pip install 'claimline[desk]'"
        raise UsageError(f"tiles of a file need the library {error.name}", then=then) from error
    try:
        untyped: Any = library
        with path.open("rb") as file:
            reader = untyped.Reader(untyped.MmapSource(file))  # the mapping outlives the file
        header, told = reader.header(), reader.metadata()
    except Exception as error:  # the library's errors have nothing in common
        why = str(error) or type(error).__name__
        raise UsageError(f"this is no PMTiles file, or it is damaged: {why}", where=str(path), then=_THEN) from error
    kind = header["tile_type"].name
    if kind not in MEDIA or header["tile_compression"] not in (Compression.NONE, Compression.UNKNOWN):
        raise UsageError(f"its tiles are {kind}, and the map draws images", where=str(path), then=_THEN)
    return Tiles(MEDIA[kind], header["min_zoom"], header["max_zoom"], _credit(told), reader)


_THEN = "Give a PMTiles file of raster tiles (PNG, JPEG, WebP or AVIF), or an address https://…/{z}/{x}/{y}.png."


def _credit(told: Mapping[str, Any] | Any) -> str:
    """Whom the file thanks for its data, as plain words."""
    import re

    words = told.get("attribution") if isinstance(told, Mapping) else None
    return re.sub(r"<[^>]*>", "", words)[:300].strip() if isinstance(words, str) else ""
