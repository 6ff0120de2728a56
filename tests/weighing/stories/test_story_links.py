"""Which report has its text from which other one (tests/cases/stories.yaml)."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from claimline.model.story import StoryReport
from claimline.weighing.stories import align, bands, changes, credited, keys, link, page_of

CASES = Path(__file__).parents[2] / "cases"


def _cases() -> list[Any]:
    groups = yaml.safe_load((CASES / "stories.yaml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=f"{g['rule'][:40]}-{n}") for g in groups for n, case in enumerate(g["cases"])]


def _pair(case: dict[str, Any]) -> tuple[StoryReport, StoryReport]:
    first, second = case.get("outlets", ("First Wire", "Second Daily"))
    later = (date(2024, 5, 1) + timedelta(days=case.get("days", 0))).isoformat()
    return (
        StoryReport("a", case["earlier"], first, "2024-05-01"),
        StoryReport("b", case["later"], second, later),
    )


@pytest.mark.parametrize("case", _cases())
def test_relation(case: dict[str, Any]) -> None:
    earlier, later = _pair(case)
    found = link(later, [earlier])
    assert [one.relation for one in found] == ([case["relation"]] if case["relation"] else [])
    if found:
        assert found[0].share >= case.get("share", 0.0)
        assert found[0].parts
        assert (found[0].later, found[0].earlier) == ("b", "a")


@pytest.mark.parametrize("case", [c for c in _cases() if c.values[0]["relation"]])
def test_a_pair_that_belongs_together_shares_a_key(case: dict[str, Any]) -> None:
    earlier, later = _pair(case)
    assert set(keys(earlier)) & set(keys(later))


@pytest.mark.parametrize("case", _cases())
def test_either_side_finds_the_same_link(case: dict[str, Any]) -> None:
    earlier, later = _pair(case)
    assert link(later, [earlier]) == link(earlier, [later])


def test_kept_characters_stand_in_both() -> None:
    earlier, later = _pair({"earlier": "x", "later": "x"})
    first = "Two shells hit the grain store at Pokrovka on Tuesday, killing three workers and wounding five, he said."
    found = link(
        StoryReport(later.ref, f"{first} The rail line was cut too.", None, "2024-05-01"),
        [StoryReport(earlier.ref, first, None, "2024-05-01")],
    )
    assert [first[s.start : s.end] for s in found[0].kept] == [first[:-1]]


def test_changed_numbers_and_attributions_are_shown() -> None:
    told = changes(
        "A bomb hit the mill on Monday. It killed 12 people, police said. The road is closed.",
        "A bomb hit the mill on Monday. It killed 15 people, the governor said. Rain is expected by the weekend.",
    )
    changed = next(change for change in told if change.kind == "changed")
    assert ("12", "15") in changed.words
    assert changed.numbers
    assert changed.attribution
    assert [change.later for change in told if change.kind == "added"] == ["Rain is expected by the weekend"]
    assert [change.earlier for change in told if change.kind == "dropped"] == ["The road is closed"]


def test_the_reasons_name_the_change() -> None:
    earlier, later = _pair(
        {
            "earlier": "A bomb hit the old mill of Umm Kadada at noon on Monday and killed 12 people, police said.",
            "later": "A bomb hit the old mill of Umm Kadada at noon on Monday and killed 15 people, police said.",
        }
    )
    (found,) = link(later, [earlier])
    assert found.relation == "edited"
    assert any(part.name == "numbers changed" and part.why == "12 → 15" for part in found.parts)


def test_a_communique_as_quotation_does_not_make_a_copy() -> None:
    said = (
        "“Our units crossed the canal at night and hold three villages on the far bank, where mines are being cleared,”"
    )
    found = link(
        StoryReport("b", f"The rebels spoke up on Tuesday: {said} read a statement.", "B", "2024-05-01"),
        [StoryReport("a", f"{said} the movement announced by radio.", "A", "2024-05-01")],
    )
    assert [one.relation for one in found] == ["quotation"]


@pytest.mark.parametrize("case", yaml.safe_load((CASES / "stories_credits.yaml").read_text(encoding="utf-8")))
def test_credits(case: dict[str, Any]) -> None:
    assert list(credited(case["text"])) == case["credits"]


@pytest.mark.parametrize("text", ["", " ", "…", "“”", "(", "By", "\n\n\n", "K" * 500, "1", "— — —"])
def test_odd_texts(text: str) -> None:
    assert isinstance(bands(text), tuple)
    assert align(page_of(text), page_of(text)).share <= 1
    assert link(StoryReport("a", text, None, "2024-05-01"), [StoryReport("b", text, None, "2024-05-01")]) is not None
