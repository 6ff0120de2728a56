"""The trained reader: deterministic, every span in the text, and no claim without a speaker."""

from __future__ import annotations

import pytest

from claimline.model import Attribution, ReaderInfo, Reading, Report, Span, Trigger
from claimline.model.reading import Link
from claimline.reading.drafting import allowed_modality
from claimline.reading.neural.labels import KINDS
from claimline.reading.neural.model import weights_of
from claimline.reading.neural.reader import NeuralReader, attempted
from claimline.reading.neural.speaking import Speaking
from claimline.reading.neural.twins import Twins, common, distinct, joined, within

TEXT = (
    "Rebels shelled the port of Bent on Sunday, killing four dockers, the harbour master said. "
    "The rebels denied that they had fired on the port. About 300 families fled to the hills.\n"
    "The president said:\nWe will rebuild the quay.\nWe thank our friends."
)


@pytest.fixture(scope="module", params=["default", "fast"])
def reader(request: pytest.FixtureRequest) -> NeuralReader:
    return NeuralReader(request.param)


def test_the_same_text_gives_the_same_reading(reader: NeuralReader) -> None:
    first, again = reader.read(Report(TEXT)), NeuralReader(reader.info.name, weights_of(reader.info.name))
    assert first == again.read(Report(TEXT))


def test_parties_that_trade_places_do_the_same(reader: NeuralReader) -> None:
    there = (
        "The army shelled Hamas positions near Bent. Hamas said an Israeli drone was shot down and nine people died."
    )
    back = (
        "The rebels shelled Israeli positions near Bent. Israel said a Hamas drone was shot down and nine people died."
    )
    one, other = reader.read(Report(there)).triggers, reader.read(Report(back)).triggers
    assert [(t.kind, t.modality, t.polarity, t.span.of(there)) for t in one] == [
        (t.kind, t.modality, t.polarity, t.span.of(back)) for t in other
    ]


def test_what_it_reads(reader: NeuralReader) -> None:
    reading = reader.read(Report(TEXT))
    kinds = {t.kind for t in reading.triggers}
    assert {"attack.shelling", "casualties.killed", "displacement.fled"} <= kinds
    killed = next(t for t in reading.triggers if t.kind == "casualties.killed")
    assert killed.attribution is not None
    assert "harbour master" in reading.attributions[killed.attribution].source[0].of(TEXT)
    denied = [t for t in reading.triggers if t.polarity == "negative"]
    assert denied


def test_places_of_a_text_without_capitals(reader: NeuralReader) -> None:
    text = "two people were killed by shelling in velyka balka, says the mayor. the border villages were hit."
    triggers = reader.read(Report(text)).triggers
    places = {
        (t.kind, link.span.of(text)) for t in triggers for link in t.links if link.role in ("at", "from", "to", "via")
    }
    assert ("casualties.killed", "velyka balka") in places
    assert not any("villages" in words for _, words in places)


def test_every_span_lies_in_the_text(reader: NeuralReader) -> None:
    for text in (TEXT, TEXT.upper(), TEXT.lower(), "“" * 40 + TEXT, TEXT * 12, "x" * 4000, "…", ""):
        reading = reader.read(Report(text))
        for trigger in reading.triggers:
            assert trigger.kind in KINDS
            assert trigger.proposition.contains(trigger.span)
            spans = (trigger.proposition, *(link.span for link in trigger.links))
            assert all(0 <= s.start < s.end <= len(text) for s in spans)
            assert 0 <= trigger.confidence <= 1


def test_nobody_claims_without_a_speaker(reader: NeuralReader) -> None:
    for trigger in reader.read(Report(TEXT)).triggers:
        spoken = trigger.attribution is not None and bool(
            reader.read(Report(TEXT)).attributions[trigger.attribution].source
        )
        assert (trigger.modality == "asserted") <= (not spoken)
        assert (trigger.modality in ("claimed", "announced", "accused")) <= spoken


