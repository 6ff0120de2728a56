"""One report with its claims as they may be public: made anew from what is left, with no trace of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claimline.model import Report, Span
from claimline.model.claim import claim_id
from claimline.model.record import Record
from claimline.publishing.public.choosing import (
    COPY,
    NOT_REDACTED,
    NOTHING_LEFT,
    Source,
    chosen,
    spans_of,
    unslotted,
)
from claimline.publishing.public.coarsening import Holding, coarse_names, public_place
from claimline.publishing.public.holders import known_public, role_says
from claimline.publishing.public.persons import Find, people_of
from claimline.publishing.public.profile import Profile
from claimline.publishing.public.redaction import WITHHELD, Passages, Redactor
from claimline.publishing.public.spelling import keys

#: Who looked at a claim and when is not public; that somebody did is.
_REVIEW = {"judgement": None, "who": None, "at": None, "disputed": False, "reopened": ""}
_LEAST_LETTERS = 4
_SURE = 0.85


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is asked about words and places. places: names that are surely places, in lower case."""

    find: Find
    holding: Holding
    places: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Published:
    """What may be public of one report; `report` is None where nothing may. withheld: claims by reason."""

    report: Report | None
    records: tuple[Record, ...]
    withheld: Mapping[str, int]


def publish(source: Source, profile: Profile, now: datetime, around: Surroundings) -> Published:
    """The report reduced to the redacted words of those of its claims that may be public. Pure and deterministic."""
    withheld: dict[str, int] = {}
    wanted = []
    for record, reason in chosen(source, profile, now):
        if reason:
            withheld[reason] = withheld.get(reason, 0) + 1
        else:
            wanted.append(record)
    if not wanted:
        return Published(None, (), withheld)
    return _Making(source, profile, around).made(wanted, withheld)


