"""Same text, same story: how many copies are found, how many of what is found are copies, and how fast.

    python benchmarks/stories.py                 figures by grade on the half that settings were not chosen on
    python benchmarks/stories.py --half 0        on the half that they were chosen on
    python benchmarks/stories.py --bullets       the real bullets of ../shared/corpora/current-events as well
    python benchmarks/stories.py --bulletins     the daily bulletins of ../shared/corpora/centcom-strikes: one formula
    python benchmarks/stories.py --speed         reports a second, and candidates as the set grows

A pair counts as found if the two share a key and `link` says copy or edited. The graded pairs are our own wire reports
and edits of them by rule (story_pairs.py). The pairs of real bullets are those within 4 days that are alike by another
measure (token_sort_ratio of rapidfuzz, 78 at least) and one more that was met, judged by eye and kept by their ids.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable

from claimline.model.story import StoryLink, StoryReport
from claimline.weighing.stories import Shelf, bands, link, links_among, origins, page_of
from setting import SHARED, need
from story_pairs import COPIES, DATA, OTHERS, Pair, graded_pairs

BULLETS = SHARED / "corpora" / "current-events" / "reports.jsonl"
BULLETINS = SHARED / "corpora" / "centcom-strikes" / "articles.jsonl"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", type=int, choices=(0, 1), default=1, help="0: settings chosen on it; 1: held out")
    parser.add_argument("--bullets", action="store_true", help="also pairs of real bullets")
    parser.add_argument("--bulletins", action="store_true", help="also links among daily bulletins of one formula")
    parser.add_argument("--speed", action="store_true", help="also speed and growth on all real bullets")
    parser.add_argument("--show", action="store_true", help="list what was missed and what was wrongly found")
    args = parser.parse_args()
    graded([pair for pair in graded_pairs() if pair.half == args.half], args.half, args.show)
    if args.bullets:
        real(args.show)
    if args.bulletins:
        formula()
    if args.speed:
        speed()


def found(later: StoryReport, earlier: StoryReport) -> StoryLink | None:
    """The link of a pair as the program comes to it: by a key first."""
    if set(bands(later.text)).isdisjoint(bands(earlier.text)):
        return None
    return next(iter(link(later, [earlier])), None)


def is_copy(one: StoryLink | None) -> bool:
    return one is not None and one.relation in ("copy", "edited")


def graded(pairs: list[Pair], half: int, show: bool) -> None:
    print(f"graded pairs, half {half} ({'settings chosen here' if half == 0 else 'held out'}): {len(pairs)}")
    said = {id(pair): is_copy(found(pair.later, pair.earlier)) for pair in pairs}
    for grade in COPIES + OTHERS:
        mine = [pair for pair in pairs if pair.grade == grade]
        share = sum(said[id(pair)] for pair in mine)
        print(f"  {grade:10} {share:3} of {len(mine):3} said to be copies{'' if grade in COPIES else ' (none is)'}")
    rates((pair.copy, said[id(pair)]) for pair in pairs)
    for pair in pairs if show else ():
        if said[id(pair)] != pair.copy:
            print(f"  {'wrong' if said[id(pair)] else 'missed'}: {pair.later.ref}")


def rates(answers: Iterable[tuple[bool, bool]]) -> None:
    counts = Counter(answers)
    right, wrong, missed = counts[True, True], counts[False, True], counts[True, False]
    precision, recall = right / (right + wrong or 1), right / (right + missed or 1)
    print(f"  precision {precision:.1%} ({wrong} wrong), recall {recall:.1%} ({missed} missed)")


def real(show: bool) -> None:
    reports = {report.ref: report for report in bullets()}
    labels = [json.loads(line) for line in (DATA / "bullets.jsonl").read_text(encoding="utf-8").splitlines()]
    answers = []
    for label in labels:
        one = found(reports[label["later"]], reports[label["earlier"]])
        answers.append((label["copy"], is_copy(one)))
        if show and answers[-1][0] != answers[-1][1]:
            print(f"  {'wrong' if answers[-1][1] else 'missed'}: {label['later']} {label['earlier']}")
    print(f"pairs of real bullets: {len(labels)}, of which {sum(label['copy'] for label in labels)} copies")
    rates(answers)


def bullets() -> list[StoryReport]:
    lines = need(BULLETS).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [StoryReport(row["id"], row["text"], row["outlet"], row["published"]) for row in rows]


def formula() -> None:
    """Each bulletin tells of another day: only those with the very same text can be copies."""
    lines = need(BULLETINS).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    reports = [StoryReport(row["id"], row["text"], row["outlet"], row["published"]) for row in rows]
    began = time.perf_counter()
    links = links_among(reports)
    took = time.perf_counter() - began
    texts = {report.ref: page_of(report.text).forms for report in reports}
    same = sum(texts[one.later] == texts[one.earlier] for one in links)
    ids = {origin.id for origin in origins(reports, links).values()}
    print(f"daily bulletins of one formula: {len(reports)}, {len(links)} links, {same} of them between the same text")
    print(f"  {len(ids)} origins; {len(reports) / took:.0f} reports a second")


def speed() -> None:
    everything = bullets()
    print("real bullets: reports, candidates a report, reports a second (keys, finding and linking), links")
    for step in (20, 10, 4, 2, 1):
        reports = everything[: len(everything) // step]
        shelf, near = Shelf(), 0
        links: dict[tuple[str, str], StoryLink] = {}
        began = time.perf_counter()
        for report in reports:
            candidates = shelf.near(report)
            near += len(candidates)
            links |= {(one.later, one.earlier): one for one in link(report, candidates)}
            shelf.add(report)
        took = time.perf_counter() - began
        kinds = Counter(one.relation for one in links.values())
        print(
            f"  {len(reports):6} {near / len(reports):6.3f} {len(reports) / took:7.0f}  {dict(sorted(kinds.items()))}"
        )
    began = time.perf_counter()
    ids = {origin.id for origin in origins(everything, links.values()).values()}
    print(f"  {len(ids)} origins, {len(everything) / (time.perf_counter() - began):.0f} reports a second")


if __name__ == "__main__":
    main()
