"""The situation report: what pictures found of an area and a period, and the sentences that are written from it.

Claims are named by their keys in the ledger (`Telling.key`: report, colon, claim).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from claimline.model.control import ControlChange, ControlState, WiderClaim
from claimline.model.coverage import Gap
from claimline.model.event import Event
from claimline.model.judgement import Status
from claimline.model.telling import Telling
from claimline.model.toll import AidPicture, People, Scope
from claimline.model.weighed import Weighed

FigureKind = Literal["timeline", "ranges", "map"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a report is known by. published: ISO day or None; reader: name and version of what read it."""

    ref: str
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    reader: str | None


@dataclass(frozen=True, slots=True)
class WeighedCase:
    """An event with its tellings, weighed."""

    event: Event
    tellings: tuple[Telling, ...]
    weighed: Weighed


@dataclass(frozen=True, slots=True)
class Watched:
    """What was read in the period, about whatever: so many reports of these outlets (sorted by name)."""

    reports: int = 0
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Material:
    """All that a situation report is written from, as known on one day; nothing in it was learnt later.

    scope: area and period. cases: the events of the period, the earliest known first. sheets: the reports, by ref.
    origins: the id of each report's origin, by ref. opponents: pairs of sides that fight each other on the last day.
    status: by key of claim, where it is not open. watched: everything that was read in the period. waiting: reports
    that are not weighed yet, and not in it.
    """

    scope: Scope
    cases: tuple[WeighedCase, ...]
    states: tuple[ControlState, ...]
    changes: tuple[ControlChange, ...]
    wider: tuple[WiderClaim, ...]
    people: People
    aid: AidPicture
    gaps: tuple[Gap, ...] = ()
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    opponents: frozenset[frozenset[str]] = frozenset()
    status: Mapping[str, Status] = field(default_factory=dict)
    watched: Watched = Watched()
    waiting: int = 0
    public: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and what it rests on.

    claims: keys of the claims that say so; events: ids. grade: Admiralty code of what it says. frame: it says nothing
    of the war, only of this report ("12 reports of 4 outlets"). counts: the numbers in it that were counted or added
    up, and that stand in no claim's words.
    """

    text: str
    claims: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    grade: str | None = None
    frame: bool = False
    counts: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, with what it rests on."""

    cells: tuple[str, ...]
    claims: tuple[str, ...] = ()
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """`numeric`: which columns are numbers, counted from 0."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    numeric: frozenset[int] = frozenset()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A value of a series. x: a label or an ISO day; open: and perhaps more than `high`."""

    x: str
    low: float
    high: float
    open: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A settlement or an area on a map, degrees (WGS 84). radius_km: of what is no point, else None.

    status: as in `ControlState`, or "told" for a place that is only told of. party: the number of the side among
    `parties` of the figure, None where there is none.
    """

    name: str
    lat: float
    lon: float
    status: str
    party: int | None = None
    radius_km: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart or map. alt: what it shows, in words; data: the same as a table; parties: what its colours stand for."""

    name: str
    kind: FigureKind
    title: str
    alt: str
    data: Table
    series: tuple[Series, ...] = ()
    marks: tuple[Mark, ...] = ()
    parties: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences under a heading of their own, such as a place."""

    title: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """name: for anchors."""

    name: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    groups: tuple[Group, ...] = ()
    tables: tuple[Table, ...] = ()
    figures: tuple[Figure, ...] = ()

    def all_sentences(self) -> tuple[Sentence, ...]:
        return (*self.sentences, *(one for group in self.groups for one in group.sentences))


@dataclass(frozen=True, slots=True)
class Printed:
    """Where the words of a piece of evidence were printed. day: ISO day from which they were known."""

    claim: str
    outlet: str
    day: str
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The exact words that sentences rest on, with whoever said so; copies of them are one piece of evidence."""

    number: int
    words: str
    speaker: str
    kind: str
    status: Status
    printed: tuple[Printed, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(one.claim for one in self.printed)


@dataclass(frozen=True, slots=True)
class Sitrep:
    """The situation report, written. facts: pairs of a label and a value for its head."""

    title: str
    area: str
    since: str | None
    until: str | None
    known: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    evidence: tuple[Evidence, ...]
    lang: str = "en"

    def all_sentences(self) -> tuple[Sentence, ...]:
        return tuple(sentence for section in self.sections for sentence in section.all_sentences())
