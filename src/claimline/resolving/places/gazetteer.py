"""The gazetteer: one SQLite file of places, read only."""

from __future__ import annotations

from pathlib import Path

from claimline.model import Candidate


class Gazetteer:
    """An open table of places."""

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """The gazetteer at `path`, by default CLAIMLINE_GAZETTEER or the user's data folder; built when missing."""
        return cls()

    def find(self, name: str) -> list[Candidate]:
        """The places that a name may mean."""
        return []
