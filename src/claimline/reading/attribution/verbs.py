"""Verbs that attribute, in the active voice: which form is a cue, and what it reports."""

from __future__ import annotations

from claimline.reading.attribution import words as w
from claimline.reading.attribution.clauses import clause_end, clause_start, ends_here, group_start, is_quote
from claimline.reading.attribution.cues import Cue, lexicon
from claimline.reading.attribution.draft import Draft, Range, trimmed
from claimline.reading.attribution.sources import clause_subject, source_after, source_before
from claimline.reading.attribution.syntax import (
    Items,
    adjunct_end,
    has_finite,
    is_finite,
    is_mark,
    is_name,
    is_noun_place,
    lower,
)
from claimline.reading.attribution.units import DASHES, STOPS, Unit

_FARTHEST_THAT = 16  # items between a cue and its "that"
_OBJECT_OPENERS = w.DETERMINERS | w.POSSESSIVES
_HEARERS = w.OBJECTS | frozenset(("it", "you"))


def cue_at(items: Items, at: int) -> tuple[Cue, int] | None:
    """The cue verb that begins at an item, with its last item; None where the word is no cue here."""
    lex = lexicon()
    for cue in lex.verbs.get(items[at].lower, ()):
        last = at + len(cue.tail)
        if any(lower(items, at + 1 + k) != word for k, word in enumerate(cue.tail)):
            continue
        if _is_verb(items, at, last, cue):
            return cue, last
    return None


def _is_verb(items: Items, at: int, last: int, cue: Cue) -> bool:
    before, after = lower(items, at - 1), lower(items, last + 1)
    if is_name(items, at) and at > 0 and not items[at].text.isupper() and not is_quote(items, at - 1):
        return _title_case(items, at)
    if is_noun_place(items, at) and not (cue.form == "ing" and before in w.PREPOSITIONS):
        return False
    if cue.form == "base" and before == "to":
        return lower(items, last + 1) in ("that", ":") or is_quote(items, last + 1)
    if items[at].lower not in lexicon().shy or cue.tail:
        return True
    if after == "that" or after == ":" or is_quote(items, last + 1):
        return before not in ("", ",") or cue.form == "past" or cue.form == "ing"
    return _shy_verb(items, at, last, cue)


def _title_case(items: Items, at: int) -> bool:
    """A headline in title case: "Kyiv Says Troops Left"."""
    words = [i for i in items if i.text[:1].isalpha()]
    return sum(i.text[0].isupper() for i in words) >= 0.7 * len(words) and lower(items, at) not in lexicon().shy


def _shy_verb(items: Items, at: int, last: int, cue: Cue) -> bool:
    """A form that may be a noun or mean something else: it needs a subject before it and an object after it."""
    if at == 0 or last + 1 >= len(items):
        return _after_content(items, at, last)
    before = items[at - 1]
    if not (before.lower[:1].isalpha() or before.lower in (",", "'s") or before.kind == "bracket"):
        return False
    if is_finite(items, last + 1) or lower(items, last + 1) in w.PREPOSITIONS - {"as", "of", "to"}:
        return cue.form == "past" and before.lower in w.SUBJECTS
    follows = lower(items, last + 1)
    if follows in ("of", "and", "or"):
        return False
    if "inf" in cue.takes and follows == "to":
        return True
    if before.lower in w.SUBJECTS or before.lower in w.VERB_GROUP or w.is_adverb(before.lower):
        return not is_mark(items, last + 1) or _after_content(items, at, last)
    opens = follows in _OBJECT_OPENERS or follows in w.SUBJECTS or is_name(items, last + 1) or follows[:1].isdigit()
    if cue.form == "past":
        return (
            opens
            or has_finite(items, last + 1, min(last + 14, len(items)))
            or bool({"noun", "at"} & cue.takes and follows.isalpha())
        )
    agrees = before.lower.endswith("s") == (cue.form == "base") or is_name(items, at - 1)
    return (opens and agrees) or (agrees and has_finite(items, last + 1, min(last + 10, len(items))))


def _after_content(items: Items, at: int, last: int) -> bool:
    """ "…, he reported.": nothing follows, and the subject stands after a comma or a quotation."""
    if not ends_here(items, last + 1) and lower(items, last + 1) != ",":
        return False
    return lower(items, at - 1) in w.SUBJECTS or lower(items, at - 2) in (",",) or is_quote(items, at - 2)


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
    if source is not None and before is not None and source[0] < before.cue[1] <= source[1]:
        source = (before.cue[1], source[1]) if before.cue[1] < source[1] else None
    inherits = False
    if source is None or (items[source[0]].lower in ("who", "which") and source[1] - source[0] == 1):
        source, inherits = _missing_subject(items, first, before, source)
        if source is None:
            return None
    return _with_content(unit, (first, last + 1), source, cue, before, inherits)


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
    if own is not None and (lower(items, own[0] - 1) == "with" or _is_document(items, own) or before is None):
        return _with_content(unit, (first, last + 1), own, cue, before, False)
    if before is not None and before.source is not None and (before.cue[1] <= first):
        source: Range | None = before.source
        if before.side != "left" and word in (",", "and"):
            before.trim(first - 1)
        return _with_content(unit, (first, last + 1), source, cue, before, True)
    source = clause_subject(items, first)
    return _with_content(unit, (first, last + 1), source, cue, before, True) if source else None


def _is_document(items: Items, source: Range) -> bool:
    return any(items[k].lower in w.CHANNELS for k in range(*source))


def _with_content(
    unit: Unit, cue_range: Range, source: Range | None, cue: Cue, before: Draft | None, inherits: bool
) -> Draft | None:
    """Finds what is reported: after the cue, or before the source."""
    items = unit.items
    start, kind = _complement(items, cue_range[1], cue)
    if kind == "none":
        if source is None or inherits:
            return None
        return _left(unit, cue_range, source, cue, before, source[0] - 1)
    end = clause_end(items, start)
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


