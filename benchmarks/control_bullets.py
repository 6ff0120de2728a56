"""The control picture against single bullets of other conflicts, read by a person before the picture was taken.

    python benchmarks/control_bullets.py [--records FILE] [--reader default] [--show]

Of the bullets of ../shared/corpora/current-events that name a capture, retreat or the like in Syria (2016, 2017),
Sudan (2023 to 2025) and DR Congo (2025), 52 were drawn by a hash of their ids; data/control/bullets.csv has the 40
settlements that they speak of, each with what a reader of the bullet alone would say on that day: the holder or claimer
(a side of vocab/sides.yaml or the name of one without side, alternatives parted by |), contested (a part of it, a
building in it, two accounts of it), or none (nothing is said of who holds it: plans, "east of", prisoners). It holds
characters of the place in the bullet, never its text. One annotator, who had seen two of the bullets before among the
misses of the held-out tenth (Goma and Kamakombe, 2025). No rule was written after the bullets were read.

The picture is taken on the bullet's day, with what was known then, from the claims of all reports until that day.
right: the same holder or claimer, or contested; for none, that no claim of the bullet makes a holder. silent: another
answer that names no holder, or the place is not resolved. wrong: another holder. Whether the right one of several
namesakes was found is not looked at.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from claimline.model.control import ControlState
from claimline.model.telling import Telling
from claimline.picturing.control import ControlConfig, control, default_camps
from control_wikipedia import read_records, records_of
from held_out import EVERY, HELD
from setting import SHARED, need

BULLETS = Path(__file__).parent / "data" / "control" / "bullets.csv"
FATES = ("right", "silent", "wrong")


class Bullet(NamedTuple):
    """A settlement of a bullet by its characters, and what the bullet says of it."""

    report: str
    start: int
    end: int
    state: str


def read_bullets() -> list[Bullet]:
    with BULLETS.open(encoding="utf-8", newline="") as opened:
        return [
            Bullet(row["report"], int(row["start"]), int(row["end"]), row["state"]) for row in csv.DictReader(opened)
        ]


def judge(bullet: Bullet, place: str | None, told: Iterable[Telling]) -> tuple[str, str]:
    """The fate of a bullet, and the picture on its day in words."""
    day = bullet.report.split("-", 1)[1][:10]
    about = [telling for telling in told if any(spot.id == place for spot in telling.places)] if place else []
    state = next((s for s in control(about, ControlConfig(day, day)) if s.place == place), None)
    if bullet.state == "none":
        counts = state is not None and any(
            claim.telling.report == bullet.report for claim in (*state.claims_for, *state.claims_against)
        )
        return ("wrong" if counts and state is not None and state.by else "right"), _words(state)
    if state is None:
        return "silent", _words(state)
    if bullet.state == "contested":
        return ("right" if state.status == "contested" else "wrong" if state.by else "silent"), _words(state)
    if state.by is None:
        return "silent", _words(state)
    same = any(state.by == name or default_camps().allied(state.by, name, day) for name in bullet.state.split("|"))
    return ("right" if same else "wrong"), _words(state)


def _words(state: ControlState | None) -> str:
    if state is None:
        return "nothing said"
    return f"{state.status} {state.by or '/'.join(sorted(state.parties))} ({state.reasons[0].name})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--records", type=Path, help="claims of all reports, as `claimline read --format jsonl` has them"
    )
    parser.add_argument("--reader", default="default", choices=["default", "rules"])
    parser.add_argument("--show", action="store_true", help="print every settlement with its fate")
    args = parser.parse_args()
    with records_of(args.records, args.reader) as records:
        found = read_records(records)
    told = [telling for telling, _ in found]
    places = {
        (record["report"]["id"], at): spot["id"]
        for _, record in found
        for spot in record["places"]
        for at in range(spot["start"], spot["end"])
        if spot["id"]
    }
    learnt = trained()
    fates: Counter[str] = Counter()
    unseen: Counter[str] = Counter()
    for bullet in read_bullets():
        fate, words = judge(bullet, places.get((bullet.report, bullet.start)), told)
        fates[fate] += 1
        unseen[fate] += bullet.report not in learnt
        if args.show:
            print(f"{bullet.report} {bullet.start}: {bullet.state}: {fate}, {words}")
    _print("settlements of bullets of other conflicts", fates)
    _print("of them in bullets that the network was not trained on", unseen)


def trained() -> set[str]:
    """The bullets that the default reader was trained on (benchmarks/held_out.py)."""
    lines = need(SHARED / "corpora/claims-train/reports.jsonl").read_text("utf-8").splitlines()
    return {json.loads(line)["id"] for number, line in enumerate(lines) if number % EVERY != HELD}


def _print(name: str, fates: Counter[str]) -> None:
    total = sum(fates.values())
    shares = "  ".join(f"{fate} {fates[fate]} ({100 * fates[fate] / max(1, total):.0f} %)" for fate in FATES)
    print(f"{total} {name}: {shares}")


if __name__ == "__main__":
    main()
