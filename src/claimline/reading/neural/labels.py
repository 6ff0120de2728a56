"""What the model's outputs stand for, in the order in which it was trained."""

from __future__ import annotations

from typing import Literal

from claimline.model.reading import MentionType, Modality, Role

FAMILIES = (
    "attack", "clash", "withdrawal", "control", "deployment", "casualties", "displacement", "damage", "detention",
    "aid", "diplomacy", "protest", "assessment",
)  # fmt: skip
KINDS = (
    "attack", "attack.ground", "attack.shelling", "attack.air", "attack.missile", "attack.drone", "attack.explosion",
    "attack.sabotage", "clash", "withdrawal", "control", "control.taken", "control.retaken", "control.held",
    "control.contested", "control.lost", "deployment", "casualties", "casualties.killed", "casualties.injured",
    "casualties.captured", "casualties.missing", "displacement", "displacement.fled", "displacement.evacuated",
    "displacement.returned", "displacement.stock", "damage", "damage.interception", "detention", "detention.arrest",
    "detention.abduction", "detention.exchange", "detention.release", "aid", "aid.military", "aid.humanitarian",
    "aid.financial", "aid.package", "diplomacy", "diplomacy.visit", "diplomacy.talks", "diplomacy.agreement",
    "diplomacy.ceasefire", "diplomacy.sanctions", "diplomacy.cancelled", "diplomacy.statement", "protest",
    "protest.peaceful", "protest.riot", "assessment",
)  # fmt: skip
ROLES: tuple[Role | Literal["speaker", "cue", "content", "where"], ...] = (
    "actor",
    "target",
    "at",
    "from",
    "to",
    "via",
    "time",
    "saying_time",
    "quantity",
    "speaker",
    "cue",
    "content",  # of an attribution: asked of a cue, not of a trigger
    "where",  # of a verb, as the corpus event-location marks it: asked of verbs, whether they state an event or not
)
CLAIM_ROLES = ROLES[:-2]  # those of a trigger
NAMES: tuple[MentionType, ...] = ("person", "organisation", "place", "facility", "group", "nationality", "weapon")
MODALITIES: tuple[Modality, ...] = ("asserted", "claimed", "announced", "accused", "hedged", "planned", "conditional")
TAGS = 1 + 2 * len(FAMILIES)  # O, then B and I of each family
SAYS = 3  # O, B and I of the words that say so
NAMED = 1 + 2 * len(NAMES)
O, B, I = 0, 1, 2  # noqa: E741 - the names of the tagging scheme  # fmt: skip


def family_of(kind: str) -> str:
    return kind.split(".")[0]
