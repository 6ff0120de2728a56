from __future__ import annotations

from itertools import permutations

from place_readings import marked

from claimline.resolving.places import Gazetteer, PlaceResolver
from claimline.resolving.places.stories import StoryContext, resolve_stories

LONE = "Two people were hurt when a shell hit [Hlyboke]."
OTHERS = (
    "Shells fell on [Kharkiv Oblast] all night.",
    "A depot burned at [Vovchansk] in [Kharkiv Oblast].",
    "Trains to [Vovchansk] stopped.",
)


def test_other_reports_of_a_story_decide_among_namesakes(gazetteer: Gazetteer) -> None:
    resolver = PlaceResolver(gazetteer)
    assert resolver.resolve(marked(LONE))[0].id is None
    readings = [marked(text) for text in (LONE, *OTHERS)]
    place = resolve_stories(resolver, readings, ["raid"] * 4)[0][0]
    assert place.id == "geonames:6724780"
    assert "story" in {p.name for p in place.candidates[0].parts}
    assert sum(p.value for p in place.candidates[0].parts) == place.candidates[0].score


def test_a_story_of_one_and_reports_without_a_story_change_nothing(gazetteer: Gazetteer) -> None:
    resolver = PlaceResolver(gazetteer)
    readings = [marked(text) for text in (LONE, *OTHERS)]
    alone = [resolver.resolve(r) for r in readings]
    assert resolve_stories(resolver, readings, [None] * 4) == alone
    assert resolve_stories(resolver, readings, ["a", "b", "c", "d"]) == alone


def test_the_order_of_the_reports_changes_nothing(gazetteer: Gazetteer) -> None:
    resolver = PlaceResolver(gazetteer)
    readings = {text: marked(text) for text in (LONE, *OTHERS)}
    found = set()
    for order in permutations(readings):
        places = dict(zip(order, resolve_stories(resolver, [readings[t] for t in order], ["raid"] * 4), strict=True))
        found.add(tuple(tuple((p.id, p.confidence) for p in places[text]) for text in readings))
    assert len(found) == 1


def test_what_a_story_knows_is_counted_by_report(gazetteer: Gazetteer) -> None:
    resolver = PlaceResolver(gazetteer)
    context = StoryContext.of([resolver.resolve(marked(text)) for text in OTHERS], gazetteer)
    assert context.reports == 3
    assert context.regions == {"UA.07": 3}
    assert context.countries == {"UA": 3}
