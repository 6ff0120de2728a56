"""What is to be looked up in a reading: its place mentions, and the names beside them that say where they lie."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from claimline.model import Mention, Reading, Rung, Span
from claimline.model.reading import Role
from claimline.resolving.places.gazetteer import Gazetteer
from claimline.resolving.places.kinds import PlaceClass
from claimline.resolving.places.phrases import Phrase, read_phrase
from claimline.resolving.places.rows import PlaceRow
from claimline.resolving.places.words import alternatives, type_words
from claimline.vocab import load

_PLACES = frozenset({"place", "facility"})
_NEVER = frozenset({"person", "organisation", "nationality", "group", "weapon"})
_AREAL = frozenset({"region", "district", "country", "part"})
_ROLES: tuple[Role, ...] = ("at", "from", "to", "via")
_CONTAINER = re.compile(r"^,\s+((?:[A-Z][\w’'-]*\.?)(?:\s+[A-Z][\w’'-]*\.?){0,2})")


@dataclass(frozen=True, slots=True)
class Target:
    """A name to look up. `hidden` ones only help to decide about others; `rows` are all places of that name."""

    phrase: Phrase
    sentence: int
    rung: Rung | None
    rows: tuple[PlaceRow, ...]
    hidden: bool = False
    facility: bool = False
    echoes: tuple[int, ...] = ()  # sentences that speak of a region again without its name ("in the region")


def targets(reading: Reading, gazetteer: Gazetteer) -> list[Target]:
    """In the order of the text: mentions of places, phrases of links that no mention covers, containers."""
    found = []
    for span, kind in _spans(reading):
        target = look_up(reading, gazetteer, span, kind == "facility")
        if kind == "other" and not (_is_place(reading.report.text, target) or _among_places(reading, target)):
            continue
        found.append(target)
    more = [*_containers(reading, gazetteer, found), *_bodies(reading, gazetteer, found)]
    ordered = sorted([*found, *more], key=lambda t: t.phrase.span)
    return _with_echoes(reading, ordered)


def _with_echoes(reading: Reading, found: list[Target]) -> list[Target]:
    """The last named region before each "in the region" is what that sentence speaks of."""
    echoed: dict[int, list[int]] = {}
    for match in _echo().finditer(reading.report.text):
        before = [i for i, t in enumerate(found) if t.phrase.asked == "region" and t.phrase.span.end <= match.start()]
        if before:
            echoed.setdefault(before[-1], []).append(_sentence(reading, Span(match.start(), match.end())))
    return [replace(t, echoes=tuple(echoed[i])) if i in echoed else t for i, t in enumerate(found)]


@cache
def _echo() -> re.Pattern[str]:
    kinds = alternatives([w for w, c in type_words().items() if c == "region"])
    loose = alternatives([*load("places")["parts"], *load("places")["loose"]])
    return re.compile(
        rf"(?i)\b(?:in|of|across|throughout|from|into)\s+(?:the|this)\s+(?:(?:{loose})\s+)*(?:{kinds})\b(?!\s+of\b)"
    )


def _among_places(reading: Reading, target: Target) -> bool:
    """Whether a name that the gazetteer knows is listed with a place: "Lukyantski and Hlyboke"."""
    if not target.rows:
        return False
    span, text = target.phrase.span, reading.report.text
    others = [m.span for m in reading.mentions if m.type == "place" and not m.span.overlaps(span)]
    after = (text[span.end : o.start] for o in others if 0 <= o.start - span.end <= 40)
    before = (text[o.end : span.start] for o in others if 0 <= span.start - o.end <= 40)
    return any(_listed().match(gap) for gap in (*after, *before))


@cache
def _listed() -> re.Pattern[str]:
    towns = alternatives([w for w, c in type_words().items() if c == "settlement"])
    return re.compile(rf"^\s*(?:,\s*(?:and|or)?|and|or|&)\s+(?:the\s+(?:{towns})\s+of\s+)?$")


def look_up(reading: Reading, gazetteer: Gazetteer, span: Span, facility: bool = False, hidden: bool = False) -> Target:
    """A span with the places that its words may name."""
    phrase = read_phrase(reading.report.text, span)
    if _spelt_out(phrase.text):
        phrase = replace(phrase, asked="region")
    country = peoples().get(phrase.text)
    if country:  # a people typed as a place stands for its country
        row = gazetteer.unit(country)
        return Target(phrase, _sentence(reading, span), "context", (row,) if row else (), hidden)
    rung, rows = places_named(phrase, gazetteer)
    return Target(phrase, _sentence(reading, span), rung, rows, hidden, facility or phrase.asked == "facility")


@cache
def peoples() -> dict[str, str]:
    """Adjectives and peoples ("Syrian", "Syrians") to ISO 3166-1 alpha-2, those of one state only."""
    words: dict[str, set[str]] = {}
    for state in load("states")["states"]:
        for word in (*state.get("adjectives", ()), *state.get("people", ())):
            words.setdefault(word, set()).add(state["id"])
    return {word: next(iter(ids)) for word, ids in words.items() if len(ids) == 1}


def _spans(reading: Reading) -> Iterator[tuple[Span, str]]:
    taken = [m.span for m in reading.mentions if m.type in _NEVER]
    mine: list[Span] = []
    for mention in _ranked(reading.mentions):
        free = not any(mention.span.overlaps(s) for s in mine)
        if free and not any(s.contains(mention.span) for s in taken):
            mine.append(mention.span)
            yield mention.span, mention.type
    links = (link.span for trigger in reading.triggers for link in trigger.linked(*_ROLES))
    for span in sorted(set(links)):
        if not any(span.overlaps(s) for s in (*mine, *taken)):
            mine.append(span)
            yield span, "link"


def _ranked(mentions: Iterable[Mention]) -> list[Mention]:
    wanted = [m for m in mentions if m.type in _PLACES or m.type == "other"]
    return sorted(wanted, key=lambda m: (m.type == "other", -len(m.span), m.span))


def _is_place(text: str, target: Target) -> bool:
    """Whether a name of unknown type is a place: spelt as in the gazetteer, and the words before it say so."""
    if target.rung != "exact" or not any(r.kind.prior > -1.5 for r in target.rows):
        return False
    if target.phrase.asked in ("settlement", "region", "district"):
        return True
    return bool(_locative().search(text[max(0, target.phrase.span.start - 20) : target.phrase.span.start]))


@cache
def _locative() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(load('places')['locatives'])})\s+(?:the\s+)?$", re.IGNORECASE)


def places_named(phrase: Phrase, gazetteer: Gazetteer) -> tuple[Rung | None, tuple[PlaceRow, ...]]:
    """The places that a phrase may name: of the whole name, and of the name without its words of kind."""
    whole = re.sub(r"^(?:the|The)\s+|['’]s?$", "", " ".join(phrase.text.split()))
    full = _spelt_out(whole)
    names = [full] if full else [whole, phrase.name]
    if not full and phrase.word and whole == phrase.name:
        names.insert(0, f"{phrase.name} {phrase.word}")
    best: Rung | None = None
    rows: dict[int, PlaceRow] = {}
    for name in dict.fromkeys(n for n in names if n):
        found = gazetteer.lookup(name)
        if found.rung is None or (found.rung == "edit" and (best or name != phrase.name)):
            continue
        if best is None or (best == "key" and found.rung == "exact"):
            best = found.rung
        for row in found.rows:
            if row.pk not in rows or row.rank < rows[row.pk].rank:
                rows[row.pk] = row
    wanted = phrase.asked if phrase.asked in _AREAL else None
    if wanted and not any(same_class(wanted, r) for r in rows.values()):
        # No such region under the exact spelling: another romanisation of its name may be one.
        also = [r for r in gazetteer.under_key(phrase.name).rows if same_class(wanted, r)]
        rows.update({r.pk: r for r in also})
        best = "key" if also else best
    return best, tuple(rows.values())


def _spelt_out(name: str) -> str:
    """ "Virginia" of "Va."; empty for anything else."""
    short = name.rstrip(".")
    return next(
        (full for states in load("places")["abbreviations"].values() for s, full in states.items() if s == short), ""
    )


def _containers(reading: Reading, gazetteer: Gazetteer, found: list[Target]) -> list[Target]:
    """Regions and countries after a name and a comma ("Alexandria, Va."), where they are no mentions themselves."""
    text = reading.report.text
    taken = [t.phrase.span for t in found]
    hidden = []
    for target in found:
        match = _CONTAINER.match(text[target.phrase.span.end : target.phrase.span.end + 60])
        if match is None:
            continue
        start = target.phrase.span.end + match.start(1)
        words = match[1].split(" ")
        for count in range(len(words), 0, -1):
            span = Span(start, start + len(" ".join(words[:count])))
            if any(span.overlaps(s) for s in taken):
                continue
            other = look_up(reading, gazetteer, span, hidden=True)
            if other.rung == "exact" and any(_is_areal(r) for r in other.rows):
                areal = tuple(r for r in other.rows if _is_areal(r))
                hidden.append(Target(other.phrase, other.sentence, other.rung, areal, hidden=True))
                taken.append(span)
                break
    return hidden


def _bodies(reading: Reading, gazetteer: Gazetteer, found: list[Target]) -> list[Target]:
    """The regions that self-proclaimed republics claim, where the text names these: evidence for places there."""
    taken = [t.phrase.span for t in found]
    hidden = []
    for match in _body_names().finditer(reading.report.text):
        span = Span(match.start(), match.end())
        row = gazetteer.unit(*_body_regions()[match[0].replace("\u2019", "'")])
        if row is not None and not any(span.overlaps(s) for s in taken):
            hidden.append(Target(Phrase(span, match[0], match[0]), _sentence(reading, span), "context", (row,), True))
    return hidden


@cache
def _body_regions() -> dict[str, tuple[str, str]]:
    """Names of vocab/places_disputed.yaml's `bodies` to ISO 3166-1 alpha-2 and GeoNames' first-level code."""
    bodies = [body for entry in load("places_disputed")["disputed"] for body in entry.get("bodies", ())]
    return {name: (body["country"], body["admin1"]) for body in bodies for name in body["names"]}


@cache
def _body_names() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(list(_body_regions()))})\b(?! Korea)".replace("'", "['\u2019]"))


def _is_areal(row: PlaceRow) -> bool:
    return row.kind.place_class in ("region", "country")


def _sentence(reading: Reading, span: Span) -> int:
    first = bisect_right(reading.sentences, span.start, key=lambda s: s.end)
    return first if first < len(reading.sentences) and reading.sentences[first].start < span.end else -1


@cache
def link_between() -> re.Pattern[str]:
    """What may stand between a place and the place that contains it: ", ", " in the ", " (", " in the northern "."""
    parts = alternatives(load("places")["parts"])
    kinds = alternatives([w for w, c in type_words().items() if c in _AREAL])
    towns = alternatives([w for w, c in type_words().items() if c == "settlement"])
    return re.compile(
        rf"^(?:['’]s)?(?:\s+(?:{towns}))?(?:,|\s*\(|,?\s+in|\s+of|,?\s+(?:located|situated)\s+in)\s*"
        rf"(?:the\s+)?(?:[\w’'-]+['’]s\s+)?(?:(?:{parts}|neighbou?ring|occupied)\s+)?(?:(?:{kinds})\s+of\s+)?$",
        re.IGNORECASE,
    )


@cache
def owner_before() -> re.Pattern[str]:
    """What may stand between a container and what it contains: "Libya's capital ", "Mali's town of "."""
    return re.compile(r"^(?:['’]s?)\s+(?:[\w’'-]+\s+){0,4}(?:of\s+)?(?:the\s+)?$")


def same_class(asked: PlaceClass | None, row: PlaceRow) -> bool:
    """Whether a place is of the class that the words ask for."""
    if asked == "region" and row.kind.place_class == "part":
        return True
    if asked == "part" and row.kind.place_class in ("region", "district", "country"):
        return True  # islands are often regions or countries
    if asked == "district" and row.kind.place_class == "settlement" and row.code == "PPLX":
        return True
    return asked == row.kind.place_class
