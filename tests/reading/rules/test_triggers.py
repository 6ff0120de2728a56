"""Every kind of the vocabulary is found in sentences of our own."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimline.model import Report
from claimline.reading.rules.reader import RulesReader
from claimline.vocab import load

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[2] / "cases" / "triggers.yaml").read_text("utf-8"))
READER = RulesReader()


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:50] for c in CASES])
def test_kind(case: dict[str, Any]) -> None:
    text = case["text"]
    triggers = READER.read(Report(text)).triggers
    read = [(t.kind, t.proposition.of(text)) for t in triggers]
    if "kind" in case:
        assert any(kind == case["kind"] and case["has"] in quote for kind, quote in read), read
    for family in case.get("not", ()):
        assert not any(kind.split(".")[0] == family for kind, _ in read), read


def test_three_sentences_for_each_kind() -> None:
    counts = Counter(case.get("kind") for case in CASES)
    kinds = {item["kind"] for item in load("triggers") if "kind" in item}
    kinds |= {choice["kind"] for item in load("triggers") for choice in item.get("when", ())}
    specific = {kind for kind in kinds if "." in kind or kind in ("clash", "withdrawal", "deployment", "assessment")}
    short = {kind: counts[kind] for kind in specific if counts[kind] < 3 and kind != "protest.peaceful"}
    assert not short
