"""Quantities on their way: a figure, what it counts or measures, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimline.model.span import Span
from claimline.reading.quantities import guards
from claimline.reading.quantities.cues import Said, by_noun, by_object, by_people, by_subject
from claimline.reading.quantities.lexicon import nouns
from claimline.reading.quantities.measures import Measure, measured, money
from claimline.reading.quantities.nounphrase import Counted, counted, no_count
from claimline.reading.quantities.spans import Figure, find_figures
from claimline.reading.quantities.tolls import by_toll, number_of

_STRONG = re.compile(r"[-–\s](?:strong|member|man|person)\b", re.IGNORECASE)
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z|\()")
_LINE_LABEL = re.compile(r"(?:\A|\n)[ \t•–-]*([^\W\d_][^.,;\n\d]{2,50}?)[: \t]\s*\Z")
_LABELS = {"housing": "houses", "population": "people", "displaced": "idps"}
_NOT_PEOPLE = re.compile(r"\s+(?:of\b|of)|-|\s+[a-z]+s\b")
_CAPTION = re.compile(r"\s*[^\w\s.,;)]{1,2}\s*(?:the\s+)?number\s+of\s", re.IGNORECASE)
_ONE_OF = re.compile(r"\s+of\s")
_NAME = re.compile(r"\s+[A-Z][\w’'-]+")
_NO_ONE = re.compile(r"\s+(?:of|another|day|side)\b")


@dataclass(frozen=True, slots=True)
class Draft:
    """A quantity on its way: the figure, what it counts, what is said of it."""

    figure: Figure
    noun: Counted | None
    measure: Measure | None
    said: Said | None
    rule: str

    @property
    def end(self) -> int:
        return max(self.figure.end, self.noun.span.end if self.noun else 0, self.measure.end if self.measure else 0)

    @property
    def human(self) -> bool:
        if self.noun is not None:
            return self.noun.category in ("human", "households")
        return self.measure is None


def find_drafts(text: str) -> Iterator[Draft]:
    """What each number of the text counts, taken alone; numbers that count nothing are left out."""
    end = 0
    for figure in find_figures(text):
        if figure.at < end:
            continue  # inside a noun phrase or unit that is read already
        draft = _draft(text, figure)
        if draft is not None:
            end = draft.figure.end if draft.noun else draft.end
            yield draft


def _draft(text: str, figure: Figure) -> Draft | None:
    if guards.is_percent(text, figure.end):
        return None
    measure = money(text, figure) or measured(text, figure)
    if measure is not None:
        return Draft(figure, None, measure, None, measure.of)
    strong = _STRONG.match(text, figure.end, figure.end + 10)
    if strong and (strong[0][0] in "-–" or strong[0][1:].lower() == "strong"):
        return Draft(figure, None, None, Said("people", "strong"), "strong")
    if no_count(text, figure.end):
        return None
    one = figure.amount.high == 1 and figure.amount.form == "words"
    noun = counted(text, figure.end, one=one or figure.amount.high == 1)
    if guards.names_nothing(text, figure, noun) or (one and _one_of_things(text, figure, noun)):
        return None
    return _understood(text, figure, noun, one)


def _understood(text: str, figure: Figure, noun: Counted | None, one: bool) -> Draft | None:
    rule = figure.rule
    if noun is None and (tagged := _table_label(text, figure)) is not None:
        noun, rule = tagged, "label"
    if noun is None and (caption := _CAPTION.match(text, figure.end, figure.end + 30)):
        noun, rule = counted(text, caption.end() - 1), "label"  # "120,000 – The number of people who left"
    if noun is None and (label := number_of(text, figure.start)) is not None:
        noun = counted(text, label) if label >= 0 else None
        if label < 0:
            return Draft(figure, None, None, Said("people", "label"), "label")
        rule = "label" if noun else rule
    said = _said(text, figure, noun)
    if noun is None and said is None:
        said = _bare(text, figure)
    if noun is None and one and (said is None or _NO_ONE.match(text, figure.end)):
        return None
    return Draft(figure, noun, None, said, rule)


def _one_of_things(text: str, figure: Figure, noun: Counted | None) -> bool:
    """ "One of the reasons" counts nothing; "one of the guards" is a person."""
    return noun is not None and noun.category in (None, "things") and _ONE_OF.match(text, figure.end) is not None


def _bare(text: str, figure: Figure) -> Said | None:
    """A number with nothing after it that it counts. "Thousands" alone are people."""
    if figure.amount.form == "vague":
        loose = text[max(0, figure.start - 7) : figure.start].lower().endswith("in the ")
        return None if loose or _NOT_PEOPLE.match(text, figure.end) else Said("people", "bare")
    return by_people(text, figure.start, figure.end)


def _table_label(text: str, figure: Figure) -> Counted | None:
    """The noun of a table's line: "Completely destroyed housing: 146", "IDPs total 122 387"."""
    if not _LINE_END.match(text, figure.end, figure.end + 6):
        return None
    line = text[max(0, figure.start - 60) : figure.start]
    match = _LINE_LABEL.search(line)
    if match is None:
        return None
    for word in re.finditer(r"[^\W\d_]+", match[1]):
        plural = _LABELS.get(word[0].lower(), word[0].lower())
        known = nouns().plurals.get(plural)
        if known:
            start = figure.start - len(line) + match.start(1) + word.start()
            return Counted(Span(start, start + len(word[0])), known[1], known[0])
    return None


def _said(text: str, figure: Figure, noun: Counted | None) -> Said | None:
    """What is said of people: a noun of death or injury first, then the verbs, then other nouns, then a toll."""
    if noun is not None and noun.category not in ("human", "households", None):
        return None
    own = by_noun(noun.plural, noun.lead) if noun else None
    if own is not None and own.of in ("killed", "injured"):
        return own
    end = noun.span.end if noun and noun.span.start >= figure.end else figure.end
    said = by_object(text, figure.start) or by_subject(text, end)
    if said is None and noun is None and (name := _NAME.match(text, end, end + 30)):
        said = by_subject(text, name.end())  # "eleven Nuer were killed"
    return said or own or by_toll(text, figure.start)
