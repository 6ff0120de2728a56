"""Exchanging the parties' names changes who is who and nothing else (benchmarks/neutrality.py has the full measure)."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from claimline.pipeline import ReadConfig

LEAST = 0.99  # of the sentences below: the same kind, polarity, modality and roles both ways round


def _benchmark() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "neutrality.py"
    spec = importlib.util.spec_from_file_location("neutrality", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["neutrality"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


neutrality = _benchmark()
FRAMES, PAIRS = neutrality.load_cases()


def test_there_are_enough_frames() -> None:
    assert len(FRAMES) >= 60
    assert len(set(FRAMES)) == len(FRAMES)
    assert len(list(neutrality.swapped_pairs(FRAMES, PAIRS))) >= 500


def test_filling_keeps_count_of_the_frame() -> None:
    one = {"name": "the rebels", "adj": "rebel", "side": None}
    other = {"name": "Israel", "adj": "Israeli", "side": "israel"}
    there = neutrality.fill("{A} met {B_a_adj} envoy, {B} said.", one, other)
    back = neutrality.fill("{A} met {B_a_adj} envoy, {B} said.", other, one)
    assert there.text == "The rebels met an Israeli envoy, Israel said."
    assert back.text == "Israel met a rebel envoy, the rebels said."
    envoys = [f.place_of(f.text.index("envoy"), ends=False) for f in (there, back)]
    assert envoys[0] == envoys[1]
    assert neutrality.fill("{A_capital} agreed.", one, other) is None


@pytest.mark.parametrize("reader", ["rules"])
def test_parties_trade_places(reader: str, sample_gazetteer: Path) -> None:
    cases = list(neutrality.swapped_pairs(FRAMES, PAIRS))[::3]
    config = ReadConfig(reader=reader, gazetteer=sample_gazetteer)
    changed = [
        (there.text, slots)
        for _, there, _, slots in neutrality.compare(cases, config)
        if any(slot == "claims" or slot in neutrality.CORE for slot in slots)
    ]
    assert len(changed) <= (1 - LEAST) * len(cases), changed
