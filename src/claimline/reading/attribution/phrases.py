"""Phrases and nouns that attribute: "according to the mayor", "the claim that", "reports of"."""

from __future__ import annotations

from claimline.reading.attribution import words as w
from claimline.reading.attribution.clauses import clause_end, clause_start
from claimline.reading.attribution.cues import NounCue, Phrase, lexicon
from claimline.reading.attribution.draft import Draft, Range, trimmed
from claimline.reading.attribution.sources import clause_subject, source_after
from claimline.reading.attribution.speakerly import speaker_words
from claimline.reading.attribution.syntax import Items, has_finite, is_finite, is_mark, is_name, lower
from claimline.reading.attribution.units import QUOTE, Unit


def phrase_at(items: Items, at: int) -> Phrase | None:
    """The phrase that begins at an item."""
    for phrase in lexicon().phrases.get(items[at].lower, ()):
        if all(lower(items, at + k) == word for k, word in enumerate(phrase.words)):
            return phrase
    return None


def read_phrase(unit: Unit, at: int, phrase: Phrase, before: Draft | None) -> Draft | None:
    """ "According to X, …", "…, according to X", "…, citing X"."""
    items = unit.items
    start = at + len(phrase.words)
    source = source_after(items, start, len(items))
    if source is None:
        return None
    if phrase.words == ("per",) and (not is_name(items, start) or lower(items, at - 1) != ","):
        return None
    cue = (at, start)
    leading = not any(items[k].lower[:1].isalnum() or items[k].kind == QUOTE for k in range(at))
    if phrase.words[0] in ("citing", "quoting") and not leading:
        if not _speaker_like(items, source):
            return _reason(unit, cue, before)
        return _citing(unit, cue, source, phrase, before)
    if leading:
        return _following(unit, cue, source, phrase)
    return _around(unit, cue, source, phrase, before)


def _reason(unit: Unit, cue: Range, before: Draft | None) -> Draft | None:
    """ "The ministry closed its embassy, citing threats": the ministry says that there are threats."""
    items = unit.items
    source = before.source if before is not None and before.source is not None else clause_subject(items, cue[0])
    piece = trimmed(items, (cue[1], clause_end(items, cue[1])))
    if source is None or piece[0] >= piece[1]:
        return None
    if before is not None and before.side == "right":
        before.trim(cue[0])
    return Draft(unit, cue, source, [piece], "say", "phrase:reason", inherits=True)


def _speaker_like(items: Items, source: Range) -> bool:
    """Somebody who can be cited: a word for a speaker, or a name; "citing the party's refusal" is a reason."""
    head = source[0]
    while (
        head + 1 < source[1]
        and items[head + 1].lower not in w.PREPOSITIONS
        and items[head + 1].lower not in (",", "who")
    ):
        head += 1
    return any(items[k].lower in speaker_words() for k in (head, *range(*source))) if not is_name(items, head) else True


def _following(unit: Unit, cue: Range, source: Range, phrase: Phrase) -> Draft | None:
    items = unit.items
    if lower(items, source[1]) != ",":
        source = _split_without_comma(items, source)
    piece = trimmed(items, (source[1], clause_end(items, source[1])))
    if piece[0] >= piece[1]:
        return None
    return Draft(unit, cue, source, [piece], phrase.cue_class, "phrase:first")


def _split_without_comma(items: Items, source: Range) -> Range:
    """ "According to officials the town fell": the source ends before the next determiner or pronoun."""
    for k in range(source[0] + 1, source[1]):
        if (items[k].lower in w.DETERMINERS or items[k].lower in w.SUBJECTS) and items[
            k - 1
        ].lower not in w.PREPOSITIONS:
            return source[0], k
    return source


def _around(unit: Unit, cue: Range, source: Range, phrase: Phrase, before: Draft | None) -> Draft | None:
    items = unit.items
    floor = 0
    if before is not None and before.side in ("left", "both") and before.source is not None:
        floor = max(before.cue[1], before.source[1])
    pieces = [trimmed(items, (_left_edge(items, cue[0] - 1, floor), cue[0]))]
    after = source[1]
    if lower(items, after) == "," and not has_finite(items, pieces[0][0], pieces[0][1]):
        pieces.append(trimmed(items, (after + 1, clause_end(items, after + 1))))
    pieces = [p for p in pieces if p[0] < p[1]]
    if not pieces:
        return None
    return Draft(
        unit, cue, source, pieces, phrase.cue_class, "phrase:after", side="left" if len(pieces) == 1 else "both"
    )


