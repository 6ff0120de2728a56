"""Reports that nobody annotated, read by one or several trained readers together: `python -m training.unlabelled`.

    python -m training.unlabelled --weights WEIGHTS [WEIGHTS ...] --corpora ../shared/corpora --gold ../shared/gold \\
        --out runs/unlabelled.jsonl

Their outputs are averaged; where they are not sure the label is left out. Reports of `claims-train` and of the gold
reports are left out, and any that shares eight words in a row with a gold report or a held-out one. The texts are
written with their parties exchanged, as the network sees them.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from claimline.reading.neural.labels import CLAIM_ROLES, FAMILIES, family_of
from claimline.reading.neural.masking import mask
from claimline.reading.neural.model import Found, Model, distance_of, found_of, softmax, tagged
from claimline.reading.neural.windows import Window, cut
from claimline.reading.sentences import split_sentences
from training.examples import Event, Example, Span
from training.overlap import words_in_a_row
from training.train import load_examples

SURE = 0.6  # an averaged probability below this is no label
ROLES_KNOWN = ("actor", "target", "at", "from", "to", "via", "time", "saying_time", "quantity", "speaker", "cue")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, nargs="+", required=True)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--reports", type=int, default=8000)
    args = parser.parse_args()
    models = [Model(folder) for folder in args.weights]
    texts = list(unlabelled(args.corpora, args.gold))
    random.Random(1).shuffle(texts)
    with args.out.open("w", encoding="utf-8") as out:
        for name, text in texts[: args.reports]:
            out.write(json.dumps(_row(read_together(models, name, mask(text).text))) + "\n")


def unlabelled(corpora: Path, gold: Path) -> Iterator[tuple[str, str]]:
    """Id and text of the reports of current-events that nobody annotated and that are not like a gold report."""
    train, held, _ = load_examples(corpora)
    known = {e.id for e in (*train, *held)}
    barred: set[tuple[str, ...]] = set()
    for path in sorted(gold.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            known.add(row["id"])
            barred |= words_in_a_row(row["text"])
    for example in held:
        barred |= words_in_a_row(example.text)
    for line in (corpora / "current-events/reports.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["id"] not in known and not barred & words_in_a_row(row["text"]):
            yield row["id"], row["text"]


def read_together(models: Sequence[Model], name: str, text: str) -> Example:
    """A masked text with what the models find in it together."""
    encoding = models[0].tokenizer.encode(text, add_special_tokens=False)
    events: list[Event] = []
    unsure: list[Span] = []
    for window in cut(text, split_sentences(text), encoding):
        chances, founds = _read_window(models, window)
        events += (_event(found, window) for found in founds if found.confidence >= SURE)
        for i in range(window.core, len(window.ids) - 1):
            offset = window.offsets[i]
            if offset is not None and chances[i].max() < SURE:
                unsure.append((offset.start, offset.end))
    return Example(name, text, tuple(events), unsure=tuple(unsure))


def _read_window(models: Sequence[Model], window: Window) -> tuple[Any, list[Found]]:
    encoded = [model.encode(window) for model in models]
    chances = np.mean([softmax(tags) for _, tags in encoded], axis=0)
    spans = tagged(chances, window.core, len(window.ids) - 1)
    if not spans:
        return chances, []
    distance = np.stack([distance_of(len(window.ids), a, b) for a, b, _, _ in spans])
    asked = [model.ask(states, spans, distance) for model, (states, _) in zip(models, encoded, strict=True)]
    asked = [(roles[..., : 3 * len(CLAIM_ROLES)], *others) for roles, *others in asked]  # some have further roles
    roles, ends, kind, stance = (np.mean([answers[k] for answers in asked], axis=0) for k in range(4))
    return chances, found_of(spans, roles, ends, kind, stance)


def _event(found: Found, window: Window) -> Event:
    def span(pieces: tuple[int, int]) -> Span:
        first, last = window.offsets[pieces[0]], window.offsets[pieces[1]]
        assert first is not None
        assert last is not None
        return first.start, last.end

    modality = max(found.modality, key=lambda m: found.modality[m])
    return Event(
        trigger=span(found.trigger),
        kind=found.kind,
        roles={role: tuple(map(span, pieces)) for role, pieces in found.roles.items()},
        known=frozenset(ROLES_KNOWN),
        proposition=span(found.proposition),
        modality=modality if found.modality[modality] >= SURE else None,
        polarity=_sure(found.negative, "negative", "positive"),
        background=_sure(found.background, True, False),
    )


def _sure(chance: float, yes: Any, no: Any) -> Any:
    return yes if chance >= SURE else no if chance <= 1 - SURE else None


def _row(example: Example) -> dict[str, Any]:
    return {
        "id": example.id, "text": example.text, "unsure": example.unsure,
        "events": [
            {
                "trigger": e.trigger, "kind": e.kind, "roles": e.roles, "proposition": e.proposition,
                "modality": e.modality, "polarity": e.polarity, "background": e.background,
            }
            for e in example.events
        ],
    }  # fmt: skip


def load(path: Path) -> list[Example]:
    """What `main` wrote."""
    return [_example(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def _example(row: dict[str, Any]) -> Example:
    events = tuple(
        Event(
            trigger=tuple(e["trigger"]),
            kind=e["kind"] if family_of(e["kind"]) in FAMILIES else None,
            roles={role: tuple((a, b) for a, b in spans) for role, spans in e["roles"].items()},
            known=frozenset(ROLES_KNOWN),
            proposition=tuple(e["proposition"]),
            modality=e["modality"],
            polarity=e["polarity"],
            background=e["background"],
        )
        for e in row["events"]
    )
    return Example(row["id"], row["text"], events, unsure=tuple((a, b) for a, b in row["unsure"]))


if __name__ == "__main__":
    main()
