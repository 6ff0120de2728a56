"""Evidence in the text: nested and overlapping spans, any Unicode, and values that have no characters."""

from __future__ import annotations

from typing import Any

from claimline.desk.looks.marked import marked, spans_of, tone_of


def claim(*spans: tuple[int, int], **more: Any) -> dict[str, Any]:
    evidence = [{"start": start, "end": end, "text": ""} for start, end in spans]
    plain: dict[str, Any] = {
        "id": f"c{spans[0][0]}", "kind": "clash", "evidence": evidence, "speaker": None, "cue": None, "actor": None,
        "target": None, "places": [], "time": None, "quantities": [], "modality": "asserted", "polarity": "positive",
    }  # fmt: skip
    return {**plain, **more}


def joined(text: str, *claims: dict[str, Any]) -> str:
    return "".join(piece.text for paragraph in marked(text, claims) for piece in paragraph)


def test_spans_that_overlap_cut_each_other() -> None:
    (pieces,) = marked("abcdefghij", [claim((0, 6)), claim((4, 9))])
    assert [(p.text, p.claims) for p in pieces] == [("abcd", (1,)), ("ef", (2, 1)), ("ghi", (2,)), ("j", ())]
    assert "many" in pieces[1].classes
    assert "many" not in pieces[0].classes


def test_a_nested_span_leads_where_it_lies() -> None:
    (pieces,) = marked("abcdefgh", [claim((0, 8)), claim((2, 4))])
    assert [p.claims for p in pieces] == [(1,), (2, 1), (1,)]


def test_offsets_count_code_points() -> None:
    text = "🔥🔥 Київ fell\x00 today"
    (pieces,) = marked(text, [claim((3, 12))])
    assert [p.text for p in pieces] == ["🔥🔥 ", "Київ fell", "\ufffd today"]
    assert (pieces[1].start, pieces[1].end) == (3, 12)


def test_text_stays_the_text() -> None:
    text = "One line.\n\nAnother one, with more.\n\nThe last."
    whole = joined(text, claim((0, 8)), claim((11, 30), (0, 3)), claim((24, 45)))
    assert whole == "".join(text.split("\n\n"))


def test_a_number_stands_after_each_proposition() -> None:
    text = "A was hit and B was taken."
    (pieces,) = marked(text, [claim((0, 9)), claim((14, 25))])
    assert [ref.number for piece in pieces for ref in piece.references] == [1, 2]
    assert [piece.end for piece in pieces if piece.references] == [9, 25]


def test_a_proposition_across_paragraphs_is_marked_in_both() -> None:
    first, second = marked("One.\n\nTwo.", [claim((0, 10))])
    assert first[0].claims == second[0].claims == (1,)
    assert [len(first[0].references), len(second[0].references)] == [0, 1]


def test_an_end_outside_of_the_text_loses_no_number() -> None:
    assert [ref.number for row in marked("abc\n\n", [claim((0, 5))]) for p in row for ref in p.references] == [1]


def test_values_of_people_have_no_characters() -> None:
    given = {"name": "the mayor", "start": None, "end": None}
    time = {"start": "2024-05-10", "end": "2024-05-10", "text": "", "span": None}
    assert len(spans_of(claim((0, 3), actor=given, time=time))) == 1


def test_tones() -> None:
    assert tone_of(claim((0, 1))) == "own"
    assert tone_of(claim((0, 1), speaker={"name": "X"}, modality="planned")) == "said unsure"
    assert tone_of(claim((0, 1), speaker={"name": "X"}, polarity="negative")) == "neg"


def test_no_text_and_no_claims() -> None:
    assert marked("", []) == []
    assert joined("words", *[]) == "words"
