"""Tokens with a coarse part of speech, by closed classes, word shape and neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from claimline.reading.rules.morphology import Form, noun_like, verb_table
from claimline.reading.tokens import Token

Tag = Literal[
    "DET", "PREP", "CONJ", "SUB", "PRON", "AUX", "MODAL", "TO", "VERB", "NUM", "NAME", "NOUN", "ADV", "ADJ", "PUNCT",
    "NEG", "WH", "POSS",
]  # fmt: skip

BE = frozenset("is are was were be been being am 's 're".split())
HAVE = frozenset("has have had having 've".split())
DO = frozenset("do does did".split())
_MODALS = frozenset("will would shall should may might can could must 'll cannot".split())
_DETS = frozenset(
    "the a an this that these those its his her their our your my some any no every each all both several many few "
    "more most another other such two-thirds half multiple various numerous".split()
)
_POSSESSIVES = frozenset("its his her their our your my".split())
_PREPS = frozenset(
    "in on at by from to of for with into onto over under near around against between among amid during inside outside "
    "across along through throughout toward towards upon within without about above below behind beyond beside besides "
    "off out up down past via per until till since despite following including regarding concerning versus amongst "
    "amidst alongside near".split()
)
_SUBS = frozenset("after before as while when although though because if unless whereas since once whether where".split())
_CONJS = frozenset("and or but nor yet & while".split())
_PRONS = frozenset("he she it they we i you him them us me who whom itself themselves himself herself there".split())
_WHS = frozenset("which who whom whose that what".split())
_NEGS = frozenset("not n't never no neither nor nobody nothing none".split())
_ADVS = frozenset(
    "also now already still again however meanwhile then later earlier reportedly allegedly just only even almost "
    "nearly once twice soon yet today yesterday tonight overnight too very so far ago back together away home "
    "more instead likewise moreover otherwise therefore thus currently previously previously further".split()
)
_NUMBER_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion billions dozen dozens scores".split()
)
_ADJ_ENDINGS = ("ous", "ful", "ive", "able", "ible", "less", "ical", "ary", "ern")


@dataclass(frozen=True, slots=True)
class Word:
    """A token with its tag; verbs carry their base form and the forms that they may be."""

    token: Token
    tag: Tag
    base: str
    forms: tuple[Form, ...] = ()

    @property
    def lower(self) -> str:
        return self.token.lower

    @property
    def start(self) -> int:
        return self.token.start

    @property
    def end(self) -> int:
        return self.token.end


def _closed_class(lower: str, following: str) -> Tag | None:
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
    if lower in _ADVS or (lower.endswith("ly") and len(lower) > 4 and lower not in ("family", "assembly", "italy", "july", "supply", "ally", "rally", "reply", "anomaly", "belly")):
        return "ADV"
    if lower in _NUMBER_WORDS or lower[:1].isdigit():
        return "NUM"
    return None


def _verb_entry(lower: str) -> tuple[str, tuple[Form, ...]] | None:
    entries = verb_table().get(lower)
    if not entries:
        return None
    base = entries[0][0]
    return base, tuple(form for b, form in entries if b == base)


def _is_verb_here(lower: str, forms: tuple[Form, ...], before: Word | None, earlier: Word | None, following: str) -> bool:
    """Whether a word that may be a verb is one, judged by its neighbours."""
    if before is None:
        return lower not in noun_like() and "base" not in forms
    if before.tag in ("MODAL", "NEG") or (before.tag == "AUX"):
        return not (before.lower in BE and "base" in forms and len(forms) == 1)
    if before.tag == "TO":
        return "base" in forms
    if before.tag == "PRON":
        return True
    if before.tag in ("DET", "POSS", "ADJ"):
        return "participle" in forms and "base" not in forms and before.tag != "DET" and False
    if before.tag == "PREP":
        return "ing" in forms and lower not in noun_like()
    if before.tag == "ADV":
        return not (earlier is not None and earlier.tag in ("DET", "POSS", "PREP") and lower in noun_like())
    if before.tag == "NUM":
        return ("past" in forms or "participle" in forms) and "base" not in forms
    if lower in noun_like():
        # "Russia attacks the town" against "drone attacks on the town": an object must follow, or a subject in the plural
        return before.tag == "NAME" and (following in _DETS or following[:1].isdigit() or following in _NUMBER_WORDS)
    return True


def tag_words(tokens: Sequence[Token], names: frozenset[int]) -> list[Word]:
    """Tag the tokens of one sentence. `names` holds the start offsets of tokens inside names (reading.mentions)."""
    words: list[Word] = []
    for i, token in enumerate(tokens):
        lower = token.lower
        following = tokens[i + 1].lower if i + 1 < len(tokens) else ""
        before = words[-1] if words else None
        earlier = words[-2] if len(words) > 1 else None
        words.append(_tag(token, lower, following, before, earlier, token.start in names))
    return words


def _tag(token: Token, lower: str, following: str, before: Word | None, earlier: Word | None, named: bool) -> Word:
    if not any(c.isalnum() for c in lower):
        return Word(token, "PUNCT", lower)
    if lower == "'s" and before is not None and before.tag not in ("PRON", "WH"):
        return Word(token, "POSS", lower)
    if named and token.text[:1].isupper():
        return Word(token, "NAME", lower)
    closed = _closed_class(lower, following)
    if closed:
        return Word(token, closed, lower)
    entry = _verb_entry(lower)
    if entry and _is_verb_here(lower, entry[1], before, earlier, following):
        return Word(token, "VERB", entry[0], entry[1])
    if token.text[:1].isupper() and before is not None and before.tag != "PUNCT":
        return Word(token, "NAME", lower)
    if lower.endswith(_ADJ_ENDINGS):
        return Word(token, "ADJ", entry[0] if entry else lower)
    return Word(token, "NOUN", entry[0] if entry else lower, entry[1] if entry else ())
