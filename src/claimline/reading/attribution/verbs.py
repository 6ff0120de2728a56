"""Verbs that attribute, in the active voice: who says it, and what."""

from __future__ import annotations

from claimline.reading.attribution import words as w
from claimline.reading.attribution.adjuncts import adjunct_end
from claimline.reading.attribution.clauses import clause_end, clause_start, ends_here, group_start, is_quote
from claimline.reading.attribution.complements import complement, hearer_end
from claimline.reading.attribution.cues import Cue, lexicon
from claimline.reading.attribution.draft import Draft, Range, trimmed
from claimline.reading.attribution.sources import clause_subject, source_after, source_before
from claimline.reading.attribution.syntax import Items, has_finite, is_mark, lower
from claimline.reading.attribution.units import DASHES, Unit


def read_verb(unit: Unit, at: int, last: int, cue: Cue, before: Draft | None) -> Draft | None:
    """The attribution of an active cue; `before` is the one read last in the same unit."""
    items = unit.items
    first = group_start(items, at)
    group = {items[k].lower for k in range(first, at)}
    if group & w.NEGATIONS and cue.cue_class in ("say", "report") and lower(items, last + 1) != "that":
        return None
    floor = 0
    if cue.form == "ing" and not group & w.BE:
        return _participle(unit, at, last, cue, before)
    if first > 0 and items[first - 1].lower == "to" and cue.form == "base":
        subject = clause_subject(items, first - 1)
        return _with_content(unit, (first, last + 1), subject, cue, before, False)
    inverted = _inverted(items, first, last, cue)
    if inverted is not None:
        return _left(unit, (first, last + 1), inverted, cue, before, first - 1)
    source = source_before(items, first - 1, floor)
    if (
        source is not None
        and before is not None
        and source[0] < before.cue[1] <= source[1]
        and not _in_relative(items, source, before.cue[0])
    ):
        source = (before.cue[1], source[1]) if before.cue[1] < source[1] else None
    inherits = False
    if source is None or (items[source[0]].lower in ("who", "which") and source[1] - source[0] == 1):
        source, inherits = _missing_subject(items, first, before, source)
        if source is None:
            return None
    return _with_content(unit, (first, last + 1), source, cue, before, inherits)


def _in_relative(items: Items, source: Range, cue: int) -> bool:
    """Does the earlier cue lie in a relative clause of this source ("Baku, which had told of losses, admitted")?"""
    return any(items[k].lower in w.RELATIVES for k in range(source[0] + 1, cue + 1))


def _missing_subject(
    items: Items, first: int, before: Draft | None, relative: Range | None
) -> tuple[Range | None, bool]:
    """The subject of a coordinated verb ("said … but asserted") or of a relative clause ("…, who said")."""
    if relative is not None:
        return relative, False
    word = lower(items, first - 1)
    if word in ("and", "but", "or", "then", "yet", ",") or word == "":
        if before is not None and before.source is not None and before.side != "left" and word:
            return before.source, True
        return (clause_subject(items, first), False) if word else (None, False)
    return None, False


def _inverted(items: Items, first: int, last: int, cue: Cue) -> Range | None:
    """The source of "…, said Oleh Kiper" or of "“…,” says the mayor"."""
    if not cue.finite or not {"clause", "quote"} & cue.takes or first == 0:
        return None
    before = items[first - 1]
    if not (before.lower == "," or is_quote(items, first - 1) or before.lower in DASHES):
        return None
    start = last + 1
    if start >= len(items) or is_mark(items, start) or is_quote(items, start) or lower(items, start) in ("that", "to"):
        return None
    source = source_after(items, start, len(items))
    if source is None:
        return None
    after = adjunct_end(items, source[1], len(items))
    if not (
        ends_here(items, after)
        or is_mark(items, after)
        or is_quote(items, after)
        or lower(items, after) in w.SUBORDINATORS | w.PREPOSITIONS | {"and", "but"}
    ):
        return None
    if is_quote(items, first - 1):
        return source
    if lower(items, source[1]) == "," and first < 6 and has_finite(items, source[1] + 1, len(items)):
        return source  # "So far, says the director, nothing has arrived"
    return source if has_finite(items, 0, first - 1) and not _subject_left(items, first) else None


def _subject_left(items: Items, first: int) -> bool:
    """Before the comma lies an apposition, so that the subject stands on the left: "Kiper, the governor, said"."""
    source = source_before(items, first - 1, 0)
    return source is not None and source[0] == 0


def _participle(unit: Unit, at: int, last: int, cue: Cue, before: Draft | None) -> Draft | None:
    """ "…, adding that", "a statement saying", "with the ministry claiming"."""
    items = unit.items
    word = lower(items, at - 1)
    first = group_start(items, at)
    if word in ("without", "not") or ("told" in cue.takes and word == ""):
        return None
    own = (
        source_before(items, first - 1)
        if word not in (",", "by", "after", "before", "while", "when", "in", "and", "or", "")
        else None
    )
    if own is not None and not _speaks(items, last, cue):
        return None
    if own is not None and (
        lower(items, own[0] - 1) in ("with", "amid")
        or _is_document(items, own)
        or before is None
        or _quoted_by(items, own)
    ):
        return _with_content(unit, (first, last + 1), own, cue, before, False)
    if before is not None and before.source is not None and (before.cue[1] <= first):
        source: Range | None = before.source
        if before.side != "left" and (word in (",", "and") or is_quote(items, first - 1)):
            before.trim(first if is_quote(items, first - 1) else first - 1)
        return _with_content(unit, (first, last + 1), source, cue, before, True)
    source = clause_subject(items, first)
    return _with_content(unit, (first, last + 1), source, cue, before, True) if source else None


