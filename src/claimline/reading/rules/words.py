"""Tokens with a coarse part of speech, by closed classes, word shape and neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from claimline.reading.rules.morphology import Form, event_gerunds, noun_like, verb_table
from claimline.reading.tokens import Token
from claimline.vocab import word_set

Tag = Literal[
    "DET", "PREP", "CONJ", "SUB", "PRON", "AUX", "MODAL", "TO", "VERB", "NUM", "NAME", "NOUN", "ADV", "ADJ", "PUNCT",
    "NEG", "WH", "POSS",
]  # fmt: skip

BE = word_set("function_words", "be")
HAVE = word_set("function_words", "have")
DO = word_set("function_words", "do")
_MODALS = word_set("function_words", "modals")
_DETS = word_set("function_words", "determiners")
_PREPS = word_set("function_words", "prepositions")
_SUBS = word_set("function_words", "subordinators")
_CONJS = word_set("function_words", "coordinators")
_PRONS = word_set("function_words", "pronouns")
_ADVS = word_set("function_words", "adverbs")
_NOT_ADVERBS = word_set("function_words", "no_adverbs")
_NUMBER_WORDS = word_set("function_words", "numbers")
_PREPS_AND_TO = _PREPS | {"to"}
_ADJ_ENDINGS = ("ous", "ful", "ive", "able", "ible", "less", "ical", "ary", "ern")


class Word(NamedTuple):
    """A token with its tag; verbs carry their base form and the forms that they may be. `text[start:end]`."""

    token: Token
    tag: Tag
    base: str
    lower: str
    start: int
    end: int
    forms: tuple[Form, ...] = ()
    adjectival: bool = False  # a nationality: "Russian" in "Russian attacks"


def _word(token: Token, tag: Tag, base: str, forms: tuple[Form, ...] = (), *, adjectival: bool = False) -> Word:
    """The rules ask for a word's characters more often than for anything else: they are its own, not its token's."""
    start, end, _, lower = token
    return tuple.__new__(Word, (token, tag, base, lower, start, end, forms, adjectival))


KNOWN = 1 << 13  # words whose forms are kept: the common ones come again and again


@lru_cache(KNOWN)
def _closed_class(lower: str) -> Tag | None:
    """The tag of a function word; None for an open-class word."""
    if lower in ("n't", "not", "never"):
        return "NEG"
    if lower == "to":
        return "TO"
    if lower in _MODALS:
        return "MODAL"
    if lower in BE or lower in HAVE or lower in DO:
        return "AUX"
    if lower in ("which", "who", "whom", "whose"):
        return "WH"
    if lower in _PRONS:
        return "PRON"
    if lower in ("and", "or", "but", "nor", "&"):
        return "CONJ"
    if lower in _SUBS and lower != "since":
        return "SUB"
    if lower in _DETS:
        return "DET"
    if lower in _PREPS:
        return "PREP"
    if lower in _ADVS or (lower.endswith("ly") and len(lower) > 4 and lower not in _NOT_ADVERBS):
        return "ADV"
    if lower in _NUMBER_WORDS or lower[:1].isdigit():
        return "NUM"
    return None


def _that(before: Word | None, following: Token | None) -> Tag:
    """ "that" as a relative pronoun ("the raid that killed"), a conjunction ("said that the") or a determiner."""
    if following is None or before is None or before.tag in ("PUNCT", "PREP", "CONJ"):
        return "DET"
    if before.tag != "VERB" and (_may_be_finite(following.lower) or following.lower in _ADVS):
        return "WH"
    starts = (
        following.lower in _DETS
        or following.lower in _PRONS
        or following.text[0].isupper()
        or following.text[0].isdigit()
    )
    return "SUB" if before.tag in ("VERB", "NOUN", "ADJ", "ADV", "NUM") and (before.tag == "VERB" or starts) else "DET"


@lru_cache(KNOWN)
def _verb_entry(lower: str) -> tuple[str, tuple[Form, ...]] | None:
    entries = verb_table().get(lower)
    if not entries:
        return None
    base = entries[0][0]
    return base, tuple(form for b, form in entries if b == base)


def _is_verb_here(
    lower: str, forms: tuple[Form, ...], before: Word | None, earlier: Word | None, following: Token | None, alone: bool
) -> bool:
    """Whether a word that may be a verb is one, judged by its neighbours."""
    if lower in event_gerunds() and _is_event_noun(before, following):
        return False
    if before is None:
        return lower not in noun_like() and "base" not in forms
    if before.tag in ("MODAL", "NEG", "AUX"):
        return not (before.lower in BE and forms == ("base",))
    if before.tag == "TO":
        return "base" in forms
    if before.tag == "PRON":
        return True
    if before.tag in ("DET", "POSS", "ADJ"):
        return False
    if before.tag == "PREP":
        return "ing" in forms and lower not in noun_like()
    if before.tag == "ADV":
        return not (earlier is not None and earlier.tag in ("DET", "POSS", "PREP") and lower in noun_like())
    if before.tag == "NUM":
        return "participle" in forms and ("base" not in forms or following is None or not following.text[0].isalnum())
    if lower in noun_like():
        if alone and _may_govern(forms, before) and following is not None and following.lower in _PREPS_AND_TO:
            return True  # "activists protest in Belgrade": no other verb in the sentence
        return _acts(forms, before, following, earlier is not None and earlier.lower in ("a", "an"))
    return True


def _may_govern(forms: tuple[Form, ...], before: Word) -> bool:
    """Whether the word before can be the subject of a form: a plural of the base, any noun of a past ("spread")."""
    return ("base" in forms and _is_plural(before)) or ("past" in forms and before.tag in ("NOUN", "NAME"))


def _acts(forms: tuple[Form, ...], before: Word, following: Token | None, singular_subject: bool) -> bool:
    """Whether a word that is as often a noun is the verb of the name or plural before it.

    "Russia attacks the town" and "insurgents storm the embassy", but "drone attacks on the town".
    """
    if following is None or not following.text[0].isalnum():
        return False
    opens = following.lower in _DETS or following.lower in _NUMBER_WORDS or following.text[0].isdigit()
    if "s" in forms:
        subject = (before.tag == "NAME" and not before.adjectival) or (
            before.tag == "NOUN" and (opens or singular_subject)
        )
    else:
        subject = _is_plural(before) or (opens and before.tag in ("NAME", "NOUN") and not before.adjectival)
    if not subject or opens or singular_subject:
        return subject
    return following.lower not in _PREPS and following.lower not in _CONJS and not _may_be_finite(following.lower)


def _is_event_noun(before: Word | None, following: Token | None) -> bool:
    """Whether "fighting", "shelling" and their like are nouns here: not behind "is", and with no object."""
    if before is not None and before.tag in ("AUX", "PRON", "NEG"):
        return False
    if following is None or not following.text[0].isalnum():
        return True
    return following.lower in _PREPS or following.lower in _CONJS or _may_be_finite(following.lower)


def _is_plural(word: Word) -> bool:
    if word.tag == "NAME":
        return not word.adjectival and word.lower.endswith("s")
    return word.tag == "NOUN" and (
        word.lower.endswith("s") or word.lower in ("people", "police", "troops", "men", "women")
    )


@lru_cache(KNOWN)
def _may_be_finite(lower: str) -> bool:
    return lower in BE or lower in HAVE or lower in _MODALS or (lower in verb_table() and lower not in noun_like())


def tag_words(tokens: Sequence[Token], names: Mapping[int, str]) -> list[Word]:
    """Tag the tokens of one sentence. `names` maps the start of a token inside a mention to the mention's type."""
    words: list[Word] = []
    for i, token in enumerate(tokens):
        words.append(_tag(tokens, i, words, names.get(token.start)))
    return words


