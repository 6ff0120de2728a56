"""What resolving a phrase may draw on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from claimline.model import Mention, Party, Span


@dataclass(frozen=True)
class PartyContext:
    """What resolving a phrase may draw on.

    `mentions` are the report's names; `published` its day; `speaker` the party whose words the phrase is in (None: the
    outlet's own); `antecedent` the span that a pronoun, possessive or "the spokesman" in the phrase stands for.
    `countries` gives for the names of resolved places their country (ISO 3166-1 alpha-2): a mayor is on the side of the
    state that his town lies in, unless the words say otherwise ("Russian-installed").
    """

    mentions: Sequence[Mention] = ()
    published: date | None = None
    speaker: Party | None = None
    antecedent: Span | None = None
    countries: Mapping[str, str] = field(default_factory=dict)
    depth: int = field(default=0, compare=False)
