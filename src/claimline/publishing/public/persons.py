"""The private persons of a report: where they are named, in which forms, and what they are called instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from claimline.model import Mention
from claimline.model.record import Record
from claimline.publishing.public.holders import Said, known_public, role_says, said_of
from claimline.publishing.public.profile import Profile
from claimline.publishing.public.spelling import WORD, key, keys
from claimline.vocab import load, word_set

#: Finds the names of a text: persons, places, organisations, groups (`Mention`s that do not overlap).
Find = Callable[[str], Sequence[Mention]]

_CERTAIN = 0.95
_KEPT = frozenset(("organisation", "group", "nationality", "weapon", "facility"))
_TYPED = frozenset(("known", "region-word", "regions", "nature-word", "settlement-of", "region-of", "compound"))
_CAPITAL = r"(?:(?:al|el|ad|ar|ash|as|an|az|at|abu|ibn)-)?[^\W\d_a-z]\w*(?:['’ʼ-]\w+)*"
_RUN = re.compile(
    rf"(?<!\w){_CAPITAL}(?:[ \xa0](?:(?:bin|ibn|bint|al|el|de|la|del|van|von|y|ould|abu)[ \xa0])*{_CAPITAL})*"
)
_CHILDREN = "boy|girl|child|baby|infant|toddler|teenager|schoolboy|schoolgirl|daughter|son|pupil"
_YEARS = r"(?:[1-9]|1[0-7]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen)"
_AGED = rf"{_YEARS}(?:-(?:year|month)s?-old|\s+(?:years?|months?)\s+old)"
_CHILD_BEFORE = re.compile(rf"\b(?:{_CHILDREN}|{_AGED})(?:,|\s+named|\s+called)?\s*$", re.IGNORECASE)
_CHILD_AFTER = re.compile(
    rf"\s*(?:\((?:aged?\s+)?{_YEARS}\)|,\s*(?:aged?\s+)?{_YEARS}\s*[,.;]|,\s*(?:aged?\s+)?{_AGED}"
    rf"|,\s*(?:an?|the|his|her|their)\s+(?:[\w-]+\s+)?(?:{_CHILDREN})\b)",
    re.IGNORECASE,
)
_NEAR = 40
_AREA = re.compile(r"[ \xa0](?:province|district|region|governorate|oblast|raion|county|neighbourhood|neighborhood)\b")


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name a private person, and what stands for them: "resident", or "" where nothing is said."""

    start: int
    end: int
    called: str = ""


@dataclass(slots=True)
class People:
    """What a report tells of persons.

    named: in the order of the text. forms: keys of every word of a private name. safe: spans that are no private
    person's name, whatever words they share with one. kept, private, public: the keys of names that are safe, of
    private persons, and of those in office. initials: of private persons, in both orders.
    """

    named: list[Named] = field(default_factory=list)
    forms: set[str] = field(default_factory=set)
    safe: list[tuple[int, int]] = field(default_factory=list)
    kept: set[tuple[str, ...]] = field(default_factory=set)
    private: set[tuple[str, ...]] = field(default_factory=set)
    public: set[tuple[str, ...]] = field(default_factory=set)
    initials: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    name: str
    said: Said


def people_of(
    text: str, mentions: Sequence[Mention], records: Iterable[Record], places: Collection[str], profile: Profile
) -> People:
    """The persons of a report. places: names that are surely places (of the claims, in lower case)."""
    people = People()
    slots = _slots(records, profile)
    found = []
    weak: list[tuple[int, int]] = []
    for start, end in _names(text, mentions, places, profile, people, weak):
        name = text[start:end]
        said = _child(text, start, end) or said_of(text, start, end, profile)
        if said.standing == "unknown" and keys(name) in slots:
            said = slots[keys(name)]
        found.append(_Candidate(start, end, name, said))
    people.public = _public(found, profile) | {spelled for spelled, said in slots.items() if said.standing == "public"}
    private = {keys(one.name)[-1:] for one in found if one.said.standing == "private" and keys(one.name)}
    for one in found:
        if _is_public(one, people.public, private, profile):
            people.safe.append((one.start, one.end))
        else:
            people.named.append(Named(one.start, one.end, one.said.called))
            people.private.add(keys(one.name))
            add_name(people, one.name)
    # What only looks like another thing's name ("KOVAL", an acronym?) is the person's where it shares a word with it.
    people.safe += [span for span in weak if not people.forms.intersection(keys(text[span[0] : span[1]]))]
    people.kept = {keys(text[start:end]) for start, end in people.safe} - people.private
    return people


