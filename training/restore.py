"""The weights of a run, from what it was exported to: `python -m training.restore WEIGHTS --out runs/shipped`.

Runs are not kept in the project; to go on from a shipped reader, its graphs are brought back. Numbers are those of
int8 per channel, as the reader reads with, so that nothing else is lost. Heads that the encoder's graph does not give
(`says`, `names`) begin as they are in a new network; a head for names of its own (`names.onnx`) is not brought back.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from training.network import WIDTH, Network
from training.train import model_path

Values = dict[str, NDArray[np.float32]]
# The parameter that a node multiplies by or looks up is named by the path of the module that the node belongs to.
_MODULE = re.compile(r"^/(.+)/MatMul$")


class NotOurs(ValueError):
    """A graph that no run of ours was exported to."""


def restored(folder: Path, network: Network) -> list[str]:
    """Put the weights of `encoder.onnx` and `heads.onnx` into a network; returns the names of what they lacked."""
    found: Values = {}
    for graph in ("encoder", "heads"):
        found |= _parameters(onnx.load(folder / f"{graph}.onnx").graph)
    state = network.state_dict()
    unknown = found.keys() - state.keys()
    if unknown:
        raise NotOurs(f"{folder}: no such weights in our network: {', '.join(sorted(unknown)[:3])}")
    for name, values in found.items():
        rows = _shaped(name, torch.from_numpy(values.copy()), state[name])
        state[name][: len(rows)] = rows  # a role that was added since begins as it is
    return sorted(name for name in state.keys() - found.keys() if not name.endswith("position_ids"))


def _shaped(name: str, values: Tensor, like: Tensor) -> Tensor:
    """Graphs multiply from the right, modules keep their weights the other way round; embeddings are as they are."""
    if values.ndim == 2 and "embeddings" not in name and "distance" not in name:
        values = values.T
    if values.shape[1:] != like.shape[1:] or len(values) > len(like):
        raise NotOurs(f"{name} is {tuple(values.shape)}, not {tuple(like.shape)}")
    return values


def _parameters(graph: onnx.GraphProto) -> Values:
    """All parameters of a graph by their names in the network, quantised ones as the numbers that they stand for."""
    values = {value.name: numpy_helper.to_array(value) for value in graph.initializer}
    named = {_own(name): array for name, array in values.items() if array.dtype == np.float32 and _is_parameter(name)}
    for node in graph.node:
        quantised = [name for name in node.input if name.endswith("_quantized") and name in values]
        if not quantised:
            continue
        stem = quantised[0].removesuffix("_quantized")
        module = _MODULE.match(node.name.removesuffix("_quant"))
        name = stem if _is_parameter(stem) else f"{module[1].replace('/', '.')}.weight" if module else ""
        named[_own(name.removesuffix("_Transposed"))] = _numbers(values, stem)
    return named


def _is_parameter(name: str) -> bool:
    return name.startswith(("network.", "heads.")) and not name.endswith(("_scale", "_zero_point"))


def _own(name: str) -> str:
    return name.removeprefix("network.")


def _numbers(values: dict[str, NDArray[np.float32]], stem: str) -> NDArray[np.float32]:
    whole = values[f"{stem}_quantized"].astype(np.float32)
    zero = values.get(f"{stem}_zero_point", np.zeros(1, dtype=np.float32)).astype(np.float32)
    numbers: NDArray[np.float32] = ((whole - zero) * values[f"{stem}_scale"]).astype(np.float32)
    return numbers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, help="a folder such as src/claimline/reading/weights/default")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    manifest = json.loads((args.weights / "manifest.json").read_text())
    network = Network(model_path(), manifest["layers"], manifest.get("width", WIDTH))
    missing = restored(args.weights, network)
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), args.out / "weights.pt")
    (args.out / "manifest.json").write_text(json.dumps(manifest | {"restored": True}, indent=1))
    print(f"not in the graphs, begun anew: {', '.join(missing) or 'nothing'}")


if __name__ == "__main__":
    main()
