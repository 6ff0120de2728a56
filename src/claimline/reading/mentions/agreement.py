"""One name, one type: what a report says clearly in one place holds for the same name elsewhere in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from claimline.model import Mention
from claimline.model.reading import MentionType
from claimline.reading.mentions.lexicon import Lexicon

_SURE = 0.6


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention with the name that it was typed by. `doubtful`: perhaps no name, only the first word of a sentence."""

    mention: Mention
    name: str
    doubtful: bool = False

    @property
    def last(self) -> str:
        return self.name.rsplit(" ", 1)[-1]


def agree(drafts: Sequence[Draft], lex: Lexicon) -> tuple[Mention, ...]:
    """The mentions, with weakly typed ones typed as the same name is elsewhere in the report."""
    sure = _sure_types(drafts)
    surnames = _surnames(drafts, sure, lex)
    seen = {d.name for d in drafts if not d.doubtful}
    return tuple(
        _settled(d, sure, surnames) for d in drafts if not d.doubtful or (d.name in seen and d.name not in lex.titles)
    )


def _sure_types(drafts: Iterable[Draft]) -> dict[str, MentionType]:
    votes: dict[str, dict[MentionType, float]] = defaultdict(lambda: defaultdict(float))
    for d in drafts:
        if d.mention.confidence >= _SURE and not d.doubtful:
            votes[d.name][d.mention.type] += d.mention.confidence
    return {name: max(sorted(kinds), key=lambda k: kinds[k]) for name, kinds in votes.items()}


def _surnames(drafts: Iterable[Draft], sure: dict[str, MentionType], lex: Lexicon) -> frozenset[str]:
    """Last words of full names of persons, unless they also are a sure name of something else."""
    found = set()
    for d in drafts:
        if d.mention.type == "person" and " " in d.name and d.mention.confidence >= _SURE:
            found.add(d.last)
            found.update(w for w in d.name.split(" ")[1:] if len(w) > 3)
    return frozenset(w for w in found if w not in lex.names and sure.get(w, "person") == "person")


def _settled(draft: Draft, sure: dict[str, MentionType], surnames: frozenset[str]) -> Mention:
    mention = draft.mention
    if mention.confidence >= _SURE and not (draft.name in surnames and mention.rule.startswith("locative")):
        return mention
    if draft.name in surnames and not (mention.rule == "locative" and sure.get(draft.name) == "place"):
        return replace(mention, type="person", rule="surname", confidence=0.85)
    if draft.name in sure:
        return replace(mention, type=sure[draft.name], rule="elsewhere", confidence=0.7)
    return mention
