"""Choose the trigger threshold and calibrate the confidence on the reports held out from training.

`python -m training.choose runs/default src/claimline/reading/weights/default --corpora ../shared/corpora`
writes `settings.json` beside the weights: `recall` (taken from the logit of "no trigger") with the best F1 of triggers
of the right family, and a table that turns the tagger's probability into how often it was right.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from claimline.model import Span
from claimline.reading.neural.labels import family_of
from claimline.reading.neural.model import Found, Model
from claimline.reading.neural.windows import Window, cut
from claimline.reading.sentences import split_sentences
from training.examples import Example
from training.masked import masked
from training.train import load_examples

_STEPS = [x / 4 for x in range(-8, 9)]
_BINS = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--version", default="1")
    args = parser.parse_args()
    held = [masked(e) for e in load_examples(args.corpora)[1]]
    settings = {"version": args.version, "recall": 0.0, "calibration": []}
    path = args.weights / "settings.json"
    path.write_text(json.dumps(settings))
    model = Model(args.weights)
    scores = {}
    for recall in _STEPS:
        model.settings["recall"] = recall
        scores[recall] = f1(*counts(model, held))
        print(f"recall {recall:+.2f}: trigger and family F1 {scores[recall]:.3f}", flush=True)
    settings["recall"] = max(scores, key=lambda r: scores[r])
    model.settings["recall"] = settings["recall"]
    settings["calibration"] = calibration(model, held)
    path.write_text(json.dumps(settings, indent=1))
    print(json.dumps(settings))


def found_in(model: Model, example: Example) -> list[tuple[Found, Window]]:
    encoding = model.tokenizer.encode(example.text, add_special_tokens=False)
    return [(f, w) for w in cut(example.text, split_sentences(example.text), encoding) for f in model.read(w)]


def is_right(found: Found, window: Window, example: Example) -> bool:
    """Whether a trigger overlaps one of the reference of the same family."""
    first, last = window.offsets[found.trigger[0]], window.offsets[found.trigger[1]]
    if first is None or last is None:
        return False
    span = Span(first.start, last.end)
    return any(
        span.overlaps(Span(*e.trigger)) and e.kind is not None and family_of(e.kind) == family_of(found.kind)
        for e in example.events
    )


def counts(model: Model, examples: list[Example]) -> tuple[int, int, int]:
    """Right, predicted, reference."""
    right = predicted = 0
    for example in examples:
        for found, window in found_in(model, example):
            predicted += 1
            right += is_right(found, window, example)
    return right, predicted, sum(len(e.events) for e in examples)


def f1(right: int, predicted: int, reference: int) -> float:
    return 2 * right / max(1, predicted + reference)


def calibration(model: Model, examples: list[Example]) -> list[list[float]]:
    """Pairs of a probability and how often triggers about as likely were right, rising, in bins of equal size."""
    rows = sorted((f.confidence, is_right(f, w, e)) for e in examples for f, w in found_in(model, e))
    size = max(1, len(rows) // _BINS)
    table: list[list[float]] = []
    for i in range(0, len(rows), size):
        group = rows[i : i + size]
        if len(group) < size // 2 and table:
            break
        mean = sum(c for c, _ in group) / len(group)
        share = sum(r for _, r in group) / len(group)
        table.append([round(mean, 3), round(max(share, table[-1][1] if table else 0.0), 3)])
    return table


if __name__ == "__main__":
    main()
