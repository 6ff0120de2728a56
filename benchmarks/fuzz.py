"""Hostile input, a lot of it: what comes in as bytes, as text and as dates, from a fuzzer that follows coverage.

    python benchmarks/fuzz.py intake --runs 300000
    python benchmarks/fuzz.py reading --runs 200000 --corpus tests/cases/fuzz
    python benchmarks/fuzz.py times --runs 300000
    python benchmarks/fuzz.py all --runs 1000000 --seconds 3600

atheris (pip install 'claimline[fuzz]') changes inputs, keeps those that reach new code, and stops at the first that

    raises anything but a ClaimlineError, or one without a hint what to do
    takes more than two seconds (of reading, which is done twice and watched for coverage: ten)
    gives a value whose characters are not those of the text: text[start:end] must be what is quoted
    is read in two ways

`all` runs each target in a process of its own until its share of the runs is done. New inputs go to FOLDER/TARGET
(a temporary folder without --corpus); one that fails is written to the working folder, and its name is printed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: Shares of the runs of `all`.
TARGETS = {"intake": 0.4, "reading": 0.25, "times": 0.35}
LONGEST = {"intake": 8192, "reading": 2048, "times": 64}  # bytes of an input
SLOWEST = {
    "intake": 2,
    "reading": 10,
    "times": 2,
}  # seconds of the processor; a text is read twice, and slowly
HANGS = 60  # seconds by the clock, which a busy machine may well need for one that is not slow

#: What reports are made of, and what breaks programs that read them: the fuzzer strings them together.
PIECES = (
    "said", " the army", "The governor", " that ", " denied", " its troops", " had taken ", "Vovchansk", "Robotyne",
    " on Friday", " 16 May", " at least 12 people", " were killed", " wounded", ". ", ", ", "; ", "\n\n", "\n", " - ",
    "“", "”", "\"", "'", "‘", "’", "«", "»", "(", ")", "[", "]", "…", "...", "—", "Mr. ", "U.S. ", "No. 5 ", "km2 ",
    " 5 km from ", " near ", " between ", "dozens of", "hundreds", "$2.5 billion", "1,200", "1.200,50", "10^9", "-3",
    "half a million", "two-thirds", "0", "00:00", "31 February", "24 Feb. 2022", "since Monday", "last week", "in 2019",
    " according to ", " claimed", " as reported by Reuters", " Reuters", " told ", " reporters", " will ", " may have ",
    " not ", " nobody ", " no casualties", " did not ", " if ", " would ", " reportedly", " allegedly", " so-called ",
    "Russia", "Ukraine", "RSF", "Sudan", "Kyiv", "Israel", "Gaza", "M23", "Хлибоке", "Київ", "الخرطوم", "ရန်ကုန်", "北京",
    "\u202e", "\u200b", "\u200d", "\u2028", "\x00", "\x85", "\ud800", "\ufeff", "e\u0301", "ﬃ", "İ", "ß", "🇺🇦", "K",
    "A" * 300, "a " * 200, "(" * 60, "\"" * 41, "said " * 50, "1" * 400, ".", "?", "!", "http://x.example/a?b#c", "@x",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=[*TARGETS, "all"])
    parser.add_argument("--runs", type=int, default=20_000)
    parser.add_argument("--seconds", type=int, default=0, help="end after so long, whatever is left; 0: never")
    parser.add_argument("--corpus", type=Path, help="inputs to begin with, and where new ones are kept")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    if args.target == "all":
        every(args)
    else:
        fuzz(args)


def every(args: argparse.Namespace) -> None:
    """Each target in a process of its own, since libFuzzer ends the process that it runs in."""
    for target, share in TARGETS.items():
        began = time.monotonic()
        command = [sys.executable, __file__, target, "--runs", str(int(args.runs * share)), "--seed", str(args.seed)]
        command += ["--seconds", str(int(args.seconds * share))]
        command += ["--corpus", str(args.corpus)] if args.corpus else []
        done = subprocess.run(command, check=False)
        print(f"{target}: {'ended well' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s")
        if done.returncode:
            raise SystemExit(done.returncode)


def fuzz(args: argparse.Namespace) -> None:
    import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]

    with atheris.instrument_imports(include=["claimline.intake", "claimline.reading", "claimline.resolving.times"]):
        one = {"intake": intake_target, "reading": reading_target, "times": times_target}[args.target]()
    folder = (args.corpus or Path(tempfile.mkdtemp(prefix="fuzz-"))) / args.target
    folder.mkdir(parents=True, exist_ok=True)
    limits = [f"-runs={args.runs}", f"-seed={args.seed}", f"-timeout={HANGS}", f"-max_len={LONGEST[args.target]}"]
    limits += [f"-max_total_time={args.seconds}"] if args.seconds else []
    limits += ["-print_final_stats=1", "-verbosity=0", "-rss_limit_mb=4096", "-len_control=0"]

    def timed(data: bytes) -> None:
        began = time.process_time()
        one(atheris.FuzzedDataProvider(data))
        if time.process_time() - began > SLOWEST[args.target]:
            raise AssertionError("it takes too long")

    atheris.Setup([sys.argv[0], *limits, str(folder)], timed)
    atheris.Fuzz()


# What is done with one input: bytes become what fuzz_targets.py takes


def intake_target() -> Callable[[Any], None]:
    """Bytes through each door, plain or packed."""
    from fuzz_targets import DOORS, intake

    intake("", False, b"A word.")  # what it imports is watched

    def run(data: Any) -> None:
        name, packed = data.PickValueInList(list(DOORS)), data.ConsumeBool()
        intake(name, packed, data.ConsumeBytes(data.remaining_bytes()))

    return run


def reading_target() -> Callable[[Any], None]:
    """Text, read by the rules: every value has its characters, and the same text is read the same."""
    from fuzz_targets import Texts
    from setting import gazetteer

    texts = Texts(gazetteer())
    texts.read("The army said that it had left.", True)

    def run(data: Any) -> None:
        dated = data.ConsumeBool()
        parts: list[str] = []
        while data.remaining_bytes() > 0:
            kind = data.ConsumeIntInRange(0, 7)
            parts.append(data.ConsumeUnicode(12) if kind == 0 else data.PickValueInList(list(PIECES)))
        texts.read("".join(parts), dated)

    return run


def times_target() -> Callable[[Any], None]:
    """Words for days and hours, and days of publication."""
    from fuzz_targets import times

    times("on Friday")

    def run(data: Any) -> None:
        times(data.ConsumeUnicodeNoSurrogates(60))

    return run


if __name__ == "__main__":
    main()
