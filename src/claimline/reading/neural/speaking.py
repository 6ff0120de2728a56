"""Who says it: the network's speaker and cue, joined with the attributions that the rules found."""

from __future__ import annotations

from collections.abc import Sequence

from claimline.model import Attribution, Reading, Span
from claimline.reading.attribution import holder

_ATTRIBUTED = ("claimed", "announced", "accused")


class Speaking:
    """The attributions of a reading, and for each trigger the one that it belongs to."""

    def __init__(self, reading: Reading) -> None:
        self.attributions: tuple[Attribution, ...] = reading.attributions
        self._text = reading.report.text

    def of(
        self, trigger: Span, proposition: Span, speakers: Sequence[Span], cues: Sequence[Span], modality: str
    ) -> int | None:
        """The index of a trigger's attribution, or None for the outlet's own voice.

        The network decides whether somebody speaks. Where it names a speaker that a rule found too, the rule's
        attribution stands; a new one is added otherwise. Where the network names nobody, quoted words still have their
        speaker, and so has what it calls a claim, if only the one who spoke last.
        """
        by_rule = holder(self.attributions, trigger)
        if speakers:
            same = [i for i, a in enumerate(self.attributions) if any(s.overlaps(speakers[0]) for s in a.source)]
            if by_rule is not None and (by_rule in same or self.attributions[by_rule].source):
                return by_rule
            if same:
                return min(same, key=lambda i: self._distance(i, proposition))
            return self._added(proposition, speakers[0], cues)
        if by_rule is None:
            return self._carried(trigger) if modality in _ATTRIBUTED else None
        quoted = self.attributions[by_rule].manner in ("direct", "mixed")
        return by_rule if quoted or modality in _ATTRIBUTED or not self.attributions[by_rule].source else None

    def _carried(self, trigger: Span) -> int | None:
        """Who spoke last in the trigger's paragraph: "Shells hit the port, he said. Two dockers died"."""
        paragraph = self._text.rfind("\n", 0, trigger.start) + 1
        spoken = [
            (start, -i)
            for i, a in enumerate(self.attributions)
            if a.source and paragraph <= (start := min(s.start for s in (*a.source, *a.cue))) < trigger.start
        ]
        return -max(spoken)[1] if spoken else None

    def _distance(self, index: int, proposition: Span) -> int:
        return min(
            abs(c.start - proposition.start) for c in (*self.attributions[index].cue, *self.attributions[index].source)
        )

    def _added(self, proposition: Span, speaker: Span, cues: Sequence[Span]) -> int:
        cue = (cues[0].trimmed(self._text),) if cues else ()
        new = Attribution((speaker.trimmed(self._text),), cue, (proposition,), "indirect", "say", rule="model")
        self.attributions = (*self.attributions, new)
        return len(self.attributions) - 1
