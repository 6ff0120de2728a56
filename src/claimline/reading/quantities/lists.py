"""Numbers that stand together: lists share what is said of them, parts count what their whole counts."""

from __future__ import annotations

import re
from dataclasses import replace

from claimline.reading.quantities.cues import Said, is_member, joins
from claimline.reading.quantities.drafts import Draft
from claimline.reading.quantities.nounphrase import of_pronoun
from claimline.reading.quantities.tolls import is_total

_BREAK = re.compile(r"[.!?;]\s|\n\s*\n")
_BOUNDARY = re.compile(
    r"\s*(?:[,.;:)\n]|\Z|\s(?:of (?:them|whom|those)|from|in|and|were|was|to|at|into|had|have|are)\b)"
)
_VERB = re.compile(r"\s+(?:were|was|are|is)\b")  # what is said of the number follows it, and is something else
_PART_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|its\s+|their\s+|those\s+|some\s+)?")


def spread(text: str, drafts: list[Draft]) -> list[Draft]:
    """Lists share what is said of them, and numbers without a noun count what the one before counted."""
    out: list[Draft] = []
    for draft in drafts:
        if out and draft.measure is None and draft.figure.start >= out[-1].end:
            draft = _from_before(text, out[-1], draft)
        out.append(draft)
    for index in range(len(out) - 2, -1, -1):
        out[index] = _from_after(text, out[index], out[index + 1])
    return out


def _from_before(text: str, before: Draft, draft: Draft) -> Draft:
    gap = text[before.end : draft.figure.start]
    if draft.figure.later and before.figure.earlier:  # "rose from 9 to 14"
        return replace(draft, noun=draft.noun or before.noun, said=draft.said or before.said)
    if draft.noun is not None and draft.noun.plural in ("others", "other") and draft.said is None and not before.human:
        return replace(draft, noun=before.noun) if before.noun and len(gap) < 60 else draft
    member = is_member(gap) or of_pronoun(text, draft.figure.end)
    joined = member or (len(gap) < 40 and joins().match(gap) is not None and not _VERB.match(text, draft.end))
    if draft.said is None and joined and before.said is not None and draft.human and before.human:
        draft = replace(draft, said=Said(before.said.of, "list"))
    bare = draft.noun is None and draft.said is None
    if bare and before.said is not None and len(gap) < 200 and is_total(text, draft.figure.start):
        draft = replace(draft, said=Said(before.said.of, "total"))
    if draft.noun is not None or not _carries(text, before, draft, gap, member):
        return draft
    said = draft.said or (before.said if joined else Said("people", "carried"))
    return replace(draft, noun=before.noun, said=said, rule="carried" if draft.said is None else draft.rule)


def _from_after(text: str, draft: Draft, after: Draft) -> Draft:
    """ "Two soldiers and three civilians were killed", "21 of 49 drones"."""
    if after.figure.start < draft.figure.end:
        return draft
    gap = text[draft.figure.end : after.figure.start]
    if draft.figure.earlier and after.figure.later and draft.noun is None:
        return replace(draft, noun=after.noun, said=draft.said or after.said)
    if draft.noun is None and after.measure is None and _PART_OF.fullmatch(gap):
        return replace(draft, noun=after.noun, said=draft.said or after.said)
    if draft.said is not None or draft.noun is None or not draft.human or not after.human or after.said is None:
        return draft
    gap = text[draft.end : after.figure.start] if after.figure.start >= draft.end else "."
    if after.said.how in ("subject", "list") and len(gap) < 40 and joins().match(gap):
        return replace(draft, said=Said(after.said.of, "list"))
    return draft


def _carries(text: str, before: Draft, draft: Draft, gap: str, member: bool) -> bool:
    if not before.human or len(gap) > 110 or _BREAK.search(gap) or draft.figure.amount.high == 1:
        return False
    if before.noun is None and before.said is None:
        return False
    return member or (draft.said is None and _BOUNDARY.match(text, draft.figure.end) is not None)
