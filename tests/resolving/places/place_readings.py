"""Readings out of marked-up sentences: "[Vovchansk]" is a place mention, "[Petrov|person]" one of another type."""

from __future__ import annotations

import re
from typing import cast

from claimline.model import Link, Mention, ReaderInfo, Reading, Report, Span, Trigger
from claimline.model.reading import MentionType, Role

_MARK = re.compile(r"\[([^\]|]*)(?:\|([a-z]+))?\]")


def marked(text: str) -> Reading:
    """The reading of a text with its mentions in brackets; a type `at`, `from`, `to` makes a link without a mention."""
    plain, mentions, links, last = "", [], [], 0
    for match in _MARK.finditer(text):
        plain += text[last : match.start()]
        span = Span(len(plain), len(plain) + len(match[1]))
        kind = match[2] or "place"
        if kind in ("at", "from", "to", "via"):
            links.append(Link(cast(Role, kind), span))
        else:
            mentions.append(Mention(span, cast(MentionType, kind)))
        plain, last = plain + match[1], match.end()
    plain += text[last:]
    ends = [m.end() for m in re.finditer(r"[.!?]\s+(?=[A-Z])", plain)]
    sentences = tuple(Span(a, b) for a, b in zip([0, *ends], [*ends, len(plain)], strict=True))
    triggers = (Trigger(Span(0, 1), "attack", sentences[0], links=tuple(links)),) if links else ()
    return Reading(Report(plain), sentences, tuple(mentions), (), triggers, (), (), ReaderInfo("test", "0"))