def _modifies_number(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word belongs to a number: "at least 12", "up to 30", "more than a dozen"."""
    lower = tokens[i].lower
    if lower in _OPENS_PAIR and i + 1 < len(tokens) and (lower, tokens[i + 1].lower) in _PAIRS:
        return _number_follows(tokens, i + 2)
    if lower in _ENDS_PAIR and i and (tokens[i - 1].lower, lower) in _PAIRS:
        return _number_follows(tokens, i + 1)
    return lower in _NEARLY and _number_follows(tokens, i + 1)


_PAIRS = frozenset(
    (("at", "least"), ("at", "most"), ("up", "to"), ("more", "than"), ("fewer", "than"), ("less", "than"))
)
_OPENS_PAIR, _ENDS_PAIR = (frozenset(pair[at] for pair in _PAIRS) for at in (0, 1))
_NEARLY = frozenset(("about", "around", "over", "some", "nearly", "almost"))


def _number_follows(tokens: Sequence[Token], i: int) -> bool:
    if i < len(tokens) and tokens[i].lower in ("a", "an", "the", "another") and i + 1 < len(tokens):
        i += 1
    return i < len(tokens) and (tokens[i].text[0].isdigit() or tokens[i].lower in _NUMBER_WORDS)


def _no_verb_but(tokens: Sequence[Token], i: int, words: Sequence[Word]) -> bool:
    """Whether no word of the sentence up to the next comma or conjunction can be its finite verb but the one at `i`."""
    if any(w.tag in ("VERB", "AUX", "MODAL") for w in words):
        return False
    for token in tokens[i + 1 :]:
        if token.lower == "," or token.lower in _SUBS:
            return True
        if _may_be_finite(token.lower):
            return False
    return True


def _owns(tokens: Sequence[Token], i: int, before: Word) -> bool:
    """Whether an apostrophe makes a plural a possessor ("the rebels' capture of"), and closes no quotation."""
    if tokens[i].start != before.end or not _is_plural(before) or i + 1 >= len(tokens):
        return False
    quoted = any(t.text in ("'", "‘") for t in tokens[:i])
    return not quoted and tokens[i + 1].start > tokens[i].end and tokens[i + 1].text[0].islower()


def _undertakes(tokens: Sequence[Token], i: int, entry: tuple[str, tuple[Form, ...]], words: Sequence[Word]) -> bool:
    """Whether a word that is as often a noun is what somebody says of his own deeds: "claims to have taken the town".

    Behind an everyday noun the words may also be one phrase ("the army plans to withdraw were dropped"): then no other
    verb may follow, unless "have" does at once.
    """
    base, forms = entry
    before = words[-1] if words else None
    if base not in _UNDERTAKING or before is None or before.adjectival or before.tag not in ("NAME", "NOUN"):
        return False
    if before.tag == "NOUN" and ("s" in forms) == _is_plural(before):
        return False
    first, second = (tokens[j].lower if j < len(tokens) else "" for j in (i + 1, i + 2))
    if first == "to" and second == "have":
        return True
    if first == "to":
        infinitive = second in BE or _has_form(second, "base")
        return infinitive and (before.tag == "NAME" or _no_verb_but(tokens, i + 2, words))
    return base in _REPORTING and _has_form(first, "ing") and first not in event_gerunds()


_UNDERTAKING = word_set("verb_classes", "undertaking")
_REPORTING = frozenset(("claim", "report"))  # "reports taking the town"


def _has_form(lower: str, form: Form) -> bool:
    entry = _verb_entry(lower)
    return entry is not None and form in entry[1]


@lru_cache(KNOWN)
def _is_mark(lower: str) -> bool:
    return not any(map(str.isalnum, lower))


def _tag(tokens: Sequence[Token], i: int, words: Sequence[Word], name: str | None) -> Word:
    token, lower = tokens[i], tokens[i].lower
    before = words[-1] if words else None
    earlier = words[-2] if len(words) > 1 else None
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if lower in ("'", "’") and before is not None and _owns(tokens, i, before):
        return _word(token, "POSS", "'s")
    if not lower.isalnum() and _is_mark(lower):
        return _word(token, "NUM" if lower in "$€£¥₴₽" else "PUNCT", lower)
    if lower == "'s" and before is not None and before.tag not in ("PRON", "WH"):
        return _word(token, "POSS", lower)
    if name and token.text[:1].isupper():
        return _word(token, "NAME", lower, adjectival=name == "nationality")
    if _modifies_number(tokens, i):
        return _word(token, "ADV", lower)
    closed = _that(before, following) if lower == "that" else _closed_class(lower)
    if closed == "MODAL" and lower == "may" and token.text == "May" and before is not None:
        return _word(token, "NAME", lower)
    if closed:
        return _word(token, closed, lower)
    entry = _verb_entry(lower)
    if entry and (
        _is_verb_here(lower, entry[1], before, earlier, following, _no_verb_but(tokens, i, words))
        or _undertakes(tokens, i, entry, words)
    ):
        return _word(token, "VERB", entry[0], entry[1])
    if token.text[:1].isupper() and before is not None and before.tag != "PUNCT":
        return _word(token, "NAME", lower)
    if lower.endswith("ed") and len(lower) > 4 and before is not None and before.tag in ("NOUN", "NAME", "PRON", "AUX"):
        return _word(token, "VERB", lower[:-2], ("past", "participle"))  # an unknown verb: "alarms sounded"
    if lower.endswith(_ADJ_ENDINGS):
        return _word(token, "ADJ", entry[0] if entry else lower)
    return _word(token, "NOUN", entry[0] if entry else lower, entry[1] if entry else ())
