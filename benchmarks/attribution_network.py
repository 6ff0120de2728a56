"""Attributions of PolNeAR articles by the network alone, for the scorer beside the project.

    python benchmarks/attribution_network.py WEIGHTS ../shared/corpora/polnear/dev > readings.jsonl
    python ../shared/score/polnear.py score ../shared/corpora/polnear/dev readings.jsonl

WEIGHTS: what `training.export` made of a run of `training.polnear` (learnt from PolNeAR, never shipped) or of
`training.train` (never saw it; parties are exchanged for stand-ins then: --masked). Cues are tagged first; source,
cue and content are asked of each. Spans are the likeliest ones as a whole (Viterbi), a new span costs `--begin`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimline.model import Span
from claimline.reading.neural.labels import ROLES
from claimline.reading.neural.masking import Masked, mask
from claimline.reading.neural.model import Model, distance_of, softmax
from claimline.reading.neural.windows import Window, cut
from claimline.reading.sentences import split_sentences

Pieces = tuple[int, int]
_NEVER = -1e4


def main() -> None:
    args = _arguments()
    model = Model(args.weights)
    costs = (args.cue, args.begin)
    for path in sorted((args.split / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")  # line ends stay: offsets count them
        found = [a for w in windows(model, text, masked=args.masked) for a in attributions(model, w, costs, text)]
        print(json.dumps({"report": {"id": path.stem}, "attributions": found}))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("split", type=Path, help="a split folder, such as polnear/dev")
    parser.add_argument("--masked", action="store_true", help="exchange parties for stand-ins, as in training.train")
    parser.add_argument("--cue", type=float, default=0.0, help="taken from the logit of no cue")
    parser.add_argument("--begin", type=float, default=0.0, help="what a new span costs, in nats")
    return parser.parse_args()


def windows(model: Model, text: str, *, masked: bool) -> Iterator[Window]:
    """Windows with offsets in the text as it is."""
    there = mask(text) if masked else Masked(text, ())
    encoding = model.tokenizer.encode(there.text, add_special_tokens=False)
    bounds = [Span(there.there(s.start), there.there(s.end)) for s in split_sentences(text)]
    for window in cut(there.text, bounds, encoding):
        offsets = tuple(there.back(o) if o else None for o in window.offsets)
        yield Window(window.ids, offsets, window.shapes, window.core)


def attributions(
    model: Model, window: Window, costs: tuple[float, float], text: str
) -> Iterator[dict[str, list[list[int]]]]:
    """The attributions whose cue is in the core of a window."""
    states, says = model.run(window, "states", "says")
    logits = says[0].copy()
    logits[:, 0] -= costs[0]
    logits[: window.core, 1:] = logits[-1, 1:] = _NEVER
    spans = [(a, b, 0, 1.0) for a, b in best(logits, 0.0)]
    if not spans:
        return
    roles = model.ask(states, spans, np.stack([distance_of(len(window.ids), a, b) for a, b, _, _ in spans]))[0]
    for (first, last, _, _), of in zip(spans, roles.reshape(len(spans), len(window.ids), -1, 3), strict=True):
        asked = {role: of[:, ROLES.index(role)] for role in ("speaker", "cue", "content")}
        for cells in asked.values():
            cells[[0, -1], 1:] = _NEVER
        cue = [(first, last)] + [s for s in best(asked["cue"], costs[1]) if s[1] < first or s[0] > last]
        yield {
            "source": [characters(window, s, text) for s in best(asked["speaker"], costs[1])],
            "cue": [characters(window, s, text) for s in sorted(cue)],
            "content": [without_comma(characters(window, s, text), text) for s in best(asked["content"], costs[1])],
        }


def best(logits: NDArray[np.float32], begin: float) -> list[Pieces]:
    """The likeliest spans: O, B, I along the pieces [T, 3], no I after O."""
    chances = np.log(softmax(logits) + 1e-9)
    chances[:, 1] -= begin
    score, back = chances[0].copy(), []
    score[2] = _NEVER
    for row in chances[1:]:
        start, inside = max(range(3), key=lambda t: score[t]), max((1, 2), key=lambda t: score[t])
        back.append((start, start, inside))
        score = np.array([score[start], score[start], score[inside]]) + row
    tags = [int(score.argmax())]
    for row in reversed(back):
        tags.append(row[tags[-1]])
    return _spans(tags[::-1])


def _spans(tags: list[int]) -> list[Pieces]:
    spans: list[list[int]] = []
    for i, tag in enumerate(tags):
        if tag == 1:
            spans.append([i, i])
        elif tag == 2:
            spans[-1][1] = i
    return [(a, b) for a, b in spans]


def characters(window: Window, pieces: Pieces, text: str) -> list[int]:
    """Characters of some pieces, widened to whole words."""
    first, last = window.offsets[pieces[0]], window.offsets[pieces[1]]
    assert first is not None
    assert last is not None
    start, end = first.start, last.end
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return [start, end]


def without_comma(span: list[int], text: str) -> list[int]:
    """A comma between what is said and who says it belongs to neither."""
    start, end = span
    return [start, end - 1] if end - start > 1 and text[end - 1] == "," else span


if __name__ == "__main__":
    main()
