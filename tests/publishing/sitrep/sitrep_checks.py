"""Whether every sentence of a situation report rests on its evidence: claims, numbers, days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from claimline.model import Telling
from claimline.model.sitrep import Material, Sentence, Sitrep
from claimline.publishing.sitrep.english import day_words, plain
from claimline.publishing.sitrep.evidence import numbers_of, tellings_of
from claimline.publishing.words import number

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(rf"\b(\d{{1,2}}) ({_MONTHS})(?: (\d{{4}}))?")
_BETWEEN = re.compile(rf"\bbetween (\d{{1,2}}) and (?=\d{{1,2}} (?:{_MONTHS}))")
_QUOTED = re.compile(r"“[^”]*”")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?: (?:million|billion))?")
_WORD = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine)\b", re.IGNORECASE)
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def unsupported(report: Sitrep, material: Material) -> list[str]:
    """What is wrong, in words; an empty list where every sentence stands on its evidence."""
    tellings, numbers = tellings_of(material), numbers_of(report)
    found = []
    for sentence in report.all_sentences():
        told = [tellings[key] for key in sentence.claims if key in tellings]
        if len(told) != len(set(sentence.claims)):
            found.append(f"a claim is not in the material: {sentence.text}")
        if not sentence.frame:
            if not told:
                found.append(f"no evidence: {sentence.text}")
            found += [f"not in the list of evidence: {t.key}" for t in told if t.key not in numbers]
            found += [f"{problem}: {sentence.text}" for problem in _days(sentence, told)]
        found += [f"{problem}: {sentence.text}" for problem in _numbers(sentence, told, material)]
        found += [f"not the exact words: {q}" for q in _quotes(sentence) if not _said(q, told) and not sentence.frame]
    found += [f"learnt later: {t.key}" for t in tellings.values() if t.known > report.known]
    return found


def _quotes(sentence: Sentence) -> list[str]:
    return [] if sentence.frame else [plain(quote[1:-1]) for quote in _QUOTED.findall(sentence.text)]


def _said(quote: str, told: list[Telling]) -> bool:
    words = quote.removesuffix(" …")
    return any(words in _same(t.text) for t in told)


def _same(text: str) -> str:
    text = " ".join(text.split())
    return text.replace("“", "‘").replace("”", "’").replace('"', "'")


def _days(sentence: Sentence, told: list[Telling]) -> Iterator[str]:
    known = {day_words(day, year=False) for t in told for day in (t.first_day, t.last_day, t.known) if day}
    text = _BETWEEN.sub("", _QUOTED.sub("", plain(sentence.text)))
    for day, month, _ in _DAY.findall(text):
        if f"{day} {month}" not in known:
            yield f"a day that nobody told ({day} {month})"


def _numbers(sentence: Sentence, told: list[Telling], material: Material) -> Iterator[str]:
    text = plain(_QUOTED.sub("", sentence.text))
    for t in told:  # names have numbers too, such as those of brigades
        parties = [p.name for p in (t.speaker, t.actor) if p and not p.name[:1].isdigit()]
        for name in (*parties, *(s.name for s in t.places), t.outlet or ""):
            if re.search("[^\\W\\d]{2}", name):
                text = re.sub(re.escape(name), "", text, flags=re.IGNORECASE)
        if t.speaker and t.speaker.role:
            text = text.replace(t.speaker.role, "")
    text = text.replace(material.scope.name, "")
    years = {str(year) for t in told for d in (t.first_day, t.last_day) if d for year in [date.fromisoformat(d).year]}
    text = _DAY.sub("", _BETWEEN.sub("", text))
    figures = {number(v) for t in told for f in t.figures for v in (f.min, f.max) if v is not None}
    counted = {number(value) for value in sentence.counts}
    spelt = {_WORDS[int(v)] for v in sentence.counts if v == int(v) and 0 <= v < len(_WORDS)}
    if not (sentence.frame and not sentence.counts and not told):  # how to read the report names grades 1 to 6
        for found in _NUMBER.findall(text):
            if found.strip() not in figures | counted | years:
                yield f"a number that nobody told ({found})"
        for word in _WORD.findall(text):
            if word.lower() not in spelt:
                yield f"a number in words that was not counted ({word})"