def _complement(items: Items, start: int, cue: Cue) -> tuple[int, str]:
    """Where the content after a cue begins, and of what kind it is ("none": nothing follows)."""
    takes = cue.takes
    if (that := _that_within(items, start)) is not None and takes & {"that", "told", "clause"}:
        return that, "that"
    after = adjunct_end(items, start, len(items))
    if is_quote(items, after) and takes & {"quote", "clause", "told", "that", "noun", "name", "as"}:
        return after, "quote"
    if lower(items, after) == ":" or (
        lower(items, after) in (",",) and is_quote(items, after + 1) and after + 2 >= len(items) - 1
    ):
        return after + 1, "quote" if is_quote(items, after + 1) else "colon"
    if "told" in takes:
        return _after_hearer(items, start)
    if ends_here(items, after):
        return after, "none"
    if lower(items, after) == ",":
        return _after_insertion(items, after, cue)
    return _bare(items, start, after, cue)


def _that_within(items: Items, start: int) -> int | None:
    """The "that" of a that-clause, after words of time, place and hearer."""
    for k in range(start, min(start + _FARTHEST_THAT, len(items))):
        word = items[k].lower
        if word == "that":
            after = lower(items, k + 1)
            return k if k == start or after not in ("", ".", ",") else None
        if word in STOPS or word in (";", ":") or items[k].kind == "quote" or (word in w.SUBJECTS and k == start):
            return None
        if is_finite(items, k) or (word == "," and k == start and not _comma_pair(items, k)):
            return None
    return None


def _comma_pair(items: Items, at: int) -> bool:
    """ ", in his view, that": an insertion that ends with a comma before "that"."""
    close = next((k for k in range(at + 1, min(at + 12, len(items))) if items[k].lower == ","), None)
    return close is not None and lower(items, close + 1) == "that"


def _after_hearer(items: Items, start: int) -> tuple[int, str]:
    """After "told": a pronoun or a noun phrase, then the clause."""
    at = start
    if lower(items, at) in _HEARERS:
        at += 1
    else:
        at = _hearer_end(items, at)
    at = adjunct_end(items, at, len(items))
    if is_quote(items, at):
        return at, "quote"
    if lower(items, at) == ":":
        return at + 1, "quote" if is_quote(items, at + 1) else "colon"
    if lower(items, at) == "to":
        return at, "inf"
    if ends_here(items, at) or lower(items, at) == ",":
        return at, "none"
    return at, "clause"


def _hearer_end(items: Items, at: int) -> int:
    k = at
    if lower(items, k) in _OBJECT_OPENERS:
        k += 1
    named = is_name(items, k)
    while k < len(items) and not is_mark(items, k) and not is_quote(items, k):
        word = items[k].lower
        if k > at and (word in _OBJECT_OPENERS or word in w.SUBJECTS or word in ("that", "to") or word[:1].isdigit()):
            if lower(items, k - 1) not in w.PREPOSITIONS:
                break
        if k > at and is_finite(items, k):
            break
        if word in w.PREPOSITIONS and k > at and adjunct_end(items, k, len(items)) > k:
            break
        if w.is_time(word) or (
            named and k > at and not is_name(items, k) and word not in w.PREPOSITIONS and word not in ("'s", "and")
        ):
            break
        if not named and k > at and is_name(items, k) and lower(items, k - 1) not in w.PREPOSITIONS | _OBJECT_OPENERS:
            break
        k += 1
    return k


def _after_insertion(items: Items, comma: int, cue: Cue) -> tuple[int, str]:
    """A comma follows the cue: an insertion ("says, in his opinion, Iraq had none"), or the content lies on the left."""
    close = next((k for k in range(comma + 1, min(comma + 10, len(items))) if items[k].lower == ","), None)
    if close is not None and lower(items, comma + 1) in w.PREPOSITIONS and "clause" in cue.takes:
        if lower(items, close + 1) == "that" or has_finite(items, close + 1, len(items)):
            return close + 1, "insertion"
    return comma, "none"


def _bare(items: Items, start: int, after: int, cue: Cue) -> tuple[int, str]:
    """A clause without "that", a noun phrase, an infinitive or a prepositional phrase."""
    takes = cue.takes
    word = lower(items, start)
    if "inf" in takes and _infinitive(items, start):
        return start, "inf"
    if "of" in takes and (
        word == "of" or cue.lemma == "accuse" or (cue.lemma in ("warn",) and word in ("against", "about"))
    ):
        return (start + 1 if word in ("of", "against", "about") else start), "of"
    if takes & {"for", "on", "as", "name", "at"}:
        return start, "noun"
    if "clause" in takes and has_finite(items, after, len(items)):
        return after, "clause"
    if "noun" in takes and (word not in w.PREPOSITIONS or after > start):
        return after, "noun"
    if "clause" in takes and after < len(items) and lower(items, after) not in w.PREPOSITIONS:
        return after, "clause"
    return start, "none"


def _infinitive(items: Items, start: int) -> bool:
    for k in range(start, min(start + 8, len(items))):
        if items[k].lower == "to":
            return True
        if is_mark(items, k) or items[k].kind == "quote":
            return False
    return False


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
    _go_on(items, draft, max(cue_range[1], source[1]))
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
    if not word or word.endswith("ing") or word in w.RELATIVES:
        return False
    if mark == ";":
        return True
    if word in w.SUBORDINATORS or word in w.COORDINATORS:
        return word in ("and", "but", "because", "so", "or") and draft.direct is False
    first, last = draft.content[0]
    return not has_finite(items, first, last)
