"""Train the benchmark's reader of attributions.

    python -m training.polnear --corpora ../shared/corpora --out runs/polnear

It learns from PolNeAR's training split, whose texts belong to their publishers: it shows what the network can do beside
the published figures, and is never shipped. `benchmarks/attribution_network.py` measures it.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path

import torch

from training.attributed import polnear
from training.network import Network
from training.train import Sources, begin_with, load_tokenizer, model_path, origin, run

HELD_EVERY = 40  # articles of the training split on which the loss is followed


def main() -> None:
    args = _arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    articles = list(polnear(args.corpora / "polnear/train"))
    train = [a for i, a in enumerate(articles) if i % HELD_EVERY]
    held = articles[::HELD_EVERY]
    network = Network(model_path(), args.layers)
    if args.start:
        begin_with(network, torch.load(args.start / "weights.pt"))
    started = time.time()
    args.out.mkdir(parents=True, exist_ok=True)
    manifest = {
        "layers": args.layers, "epochs": args.epochs, "seed": args.seed, "rate": args.rate, "masked": False,
        "start": origin(args.start), "train": len(train), "torch": torch.__version__,
    }  # fmt: skip
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=1))
    run(network, Sources(train, [], [], []), held, load_tokenizer(), args, random.Random(args.seed))
    manifest["seconds"] = round(time.time() - started)
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=1))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="an earlier run to go on from")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--batch", type=int, default=1600, help="word pieces a batch")
    parser.add_argument("--hide", type=float, default=0.03, help="share of word pieces that are hidden")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.set_defaults(places=0, more=0, beside=0.0, shift=0.1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
