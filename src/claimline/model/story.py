"""Which report took its text from which other one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from claimline.model.place import Part
from claimline.model.span import Span

Relation = Literal["copy", "edited", "credit", "quotation"]


@dataclass(frozen=True, slots=True)
class StoryReport:
    """A report, as far as its text may have come from elsewhere.

    ref: its name in the ledger. known: ISO day from which it was known. credits: the outlets that its reader says it
    took the whole story from; what credit lines say beside that is found in the text.
    """

    ref: str
    text: str
    outlet: str | None
    known: str
    credits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryLink:
    """Two reports (refs), of which the later one has something from the earlier one.

    relation: copy: the text as it was but for its dress (headline, punctuation, spelling); edited: cut, reordered,
    reworded in part, brought up to date, or taken over in part; credit: told in other words, by an outlet that names
    the other as where it took the story from; quotation: only somebody's words in quotation marks are the same, which
    makes two reports of one speaker and not one origin.

    share: the share (0 to 1) of the later report's own words that stand in the earlier one; of_earlier: the share of
    the earlier report's own words that stand in the later one. kept: the characters of the later report that stand in
    the earlier one, in order. parts: the reasons.
    """

    later: str
    earlier: str
    relation: Relation
    share: float
    parts: tuple[Part, ...]
    of_earlier: float = 0.0
    kept: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one sentence. None: there was none before (added) or there is none any more (dropped).

    words: pairs of what stood there and what stands there now. numbers, attribution: such words are among them.
    """

    kind: Literal["added", "dropped", "changed"]
    earlier: str | None
    later: str | None
    words: tuple[tuple[str, str], ...] = ()
    numbers: bool = False
    attribution: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report's text comes from: reports with the same `id` are one voice, however many print it.

    id: the ref of the first report with this text, or "outlet:…" where the text says that it is another outlet's and
    no report of that outlet fits. first: that ref, None where it is an outlet. outlet: the short name of the outlet
    that the text is from, where known. why: in a few words. also: further origins that parts of the text come from.
    """

    id: str
    first: str | None
    outlet: str | None
    why: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Reports that have words from each other, directly or through others, as far as they were known on a day.

    reports: by ref, in the order in which they became known. origins: by ref. links: each edge with its reasons, in
    the order of its later report.
    """

    reports: tuple[StoryReport, ...]
    origins: tuple[tuple[str, Origin], ...]
    links: tuple[StoryLink, ...]

    def of(self, refs: Collection[str]) -> tuple[StoryLink, ...]:
        """The links of which both ends are among these reports, or with a single report those that have it."""
        least = min(2, len(refs))
        return tuple(link for link in self.links if len({link.later, link.earlier} & set(refs)) >= least)
