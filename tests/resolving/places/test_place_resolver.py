from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from place_readings import marked

from claimline.model import ResolvedPlace
from claimline.resolving.places import Gazetteer, PlaceResolver

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "cases" / "places.yaml").read_text(encoding="utf-8")
)["cases"]


def resolve(gazetteer: Gazetteer, text: str) -> dict[str, ResolvedPlace]:
    return {p.text: p for p in PlaceResolver(gazetteer).resolve(marked(text))}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["guards"])
def test_case(gazetteer: Gazetteer, case: dict[str, Any]) -> None:
    reading = marked(case["text"])
    places = PlaceResolver(gazetteer).resolve(reading)
    by_text = {p.text: p for p in places}
    assert all(p.span.of(reading.report.text) == p.text for p in places)
    for text, (place_id, *rest) in case["expect"].items():
        place = by_text[text]
        precision, name, radius = (*rest, None, None, None)[:3]
        assert place.id == place_id, [(c.id, c.within, c.score) for c in place.candidates[:4]]
        assert precision in (None, place.precision)
        assert name in (None, place.name)
        assert radius is None or (place.radius_km or 0) >= radius
        assert place.precision != "unresolved" or (place.lat is None and place.radius_km is None)


def test_only_places_become_places(gazetteer: Gazetteer) -> None:
    for kind in ("person", "organisation", "nationality", "group", "weapon"):
        assert PlaceResolver(gazetteer).resolve(marked(f"He met [Vovchansk|{kind}] in March.")) == ()
    assert PlaceResolver(gazetteer).resolve(marked("[Vovchansk|other] won the cup.")) == ()


def test_place_phrases_of_links_are_resolved_without_a_mention(gazetteer: Gazetteer) -> None:
    places = resolve(gazetteer, "They shelled [Vovchansk] and then left [the town|from] for good.")
    assert places["the town"].id == "geonames:689304"
    assert places["the town"].rung == "context"


def test_parts_add_up_and_the_losers_are_kept(gazetteer: Gazetteer) -> None:
    place = resolve(gazetteer, "Shelling was heard in [Hlyboke] and in [Lukiantsi].")["Hlyboke"]
    assert len(place.candidates) > 3
    assert place.candidates[0].id == place.id
    for candidate in place.candidates:
        assert candidate.score == pytest.approx(sum(p.value for p in candidate.parts))
    assert "other places" in {p.name for p in place.candidates[0].parts}
    assert place.candidates[0].score >= place.candidates[1].score


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("People reached [Kharkiv] from [Semenivka], 190 km away.", None),
        ("The village of [Zaporizhzhya], 130 km from [Donetsk], was hit.", "geonames:687679"),
        ("The village of [Zaporizhzhya], 30 km south of [Kherson], was hit.", None),
    ],
)
def test_distances_never_make_it_worse(gazetteer: Gazetteer, text: str, right: str | None) -> None:
    places = PlaceResolver(gazetteer).resolve(marked(text))
    scores = {p.name for place in places for c in place.candidates for p in c.parts}
    assert "distance" in scores or right is None


def test_a_stated_distance_counts_by_road(gazetteer: Gazetteer) -> None:
    text = "Most fled to [Kharkiv] from [Hlyboke], located 40 km away."
    place = resolve(gazetteer, text)["Hlyboke"]
    assert place.id == "geonames:6724780"
    assert "distance" in {p.name for p in place.candidates[0].parts}


def test_the_order_of_names_and_a_second_run_change_nothing(gazetteer: Gazetteer) -> None:
    resolver = PlaceResolver(gazetteer)
    one = resolver.resolve(marked("Shells hit [Hlyboke], [Vovchansk] and [Lukiantsi]."))
    again = resolver.resolve(marked("Shells hit [Hlyboke], [Vovchansk] and [Lukiantsi]."))
    turned = resolver.resolve(marked("Shells hit [Lukiantsi], [Vovchansk] and [Hlyboke]."))
    assert one == again
    assert {p.id for p in one} == {p.id for p in turned}


@pytest.mark.parametrize("sides", [("Russian", "Ukrainian"), ("Ukrainian", "Russian")])
def test_swapping_the_parties_changes_no_place(gazetteer: Gazetteer, sides: tuple[str, str]) -> None:
    text = "{} troops left [Hlyboke] near [Vovchansk] after {} strikes."
    assert resolve(gazetteer, text.format(*sides))["Hlyboke"].id == "geonames:6724780"


def test_no_mention_no_place(gazetteer: Gazetteer) -> None:
    assert PlaceResolver(gazetteer).resolve(marked("Nothing was said.")) == ()
