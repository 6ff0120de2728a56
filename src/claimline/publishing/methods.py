"""The rules that results follow, as data: the very files that the program follows."""

from __future__ import annotations

from typing import Any

from claimline.vocab import load

#: Files of the vocabulary that hold rules, and what each decides.
RULES = {
    "control_rules": "who holds a settlement (docs/control.md)",
    "grades": "how far a claim and an event can be trusted (docs/grades.md)",
    "event_weights": "which claims are of one event (docs/events.md)",
    "stories": "which reports have their words from which (docs/stories.md)",
    "tolls": "how numbers of people are counted (docs/people.md)",
    "sides": "which names belong to which side",
}


def methods_record() -> dict[str, Any]:
    """`{rules: [{name, decides, reviewed, content}]}`; `content` is the whole file but for its date of review."""
    return {"rules": [_rule(name, decides) for name, decides in RULES.items()]}


def _rule(name: str, decides: str) -> dict[str, Any]:
    content = dict(load(name))
    reviewed = content.pop("reviewed", None)
    return {"name": name, "decides": decides, "reviewed": str(reviewed) if reviewed else None, "content": content}
