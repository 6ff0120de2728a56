"""Later mentions of a speaker."""

from __future__ import annotations

from collections.abc import Sequence

from claimline.model import Attribution, Mention


def resolve_speakers(
    text: str, attributions: Sequence[Attribution], mentions: Sequence[Mention]
) -> tuple[Attribution, ...]:
    return tuple(attributions)
