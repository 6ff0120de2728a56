"""Words as they may be public: persons out in every form, details out, offices and sides kept."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from public_building import find

from claimline.publishing.public import Profile, default_profile
from claimline.publishing.public.delays import free_from, moment_of, too_fresh
from claimline.publishing.public.persons import people_of
from claimline.publishing.public.redaction import Coarse, Passages, Redactor, applied
from claimline.publishing.public.spelling import key

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "public.yaml").read_text(encoding="utf-8"))
PLACES = frozenset(
    name.casefold()
    for name in (
        *("Vovchansk", "Poltava", "Belgorod", "Kupiansk", "El Fasher", "Nyala", "Tawila", "Khan Younis", "Sagaing"),
        *("Lalibela", "Debre Tabor", "Omdurman", "Palmyra"),
    )
)


def redacted(text: str, *coarse: Coarse, profile: Profile | None = None) -> str:
    profile = profile or default_profile()
    people = people_of(text, find(text), (), PLACES, profile)
    redactor = Redactor(people, coarse, profile, find, PLACES)
    return applied(text, redactor.edits(text))


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:40] for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    public = redacted(case["text"])
    left = [word for word in case["gone"] if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", public, re.IGNORECASE)]
    lost = [word for word in case["stays"] if word not in public]
    assert (left, lost) == ([], []), public


FIRST = ("Olena", "Mykola", "Fatima", "Yousif", "Zaw", "Tesfaye", "Rosalba", "Dmitri")
LAST = ("Kovalchuk", "Dziuba", "al-Tayeb", "Gebremedhin", "Quispe", "O'Hanlon", "Tkachenko", "Htut")
FORMS = (
    "{first} {last}", "{last}", "{last}’s", "{LAST}", "{f}. {last}", "{last} {f}.", "Mr {last}", "Mrs. {last}",
    "{first}", "{FIRST} {LAST}", "{last}-{first}", "Dr {first} {last}", "({last})", "“{last}”",
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(FIRST), st.sampled_from(LAST), st.lists(st.sampled_from(FORMS), min_size=1, max_size=4))
def test_no_form_of_a_private_name_stays(first: str, last: str, forms: list[str]) -> None:
    told = {"first": first, "last": last, "f": first[0], "FIRST": first.upper(), "LAST": last.upper()}
    lines = [f"Shells fell again, and {form.format(**told)} was wounded there." for form in forms]
    public = redacted(f"A resident, {first} {last}, fled on Monday. " + " ".join(lines))
    for word in (first, last, last.split("-")[-1]):
        assert word.casefold() not in public.casefold(), public
    assert public.count("was wounded there") == len(forms)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oleksiy", "Oleksii"), ("Alexey", "Aleksei"), ("Serhii", "Sergey"), ("Юлія", "Yulia"),
        ("Зеленський", "Zelenskyi"),
        ("Muhammad", "MUHAMMAD"), ("José", "Jose"), ("Koval's", "Koval"), ("Khaled", "Haled"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_a_namesake_of_an_office_holder_is_private() -> None:
    public = redacted("Governor Kovalenko spoke. Among the dead is Olena Kovalenko.")
    assert "Olena" not in public
    assert "Governor Kovalenko spoke" in public


def test_swapping_the_sides_changes_nothing_but_the_sides() -> None:
    text = "Ukrainian spokesman Ivan Petrov said that Russian troops killed Maria Sokil, a farmer from Dolna."
    swapped = "Russian spokesman Ivan Petrov said that Ukrainian troops killed Maria Sokil, a farmer from Dolna."
    assert redacted(text).replace("Ukrainian", "*").replace("Russian", "Ukrainian").replace("*", "Russian") == redacted(
        swapped
    )


def test_a_coarse_place_goes_in_all_its_forms_with_the_way_to_it() -> None:
    coarse = Coarse(("Verkhnia Dolna", "Dolna"), "Kupiansk Raion")
    text = "Troops stand 5 km north of Dolna. DOLNA's school is full, Dolnians say; Verkhnia Dolna is quiet; Дольна."
    public = redacted(text, coarse)
    assert "dolna" not in public.casefold().replace("[kupiansk raion]", "")
    assert "Дольна" not in public
    assert "5 km" not in public
    assert public.count("[Kupiansk Raion]") >= 4


def test_passages_hold_only_the_spans_and_offsets_follow() -> None:
    text = "Secret one. Olena Koval was hurt here. Secret two. Shells hit a barn in Dolna. Secret three."
    start, end = text.index("Olena Koval"), text.index("Olena Koval") + len("Olena Koval")
    hurt = (text.index("Olena"), text.index(" Secret two") - 1)
    barn = (text.index("Shells"), text.index(" Secret three") - 1)
    passages = Passages(text, [barn, hurt], [(start, end, "[a resident]")])
    assert "Secret" not in passages.text
    assert passages.text == "[a resident] was hurt here\n[…]\nShells hit a barn in Dolna"
    at = passages.at(*barn)
    assert passages.text[at[0] : at[1]] == "Shells hit a barn in Dolna"
    inside = text.index("Koval")
    at = passages.at(inside, inside + 5)
    assert passages.text[at[0] : at[1]] == "[a resident]"
    assert passages.touched(*hurt)
    assert not passages.touched(*barn)


def test_a_stretch_of_no_words_stays_at_the_nearest_passage() -> None:
    """Some readings had evidence, and actors, of no words; a ledger may still hold them."""
    text = "The barn burned. Nobody was hurt."
    passages = Passages(text, [(4, 8), (17, 32), (12, 12)], [(9, 15, "[withheld]"), (17, 23, "Somebody")])
    assert passages.text == f"barn{Passages.GAP}Somebody was hurt"
    first, last = (0, 0), (len(passages.text), len(passages.text))
    second = (4 + len(Passages.GAP),) * 2
    assert [passages.at(at, at) for at in (0, 4, 8, 12, 20, 33)] == [first, first, (4, 4), (4, 4), second, last]
    with pytest.raises(ValueError, match="no passage"):
        passages.at(9, 12)


def test_the_clock_is_publication_and_a_day_ends_at_its_end() -> None:
    profile = default_profile()
    day, came = date(2024, 5, 16), datetime(2024, 7, 1, 10, tzinfo=UTC)
    free = free_from(day, came, profile)
    assert free == datetime(2024, 5, 20, tzinfo=UTC)
    assert too_fresh("deployment", free - timedelta(minutes=1), free - timedelta(minutes=2), profile)
    assert too_fresh("aid.military", free, free - timedelta(minutes=1), profile)
    assert not too_fresh("aid.military", free, free, profile)
    assert not too_fresh("casualties.killed", free, free - timedelta(days=9), profile)
    assert free_from(None, came, profile) == came + timedelta(hours=72)
    assert moment_of(date(2024, 5, 20)) == free
