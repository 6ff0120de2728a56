"""Static files, under addresses that hold a hash of their content: a browser may keep them for good."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path, PurePosixPath
from urllib.parse import quote

KEEP = "public, max-age=31536000, immutable"
CHECK = "no-cache"


def _folder() -> Path:
    return Path(str(files("claimline.desk") / "static"))


@dataclass(slots=True)
class Statics:
    """The folder `static`. `digest` is of all files together, so that links between them need no hash of their own."""

    folder: Path = field(default_factory=_folder)
    digest: str = ""

    def __post_init__(self) -> None:
        self.digest = _digest(self.folder)

    def url(self, name: str) -> str:
        """The address of a file: `desk.css` gives `/static/1f2e3d4c5b6a/desk.css`."""
        return f"/static/{self.digest}/{quote(name)}"

    def find(self, name: str) -> Path | None:
        """The file of this name inside the folder; None for what is not there, or not in there."""
        wanted = PurePosixPath(name)
        if wanted.is_absolute() or ".." in wanted.parts or "\0" in name:
            return None
        try:
            path = (self.folder / wanted).resolve()
            return path if path.is_file() and path.is_relative_to(self.folder.resolve()) else None
        except (OSError, ValueError):  # longer than a name can be, or half a character
            return None


def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        found.update(f"{path.relative_to(folder).as_posix()}\n".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:12]
