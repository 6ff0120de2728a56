"""Actors: which party a phrase names, and which side of which conflict that party belongs to."""

from claimline.resolving.actors.context import PartyContext
from claimline.resolving.actors.implied import implied
from claimline.resolving.actors.parties import resolve_party
from claimline.resolving.actors.sides import Side, conflicts_of, opponent, opponents, side_of, sides

__all__ = [
    "PartyContext",
    "Side",
    "conflicts_of",
    "implied",
    "opponent",
    "opponents",
    "resolve_party",
    "side_of",
    "sides",
]
