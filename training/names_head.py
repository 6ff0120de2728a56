"""A head for names on the states of a trained encoder, which stays as it is: `python -m training.names_head`.

    python -m training.names_head src/claimline/reading/weights/default --corpora ../shared/corpora

Learns from WikiGold, re3d without its BBC part, and GUM; every fifth document of the first two is held out. What the
reader says of events is the same with it and without it. Writes `names.onnx` beside the weights.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn

from claimline.reading.neural.labels import NAMED
from claimline.reading.neural.model import Model
from claimline.reading.neural.sums import write_sums
from training.examples import Example
from training.features import IGNORE, items_of
from training.gum import gum
from training.masked import masked
from training.names import names_corpora
from training.network import HIDDEN

INNER = 192
Pair = tuple[Tensor, Tensor]  # states [T, HIDDEN] and tags [T] of a window


def head() -> nn.Sequential:
    """Each piece with its neighbours, then its tag."""
    return nn.Sequential(Beside(), nn.Linear(3 * HIDDEN, INNER), nn.GELU(), nn.Dropout(0.3), nn.Linear(INNER, NAMED))


class Beside(nn.Module):
    """The states of the piece before and after, beside its own: [1, T, H] to [1, T, 3 H]."""

    def forward(self, states: Tensor) -> Tensor:
        none = torch.zeros_like(states[:, :1])
        return torch.cat((torch.cat((none, states[:, :-1]), 1), states, torch.cat((states[:, 1:], none), 1)), -1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, help="a folder of exported weights")
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    model, (train, _) = Model(args.weights), names_corpora(args.corpora)
    pairs = [pair for e in (*train, *gum(args.corpora / "gum")) for pair in encoded(model, masked(e))]
    network = fitted(pairs, args.passes, random.Random(args.seed))
    torch.onnx.export(
        network, (torch.randn(1, 24, HIDDEN),), str(args.weights / "names.onnx"), opset_version=17, dynamo=False,
        input_names=["states"], output_names=["names"], dynamic_axes={"states": {1: "t"}, "names": {1: "t"}},
    )  # fmt: skip
    manifest = json.loads((args.weights / "manifest.json").read_text())
    manifest["names"] = {"passes": args.passes, "seed": args.seed, "windows": len(pairs), "torch": torch.__version__}
    (args.weights / "manifest.json").write_text(json.dumps(manifest, indent=1))
    write_sums(args.weights)


def encoded(model: Model, example: Example) -> Iterator[Pair]:
    for item in items_of(example, model.tokenizer):
        (states,) = model.run(item.window, "states")
        yield torch.from_numpy(states[0]), torch.tensor(item.names)


def fitted(pairs: list[Pair], passes: int, chance: random.Random) -> nn.Sequential:
    """Window by window, sixteen to a step."""
    network = head()
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=0.02)
    steps = passes * (len(pairs) // 16 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.0, 1 - step / steps))
    for number in range(passes):
        chance.shuffle(pairs)
        total = 0.0
        for at in range(0, len(pairs), 16):
            some = pairs[at : at + 16]
            logits = torch.cat([network(states.unsqueeze(0))[0] for states, _ in some])
            loss = nn.functional.cross_entropy(logits, torch.cat([tags for _, tags in some]), ignore_index=IGNORE)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += float(loss.detach())
        print(f"pass {number + 1}/{passes}: loss {total / (len(pairs) / 16):.4f}", flush=True)
    return network.eval()


if __name__ == "__main__":
    main()
