"""What a person may set in a claim, and the claim with it."""

from __future__ import annotations

from typing import Any

import pytest
from reviewed_records import PLACES, TEXT, Judging, a_record, words

from claimline.errors import UsageError
from claimline.model import Report
from claimline.model.judgement import Change
from claimline.model.record import Record
from claimline.reading.neural.labels import KINDS
from claimline.reviewing import SLOTS, changes_of, judged
from claimline.reviewing.slots import FIGURES, kinds
from claimline.vocab import load


def changed(given: dict[str, str | None], record: Record | None = None) -> Record:
    judging = Judging(record or a_record())
    judging.add("fix", "Ann", set=given)
    found = judged(judging.record, judging.verdicts)
    assert found is not None
    return found


def test_the_kinds_are_those_that_the_reader_knows() -> None:
    assert sorted(kinds()) == sorted(KINDS)
    assert set(load("review")["figures"]) == set(FIGURES)


def test_plain_slots() -> None:
    record = changed({"kind": "casualties.injured", "polarity": "negative", "background": "yes", "framing": "loaded"})
    assert (record["kind"], record["polarity"], record["background"]) == ("casualties.injured", "negative", True)
    assert changed({"framing": ""}, a_record(framing="loaded"))["framing"] is None


def test_a_kind_that_is_no_aid_has_no_stage() -> None:
    aid = a_record(kind="aid.military", stage="promised")
    assert changed({"kind": "deployment"}, aid)["stage"] is None
    assert changed({"kind": "aid.financial", "stage": "approved"}, aid)["stage"] == "approved"


def test_another_speaker_has_neither_side_nor_role_of_the_old_one() -> None:
    record = a_record()
    record["speaker"] |= {"side": "ukraine"}
    speaker = changed({"speaker": "Oleh  Syniehubov", "speaker.role": "governor"}, record)["speaker"]
    wanted = {"name": "Oleh Syniehubov", "role": "governor", "kind": "office", "side": None}
    assert speaker == wanted | words("The mayor of Oldbridge")
    assert changed({"speaker.side": "russia"}, record)["speaker"]["side"] == "russia"
    assert changed({"speaker": ""}, record)["speaker"] is None


def test_a_new_party_rests_on_the_words_of_the_claim() -> None:
    actor = changed({"actor": "Northern forces", "actor.kind": "group"})["actor"]
    assert actor == {"name": "Northern forces", "kind": "group", "side": None, **words("12 people were killed")}


def test_places_are_set_by_role() -> None:
    record = changed({"place": "geonames:2, geonames:1", "from": "geonames:2"})
    told = [(place["role"], place["id"], place["text"]) for place in record["places"]]
    assert told == [
        ("at", "geonames:2", "Oldbridge"),
        ("at", "geonames:1", "Oldbridge"),
        ("from", "geonames:2", "12 people were killed"),
    ]
    assert record["places"][0]["lat"] == PLACES["geonames:2"]["lat"]
    assert changed({"place": None})["places"] == []


