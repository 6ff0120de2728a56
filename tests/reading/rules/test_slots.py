"""Stance and arguments of single propositions, through reader, resolver and claims."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from claimline.model import Claim, Report
from claimline.pipeline import ReadConfig, read_reports

CASES = Path(__file__).parents[2] / "cases"
STANCE: list[dict[str, Any]] = yaml.safe_load((CASES / "stance.yaml").read_text("utf-8"))
ARGUMENTS: list[dict[str, Any]] = yaml.safe_load((CASES / "arguments.yaml").read_text("utf-8"))


def claims(case: dict[str, Any], gazetteer: Path) -> list[Claim]:
    report = Report(case["text"], published=case.get("published"), outlet="Sample Post")
    (result,) = read_reports([report], ReadConfig(reader="rules", gazetteer=gazetteer))
    return list(result.claims)


def claims_of_kind(case: dict[str, Any], gazetteer: Path) -> list[Claim]:
    read = claims(case, gazetteer)
    found = [c for c in read if c.kind == case["kind"]]
    assert found, [(c.kind, c.evidence[0].of(case["text"])) for c in read]
    return found


@pytest.mark.parametrize("case", STANCE, ids=[c["text"][:60] for c in STANCE])
def test_stance(case: dict[str, Any], sample_gazetteer: Path) -> None:
    claim = claims_of_kind(case, sample_gazetteer)[0]
    for slot in ("polarity", "modality", "framing"):
        if slot in case:
            assert getattr(claim, slot) == case[slot]


@pytest.mark.parametrize("case", ARGUMENTS, ids=[f"{c['kind']}: {c['text'][:60]}" for c in ARGUMENTS])
def test_arguments(case: dict[str, Any], sample_gazetteer: Path) -> None:
    text = case["text"]
    found = claims_of_kind(case, sample_gazetteer)
    claim = found[0]
    for slot in ("actor", "target"):
        if slot in case:
            party = getattr(claim, slot)
            assert (party.span.of(text) if party else None) == case[slot]
    if "places" in case:
        assert sorted((p.place.text, p.role) for p in claim.places) == sorted(map(tuple, case["places"]))
    if "time" in case:
        time = claim.time
        start, end, of = case["time"]
        read = (time.period.start, time.period.end, time.of) if time else (None, None, "event")
        assert read == (start and str(start), end and str(end), of)
    if "quantities" in case:
        assert [[q.min, q.max, q.unit] for q in claim.quantities] == case["quantities"]
    if "count" in case:
        assert len(found) == case["count"]


def test_every_value_has_its_characters(sample_gazetteer: Path) -> None:
    for case in (*STANCE, *ARGUMENTS):
        for claim in claims(case, sample_gazetteer):
            for span in (*claim.evidence, *(p.place.span for p in claim.places), *(q.span for q in claim.quantities)):
                assert 0 <= span.start < span.end <= len(case["text"])
            for party in (claim.speaker, claim.actor, claim.target):
                assert party is None or party.span.end <= len(case["text"])
