"""Choose the trigger threshold and calibrate the confidence on the reports held out from training.

`python -m training.choose runs/default src/claimline/reading/weights/default --corpora ../shared/corpora`
writes `settings.json` beside the weights: `recall` (taken from the logit of "no trigger") and `leaning` (how much less
is needed where the rules see an event; neural/leaning.py) with the best F1 of triggers of the right family, and a table
that turns the tagger's probability into how often it was right.
"""

from __future__ import annotations

import argparse
import json
from itertools import product, starmap
from pathlib import Path
from typing import Any

from claimline.model import ReaderInfo, Report, Span
from claimline.reading.neural.labels import FAMILIES, family_of
from claimline.reading.neural.leaning import Leaning, Weights, leanings, leant
from claimline.reading.neural.masking import Masked
from claimline.reading.neural.model import Model, softmax, tagged
from claimline.reading.neural.sums import write_sums
from claimline.reading.neural.windows import Window, cut
from claimline.reading.rules.ground import lay_ground
from claimline.reading.rules.reader import read_triggers
from claimline.reading.sentences import split_sentences
from training.examples import Example
from training.masked import masked
from training.train import load_examples

_NONE = [x / 4 for x in range(-6, 5)]
_SEEN = [x / 4 for x in range(9)]
_FAMILY = [0.0, 0.5, 1.0]
_BINS = 8
Encoded = tuple[Window, Any, list[Leaning]]  # with tag logits, [T, tags], and where the rules see an event


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--version", default="1")
    parser.add_argument(
        "--by", type=float, nargs=3, metavar=("NONE", "SEEN", "FAMILY"), help="these, and only calibrate (Weights)"
    )
    args = parser.parse_args()
    held = [masked(e) for e in load_examples(args.corpora)[1]]
    settings: dict[str, Any] = {"version": args.version, "recall": 0.0, "calibration": []}
    path = args.weights / "settings.json"
    path.write_text(json.dumps(settings))
    model = Model(args.weights)
    encoded = [(example, encoded_windows(model, example)) for example in held]
    tried = [Weights(*args.by)] if args.by else starmap(Weights, product(_NONE, _SEEN, _FAMILY))
    scores = {by: f1(*counts(encoded, by)) for by in tried}
    for by, score in sorted(scores.items(), key=lambda item: -item[1])[:8]:
        print(f"{by}: trigger and family F1 {score:.3f}", flush=True)
    best = max(scores, key=lambda by: scores[by])
    settings |= {"recall": best.none, "leaning": [best.seen, best.family], "calibration": calibration(encoded, best)}
    path.write_text(json.dumps(settings, indent=1))
    write_sums(args.weights)
    print(json.dumps(settings))


def encoded_windows(model: Model, example: Example) -> list[Encoded]:
    """The windows of an example, each with the tag logits of its pieces and what the rules see."""
    encoding = model.tokenizer.encode(example.text, add_special_tokens=False)
    ground = lay_ground(Report(example.text), ReaderInfo("rules", "0"))
    by_rule, plain = read_triggers(ground), Masked(example.text, ())
    windows = cut(example.text, split_sentences(example.text), encoding)
    return [(w, model.encode(w)[1], leanings(by_rule, w, plain)) for w in windows]


def triggers_in(windows: list[Encoded], by: Weights) -> list[tuple[Span, str, float]]:
    """Characters, family and probability of each trigger."""
    triggers = []
    for window, tags, leaning in windows:
        chances = softmax(leant(tags.copy(), leaning, by))
        for first, last, family, chance in tagged(chances, window.core, len(window.ids) - 1):
            start, end = window.offsets[first], window.offsets[last]
            if start is not None and end is not None:
                triggers.append((Span(start.start, end.end), FAMILIES[family], chance))
    return triggers


def is_right(span: Span, family: str, example: Example) -> bool:
    """Whether a trigger overlaps one of the reference of the same family."""
    return any(
        span.overlaps(Span(*e.trigger)) and e.kind is not None and family_of(e.kind) == family for e in example.events
    )


def counts(encoded: list[tuple[Example, list[Encoded]]], by: Weights) -> tuple[int, int, int]:
    """Right, predicted, reference."""
    right = predicted = 0
    for example, windows in encoded:
        for span, family, _ in triggers_in(windows, by):
            predicted += 1
            right += is_right(span, family, example)
    return right, predicted, sum(len(e.events) for e, _ in encoded)


def f1(right: int, predicted: int, reference: int) -> float:
    return 2 * right / max(1, predicted + reference)


def calibration(encoded: list[tuple[Example, list[Encoded]]], by: Weights) -> list[list[float]]:
    """Pairs of a probability and how often triggers about as likely were right, rising, in bins of equal size."""
    rows = sorted((c, is_right(s, f, e)) for e, windows in encoded for s, f, c in triggers_in(windows, by))
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
