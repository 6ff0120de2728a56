"""What it would gain to skip sentences that a cheap first look takes for empty, and what would be lost.

    python benchmarks/first_look.py
    python benchmarks/first_look.py --reader default --window 1

Empty are stretches in which the rules find no event; `--window` sentences are one stretch, as the network reads about
four at once, and 0 is the whole report. Gain: the share of the words that the network would not have to read. Loss: the
share of the triggers found by the network that lie there. On reports of war (../shared/gold, own-reports) and on local
news (../shared/corpora/lgl), where most sentences are of something else.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from claimline.model import Report
from claimline.reading.reader import Reader, open_reader
from setting import SHARED, need

_TEXT = re.compile(r"<text>(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?</text>", re.DOTALL)
Seen = tuple[int, bool, int]  # words of a sentence, whether the rules found an event in it, triggers of the network


def texts(shared: Path, corpus: str) -> Iterator[str]:
    if corpus == "lgl":
        for found in _TEXT.finditer(need(shared / "corpora" / "lgl" / "lgl.xml").read_text("utf-8", "replace")):
            yield found[1]
        return
    files = [shared / "corpora" / "own-reports" / "reports.jsonl"]
    if corpus == "gold":
        files = [shared / "gold" / f"{name}.jsonl" for name in ("d1", "d2")]
    for file in files:
        with need(file).open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]


def seen(text: str, rules: Reader, network: Reader) -> list[Seen]:
    """The sentences of a text."""
    report = Report(text)
    by_rule = [trigger.span.start for trigger in rules.read(report).triggers]
    reading = network.read(report)
    found = [t.span.start for t in reading.triggers if any("model" in reason.rule for reason in t.reasons)]
    return [
        (
            len(s.of(text).split()),
            any(s.start <= at < s.end for at in by_rule),
            sum(s.start <= at < s.end for at in found),
        )
        for s in reading.sentences
    ]


def stretches(sentences: Sequence[Seen], size: int) -> Iterator[Sequence[Seen]]:
    size = size or max(1, len(sentences))
    for at in range(0, len(sentences), size):
        yield sentences[at : at + size]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reader", default="default", choices=("default", "fast"))
    parser.add_argument("--window", type=int, nargs="*", default=[1, 4, 0])
    parser.add_argument("--corpus", nargs="*", default=["gold", "own-reports", "lgl"])
    parser.add_argument("--shared", type=Path, default=SHARED, help="the folder of corpora")
    args = parser.parse_args()
    rules, network = open_reader("rules"), open_reader(args.reader)
    for corpus in args.corpus:
        reports = [seen(text, rules, network) for text in texts(args.shared, corpus)]
        words = sum(one[0] for report in reports for one in report)
        triggers = sum(one[2] for report in reports for one in report)
        print(f"{corpus}: {len(reports)} reports, {words:,} words, {triggers:,} triggers of {args.reader}", flush=True)
        for size in args.window:
            empty = [part for report in reports for part in stretches(report, size) if not any(one[1] for one in part)]
            gain = sum(one[0] for part in empty for one in part) / words
            loss = sum(one[2] for part in empty for one in part) / triggers
            what = f"{size} sentences" if size else "a report"
            print(f"  {what:12} skipped: {gain:6.1%} of the words, {loss:6.1%} lost")


if __name__ == "__main__":
    main()
