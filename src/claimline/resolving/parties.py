"""Every party of a reading: speakers first, then actors and targets in the light of who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimline.model import Attribution, Mention, Party, Reading, ResolvedPlace, Span
from claimline.resolving.actors import PartyContext, implied, resolve_party

_PERSONAL = frozenset(("he", "him", "his", "she", "her", "himself", "herself"))
_NEUTRAL = frozenset(("it", "its", "itself"))
_PLURAL = frozenset(("they", "them", "their", "themselves"))
_TOLD = frozenset(("claimed", "announced", "asserted"))  # not what somebody is accused of
_NEAR = 400  # characters back that an antecedent is looked for


def resolve_parties(reading: Reading, places: Sequence[ResolvedPlace]) -> tuple[Party, ...]:
    """One party for every span that is a speaker, an actor or a target."""
    report = reading.report
    countries = {p.text: p.country for p in places if p.country}
    found: dict[Span, Party] = {}
    for attribution in reading.attributions:
        span = speaker_span(attribution)
        if span is not None and span not in found:
            context = PartyContext(
                reading.mentions, report.published, None, _antecedent(reading, span, None), countries
            )
            found[span] = implied(report.text, span, resolve_party(report.text, span, context), context, None)
    for trigger in reading.triggers:
        said_by = speaker_span(reading.attributions[trigger.attribution]) if trigger.attribution is not None else None
        speaker = found.get(said_by) if said_by else None
        for link in trigger.linked("actor", "target"):
            if link.span not in found:
                context = PartyContext(
                    reading.mentions, report.published, speaker, _antecedent(reading, link.span, said_by), countries
                )
                party = resolve_party(report.text, link.span, context)
                deed = trigger.kind if link.role == "actor" and trigger.modality in _TOLD else None
                found[link.span] = implied(report.text, link.span, party, context, deed)
    return tuple(found.values())


def speaker_span(attribution: Attribution) -> Span | None:
    """The fullest mention of who speaks; None where the text names nobody."""
    if attribution.speaker is not None:
        return attribution.speaker
    return attribution.source[0] if attribution.source else None


def _antecedent(reading: Reading, span: Span, said_by: Span | None) -> Span | None:
    """What a pronoun or possessive in a phrase stands for; None where the phrase has none or it is not clear.

    Inside somebody's words "it", "its", "he" and "they" are most often the speaker; elsewhere the last fitting actor or
    name before the phrase.
    """
    words = re.findall(r"[a-z]+", span.of(reading.report.text).lower())
    pronoun = next((w for w in words if w in _PERSONAL | _NEUTRAL | _PLURAL), None)
    if pronoun is None:
        return None
    if said_by is not None and said_by != span:
        return said_by
    return next(_candidates(reading, span, pronoun), None)


def _candidates(reading: Reading, span: Span, pronoun: str) -> Iterator[Span]:
    """Earlier spans that a pronoun may stand for, the nearest first: actors, then names."""
    text = reading.report.text
    actors = [
        link.span
        for t in reading.triggers
        for link in t.linked("actor")
        if link.span.end <= span.start and span.start - link.span.end < _NEAR and not _is_pronoun(link.span.of(text))
    ]
    if pronoun not in _PERSONAL:
        yield from sorted(actors, key=lambda s: -s.end)
    yield from (
        m.span
        for m in sorted(reading.mentions, key=lambda m: -m.span.end)
        if m.span.end <= span.start and span.start - m.span.end < _NEAR and _agrees(m, pronoun)
    )


def _agrees(mention: Mention, pronoun: str) -> bool:
    if pronoun in _PERSONAL:
        return mention.type == "person"
    return mention.type in ("group", "organisation")


def _is_pronoun(phrase: str) -> bool:
    return phrase.lower() in _PERSONAL | _NEUTRAL | _PLURAL | {"we", "i", "who", "which"}
