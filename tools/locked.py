"""What is locked, and under which licences: the lock files of requirements/ and the metadata of what is installed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path
from typing import Any

import yaml

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements"
_LINE = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: *; *(?P<marker>[^\\]+?))?\s*\\?")
_HASH = re.compile(r"\s+--hash=sha256:([0-9a-f]{64})\s*\\?")


@dataclass(frozen=True, slots=True)
class Locked:
    """One package of a lock file. marker: on which systems and Pythons; None: on all. hashes: SHA-256, of each file."""

    name: str
    version: str
    marker: str | None
    hashes: tuple[str, ...]


def locked(name: str) -> list[Locked]:
    """The packages of requirements/NAME. Raises ValueError for a line that is none of a lock file."""
    found: list[Locked] = []
    for line in (REQUIREMENTS / name).read_text(encoding="utf-8").splitlines():
        if hashed := _HASH.fullmatch(line):
            last = found[-1]
            found[-1] = Locked(last.name, last.version, last.marker, (*last.hashes, hashed[1]))
        elif package := _LINE.fullmatch(line):
            found.append(Locked(canonical(package["name"]), package["version"], package["marker"], ()))
        elif line.strip() and not line.lstrip().startswith("#"):
            raise ValueError(f"{name}: {line!r} names no package with its version")
    return found


def canonical(name: str) -> str:
    """A package's name as all spellings of it are compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def rules() -> dict[str, Any]:
    """requirements/licences.yaml."""
    found: dict[str, Any] = yaml.safe_load((REQUIREMENTS / "licences.yaml").read_text(encoding="utf-8"))
    return found


def licence_of(package: Distribution, given: dict[str, Any]) -> str | None:
    """Its licence as an SPDX expression, from what its metadata says; None where that is not understood.

    In this order: the field License-Expression (PEP 639), the old field License where it is short, the classifiers.
    """
    told = package.metadata
    known = {*given["permissive"], *given["libraries"]}
    words = [told.get("License-Expression"), told.get("License"), *(told.get_all("Classifier") or [])]
    for word in words:
        if word and word in given["worded"]:
            return str(given["worded"][word])
        if word and len(word) < 100 and known & set(re.findall(r"[\w.-]+", word)) and not word.startswith("License ::"):
            return str(word)
    return None


def allowed(expression: str, given: dict[str, Any]) -> bool:
    """Whether an SPDX expression lets us use it: one side of each OR, all of each AND."""
    known = {*given["permissive"], *given["libraries"]}
    sides = [re.findall(r"[\w.-]+", side) for side in expression.split(" OR ")]
    return any(all(name in known for name in side if name not in ("AND", "WITH")) for side in sides)
