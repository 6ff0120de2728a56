"""Resolution on LGL (588 local news reports): right id, and within 161 km, given the gold mentions.

    python benchmarks/places_lgl.py --gazetteer FILE [--every N] [--show]

Only mentions with a point whose gold id is in the gazetteer count (the protocol of ../shared/score/places.py with
--gazetteer-ids; abstained mentions count as wrong). `--every 5` takes each fifth report. `--every 2` are the
reports that the hand-set weights were looked at with; `--every 2 --from 1` are the others. `--outlets`: the other
reports of the same outlet (LGL's feed) count as reports of one story.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

from claimline.model import Mention, ReaderInfo, Reading, Report, Span
from claimline.reading.sentences import split_sentences
from claimline.resolving.places import Gazetteer, PlaceResolver
from claimline.resolving.places.stories import resolve_stories

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_places", SHARED / "score/places.py")
    if spec is None or spec.loader is None:
        sys.exit("../shared/score/places.py is not here")
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_places"] = module
    spec.loader.exec_module(module)
    return module


def outlet_of(corpus: Path) -> dict[str, str]:
    """The feed of each report, by the name that the scorer gives the report."""
    root = ElementTree.parse(corpus).getroot()
    return {f"lgl-{a.get('docid')}": a.findtext("feedid") or "" for a in root.iter("article")}


def readings_of(articles: dict[str, Any]) -> list[Reading]:
    """Readings with the given mentions and nothing else."""
    return [
        Reading(
            Report(text),
            tuple(split_sentences(text)),
            tuple(Mention(Span(m["start"], m["end"]), "place") for m in gold),
            (), (), (), (), ReaderInfo("benchmark", "0"),
        )
        for text, _, gold in articles.values()
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gazetteer", type=Path)
    parser.add_argument("--corpus", type=Path, default=SHARED / "corpora/lgl/lgl.xml")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--from", dest="first", type=int, default=0)
    parser.add_argument("--outlets", action="store_true", help="reports of one outlet are evidence for each other")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    score = scorer()
    gazetteer = Gazetteer.open(args.gazetteer)
    resolver = PlaceResolver(gazetteer)
    articles = dict(list(score.articles([args.corpus]).items())[args.first :: args.every])
    ids = {m["id"] for _, _, gold in articles.values() for m in gold if m["id"]}
    known = {i for i in ids if gazetteer.by_id(f"geonames:{i}") is not None}
    outlets = outlet_of(args.corpus) if args.outlets else {}
    resolved = resolve_stories(resolver, readings_of(articles), [outlets.get(name) for name in articles])
    records = {
        name: {
            "places": [
                {"start": p.span.start, "end": p.span.end, "id": p.id, "lat": p.lat, "lon": p.lon} for p in places
            ]
        }
        for name, places in zip(articles, resolved, strict=True)
    }
    setattr(score, "articles", lambda _golds: articles)  # noqa: B010 - the same articles, not the whole corpus again
    total = score.score([args.corpus], records, known, args.show)
    mentions_in_all = sum(bool(m["at"]) for _, _, gold in articles.values() for m in gold)
    inside = total["resolution"]["mentions"]
    print(f"{len(articles)} reports, {mentions_in_all} mentions with a point, {inside} in the gazetteer")
    print(score.report({"resolution": total["resolution"]}))


if __name__ == "__main__":
    main()
