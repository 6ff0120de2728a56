"""Is this word a cue verb here, or a noun, or a verb of another meaning?"""

from __future__ import annotations

from claimline.reading.attribution import words as w
from claimline.reading.attribution.adjuncts import adjunct_end
from claimline.reading.attribution.clauses import ends_here, is_quote
from claimline.reading.attribution.complements import that_within
from claimline.reading.attribution.cues import Cue, lexicon
from claimline.reading.attribution.sources import source_before
from claimline.reading.attribution.speakerly import document_words
from claimline.reading.attribution.syntax import Items, has_finite, is_finite, is_mark, is_name, is_noun_place, lower

_OPENERS = w.DETERMINERS | w.POSSESSIVES | w.SUBJECTS
_ABOUT = frozenset(
    ("over", "about", "around", "nearly", "almost", "some", "at", "more", "up", "between", "dozens", "hundreds")
)
_NEVER = frozenset(("regarding", "considering", "putting", "reading", "counting", "including", "describing"))


def cue_at(items: Items, at: int) -> tuple[Cue, int] | None:
    """The cue verb that begins at an item, with its last item; None where the word is no cue here."""
    for cue in lexicon().verbs.get(items[at].lower, ()):
        last = at + len(cue.tail)
        if all(lower(items, at + 1 + k) == word for k, word in enumerate(cue.tail)) and _is_verb(items, at, last, cue):
            if cue.tail == ("on",) and w.is_time(lower(items, last + 1)):
                continue  # "insisted on Friday that"
            return cue, last
    return None


def _is_verb(items: Items, at: int, last: int, cue: Cue) -> bool:
    before, after = lower(items, at - 1), lower(items, last + 1)
    if items[at].lower in _NEVER or cue.form == "part":
        return False
    if is_name(items, at) and at > 0 and not items[at].text.isupper() and not is_quote(items, at - 1):
        return _title_case(items, at)
    if is_noun_place(items, at) and not (cue.form == "ing" and before in w.PREPOSITIONS):
        return False
    if cue.form == "base" and before == "to":
        return after in ("that", ":") or is_quote(items, last + 1)
    if not _right_object(items, last, cue):
        return False
    if items[at].lower not in lexicon().shy or cue.tail:
        return True
    if after == ":" or is_quote(items, last + 1) or that_within(items, last + 1, cue) is not None:
        return _has_subject(items, at, cue)
    return _shy_verb(items, at, last, cue)


def _has_subject(items: Items, at: int, cue: Cue) -> bool:
    before = lower(items, at - 1)
    if before == ",":
        return source_before(items, at - 1) is not None or cue.form == "ing"
    return at > 0 and (before[:1].isalnum() or before == "" or before == "'s")


def _right_object(items: Items, last: int, cue: Cue) -> bool:
    """Objects that give a verb another meaning: "claimed 12 lives", "put on alert", "will admit refugees"."""
    nearby = [lower(items, k) for k in range(last + 1, min(last + 12, len(items)))]
    if cue.lemma == "claim" and ("lives" in nearby[:5] or "life" in nearby[:4]):
        return False
    if cue.lemma == "put":
        return "at" in nearby and any(
            word[:1].isdigit() or word in _ABOUT for word in nearby[nearby.index("at") + 1 :][:2]
        )
    if cue.lemma in ("go on", "continue"):
        spoken = any(item.kind == "quote" for item in items) or nearby[:1] == [":"]
        return spoken or (lower(items, last - len(cue.tail) - 1) in w.SUBJECTS and nearby[:1] in ([","], ["."], []))
    if cue.lemma == "issue":
        return items[-1].lower == ":" and bool({"statement", "communique", "communiqué", "declaration"} & set(nearby))
    if cue.lemma == "admit" and nearby and nearby[0][:1].isdigit():
        return False  # a hospital admits patients
    if cue.lemma == "show" and "that" not in nearby[:1]:
        return any(lower(items, k) in document_words() for k in range(max(0, last - 12), last))
    if cue.lemma in ("admit", "recall", "count", "list", "register", "record", "document"):
        return not any(lower(items, last - k) in w.MODALS for k in (1, 2)) and nearby[:1] != ["from"]
    return True


def _title_case(items: Items, at: int) -> bool:
    """A headline in title case: "Kyiv Says Troops Left"."""
    words = [i for i in items if i.text[:1].isalpha()]
    return sum(i.text[0].isupper() for i in words) >= 0.7 * len(words) and lower(items, at) not in lexicon().shy


def _shy_verb(items: Items, at: int, last: int, cue: Cue) -> bool:
    """A form that may be a noun or mean something else: it needs a subject before it and an object after it."""
    after = adjunct_end(items, last + 1, len(items))
    if at == 0 or ends_here(items, after) or lower(items, after) == ",":
        return _after_content(items, at)
    before, follows = items[at - 1], lower(items, last + 1)
    if not (before.lower[:1].isalpha() or before.lower in (",", "'s") or before.kind == "bracket"):
        return False
    if before.lower == "," and source_before(items, at - 1) is None:
        return False
    pronoun = before.lower in w.SUBJECTS or before.lower in w.VERB_GROUP or w.is_adverb(before.lower)
    if follows in w.PREPOSITIONS - {"as", "of", "to"} and not (follows in _ABOUT and _number_near(items, last + 1)):
        return False
    if is_finite(items, last + 1) or (follows in ("of", "and", "or") and not (pronoun and follows == "of")):
        return False
    if pronoun:
        return not is_mark(items, last + 1)
    if not _agrees(items, at, cue):
        return False
    if "inf" in cue.takes and follows == "to" and cue.form != "base":
        return True
    opens = follows in _OPENERS or is_name(items, last + 1) or follows[:1].isdigit() or follows in _ABOUT
    clause = has_finite(items, last + 1, min(last + 14, len(items)))
    if cue.form == "past":
        return opens or clause or bool({"noun", "at"} & cue.takes and follows.isalpha())
    return opens or clause or _only_verb(items, at)


def _number_near(items: Items, at: int) -> bool:
    return any(lower(items, k)[:1].isdigit() for k in range(at, at + 4))


def _agrees(items: Items, at: int, cue: Cue) -> bool:
    """Does the verb's form go with the noun before it? "rebels claim", "the group claims"; names may be either."""
    before = items[at - 1]
    if cue.form not in ("base", "s") or is_name(items, at - 1) or before.kind == "bracket" or before.lower == ",":
        return not (cue.form == "base" and is_name(items, at - 1) and not _plural_name(items, at - 1))
    return before.lower.endswith("s") == (cue.form == "base")


def _plural_name(items: Items, at: int) -> bool:
    return (
        items[at].lower.endswith("s")
        or items[at].text.isupper()
        or any(lower(items, at - k) == "and" for k in (1, 2, 3))
    )


def _only_verb(items: Items, at: int) -> bool:
    """Has the clause around the word no other verb ("Hamas claims responsibility for the attack")?"""
    first, last = at, at + 1
    while first > 0 and not is_mark(items, first - 1) and items[first - 1].kind != "quote":
        first -= 1
    while last < len(items) and not is_mark(items, last) and lower(items, last) not in w.RELATIVES | {"that", "and"}:
        last += 1
    return not has_finite(items, first, at) and not has_finite(items, at + 1, last)


def _after_content(items: Items, at: int) -> bool:
    """ "…, he reported.": nothing follows, and the subject stands after a comma or a quotation."""
    if at == 0:
        return False
    source = source_before(items, at - 1)
    return (
        source is not None and source[0] > 0 and (lower(items, source[0] - 1) == "," or is_quote(items, source[0] - 1))
    )
