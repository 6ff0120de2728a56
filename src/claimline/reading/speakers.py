"""Later mentions of a speaker: "he", "the ministry", "Mr Kiper", "its statement" are given the fullest mention.

Agreement in kind (person, body, document), gender and number, shared words, and nearness decide; a mention that none
of them settles stays itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from claimline.model import Attribution, Mention, Span
from claimline.vocab import load

Kind = Literal["person", "people", "body", "document", "unknown"]
_WORD = re.compile(r"[^\W_]+(?:[-.’'][^\W_]+)*")
_PRONOUNS: dict[str, tuple[tuple[Kind, ...], str]] = {
    "he": (("person",), "m"),
    "she": (("person",), "f"),
    "it": (("body", "document"), ""),
    "they": (("people", "body", "document"), ""),
    "one of them": (("people", "body"), ""),
}
_POSSESSIVES = {"his": "he", "her": "she", "its": "it", "their": "they"}
_FIRST = frozenset(("i", "we", "us", "our", "my"))
_VOICES = frozenset(
    ("office", "statement", "report", "post", "count", "summary", "bulletin", "message", "letter", "channel", "figures",
     "communique", "account", "update", "release", "administration", "secretariat")
)  # fmt: skip
_GENERIC_PERSON = frozenset(
    ("official", "man", "woman", "officer", "leader", "politician", "source", "diplomat", "soldier", "lawmaker")
)
_RANKS = frozenset(
    ("general", "colonel", "major", "captain", "lieutenant", "sergeant", "commander", "admiral", "marshal", "brigadier")
)
_GENERIC_BODY = frozenset(
    ("group", "organisation", "organization", "agency", "movement", "body", "outfit", "party", "militia")
)
_TITLES = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "col",
        "president",
        "minister",
        "general",
        "colonel",
        "governor",
        "captain",
        "major",
    )
)
_FARTHEST = 1800  # characters back to the antecedent of a pronoun
_MOST = 60  # speakers kept in mind
_NOMINAL = re.compile(
    r"\b(?:An?|The)\s(?:[^\W\d_][\w’'-]*\s){0,4}?(?P<role>[a-z]+)\b"
    r"(?:\s(?:of|for|in|from|at)\s(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)*)?"
)


@dataclass(slots=True)
class _Speaker:
    full: Span
    last: int  # where it was last mentioned
    words: frozenset[str]
    names: frozenset[str]
    kind: Kind
    gender: str


@cache
def _roles() -> dict[str, frozenset[str]]:
    roles = {kind: frozenset(words) for kind, words in load("roles").items()}
    roles["people"] = frozenset(f"{word}s" for word in roles["person"])
    return roles


def resolve_speakers(
    text: str, attributions: Sequence[Attribution], mentions: Sequence[Mention]
) -> tuple[Attribution, ...]:
    """The attributions with `speaker` set to the fullest mention of the same speaker, else to their own source."""
    known: list[_Speaker] = []
    others = _named_in_passing(text, attributions, mentions)
    out: list[Attribution] = []
    spoken: dict[int, Span] = {}
    order = sorted(
        range(len(attributions)), key=lambda k: attributions[k].source[0].start if attributions[k].source else -1
    )
    for index in order:
        attribution = attributions[index]
        if not attribution.source:
            continue
        source = attribution.source[0]
        while others and others[0].last <= source.start:
            _remember(known, others.pop(0))
        within = attributions[attribution.parent] if attribution.parent is not None else None
        parent = spoken.get(attribution.parent or 0) if within is not None and within.rule != "document" else None
        if not _first_person(text, source):
            spoken[index] = _resolve(text, source, known, parent)
    for index in order:  # "I" is whoever speaks the quotation around it
        attribution = attributions[index]
        if attribution.source and index not in spoken:
            around = attribution.parent
            spoken[index] = spoken.get(around, attribution.source[0]) if around is not None else attribution.source[0]
    for index, attribution in enumerate(attributions):
        out.append(replace(attribution, speaker=spoken[index]) if index in spoken else attribution)
    return tuple(out)


def _resolve(text: str, source: Span, known: list[_Speaker], parent: Span | None) -> Span:
    words = [w.lower() for w in _WORD.findall(source.of(text))]
    plain = " ".join(words)
    if not words:
        return source
    if plain in _PRONOUNS or (words[0] == "both" and len(words) == 1):
        found = _antecedent(text, plain, source, known, parent)
        return _seen(found, source) if found else source
    if words[0] in _POSSESSIVES and _speaks_for(words):
        found = _antecedent(text, _POSSESSIVES[words[0]], source, known, parent, anything=True)
        if words[-1] not in _VOICES:
            _remember(known, _speaker(text, source))
        return _seen(found, source) if found else source
    if plain in ("who", "which"):
        before = next((s for s in reversed(known) if 0 <= source.start - s.last <= 3), None)
        return _seen(before, source) if before else source
    new = _speaker(text, source)
    same = next((s for s in reversed(known) if _same(s, new, words)), None)
    if same is None:
        _remember(known, new)
        return source
    if _fuller(text, new, same):
        same.full, same.words, same.names = new.full, same.words | new.words, same.names | new.names
    same.gender = same.gender or new.gender
    known.remove(same)
    known.append(same)
    return _seen(same, source)


def _speaks_for(words: Sequence[str]) -> bool:
    """ "his office", "its daily bulletin", "its spokeswoman": the one that "his" or "its" stands for speaks."""
    return words[-1] in _VOICES or (words[0] in ("its", "their") and len(words) == 2 and words[1] in _roles()["person"])


def _first_person(text: str, source: Span) -> bool:
    words = source.of(text).split()
    return bool(words) and words[0].lower() in _FIRST and words[0] != "US"


def _seen(speaker: _Speaker, source: Span) -> Span:
    speaker.last = source.end
    return speaker.full


def _remember(known: list[_Speaker], speaker: _Speaker) -> None:
    known.append(speaker)
    del known[:-_MOST]


def _antecedent(
    text: str, pronoun: str, source: Span, known: list[_Speaker], parent: Span | None, anything: bool = False
) -> _Speaker | None:
    kinds, gender = _PRONOUNS.get(pronoun, (("people", "body"), ""))
    if anything and pronoun in ("it", "they"):
        kinds = ("body", "people", "document", "unknown")
    nearest: list[_Speaker] = []
    if parent is not None:
        nearest = [s for s in known if s.full == parent]
    for speaker in [*nearest, *sorted(known, key=lambda s: -s.last)]:
        if source.start - speaker.last > _FARTHEST:
            continue
        if (speaker.kind in kinds or (speaker.kind == "unknown" and _may_be(speaker, pronoun))) and _agrees(
            speaker, gender
        ):
            if gender and not speaker.gender:
                speaker.gender = gender
            return speaker
    return None


def _may_be(speaker: _Speaker, pronoun: str) -> bool:
    """A bare name: several words are a person as a rule, one word a state or a body."""
    return (len(speaker.names) >= 2) == (pronoun in ("he", "she"))


def _agrees(speaker: _Speaker, gender: str) -> bool:
    return not gender or not speaker.gender or speaker.gender == gender


def _speaker(text: str, span: Span) -> _Speaker:
    raw = _WORD.findall(span.of(text))
    words = frozenset(w.lower().removesuffix("’s").removesuffix("'s") for w in raw) - {
        "the",
        "a",
        "an",
        "of",
        "for",
        "in",
        "and",
        "s",
    }
    names = frozenset(w.lower().removesuffix("’s").removesuffix("'s") for w in raw if w[0].isupper()) & words
    kind = _kind(raw)
    gender = (
        "m"
        if words & _roles()["male"] or "mr" in words
        else "f"
        if words & (_roles()["female"] | {"mrs", "ms"})
        else ""
    )
    return _Speaker(span, span.end, words, names, kind, gender)


def _head_words(raw: Sequence[str]) -> list[str]:
    """The words up to the first preposition or relative: the head noun is the last of them."""
    out: list[str] = []
    for word in raw:
        if word.lower() in ("of", "for", "in", "from", "at", "who", "whose", "which", "with", "on", "to") and out:
            break
        out.append(word.lower())
    return out


def _kind(raw: Sequence[str]) -> Kind:
    roles = _roles()
    head = _head_words(raw)
    for word in reversed(head):
        if word in roles["person"]:
            return "person"
        if word in roles["people"] or (
            word in roles["group"] and word.endswith("s") and word not in ("forces", "troops", "media")
        ):
            return "people"
        if word in roles["office"] or word in roles["group"]:
            return "body"
        if word in roles["document"]:
            return "document"
    lowered = [w.lower() for w in raw]
    if any(w in roles["person"] or w in _TITLES for w in lowered):
        return "person"
    named = bool(head) and raw[len(head) - 1][0].isupper()
    if not head or lowered[0] not in ("the", "a", "an", "another"):
        return "unknown"
    return "unknown" if named and lowered[0] != "the" else "body"  # no person's name takes "the"


def _same(known: _Speaker, new: _Speaker, words: list[str]) -> bool:
    """Does the mention name a speaker that is known?"""
    lower = [w for w in words if w not in ("the", "a", "an", "mr", "mrs", "ms", "dr")]
    if "who" in lower[1:]:
        lower = lower[: lower.index("who", 1)]
    if lower and lower[0] == "same":
        lower = lower[1:]
    if not lower or words[0] in ("a", "an", "another", "one", "some"):
        return False
    names = new.names - {"the", *_TITLES}
    if words[0] != "the" and names:
        return _same_name(known, new, names)
    if words[0] != "the":
        return False
    if names and not names <= known.words and not _acronym(known, names):
        return False
    if not _agrees(known, new.gender):
        return False
    head = _head_words(lower)[-1]
    if head in known.words or _acronym(known, names):
        rest = (new.words & set(lower)) - {head, "same"} - _GENERIC_PERSON
        return all(any(_alike(r, w) for w in known.words) for r in rest)
    return len(lower) == 1 and _generic(head, known)


def _generic(head: str, known: _Speaker) -> bool:
    if head in _GENERIC_PERSON:
        return known.kind == "person"
    if head == "officer" or head in _RANKS:
        return known.kind == "person" and bool(known.words & _RANKS) and (head == "officer" or head in known.words)
    return head in _GENERIC_BODY and known.kind in ("body", "people")


def _alike(a: str, b: str) -> bool:
    """ "military" and "military", "Ukrainian" and "Ukraine"."""
    return a == b or (len(a) > 4 and len(b) > 4 and a[:5] == b[:5])


def _same_name(known: _Speaker, new: _Speaker, names: frozenset[str]) -> bool:
    if names <= known.names:
        return new.words - names <= known.words | _TITLES or len(new.words) == len(names)
    if known.names and known.names <= names and known.kind in ("person", "unknown") and new.kind == "person":
        return len(known.names) >= 2
    return _acronym(known, names)


def _acronym(known: _Speaker, names: frozenset[str]) -> bool:
    return len(names) == 1 and next(iter(names)) in known.names and len(next(iter(names))) > 1


def _fuller(text: str, new: _Speaker, known: _Speaker) -> bool:
    """A later mention is the better one when it has the name and the first one has not, or more of it."""
    return len(new.names) > len(known.names) + 1 and new.names >= known.names


def _named_in_passing(text: str, attributions: Sequence[Attribution], mentions: Sequence[Mention]) -> list[_Speaker]:
    """People and bodies that are mentioned without being a source; a later pronoun may stand for them."""
    taken = sorted((s.start, s.end) for a in attributions for s in a.source)
    found: list[_Speaker] = []
    for mention in mentions:
        if mention.type in ("person", "organisation", "group") and not _touches(taken, mention.span):
            speaker = _speaker(text, mention.span)
            kind: Kind = "person" if mention.type == "person" else "body"
            found.append(replace(speaker, kind=speaker.kind if speaker.kind != "unknown" else kind))
    for m in _NOMINAL.finditer(text):
        span = Span(m.start(), m.end())
        if m["role"] in _roles()["person"] and not _touches(taken, span):
            found.append(_speaker(text, span))
    return sorted(found, key=lambda s: (s.last, s.full))


def _touches(taken: list[tuple[int, int]], span: Span) -> bool:
    from bisect import bisect_right

    at = bisect_right(taken, (span.start, 1 << 60))
    return any(start < span.end and span.start < end for start, end in taken[max(0, at - 1) : at + 1])
