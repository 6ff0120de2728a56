"""Names in documents that nothing was trained on: every fifth of WikiGold and of re3d without its BBC part.

    python benchmarks/names_held_out.py --weights FOLDER
    SPACY_PYTHON benchmarks/names_held_out.py --spacy

Reports the rules, the network and, with --spacy, a CNN of spaCy's usual small size that learns from the same documents
(the python must have spaCy). Exact spans with persons, places and organisations as types; names that a corpus
leaves unsure count for nobody.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from training.examples import Example, Name  # noqa: E402 - beside the package
from training.gum import gum  # noqa: E402
from training.names import names_corpora  # noqa: E402

TYPES = ("person", "place", "organisation")
SAME = {"facility": "place", "group": "organisation"}
Read = Callable[[str], list[Name]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, help="a folder of exported weights with a head for names")
    parser.add_argument("--spacy", action="store_true", help="train and measure spaCy's CNN instead")
    parser.add_argument("--passes", type=int, default=12)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    args = parser.parse_args()
    if not (args.shared / "corpora/wikigold").exists():
        raise SystemExit("../shared/corpora/wikigold is not here: nothing to measure with")
    train, held = names_corpora(args.shared / "corpora")
    if args.spacy:
        report("spaCy CNN", spacy_cnn([*train, *gum(args.shared / "corpora/gum")], args.passes), held)
        return
    report("rules", by_rules, held)
    if args.weights:
        report("network", by_network(args.weights), held)


def by_rules(text: str) -> list[Name]:
    from claimline.reading.mentions import find_mentions
    from claimline.reading.sentences import split_sentences
    from claimline.reading.tokens import tokenize

    return [(m.span.start, m.span.end, m.type) for m in find_mentions(text, split_sentences(text), tokenize(text))]


def by_network(weights: Path) -> Read:
    from claimline.model import Report
    from claimline.reading.neural.reader import NeuralReader

    reader = NeuralReader("default", weights)
    return lambda text: [(m.span.start, m.span.end, m.type) for m in reader.read(Report(text)).mentions]


def spacy_cnn(train: Sequence[Example], passes: int) -> Read:
    """spaCy's tok2vec (96 wide, 4 deep) and transition parser, without vectors, on the same documents."""
    import spacy  # type: ignore[import-not-found, unused-ignore]
    from spacy.training import Example as Lesson  # type: ignore[import-not-found, unused-ignore]
    from spacy.util import minibatch  # type: ignore[import-not-found, unused-ignore]

    spacy.util.fix_random_seed(1)
    language = spacy.blank("en")
    tagger: Any = language.add_pipe("ner")
    lessons = []
    for example in train:
        for start, end in _lines(example.text):
            document = language.make_doc(example.text[start:end])
            spans = [
                document.char_span(a - start, b - start, label=kind, alignment_mode="expand")
                for a, b, kind in example.names or ()
                if start <= a and b <= end
            ]
            lost = [
                document.char_span(a - start, b - start, alignment_mode="expand")
                for a, b in example.names_unsure
                if start <= a and b <= end
            ]
            reference = document.copy()
            reference.set_ents(spacy.util.filter_spans([s for s in spans if s]), default="outside")
            covered = {i for s in reference.ents for i in range(s.start, s.end)}
            missing = [s for s in lost if s and not covered & set(range(s.start, s.end))]
            if missing:
                reference.set_ents(list(reference.ents), missing=spacy.util.filter_spans(missing), default="outside")
            lessons.append(Lesson(document, reference))
    for kind in sorted({n[2] for e in train for n in e.names or ()}):
        tagger.add_label(kind)
    optimiser = language.initialize(lambda: lessons[:100])
    chance = random.Random(1)
    for _ in range(passes):
        chance.shuffle(lessons)
        for batch in minibatch(lessons, 32):
            language.update(list(batch), drop=0.2, sgd=optimiser)
    return lambda text: [
        (start + s.start_char, start + s.end_char, s.label_)
        for start, end in _lines(text)
        for s in language(text[start:end]).ents
    ]


def _lines(text: str) -> list[tuple[int, int]]:
    at, lines = 0, []
    for line in text.split("\n"):
        if line.strip():
            lines.append((at, at + len(line)))
        at += len(line) + 1
    return lines


def report(name: str, read: Read, held: Sequence[Example]) -> None:
    for corpus in ("wikigold", "re3d"):
        total: Counter[str] = Counter()
        for example in held:
            if example.id.startswith(corpus):
                total += compared(example, read(example.text))
        for kind in ("any", "typed", *TYPES):
            right, wanted, found = (total[f"{kind} {what}"] for what in ("right", "gold", "found"))
            f1 = 2 * right / max(1, wanted + found)
            print(f"{name:10} {corpus:9} {kind:13} F1 {f1:.3f}  ({right} right of {wanted}, {found} found)", flush=True)


def compared(example: Example, read: list[Name]) -> Counter[str]:
    """Counts of names, of any type and of each; names over an unsure stretch are left out."""
    unsure = [*example.names_unsure, *((a, b) for a, b, kind in example.names or () if kind not in TYPES)]
    gold = {(a, b): kind for a, b, kind in example.names or () if kind in TYPES}
    found = {
        (a, b): SAME.get(kind, kind)
        for a, b, kind in read
        if SAME.get(kind, kind) in TYPES and not any(a < e and s < b for s, e in unsure)
    }
    counts: Counter[str] = Counter()
    counts.update({"any right": len(gold.keys() & found), "any gold": len(gold), "any found": len(found)})
    for kind in TYPES:
        g = {span for span, k in gold.items() if k == kind}
        f = {span for span, k in found.items() if k == kind}
        for label in (kind, "typed"):
            counts.update({f"{label} right": len(g & f), f"{label} gold": len(g), f"{label} found": len(f)})
    return counts


if __name__ == "__main__":
    main()
