"""The documentation is true: commands exist, their help is as printed, examples give what they show."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "src").rglob("*.md")])
STALE = "is out of date: run .venv/bin/python docs/refresh.py"


@pytest.fixture(scope="module")
def refresh() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh", ROOT / "docs" / "refresh.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_of_commands_is_current(refresh: ModuleType) -> None:
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == refresh.cli_reference(), f"docs/cli.md {STALE}"


def test_the_readme_shows_what_is_printed(
    refresh: ModuleType, sample_gazetteer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(sample_gazetteer))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = refresh.CONSOLE.findall(readme)
    assert blocks
    for block in blocks:
        assert block == refresh.replay(block), f"README.md {STALE}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", document.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert not [target for target in local if not (document.parent / target).exists()]


def test_commands_that_are_mentioned_exist() -> None:
    from claimline.cli.main import VERBS

    for document in DOCUMENTS:
        named = re.findall(r"(?:`|^\$ |^    )claimline ([a-z]+)", document.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(named) <= VERBS.keys(), document.name


def test_what_make_can_do_is_in_the_makefile() -> None:
    rules = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for document in DOCUMENTS:
        named = re.findall(r"(?:`|^    )make ([a-z]+)", document.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(named) <= rules, document.name


def test_the_python_example_runs(sample_gazetteer: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMLINE_GAZETTEER", str(sample_gazetteer))
    (tmp_path / "report.txt").write_text("Shells hit Vovchansk on Wednesday, police said.\n", encoding="utf-8")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    program = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)[0]
    run = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "attack" in run.stdout
