"""A telling is the claim record, reduced; nothing in it is made up."""

from __future__ import annotations

from datetime import date

from claimline.model import Report, telling_of
from claimline.model.record import claim_record
from claimline.pipeline import ReadConfig, read_reports

TEXT = (
    "The governor of Kharkiv region said on Thursday that at least three people were killed in shelling of Vovchansk."
)


def _records() -> list[dict[str, object]]:
    report = Report(TEXT, outlet="Gazette", published=date(2024, 5, 17))
    (result,) = read_reports([report], ReadConfig(reader="rules"))
    return [claim_record(claim) for claim in result.claims]


def test_a_telling_says_what_its_record_says() -> None:
    records = _records()
    tellings = [telling_of(r, report="r1", known="2024-05-17", inside=lambda place: ("up:" + place,)) for r in records]
    killed = next(t for t in tellings if t.kind == "casualties.killed")
    assert (killed.family, killed.outlet, killed.known) == ("casualties", "Gazette", "2024-05-17")
    assert killed.speaker is not None
    assert killed.speaker.side == "ukraine"
    assert [(f.of, f.min, f.max) for f in killed.figures] == [("killed", 3, None)]
    assert killed.text in TEXT
    assert killed.cue == "said"
    assert all(spot.inside == ((f"up:{spot.id}",) if spot.id else ()) for t in tellings for spot in t.places)


def test_copies_of_a_claim_are_different_tellings() -> None:
    record = _records()[0]
    one, other = (telling_of(record, report=ref, known="2024-05-17") for ref in ("r1", "r2"))
    assert one.claim == other.claim
    assert one.key != other.key


def test_a_sentence_ends_where_the_next_begins() -> None:
    text = "Shells fell on U.S. Army trucks near the depot. Nine people left the town. Nobody was hurt."
    record = dict(_records()[0])
    for words, sentence in (
        ("Nine people left", "Nine people left the town"),
        ("Army trucks", "Shells fell on U.S. Army trucks near the depot"),
        ("Nobody was hurt", "Nobody was hurt."),
    ):
        start = text.index(words)
        record["evidence"] = [{"start": start, "end": start + len(words), "text": words}]
        assert telling_of(record, report="r1", known="2024-05-17", text=text).context == sentence
