"""Attributions of PolNeAR articles as readings, for the scorer beside the project; nothing is learnt from them.

python benchmarks/attribution_polnear.py ../shared/corpora/polnear/dev > /tmp/readings.jsonl
python ../shared/score/polnear.py score ../shared/corpora/polnear/dev /tmp/readings.jsonl
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from claimline.model import Attribution, Span
from claimline.reading.attribution import find_attributions
from claimline.reading.quotations import find_quotations
from claimline.reading.sentences import split_sentences
from claimline.reading.tokens import tokenize


def reading(name: str, text: str) -> dict[str, object]:
    sentences = split_sentences(text)
    found = find_attributions(text, sentences, tokenize(text), find_quotations(text, sentences))
    return {"report": {"id": name}, "attributions": [_plain(a) for a in found]}


def _plain(attribution: Attribution) -> dict[str, object]:
    def pairs(spans: tuple[Span, ...]) -> list[list[int]]:
        return [[s.start, s.end] for s in spans]

    return {
        "source": pairs(attribution.source),
        "cue": pairs(attribution.cue),
        "content": pairs(attribution.content),
        "confidence": attribution.confidence,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("split", type=Path, help="a split folder, such as polnear/dev")
    args = parser.parse_args()
    for path in sorted((args.split / "text").glob("*.txt")):
        print(json.dumps(reading(path.stem, path.read_bytes().decode("utf-8"))))  # line ends stay: offsets count them


if __name__ == "__main__":
    main()
