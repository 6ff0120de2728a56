"""The failure catalogue, end to end: how event coders go wrong, and that we do not (tests/cases/failures.yaml)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from claim_match import fits, is_caught, signature
from claimline.model import Claim, Report
from claimline.pipeline import ReadConfig, read_reports

Case = dict[str, Any]

CATALOGUE = yaml.safe_load((Path(__file__).parent / "cases" / "failures.yaml").read_text(encoding="utf-8"))
CASES: list[Case] = CATALOGUE["cases"]
KNOWN: dict[str, str] = {entry["name"]: entry["reason"] for entry in CATALOGUE["known"]}


def _exchanged(text: str, pairs: list[list[str]]) -> str:
    for number, (one, other) in enumerate(pairs):
        text = text.replace(one, f"\0{number}\0").replace(other, one).replace(f"\0{number}\0", other)
    return text


def _report(case: Case, text: str) -> Report:
    return Report(text=text, outlet=case.get("outlet"), published=case.get("published"))


@pytest.fixture(scope="module")
def wrong(sample_gazetteer: Path) -> dict[str, list[str]]:
    """What is wrong with each case, by name. All cases are read in one go."""
    texts = [(case, case["text"]) for case in CASES]
    texts += [(case, _exchanged(case["text"], case["swap"])) for case in CASES if "swap" in case]
    config = ReadConfig(gazetteer=sample_gazetteer)
    results = list(read_reports([_report(case, text) for case, text in texts], config))
    claims = {case["name"]: r.claims for case, r in zip(CASES, results, strict=False)}
    swapped = {case["name"]: r.claims for (case, _), r in zip(texts[len(CASES) :], results[len(CASES) :], strict=True)}
    return {case["name"]: _faults(case, claims[case["name"]], swapped.get(case["name"])) for case in CASES}


def _faults(case: Case, claims: tuple[Claim, ...], swapped: tuple[Claim, ...] | None) -> list[str]:
    faults = [f"missing: {e}" for e in case.get("expect", []) if not any(fits(c, e) for c in claims)]
    faults += [f"present: {a}" for a in case.get("absent", []) if any(is_caught(c, a) for c in claims)]
    if swapped is not None and sorted(map(repr, map(signature, claims))) != sorted(map(repr, map(signature, swapped))):
        faults.append("reads differently when the parties' names are exchanged")
    if any(list(claim.origin) != case.get("origin", list(claim.origin)) for claim in claims):
        faults.append(f"origin is not {case['origin']}")
    return faults


@pytest.mark.parametrize("name", [case["name"] for case in CASES])
def test_guards_against_the_failure(name: str, wrong: dict[str, list[str]]) -> None:
    if name in KNOWN:
        assert wrong[name], f"passes now: take {name!r} off the list of known failures"
        pytest.xfail(KNOWN[name])
    assert not wrong[name]


@cache
def _names() -> list[str]:
    return [case["name"] for case in CASES]


def test_the_catalogue_is_well_formed() -> None:
    assert len(set(_names())) == len(_names())
    assert set(KNOWN) <= set(_names())
    assert all(case["guards"] and ("expect" in case or "absent" in case) for case in CASES)
