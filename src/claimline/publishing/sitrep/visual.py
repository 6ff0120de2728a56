"""Letters that are written from right to left, in the order in which they are seen, for what only knows left to right.

Runs of such letters are turned around, with the digits and brackets in them; letters are not joined (that takes a
shaping engine), so that Arabic names can be read, but are not beautiful. The HTML has them as they should be.
"""

from __future__ import annotations

import re

from claimline.publishing.sitrep.english import plain

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RUN = re.compile(f"[{_LETTERS}](?:[{_LETTERS}\\s\\d.,:;'’\"()-]*[{_LETTERS}])?")
_NUMBER = re.compile(r"\d[\d.,:]*\d|\d")
_TURNED = str.maketrans("()[]", ")(][")


def visual(text: str) -> str:
    """The text without marks of direction, its right-to-left runs turned around."""
    return _RUN.sub(lambda found: _around(found[0]), plain(text))


def _around(run: str) -> str:
    turned = run[::-1].translate(_TURNED)
    return _NUMBER.sub(lambda found: found[0][::-1], turned)
