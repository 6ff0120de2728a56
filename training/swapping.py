"""Other parties in the same sentences, so that the model learns what is done and not who is said to do it."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from training.examples import Event, Example, Span

# State, adjective or demonym: each pair takes the place of another, whoever fights whom.
_STATES = (
    ("Russia", "Russian"), ("Ukraine", "Ukrainian"), ("Israel", "Israeli"), ("Syria", "Syrian"), ("Iran", "Iranian"),
    ("Iraq", "Iraqi"), ("Pakistan", "Pakistani"), ("India", "Indian"), ("Armenia", "Armenian"), ("Egypt", "Egyptian"),
    ("Azerbaijan", "Azerbaijani"), ("Ethiopia", "Ethiopian"), ("Sudan", "Sudanese"), ("China", "Chinese"),
    ("Libya", "Libyan"), ("Turkey", "Turkish"), ("Yemen", "Yemeni"),
    ("Georgia", "Georgian"), ("Mali", "Malian"), ("Lebanon", "Lebanese"),
    ("Somalia", "Somali"), ("Nigeria", "Nigerian"), ("Chad", "Chadian"), ("Jordan", "Jordanian"), ("Kenya", "Kenyan"),
)  # fmt: skip
_CAPITALS = (
    "Kyiv",
    "Moscow",
    "Tehran",
    "Damascus",
    "Baghdad",
    "Ankara",
    "Cairo",
    "Khartoum",
    "Baku",
    "Yerevan",
    "Tbilisi",
    "Delhi",
)
_GROUPS = ("Hamas", "Hezbollah", "Taliban", "ISIL", "al-Shabaab", "Boko Haram", "M23", "RSF", "PKK", "YPG")


def swapped(example: Example, chance: random.Random) -> Example:
    """The example with its states, capitals and groups permuted; all spans are moved along."""
    states = list(_STATES)
    chance.shuffle(states)
    names: dict[str, str] = {}
    for (state, adjective), (other, its) in zip(_STATES, states, strict=True):
        names |= {state: other, adjective: its}
    for table in (_CAPITALS, _GROUPS):
        shuffled = list(table)
        chance.shuffle(shuffled)
        names |= dict(zip(table, shuffled, strict=True))
    pattern = re.compile(r"\b(" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")(?=s?\b)")
    return _rewritten(example, pattern, names)


def _rewritten(example: Example, pattern: re.Pattern[str], names: dict[str, str]) -> Example:
    pieces: list[str] = []
    shifts: list[tuple[int, int, int]] = []  # old end, new end, old start
    at = 0
    length = 0
    for match in pattern.finditer(example.text):
        kept = example.text[at : match.start()]
        new = names[match[0]]
        length += len(kept) + len(new)
        pieces += [kept, new]
        shifts.append((match.end(), length, match.start()))
        at = match.end()
    pieces.append(example.text[at:])

    def moved(offset: int) -> int:
        shift = 0
        for old_end, new_end, old_start in shifts:
            if offset >= old_end:
                shift = new_end - old_end
            elif offset > old_start:
                return new_end  # inside a name: its end
        return offset + shift

    def span(s: Span) -> Span:
        return moved(s[0]), moved(s[1])

    events = tuple(_moved(event, span) for event in example.events)
    return replace(example, text="".join(pieces), events=events)


def _moved(event: Event, span) -> Event:  # type: ignore[no-untyped-def]
    return replace(
        event,
        trigger=span(event.trigger),
        roles={role: tuple(span(s) for s in spans) for role, spans in event.roles.items()},
        proposition=span(event.proposition) if event.proposition else None,
    )