def _speaks(items: Items, last: int, cue: Cue) -> bool:
    """Right after a noun only a verb of saying is a cue ("officials saying that", not "men writing a word")."""
    return (
        lower(items, last + 1) == "that"
        or is_quote(items, last + 1)
        or (cue.cue_class in ("say", "claim", "warn") and cue.lemma in ("say", "claim", "allege", "warn"))
    )


def _quoted_by(items: Items, own: Range) -> bool:
    """ "The agency reports a source saying": the source is the object of a verb that passes it on."""
    return lower(items, own[0] - 1) in ("reports", "reported", "quoted", "quotes", "cited", "cites", "heard", "hears")


def _is_document(items: Items, source: Range) -> bool:
    return any(items[k].lower in w.CHANNELS for k in range(*source))


def _with_content(
    unit: Unit, cue_range: Range, source: Range | None, cue: Cue, before: Draft | None, inherits: bool
) -> Draft | None:
    """Finds what is reported: after the cue, or before the source."""
    items = unit.items
    start, kind = complement(items, cue_range[1], cue)
    if kind == "none":
        if source is None or inherits:
            return None
        plain = source_before(items, source[1] - 1, 0, headless=True)
        if (
            lower(items, source[1] - 1) != ","
            and plain is not None
            and plain[0] > source[0]
            and lower(items, source[1]) != ","
        ):
            source = plain
        return _left(unit, cue_range, source, cue, before, source[0] - 1)
    end = clause_end(items, start, kind in ("noun", "inf", "of"))
    if kind == "quote":
        end = _quote_end(items, start)
    piece = trimmed(tuple(items), (start, end))
    if piece[0] >= piece[1] and kind != "colon":
        return None
    draft = Draft(
        unit, cue_range, source, [piece], cue.cue_class, f"verb:{kind}", inherits=inherits, direct=kind == "quote"
    )
    if before is not None:
        _close(items, before, draft)
    return draft


def _close(items: Items, before: Draft, draft: Draft) -> None:
    """Ends the content of the cue before where a coordinated cue or a clause with a new speaker begins."""
    if before.side == "left":
        return
    start = draft.cue[0] if draft.inherits or draft.source is None else min(draft.source[0], draft.cue[0])
    word = lower(items, start - 1)
    if (
        draft.inherits
        or word in ("while", "whereas")
        or (word in ("and", "but", "yet") and not _shares_that(items, start - 1))
    ):
        before.trim(start - 1)


def _shares_that(items: Items, at: int) -> bool:
    return lower(items, at + 1) == "that"


def _quote_end(items: Items, start: int) -> int:
    """A quotation, with what the clause adds to it: "said the road was “open” and safe"."""
    if ends_here(items, start + 1) or lower(items, start + 1) == ",":
        return start + 1
    return clause_end(items, start)


def _left(unit: Unit, cue_range: Range, source: Range, cue: Cue, before: Draft | None, last: int) -> Draft | None:
    """The content stands before its source: "The town fell, he said"; it may go on after it."""
    items = unit.items
    if not takes_left(cue):
        return None
    if last < 0 or not (items[last].lower in (",", "-") or items[last].lower in DASHES or is_quote(items, last)):
        return None
    floor = 0
    if before is not None and (before.side != "right" or before.source is None):
        floor = max(before.cue[1], before.source[1] if before.source else 0)
    if is_quote(items, last) and (last == floor or (is_mark(items, last - 1) and not has_finite(items, floor, last))):
        start = last
    else:
        start = clause_start(items, last, floor)
    piece = trimmed(tuple(items), (start, last + 1))
    if piece[0] >= piece[1]:
        return None
    draft = Draft(
        unit, cue_range, source, [piece], cue.cue_class, "verb:left", side="left", direct=is_quote(items, last)
    )
    after = max(cue_range[1], source[1])
    _go_on(items, draft, hearer_end(items, after) if "told" in cue.takes and source[1] <= cue_range[0] else after)
    return draft


def takes_left(cue: Cue) -> bool:
    return bool(cue.takes & {"clause", "quote", "told"})


def _go_on(items: Items, draft: Draft, at: int) -> None:
    """What follows ", he said,": the rest of the clause, or a further quotation."""
    at = adjunct_end(items, at, len(items))
    while at < len(items) and items[at].kind == "bracket":
        at += 1
    mark = lower(items, at)
    if is_quote(items, at):
        draft.content.append((at, at + 1))
        draft.side = "both"
    elif mark in (",", ";", ":", ".") and is_quote(items, at + 1):
        draft.content.append((at + 1, at + 2))
        draft.side = "both"
    elif mark in (",", ";") and _continues(items, draft, at + 1, mark):
        piece = trimmed(tuple(items), (at + 1, clause_end(items, at + 1)))
        if piece[0] < piece[1]:
            draft.content.append(piece)
            draft.side = "both"


def _continues(items: Items, draft: Draft, at: int, mark: str) -> bool:
    word = lower(items, at)
    if not word or word in lexicon().starts:
        return False
    if word.endswith("ing") or word in w.RELATIVES:
        return mark == "," and not draft.direct
    if mark == ";":
        return True
    if word in w.SUBORDINATORS or word in w.COORDINATORS:
        return word in ("and", "but", "because", "so", "or") and draft.direct is False
    first, last = draft.content[0]
    return not has_finite(items, first, last)
