"""What a situation report says: every sentence with its evidence, in the same words for all sides."""

from __future__ import annotations

import dataclasses
import random

import pytest
from sitrep_checks import unsupported
from sitrep_material import DOCTOR, GOVERNOR, ONE, SCOPE, SHELLS, TOLD, TWO, empty, material, swapped, telling

from claimline.model import Figure, Teller
from claimline.model.sitrep import Material, Sentence, Sitrep, WeighedCase
from claimline.publishing.sitrep import write


@pytest.fixture(scope="module")
def report() -> Sitrep:
    return write(material())


def sentences(report: Sitrep, section: str) -> list[str]:
    found = next(one for one in report.sections if one.name == section)
    return [sentence.text for sentence in found.all_sentences()]


def only(report: Sitrep, section: str, words: str) -> Sentence:
    found = [one for s in report.sections if s.name == section for one in s.all_sentences() if words in one.text]
    assert len(found) == 1, [one.text for one in found] or sentences(report, section)
    return found[0]


def test_no_sentence_is_without_evidence(report: Sitrep) -> None:
    assert not unsupported(report, material())


def test_a_number_or_day_that_nobody_told_is_found_out(report: Sitrep) -> None:
    """The check itself: it sees a number, a day and a key that are in no evidence."""
    for text, keys in (
        ("According to Olena Marchuk alone, 13 people were killed on 3 May.", ("a3:c-a3",)),
        ("According to Olena Marchuk alone, 12 people were killed on 4 May.", ("a3:c-a3",)),
        ("According to Olena Marchuk alone, nine people were killed on 3 May.", ("a3:c-a3",)),
        ("There was shelling.", ()),
    ):
        section = report.sections[0]
        made = type(section)("made", "Made up", (Sentence(text, keys),))
        changed = type(report)(**{f: getattr(report, f) for f in report.__slots__} | {"sections": (made,)})
        assert unsupported(changed, material()), text


def test_who_says_so_is_said(report: Sitrep) -> None:
    shelling = only(report, "fighting", "there was shelling")
    assert shelling.text.startswith("According to Olena Marchuk (governor of Bilka region) alone, there was shelling")
    assert "by Russian forces on 3 May" in shelling.text
    assert shelling.text.endswith(f"“{SHELLS}”.")
    assert shelling.events == ("event-a1",)


def test_copies_are_one_piece_of_evidence(report: Sitrep) -> None:
    shelling = only(report, "fighting", "there was shelling")
    pieces = [one for one in report.evidence if set(one.claims) & set(shelling.claims)]
    assert [len(one.printed) for one in pieces] == [2]
    assert {one.outlet for one in pieces[0].printed} == {"North Post", "South <b>Post</b>"}


def test_a_denial_follows_what_it_denies(report: Sitrep) -> None:
    found = sentences(report, "fighting")
    at = next(i for i, text in enumerate(found) if "there was shelling" in text)
    assert found[at + 1] == "The Russian army said: “it had not shelled Bilka”."


def test_opposite_sides_that_agree_are_named(report: Sitrep) -> None:
    strike = only(report, "fighting", "missile strike")
    assert strike.text.startswith(
        "The Ukrainian army and the Russian army, of opposite sides, both reported a missile strike"
    )


def test_what_is_conceded_is_said_to_be(report: Sitrep) -> None:
    words = "The Ukrainian army, speaking against the interest of their own side, said that"
    assert any(text.startswith(words) for text in sentences(report, "changed"))


def test_changes_of_control_say_who_and_what_before(report: Sitrep) -> None:
    section = report.sections[0]
    assert section.name == "changed"
    assert [group.title for group in section.groups] == ["Dubove: held by Russia"]
    assert "before, no claim said who held it" in section.groups[0].sentences[-1].text


def test_numbers_differ_and_stay_apart(report: Sitrep) -> None:
    found = only(report, "casualties", "different numbers")
    assert "at least 12 according to Olena Marchuk" in found.text
    assert "20 according to a doctor at the hospital" in found.text
    total = only(report, "casualties", "Reports tell of")
    assert total.text == "Reports tell of 12 to 20 or more people killed in one event."
    assert total.counts == (12.0, 20.0, 1.0)


