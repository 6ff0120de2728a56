"""Words a second of the reading stage: our readers, a spaCy pipeline and a BERT-base-sized encoder, in one run.

    python benchmarks/reader_speed.py
    python benchmarks/reader_speed.py --spacy PYTHON --bert encoder.onnx --plot docs/reader-speed.svg

All read the same reports of ../shared/corpora/current-events, one thread each, in turns, several rounds; the median of
the rounds counts, by the processor's time. Ours are measured from the text to the reading, all heads and rules
included. `--spacy` is the Python of an environment that has spaCy: its usual small pipeline (tok2vec 96 wide and 4
deep, tagger, parser, entities) with random weights. `--bert` is an encoder that `python -m training.bert_sized` makes:
12 layers, 768 wide, int8, random weights, on the same windows. Quality: found F1 on the held-out reports (held_out.py).
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from drawing import Axis, Chart
from setting import SHARED, need

Rounds = dict[str, list[float]]  # words a second of each round


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", nargs="*", default=None, help="ours to measure; default: all that are installed")
    parser.add_argument("--reports", type=int, default=400)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--spacy", type=Path, help="the Python of an environment with spaCy")
    parser.add_argument("--bert", type=Path, help="an ONNX encoder of the size of BERT-base")
    parser.add_argument("--plot", type=Path, help="an SVG file to draw into")
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of corpora")
    parser.add_argument("--inside-spacy", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    texts = texts_of(args.shared, args.reports)
    if args.inside_spacy:
        print(words_a_second(spacy_pipe(), texts))
        return
    ours = args.reader or installed()
    measured = measure(ours, texts, args)
    speeds = {name: statistics.median(rounds) for name, rounds in measured.items()}
    print(f"{len(texts)} reports, {words_of(texts):,} words, load average {os.getloadavg()[0]:.1f}")
    base = speeds[ours[0]]
    for name, speed in sorted(speeds.items(), key=lambda item: -item[1]):
        spread = f"{min(measured[name]):,.0f} to {max(measured[name]):,.0f}"
        print(f"{name:14} {speed:8,.0f} words a second ({spread}), {speed / base:5.2f} of {ours[0]}")
    if args.plot:
        draw(args.plot, speeds, {name: quality(name, args) for name in ours})


def installed() -> list[str]:
    from claimline.reading.reader import readers

    return [name for name in readers() if name != "llm"]


def texts_of(shared: Path, count: int) -> list[str]:
    with need(shared / "corpora" / "current-events" / "reports.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in islice(lines, count)]


def words_of(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)


def words_a_second(read: Callable[[str], object], texts: Sequence[str]) -> float:
    """By the processor's time; a few texts first, unmeasured, so that everything is loaded."""
    for text in texts[:5]:
        read(text)
    began = time.process_time()
    for text in texts:
        read(text)
    return words_of(texts) / (time.process_time() - began)


def measure(ours: Sequence[str], texts: Sequence[str], args: argparse.Namespace) -> Rounds:
    reads = {name: our_reader(name) for name in ours}
    if args.bert:
        reads["BERT-base size"] = bert(args.bert)
    rounds: Rounds = {}
    for _ in range(args.rounds):
        for name, read in reads.items():
            rounds.setdefault(name, []).append(words_a_second(read, texts))
        if args.spacy:
            rounds.setdefault("spaCy", []).append(spacy_speed(args))
    return rounds


def our_reader(name: str) -> Callable[[str], object]:
    from claimline.model import Report
    from claimline.reading.reader import open_reader

    reader = open_reader(name)
    return lambda text: reader.read(Report(text))


def bert(path: Path) -> Callable[[str], object]:
    """An encoder alone, on the windows that our reader cuts."""
    import numpy as np

    from claimline.reading.neural.model import open_model, silent_runtime
    from claimline.reading.neural.windows import cut
    from claimline.reading.sentences import split_sentences

    onnxruntime = silent_runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    tokenizer = open_model("default").tokenizer

    def read(text: str) -> object:
        encoding: Any = tokenizer.encode(text, add_special_tokens=False)
        windows = cut(text, split_sentences(text), encoding)
        return [session.run(None, {"ids": np.array([w.ids]), "shapes": np.array([w.shapes]) % 2}) for w in windows]

    return read


def spacy_speed(args: argparse.Namespace) -> float:
    command = [
        str(args.spacy),
        __file__,
        "--inside-spacy",
        "--reports",
        str(args.reports),
        "--shared",
        str(args.shared),
    ]
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **one_thread})
    return float(done.stdout.split()[-1])


def spacy_pipe() -> Callable[[str], object]:
    """The usual small English pipeline, with random weights and a few labels."""
    import spacy  # type: ignore[import-not-found]

    pipe = spacy.blank("en")
    pipe.add_pipe("tok2vec")  # 96 wide, 4 deep, as in the small models
    listening = {
        "model": {"tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}}
    }
    tagger = pipe.add_pipe("tagger", config=listening)
    parser = pipe.add_pipe("parser", config=listening)
    entities = pipe.add_pipe("ner", config=listening)
    for k in range(50):
        tagger.add_label(f"T{k}")
    for k in range(45):
        parser.add_label(f"dep{k}")
    for k in range(18):
        entities.add_label(f"E{k}")
    pipe.initialize()
    return lambda text: pipe(text)


def quality(name: str, args: argparse.Namespace) -> float:
    """Found F1 on the held-out reports."""
    from held_out import CORPORA, claims_scorer, held_out, predicted, read

    score = claims_scorer(args.shared)
    documents = list(held_out(args.shared, CORPORA))
    total: Counter[str] = Counter()
    for document, claims in zip(documents, read(documents, name, args.shared), strict=True):
        total.update(score.score(document, [predicted(c) for c in claims]))
    return float(score.rates(total)["found_f1"])


def draw(path: Path, speeds: dict[str, float], found: dict[str, float]) -> None:
    ticks = (500, 1000, 2000, 5000, 10000, 20000, 50000)
    across = Axis("words a second, one thread", 500, 50000, ticks, logarithmic=True, label="{:,.0f}".format)
    chart = Chart(
        "Quality and speed of the reading stage", across, Axis("found F1", 0.5, 0.9, (0.5, 0.6, 0.7, 0.8, 0.9))
    )
    for row, name in enumerate(name for name in speeds if name not in found):
        chart.upright(speeds[name], name, row)
    for name, f1 in found.items():
        chart.point(speeds[name], f1, "#1b6ca8", f"{name} {f1:.2f}")
    path.write_text(chart.svg(), encoding="utf-8")


if __name__ == "__main__":
    main()
