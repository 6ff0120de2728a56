"""What the text states about where its places lie: containers, distances, and the peoples named beside them."""

from __future__ import annotations

import re
from collections import Counter

from claimline.model import Reading
from claimline.resolving.places.choosing import Prior, Stated
from claimline.resolving.places.phrases import read_phrase
from claimline.resolving.places.stories import StoryContext
from claimline.resolving.places.targets import Target, link_between, owner_before, peoples

_GAP = 60  # characters between a place and what is said of it
_SUBJECT_GAP = re.compile(
    r"^[\s,(–-]*(?:(?:which|that|is|was|are|lies|lying|located|situated|sits|a|an|the|about|some|around|roughly|just|only|"
    r"approximately|nearly|almost|less|more|than|over|under|village|town|city|settlement|and)[\s,]+)*$",
    re.IGNORECASE,
)
_DISTANCE_THEN = re.compile(
    r"^[\s,(–-]*(?:(?:which|that|is|was|lies|located|situated|about|some|around|roughly|just|only|approximately|nearly)[\s,]+)*"
    r"(?P<number>\d+(?:\.\d+)?)[\s-]*(?P<unit>km|kilomet(?:re|er)s?|miles?)\s+(?:away|off|distant)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_BESIDE = 30


def stated(text: str, targets: list[Target]) -> list[Stated]:
    """All containers and distances that the words state, in the order of the text."""
    found: list[Stated] = []
    for i, target in enumerate(targets):
        found += _distances(text, targets, i, target)
        following = next(
            (j for j in range(i + 1, len(targets)) if not targets[j].phrase.span.overlaps(target.phrase.span)), None
        )
        if following is None:
            continue
        gap = text[target.phrase.span.end : targets[following].phrase.span.start]
        if len(gap) > _GAP:
            continue
        if link_between().match(gap):
            found.append(Stated("in", i, following))
        elif owner_before().match(gap):
            found.append(Stated("in", following, i))
    return _chained(found)


def _chained(found: list[Stated]) -> list[Stated]:
    """ "X, Y, Z": what is in Y is in Z too."""
    outer = {s.subject: s.anchor for s in found if s.kind == "in"}
    more = [Stated("in", s.subject, outer[s.anchor]) for s in found if s.kind == "in" and s.anchor in outer]
    return [*found, *(m for m in more if m.subject != m.anchor)]


def _distances(text: str, targets: list[Target], i: int, target: Target) -> list[Stated]:
    phrase, found = target.phrase, []
    if phrase.relation == "distance" and phrase.km is not None and i > 0:
        subject = targets[i - 1]
        before = text[subject.phrase.span.end : phrase.span.start]
        start = before.lower().rfind(phrase.side.lower())
        if (
            len(before) <= 2 * _GAP
            and start >= 0
            and subject.phrase.asked != "region"
            and _SUBJECT_GAP.match(before[:start])
        ):
            found.append(Stated("distance", i - 1, i, phrase.km, phrase.degrees))
    # "X, located 74 km away": from the place that the sentence named before.
    away = _DISTANCE_THEN.match(text[phrase.span.end : phrase.span.end + _GAP])
    if away and i > 0 and targets[i - 1].sentence == target.sentence:
        unit = 1.609344 if away["unit"].lower().startswith("mi") else 1.0
        found.append(Stated("distance", i, i - 1, float(away["number"]) * unit))
    return found


def prior(reading: Reading, targets: list[Target], story: StoryContext | None = None) -> Prior:
    """How often the report names each country's people, and what other reports of its story name."""
    text = reading.report.text
    counts: Counter[str] = Counter()
    for match in _WORD.finditer(f"{reading.report.title or ''}\n{text}"):
        country = peoples().get(match[0].removesuffix("'s").removesuffix("’s"))
        if country:
            counts[country] += 1
    beside = {}
    for i, target in enumerate(targets):
        start = target.phrase.span.start
        before = re.split(r"[.,;:!?\n]", text[max(0, start - _BESIDE) : start])[-1]
        words = [peoples()[w] for w in _WORD.findall(before) if w in peoples()]
        if words and (target.phrase.asked or read_phrase(text, target.phrase.span).relation == "part"):
            beside[i] = words[-1]
    return Prior(counts, beside, story)
