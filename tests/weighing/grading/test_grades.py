"""How a grade comes about: the case table, the letter from a track record, and the table of rules itself."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import product
from typing import Any

import pytest

from claimline.model.weighed import Outcome, TrackRecord
from claimline.vocab import load
from claimline.weighing.agreement import weigh
from claimline.weighing.grading import Counts, grade
from told import cases, event, short, telling

EMPTY = TrackRecord("outlet:wire", "Wire", (), (), (), (), (), ())


@pytest.mark.parametrize("case", cases("grades"), ids=lambda case: case["name"])
def test_grades(case: dict[str, Any]) -> None:
    tellings = [telling(row) for row in case["tellings"]]
    weighed = weigh(event(tellings), tellings, case.get("origins", {}))
    parts = {part.name: part.value for part in weighed.grade.parts}
    assert weighed.grade.code == case["grade"], weighed.grade.parts
    assert {name: parts.get(name) for name in case.get("because", {})} == case.get("because", {})
    if "lines" in case:
        assert len(weighed.lines) == case["lines"], weighed.lines
    by_id = {short(t.key): t.grade.code for t in weighed.tellings}
    wanted = case.get("tellings_grade", {})
    assert {name: by_id[name] for name in wanted} == wanted


def test_a_line_says_what_ties_it_together() -> None:
    case = next(c for c in cases("grades") if c["name"].startswith("dependence goes on"))
    tellings = [telling(row) for row in case["tellings"]]
    (line,) = weigh(event(tellings), tellings, case["origins"]).lines
    assert {part.name for part in line.why} == {"origin", "speaker"}
    assert all(part.value == 2 for part in line.why)


def _record(conceded: int, withdrawn: int) -> TrackRecord:
    outcomes = [Outcome(f"c{i}", (f"d{i}",)) for i in range(conceded + withdrawn)]
    return replace(
        EMPTY,
        claims=tuple(o.claim for o in outcomes),
        conceded=tuple(outcomes[:conceded]),
        withdrawn=tuple(outcomes[conceded:]),
    )


@pytest.mark.parametrize(
    ("conceded", "withdrawn", "letter"),
    [(0, 0, "F"), (19, 0, "F"), (20, 0, "B"), (19, 1, "B"), (18, 2, "C"), (16, 4, "C"), (15, 5, "D"), (9, 11, "E")],
)
def test_the_letter_comes_from_counts(conceded: int, withdrawn: int, letter: str) -> None:
    wire = telling({"id": "a", "outlet": "Wire"})
    given = grade(Counts(says=1), [wire], {"outlet:wire": _record(conceded, withdrawn)})
    assert given.reliability == letter
    assert given.credibility == 6
    assert f"{conceded} conceded, {withdrawn} taken back" in given.parts[0].why


def test_a_claim_that_was_conceded_and_taken_back_counts_as_taken_back() -> None:
    record = replace(_record(20, 0), withdrawn=tuple(Outcome(f"c{i}", ("x",)) for i in range(20)))
    assert grade(Counts(says=1), [telling({"id": "a", "outlet": "Wire"})], {"outlet:wire": record}).reliability == "E"


def test_of_several_speakers_one_without_a_record_leaves_the_letter_open() -> None:
    tellings = [telling({"id": "a", "outlet": "Wire"}), telling({"id": "b", "outlet": "Post"})]
    records = [_record(20, 0)]
    weighed = weigh(event(tellings), tellings, {}, records)
    assert weighed.grade.reliability == "F"
    assert "Post" in weighed.grade.parts[0].why
    assert [t.grade.reliability for t in weighed.tellings] == ["B", "F"]


def test_letter_and_digit_are_judged_apart() -> None:
    tellings = [telling({"id": "a", "outlet": "Wire"})]
    with_record = weigh(event(tellings), tellings, {}, [_record(30, 0)])
    without = weigh(event(tellings), tellings, {})
    assert with_record.grade.credibility == without.grade.credibility
    assert (with_record.grade.reliability, without.grade.reliability) == ("B", "F")


def test_the_rows_of_the_rules_are_whole() -> None:
    """A comma in an unquoted reason would cut it off, and make a key of the rest."""
    digits = {"digit", "at_least", "at_most", "more", "why"}
    interest = {"kinds", "actor", "target", "harmed", "polarity", "interest", "why"}
    names = {field.name for field in fields(Counts)}
    for row in load("grades")["digits"]:
        assert row.keys() <= digits
        assert {*row.get("at_least", ()), *row.get("at_most", ()), *row.get("more", ())} <= names
    assert all(row.keys() <= interest for row in load("grades")["interest"])


def test_every_count_has_a_rule() -> None:
    """Some rule fits whatever is counted, and an A is never given by rule."""
    for says, free, denied, hedged, withdrawn in product(range(4), repeat=5):
        counts = Counts(says=says, free=min(free, says), denied=denied, hedged=hedged, withdrawn=withdrawn)
        assert 1 <= grade(counts, [], {}).credibility <= 6
    assert "A" not in {row["letter"] for row in load("grades")["letters"]["rows"]}


def test_more_agreement_never_makes_the_digit_worse() -> None:
    for denied, denied_conceded, conceded in ((0, 0, 0), (0, 0, 1), (1, 0, 0), (1, 0, 1), (1, 1, 1), (2, 1, 0)):
        counts = [Counts(n, n, conceded, denied, 0, denied_conceded, precise=1) for n in range(1, 6)]
        judged = [digit for count in counts if (digit := grade(count, [], {}).credibility) != 6]
        assert judged == sorted(judged, reverse=True)
