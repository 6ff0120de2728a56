"""What people judged in a ledger, as reports to train on: `python -m training.reviewed LEDGER --out reviewed.jsonl`.

A line is a report in the form of `own.py` (`{id, published, text, claims}`, all in offsets) with two fields more.
`rejected`: triggers that state nothing, or not this. `unsure`: where nothing is known of triggers, which is wherever
nobody judged anything: a reviewed report is not annotated whole. A claim has `unknown` as well: the roles of which its
words are not known, because a person set the value and named no words. Claims on which people differ, or which are open
again, are left out.

Judgements of other ledgers are taken in first: `claimline review import`. What a rejected claim lacks is not said by
its judgement, so that a claim that is rejected for its speaker teaches that its words state nothing: fix what is nearly
right, and reject what is none.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from claimline.ledger import Judged, Ledger, open_ledger
from claimline.model import Reading, Report, Span, Trigger
from claimline.reading.reader import open_reader
from claimline.reading.sentences import split_sentences
from training.examples import Example, example_of
from training.overlap import words_in_a_row

Record = dict[str, Any]
Read = Callable[[Report], Reading]
_PARTIES = ("actor", "target")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", help="the ledger with the judgements: a file or a URL")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--reader", default="rules", help="what finds the triggers of the claims (default: rules)")
    parser.add_argument("--gold", type=Path, help="folder of gold reports: what is like one of them is left out")
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    barred = _gold_words(args.gold) if args.gold else frozenset()
    with open_ledger(args.ledger, create=False) as ledger, args.out.open("w", encoding="utf-8") as out:
        for report in reviewed_reports(ledger, open_reader(args.reader).read, counts):
            if barred & words_in_a_row(report["text"]):
                counts["reports like a gold report"] += 1
                continue
            out.write(json.dumps(report) + "\n")
            counts["reports"] += 1
    print(", ".join(f"{name}: {count}" for name, count in sorted(counts.items())))


def _gold_words(folder: Path) -> frozenset[tuple[str, ...]]:
    lines = (line for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return frozenset(words for line in lines for words in words_in_a_row(json.loads(line)["text"]))


def reviewed_reports(ledger: Ledger, read: Read, counts: Counter[str] | None = None) -> Iterator[Record]:
    """Each text of which a claim was judged, once; copies of a text count together. `counts` is added to.

    `read` finds the trigger of each claim in the words that it rests on; a claim without one is counted and left out.
    """
    told = counts if counts is not None else Counter()
    by_text = sorted(ledger.reviews().judged(), key=lambda one: (one.text, one.review.report))
    for text, group in groupby(by_text, key=lambda one: one.text):
        report = _report(text, list(group), read, told)
        if report["claims"] or report["rejected"]:
            yield report


def _report(text: str, found: list[Judged], read: Read, counts: Counter[str]) -> Record:
    triggers = read(Report(text)).triggers
    claims: list[Record] = []
    rejected: set[tuple[int, int]] = set()
    for one in {one.review.claim: one for one in found if _clear(one)}.values():
        trigger = _trigger(one.program, triggers)
        if trigger is None:
            counts["claims without a trigger"] += 1
        elif one.record is None:
            rejected.add((trigger.span.start, trigger.span.end))
        else:
            claims.append(_claim(one, trigger, text))
    stated = {tuple(claim["trigger"]) for claim in claims}
    rejected -= stated  # the words state something, though not all that was read
    counts["claims"] += len(claims)
    counts["rejected triggers"] += len(rejected)
    return {
        "id": f"reviewed-{found[0].review.report}",
        "published": found[0].published,
        "text": text,
        "claims": claims,
        "rejected": [list(span) for span in sorted(rejected)],
        "unsure": [list(span) for span in _between({*stated, *rejected}, len(text))],
    }


def _clear(one: Judged) -> bool:
    return not one.review.disputed and one.review.status != "open"


def _trigger(record: Record, triggers: Iterable[Trigger]) -> Trigger | None:
    """The trigger in the claim's words: of its kind before one of its family, then that of the likest proposition."""
    words = Span(record["evidence"][0]["start"], record["evidence"][0]["end"])
    family = record["kind"].partition(".")[0]
    inside = [t for t in triggers if words.contains(t.span) and t.kind.partition(".")[0] == family]

    def unlike(trigger: Trigger) -> tuple[bool, int, Span]:
        proposition = trigger.proposition
        apart = abs(proposition.start - words.start) + abs(proposition.end - words.end)
        return trigger.kind != record["kind"], apart, trigger.span

    return min(inside, key=unlike, default=None)