class _Making:
    """One report on its way out."""

    def __init__(self, source: Source, profile: Profile, around: Surroundings) -> None:
        self._source, self._profile, self._around = source, profile, around
        report, records = source.report, source.records
        mentions = around.find(report.text)
        delayed = [record for record in records if profile.delays(record["kind"])]
        coarse = coarse_names((p for record in delayed for p in record["places"]), around.holding, profile)
        coarse += unslotted(delayed, mentions, report.text, coarse, records)
        places = around.places | {p["text"].casefold() for record in records for p in record["places"] if p["id"]}
        people = people_of(report.text, mentions, records, places, profile)
        self._coarse = bool(coarse)
        self._redactor = Redactor(people, coarse, profile, around.find, frozenset(places))
        self._learn(records)
        self._edits = self._redactor.edits(report.text)

    def _learn(self, records: Sequence[Record]) -> None:
        """Private persons whom only a slot of a claim names: a fixed speaker, a name put together."""
        for record in records:
            for slot in ("speaker", "actor", "target"):
                party = record[slot]
                if party and party["kind"] == "person" and not self._is_public(party):
                    self._redactor.learn(party["name"])

    def _is_public(self, party: Record) -> bool:
        people, spelled = self._redactor.people, keys(party["name"])
        if spelled in people.private:
            return False
        says = role_says(party.get("role"), self._profile).standing
        known = known_public(party["name"], self._profile) or spelled in people.public
        return says == "public" or (says == "unknown" and known)

    def made(self, wanted: Sequence[Record], withheld: dict[str, int]) -> Published:
        spans = [span for record in wanted for span in spans_of(record)]
        passages = Passages(self._source.report.text, spans, self._edits)
        touched = any(passages.touched(*span) for span in spans)
        report = self._report(passages.text, touched or self._coarse)
        told: dict[str, Record] = {}
        kept = []
        for record in wanted:
            made = self._record(record, report, passages)
            if reason := self._wrong(made, told):
                withheld[reason] = withheld.get(reason, 0) + 1
            else:
                told[made["id"]] = made
                kept.append(record)
        if not told:
            return Published(None, (), withheld)
        if len(kept) < len(wanted):
            return self.made(kept, withheld)  # the words of those that stay behind go too
        return Published(report, tuple(told.values()), withheld)

    def _wrong(self, made: Record, told: Mapping[str, Record]) -> str:
        if made["id"] in told:
            return COPY
        words = _without_brackets(made["evidence"][0]["text"])
        if sum(char.isalpha() for char in words) < _LEAST_LETTERS:
            return NOTHING_LEFT
        return NOT_REDACTED if any(self._redactor.holds(text) for text in _strings(made)) else ""

    def _report(self, text: str, touched: bool) -> Report:
        old, profile = self._source.report, self._profile
        title = old.title if profile.titles != "never" else None
        if title and profile.titles == "untouched" and self._redactor.string(title) != title:
            title = None
        links = profile.links == "always" or (profile.links == "untouched" and not touched)
        url = old.url if links and old.url and not self._redactor.holds(_spelled_out(old.url)) else None
        outlet = old.outlet
        if outlet and (self._redactor.holds(outlet) or self._is_person(outlet)):
            outlet = None
        return Report(text, None, title, outlet, url, old.published, old.language)

    def _is_person(self, outlet: str) -> bool:
        """A channel that bears the name of who writes it."""
        found = self._around.find(outlet)
        return any(mention.type == "person" and mention.confidence >= _SURE for mention in found)

    def _record(self, record: Record, report: Report, passages: Passages) -> Record:
        string = self._redactor.string
        coarse = self._profile.delays(record["kind"])
        spans = (span for span in record["evidence"] if span["end"] > span["start"])  # some readings had empty ones
        evidence = [self._quoted(span, report.text, passages) for span in spans]
        places = self._places(record, coarse, report.text, passages)
        made: Record = {
            "id": "",
            "report": {
                "id": report.id,
                "title": report.title,
                "outlet": report.outlet,
                "url": report.url,
                "published": report.published.isoformat() if report.published else None,
                "language": report.language,
                "origin": [string(name) for name in record["report"]["origin"]],
            },
            "kind": record["kind"],
            "evidence": evidence,
            "speaker": self._party(record["speaker"], passages),
            "chain": [self._link(name, record) for name in record["chain"]],
            "cue": self._quoted(record["cue"], report.text, passages) if record["cue"] else None,
            **{name: record[name] for name in ("modality", "polarity", "framing", "background", "stage")},
            "actor": self._party(record["actor"], passages),
            "target": self._party(record["target"], passages),
            "places": places,
            "time": self._time(record["time"], report.text, passages),
            "quantities": self._quantities(record, coarse, report.text, passages),
            "confidence": record["confidence"],
            "reader": dict(record["reader"]),
            "public": {"profile": self._profile.name, "places": self._profile.place if coarse else "settlement"},
            "review": {**_REVIEW, "status": self._status(record)},
        }
        made["id"] = _id_of(made, report)
        return made

    def _status(self, record: Record) -> str:
        status = self._source.statuses.get(record["id"], "open")
        return status if status in ("accepted", "fixed") else "unreviewed"

    def _quoted(self, span: Record, text: str, passages: Passages) -> Record:
        start, end = passages.at(span["start"], span["end"])
        return {"start": start, "end": end, "text": text[start:end]}

    def _party(self, party: Record | None, passages: Passages) -> Record | None:
        if party is None:
            return None
        start, end = passages.at(party["start"], party["end"])
        made = {**party, "start": start, "end": end}
        if "role" in party:
            made["role"] = self._redactor.string(party["role"]) if party["role"] else party["role"]
        if party["kind"] == "person" and not self._is_public(party):
            return {**made, "name": self._called(party), "kind": "unnamed"}
        name = self._redactor.string(party["name"])
        return {**made, "name": "a person" if name == WITHHELD else name}

    def _called(self, party: Record) -> str:
        """What stands for a private person: what the report calls him, else "a person"."""
        told = role_says(party.get("role"), self._profile).called
        spelled = keys(party["name"])
        for one in self._redactor.people.named:
            if not told and keys(self._source.report.text[one.start : one.end]) == spelled:
                told = one.called
        return f"a {told}" if told else "a person"

    def _link(self, name: str, record: Record) -> str:
        """Who passed it on: an outlet, or the speaker again."""
        speaker = record["speaker"]
        if speaker and name == speaker["name"] and speaker["kind"] == "person":
            return name if self._is_public(speaker) else self._called(speaker)
        if name in (self._source.report.outlet, *record["report"]["origin"]) and not self._redactor.holds(name):
            return name
        told = self._redactor.string(name)
        return "a person" if told == WITHHELD else told

    def _places(self, record: Record, coarse: bool, text: str, passages: Passages) -> list[Record]:
        made: dict[tuple[str, str], Record] = {}
        for place in record["places"]:
            fine = coarse or self._redactor.holds(place["name"]) or self._redactor.holds(place["text"])
            public = public_place(place, fine, self._around.holding, self._profile)
            if public is not None:
                if not public["id"] or public["precision"] == "unresolved":
                    public |= {"name": self._redactor.string(public["name"]), "lat": None, "lon": None}
                    if not _without_brackets(public["name"]).strip():
                        continue  # an address, a person that was taken for a place
                public |= self._quoted(place, text, passages)
                made.setdefault((public["role"], public["id"] or public["name"]), public)
        return list(made.values())

    def _time(self, time: Record | None, text: str, passages: Passages) -> Record | None:
        if time is None or "span" not in time:
            return None
        start, end = passages.at(*time["span"])
        return {**time, "text": text[start:end], "span": [start, end]}

    def _quantities(self, record: Record, coarse: bool, text: str, passages: Passages) -> list[Record]:
        made = []
        for quantity in record["quantities"]:
            distance = quantity["of"] == "distance" or quantity["unit"] == "km"
            if (coarse and distance) or passages.touched(quantity["start"], quantity["end"]):
                continue  # an age, a telephone number, the way to a village
            made.append({**quantity, **self._quoted(quantity, text, passages)})
        return made


def _id_of(record: Record, report: Report) -> str:
    first, speaker = record["evidence"][0], record["speaker"]
    return claim_id(
        report.text_hash,
        Span(first["start"], first["end"]),
        record["kind"],
        Span(speaker["start"], speaker["end"]) if speaker else None,
        ((place["role"], place["id"] or place["name"]) for place in record["places"]),
    )


def _without_brackets(text: str) -> str:
    depth, kept = 0, []
    for char in text:
        depth += (char == "[") - (char == "]" and depth > 0)
        if not depth and char != "]":
            kept.append(char)
    return "".join(kept)


def _spelled_out(url: str) -> str:
    from urllib.parse import unquote

    return " ".join(part for part in unquote(url).replace("_", "-").replace("-", " ").replace("/", " ").split())


def _strings(value: Any) -> Iterator[str]:
    """Every text of a record that came from the report; what stands in brackets is ours."""
    for name, told in value.items():
        if name in ("evidence", "places", "quantities"):
            for one in told:
                yield _without_brackets(one["text"])
        elif name in ("speaker", "actor", "target") and told:
            yield from (_without_brackets(one) for one in (told["name"], told.get("role")) if one)
        elif name in ("cue", "time") and told:
            yield _without_brackets(told["text"])
        elif name == "chain":
            yield from map(_without_brackets, told)
