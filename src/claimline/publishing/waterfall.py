"""An event, weighed, for reading: the grade with its reasons, then slot by slot who says what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap

from claimline.model.weighed import Grade, Position, SlotWeighed, TellingWeighed, TrackRecord, Weighed
from claimline.publishing.words import plural, visible

_LABEL = 12  # characters of a label before what it stands for
_INTERESTS = {
    "for": "in its own interest",
    "against": "against its own interest",
    "none": "without an interest of its own",
    "unknown": "interest unknown",
}
_OUTCOMES = {
    "conceded": "the other side later said the same",
    "echoed": "another origin said the same",
    "unechoed": "nobody else said it",
    "withdrawn": "the same speaker later denied it",
    "contradicted": "denied, or another holder named at the time",
}


def waterfall(weighed: Weighed, texts: Mapping[str, str] | None = None, width: int = 100) -> Iterator[str]:
    """Lines of text. `texts` are the words of the tellings by key; those that are missing are left out.

    What it prints is no verdict: the grade says how an analyst would file the main proposition, and the positions that
    contradict each other follow side by side.
    """
    page = _Page(weighed, texts or {}, max(60, width))
    yield f"event {weighed.event}"
    yield from page.wrapped(visible(weighed.main), 2)
    yield from page.grade(weighed.grade)
    yield ""
    yield plural(len(weighed.lines), "independent line")
    for number, line in enumerate(weighed.lines, 1):
        yield from page.wrapped(f"{number}. {', '.join(map(visible, line.speakers))}", 2)
        for part in line.why:
            yield from page.wrapped(visible(part.why), 5)
    for slot in weighed.slots:
        yield ""
        yield from page.slot(slot)
    yield ""
    yield plural(len(weighed.tellings), "telling")
    for telling in weighed.tellings:
        yield from page.telling(telling)


class _Page:
    def __init__(self, weighed: Weighed, texts: Mapping[str, str], width: int) -> None:
        self.texts, self.width = texts, width
        self.by_key = {telling.key: telling for telling in weighed.tellings}

    def wrapped(self, words: str, indent: int, hang: int = 0) -> Iterator[str]:
        yield from wrap(
            words,
            self.width,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + hang),
            break_long_words=False,
        )

    def labelled(self, label: str, words: str, indent: int) -> Iterator[str]:
        yield from self.wrapped(f"{label:<{_LABEL}}{words}", indent, _LABEL)

    def grade(self, grade: Grade) -> Iterator[str]:
        """The code, then every part of it with its reason."""
        yield f"  grade {grade.code}"
        for part in grade.parts:
            shown = "" if part.name == "reliability" else f"{part.value:g} "
            yield from self.labelled(part.name, f"{shown}{visible(part.why)}", 4)

    def slot(self, slot: SlotWeighed) -> Iterator[str]:
        yield slot.name
        for number, position in enumerate(slot.positions, 1):
            yield from self.wrapped(f"{number}. {visible(position.value)}  [{position.grade.code}]", 2, 3)
            yield from self.position(position)
        if slot.silent:
            yield from self.labelled("silent", self.who(slot.silent), 2)

    def position(self, position: Position) -> Iterator[str]:
        says = [key for key in position.says if key not in (*position.revised, *position.withdrawn)]
        for label, keys in (
            ("says", says),
            ("conceded", position.conceded),
            ("less exact", position.looser),
            ("denied", position.denies),
            ("revised", position.revised),
            ("taken back", position.withdrawn),
        ):
            if keys:
                yield from self.labelled(label, self.who(keys), 5)
        for contrast in position.contrasts:
            yield from self.labelled("against", f"{contrast.other + 1}. {visible(contrast.why)}", 5)

    def who(self, keys: Sequence[str]) -> str:
        return "; ".join(dict.fromkeys(_who(self.by_key[key]) for key in keys))

    def telling(self, telling: TellingWeighed) -> Iterator[str]:
        head = f"{_who(telling)}  [{telling.grade.code}] {telling.stand}, {telling.modality}"
        yield from self.wrapped(head, 2, 3)
        words = self.texts.get(telling.key)
        if words:
            yield from self.wrapped(f"“{visible(words)}”", 5)
        yield from self.wrapped(f"{_INTERESTS[telling.interest]}: {visible(telling.why)}", 5)


def _who(telling: TellingWeighed) -> str:
    """ "Oleh Bondar, Wire 2024-05-10"."""
    own = telling.outlet is not None and telling.speaker.startswith(telling.outlet)
    outlet = "" if own or telling.outlet is None else f", {visible(telling.outlet)}"
    return f"{visible(telling.speaker)}{outlet} {telling.known}"


def records_table(records: Iterable[TrackRecord], width: int = 100) -> Iterator[str]:
    """Lines of text: what was counted of each voice's claims on control, by name whatever was counted; no rate."""
    for record in sorted(records, key=lambda one: (one.name.casefold(), one.voice)):
        yield f"{visible(record.name)}: {plural(len(record.claims), 'claim')} on control"
        for name, words in _OUTCOMES.items():
            count = len(getattr(record, name))
            if count:
                yield from wrap(f"{count:>6} {words}", width, subsequent_indent=" " * 7)
