"""When a capital or a state stands for its government."""

from __future__ import annotations

from collections.abc import Sequence

from claimline.model import Mention
from claimline.reading.tokens import Token


def is_government(text: str, mention: Mention, tokens: Sequence[Token]) -> bool:
    return False
