"""What is installed: pinned by hash, as pyproject.toml asks, under licences that let us, told in the bill of materials.

After a change of the dependencies: make lock, then make sbom.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
RUN_EXTRAS = ("desk", "sitrep", "postgres", "parquet")
RUNS = ("run.txt", "cluster.txt")
NOT_LOCKED = {"train", "fuzz"}  # for who trains weights or fuzzes: not part of running or testing


def the_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("locked", ROOT / "tools" / "locked.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["locked"] = module
    spec.loader.exec_module(module)
    return module


TOOL = the_module()
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]


def here(marker: str | None) -> bool:
    return marker is None or Marker(marker).evaluate()


def running() -> list[Any]:
    """Everything that the program may run with."""
    return [one for name in RUNS for one in TOOL.locked(name)]


def asked(*extras: str) -> list[Requirement]:
    return [Requirement(one) for one in [*PROJECT["dependencies"], *(r for e in extras for r in EXTRAS[e])]]


@pytest.mark.parametrize("name", ["run.txt", "cluster.txt", "dev.txt", "ftm.txt", "build.txt", "tools.txt"])
def test_every_package_is_pinned_with_its_hashes(name: str) -> None:
    packages = TOOL.locked(name)
    assert packages
    assert [one.name for one in packages if not one.hashes] == []
    text = (TOOL.REQUIREMENTS / name).read_text(encoding="utf-8")
    assert not re.search(r"https?://|--index-url|--extra-index|--find-links|--trusted-host", text), "only names"


@pytest.mark.parametrize(
    ("name", "extras"),
    [("run.txt", RUN_EXTRAS), ("cluster.txt", ("cluster",)), ("dev.txt", ("dev",)), ("ftm.txt", ("ftm",))],
)
def test_the_lock_gives_what_the_project_asks_for(name: str, extras: tuple[str, ...]) -> None:
    versions = {one.name: one.version for one in TOOL.locked(name) if here(one.marker)}
    for requirement in asked(*extras):
        version = versions.get(TOOL.canonical(requirement.name))
        assert version is not None, f"{requirement.name} is not in requirements/{name}: make lock"
        assert requirement.specifier.contains(version, prereleases=True), f"{requirement}, but {version}: make lock"


def test_every_extra_is_locked_or_named_here() -> None:
    assert {*EXTRAS} == {*RUN_EXTRAS, "cluster", "dev", "ftm", *NOT_LOCKED}


def test_what_is_tested_is_what_runs() -> None:
    """Versions of the same package are the same in all files."""
    dev = {(one.name, one.marker): one for one in TOOL.locked("dev.txt")}
    for name in (*RUNS, "ftm.txt", "build.txt"):
        differ = [one.name for one in TOOL.locked(name) if dev.get((one.name, one.marker), one).version != one.version]
        assert differ == [], name


def test_what_dependencies_need_is_locked_too() -> None:
    """From the metadata of what is installed: no package comes along unpinned."""
    names = {one.name for one in running()}
    for name in sorted(names):
        try:
            needs = distribution(name).requires or []
        except PackageNotFoundError:
            continue  # of another system
        for need in map(Requirement, needs):
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                assert TOOL.canonical(need.name) in names, f"{name} needs {need.name}"


def test_licences_are_allowed() -> None:
    given, seen = TOOL.rules(), 0
    for one in running():
        if not here(one.marker):
            continue
        licence = TOOL.licence_of(distribution(one.name), given)
        assert licence is not None, f"{one.name}: its licence is not understood (requirements/licences.yaml)"
        assert TOOL.allowed(licence, given), f"{one.name}: {licence} is not allowed"
        seen += 1
    assert seen > 60


@pytest.mark.parametrize(
    ("expression", "fine"),
    [("MIT", True), ("GPL-3.0-only", False), ("MIT AND GPL-3.0-only", False), ("GPL-2.0-only OR MIT", True)],
)
def test_which_licences_are_allowed(expression: str, fine: bool) -> None:
    assert TOOL.allowed(expression, TOOL.rules()) == fine


def test_the_bill_of_materials_is_of_this_lock() -> None:
    doc = json.loads((TOOL.REQUIREMENTS / "sbom.cdx.json").read_text(encoding="utf-8"))
    assert (doc["bomFormat"], doc["metadata"]["component"]["name"]) == ("CycloneDX", PROJECT["name"])
    told = {TOOL.canonical(part["name"]): part["version"] for part in doc["components"]}
    common = {one.name: one.version for one in running() if one.marker is None}
    assert {name: told.get(name) for name in common} == common, "make sbom"
    assert [part["name"] for part in doc["components"] if not part.get("licenses")] == []
    pinned = {(one.name, one.version) for one in running()}
    assert [name for name, version in told.items() if (name, version) not in pinned] == [], "make sbom"
