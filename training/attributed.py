"""Corpora of attributions: who says (source), the words that say so (cue), what is said (content, in pieces).

GUM's discourse trees say which clause is an attribution and of what; its syntax says which words of that clause speak.
PolNeAR names all three; it is for benchmarks alone, no shipped weight comes from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from training.examples import Event, Example, Span

KNOWN = frozenset(("speaker", "cue", "content"))
_POLNEAR_SPAN = re.compile(r"(T\d+)\t\S+ (\d[\d ;]*)\t")
_POLNEAR_EVENT = re.compile(r"E\d+\t(.+)")


def saying(source: tuple[Span, ...], cue: tuple[Span, ...], content: tuple[Span, ...]) -> Event | None:
    """An attribution as an event whose trigger is its cue; None for one without a cue."""
    if not cue:
        return None
    return Event(cue[0], None, {"speaker": source, "cue": cue, "content": content}, KNOWN, saying=True)


def polnear(split: Path) -> Iterator[Example]:
    """The articles of a split folder; where several annotators read one, the first file by name counts."""
    seen: set[str] = set()
    for ann in sorted((split / "attributions").glob("*.ann")):
        name = ann.stem.rsplit("_", 1)[0]
        if name in seen:
            continue
        seen.add(name)
        text = (split / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        events = _polnear_events(ann.read_text("utf-8"))
        yield Example(f"polnear-{name}", text, apart(events), triggers_known=False, sayings_known=True)


def _polnear_events(ann: str) -> list[Event]:
    spans: dict[str, tuple[Span, ...]] = {}
    rows: list[list[list[str]]] = []
    for line in ann.splitlines():
        if found := _POLNEAR_SPAN.match(line):
            pieces = [piece.split() for piece in found[2].split(";")]
            spans[found[1]] = tuple((int(a), int(b)) for a, b in pieces)
        elif found := _POLNEAR_EVENT.match(line):
            rows.append([part.split(":") for part in found[1].split()])
    events = []
    for row in rows:
        parts: dict[str, tuple[Span, ...]] = {"Source": (), "Cue": (), "Content": ()}
        for role, target in row:
            label = role.rstrip("0123456789")
            if label in parts:
                parts[label] += spans.get(target, ())
        event = saying(*(tuple(sorted(parts[label])) for label in ("Source", "Cue", "Content")))
        if event is not None:
            events.append(event)
    return events


def apart(events: list[Event]) -> tuple[Event, ...]:
    """Attributions in the order of their cues; of two with the same cue the first."""
    first: dict[Span, Event] = {}
    for event in events:
        first.setdefault(event.trigger, event)
    return tuple(first[span] for span in sorted(first))
