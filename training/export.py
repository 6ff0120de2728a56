"""From trained weights to what is shipped: two ONNX graphs, int8 per channel, with the tokenizer beside them.

`python -m training.export runs/default src/claimline/reading/weights/default`
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import torch
from torch import Tensor, nn

from training.lean import lean
from training.network import DISTANCES, HIDDEN, WIDTH, Heads, Network
from training.train import begin_with, model_path

OUTPUTS = ("states", "tags", "says", "names")


class _Encoder(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """One window, unpadded: ids and shapes [1, T] to states [1, T, H] and the logits of triggers, cues, names."""
        return self.network.encode(ids, shapes, torch.ones_like(ids))


class _Heads(nn.Module):
    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, states: Tensor, trigger: Tensor, distance: Tensor) -> tuple[Tensor, ...]:
        """states [1, T, H], trigger [K, H], distance [K, T]: roles, ends, kind and stance of each of the K triggers."""
        mask = torch.ones_like(distance)
        outputs: tuple[Tensor, ...] = self.heads(states, trigger, distance, mask)
        return outputs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("to", type=Path)
    args = parser.parse_args()
    manifest = json.loads((args.run / "manifest.json").read_text())
    network = Network(model_path(), manifest["layers"], manifest.get("width", WIDTH))
    begin_with(network, torch.load(args.run / "weights.pt"))
    network.eval()
    args.to.mkdir(parents=True, exist_ok=True)
    _export_encoder(network, args.to)
    _export_heads(network, args.to)
    shutil.copy(model_path() / "tokenizer.json", args.to / "tokenizer.json")
    (args.to / "manifest.json").write_text(json.dumps({k: v for k, v in manifest.items() if k != "held_out"}, indent=1))
    (args.to / "settings.json").write_text(json.dumps({"version": "0", "recall": 0.0, "calibration": []}))


def _export_encoder(network: Network, to: Path) -> None:
    ids = torch.randint(1000, 2000, (1, 24))
    torch.onnx.export(
        _Encoder(network), (ids, torch.zeros_like(ids)), str(to / "encoder.fp32.onnx"), opset_version=17, dynamo=False,
        input_names=["ids", "shapes"], output_names=list(OUTPUTS),
        dynamic_axes={name: {1: "t"} for name in ("ids", "shapes", *OUTPUTS)},
    )  # fmt: skip
    quantise(to / "encoder.fp32.onnx", to / "encoder.onnx")
    lean(to / "encoder.onnx")


def _export_heads(network: Network, to: Path) -> None:
    states, trigger = torch.randn(1, 24, HIDDEN), torch.randn(3, HIDDEN)
    torch.onnx.export(
        _Heads(network.heads), (states, trigger, torch.full((3, 24), DISTANCES)), str(to / "heads.fp32.onnx"),
        opset_version=17, dynamo=False, input_names=["states", "trigger", "distance"],
        output_names=["roles", "ends", "kind", "stance"],
        dynamic_axes={"states": {1: "t"}, "trigger": {0: "k"}, "distance": {0: "k", 1: "t"},
                      "roles": {0: "k", 1: "t"}, "ends": {0: "k", 1: "t"}, "kind": {0: "k"}, "stance": {0: "k"}},
    )  # fmt: skip
    quantise(to / "heads.fp32.onnx", to / "heads.onnx")


def quantise(source: Path, target: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True)
    source.unlink()


if __name__ == "__main__":
    main()
