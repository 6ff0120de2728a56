"""How a desk is set up. Nothing here changes while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class DeskConfig:
    """One desk.

    host, port: where it listens; the names by which it may be called follow from them. title: its name on every page.
    tiles: URL template of map tiles (`https://tiles.example/{z}/{x}/{y}.png`), the only other host that a page may
    ask; or a PMTiles file on this machine. boundaries: a file of region outlines for the map (GeoJSON). names: other
    names that it goes by, behind a proxy. read_only: nobody may judge here, as on a public desk. page_size, most: rows
    of a list, where the address names no limit, and at most. facet_seconds, count_seconds: the time that all facets of
    one page, and its count, may take. slow_seconds: a request that takes longer is logged. refresh: minutes after which
    a public desk looks for what is new. profile: a file of rules of what may be public, in place of ours. accounts:
    only who has signed in is shown anything; private: to them everything, where others than this machine can reach the
    desk, and not only what may be public (needs accounts).
    """

    host: str = "127.0.0.1"
    port: int = 8765
    title: str = "Claimline"
    tiles: str | None = None
    boundaries: Path | None = None
    names: tuple[str, ...] = ()
    read_only: bool = False
    page_size: int = 50
    most: int = 500
    facet_seconds: float = 0.03
    count_seconds: float = 0.015
    slow_seconds: float = 2.0
    refresh: int = 15
    profile: Path | None = None
    accounts: bool = False
    private: bool = False

    @property
    def tile_file(self) -> Path | None:
        """The file of tiles, where they come from none of another machine."""
        return Path(self.tiles) if self.tiles and "://" not in self.tiles else None

    @property
    def local(self) -> bool:
        """Whether only this machine can reach it: one with another name stands behind a proxy, for others."""
        return self.host in LOOPBACK and not self.names

    @property
    def whole(self) -> bool:
        """Whether it shows the ledger itself, and no copy of what may be public."""
        return self.local or (self.private and self.accounts)
