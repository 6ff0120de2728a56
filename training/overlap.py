"""What two texts share: eight words in a row, names and formulas apart."""

from __future__ import annotations

import re

ROW = 8
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def words_in_a_row(text: str, length: int = ROW) -> set[tuple[str, ...]]:
    """All runs of that many words that have at least four of lower case: a chain of names or a title says nothing."""
    words = _WORD.findall(text)
    rows = (words[i : i + length] for i in range(len(words) - length + 1))
    return {tuple(w.lower() for w in row) for row in rows if sum(w.islower() for w in row) >= length // 2}
