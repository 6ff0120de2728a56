"""An encoder as large as BERT-base, random weights, int8, to compare speeds: `python -m training.bert_sized FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from torch import Tensor, nn

from training.export import quantise


class _Bert(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        from transformers import BertConfig, BertModel

        self.bert = BertModel(BertConfig(attn_implementation="eager"), add_pooling_layer=False)

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        states: Tensor = self.bert(
            input_ids=ids, token_type_ids=shapes, attention_mask=torch.ones_like(ids)
        ).last_hidden_state
        return states


def main() -> None:
    to = Path(sys.argv[1])
    torch.manual_seed(1)
    ids = torch.randint(1000, 2000, (1, 24))
    whole = to.with_suffix(".fp32.onnx")
    torch.onnx.export(
        _Bert().eval(), (ids, torch.zeros_like(ids)), str(whole), opset_version=17, dynamo=False,
        input_names=["ids", "shapes"], output_names=["states"],
        dynamic_axes={"ids": {1: "t"}, "shapes": {1: "t"}, "states": {1: "t"}},
    )  # fmt: skip
    quantise(whole, to)


if __name__ == "__main__":
    main()
