"""What a text has spoken of so far: the times that "the next day" or "in September" count from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from claimline.model.timeform import TimeMention
from claimline.resolving.times.stretch import Stretch

_DATED = 6  # a narrative has at least so many dates with their year,
_REACH = 300  # characters
_NOW = 0.1  # and so few times counted from publication beside them
_ARTICLE = re.compile(r"\b(?:the|an?|its|his|her|their|this)\s+$", re.IGNORECASE)
_NOUN = re.compile(r",?\s+(?!and\b|but\b|or\b|when\b|where\b|after\b|before\b|to\b|in\b|at\b|on\b|by\b)[a-z]")
_ASIDE = re.compile(r"\b(?:since|from|until|till|before|after|than|to|by|of|the)\s+$", re.IGNORECASE)


@dataclass(slots=True)
class Context:
    """Filled as the text is read. `last` is the latest calendar time, `dated` the latest with its year written out."""

    text: str
    published: date | None
    narrative: bool
    breaks: tuple[int, ...] = ()
    began: dict[str, date] = field(default_factory=dict)  # affairs with the day that the text dates them from
    last: Stretch | None = None
    last_at: int = -1
    last_day: Stretch | None = None
    day_at: int = -1
    dated: Stretch | None = None
    dated_at: int = -1
    antique: int | None = None  # year before Christ last told of, negative
    quarter: Stretch | None = None
    quarter_at: int = -1

    def speak(self, stretch: Stretch, at: int, end: int, *, dated: bool) -> None:
        if not self._aside(stretch, at):
            self.last, self.last_at = stretch, at
        if stretch.unit in ("day", "weekend"):
            self.last_day, self.day_at = stretch, at
        if stretch.unit == "quarter":
            self.quarter, self.quarter_at = stretch, at
        if dated and (self.narrative or not self._attribute(at, end)):
            if not self._aside(stretch, at):
                self.dated, self.dated_at = stretch, at
        elif not dated and not self.narrative and self.background(at) is None:
            self.dated, self.dated_at = None, -1

    def _attribute(self, at: int, end: int) -> bool:
        """Whether a date only says which thing is meant ("the May 3, 2019, accord") and nothing is told from it."""
        return bool(_ARTICLE.search(self.text[max(0, at - 8) : at]) and _NOUN.match(self.text, end))

    def _aside(self, stretch: Stretch, at: int) -> bool:
        """Whether a bare year is only looked back to ("the first since 1940") and the story stays where it is."""
        if stretch.unit not in ("year", "decade", "century") or self.last is None:
            return False
        return bool(_ASIDE.search(self.text[max(0, at - 12) : at]))

    def same_paragraph(self, first: int, second: int) -> bool:
        return not any(first < b <= second for b in self.breaks)

    def background(self, at: int) -> Stretch | None:
        """The time that a date without its year follows: in a history the latest one told of, in a report a date with
        its year shortly before in the same paragraph, as long as nothing in between speaks from today."""
        if self.narrative:
            return self.last or self.dated
        if self.dated is None or not self.same_paragraph(self.dated_at, at):
            return None
        reach = _REACH if self.dated.unit in ("day", "month") else _REACH // 3
        past = self.published is None or self.dated.end < self.published
        return (self.last or self.dated) if past and at - self.dated_at <= reach else None

    def day_told(self, at: int) -> bool:
        """Whether a day was told of in this paragraph (in a history: at all)."""
        if self.last_day is None:
            return False
        return self.narrative or self.same_paragraph(self.day_at, at)

    def spoken(self, at: int) -> Stretch | None:
        """The time that "the next day" and "that year" follow: the latest one of the paragraph, or the background."""
        if self.last is not None and (self.narrative or self.same_paragraph(self.last_at, at)):
            return self.last
        return self.background(at)


def paragraph_breaks(text: str) -> tuple[int, ...]:
    """Offsets where paragraphs begin: after a blank line, before an indented line, at every line of unwrapped text."""
    wrapped = max((len(line) for line in text.split("\n")), default=0) <= 120
    shape = r"\n[ \t]*\n\s*|\n[ \t]{2,}" if wrapped else r"\n\s*"
    return tuple(m.end() for m in re.finditer(shape, text))


def is_narrative(mentions: Sequence[TimeMention], published: date | None) -> bool:
    """Whether the text tells a history: dates with their years far from publication, hardly any "yesterday"."""
    dated = [m for m in mentions if m.form.kind == "fixed" and m.form.year is not None]
    if len(dated) < _DATED:
        return False
    spoken = sum(m.form.kind == "shift" or (m.form.kind == "partial" and bool(m.form.weekday)) for m in mentions)
    years = sorted(m.form.year or 0 for m in dated)
    distance = published.year - years[len(years) // 2] if published else 2
    return distance >= 2 and spoken <= max(1, _NOW * len(mentions))
