"""Whether a change made for speed changed any output: everything is printed, kept, and compared to the byte.

    python benchmarks/same_output.py --save before/      # with the code as it was
    python benchmarks/same_output.py --against before/   # with the code as it is now

The sample: the seed report, ../shared/gold, own-reports, the first reports of current-events, and pages of HTML
(intake_speed.py) with bullets of current-events in them; claim records and readings by each reader, and the rows that
the pages leave in a ledger (without the hour at which they were written). Exit code 1 where anything differs.
"""

from __future__ import annotations

import argparse
import io
import json
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from intake_speed import page, record
from setting import SHARED, gazetteer, need

READERS = ("rules", "fast", "default")
CLOCK = ("_at", "first_seen")  # how the names of columns end that hold an hour


def sources(folder: Path, reports: int) -> Iterator[tuple[str, Path]]:
    """Name and file of each part of the sample, written into the folder where it is not one already."""
    yield "seed", need(SHARED / "seed" / "report.txt")
    for name in ("d1", "d2"):
        yield f"gold-{name}", kept(need(SHARED / "gold" / f"{name}.jsonl"), folder / f"{name}.jsonl", None)
    corpora = SHARED / "corpora"
    yield "own", kept(need(corpora / "own-reports" / "reports.jsonl"), folder / "own.jsonl", None)
    current = need(corpora / "current-events" / "reports.jsonl")
    yield "current", kept(current, folder / "current.jsonl", reports)
    with current.open(encoding="utf-8") as lines:
        bullets = [json.loads(line)["text"] for line in islice(lines, reports, reports + 480)]
    pages = folder / "pages.warc.gz"
    eights = [bullets[at : at + 8] for at in range(0, len(bullets), 8)]
    pages.write_bytes(b"".join(record(page(eight, number), number) for number, eight in enumerate(eights)))
    yield "pages", pages


def kept(source: Path, to: Path, count: int | None) -> Path:
    """A file of the first reports, with what intake takes and nothing else."""
    keys = ("id", "text", "published", "title", "outlet", "story")
    with source.open(encoding="utf-8") as lines, to.open("w", encoding="utf-8") as out:
        for line in islice(lines, count):
            report = json.loads(line)
            out.write(json.dumps({key: report[key] for key in keys if report.get(key)}, ensure_ascii=False) + "\n")
    return to


def outputs(source: Path, reader: str, places: Path) -> tuple[str, str]:
    """Claim records and readings of a source."""
    from claimline.pipeline import ReadConfig, read_sources
    from claimline.publishing.formats import Options, writer

    results = list(read_sources([str(source)], ReadConfig(reader=reader, gazetteer=places)))
    printed = []
    for form in ("jsonl", "reading"):
        out = io.StringIO()
        writer(form)(iter(results), out, Options())
        printed.append(out.getvalue())
    return printed[0], printed[1]


def rows(source: Path, reader: str, places: Path, folder: Path) -> str:
    """All rows of a ledger that the source was added to, table by table."""
    from claimline import ReadConfig, open_ledger, read_sources

    path = folder / f"{reader}.db"
    with open_ledger(path) as ledger, ledger.writer() as writer:
        for result in read_sources([str(source)], ReadConfig(reader=reader, gazetteer=places, originals=True)):
            writer.add(result.report, result.claims, original=result.original)
    dumped: list[str] = []
    with sqlite3.connect(path) as db:
        names = [name for (name,) in db.execute("select name from sqlite_master where type = 'table' order by name")]
        for name in (n for n in names if "_" not in n or not n.startswith("words")):
            columns = [c[1] for c in db.execute(f"pragma table_info({name})") if not c[1].endswith(CLOCK)]
            lines = sorted(repr(row) for row in db.execute(f"select {', '.join(columns)} from {name}"))
            dumped += [f"{name} {columns}", *lines]
    return "\n".join(dumped)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--save", type=Path, help="a folder to keep the outputs in")
    parser.add_argument("--against", type=Path, help="a folder of outputs that were kept")
    parser.add_argument("--reports", type=int, default=2000, help="of current-events")
    parser.add_argument("--reader", nargs="*", default=list(READERS))
    parser.add_argument("--gazetteer", type=Path, help="a file; default: the benchmarks' own")
    args = parser.parse_args()
    if bool(args.save) == bool(args.against):
        parser.error("give either --save or --against")
    differing = compared = 0
    with tempfile.TemporaryDirectory() as place:
        for name, printed in everything(Path(place), args):
            compared += 1
            if args.save:
                args.save.mkdir(parents=True, exist_ok=True)
                (args.save / name).write_text(printed, encoding="utf-8")
            elif (args.against / name).read_text(encoding="utf-8") != printed:
                differing += 1
                (args.against / f"{name}.now").write_text(printed, encoding="utf-8")
                print(f"{name}: not the same (the new one is beside it, .now)", flush=True)
    print(f"{compared} outputs {'kept' if args.save else f'compared, {differing} differ'}")
    sys.exit(1 if differing else 0)


def everything(folder: Path, args: argparse.Namespace) -> Iterator[tuple[str, str]]:
    places = args.gazetteer or gazetteer()
    for name, source in sources(folder, args.reports):
        for reader in args.reader:
            records, readings = outputs(source, reader, places)
            yield f"{name}.{reader}.jsonl", records
            yield f"{name}.{reader}.reading", readings
            if name == "pages":
                yield f"{name}.{reader}.rows", rows(source, reader, places, folder)


if __name__ == "__main__":
    main()
