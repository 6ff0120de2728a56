"""The words that the program knows, as YAML files beside this module that a journalist can review.

One small loader: `load("cues")` reads `cues.yaml` once per process.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> Any:
    """The contents of `vocab/<name>.yaml`. Callers must not change what they get."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is ten times faster
    text = files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=loader)


def parse(text: str) -> Any:
    """What a user's YAML text says. Raises ValueError, with the line where it cannot be read."""
    import yaml

    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark else ""
        raise ValueError(f"{where}{getattr(error, 'problem', None) or error}") from error


@cache
def word_set(name: str, key: str) -> frozenset[str]:
    """The words under `key` of `vocab/<name>.yaml`, where they stand as one text with spaces between."""
    return frozenset(str(load(name)[key]).split())
