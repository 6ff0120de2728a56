"""Who says so, in words: names with their article, voices put together, sides in an order that is no rank."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from claimline.model import Teller, Telling
from claimline.publishing.sitrep.english import listed, shown
from claimline.vocab import load, word_set

_NAMED = 3  # speakers that a sentence names
_LINKS = (" of ", " for ", " in ", " at ", " on ", " from ", " to ", " with ", ",", " (")
NO_OUTLET = "an outlet that is not named"


@cache
def _sides() -> Mapping[str, Mapping[str, str]]:
    return {row["id"]: row for row in load("sides")["sides"]}


def side_name(side: str) -> str:
    """ "Ukraine", "the Rapid Support Forces"; where the country's name could mean its rivals too, "the Sudanese army".

    A party without side is its own name.
    """
    row = _sides().get(side)
    if row is None:
        return with_article(side)
    return _definite(row["forces"] if row.get("internal") else row["name"])


def _definite(name: str) -> str:
    """A side is one of a kind: "the Syrian opposition", never "a Syrian opposition"."""
    return re.sub(r"^an? ", "the ", with_article(name))


def forces_of(side: str) -> str:
    """ "Ukrainian forces", "the Sudanese army"."""
    return _definite(_sides()[side]["forces"]) if side in _sides() else shown(side)


def is_side(side: str | None) -> bool:
    return side in _sides()


def with_article(name: str) -> str:
    """A name as it stands in a sentence: "the World Health Organization", "a doctor at the hospital", "residents"."""
    seen = shown(name)
    words = seen.split()
    if not words or words[0].casefold() in word_set("sitrep", "determiners") or _possessive(words[0]):
        return seen[:1].lower() + seen[1:] if words and words[0] in ("The", "A", "An", "Each") else seen
    head, linked = _head(seen)
    known = head.casefold() in word_set("sitrep", "with_the")
    if words[0][:1].islower() or (head.islower() and len(words) > 1 and (head.endswith("s") or not known)):
        return _lower(seen, words, head.casefold(), linked)
    found = {head.casefold(), words[-1].casefold()} & word_set("sitrep", "with_the")
    return f"the {seen}" if found else seen


def _possessive(word: str) -> bool:
    """ "Ukraine's", "its army's": what stands before takes the place of an article; "doctors' network" is any one."""
    return word.endswith(("'s", "’s")) or (word[:1].isupper() and word.endswith(("'", "’")))


def _lower(seen: str, words: Sequence[str], head: str, linked: bool) -> str:
    """ "local volunteers", "the governor of Bilka", "a water engineer": a name that begins with a small letter."""
    if head in word_set("sitrep", "no_article") or (head.endswith("s") and not head.endswith(("ss", "us", "is"))):
        return seen
    definite = head in word_set("sitrep", "lower_with_the") and (linked or head in ("government", "military", "army"))
    if definite:
        return f"the {seen}"
    return f"{'an' if words[0][0] in 'aeiouAEIO' and not words[0].startswith(('uni', 'eu', 'one')) else 'a'} {seen}"


def _head(name: str) -> tuple[str, bool]:
    """The word that the name turns on, and whether something is linked to it ("governor of Bilka")."""
    ends = [at for link in _LINKS if (at := name.find(link)) > 0]
    head = name[: min(ends)] if ends else name
    words = head.split()
    return (words[-1].strip(".,;:’'") if words else ""), bool(ends)


def voice(telling: Telling) -> str:
    """Who says it: the speaker with role, else the outlet itself."""
    speaker = telling.speaker
    if speaker is None:
        return shown(telling.outlet) if telling.outlet else NO_OUTLET
    name, role = with_article(speaker.name), speaker.role
    if speaker.kind == "unnamed" and len(speaker.name.split()) > load("sitrep")["most_words"]:
        name = load("sitrep")["some_speaker"]
    if telling.outlet and _vague(speaker):
        return str(load("sitrep")["quoted_by"].format(who=name, outlet=shown(telling.outlet)))
    if role and role.casefold() not in speaker.name.casefold() and speaker.kind == "person":
        return f"{name} ({shown(role)})"
    return name


def voices(tellings: Iterable[Telling]) -> tuple[str, ...]:
    """All who say it, each once, the earliest known first."""
    found: dict[str, str] = {}
    for telling in sorted(tellings, key=lambda t: (t.known, t.key)):
        found.setdefault(voice_key(telling), voice(telling))
    return tuple(found.values())


def voice_key(telling: Telling) -> str:
    """What makes two voices one in the text: the name, whatever role is told with it."""
    speaker = telling.speaker
    if speaker is None:
        return f"outlet:{(telling.outlet or '').casefold()}"
    vague = f":{(telling.outlet or '').casefold()}" if _vague(speaker) else ""
    return f"{speaker.name.casefold()}{vague}"


def _vague(speaker: Teller) -> bool:
    """Whether the name says so little that it is only as good as who quotes it."""
    if speaker.kind == "unnamed" and len(speaker.name.split()) > load("sitrep")["most_words"]:
        return True
    return speaker.name.casefold() in word_set("sitrep", "vague")


def own(name: str) -> str:
    """ "its", or "their" after a name in the plural."""
    last = name.split()[-1].casefold() if name.split() else ""
    plural = last.endswith("s") and not last.endswith("ss") and last not in word_set("sitrep", "singular")
    return "their" if plural else "its"


def who(names: Sequence[str]) -> str:
    """ "A, B and C", "A, B and two others"."""
    from claimline.publishing.sitrep.english import count

    if len(names) <= _NAMED:
        return listed(names)
    left = len(names) - _NAMED + 1
    return listed([*names[: _NAMED - 1], count(left, "other")])


@dataclass(frozen=True)
class SideOrder:
    """Sides in the order in which the reports first name them: it changes with the sides when they change names."""

    places: Mapping[str, int]

    @classmethod
    def of(cls, tellings: Iterable[Telling]) -> SideOrder:
        found: dict[str, int] = {}
        for telling in sorted(tellings, key=lambda t: (t.known, t.key)):
            for party in (telling.speaker, telling.actor, telling.target):
                if party is not None:
                    found.setdefault(party.side or party.name, len(found))
        return cls(found)

    def sorted(self, sides: Iterable[str]) -> tuple[str, ...]:
        last = len(self.places)
        return tuple(sorted(sides, key=lambda side: (self.places.get(side, last), side)))

    def names(self, sides: Iterable[str]) -> str:
        return listed([side_name(side) for side in self.sorted(sides)])
