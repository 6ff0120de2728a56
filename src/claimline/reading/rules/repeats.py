"""What a report says twice: a headline whose statement comes again in the body counts once, in its fullest wording."""

from __future__ import annotations

from collections.abc import Sequence

from claimline.model import Report, Span, Trigger


def without_headline(report: Report, sentences: Sequence[Span], triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """Triggers without those of the headline whose family the body states too."""
    headline = headline_span(report, sentences)
    if headline is None:
        return tuple(triggers)
    body = {family(t) for t in triggers if not headline.contains(t.span)}
    return tuple(t for t in triggers if not headline.contains(t.span) or family(t) not in body)


def headline_span(report: Report, sentences: Sequence[Span]) -> Span | None:
    """The first line of a report of several lines, if it is short and no full sentence, or its title if it is that."""
    text = report.text
    if not sentences:
        return None
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    if end < 0:
        return None
    line = text[start:end].rstrip()
    titled = report.title is not None and line == report.title.strip()
    if titled or (line and line[-1] not in ".!?”\"'»:" and len(line.split()) <= 20):
        return Span(start, start + len(line))
    return None


def family(trigger: Trigger) -> str:
    return trigger.kind.split(".")[0]
