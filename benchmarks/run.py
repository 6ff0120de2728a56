"""The figures of docs/figures.md, by name: lists the benchmarks, runs one, some, or all of them.

    python benchmarks/run.py --list
    python benchmarks/run.py timex-aquaint places-lgl
    python benchmarks/run.py --reader default event-location

Two kinds: scripts of this folder with the options that the figures were taken with, and readings of a corpus
(`claimline read --format reading`), scored by its scorer in ../shared/score. The rules read
them unless --reader says otherwise.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from setting import SHARED, claimline, gazetteer, need

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Script:
    """A script of this folder. {shared} and {gazetteer} stand for the two paths."""

    words: str


@dataclass(frozen=True, slots=True)
class Scored:
    """Readings of a corpus, scored. `gold` holds patterns below the folder of corpora; `known`: give the scorer the
    GeoNames ids that the gazetteer has."""

    scorer: str
    gold: tuple[str, ...]
    known: bool = False


WIKIWARS_DEVELOPMENT = tuple(f"wikiwars/**/{number}_*.tml" for number in (13, 14, 15, 16))
BENCHMARKS: dict[str, tuple[Script | Scored, ...]] = {
    "claims": (Script("claims.py"),),
    "speed": (Script("speed.py"),),
    "public-words": (Script("public_words.py"),),
    "intake-speed": (Script("intake_speed.py"),),
    "timex-aquaint": (Scored("timex", ("timebank-aquaint/AQUAINT",)),),
    "timex-wikiwars": (Scored("timex", WIKIWARS_DEVELOPMENT),),
    "timex-timebank": (Scored("timex", ("timebank-aquaint/TimeBank",)),),
    "times-speed": (Script("times_speed.py"),),
    "places-lgl": (Scored("places", ("lgl/lgl.xml",), known=True),),
    "places-lgl-given": (
        Script("places_lgl.py --gazetteer {gazetteer}"),
        Script("places_lgl.py --gazetteer {gazetteer} --every 2 --from 1"),
    ),
    "places-lgl-outlets": (
        Script("places_lgl.py --gazetteer {gazetteer} --outlets"),
        Script("places_lgl.py --gazetteer {gazetteer} --outlets --every 2 --from 1"),
    ),
    "places-calibration": (Script("places_calibration.py --gazetteer {gazetteer}"),),
    "places-geovirus": (Scored("places", ("geovirus/GeoVirus.xml",)),),
    "places-settlements": (Script("places_settlements.py --gazetteer {gazetteer}"),),
    "places-speed": (Script("places_speed.py --gazetteer {gazetteer}"),),
    "event-location": (Scored("event_location", ("event-location/train.jsonl",)),),
    "event-location-network": (Script("event_location_network.py"),),
    "names-held-out": (Script("names_held_out.py"),),
    "polnear": (Scored("polnear", ("polnear/dev",)),),
    "attribution": tuple(
        Script(f"attribution_claims.py {{shared}}/corpora/{corpus}/reports.jsonl --every 5 --offset {offset}")
        for corpus in ("claims-train", "own-reports")
        for offset in (3, 4)
    ),
    "mentions": (Script("mentions_corpora.py {shared}"),),
    "quantities": (
        Script("quantities_idetect.py"),
        Script("quantities_gold.py"),
        Script("quantities_gold.py --train {shared}/corpora/claims-train/reports.jsonl"),
    ),
    "held-out": (Script("held_out.py"),),
    "held-out-bullets": (Script("held_out.py --corpus bullets"),),
    "calibration": (Script("calibration.py"),),
    "reader-speed": (Script("reader_speed.py"),),
    "first-look": (Script("first_look.py"),),
    "events": tuple(
        Script(f"events.py --reader {reader} --split {split}")
        for reader in ("rules", "default")
        for split in ("development", "test")
    ),
    "neutrality": (Script("neutrality.py --reader rules"), Script("neutrality.py --reader default")),
    "stories": (Script("stories.py --bullets --bulletins --speed"), Script("stories.py --half 0")),
    "agreement": (Script("agreement.py --since 2022-01-01 --until 2023-06-30"),),
    "control": (Script("control_wikipedia.py"), Script("control_bullets.py"), Script("control_speed.py")),
    "silences": (Script("silences.py"),),
    "desk-queries": (Script("desk_queries.py --claims 100000"),),
    "weighing-scale": (Script("weighing_scale.py --sizes 10000 100000"),),
    "review-speed": (Script("review_speed.py"),),
    "exports": (Script("exports.py"),),
    "pipeline-speed": (Script("pipeline_speed.py --profile"),),
    "fuzz": (Script("fuzz.py all --runs 1000000"), Script("fuzz_api.py --requests 100000")),
    "faults": (
        Script("faults.py --kills 250"),
        Script("faults.py add weigh watch review --kills 200 --postgres"),
    ),
    "watch-hours": (Script("watch_hours.py --minutes 25"),),
    "memory-flat": (Script("memory_flat.py"), Script("memory_flat.py --reader fast --reports 20000")),
    "ledger": (Script("ledger_speed.py"), Script("ledger_kills.py --kills 50")),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="benchmarks, or `all`")
    parser.add_argument("--list", action="store_true", help="only print the names with what they run")
    parser.add_argument("--reader", default="rules", help="who reads the corpora that are scored as readings")
    parser.add_argument("--show", action="store_true", help="let the corpus scorers list the errors")
    args = parser.parse_args()
    if args.list or not args.names:
        for name, jobs in BENCHMARKS.items():
            print(f"{name:20} {'; '.join(map(described, jobs))}")
        return
    names = list(BENCHMARKS) if args.names == ["all"] else args.names
    unknown = sorted(set(names) - BENCHMARKS.keys())
    if unknown:
        parser.error(f"no benchmark is called {', '.join(unknown)}; --list prints the names")
    need(SHARED)
    for name in names:
        for job in BENCHMARKS[name]:
            print(f"== {name}: {described(job)}", flush=True)
            began = time.perf_counter()
            run_script(job) if isinstance(job, Script) else run_scored(job, args.reader, args.show)
            print(f"-- {time.perf_counter() - began:.0f} s", flush=True)


def described(job: Script | Scored) -> str:
    if isinstance(job, Script):
        return job.words.format(shared="../shared", gazetteer="GAZETTEER")
    return f"readings of {' '.join(job.gold)}, scored by score/{job.scorer}.py"


def run_script(job: Script) -> None:
    script, *options = (word.format(shared=SHARED, gazetteer=gazetteer()) for word in job.words.split())
    done = subprocess.run([sys.executable, str(HERE / script), *options], cwd=HERE.parent)
    if done.returncode:
        raise SystemExit(f"{script}: exit code {done.returncode}")


def run_scored(job: Scored, reader: str, show: bool) -> None:
    """Reports out of the corpus, readings through the command line, figures from the scorer."""
    corpora = need(SHARED / "corpora")
    gold = [str(path) for pattern in job.gold for path in sorted(corpora.glob(pattern))]
    scorer = [sys.executable, str(need(SHARED / "score" / f"{job.scorer}.py"))]
    with tempfile.TemporaryDirectory() as folder:
        reports, readings, ids = (Path(folder) / name for name in ("reports.jsonl", "readings.jsonl", "ids.txt"))
        with reports.open("w", encoding="utf-8") as out:
            subprocess.run([*scorer, "reports", *gold], stdout=out, check=True)
        options = ["--reader", reader, "--format", "reading", "-o", str(readings), "-q"]
        claimline("read", str(reports), *options, places=gazetteer())
        extra = ["--show"] if show else []
        if job.known:
            ids.write_text("\n".join(known_ids(gazetteer())), encoding="utf-8")
            extra += ["--gazetteer-ids", str(ids)]
        subprocess.run([*scorer, "score", *gold, str(readings), *extra], check=True)


def known_ids(places: Path) -> list[str]:
    """The GeoNames ids that a gazetteer has."""
    import sqlite3

    with sqlite3.connect(places) as db:
        rows = db.execute("SELECT id FROM place WHERE id LIKE 'geonames:%' ORDER BY pk")
        return [str(identifier).removeprefix("geonames:") for (identifier,) in rows]


if __name__ == "__main__":
    main()
