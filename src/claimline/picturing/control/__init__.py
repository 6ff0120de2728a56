"""Who holds what, since when, according to whom: states of settlements by written rules (docs/control.md)."""

from claimline.picturing.control.camps import Camps, default_camps
from claimline.picturing.control.picture import ControlConfig, aged, changes, control, history, wider
from claimline.picturing.control.rules import Rules, default_rules, rules_of

__all__ = [
    "Camps",
    "ControlConfig",
    "Rules",
    "aged",
    "changes",
    "control",
    "default_camps",
    "default_rules",
    "history",
    "rules_of",
    "wider",
]
