"""How many attributed claims keep their speaker: the attribution rules against annotated claims.

    python benchmarks/attribution_claims.py ../shared/corpora/claims-train/reports.jsonl --every 5
    python benchmarks/attribution_claims.py ../shared/corpora/own-reports/reports.jsonl --every 1 --show lost

Prints, over the reports whose index is a multiple of --every (the development split):
right     attributed claims whose trigger lies in a content with the right speaker (its span, or a fuller mention)
lost      attributed claims whose trigger lies in no content with a source
wrong     attributed claims given to another speaker
invented  claims in the report's own voice that are given to a speaker
resolved  claims with a fuller mention of their speaker (`speaker_full`) for which that one was found
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from pathlib import Path
from typing import Any

from claimline.model import Attribution, Span
from claimline.reading.attribution import find_attributions, holder
from claimline.reading.mentions import find_mentions
from claimline.reading.quotations import find_quotations
from claimline.reading.sentences import split_sentences
from claimline.reading.speakers import resolve_speakers
from claimline.reading.tokens import tokenize


def read(text: str) -> tuple[Attribution, ...]:
    """Attributions with their speakers."""
    sentences, tokens = split_sentences(text), tokenize(text)
    found = find_attributions(text, sentences, tokens, find_quotations(text, sentences))
    return resolve_speakers(text, found, find_mentions(text, sentences, tokens))


def verdict(claim: dict[str, Any], text: str, found: tuple[Attribution, ...]) -> str:
    gold = claim["speaker"]
    trigger = Span(*(claim["trigger"] or claim["quote"]))
    index = holder(found, trigger)
    mine = found[index] if index is not None and found[index].source else None
    if gold is None:
        return "invented" if mine else "own voice"
    if mine is None:
        return "lost"
    wanted = [Span(*gold)] + ([Span(*claim["speaker_full"])] if claim.get("speaker_full") else [])
    held = [*mine.source, *([mine.speaker] if mine.speaker else [])]
    same = any(a.overlaps(b) or _same_words(a.of(text), b.of(text)) for a in wanted for b in held)
    return "right" if same else "wrong"


def _same_words(a: str, b: str) -> bool:
    short, long_ = sorted((set(_words(a)), set(_words(b))), key=len)
    return bool(short) and short <= long_


def _words(name: str) -> list[str]:
    skip = ("the", "a", "an", "of", "he", "she", "it", "they")
    return [w.lower().strip(",.'’s") for w in name.split() if w.lower() not in skip]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--every", type=int, default=5, help="read every n-th report")
    parser.add_argument(
        "--offset", type=int, default=0, help="the first report read; offset 0 is the development split"
    )
    parser.add_argument("--show", choices=("lost", "wrong", "invented"), help="print the claims that went this way")
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    words, seconds = 0, 0.0
    with args.corpus.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % args.every != args.offset:
                continue
            report = json.loads(line)
            text = report["text"]
            began = time.process_time()
            found = read(text)
            seconds += time.process_time() - began
            words += len(text.split())
            for claim in report["claims"]:
                outcome = verdict(claim, text, found)
                counts[outcome] += 1
                _resolved(claim, text, found, outcome, counts)
                if args.show == outcome:
                    _print(number, claim, text, found)
    attributed = counts["right"] + counts["lost"] + counts["wrong"]
    own = counts["invented"] + counts["own voice"]
    print(f"{args.corpus}, every {args.every}: {attributed} attributed claims, {own} in the report's own voice")
    for name, of in (("right", attributed), ("lost", attributed), ("wrong", attributed), ("invented", own)):
        print(f"{name:9} {counts[name]:5} {counts[name] / max(of, 1):6.1%}")
    pronouns = counts["resolved"] + counts["unresolved"]
    print(f"resolved  {counts['resolved']:5} {counts['resolved'] / max(pronouns, 1):6.1%} of {pronouns}")
    print(f"{words} words, {words / seconds:,.0f} words a second of processor time, mentions included")


def _resolved(
    claim: dict[str, Any], text: str, found: tuple[Attribution, ...], outcome: str, counts: Counter[str]
) -> None:
    """Was the fuller mention found, among the claims whose own speaker span was right?"""
    if not claim.get("speaker_full") or outcome != "right":
        return
    index = holder(found, Span(*(claim["trigger"] or claim["quote"])))
    mine = found[index].speaker if index is not None else None
    full = Span(*claim["speaker_full"])
    counts[
        "resolved" if mine and (mine.overlaps(full) or _same_words(mine.of(text), full.of(text))) else "unresolved"
    ] += 1


def _print(number: int, claim: dict[str, Any], text: str, found: tuple[Attribution, ...]) -> None:
    index = holder(found, Span(*(claim["trigger"] or claim["quote"])))
    quote = Span(*claim["quote"])
    before = text[max(0, quote.start - 130) : quote.start]
    gold = Span(*claim["speaker"]).of(text) if claim["speaker"] else None
    cue = Span(*claim["cue"]).of(text) if claim["cue"] else None
    mine = None
    if index is not None:
        mine = [s.of(text) for s in (*found[index].source, *found[index].cue)] + [found[index].rule]
    shown = f"{before}[[{quote.of(text)}]]{text[quote.end : quote.end + 90]}".replace("\n", "/")
    print(f"{number} gold {gold!r} cue {cue!r} mine {mine}\n    {shown}")


if __name__ == "__main__":
    main()
