"""The grade: a letter and a digit of the Admiralty code, by the rules of vocab/grades.yaml, with every reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import Any

from claimline.model import Part, Telling
from claimline.model.weighed import Grade, Line, Reliability, TrackRecord
from claimline.vocab import load
from claimline.weighing.grading.voices import voice_name, voice_of

_UNSURE = ("hedged", "planned", "conditional")


@dataclass(frozen=True)
class Counts:
    """Independent lines for and against a proposition; vocab/grades.yaml says what each count means."""

    says: int = 0
    free: int = 0
    conceded: int = 0
    denied: int = 0
    denied_free: int = 0
    denied_conceded: int = 0
    hedged: int = 0
    planned: int = 0
    withdrawn: int = 0
    precise: int = 0


_WORDS = {
    "says": "independent lines that say so",
    "free": "of them without a known interest",
    "conceded": "of them against their own interest",
    "denied": "independent lines that deny it or say otherwise",
    "denied_free": "of those without a known interest",
    "denied_conceded": "of those against their own interest",
    "hedged": "lines that say it only with a hedge",
    "planned": "lines that speak of a plan or a condition",
    "withdrawn": "lines whose speaker took it back",
    "precise": "a settlement or facility is named",
}


@cache
def _rules() -> Mapping[str, Any]:
    rules: Mapping[str, Any] = load("grades")
    return rules


def grade(counts: Counts, voices: Iterable[Telling], records: Mapping[str, TrackRecord]) -> Grade:
    """The grade of a proposition that the `voices` put forward; the first rule that fits the counts sets the digit.

    Without a rule or a record that says more it is F6. `records` are track records by voice.
    """
    row = _row(counts)
    letter, letter_parts = _letter(voices, records)
    told = [
        Part(_name(field.name), float(getattr(counts, field.name)), _WORDS[field.name])
        for field in fields(counts)
        if getattr(counts, field.name) or field.name == "says"
    ]
    digit = Part("credibility", float(row["digit"]), f"{_rules()['credibility'][row['digit']]}: {row['why']}")
    return Grade(letter, row["digit"], (*letter_parts, digit, *told))


@lru_cache(1 << 12)
def _row(counts: Counts) -> Mapping[str, Any]:
    """The first rule of the digit that fits."""
    row: Mapping[str, Any] = next(row for row in _rules()["digits"] if _fits(counts, row))
    return row


def _name(field: str) -> str:
    return field.replace("_", " ")


def _fits(counts: Counts, row: Mapping[str, Any]) -> bool:
    least = all(getattr(counts, name) >= n for name, n in row.get("at_least", {}).items())
    most = all(getattr(counts, name) <= n for name, n in row.get("at_most", {}).items())
    larger, smaller = row.get("more", (None, None))
    more = larger is None or getattr(counts, larger) > getattr(counts, smaller)
    return least and most and more


def of_telling(given: Grade, telling: Telling, records: Mapping[str, TrackRecord]) -> Grade:
    """The grade of one telling of a proposition: the letter of its own speaker, the digit of what it puts forward.

    What is hedged or planned never gets a better digit than its limit.
    """
    letter, why = _letter([telling], records)
    parts = (*why, *(part for part in given.parts if part.name != "reliability"))
    limit = _rules()["limits"].get(telling.modality)
    if limit is None or given.credibility >= limit:
        return Grade(letter, given.credibility, parts)
    said = f"{_rules()['credibility'][limit]}: this telling is {telling.modality}, and gets no better than that"
    return Grade(letter, limit, (*parts, Part("limit", float(limit), said)))


def _letter(voices: Iterable[Telling], records: Mapping[str, TrackRecord]) -> tuple[Reliability, tuple[Part, ...]]:
    """F unless all voices have a record; of several letters the lower one."""
    named = {voice_of(telling): voice_name(telling) for telling in voices}
    if not named:
        return "F", (_letter_part("F", "nobody puts it forward"),)
    judged = [_letter_of(name, records.get(voice)) for voice, name in named.items()]
    lowest: Reliability = max(letter for letter, _ in judged)
    if lowest == "F":
        judged = [one for one in judged if one[0] == "F"]
    return lowest, (_letter_part(lowest, "; ".join(why for letter, why in judged if letter == lowest)),)


def _letter_part(letter: Reliability, why: str) -> Part:
    return Part("reliability", float("ABCDEF".index(letter) + 1), f"{letter}, {_rules()['reliability'][letter]}: {why}")


def _letter_of(name: str, record: TrackRecord | None) -> tuple[Reliability, str]:
    """The letter of one voice by its counted outcomes."""
    table = _rules()["letters"]
    if record is None:
        return "F", f"nothing is counted for {name}"
    withdrawn = {outcome.claim for outcome in record.withdrawn}
    kept = [outcome for outcome in record.conceded if outcome.claim not in withdrawn]
    settled = len(kept) + len(withdrawn)
    told = f"{name}: {len(record.claims)} claims on control, {len(kept)} conceded, {len(withdrawn)} taken back"
    if settled < table["settled"]:
        return "F", f"{told}; under {table['settled']} settled, too few to judge"
    letter: Reliability = next(r["letter"] for r in table["rows"] if len(kept) * 100 >= r["conceded"] * settled)
    return letter, f"{told}; the share of settled claims that were conceded sets the letter"


@dataclass(frozen=True)
class LineFacts:
    """What the rules need to know about one line."""

    sure: bool  # somebody in it says so without a hedge
    conceded: bool
    free: bool


def line_facts(line: Line, tellings: Mapping[str, Telling], interests: Mapping[str, str]) -> LineFacts:
    """An outlet's own voice beside a speaker in one line adds nothing: the speaker's interest is the line's."""
    held: Sequence[Telling] = [tellings[key] for key in line.tellings]
    quoted = [t for t in held if t.speaker is not None] or held
    against = any(interests[t.key] == "against" for t in held)
    return LineFacts(
        sure=any(t.modality not in _UNSURE for t in held),
        conceded=against,
        free=against or any(interests[t.key] in ("none", "unknown") for t in quoted),
    )