def add_name(people: People, name: str) -> None:
    """Remember every word of a private name, so that it is found alone."""
    words = [found[0] for found in WORD.finditer(name) if found[0].lower() not in particles()]
    people.forms.update(key(word) for word in words)
    for part in (part for word in re.split(r"\s+", name) if "-" in word for part in word.split("-")):
        if part.lower() not in particles() and WORD.fullmatch(part):
            people.forms.add(key(part))
    people.forms.discard("")
    capitals = [word[0].upper() for word in words]
    if len(capitals) > 1:
        people.initials.update(("".join(capitals), "".join(reversed(capitals))))


def _names(
    text: str,
    mentions: Sequence[Mention],
    places: Collection[str],
    profile: Profile,
    people: People,
    weak: list[tuple[int, int]],
) -> Iterator[tuple[int, int]]:
    """Spans that may name a person: what the reader found, and capitalised words that nothing else explains.

    What surely names something else goes to `people.safe`, what probably does to `weak`.
    """
    covered = []
    for mention in mentions:
        start, end = mention.span.start, mention.span.end
        covered.append((start, end))
        if _AREA.match(text, end) and text[max(0, start - 4) : start].lower() in ("the ", " in "):
            weak.append((start, end))  # "the Mansour district"
        elif not _kept(mention, text[start:end], places):
            yield _without_roles(text, start, end, profile)
        elif text[start:end].casefold() in places or mention.rule in _TYPED or mention.confidence >= _CERTAIN:
            people.safe.append((start, end))
        elif said_of(text, start, end, profile).standing == "private":
            yield start, end
        else:
            weak.append((start, end))
    for found in _RUN.finditer(text):
        for start, end in _outside(found.start(), found.end(), covered):
            trimmed = _trimmed(text, start, end)
            if trimmed is not None and not _common(text[trimmed[0] : trimmed[1]]):
                yield _without_roles(text, *trimmed, profile)
    yield from _in_small_letters(text)


def _in_small_letters(text: str) -> Iterator[tuple[int, int]]:
    """ "olena koval wrote": a first name and a word that English does not have."""
    common, first = word_set("common_words", "words"), _first_names()
    words = list(WORD.finditer(text))
    for one, other in pairwise(words):
        small = one[0].islower() and other[0].islower() and text[one.end() : other.start()] == " "
        if small and one[0] in first and one[0] not in common and other[0] not in common and len(other[0]) > 2:
            yield one.start(), other.end()


@cache
def _first_names() -> frozenset[str]:
    return frozenset(name.lower() for name in word_set("first_names", "names"))


def _without_roles(text: str, start: int, end: int, profile: Profile) -> tuple[int, int]:
    """ "Farmer Mykola …" at the beginning of a sentence: the word that says what he is stays."""
    roles = profile.called | profile.public_roles | profile.private_roles
    while (found := re.match(r"(\w+)[ \xa0]+(?=\S)", text[start:end])) and found[1].lower() in roles:
        start += found.end()
    return start, end


def _kept(mention: Mention, name: str, places: Collection[str]) -> bool:
    """Is it surely the name of something else than a person?"""
    if mention.type == "person":
        return False
    if mention.type in _KEPT:
        return mention.confidence >= 0.5
    if name.casefold() in places or name.casefold() in outlets() or mention.rule in _TYPED:
        return True
    if mention.type == "place" and mention.confidence >= 0.8:
        return True
    return _common(name)


