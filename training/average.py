"""The mean of the weights of two runs, one of which went on from the other: `python -m training.average A B --out C`.

Such a mean is often better than either on reports that neither was trained on; `choose.py` and benchmarks/held_out.py
tell. Weights are 0.5 each; the manifest is that of B, with A's beside it.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor

from training.train import origin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", type=Path, nargs=2)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    first, second = (torch.load(run / "weights.pt") for run in args.runs)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save({name: mean(first[name], second[name]) for name in second}, args.out / "weights.pt")
    manifest = json.loads((args.runs[1] / "manifest.json").read_text())
    manifest["averaged_with"] = origin(args.runs[0])
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=1))


def mean(first: Tensor, second: Tensor) -> Tensor:
    """Of both; rows that only the later run has (a role that was added) stay as they are."""
    result = second.clone()
    result[: len(first)] = (first + second[: len(first)]) / 2
    return result


if __name__ == "__main__":
    main()
