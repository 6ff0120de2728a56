"""How long a picture of control takes: settlements of one region, each with claims of all kinds over four months.

    python benchmarks/control_speed.py [--settlements 450] [--claims 20] [--repeat 7]

The claims are made up, the same in every run. Prints the processor time (other work on the machine does not count) of
the first picture, of pictures of the same claims after it, which remember what each claim says, and of reading the
claims' rows for the first time and again; and the states.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections import Counter

from claimline.ledger.compact import telling_again, telling_json
from claimline.model.telling import Spot, Teller, Telling
from claimline.picturing.control import ControlConfig, control

KINDS = ("control.taken", "control.held", "control.retaken", "withdrawal", "clash", "attack.ground", "control.lost")
SIDES = ("ukraine", "russia")
WORDS = "troops are said to have taken the village after two days of fighting, which others deny"


def made_up(settlements: int, claims: int) -> list[Telling]:
    chance = random.Random(1)
    found = []
    for number in range(settlements * claims):
        place = number % settlements
        side = chance.choice(SIDES)
        known = f"2024-0{chance.randint(1, 4)}-{chance.randint(1, 28):02}"
        found.append(
            Telling(
                report=f"report-{number}",
                claim=f"claim-{number}",
                known=known,
                kind=chance.choice(KINDS),
                text=WORDS,
                outlet="Daily",
                speaker=Teller("spokesman", "office", chance.choice(SIDES)) if chance.random() < 0.6 else None,
                actor=Teller(f"{side} forces", "organisation", side),
                target=Teller("the other side", "organisation", SIDES[side == "ukraine"]),
                places=(Spot("at", f"Village {place}", f"geonames:{place}", "settlement", 50.0, 36.0),),
            )
        )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--settlements", type=int, default=450)
    parser.add_argument("--claims", type=int, default=20, help="claims a settlement")
    parser.add_argument("--repeat", type=int, default=7)
    args = parser.parse_args()
    rows = [telling_json(telling) for telling in made_up(args.settlements, args.claims)]
    config = ControlConfig("2024-05-01", "2024-05-01")
    times: dict[str, list[float]] = {}
    for _ in range(args.repeat):
        telling_again.cache_clear()
        config.rules.borne.clear()
        for turn in ("first", "again"):
            began = time.process_time()
            tellings = [telling_again(row) for row in rows]
            read = time.process_time()
            states = control(tellings, config)
            times.setdefault(f"{turn}: reading the rows", []).append(read - began)
            times.setdefault(f"{turn}: the picture", []).append(time.process_time() - read)
    shares = ", ".join(f"{count} {status}" for status, count in sorted(Counter(s.status for s in states).items()))
    print(f"{len(rows):,} tellings, {len(states)} settlements ({shares}); milliseconds of {args.repeat} runs")
    for name, seconds in times.items():
        print(f"{name:24} median {1000 * statistics.median(seconds):4.0f}  fastest {1000 * min(seconds):4.0f}")


if __name__ == "__main__":
    main()
