"""Mentions against WikiGold, re3d (without its BBC part), LGL and the development fifth of claims-train.

    python benchmarks/mentions_corpora.py ../shared [--only wikigold re3d lgl claims government speed] [--show 40]

WikiGold: all sentences; spans must be exact; types PER, LOC, ORG (nationalities and the rest count as MISC, which is
left out of the typed figures). re3d: names only (annotations with a capital letter in them, articles and titles
stripped). LGL: recognition by the rules of ../shared/score/places.py. Claims: every fifth report, the last part.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from claimline.model import Mention
from claimline.reading.mentions import find_mentions, is_government
from claimline.reading.sentences import split_sentences
from claimline.reading.tokens import tokenize
from claimline.vocab import load

COARSE = {
    "person": "PER", "place": "LOC", "facility": "LOC", "organisation": "ORG", "group": "ORG",
    "nationality": "MISC", "weapon": "MISC", "other": "MISC",
}  # fmt: skip
RE3D = {"Person": "PER", "Location": "LOC", "Organisation": "ORG", "Nationality": "MISC"}
Found = dict[tuple[int, int], str]


def read(text: str) -> tuple[Mention, ...]:
    return find_mentions(text, split_sentences(text), tokenize(text))


def coarse(text: str) -> Found:
    return {(m.span.start, m.span.end): COARSE[m.type] for m in read(text)}


def prf(right: int, gold: int, pred: int) -> str:
    p, r = right / pred if pred else 0.0, right / gold if gold else 0.0
    return f"P {p:.3f}  R {r:.3f}  F1 {2 * p * r / (p + r) if p + r else 0.0:.3f}  ({gold} gold)"


class Tally:
    """Exact spans, untyped and by type, with what was missed and what was too much."""

    def __init__(self) -> None:
        self.n: Counter[str] = Counter()
        self.wrong: list[str] = []

    def add(self, gold: Found, pred: Found, text: str) -> None:
        for name, types in (("untyped", None), ("PER", "PER"), ("LOC", "LOC"), ("ORG", "ORG")):
            g = {s for s, t in gold.items() if types in (None, t)}
            p = {s for s, t in pred.items() if types in (None, t)}
            self.n.update({f"{name} gold": len(g), f"{name} pred": len(p), f"{name} right": len(g & p)})
        for span in sorted(set(gold) | set(pred)):
            if gold.get(span) != pred.get(span):
                before, after = text[max(0, span[0] - 40) : span[0]], text[span[1] : span[1] + 25]
                line = f"{before}[{text[span[0] : span[1]]}]{after}".replace("\n", "¶")
                self.wrong.append(f"{gold.get(span, '-'):5} {pred.get(span, '-'):5} {line}")

    def show(self, name: str, examples: int) -> None:
        for kind in ("untyped", "PER", "LOC", "ORG"):
            print(f"{name:10} {kind:8}", prf(*(self.n[f"{kind} {w}"] for w in ("right", "gold", "pred"))))
        typed = [sum(self.n[f"{t} {w}"] for t in ("PER", "LOC", "ORG")) for w in ("right", "gold", "pred")]
        print(f"{name:10} typed   ", prf(*typed))
        for line in random.Random(7).sample(self.wrong, min(examples, len(self.wrong))):
            print("   ", line)


def wikigold(path: Path) -> Iterator[tuple[str, Found]]:
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        text, gold, start, kind = "", {}, None, ""
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        for row in [*rows, ["", "", "O"]]:
            word, tag = row[1], row[2]
            if start is not None and not tag.startswith("I"):
                gold[start, len(text) - 1] = kind
                start = None
            if tag.startswith("B") or (tag.startswith("I") and start is None):
                start, kind = len(text), tag[2:]
            text += word + " "
        if rows:
            yield text, gold


def documents(path: Path) -> Iterator[tuple[str, Found]]:
    """WikiGold by document, so that what a text says elsewhere can help."""
    text = ""
    gold: Found = {}
    for sentence, found in wikigold(path):
        if sentence.startswith("-DOCSTART-"):
            if text:
                yield text, gold
            text, gold = "", {}
            continue
        gold.update({(s + len(text), e + len(text)): t for (s, e), t in found.items()})
        text += sentence.strip() + "\n"
    yield text, gold


def re3d(folder: Path) -> Iterator[tuple[str, Found]]:
    for source in sorted(folder.iterdir()):
        if not source.is_dir() or "BBC" in source.name:
            continue
        gold: dict[str, Found] = {}
        for e in map(json.loads, filter(str.strip, (source / "entities.json").read_text("utf-8-sig").splitlines())):
            value = e["value"]
            if e["type"] in RE3D and any(c.isupper() for c in value[1:] + value[:1]) and len(value) > 2:
                skip = 4 if value.lower().startswith("the ") else 0
                gold.setdefault(e["documentId"], {})[e["begin"] + skip, e["end"]] = RE3D[e["type"]]
        for d in map(json.loads, filter(str.strip, (source / "documents.json").read_text("utf-8-sig").splitlines())):
            yield d["text"], gold.get(d["_id"], {})


def lgl(shared: Path, examples: int) -> None:
    spec = importlib.util.spec_from_file_location("places", shared / "score/places.py")
    if spec is None or spec.loader is None:
        sys.exit(f"{shared}/score/places.py: no such file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    n: Counter[str] = Counter()
    wrong: list[str] = []
    for text, _, gold in module.articles([shared / "corpora/lgl/lgl.xml"]).values():
        pred = [{"start": m.span.start, "end": m.span.end} for m in read(text) if m.type == "place"]
        pairs = module.pair(gold, pred)
        exact = sum((gold[i]["start"], gold[i]["end"]) == (pred[k]["start"], pred[k]["end"]) for i, k in pairs.items())
        n.update(gold=len(gold), pred=len(pred), overlap=len(pairs), exact=exact)
        lost = [gold[i] | {"w": "missed"} for i in range(len(gold)) if i not in pairs]
        for m in lost + [pred[k] | {"w": "spurious"} for k in set(range(len(pred))) - set(pairs.values())]:
            wrong.append(
                f"{m['w']:9}{text[max(0, m['start'] - 40) : m['start']]}[{text[m['start'] : m['end']]}]".replace(
                    "\n", "¶"
                )
            )
    for kind in ("exact", "overlap"):
        print(f"{'lgl':10} {kind:8}", prf(n[kind], n["gold"], n["pred"]))
    for line in random.Random(7).sample(wrong, min(examples, len(wrong))):
        print("   ", line)


def claims(path: Path, examples: int) -> None:
    """Named slots of claims that a mention covers exactly, or at least begins and ends inside of."""
    reports = [json.loads(line) for line in path.read_text("utf-8").splitlines()][4::5]
    n: Counter[str] = Counter()
    wrong: list[str] = []
    for r in reports:
        text, found = r["text"], read(r["text"])
        spans = {(m.span.start, m.span.end): m for m in found}
        for c in r["claims"]:
            slots = [("place", s, e) for s, e, _ in c["places"]]
            slots += [(k, *c[k]) for k in ("actor", "speaker") if c[k]]
            for kind, s, e in slots:
                if not any(ch.isupper() for ch in text[s + (text[s : s + 4] == "The ") * 4 : e]):
                    continue
                s += 4 if text[s : s + 4].lower() == "the " and (s, e) not in spans else 0
                hit = spans.get((s, e))
                inside = [m for (a, b), m in spans.items() if s <= a and b <= e]
                n.update({f"{kind} all": 1, f"{kind} exact": hit is not None, f"{kind} some": bool(inside)})
                n[f"{kind} as place"] += kind == "place" and any(m.type in ("place", "facility") for m in inside)
                if kind == "place" and not any(m.type in ("place", "facility") for m in inside):
                    got = hit.type if hit else "-"
                    wrong.append(f"{got:9}{text[max(0, s - 40) : s]}[{text[s:e]}]{text[e : e + 25]}".replace("\n", "¶"))
    for kind in ("place", "actor", "speaker"):
        shares = {w: n[f"{kind} {w}"] / max(1, n[f"{kind} all"]) for w in ("exact", "some", "as place")}
        print(f"{'claims':10} {kind:8}", "  ".join(f"{w} {v:.3f}" for w, v in shares.items()), f"({n[f'{kind} all']})")
    for line in random.Random(7).sample(wrong, min(examples, len(wrong))):
        print("   ", line)


def government(path: Path, examples: int) -> None:
    """Names of states and capitals: an actor, target or speaker by annotation is a government, a place is none."""
    n: Counter[tuple[bool, bool]] = Counter()
    wrong: list[str] = []
    for r in [json.loads(line) for line in path.read_text("utf-8").splitlines()][4::5]:
        text = r["text"]
        tokens = tokenize(text)
        parties = {tuple(c[k]) for c in r["claims"] for k in ("actor", "target", "speaker") if c[k]}
        parties |= {(s + 4, e) for s, e in parties if text[s : s + 4].lower() == "the "}
        places = {(s, e) for c in r["claims"] for s, e, _ in c["places"]} - parties
        for m in find_mentions(text, split_sentences(text), tokens):
            span = (m.span.start, m.span.end)
            name = text[span[0] : span[1]]
            if m.type != "place" or not is_seat(name) or span not in parties | places:
                continue
            said = is_government(text, m, tokens)
            n[span in parties, said] += 1
            if said != (span in parties):
                wrong.append(f"{said!s:6}{text[max(0, span[0] - 40) : span[0]]}[{name}]{text[span[1] : span[1] + 30]}")
    right = n[True, True] + n[False, False]
    print(
        f"{'government':10} accuracy {right / max(1, sum(n.values())):.3f} ",
        prf(n[True, True], n[True, True] + n[True, False], n[True, True] + n[False, True]),
    )
    for line in random.Random(7).sample(wrong, min(examples, len(wrong))):
        print("   ", line)


def is_seat(name: str) -> bool:
    return any(name in (row["name"], *row.get("also", ()), *row.get("seats", ())) for row in load("states")["states"])


def speed(path: Path) -> None:
    texts = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()[4::5]]
    ready = [(t, split_sentences(t), tokenize(t)) for t in texts]
    start = time.process_time()
    for text, sentences, tokens in ready:
        find_mentions(text, sentences, tokens)
    seconds = time.process_time() - start
    words = sum(len(t.split()) for t in texts)
    print(f"{'speed':10} {words / seconds:,.0f} words/s ({words} words, sentences and tokens given)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", nargs="*", default=["wikigold", "re3d", "lgl", "claims", "government", "speed"])
    parser.add_argument("--show", type=int, default=0)
    a = parser.parse_args()
    corpora: Path = a.shared / "corpora"
    sources: dict[str, Any] = {
        "wikigold": lambda: documents(corpora / "wikigold/wikigold.conll"),
        "re3d": lambda: re3d(corpora / "re3d"),
    }
    for name in ("wikigold", "re3d"):
        if name in a.only:
            tally = Tally()
            for text, gold in sources[name]():
                tally.add(gold, coarse(text), text)
            tally.show(name, a.show)
    if "lgl" in a.only:
        lgl(a.shared, a.show)
    if "claims" in a.only:
        claims(corpora / "claims-train/reports.jsonl", a.show)
    if "government" in a.only:
        government(corpora / "claims-train/reports.jsonl", a.show)
    if "speed" in a.only:
        speed(corpora / "claims-train/reports.jsonl")


if __name__ == "__main__":
    main()
