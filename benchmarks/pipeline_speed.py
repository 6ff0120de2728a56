"""The whole pipeline, HTML in and claims in the ledger: reports and words a second, on one processor and on several.

    python benchmarks/pipeline_speed.py
    python benchmarks/pipeline_speed.py --engine ray --workers 1 2 --pages 2000
    python benchmarks/pipeline_speed.py --spacy PYTHON --profile

Pages are those of intake_speed.py, with bullets of ../shared/corpora/current-events for paragraphs (eight a page), in
one WARC.gz as Common Crawl News has them. Each run is a command of its own, `claimline add` without weighing, into an
empty ledger; seconds are those of the command beyond what it takes for two pages, by the clock and by the processor
(with children; a cluster's workers are no children, so that Ray is timed by the clock alone).
`--spacy`: the Python of an environment with spaCy, whose small pipeline with random weights (reader_speed.py) reads the
plain texts of the same pages in the same rounds. `--profile`: where the time goes, stage by stage.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from setting import SHARED, gazetteer, need

PARAGRAPHS = 8
START = 2  # pages of the run that is taken off


class Took(NamedTuple):
    """Seconds by the clock, and of the processor."""

    clock: float
    processor: float


def texts(count: int) -> Iterator[list[str]]:
    """The paragraphs of each page: bullets in a row, so that no two pages are alike."""
    with need(SHARED / "corpora" / "current-events" / "reports.jsonl").open(encoding="utf-8") as lines:
        bullets = (json.loads(line)["text"] for line in lines)
        for _ in range(count):
            paragraphs = list(islice(bullets, PARAGRAPHS))
            if len(paragraphs) < PARAGRAPHS:
                raise SystemExit("there are not so many pages in the corpus; take fewer with --pages")
            yield paragraphs


def archive(path: Path, pages: list[list[str]]) -> None:
    from intake_speed import page, record  # here, since spaCy's environment has no Claimline

    with path.open("wb") as file:
        for number, paragraphs in enumerate(pages):
            file.write(record(page(paragraphs, number), number))


def add(source: Path, folder: Path, options: list[str]) -> Took:
    """Seconds of `claimline add`."""
    ledger = folder / "ledger.db"
    for stale in folder.glob("ledger.db*"):
        stale.unlink()
    environment = {**os.environ, "CLAIMLINE_GAZETTEER": str(gazetteer()), "RAY_AUTH_MODE": "disabled"}
    command = [sys.executable, "-m", "claimline", "add", str(source), "--ledger", str(ledger), "--no-weigh", "-q"]
    began, spent = time.perf_counter(), _spent()
    subprocess.run([*command, *options], check=True, env=environment)
    return Took(time.perf_counter() - began, _spent() - spent)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measured(folder: Path, options: list[str]) -> Took:
    """Of all pages, less what it takes to start."""
    start, whole = add(folder / "start.warc.gz", folder, options), add(folder / "pages.warc.gz", folder, options)
    return Took(whole.clock - start.clock, whole.processor - start.processor)


def spacy_seconds(python: Path, folder: Path) -> float:
    """Of the processor, for the plain texts; only what is beyond starting."""
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
    command = [str(python), __file__, "--inside-spacy", str(folder / "texts.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **one_thread})
    return float(done.stdout.split()[-1])


def inside_spacy(path: Path) -> None:
    from reader_speed import spacy_pipe

    pipe, told = spacy_pipe(), json.loads(path.read_text(encoding="utf-8"))
    for text in told[:5]:
        pipe(text)
    began = time.process_time()
    for text in told:
        pipe(text)
    print(time.process_time() - began)


def profile(folder: Path, reader: str) -> None:
    """Share of the processor's time in each room, one process, from the innermost call of ours on the way to it."""
    import cProfile
    import pstats

    from claimline import ReadConfig, open_ledger, read_sources

    config = ReadConfig(reader=reader, gazetteer=gazetteer())
    list(read_sources([str(folder / "start.warc.gz")], config))
    watch = cProfile.Profile()
    with open_ledger(folder / "profile.db") as ledger, ledger.writer() as writer:
        watch.enable()
        for result in read_sources([str(folder / "pages.warc.gz")], config):
            writer.add(result.report, result.claims)
        watch.disable()
    stats = pstats.Stats(watch).stats  # type: ignore[attr-defined]
    named = {
        "intake (HTML to text)": ("intake/warc.py", "_reports"),
        "reading": ("reading/neural/reader.py" if reader != "rules" else "reading/rules/reader.py", "read"),
        "resolving": ("resolving/resolver.py", "resolve"),
        "ledger": ("ledger/writer.py", "add"),
    }
    whole = sum(own for _, _, own, _, _ in stats.values())
    for name, (file, function) in named.items():
        spent = sum(
            total for (path, _, of), (_, _, _, total, _) in stats.items() if path.endswith(file) and of == function
        )
        print(f"  {name:24} {spent / whole:5.0%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", nargs="*", default=["default", "fast", "rules"])
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engine", choices=("processes", "ray"), default="processes")
    parser.add_argument("--workers", type=int, nargs="+", default=[1])
    parser.add_argument("--spacy", type=Path, help="the Python of an environment with spaCy")
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--inside-spacy", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.inside_spacy:
        inside_spacy(args.inside_spacy)
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        pages = list(texts(args.pages))
        archive(folder / "pages.warc.gz", pages)
        archive(folder / "start.warc.gz", pages[:START])
        plain = ["\n\n".join(paragraphs) for paragraphs in pages[START:]]
        (folder / "texts.json").write_text(json.dumps(plain), encoding="utf-8")
        run(folder, plain, args)


def run(folder: Path, plain: list[str], args: argparse.Namespace) -> None:
    words = sum(len(text.split()) for text in plain)
    print(f"{len(plain)} pages, {words:,} words, load average {os.getloadavg()[0]:.1f}", flush=True)
    rounds: dict[tuple[str, int], list[Took]] = {}
    spacy: list[float] = []
    for _ in range(args.rounds):
        for reader in args.reader:
            for workers in args.workers:
                options = ["--reader", reader]
                if workers > 1 or args.engine == "ray":
                    options += ["--engine", args.engine, "--workers", str(workers)]
                rounds.setdefault((reader, workers), []).append(measured(folder, options))
        if args.spacy:
            spacy.append(spacy_seconds(args.spacy, folder))
    peer = statistics.median(spacy) if spacy else None
    for (reader, workers), took in rounds.items():
        clock = statistics.median(one.clock for one in took)
        processor = statistics.median(one.processor for one in took)
        line = f"{reader:8} {workers} x {args.engine if workers > 1 or args.engine == 'ray' else 'here'}: "
        line += f"{len(plain) / clock:6.1f} reports and {words / clock:8,.0f} words a second by the clock; "
        line += f"{words / processor:8,.0f} words a second of the processor"
        print(line + (f", {peer / processor:.2f} of spaCy" if peer else ""), flush=True)
    if peer:
        print(f"spaCy, names and syntax of the plain texts alone: {words / peer:8,.0f} words a second of the processor")
    for reader in args.reader if args.profile else ():
        print(f"where the time of {reader} goes:")
        profile(folder, reader)


if __name__ == "__main__":
    main()