def test_a_day_is_that_of_who_gives_it() -> None:
    """Who gives no day is not made to say that of others; their claim stands in the evidence."""
    dated = telling("d8", "attack.drone", "a drone hit the mill", day="2024-05-16", outlet="Hill Gazette")
    undated = telling("d9", "attack.explosion", "the mill blew up at night", known="2024-05-17", speaker=DOCTOR)
    report = write(material([(dated, undated)]))
    found = only(report, "fighting", "explosion")
    assert "there was an explosion (on 16 May according to Hill Gazette)" in found.text
    assert "d8:c-d8" in found.claims
    assert only(write(material([(undated,)])), "fighting", "explosion").text.startswith(
        "According to a doctor at the hospital alone, there was an explosion (reported on 17 May)"
    )


def test_a_person_who_is_named_is_one() -> None:
    editor = Teller("Jan Kowal", "person")
    told = [(telling("n1", "casualties.killed", "the editor Jan Kowal was shot", target=editor),)]
    report = write(material(told))
    assert only(report, "casualties", "1 person was killed").counts == (1.0,)
    assert not unsupported(report, material(told))


def test_rough_words_are_kept() -> None:
    figure = Figure("displaced", "people", 200.0, 999.0, text="Hundreds")
    fled = telling("r1", "displacement.fled", "Hundreds of people fled", day="2024-05-13")
    report = write(material([(dataclasses.replace(fled, figures=(figure,)),)]))
    found = only(report, "displacement", "reported that")
    assert "hundreds of people (between 200 and 999) fled" in found.text


def test_flows_and_stocks_stand_apart(report: Sitrep) -> None:
    groups = {g.title: g for s in report.sections if s.name == "displacement" for g in s.groups}
    assert any("300 people fled" in one.text for one in groups["Movements in the period"].sentences)
    stocks = next(group for title, group in groups.items() if title.startswith("How many were displaced"))
    assert "9,000 people were displaced in Bilka region (reported on 20 May)" in stocks.sentences[0].text
    assert stocks.sentences[0].text.startswith("According to the World Health Organization alone")


def test_aid_by_stage(report: Sitrep) -> None:
    section = next(one for one in report.sections if one.name == "aid")
    assert [group.title for group in section.groups] == ["Approved"]
    assert "the United States approved humanitarian aid worth 5 million USD" in section.groups[0].sentences[0].text


def test_a_grade_is_of_one_position() -> None:
    """What follows from claims, and what holds several positions, has no grade; all else that is told has one."""
    report = write(material())
    ungraded = {s.name for s in report.sections for one in s.all_sentences() if not one.frame and one.grade is None}
    assert ungraded == {"changed", "casualties", "displacement", "disputed"}
    graded = [one.grade for section in report.sections for one in section.all_sentences() if one.grade]
    assert all(len(grade) == 2 for grade in graded)
    assert only(report, "fighting", "there was shelling").grade == "F6"


def test_a_claim_that_only_denies_is_not_quoted() -> None:
    denies = telling("w1", "control.taken", "denies this claim", at=("Bilka region",), speaker=ONE, polarity="negative")
    found = only(write(material([(denies,)])), "control", "denied")
    assert found.text == "The Ukrainian army denied on 20 May what was said about Bilka region."


def test_what_is_hedged_is_put_so(report: Sitrep) -> None:
    told = (*TOLD, (telling("k1", "attack.drone", "a drone may have hit the mill", modality="hedged"),))
    found = only(write(material(told)), "fighting", "drone")
    assert found.text.startswith("According to North Post, there may have been a drone attack")


def test_gaps_are_no_calm(report: Sitrep) -> None:
    found = only(report, "unknown", "North Post published nothing")
    assert found.text.endswith("that is a gap in coverage, not calm.")
    assert "from 21 May (11 days, where 4 would be usual)" in found.text


