"""Every quantity of a text: number, unit, what it is of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimline.model.quantity import QuantityMention, QuantityOf
from claimline.model.span import Span
from claimline.model.timeform import TimeMention
from claimline.reading.quantities import guards, shares
from claimline.reading.quantities.cues import (
    Said,
    by_noun,
    by_object,
    by_subject,
    by_toll,
    is_member,
    is_total,
    joins,
    number_of,
)
from claimline.reading.quantities.lexicon import nouns
from claimline.reading.quantities.measures import Measure, measured, money, scaled
from claimline.reading.quantities.nounphrase import Counted, counted, no_count, of_pronoun
from claimline.reading.quantities.singular import find_singular
from claimline.reading.quantities.spans import Figure, find_figures
from claimline.reading.quantities.tolls import replaces

_BREAK = re.compile(r"[.!?;]\s|\n\s*\n")
_BOUNDARY = re.compile(
    r"\s*(?:[,.;:)\n]|\Z|\s(?:of (?:them|whom|those)|from|in|and|were|was|to|at|into|had|have|are)\b)"
)
_STRONG = re.compile(r"[-–\s](?:strong|member|man|person)\b", re.IGNORECASE)
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z|\()")
_LINE_LABEL = re.compile(r"(?:\A|\n)[ \t•–-]*([^\W\d_][^.,;\n\d]{2,50}?)[: \t]\s*\Z")
_LABELS = {"housing": "houses", "population": "people", "displaced": "idps"}
_NO_ONE = re.compile(r"\s+(?:of|another|day|side)\b")
_PART_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|its\s+|their\s+|those\s+|some\s+)?")


@dataclass(frozen=True, slots=True)
class _Draft:
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


def find_quantities(text: str, times: Sequence[TimeMention] = ()) -> tuple[QuantityMention, ...]:
    """All quantities of a text, in order, without overlap; offsets are code points of `text`.

    `times` are the text's time expressions, whose numbers are skipped. Vague words that no rule gives a range to
    ("several", "many") yield nothing. A number without any hint of what it counts is left out.
    """
    blocked = _Blocked(times)
    drafts = [d for d in _drafts(text) if not blocked.touches(d.figure.at, d.figure.amount.end)]
    drafts = _spread(text, drafts)
    found = [q for d in drafts if (q := _mention(text, d)) is not None]
    found = _with_shares(text, found)
    taken = _Blocked([])
    taken.extend([(q.span.start, q.noun.end if q.noun else q.span.end) for q in found])
    singles = [q for q in find_singular(text, _sentences(text)) if not taken.touches(q.span.start, q.span.end)]
    return tuple(sorted([*found, *singles], key=lambda q: q.span))


class _Blocked:
    """Stretches of text that numbers may not come from; both lists are sorted by start."""

    def __init__(self, times: Sequence[TimeMention]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.extend([(t.span.start, t.span.end) for t in times])

    def extend(self, pairs: Sequence[tuple[int, int]]) -> None:
        merged = sorted([*zip(self.starts, self.ends, strict=True), *pairs])
        self.starts, self.ends = [s for s, _ in merged], [e for _, e in merged]

    def touches(self, start: int, end: int) -> bool:
        index = bisect_right(self.starts, start)
        return (index > 0 and self.ends[index - 1] > start) or (index < len(self.starts) and self.starts[index] < end)


def _sentences(text: str) -> Iterator[Span]:
    """Rough sentences: enough to keep a search within one statement."""
    start = 0
    for match in _BREAK.finditer(text):
        yield Span(start, match.end())
        start = match.end()
    if start < len(text):
        yield Span(start, len(text))


def _drafts(text: str) -> Iterator[_Draft]:
    end = 0
    for figure in find_figures(text):
        if figure.at < end:
            continue  # inside a noun phrase or unit that is read already
        draft = _draft(text, figure)
        if draft is not None:
            end = draft.figure.end if draft.noun else draft.end
            yield draft


def _draft(text: str, figure: Figure) -> _Draft | None:
    if guards.is_percent(text, figure.end):
        return None
    measure = money(text, figure) or measured(text, figure)
    if measure is not None:
        if (
            measure.of != "money"
            and guards.names_nothing(text, replace(figure, end=measure.end), None)
            and measure.unit == "m"
        ):
            return None
        return _Draft(figure, None, measure, None, measure.of)
    strong = _STRONG.match(text, figure.end, figure.end + 10)
    if strong and (strong[0][0] in "-–" or strong[0][1:].lower() == "strong"):
        return _Draft(figure, None, None, Said("people", "strong"), "strong")
    if no_count(text, figure.end):
        return None
    one = figure.amount.high == 1 and figure.amount.form == "words"
    noun = counted(text, figure.end, one=one or figure.amount.high == 1)
    if guards.names_nothing(text, figure, noun):
        return None
    return _understood(text, figure, noun, one)


def _understood(text: str, figure: Figure, noun: Counted | None, one: bool) -> _Draft | None:
    rule = figure.rule
    if noun is None and (tagged := _table_label(text, figure)) is not None:
        noun, rule = tagged, "label"
    if noun is None and (label := number_of(text, figure.start)) is not None:
        noun = counted(text, label) if label >= 0 else None
        if label < 0:
            return _Draft(figure, None, None, Said("people", "label"), "label")
        rule = "label" if noun else rule
    said = _said(text, figure, noun)
    if noun is None and one and (said is None or _NO_ONE.match(text, figure.end)):
        return None
    return _Draft(figure, noun, None, said, rule)


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
    return by_object(text, figure.start) or by_subject(text, end) or own or by_toll(text, figure.start)


def _spread(text: str, drafts: list[_Draft]) -> list[_Draft]:
    """Lists share what is said of them, and numbers without a noun count what the one before counted."""
    out: list[_Draft] = []
    for draft in drafts:
        if out and draft.measure is None and draft.figure.start >= out[-1].end:
            draft = _from_before(text, out[-1], draft)
        out.append(draft)
    for index in range(len(out) - 2, -1, -1):
        out[index] = _from_after(text, out[index], out[index + 1])
    return out


def _from_before(text: str, before: _Draft, draft: _Draft) -> _Draft:
    gap = text[before.end : draft.figure.start]
    if draft.noun is not None and draft.noun.plural in ("others", "other") and draft.said is None and not before.human:
        return replace(draft, noun=before.noun) if before.noun and len(gap) < 60 else draft
    member = is_member(gap) or of_pronoun(text, draft.figure.end)
    joined = member or (len(gap) < 40 and joins().match(gap) is not None)
    if draft.said is None and joined and before.said is not None and draft.human and before.human:
        draft = replace(draft, said=Said(before.said.of, "list"))
    if draft.noun is None and before.said is not None and is_total(text, draft.figure.start) and len(gap) < 200:
        if draft.said is None:
            draft = replace(draft, said=Said(before.said.of, "total"))
    if draft.noun is not None or not _carries(text, before, draft, gap, member):
        return draft
    said = draft.said or (before.said if joined else Said("people", "carried"))
    return replace(draft, noun=before.noun, said=said, rule="carried" if draft.said is None else draft.rule)


def _from_after(text: str, draft: _Draft, after: _Draft) -> _Draft:
    """ "Two soldiers and three civilians were killed", "21 of 49 drones"."""
    if after.figure.start < draft.figure.end:
        return draft
    gap = text[draft.figure.end : after.figure.start]
    if draft.noun is None and after.measure is None and _PART_OF.fullmatch(gap):
        return replace(draft, noun=after.noun, said=draft.said or after.said)
    gap = text[draft.end : after.figure.start] if after.figure.start >= draft.end else "."
    if draft.said is None and draft.noun is not None and draft.human and after.human and after.said is not None:
        if after.said.how in ("subject", "list") and len(gap) < 40 and joins().match(gap):
            return replace(draft, said=Said(after.said.of, "list"))
    return draft


def _carries(text: str, before: _Draft, draft: _Draft, gap: str, member: bool) -> bool:
    if not before.human or len(gap) > 110 or _BREAK.search(gap) or draft.figure.amount.high == 1:
        return False
    if before.noun is None and before.said is None:
        return False
    return member or (draft.said is None and _BOUNDARY.match(text, draft.figure.end) is not None)


def _mention(text: str, draft: _Draft) -> QuantityMention | None:
    figure, measure = draft.figure, draft.measure
    start, end = figure.start, figure.end
    rule = "earlier toll" if figure.earlier else draft.rule
    renewed = figure.later or replaces(text, figure.start)
    if measure is not None:
        low, high = scaled(figure.low, measure.factor), scaled(figure.high, measure.factor)
        span = Span(start, measure.end if measure.in_span else end)
        noun = None if measure.in_span else Span(measure.unit_start, measure.end)
        if _in_parentheses(text, start, measure.end):
            rule = "converted"
        return QuantityMention(span, low, high, measure.unit, measure.of, noun, rule)
    unit, of = _unit(draft)
    if unit is None:
        return None
    own = draft.noun.span if draft.noun and draft.noun.span.start >= end else None
    return QuantityMention(Span(start, end), figure.low, figure.high, unit, of, own, rule, renewed)


def _in_parentheses(text: str, start: int, end: int) -> bool:
    """ "£752 million ($990 million)": the same sum again."""
    return text[max(0, start - 8) : start].rstrip("about ").endswith("(") and text[end : end + 1] == ")"


def _unit(draft: _Draft) -> tuple[str | None, QuantityOf]:
    noun, said = draft.noun, draft.said
    if noun is None:
        return ("people", said.of) if said else (None, "other")
    if noun.category == "human":
        return "people", said.of if said else "people"
    if noun.category == "households":
        return "households", said.of if said else "people"
    if noun.category is None and said is not None and noun.plural[0].isupper():
        return "people", said.of  # "two Nuer", "35,326 Brus": what befalls people
    if noun.category in ("vehicles", "aircraft", "munitions"):
        return noun.plural, noun.category
    return noun.plural, "other"


def _with_shares(text: str, found: list[QuantityMention]) -> list[QuantityMention]:
    """Parts of a whole: computed where the whole has a number, else a percentage of a named whole."""
    parts = [*shares.find_fractions(text), *_percents(text)]
    out = list(found)
    for share in sorted(parts, key=lambda s: s.start):
        base = next((i for i, q in enumerate(out) if 0 <= q.span.start - share.end <= 45), None)
        between = text[share.end : out[base].span.start] if base is not None else ""
        if base is not None and re.fullmatch(r"\s+of\s+[^,.;:()]{0,42}", between) and out[base].unit != "percent":
            whole = out[base]
            if whole.min is None or whole.min != whole.max:
                continue
            end = whole.noun.end if whole.noun else whole.span.end
            said = by_object(text, share.start) or by_subject(text, end)
            low, high = (None if v is None else float(round(v * whole.min)) for v in (share.low, share.high))
            of = said.of if said else whole.of
            span = Span(share.start, share.end)
            out[base] = replace(whole, rule="base", of="people" if whole.unit == "people" else whole.of)
            out.append(QuantityMention(span, low, high, whole.unit, of, whole.noun, "share"))
        elif kind := shares.base_kind(text, share.end):
            low, high = (None if v is None else round(v * 100, 1) for v in (share.low, share.high))
            said = (by_object(text, share.start) or by_subject(text, share.end)) if kind == "people" else None
            of = said.of if said else ("area" if kind == "area" else "people")
            out.append(QuantityMention(Span(share.start, share.end), low, high, "percent", of, None, "share"))
    return sorted(out, key=lambda q: q.span)


def _percents(text: str) -> Iterator[shares.Share]:
    if "%" not in text and "per" not in text and "pct" not in text:
        return
    for figure in find_figures(text):
        end = guards.is_percent(text, figure.end)
        if end is not None and figure.amount.form != "vague" and (figure.amount.high or 0) <= 100:
            low, high = (None if v is None else v / 100 for v in (figure.low, figure.high))
            yield shares.Share(figure.start, end, low, high, "share")