def _left_edge(items: Items, last: int, floor: int) -> int:
    """The clause before the phrase: from the last ", but" or ", and" with a clause of its own, or from the start."""
    start = clause_start(items, last, floor)
    for k in range(last, start, -1):
        if items[k].lower in ("while", "but", "whereas") and has_finite(items, k + 1, last + 1):
            return k + 1
    return start


def _citing(unit: Unit, cue: Range, source: Range, phrase: Phrase, before: Draft | None) -> Draft | None:
    """ "The agency reported …, citing officials": the officials say it, the agency passes it on."""
    items = unit.items
    if before is not None and before.source is not None and before.side == "right" and before.cue[1] <= cue[0]:
        edge = cue[0]
        before.trim(edge)
        before.content = [p for p in (trimmed(items, piece) for piece in before.content) if p[0] < p[1]]
        if before.content:
            return Draft(unit, cue, source, list(before.content), phrase.cue_class, "phrase:citing", via=before.source)
        return None
    piece = trimmed(items, (clause_start(items, cue[0] - 1, 0), cue[0]))
    return (
        Draft(unit, cue, source, [piece], phrase.cue_class, "phrase:citing", side="left")
        if piece[0] < piece[1]
        else None
    )


def read_noun(unit: Unit, at: int, noun: NounCue) -> Draft | None:
    """ "the army's claim that …", "claims by rebels that …", "reports of shelling"."""
    items = unit.items
    if _is_object_of_cue(items, at):
        return None
    start = at + 1
    source: Range | None = None
    if lower(items, start) == "by" and (source := source_after(items, start + 1, len(items))) is not None:
        start = source[1]
    word = lower(items, start)
    if not (
        (word == "that" and "that" in noun.takes)
        or (word == "of" and "of" in noun.takes and items[at].lower.endswith("s"))
    ):
        return None
    first = at
    if source is None:
        source, first = _possessor(items, at)
    begin = start if word == "that" else start + 1
    piece = trimmed(items, (begin, _nominal_end(items, begin, word == "that")))
    if piece[0] >= piece[1]:
        return None
    cue_class = (
        noun.cue_class if source is not None else "hedge" if noun.cue_class in ("report", "claim") else noun.cue_class
    )
    return Draft(unit, (first, at + 1), source, [piece], cue_class, "noun")


def _is_object_of_cue(items: Items, at: int) -> bool:
    """ "denied reports that": the verb has the clause already."""
    lex = lexicon()
    return any(items[k].lower in lex.verbs and not w.is_adverb(items[k].lower) for k in range(max(0, at - 4), at))


def _possessor(items: Items, at: int) -> tuple[Range | None, int]:
    """Whose claim it is: "his claim", "Kyiv's claim", "the command's repeated claim"."""
    k = at - 1
    while (
        k > max(0, at - 4)
        and items[k].lower not in ("'s", "'")
        and items[k].lower not in w.POSSESSIVES
        and not is_mark(items, k)
    ):
        k -= 1
    if k < 0 or is_mark(items, k):
        return None, at
    if items[k].lower in w.POSSESSIVES:
        return (k, k + 1), k + 1
    if items[k].lower == "'s":
        start = k - 1
        while (
            start > 0
            and (is_name(items, start - 1) or items[start - 1].lower in w.DETERMINERS)
            and not is_mark(items, start - 1)
        ):
            start -= 1
        return (start, k), k + 1
    return None, at


def _nominal_end(items: Items, first: int, clause: bool) -> int:
    """The clause ends before the verb of the sentence: "reports that the town fell | were denied"."""
    verbs = 0
    for k in range(first, len(items)):
        if items[k].lower in (",", ";", ":") or (is_mark(items, k) and k >= len(items) - 1):
            return k
        if is_finite(items, k) and (k == first or not is_finite(items, k - 1)):
            verbs += 1
            if (
                verbs > (1 if clause else 0)
                and items[k - 1].lower not in w.COORDINATORS
                and items[k - 1].lower not in w.RELATIVES
            ):
                return k
    return len(items)