def test_nothing_told_is_a_gap_too() -> None:
    report = write(empty())
    assert sentences(report, "fighting") == [
        "Nothing was reported about fighting in Bilka region in this period by two outlets; "
        "that is a gap in coverage, not calm."
    ]
    assert not report.evidence
    assert not unsupported(report, empty())
    assert sentences(write(empty(0)), "aid") == [
        "No outlet reported anything in this period; that is a gap in coverage, not calm."
    ]


def test_what_is_withheld_is_no_silence() -> None:
    """A public report cannot know that nobody told of it: it may have been withheld."""
    report = write(empty_public())
    assert "more may have been told" in sentences(report, "fighting")[0]
    assert not any("not calm" in text for text in sentences(report, "fighting"))
    assert "accepted claims only" in sentences(report, "sources")[0]


def empty_public() -> Material:
    return dataclasses.replace(empty(), public=True)


def test_places_of_other_areas_are_left_out() -> None:
    far = telling("z1", "attack.air", "aircraft bombed Faraway", at=("Faraway",), day="2024-05-05")
    near = telling("z2", "attack.air", "aircraft bombed Bilka", day="2024-05-05")
    report = write(material([(near, far)]))
    assert not any("Faraway" in text for text in sentences(report, "fighting"))


def test_swapping_the_sides_swaps_the_words_and_nothing_else(report: Sitrep) -> None:
    other = write(material([[swapped(one) for one in group] for group in TOLD]))
    assert words(other) == swapped(words(report))


def test_the_order_in_which_it_came_changes_nothing(report: Sitrep) -> None:
    mixed = [list(group) for group in TOLD]
    random.Random(3).shuffle(mixed)
    found = material(mixed)
    cases = sorted(found.cases, key=lambda case: (min(t.known for t in case.tellings), case.event.id))
    in_order = sorted(material().cases, key=lambda case: (min(t.known for t in case.tellings), case.event.id))
    assert cases == in_order
    assert words(write(_with(found, cases))) == words(write(_with(material(), cases)))


def _with(found: Material, cases: list[WeighedCase]) -> Material:
    return dataclasses.replace(found, cases=tuple(cases))


def words(report: Sitrep) -> list[object]:
    """All that is printed."""
    return [
        report.facts,
        [(s.title, [x.text for x in s.all_sentences()], [g.title for g in s.groups]) for s in report.sections],
        [(t.title, [row.cells for row in t.rows]) for s in report.sections for t in s.tables],
        [(f.title, f.alt, f.parties, [row.cells for row in f.data.rows]) for s in report.sections for f in s.figures],
        [(e.words, e.speaker, [p.outlet for p in e.printed]) for e in report.evidence],
    ]


def test_judgements_are_counted() -> None:
    report = write(material(status={"a1:c-a1": "accepted", "a3:c-a3": "fixed"}))
    facts = dict(report.facts)
    assert facts["Claims"].endswith("14 not reviewed, 1 accepted and 1 accepted with a correction")
    statuses = {one.status for one in report.evidence}
    assert statuses == {"open", "accepted", "fixed"}


def test_one_speaker_is_one_whatever_role_is_told() -> None:
    again = telling("a9", "attack.shelling", "shells fell", day="2024-05-03", speaker=GOVERNOR, actor=TWO)
    other = telling("a8", "attack.shelling", "shells fell", day="2024-05-03", speaker=DOCTOR, actor=TWO)
    found = only(write(material([(TOLD[0][0], again, other)])), "fighting", "shelling")
    assert (
        "According to a doctor at the hospital and Olena Marchuk" in found.text
        or "Olena Marchuk (governor" in found.text
    )
    assert found.text.count("Olena Marchuk") == 1


def test_the_scope_is_in_the_head(report: Sitrep) -> None:
    facts = dict(report.facts)
    assert report.title == "Situation report: Bilka region"
    assert facts["Period"] == "1 to 31 May 2024"
    assert facts["As known on"] == "2 June 2024"
    assert SCOPE.since == report.since
