"""Plain text to a report: its title, and lone surrogates that no output could print."""

from __future__ import annotations

import re

from claimline.intake.config import IntakeConfig
from claimline.intake.language import detect_language
from claimline.model import Report

_TITLE_LENGTH = 140
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def title_of(text: str) -> str | None:
    """The first line where it looks like a headline: short, without a full stop, with more lines after it."""
    first, _, rest = text.lstrip().partition("\n")
    first = first.strip().removeprefix("\ufeff")
    first = re.sub(r"^#{1,6}\s+", "", first).strip(" *_")
    if not first or not rest.strip() or len(first) > _TITLE_LENGTH:
        return None
    return None if re.search(r"[.,;:…][\"”’')]*$", first) and not re.search(r"\b(?:[A-Z]\.){2,}$", first) else first


def clean(text: str) -> str:
    """The text with lone surrogates (half characters from broken escapes) replaced one for one, so offsets stay."""
    return _SURROGATE.sub("\ufffd", text)


def plain_report(text: str, *, where: str, config: IntakeConfig) -> Report | None:
    """The report of a plain text; None for an empty one, which is said."""
    text = clean(text)
    if not text.strip():
        config.note(f"{where}: empty, nothing to read")
        return None
    return Report(
        text=text,
        title=title_of(text),
        outlet=config.outlet,
        published=config.published,
        language=detect_language(text),
    )
