"""The trained reader on what it was never trained on: every tenth of claims-train and own-reports, two own files.

    python benchmarks/held_out.py
    python benchmarks/held_out.py --corpus bullets
    python benchmarks/held_out.py --reader default --weights FOLDER --show places
    python benchmarks/held_out.py --reader rules --corpus own-reports

found     claims of the right family on the right words; whole: with every slot right; lost: a speaker's claim given to
nobody; slots: the share right among found claims. Matching and names as in ../shared/score/claims.py; places, times and
numbers by their characters, since these corpora have no coordinates and no dates. `bullets` and `releases` are the
fifth that is held out of those of current-events and re3d that we annotated (training/standoff.py).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

from claimline.model import Claim, Report
from setting import ROOT, SHARED, gazetteer, need, scorer

sys.path.insert(0, str(ROOT))

from training.examples import OWN_HELD
from training.own import own_reports
from training.standoff import TEXTS, annotated, is_held

Row = dict[str, Any]
CORPORA = ("claims-train", "own-reports")
OWN = "training/own"
APART = tuple(TEXTS)
EVERY, HELD = 10, 9  # as in training/train.py


def claims_scorer(shared: Path) -> ModuleType:
    """The scorer of claims, for reports whose places, times and numbers are words without a resolution."""
    score = scorer("claims", shared)
    for check in (places_right, time_right, quantities_right):
        setattr(score, check.__name__, check)
    return score


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", nargs="*", default=["rules", "default"])
    parser.add_argument("--weights", type=Path, help="a folder of weights other than the shipped ones")
    parser.add_argument("--corpus", choices=(*CORPORA, OWN, *APART), help="one of them")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--show", help="print found claims with this slot wrong; or: missed, spurious, lost")
    args = parser.parse_args()
    score = claims_scorer(args.shared)
    documents = list(held_out(args.shared, [args.corpus] if args.corpus else (*CORPORA, OWN)))
    for name in args.reader:
        total: Counter[str] = Counter()
        for document, claims in zip(documents, read(documents, name, args.shared, args.weights), strict=True):
            rows = [predicted(c) for c in claims]
            total.update(score.score(document, rows))
            if args.show:
                show(score, document, rows, args.show)
        print(f"== {len(documents)} held-out reports, reader {name}\n{score.report(total)}", flush=True)


def held_out(shared: Path, corpora: list[str] | tuple[str, ...]) -> Iterator[Row]:
    """Reports as reference documents, numbered across both corpora as the training numbers them."""
    number = 0
    for corpus in CORPORA:
        for row in load_lines(need(shared / "corpora" / corpus / "reports.jsonl")):
            if number % EVERY == HELD and corpus in corpora:
                row["claims"] = [reference(c, row["text"], i) for i, c in enumerate(row["claims"])]
                yield row
            number += 1
    apart = (kept_apart(shared, of) for of in APART if of in corpora)
    others = chain(own_held() if OWN in corpora else (), *apart)
    for row in others:
        row["claims"] = [reference(c, row["text"], i) for i, c in enumerate(row["claims"])]
        yield row


def own_held() -> Iterator[Row]:
    return (row for row in own_reports() if row["id"].startswith(OWN_HELD))


def kept_apart(shared: Path, of: str) -> Iterator[Row]:
    return (row for row in annotated(shared / "corpora", of) if is_held(row["id"]))


def load_lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def reference(claim: Row, text: str, number: int) -> Row:
    """An annotated claim in the form that the scorer reads."""

    def words(key: str) -> str | None:
        return text[slice(*claim[key])] if claim.get(key) else None

    start, end = claim["quote"]
    time, of = (claim["time"], "event") if claim["time"] else (claim["saying_time"], "saying")
    return {
        "id": str(number), "kind": claim["kind"], "start": start, "end": end, "quote": text[start:end],
        "speaker": words("speaker_full") or words("speaker"), "actor": words("actor"), "target": words("target"),
        "places": [{"name": text[a:b], "span": (a, b), "role": role} for a, b, role in claim["places"]],
        "time": {"span": tuple(time), "of": of} if time else None,
        "quantities": [{"span": (a, b)} for a, b, _ in claim["quantities"]],
        "modality": claim["modality"], "polarity": claim["polarity"], "framing": claim["framing"],
        "background": bool(claim.get("background")),
    }  # fmt: skip


def predicted(claim: Claim) -> Row:
    text = claim.report.text
    return {
        "kind": claim.kind, "evidence": [{"start": s.start, "end": s.end, "text": s.of(text)} for s in claim.evidence],
        "speaker": claim.speaker and claim.speaker.name, "cue": claim.cue and claim.cue.of(text),
        "actor": claim.actor and claim.actor.span.of(text), "target": claim.target and claim.target.span.of(text),
        "places": [
            {"name": p.place.span.of(text), "span": (p.place.span.start, p.place.span.end), "role": p.role}
            for p in claim.places
        ],
        "time": {"span": (claim.time.span.start, claim.time.span.end), "of": claim.time.of} if claim.time else None,
        "quantities": [{"span": (q.span.start, q.span.end)} for q in claim.quantities],
        "modality": claim.modality, "polarity": claim.polarity, "framing": claim.framing,
        "confidence": claim.confidence,
    }  # fmt: skip


def _overlap(a: Row, b: Row) -> bool:
    first, second = a["span"], b["span"]
    return bool(first[0] < second[1] and second[0] < first[1])


def places_right(gold: list[Row], pred: list[Row], strict_roles: bool = True) -> bool:
    def hit(g: Row, p: Row) -> bool:
        return (_overlap(g, p) or g["name"] == p["name"]) and (not strict_roles or g["role"] == p["role"])

    asked = [g for g in gold if not _holds_another(g, gold)]
    extra = [p for p in pred if not _holds_another(p, pred)]
    return all(any(hit(g, p) for p in pred) for g in asked) and all(any(hit(g, p) for g in gold) for p in extra)


def _holds_another(place: Row, places: list[Row]) -> bool:
    """The oblast in "Kupiansk, Kharkiv Oblast": some annotators gave it and others did not."""
    return any(0 < place["span"][0] - other["span"][1] <= len(", in the ") for other in places)


def time_right(gold: Row | None, pred: Row | None) -> bool:
    if not gold or not pred:
        return not gold and (not pred or pred["of"] == "saying")
    return _overlap(gold, pred) and gold["of"] == pred["of"]


def quantities_right(gold: list[Row], pred: list[Row]) -> bool:
    return all(any(_overlap(g, p) for p in pred) for g in gold) and all(any(_overlap(g, p) for g in gold) for p in pred)


def read(
    documents: list[Row], name: str, shared: Path = SHARED, weights: Path | None = None
) -> Iterator[tuple[Claim, ...]]:
    """The claims of each document by that reader."""
    from claimline.claiming import claims_of
    from claimline.reading.neural.reader import NeuralReader
    from claimline.reading.reader import open_reader
    from claimline.resolving import Resolver

    weighted = weights is not None and name != "rules"
    reader = NeuralReader(name, weights) if weighted else open_reader(name)
    resolver = Resolver.open(gazetteer(shared))
    for row in documents:
        published = date.fromisoformat(row["published"][:10]) if row.get("published") else None
        report = Report(row["text"], given_id=row["id"], published=published)
        yield tuple(claims_of(resolver.resolve(reader.read(report))))


def show(score: ModuleType, document: Row, rows: list[Row], slot: str) -> None:
    golds, preds = score.merged(document["claims"]), score.merged(rows)
    links = score.match(golds, preds)
    for i, gold in enumerate(golds):
        if i not in links:
            if slot == "missed":
                print(document["id"], gold["kind"], gold["quote"])
            continue
        mine = preds[links[i]]
        wrong = [name for name, right in score.compare(gold, mine).items() if not right]
        key = "kind" if slot == "subkind" else slot
        if slot in wrong or (slot == "lost" and gold["speaker"] and not mine["speaker"]):
            key = "speaker" if slot == "lost" else key
            print(document["id"], gold["kind"], wrong, "\n   ", gold["quote"], "\n   ", gold[key], "|", mine[key])
    for j, mine in enumerate(preds):
        if slot == "spurious" and j not in links.values():
            print(document["id"], mine["kind"], mine["evidence"][0]["text"], mine["confidence"])


if __name__ == "__main__":
    main()