def _common(name: str) -> bool:
    """Does English write all of its words in lower case ("Iron Dome"), or are they titles and days?"""
    common, days = word_set("common_words", "words"), word_set("common_words", "calendar")
    acronyms = word_set("common_words", "acronyms")
    if name.casefold() in outlets():
        return True
    words = re.findall(r"\w+", name)
    return all(
        word.lower() in common
        or word in days
        or word in acronyms
        or word in titles()
        or word.lower() in _others()
        or not word[0].isalpha()
        or len(word) == 1
        for word in words
    )


@cache
def titles() -> frozenset[str]:
    return word_set("people_words", "titles") | word_set("people_words", "title_modifiers")


@cache
def particles() -> frozenset[str]:
    return frozenset((*load("people_words")["particles"], "y", "the", "of"))


@cache
def outlets() -> frozenset[str]:
    """Names of outlets and agencies, in lower case."""
    lists = (names for names in load("outlets").values() if isinstance(names, list))
    return frozenset(name.casefold() for names in lists for name in names if isinstance(name, str))


@cache
def _others() -> frozenset[str]:
    """Words of the names of states, sides, groups and organisations, in lower case, and words that open sentences."""
    names = [name for side in load("sides")["sides"] for name in (side["name"], side["forces"], *side.get("names", ()))]
    names += [name for group in load("groups")["groups"] for name in group["names"]]
    for state in load("states")["states"]:
        for part in ("also", "seats", "adjectives", "people"):
            names += state.get(part, ())
        names.append(state["name"])
    names += load("organisations")["known"].split("|")
    names += [*load("organisations")["heads"].split(), *word_set("common_words", "openers")]
    first = word_set("first_names", "names")
    return frozenset(w.lower() for name in names for w in re.findall(r"\w+", name) if w not in first)


def _outside(start: int, end: int, covered: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    at = start
    for left, right in covered:
        if left < end and right > start:
            if at < left:
                yield at, left
            at = max(at, right)
    if at < end:
        yield at, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Without titles, openers and common words at the front, which are no name."""
    words = [(start + found.start(), start + found.end()) for found in re.finditer(r"[\w'’ʼ-]+", text[start:end])]
    while words and _common(text[words[0][0] : words[0][1]]):
        words.pop(0)
    while words and _common(text[words[-1][0] : words[-1][1]]) and len(words) > 2:
        words.pop()
    return (words[0][0], words[-1][1]) if words else None


def _child(text: str, start: int, end: int) -> Said | None:
    """A child's name is never published, whatever else is said."""
    child = _CHILD_BEFORE.search(text[max(0, start - _NEAR) : start]) or _CHILD_AFTER.match(text[end : end + _NEAR])
    return Said("private", "child") if child else None


def _slots(records: Iterable[Record], profile: Profile) -> dict[tuple[str, ...], Said]:
    """What the claims' own slots say of the persons in them: their role, or what was done to them."""
    found: dict[tuple[str, ...], Said] = {}
    for record in records:
        for slot in ("speaker", "actor", "target"):
            party = record[slot]
            if party and party["kind"] == "person":
                said = role_says(party.get("role"), profile)
                found.setdefault(keys(party["name"]), said)
                if said.standing == "private" or found[keys(party["name"])].standing == "unknown":
                    found[keys(party["name"])] = said
    return found


def _public(found: Sequence[_Candidate], profile: Profile) -> set[tuple[str, ...]]:
    return {keys(one.name) for one in found if one.said.standing == "public" or known_public(one.name, profile)}


def _is_public(
    one: _Candidate, public: Collection[tuple[str, ...]], private: Collection[tuple[str, ...]], profile: Profile
) -> bool:
    """By its own words, or as the same name elsewhere in the report: in full, or by its surname."""
    if one.said.standing != "unknown":
        return one.said.standing == "public"
    spelled = keys(one.name)
    if known_public(one.name, profile) or spelled in public:
        return spelled[-1:] not in private or len(spelled) > 1
    # A surname alone is its bearer's; a full name with the surname of an office holder may be a namesake's.
    return len(spelled) == 1 and spelled not in private and any(name[-1:] == spelled for name in public)
