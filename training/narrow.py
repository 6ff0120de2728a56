"""A run with narrower feed-forward layers, to train on from: a fifth less of the encoder's time for half of the width.

    python -m training.narrow RUN --width 768 --corpora ../shared/corpora --out runs/narrow
    python -m training.train --start runs/narrow --layers 3 --width 768 …

Of each layer those inner units stay that move its output most on training reports: the mean of what a unit is, times
the length of what it is multiplied by.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from torch import Tensor, nn

from training.examples import Example
from training.features import collate, items_of
from training.masked import masked
from training.network import WIDTH, Network
from training.train import begin_with, load_examples, load_tokenizer, model_path

REPORTS, EVERY = 400, 7  # of the training reports, on which units are judged


def narrowed(network: Network, sample: list[Example], width: int) -> dict[str, Tensor]:
    """The weights of a network, with `width` of the inner units of each layer."""
    strength = _strengths(network, sample)
    weights = network.state_dict()
    for number, moved in enumerate(strength):
        kept = moved.topk(width).indices.sort().values
        stem = f"encoder.bert.encoder.layer.{number}"
        for name in ("weight", "bias"):
            weights[f"{stem}.intermediate.dense.{name}"] = weights[f"{stem}.intermediate.dense.{name}"][kept]
        weights[f"{stem}.output.dense.weight"] = weights[f"{stem}.output.dense.weight"][:, kept]
    return weights


def _strengths(network: Network, sample: list[Example]) -> list[Tensor]:
    """For each layer, how much each inner unit moves its output, [inner]."""
    network.eval()
    layers = list(network.encoder.bert.encoder.layer)
    sums = [torch.zeros(layer.intermediate.dense.out_features) for layer in layers]

    def keep(number: int) -> object:
        def hook(_module: nn.Module, _given: object, inner: Tensor) -> None:
            sums[number] += inner.abs().sum((0, 1))

        return hook

    hooks = [layer.intermediate.register_forward_hook(keep(i)) for i, layer in enumerate(layers)]
    tokenizer = load_tokenizer()
    with torch.no_grad():
        for item in (item for example in sample for item in items_of(example, tokenizer)):
            batch = collate([item], [False])
            network.encode(batch.ids, batch.shapes, batch.mask)
    for hook in hooks:
        hook.remove()
    return [total * layer.output.dense.weight.detach().norm(dim=0) for total, layer in zip(sums, layers, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("--width", type=int, required=True)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, help="as many of the run's layers, evenly spread; default: all")
    args = parser.parse_args()
    torch.set_num_threads(1)
    manifest = json.loads((args.run / "manifest.json").read_text())
    layers = args.layers or manifest["layers"]
    network = Network(model_path(), layers, manifest.get("width", WIDTH))
    begin_with(network, torch.load(args.run / "weights.pt"))
    sample = [masked(example) for example in load_examples(args.corpora)[0][::EVERY][:REPORTS]]
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(narrowed(network, sample, args.width), args.out / "weights.pt")
    manifest |= {"layers": layers, "width": args.width, "narrowed_from": manifest.get("width", WIDTH)}
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=1))


if __name__ == "__main__":
    main()
