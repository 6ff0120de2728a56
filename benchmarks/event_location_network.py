"""Place of the event by a trained reader, on the tenth of event-location's texts that it was never trained on.

    python benchmarks/event_location_network.py [--weights FOLDER]

asked      the verb is given, and the network is asked where that happens
read       what the whole reader makes of the text; a verb without a trigger is not found
Scored by ../shared/score/event_location.py.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from setting import ROOT, SHARED, need, scorer

sys.path.insert(0, str(ROOT))

from training.examples import held_out_text

from claimline.model import Report, Span
from claimline.reading.neural.decoding import spans_of
from claimline.reading.neural.labels import ROLES
from claimline.reading.neural.masking import mask
from claimline.reading.neural.model import Model, distance_of, weights_of
from claimline.reading.neural.reader import NeuralReader
from claimline.reading.neural.windows import Window, cut
from claimline.reading.sentences import split_sentences

WHERE, AT = ROLES.index("where"), ROLES.index("at")  # weights may have no role of its own for this corpus
Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, help="a folder of weights other than the shipped ones")
    parser.add_argument("--reader", default="default", choices=("default", "fast"))
    parser.add_argument("--shared", type=Path, default=SHARED)
    args = parser.parse_args()
    corpus = need(args.shared / "corpora/event-location/train.jsonl")
    rows = [line for line in corpus.read_text("utf-8").splitlines() if held_out_text(json.loads(line)["text"])]
    score = scorer("event_location", args.shared)
    with tempfile.TemporaryDirectory() as folder:
        held = Path(folder) / "held.jsonl"
        held.write_text("\n".join(rows), "utf-8")
        gold = score.load_gold([held])
        model = Model(args.weights or weights_of(args.reader))
        asked = {
            score.report_id(t): {"triggers": [ask(model, t, Span(*v)) for v in verbs]} for t, verbs in gold.items()
        }
        reader = NeuralReader(args.reader, args.weights)
        read = {score.report_id(text): whole(reader, text) for text in gold}
        for name, readings in (("asked", asked), ("read", read)):
            print(f"== {name}, {len(gold)} texts\n{score.report(score.score([held], readings))}", flush=True)


def ask(model: Model, text: str, verb: Span) -> Row:
    """A verb as a trigger with the places that the network gives it."""
    there = mask(text)
    encoding = model.tokenizer.encode(there.text, add_special_tokens=False)
    bounds = [Span(there.there(s.start), there.there(s.end)) for s in split_sentences(text)]
    asked = there.span_there(verb)
    for window in cut(there.text, bounds, encoding):
        inside = [i for i, o in enumerate(window.offsets) if i >= window.core and o is not None and o.overlaps(asked)]
        if inside:
            spans = [there.back(_characters(window, p)) for p in _places(model, window, inside[0], inside[-1])]
            links = [{"role": "at", "start": s.start, "end": s.end} for s in spans]
            return {"start": verb.start, "end": verb.end, "links": links}
    return {"start": verb.start, "end": verb.end, "links": []}


def _places(model: Model, window: Window, first: int, last: int) -> list[tuple[int, int]]:
    """The places of a verb, in pieces."""
    states, _ = model.encode(window)
    distance = np.stack([distance_of(len(window.ids), first, last)])
    roles = model.ask(states, [(first, last, 0, 1.0)], distance)[0][0]
    cells = roles.reshape(len(roles), -1, 3)[1:-1]
    tags = cells[:, WHERE if cells.shape[1] > WHERE else AT].argmax(-1)
    return [(a + 1, b + 1) for a, b in spans_of(tags.tolist())]


def _characters(window: Window, pieces: tuple[int, int]) -> Span:
    first, last = window.offsets[pieces[0]], window.offsets[pieces[1]]
    assert first is not None
    assert last is not None
    return Span(first.start, last.end)


def whole(reader: NeuralReader, text: str) -> Row:
    triggers = [
        {
            "start": t.span.start,
            "end": t.span.end,
            "links": [{"role": link.role, "start": link.span.start, "end": link.span.end} for link in t.links],
        }
        for t in reader.read(Report(text)).triggers
    ]
    return {"triggers": triggers}


if __name__ == "__main__":
    main()
