"""The publishing profile: what may be public and how coarsely, read from YAML that a journalist can review."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from claimline.errors import UsageError
from claimline.vocab import load, parse

Level = Literal["district", "region", "country"]
Shown = Literal["untouched", "never", "always"]
_SHOWN = get_args(Shown)


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of `vocab/public.yaml`, by the names that they have there.

    hours: after publication. place: the finest level of delayed kinds. decimals: of degrees. least_radius_km:
    kilometres. The word lists are in lower case, but for honorifics and public names.
    """

    name: str
    accepted_only: bool
    kinds: tuple[str, ...]
    hours: int
    place: Level
    decimals: int
    least_radius_km: float
    shelters: tuple[str, ...]
    streets: tuple[str, ...]
    public_roles: frozenset[str]
    private_roles: frozenset[str]
    called: frozenset[str]
    honorifics: frozenset[str]
    public_names: tuple[str, ...]
    links: Shown
    titles: Shown

    def delays(self, kind: str) -> bool:
        """Whether claims of this kind are delayed and coarsened."""
        return any(kind == one or kind.startswith(f"{one}.") for one in self.kinds)


_SECTIONS: dict[str, tuple[str, ...]] = {
    "claims": ("accepted_only",),
    "delayed": ("kinds", "hours", "place"),
    "places": ("decimals", "least_radius_km", "shelters", "streets"),
    "persons": ("public_roles", "private_roles", "called", "honorifics", "public_names"),
    "reports": ("links", "titles"),
}
_CHOICES: dict[str, tuple[str, ...]] = {"place": get_args(Level), "links": _SHOWN, "titles": _SHOWN}
_NUMBERS = {"hours": (0, 100_000), "decimals": (0, 2), "least_radius_km": (0, 1_000)}
_FOLDED = frozenset(("public_roles", "private_roles", "called"))


@cache
def default_profile() -> Profile:
    """The profile that comes with the program."""
    return _made(load("public"), load("public"), "vocab/public.yaml", "")


def read_profile(path: Path) -> Profile:
    """The profile in a YAML file; what it leaves out is as in the default one.

    Raises UsageError for a file that cannot be read, an unknown key or a value that is no such value, with its line.
    """
    try:
        text = path.read_text(encoding="utf-8")
        told = parse(text)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the profile cannot be read: {error}", where=str(path)) from error
    except ValueError as error:
        raise UsageError(f"the profile is no YAML: {error}", where=str(path)) from error
    return _made({} if told is None else told, load("public"), str(path), text)


def _made(told: Any, default: Mapping[str, Any], where: str, text: str) -> Profile:
    if not isinstance(told, dict):
        raise UsageError(
            "a profile is a list of `key: value`", where=where, then="Begin with a copy of the default one."
        )
    _known_keys(told, ("name", *_SECTIONS), where, text)
    values: dict[str, Any] = {"name": _text("name", told.get("name", default["name"]), where, text)}
    for section, names in _SECTIONS.items():
        given = told.get(section) or {}
        if not isinstance(given, dict):
            raise _wrong(section, "has keys under it", given, where, text)
        _known_keys(given, names, where, text)
        for name in names:
            values[name] = _value(name, given.get(name, default[section][name]), where, text)
    return Profile(**values)


def _known_keys(given: Mapping[str, Any], names: tuple[str, ...], where: str, text: str) -> None:
    for key in given:
        if key not in names:
            at = _line(str(key), text)
            raise UsageError(f"{at}unknown key {key!r}", where=where, then=f"Keys here are: {', '.join(names)}")


def _value(name: str, value: Any, where: str, text: str) -> Any:
    if name == "accepted_only":
        if not isinstance(value, bool):
            raise _wrong(name, "is true or false", value, where, text)
        return value
    if name in _CHOICES:
        if value not in _CHOICES[name]:
            raise _wrong(name, f"is one of {', '.join(_CHOICES[name])}", value, where, text)
        return value
    if name in _NUMBERS:
        least, most = _NUMBERS[name]
        whole = name != "least_radius_km"
        if (
            isinstance(value, bool)
            or not isinstance(value, int if whole else (int, float))
            or not least <= value <= most
        ):
            raise _wrong(name, f"is a {'whole ' if whole else ''}number from {least} to {most}", value, where, text)
        return value
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise _wrong(name, "is a list of words", value, where, text)
    if name in _FOLDED:
        return frozenset(one.strip().lower() for one in value)
    return frozenset(value) if name == "honorifics" else tuple(value)


def _text(name: str, value: Any, where: str, text: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(name, "is a word", value, where, text)
    return value


def _wrong(name: str, rule: str, value: Any, where: str, text: str) -> UsageError:
    return UsageError(f"{_line(name, text)}`{name}` {rule}, not {value!r}", where=where)


def _line(key: str, text: str) -> str:
    found = re.search(rf"^\s*{re.escape(key)}\s*:", text, re.MULTILINE)
    return f"line {text.count(chr(10), 0, found.end()) + 1}: " if found else ""
