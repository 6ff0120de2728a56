"""What the benchmarks share: where the corpora lie, a gazetteer of their own, the command line, the scorers."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
PLACES = ROOT / "src" / "claimline" / "resolving" / "places"


def need(path: Path) -> Path:
    """The path, or the end of the program with a clear message where it is absent: nothing can be measured then."""
    if path.exists():
        return path
    shown = f"../{path.relative_to(ROOT.parent)}" if path.is_relative_to(ROOT.parent) else str(path)
    print(f"{shown} is not here: nothing to measure with", file=sys.stderr)
    raise SystemExit(0)


def scorer(name: str, shared: Path = SHARED) -> ModuleType:
    """The scorer `score/NAME.py` of the shared folder as a module."""
    spec = importlib.util.spec_from_file_location(f"score_{name}", need(shared / "score" / f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def gazetteer(shared: Path = SHARED) -> Path:
    """The benchmarks' own gazetteer (the world and the GeoNames dump of Ukraine), in the user's cache folder.

    Built once with `claimline gazetteer add`, and anew when the dump or the code that builds it changes. It never
    touches the user's gazetteer.
    """
    from platformdirs import user_cache_path

    dump = need(shared / "gazetteer" / "geonames-ua" / "UA.txt")
    made_of = hashlib.sha256(str(dump.stat().st_size).encode())
    for path in sorted([*PLACES.rglob("*.py"), ROOT / "src" / "claimline" / "samples" / "places.tsv"]):
        made_of.update(path.read_bytes())
    path = user_cache_path("claimline", ensure_exists=True) / f"benchmark-{made_of.hexdigest()[:12]}.sqlite"
    if not path.exists():
        for stale in path.parent.glob("benchmark-*.sqlite"):
            stale.unlink()
        unfinished = path.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        print("building the gazetteer of the benchmarks, once", file=sys.stderr)
        claimline("gazetteer", "add", "--file", str(dump), places=unfinished)
        unfinished.rename(path)
    return path


def claimline(*arguments: str, places: Path | None = None) -> str:
    """What the command prints. Its messages are shown where it fails."""
    env = {**os.environ, "PYTHONUTF8": "1"} | ({"CLAIMLINE_GAZETTEER": str(places)} if places else {})
    command = [sys.executable, "-m", "claimline", *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise SystemExit(f"claimline {' '.join(arguments)}: exit code {done.returncode}\n{done.stderr}")
    return done.stdout
