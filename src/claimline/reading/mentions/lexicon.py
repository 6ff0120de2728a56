"""The words that type a name, from the vocabulary, in the form that the rules look them up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from claimline.model.reading import MentionType
from claimline.vocab import load


def _words(value: str) -> frozenset[str]:
    return frozenset(value.split())


def _phrases(value: str) -> frozenset[str]:
    return frozenset(" ".join(p.split()) for p in value.split("|") if p.strip())


def _comma_phrases(value: str) -> tuple[str, ...]:
    return tuple(" ".join(p.split()) for p in value.split(",") if p.strip())


@dataclass(frozen=True)
class Lexicon:
    """Look-up tables. `names` holds whole names as they are written; `upper` the same in capitals, for headlines.

    `longest` gives for the first word of a name the number of words of the longest name that begins with it.
    """

    names: dict[str, MentionType]
    longest: dict[str, int]
    upper: dict[str, str]
    upper_longest: dict[str, int]
    states: frozenset[str]
    seats: frozenset[str]
    first_names: frozenset[str]
    titles: frozenset[str]
    roles: frozenset[str]
    title_modifiers: frozenset[str]
    surname_endings: tuple[str, ...]
    sure_endings: tuple[str, ...]
    particles: frozenset[str]
    heads: frozenset[str]
    org_heads: frozenset[str]
    of_heads: frozenset[str]
    for_heads: frozenset[str]
    facility_heads: frozenset[str]
    place_parts: frozenset[str]
    nature_before: frozenset[str]
    locative: frozenset[str]
    region_words: frozenset[str]
    region_plurals: frozenset[str]
    settlement_words: frozenset[str]
    nature_words: frozenset[str]
    inside_regions: frozenset[str]
    compass: frozenset[str]
    directions: frozenset[str]
    struck: frozenset[str]
    struck_on: frozenset[str]
    struck_of: frozenset[str]
    struck_for: frozenset[str]
    place_after: frozenset[str]
    things: frozenset[str]
    speech: frozenset[str]
    verbs: frozenset[str]
    buildings: frozenset[str]
    weapon_nouns: frozenset[str]
    group_nouns: frozenset[str]
    org_nouns: frozenset[str]
    acronyms: frozenset[str]
    state_first_names: frozenset[str]
    common: frozenset[str]
    openers: frozenset[str]
    calendar: frozenset[str]

    def known(self, name: str) -> MentionType | None:
        return self.names.get(name)

    def is_common(self, word: str) -> bool:
        """Does English write this word in lower case?"""
        return word.lower() in self.common


def _state_names(table: dict[str, MentionType]) -> tuple[frozenset[str], frozenset[str]]:
    states: set[str] = set()
    seats: set[str] = set()
    for row in load("states")["states"]:
        states.update((row["name"], *row.get("also", ())))
        seats.update(row.get("seats", ()))
        for name in (*row.get("adjectives", ()), *row.get("people", ())):
            table.setdefault(name, "nationality")
    for name in states | seats:
        table[name] = "place"
    return frozenset(states), frozenset(seats)


def _all_names() -> tuple[dict[str, MentionType], frozenset[str], frozenset[str]]:
    table: dict[str, MentionType] = {}
    peoples = load("nationalities")
    for group in ("peoples", "faiths", "regions"):
        for name in _words(peoples[group]):
            table[name] = "nationality"
    for name in _phrases(load("place_words")["known"]):
        table[name] = "place"
    weapons = load("weapons")
    for name in (*_words(weapons["weapons"]), *weapons["phrases"]):
        table[name.replace("Storm-Shadow", "Storm Shadow")] = "weapon"
    for name in _phrases(load("organisations")["known"]):
        table[name] = "organisation"
    for row in load("sides")["sides"]:
        for name in row.get("leaders", ()):
            table[name] = "person"
    states, seats = _state_names(table)
    for row in load("groups")["groups"]:
        for name in row["names"]:
            table[name] = "group"
    return table, states, seats


def _longest(names: Any) -> dict[str, int]:
    longest: dict[str, int] = {}
    for name in names:
        words = name.split(" ")
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


@cache
def lexicon() -> Lexicon:
    """The vocabulary, loaded once per process."""
    names, states, seats = _all_names()
    people, places, orgs = load("people_words"), load("place_words"), load("organisations")
    facilities, common, metonyms = load("facilities"), load("common_words"), load("metonyms")
    upper = {name.upper(): name for name in sorted(names, reverse=True) if len(name) > 2 or name in states}
    org_heads, place_parts, things = _words(orgs["heads"]), _words(places["parts"]), _words(orgs["things"])
    facility_heads = frozenset(w.capitalize() for w in facilities["heads"].split())
    return Lexicon(
        names=names,
        longest=_longest(names),
        upper=upper,
        upper_longest=_longest(upper),
        states=states,
        seats=seats,
        first_names=_words(load("first_names")["names"]),
        titles=_words(people["titles"]) | frozenset(people["titles_dotted"]),
        roles=_words(people["roles"]),
        title_modifiers=_words(people["title_modifiers"]),
        surname_endings=tuple(people["surname_endings"].split()),
        sure_endings=tuple(people["sure_endings"].split()),
        particles=frozenset(people["particles"]),
        heads=org_heads | place_parts | things | facility_heads,
        org_heads=org_heads,
        of_heads=_words(orgs["of_heads"]),
        for_heads=_words(orgs["for_heads"]),
        facility_heads=facility_heads,
        place_parts=place_parts,
        nature_before=frozenset(places["nature_before"]),
        locative=_words(places["locative"]),
        region_words=_words(places["regions"]),
        region_plurals=_words(places["regions_plural"]),
        settlement_words=_words(places["settlements"]),
        nature_words=_words(places["nature"]),
        inside_regions=_words(places["inside_regions"]),
        compass=_words(places["compass"]),
        directions=_words(places["directions"]),
        struck=_words(places["struck"]),
        struck_on=_words(places["struck_on"]),
        struck_of=_words(places["struck_of"]),
        struck_for=_words(places["struck_for"]),
        place_after=_words(places["after"]),
        things=things,
        speech=_words(metonyms["speech"]),
        verbs=_words(metonyms["speech"]) | _words(metonyms["actions"]),
        buildings=frozenset(metonyms["buildings"]),
        weapon_nouns=_words(load("weapons")["nouns"]),
        group_nouns=_words(load("groups")["nouns"]),
        org_nouns=_words(load("groups")["organisation_nouns"]),
        acronyms=_words(common["acronyms"]),
        state_first_names=frozenset(people["first_names_of_states"]),
        common=_words(common["words"]),
        openers=_words(common["openers"]),
        calendar=_words(common["calendar"]),
    )


@cache
def facility_tails() -> tuple[str, ...]:
    """Lower-case facility nouns that may follow a name, longest first."""
    table = load("facilities")
    return tuple(sorted({*table["heads"].split(), *_comma_phrases(table["phrases"])}, key=lambda w: (-len(w), w)))
