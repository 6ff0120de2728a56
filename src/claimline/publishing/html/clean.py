"""What text and cards share: which characters are not let through, and the tone of a claim."""

from __future__ import annotations

import re

from claimline.model import Claim

_BARRED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with U+FFFD for each character that HTML does not allow; offsets stay.

    So for the two that force a direction on letters of the other: they can only make words look like others.
    """
    return _BARRED.sub("\ufffd", text)


def tone(claim: Claim) -> str:
    """The classes that colour a claim: whose voice, or negated; and `unsure` for what is not stated as a fact."""
    voice = "own" if claim.speaker is None and claim.cue is None else "said"
    unsure = " unsure" if claim.modality in ("hedged", "planned", "conditional") else ""
    return ("neg" if claim.polarity == "negative" else voice) + unsure
