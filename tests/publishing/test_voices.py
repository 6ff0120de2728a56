"""From the words at the cue to the speaker, and on to who passed it on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from claimline.model import Claim, Report, Resolution
from claimline.pipeline import ReadConfig, read_reports
from claimline.publishing.voices import said_by, voices_record

NESTED = (
    "The Harbour Post, citing a senior officer, reported on Monday that shells had hit the town of Kupiansk. "
    "The mayor said that the governor told him two people had been killed in Kupiansk. "
    "The mayor added that he had seen the fire."
)


@pytest.fixture(scope="module")
def read(sample_gazetteer: Path) -> tuple[tuple[Claim, ...], Resolution]:
    report = Report(NESTED, outlet="Test Wire", published=date(2024, 5, 16))
    (result,) = read_reports([report], ReadConfig(reader="rules", gazetteer=sample_gazetteer))
    assert result.resolution is not None
    return result.claims, result.resolution


def test_steps_lead_outwards(read: tuple[tuple[Claim, ...], Resolution]) -> None:
    claims, resolution = read
    killed = next(claim for claim in claims if claim.kind == "casualties.killed")
    inner, outer = said_by(killed, resolution)
    assert inner.source is not None
    assert inner.source.of(NESTED) == "the governor"
    assert outer.source is not None
    assert outer.source.of(NESTED) == "The mayor"
    assert inner.speaker is None
    assert [span.of(NESTED) for span in outer.elsewhere] == ["The mayor"]


def test_every_step_quotes_the_report(read: tuple[tuple[Claim, ...], Resolution]) -> None:
    claims, resolution = read
    for claim in claims:
        record = voices_record(claim, resolution)
        assert record["chain"] == list(claim.chain)
        assert bool(record["steps"]) == (claim.cue is not None)
        for step in record["steps"]:
            for words in [step["source"], step["speaker"], step["cue"], *step["elsewhere"], *step["via"]]:
                assert words is None or words["text"] == NESTED[words["start"] : words["end"]]


def test_without_a_reading_only_the_chain_is_known(read: tuple[tuple[Claim, ...], Resolution]) -> None:
    claims, _ = read
    assert voices_record(claims[0], None) == {"chain": list(claims[0].chain), "steps": []}