def _claim(one: Judged, trigger: Trigger, text: str) -> Record:
    """A claim that people found right, or made right, in the form of `own.py`."""
    record: Record = one.record or one.program
    fixed = set(record.get("fixed", {}))
    quote = record["evidence"][0]
    claim: Record = {
        "kind": record["kind"],
        "quote": [quote["start"], quote["end"]],
        "trigger": [trigger.span.start, trigger.span.end],
    }
    for slot in _PARTIES:
        claim[slot] = _party(record, slot, fixed)
    claim["speaker"] = claim["speaker_full"] = _speaker(record, text, fixed)
    claim["cue"] = [record["cue"]["start"], record["cue"]["end"]] if record["cue"] else None
    claim |= {"time": None, "saying_time": None}
    if record["time"] and "day" not in fixed:
        claim["time" if record["time"]["of"] == "event" else "saying_time"] = list(record["time"]["span"])
    own = [place for place in record["places"] if _role_slot(place["role"]) not in fixed]
    claim["places"] = [[place["start"], place["end"], place["role"]] for place in own]
    claim["quantities"] = [
        [figure["start"], figure["end"], figure["of"]] for figure in record["quantities"] if figure["of"] not in fixed
    ]
    claim |= {name: record[name] for name in ("modality", "polarity", "framing", "background")}
    return {**claim, "unknown": sorted(_unknown(record, claim, fixed))}


def _party(record: Record, slot: str, fixed: set[str]) -> list[int] | None:
    party = record[slot]
    return [party["start"], party["end"]] if party and slot not in fixed else None


def _speaker(record: Record, text: str, fixed: set[str]) -> list[int] | None:
    """The speaker's words in the sentence of the claim, or in one beside it."""
    speaker = _party(record, "speaker", fixed)
    return speaker if speaker and _near(speaker, record, text) else None


def _near(span: list[int], record: Record, text: str) -> bool:
    sentences = split_sentences(text)
    at = record["evidence"][0]["start"]
    number = next((n for n, one in enumerate(sentences) if one.start <= at < one.end), None)
    beside = sentences[max(0, number - 1) : number + 2] if number is not None else ()
    return any(one.start <= span[0] and span[1] <= one.end for one in beside)


def _role_slot(role: str) -> str:
    return "place" if role == "at" else role


def _unknown(record: Record, claim: Record, fixed: set[str]) -> Iterator[str]:
    """The roles whose words are not known: what was set by hand has none."""
    for slot in _PARTIES:
        if slot in fixed and record[slot]:
            yield slot
    if record["speaker"] and claim["speaker"] is None:
        yield "speaker"
    if "day" in fixed and record["time"]:
        yield "time"
    for role in ("at", "from", "to", "via"):
        if _role_slot(role) in fixed and any(place["role"] == role for place in record["places"]):
            yield role
    if any(figure["of"] in fixed for figure in record["quantities"]):
        yield "quantity"


def _between(spans: Iterable[tuple[int, ...]], length: int) -> Iterator[tuple[int, int]]:
    """What is left of a text of this length without the spans."""
    at = 0
    for start, end in sorted((span[0], span[1]) for span in spans):
        if at < start:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def load(path: Path) -> list[Example]:
    """What `main` wrote, as examples: nothing is learnt where nobody judged, nor of roles whose words are not known."""
    return [example(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def example(report: Record) -> Example:
    """One report of `reviewed_reports` as an example."""
    unknown: dict[tuple[int, ...], set[str]] = {}
    for claim in report["claims"]:
        unknown.setdefault(tuple(claim["trigger"]), set()).update(claim["unknown"])
    found = example_of(report)
    events = tuple(replace(event, known=event.known - unknown[event.trigger]) for event in found.events)
    return replace(found, events=events, unsure=tuple((start, end) for start, end in report["unsure"]))


if __name__ == "__main__":
    main()
