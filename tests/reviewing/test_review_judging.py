"""What the verdicts on a claim come to, and when they still hold."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from reviewed_records import Judging, a_record

from claimline.model.judgement import Standing, VerdictVerb
from claimline.model.record import Record
from claimline.reviewing import core, differences, judged, standing


def status(judging: Judging, record: Record | None = None, **more: Any) -> Standing:
    return standing(record or judging.record, judging.verdicts, **more)


def test_without_verdicts_a_claim_is_open_and_itself() -> None:
    record = a_record()
    assert standing(record, ()) == Standing()
    assert judged(record, ()) is record


@pytest.mark.parametrize(
    ("verbs", "wanted"),
    [
        (["accept"], "accepted"),
        (["reject"], "rejected"),
        (["fix"], "fixed"),
        (["accept", "reject"], "rejected"),
        (["reject", "accept"], "accepted"),
        (["fix", "accept"], "fixed"),  # who accepts after a fix accepts it as fixed
        (["fix", "reject", "accept"], "fixed"),
    ],
)
def test_the_last_verdict_decides(verbs: list[VerdictVerb], wanted: str) -> None:
    judging = Judging(a_record())
    for day, verb in enumerate(verbs, start=1):
        judging.add(verb, "Ann", day=day, set={"killed": "14"} if verb == "fix" else {})
    found = status(judging)
    assert (found.status, found.judgement, found.who, found.disputed) == (wanted, judging.verdicts[-1].id, "Ann", False)
    record = judged(judging.record, judging.verdicts)
    assert (record is None) == (wanted == "rejected")
    if record is not None:
        assert record["review"]["status"] == wanted
        assert record["quantities"][0]["min"] == (14 if wanted == "fixed" else 12)


def test_fixes_add_up_and_an_undone_one_goes() -> None:
    judging = Judging(a_record())
    judging.add("fix", "Ann", set={"killed": "14"})
    second = judging.add("fix", "Ann", set={"day": "2024-05-14"})
    found = judged(judging.record, judging.verdicts)
    assert found is not None
    assert sorted(found["fixed"]) == ["day", "killed"]
    judging.undo(second)
    found = judged(judging.record, judging.verdicts)
    assert found is not None
    assert sorted(found["fixed"]) == ["killed"]


def test_a_new_name_drops_what_was_set_of_the_old_one() -> None:
    judging = Judging(a_record())
    judging.add("fix", "Ann", set={"speaker.side": "ukraine"})
    judging.add("fix", "Ann", set={"speaker": "Another"})
    found = judged(judging.record, judging.verdicts)
    assert found is not None
    assert (found["speaker"]["name"], found["speaker"]["side"]) == ("Another", None)


@pytest.mark.parametrize(
    ("first", "second", "disputed"),
    [
        (("accept", {}), ("accept", {}), False),
        (("accept", {}), ("reject", {}), True),
        (("reject", {}), ("accept", {}), True),
        (("reject", {}), ("reject", {}), False),
        (("accept", {}), ("fix", {"killed": "14"}), True),
        (("fix", {"killed": "14"}), ("accept", {}), False),
        (("fix", {"killed": "14"}), ("fix", {"killed": "15"}), True),
        (("fix", {"killed": "14"}), ("fix", {"killed": "14"}), False),
        (("fix", {"killed": "14"}), ("fix", {"day": "2024-05-14"}), False),
        (("fix", {"killed": "14"}), ("reject", {}), True),
    ],
)
def test_two_people_who_differ(first: Any, second: Any, disputed: bool) -> None:
    judging = Judging(a_record())
    judging.add(first[0], "Ann", set=first[1])
    judging.add(second[0], "Bob", set=second[1])
    assert status(judging).disputed == disputed
    assert len(judging.verdicts) == 2
    judging.add(second[0], "Ann", set=second[1])  # Ann comes round
    assert not status(judging).disputed


def test_as_it_stood_on_a_day() -> None:
    judging = Judging(a_record())
    judging.add("accept", "Ann", day=2)
    rejected = judging.add("reject", "Bob", day=4)
    judging.undo(rejected, day=6)
    stood = {day: status(judging, known=f"2024-06-{day:02}").status for day in range(1, 8)}
    assert stood == {
        1: "open",
        2: "accepted",
        3: "accepted",
        4: "rejected",
        5: "rejected",
        6: "accepted",
        7: "accepted",
    }
    assert judged(judging.record, judging.verdicts, known="2024-06-05") is None


SAME: list[dict[str, Any]] = [
    {"confidence": 0.3, "cue": None, "reader": {"name": "default", "version": "9"}},
    {"evidence": [{"start": 33, "end": 60, "text": TEXT} for TEXT in ["12 people were killed when"]]},
    {"framing": "loaded", "chain": []},
]


@pytest.mark.parametrize("slots", SAME)
@pytest.mark.parametrize("verb", ["accept", "reject"])
def test_a_newer_reading_that_changes_nothing_judged(slots: dict[str, Any], verb: VerdictVerb) -> None:
    judging = Judging(a_record())
    judging.add(verb, "Ann")
    assert status(judging, a_record(**slots)).status in ("accepted", "rejected")


def with_part(slot: str, **part: Any) -> dict[str, Any]:
    record = a_record()
    value = record[slot]
    return {slot: [{**value[0], **part}] if isinstance(value, list) else {**value, **part}}


OTHER: list[tuple[dict[str, Any], str]] = [
    ({"kind": "casualties.injured"}, "kind"),
    ({"polarity": "negative"}, "polarity"),
    (with_part("speaker", name="The governor"), "speaker"),
    ({"speaker": None}, "speaker"),
    (with_part("places", id="geonames:2"), "places"),
    (with_part("places", role="from"), "places"),
    ({"places": []}, "places"),
    (with_part("time", start="2024-05-06", end="2024-05-06"), "day"),
    (with_part("time", of="saying"), "day"),
    (with_part("quantities", max=None), "numbers"),
    ({"actor": {"name": "the army", "kind": "group", "side": "russia", "start": 0, "end": 3}}, "actor"),
]


@pytest.mark.parametrize(("slots", "name"), OTHER)
def test_a_newer_reading_that_changes_what_was_judged_opens_it_again(slots: dict[str, Any], name: str) -> None:
    for verb in ("accept", "reject"):
        judging = Judging(a_record())
        judging.add(verb, "Ann")
        found = status(judging, a_record(**slots))
        assert (found.status, found.judgement) == ("open", "j0")
        assert found.reopened == f"since it was judged, this has changed: {name}"
        assert judged(a_record(**slots), judging.verdicts) is not None


def test_case_and_spacing_of_names_do_not_count() -> None:
    assert core(a_record()) == core(a_record(**with_part("speaker", name="the  MAYOR of oldbridge")))
    assert differences(core(a_record()), {**core(a_record()), "day": None, "kind": "clash"}) == ("kind", "day")


def test_what_a_person_set_stays_set_while_the_rest_waits() -> None:
    judging = Judging(a_record())
    judging.add("fix", "Ann", set={"killed": "14"})
    newer = a_record(**with_part("quantities", min=13, max=13))
    assert status(judging, newer).status == "fixed", "only what was set anyway has changed"
    newer = a_record(**with_part("time", start="2024-05-06", end="2024-05-06"))
    found = judged(newer, judging.verdicts)
    assert found is not None
    assert (found["review"]["status"], found["quantities"][0]["min"]) == ("open", 14)


def test_a_verdict_on_a_copy_counts_only_where_it_holds() -> None:
    judging = Judging(a_record())
    verdict = judging.add("accept", "Ann")
    judging.verdicts = [replace(verdict, own=False)]
    assert status(judging).status == "accepted"
    assert status(judging, a_record(**with_part("time", start="2024-05-06"))) == Standing()


def test_words_that_are_gone_open_it_again() -> None:
    judging = Judging(a_record())
    verdict = judging.add("accept", "Ann")
    judging.verdicts = [replace(verdict, stale="the report was changed")]
    assert status(judging).reopened == "the report was changed"
    judging.add("accept", "Ann", day=3)
    assert status(judging).status == "accepted"