def test_modalities_that_fit() -> None:
    someone = Attribution((Span(0, 4),), (), (Span(5, 9),), "indirect", "say")
    assert allowed_modality({"asserted": 0.9, "claimed": 0.1}, someone) == "claimed"
    assert allowed_modality({"claimed": 0.9, "asserted": 0.1}, None) == "asserted"


@pytest.mark.parametrize("before", ["The rebels tried to ", "They are trying to ", "attempts to "])
def test_what_was_only_tried(before: str) -> None:
    assert attempted("control.taken", before) == "attack.ground"
    assert attempted("control.taken", "The rebels have ") == "control.taken"
    assert attempted("aid.military", before) == "aid.military"


def trigger(start: int, end: int, kind: str = "clash", confidence: float = 0.5, *links: Link) -> Trigger:
    return Trigger(Span(start, start + 2), kind, Span(start, end), links=links, confidence=confidence)


@pytest.mark.parametrize(
    ("modality", "text", "speaker"),
    [
        ("claimed", "The mayor said the port was hit. Two dockers died.", "The mayor"),
        ("asserted", "The mayor said the port was hit. Two dockers died.", None),
        ("claimed", "The mayor said the port was hit.\nTwo dockers died.", None),
    ],
)
def test_who_spoke_last_in_the_paragraph(modality: str, text: str, speaker: str | None) -> None:
    said = Attribution((Span(0, 9),), (Span(10, 14),), (Span(15, 31),), "indirect", "say")
    reading = Reading(Report(text), (), (), (said,), (), (), (), ReaderInfo("test", "1"))
    died = Span(text.index("died"), text.index("died") + 4)
    index = Speaking(reading).of(died, died, (), (), modality)
    assert (index is not None) == (speaker is not None)


def test_twins_are_given_away_once() -> None:
    twins = Twins([trigger(0, 20), trigger(40, 60)])
    assert twins.of(Span(0, 2), Span(0, 18), "clash") == trigger(0, 20)
    assert twins.of(Span(0, 2), Span(0, 18), "clash") is None
    assert twins.of(Span(41, 42), Span(40, 60), "damage") is None


def test_links_of_both() -> None:
    rules = [Link("at", Span(5, 9), "rule"), Link("target", Span(9, 12), "rule"), Link("quantity", Span(1, 2), "rule")]
    by_rule = trigger(0, 20, "clash", 0.5, *rules)
    model = [Link("from", Span(12, 14), "model"), Link("target", Span(0, 2), "model"), Link("actor", Span(0, 2), "m")]
    by_model = (*model, model[0])
    assert {(k.role, k.rule) for k in joined(by_model, by_rule)} == {
        ("at", "rule"),  # where the rules have a place, their places
        ("target", "model"),
        ("actor", "m"),
        ("quantity", "rule"),
    }
    assert joined(by_model, None) == tuple(model)


@pytest.mark.parametrize(("kind", "found"), [("attack.air", [("actor", "rule")]), ("casualties.killed", [])])
def test_who_killed_is_not_taken_from_the_rules(kind: str, found: list[tuple[str, str]]) -> None:
    by_rule = trigger(0, 20, kind, 0.5, Link("actor", Span(5, 9), "rule"))
    assert [(k.role, k.rule) for k in joined((), by_rule)] == found


def test_the_same_words_count_once() -> None:
    assert distinct([trigger(0, 20, "attack", 0.4), trigger(0, 20, "attack.air", 0.8)]) == [
        trigger(0, 20, "attack.air", 0.8)
    ]
    assert common(Span(0, 10), Span(10, 20)) == 0.0


def test_what_another_clause_counts_and_dates() -> None:
    inside, outside = Link("quantity", Span(2, 4), "model"), Link("quantity", Span(30, 32), "model")
    at, when, ruled = Link("at", Span(40, 44), "model"), Link("time", Span(22, 26), "model"), Link("time", Span(22, 26))
    assert within([inside, outside, at, when], Span(0, 20)) == (inside, at)
    assert within([outside, at, ruled], Span(0, 20)) == (outside, at, ruled)
