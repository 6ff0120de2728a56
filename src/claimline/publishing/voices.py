"""Who says a claim, and how that is known: from the words at the cue to the speaker, and on to who passed it on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimline.model import Attribution, Claim, Reading, Resolution, Span
from claimline.model.record import Record, span_record


@dataclass(frozen=True, slots=True)
class SaidBy:
    """One step outwards, all of it in the report's own words.

    `source` is who the text names at the cue ("he"), `speaker` the fullest mention of the same speaker (None where
    that is `source` itself). `elsewhere` are the other words for this speaker in the report, in the order of the text.
    `via` are outlets that passed it on.
    """

    source: Span | None
    speaker: Span | None
    cue: Span | None
    rule: str
    elsewhere: tuple[Span, ...]
    via: tuple[Span, ...]


def said_by(claim: Claim, resolution: Resolution) -> tuple[SaidBy, ...]:
    """The claim's own attribution first, then those around it. () for the outlet's own voice."""
    reading = resolution.reading
    steps: list[SaidBy] = []
    seen: set[int] = set()
    at = _attribution_of(claim, reading)
    while at is not None and at not in seen:
        seen.add(at)
        attribution = reading.attributions[at]
        steps.append(_step(attribution, reading.attributions))
        at = attribution.parent
    return tuple(steps)


def _attribution_of(claim: Claim, reading: Reading) -> int | None:
    """The attribution of the trigger that the claim was made from; of several with its words, the one with its cue."""
    found = [
        trigger.attribution
        for trigger in reading.triggers
        if trigger.proposition == claim.evidence[0] and trigger.kind == claim.kind and trigger.attribution is not None
    ]
    with_cue = [at for at in found if claim.cue in reading.attributions[at].cue]
    return next(iter([*with_cue, *found]), None)


def _step(attribution: Attribution, others: Sequence[Attribution]) -> SaidBy:
    source = attribution.source[0] if attribution.source else None
    speaker = attribution.speaker or source
    elsewhere = {other for other in _mentions_of(speaker, others) if other not in (source, speaker)}
    return SaidBy(
        source=source,
        speaker=speaker if speaker != source else None,
        cue=attribution.cue[0] if attribution.cue else None,
        rule=attribution.rule,
        elsewhere=tuple(sorted(elsewhere)),
        via=attribution.via,
    )


def _mentions_of(speaker: Span | None, attributions: Sequence[Attribution]) -> Iterator[Span]:
    for attribution in attributions:
        if speaker is not None and attribution.source and speaker in (attribution.speaker, attribution.source[0]):
            yield attribution.source[0]


def voices_record(claim: Claim, resolution: Resolution | None) -> Record:
    """`chain` and the steps as plain data; spans carry their words."""
    text = claim.report.text

    def words(span: Span | None) -> Record | None:
        return span_record(span, text) if span else None

    return {
        "chain": list(claim.chain),
        "steps": [
            {
                "source": words(step.source),
                "speaker": words(step.speaker),
                "cue": words(step.cue),
                "rule": step.rule,
                "elsewhere": [words(span) for span in step.elsewhere],
                "via": [words(span) for span in step.via],
            }
            for step in (said_by(claim, resolution) if resolution else ())
        ],
    }
