"""The written rules as data: vocab/control_rules.yaml, with a user's file laid over it, checked to the last word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple, get_args

from claimline.errors import UsageError
from claimline.model.control import Says, Voice, Weight
from claimline.model.place import PlaceRole
from claimline.vocab import load, parse

_OUTCOMES = ("held", "claimed", "contested", "unknown", "keep")
_COUNTS = ("counts", "listed")
_DAYS = ("stale_after_days", "answer_days", "present_days")
_SAYS: tuple[str, ...] = get_args(Says)


class WordRule(NamedTuple):
    """What some words make of a claim. negated: they hold its negation, so that its polarity says it no second time."""

    pattern: re.Pattern[str]
    says: Says
    negated: bool


@dataclass(frozen=True, slots=True)
class KindRule:
    """What a kind of claim says of the places with one of these roles, before its words are looked at."""

    says: Says
    places: frozenset[str]
    words: tuple[WordRule, ...]
    openings: frozenset[str]  # first words of those of `words`, in small letters: most texts have none of them
    read: dict[tuple[str, str], Says] = field(default_factory=dict, compare=False, repr=False)  # texts read already


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules in the form in which they are used; `rules_of` makes them, `own` says whether a user changed any."""

    stale_after_days: int
    answer_days: int
    present_days: int
    kinds: Mapping[str, KindRule]
    counts: frozenset[str]  # modalities that count
    background: Mapping[str, str]
    voices: Mapping[Voice, Weight]
    holders_without_side: frozenset[str]
    beside: re.Pattern[str]
    outcomes: Mapping[str, str]
    reasons: Mapping[str, str]  # each rule in words
    own: bool = False
    borne: dict[int, tuple[Any, ...]] = field(default_factory=dict, compare=False, repr=False)  # see bearing.borne_out


@cache
def default_rules() -> Rules:
    """The rules as they come with Claimline."""
    return _built(load("control_rules"), own=False)


def rules_of(text: str, where: str = "rules") -> Rules:
    """The default rules with those of a YAML text in their place. Raises UsageError that names the key at fault."""
    try:
        given = parse(text)
    except ValueError as error:
        raise UsageError(
            f"no YAML: {error}", where=where, then="See docs/control.md for how rules are written."
        ) from error
    default = load("control_rules")
    if given is None:
        return default_rules()
    if not isinstance(given, dict):
        raise _wrong(where, "the file", f"is a {type(given).__name__}", "keys such as stale_after_days: 30")
    for key, value in given.items():
        _check(where, key, value, default)
    merged = {
        key: {**value, **given.get(key, {})} if isinstance(value, dict) else given.get(key, value)
        for key, value in default.items()
    }
    return _built(merged, own=True)


def _check(where: str, key: str, value: Any, default: Mapping[str, Any]) -> None:
    if key not in default:
        raise _wrong(where, f"{key!r}", "is no rule", ", ".join(default))
    if key in _DAYS:
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise _wrong(where, key, f"is {value!r}", "a number of days, 0 or more")
    elif isinstance(default[key], dict):
        if not isinstance(value, dict):
            raise _wrong(where, key, f"is {value!r}", f"keys: {', '.join(map(str, default[key]))}")
        for name, entry in value.items():
            if key != "kinds":
                _one_of(where, key, str(name), tuple(default[key]))
                if key in _CHOICES:
                    _one_of(where, f"{key}: {name}", str(entry), _CHOICES[key])
            else:
                _check_kind(where, f"kinds: {name}", entry)
    elif not isinstance(value, list):
        raise _wrong(where, key, f"is {value!r}", "a list")
    elif key == "words":
        for number, entry in enumerate(value, 1):
            _check_words(where, f"words, entry {number}", entry)


def _check_kind(where: str, key: str, entry: Any) -> None:
    if not isinstance(entry, dict) or entry.keys() != {"says", "places"} or not isinstance(entry["places"], list):
        raise _wrong(where, key, f"is {entry!r}", "{says: ..., places: [...]}")
    _one_of(where, f"{key}: says", str(entry["says"]), _SAYS)
    for role in entry["places"]:
        _one_of(where, f"{key}: places", str(role), get_args(PlaceRole))


def _check_words(where: str, key: str, entry: Any) -> None:
    if not isinstance(entry, dict) or entry.keys() - {"negated"} != {"kinds", "says", "any"}:
        raise _wrong(where, key, f"is {entry!r}", "{kinds: [...], says: ..., any: [...]}")
    if not isinstance(entry.get("negated", False), bool):
        raise _wrong(where, f"{key}: negated", f"is {entry['negated']!r}", "true or false")
    _one_of(where, f"{key}: says", str(entry["says"]), _SAYS)
    for name in ("kinds", "any"):
        if not isinstance(entry[name], list) or not entry[name]:
            raise _wrong(where, f"{key}: {name}", f"is {entry[name]!r}", "a list that is not empty")


_CHOICES: dict[str, tuple[str, ...]] = {
    "modality": _COUNTS,
    "background": _COUNTS,
    "voices": get_args(Weight),
    "outcomes": _OUTCOMES,
}


def _one_of(where: str, key: str, value: str, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise _wrong(where, key, f"has {value!r}", f"one of {', '.join(choices)}")


def _wrong(where: str, key: str, found: str, wanted: str) -> UsageError:
    return UsageError(f"{key} {found}", where=where, then=f"Expected: {wanted}. See docs/control.md.")


def _built(data: Mapping[str, Any], *, own: bool) -> Rules:
    return Rules(
        stale_after_days=data["stale_after_days"],
        answer_days=data["answer_days"],
        present_days=data["present_days"],
        kinds={kind: _kind_rule(kind, entry, data["words"]) for kind, entry in data["kinds"].items()},
        counts=frozenset(name for name, value in data["modality"].items() if value == "counts"),
        background=data["background"],
        voices=data["voices"],
        holders_without_side=frozenset(data["holders_without_side"]),
        beside=re.compile(rf"{_pattern(data['beside']).pattern}\s+(?:[^\W\d]+\s+){{0,4}}?$", re.IGNORECASE),
        outcomes=data["outcomes"],
        reasons=data["reasons"],
        own=own,
    )


def _kind_rule(kind: str, entry: Mapping[str, Any], words: list[Mapping[str, Any]]) -> KindRule:
    mine = [row for row in words if kind in row["kinds"]]
    return KindRule(
        says=entry["says"],
        places=frozenset(entry["places"]),
        words=tuple(WordRule(_pattern(row["any"]), row["says"], row.get("negated", False)) for row in mine),
        openings=frozenset(str(phrase).lower().split()[0] for row in mine for phrase in row["any"]),
    )


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Any of the words, whole, in any case."""
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(str(word)) for word in words) + r")(?!\w)", re.IGNORECASE)