@pytest.mark.parametrize(
    ("given", "start", "end", "precision"),
    [
        ("2024-05-14", "2024-05-14", "2024-05-14", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2023", "2023-01-01", "2023-12-31", "year"),
        ("2024-05-14..2024-05-14", "2024-05-14", "2024-05-14", "day"),
        ("2024-05-14 .. 2024-05-16", "2024-05-14", "2024-05-16", "week"),
        ("2024-05..2024-06-10", "2024-05-01", "2024-06-10", "season"),
    ],
)
def test_days(given: str, start: str, end: str, precision: str) -> None:
    time = changed({"day": given})["time"]
    assert (time["start"], time["end"], time["precision"], time["of"]) == (start, end, precision, "event")
    assert TEXT[time["span"][0] : time["span"][1]] == time["text"] == "Monday"


def test_a_day_where_there_was_none_rests_on_the_words_of_the_claim() -> None:
    time = changed({"day": "2024-05-14"}, a_record(time=None))["time"]
    assert TEXT[time["span"][0] : time["span"][1]] == time["text"] == "12 people were killed"
    assert changed({"day": ""})["time"] is None


@pytest.mark.parametrize(
    ("given", "least", "most"),
    [
        ("15", 15, 15),
        ("15+", 15, None),
        ("12..15", 12, 15),
        ("12-15", 12, 15),
        ("..15", None, 15),
        ("1,500", 1500, 1500),
    ],
)
def test_numbers(given: str, least: float | None, most: float | None) -> None:
    (figure,) = changed({"killed": given})["quantities"]
    assert (figure["min"], figure["max"], figure["unit"], figure["of"]) == (least, most, "people", "killed")


def test_units_of_numbers() -> None:
    assert [f["unit"] for f in changed({"money": "2.5 USD"})["quantities"]] == ["people", "USD"]
    assert changed({"killed": ""})["quantities"] == []
    with pytest.raises(UsageError, match="needs a unit"):
        changed({"vehicles": "3"})


WRONG: list[tuple[dict[str, str | None], str]] = [
    ({}, "at least one change"),
    ({"plac": "geonames:1"}, "no slot 'plac'"),
    ({"evidence": "other words"}, "no slot 'evidence'"),
    ({"kind": "control.take"}, "kind cannot be"),
    ({"kind": ""}, "kind cannot be empty"),
    ({"polarity": None}, "polarity cannot be empty"),
    ({"stage": "done"}, "stage cannot be"),
    ({"place": "geonames:77"}, "no place of this id"),
    ({"place": "Oldbridge"}, "no place of this id"),
    ({"day": "2024-13-01"}, "day cannot be"),
    ({"day": "0000"}, "day cannot be"),
    ({"day": "9999-12"}, "day cannot be"),
    ({"day": "Monday"}, "day cannot be"),
    ({"day": "2024-05-16..2024-05-14"}, "ends before it begins"),
    ({"killed": "many"}, "killed cannot be"),
    ({"killed": ".."}, "killed cannot be"),
    ({"killed": "15..12"}, "ends below its beginning"),
    ({"speaker.side": "nobody"}, "speaker.side cannot be"),
    ({"actor.side": "russia"}, "has no actor"),
    ({"actor": "the army"}, "what the actor is"),
    ({"speaker": "", "speaker.role": "mayor"}, "has no speaker"),
]


@pytest.mark.parametrize(("given", "said"), WRONG)
def test_what_cannot_be_set(given: dict[str, str | None], said: str) -> None:
    with pytest.raises(UsageError, match=said) as raised:
        changes_of(given, a_record(), PLACES.get)
    assert raised.value.then


def test_suggestions_name_what_is_near() -> None:
    with pytest.raises(UsageError) as raised:
        changes_of({"kind": "control.take"}, a_record(), PLACES.get)
    assert raised.value.then is not None
    assert raised.value.then.startswith("Did you mean control.taken?")


def test_who_set_what_is_kept_and_what_the_program_had_said() -> None:
    record = a_record()
    kept = repr(record)
    judging = Judging(record)
    verdict = judging.add(
        "fix", "Ann", set={"day": "2024-05-14", "place": "geonames:2", "killed": "14"}, note="see map"
    )
    found = judged(record, judging.verdicts)
    assert found is not None
    assert repr(record) == kept, "the program's own record is left alone"
    assert found["evidence"] == record["evidence"]
    assert found["fixed"]["place"] == {
        "given": "geonames:2",
        "was": ["geonames:1"],
        "who": "Ann",
        "at": verdict.at,
        "note": "see map",
        "judgement": verdict.id,
    }
    assert found["fixed"]["day"]["was"] == {
        "start": "2024-05-13",
        "end": "2024-05-13",
        "precision": "day",
        "of": "event",
    }
    assert found["fixed"]["killed"]["was"] == [{"min": 12, "max": 12, "unit": "people"}]


def test_a_fixed_record_is_a_claim_and_a_telling() -> None:
    from claimline.ledger import claim_of
    from claimline.model import telling_of
    from claimline.model.record import claim_record

    given: dict[str, str | None] = {
        "speaker": "Ann Other",
        "place": "geonames:2",
        "day": "2024-05",
        "killed": "3+",
        "target": "a column",
        "target.kind": "group",
    }
    found = changed(given)
    again = claim_record(claim_of(found, Report(TEXT, given_id="r1", outlet="Test Wire")))
    plain: dict[str, Any] = {name: value for name, value in found.items() if name not in ("fixed", "review", "report")}
    assert {name: again[name] for name in plain} == plain
    assert telling_of(found, report="ref", known="2024-05-16").first_day == "2024-05-01"


FULL = ("kind", "polarity", "modality", "background", "speaker.kind")


@pytest.mark.parametrize("slot", sorted(set(SLOTS) - set(FULL)))
def test_slots_that_can_be_emptied(slot: str) -> None:
    party = {"name": "the army", "kind": "group", "side": None, "start": 0, "end": 3}
    record = a_record(actor=party, target=party)
    if slot.endswith(".kind"):
        with pytest.raises(UsageError, match="cannot be empty"):
            changes_of({slot: None}, record, PLACES.get)
        return
    (change,) = changes_of({slot: None}, record, PLACES.get)
    assert change == Change(slot, None, [] if slot in ("place", "from", "to", "via") else None)


@pytest.mark.parametrize("slot", FULL)
def test_slots_that_cannot_be_emptied(slot: str) -> None:
    with pytest.raises(UsageError, match="cannot be empty"):
        changes_of({slot: " "}, a_record(), PLACES.get)
