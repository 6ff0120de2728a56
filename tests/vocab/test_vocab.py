"""The vocabulary can be read by any YAML parser and means what it looks like."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest
import yaml

from claimline.vocab import load, word_set

NAMES = sorted(f.name.removesuffix(".yaml") for f in files("claimline.vocab").iterdir() if f.name.endswith(".yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_it_loads_without_surprises(name: str) -> None:
    """Words such as "no" and "on" become booleans where they are not quoted."""
    assert not list(_booleans(load(name)))


def _booleans(value: Any, path: str = "") -> Any:
    if isinstance(value, bool) and not path.endswith(_FLAGS):
        yield path
    elif isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(key, bool):
                yield f"{path}/{key}"
            yield from _booleans(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _booleans(inner, f"{path}/{i}")


# keys that are meant to be true or false
_FLAGS = tuple(
    f"/{flag}"
    for flag in ("weak", "that", "of", "to", "object", "principal", "internal", "plural", "negated", "accepted_only")
)


def test_the_pure_python_parser_reads_the_same() -> None:
    for name in ("triggers", "cues", "framings"):
        text = files("claimline.vocab").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
        assert yaml.load(text, Loader=yaml.SafeLoader) == load(name)


def test_kinds_of_triggers_are_kinds_of_the_record() -> None:
    from claimline.reading.neural.labels import KINDS

    kinds = {item["kind"] for item in load("triggers") if "kind" in item}
    kinds |= {choice["kind"] for item in load("triggers") for choice in item.get("when", ())}
    assert kinds <= set(KINDS)


def test_a_set_of_words() -> None:
    assert {"the", "its"} <= word_set("function_words", "determiners")
