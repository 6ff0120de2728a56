"""The network: MiniLM with word shapes, a trigger tagger, and heads that see every word in the light of one trigger."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn

from claimline.reading.neural.labels import KINDS, MODALITIES, NAMED, ROLES, SAYS, TAGS

HIDDEN, INNER, DISTANCES, SHAPES = 384, 256, 64, 8
WIDTH = 1536  # of MiniLM's feed-forward layers


class Encoder(nn.Module):
    """MiniLM; its token types are widened to carry the word's shape, at no cost in layers."""

    def __init__(self, model_path: Path, layers: int, width: int) -> None:
        super().__init__()
        from transformers import BertModel

        bert = BertModel.from_pretrained(model_path, add_pooling_layer=False, attn_implementation="eager")
        bert.encoder.layer = nn.ModuleList(_spread(list(bert.encoder.layer), layers))
        if width != WIDTH:
            _narrow(bert.encoder.layer, width)
        old = bert.embeddings.token_type_embeddings.weight.data
        wide = nn.Embedding(SHAPES, HIDDEN)
        wide.weight.data = old[0].repeat(SHAPES, 1) + 0.02 * torch.randn(SHAPES, HIDDEN)
        bert.embeddings.token_type_embeddings = wide
        self.bert = bert

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        hidden: Tensor = self.bert(input_ids=ids, token_type_ids=shapes, attention_mask=mask).last_hidden_state
        return hidden


def _narrow(layers: nn.ModuleList, width: int) -> None:
    """Feed-forward layers of another width; their weights begin anew and are those of an earlier run later on."""
    for layer in layers:
        layer.intermediate.dense = nn.Linear(HIDDEN, width)
        layer.output.dense = nn.Linear(width, HIDDEN)


def _spread(layers: list[nn.Module], count: int) -> list[nn.Module]:
    """`count` of the layers, evenly spread, the last one among them."""
    return [layers[spread_index(len(layers), count, i)] for i in range(count)]


def spread_index(had: int, count: int, i: int) -> int:
    """Which of `had` layers becomes the i-th of `count`."""
    return min(had - 1, round((i + 1) * had / count) - 1)


class Heads(nn.Module):
    """What is asked of one trigger: kind, the role of every word, proposition, modality, polarity, background."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Linear(HIDDEN, INNER)
        self.trigger = nn.Linear(HIDDEN, INNER)
        self.word_gate = nn.Linear(HIDDEN, INNER, bias=False)
        self.trigger_gate = nn.Linear(HIDDEN, INNER, bias=False)
        self.distance = nn.Embedding(2 * DISTANCES + 1, INNER)
        self.norm = nn.LayerNorm(INNER)
        self.deeper = nn.Linear(INNER, INNER)
        self.roles = nn.Linear(INNER, 3 * len(ROLES))
        self.ends = nn.Linear(INNER, 2)
        self.attention = nn.Linear(INNER, 1)
        self.kind = nn.Sequential(nn.Linear(HIDDEN + INNER, INNER), nn.GELU(), nn.Linear(INNER, len(KINDS)))
        self.stance = nn.Sequential(
            nn.Linear(HIDDEN + INNER, INNER), nn.GELU(), nn.Linear(INNER, len(MODALITIES) + 2 + 2)
        )
        self.drop = nn.Dropout(0.1)

    def forward(self, states: Tensor, trigger: Tensor, distance: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """states [K, T, H] of each trigger's window, trigger [K, H], distance [K, T] in 0..2*DISTANCES, mask [K, T]."""
        x = self.word(states) + self.trigger(trigger).unsqueeze(1) + self.distance(distance)
        x = x + self.word_gate(states) * self.trigger_gate(trigger).unsqueeze(1)
        x = nn.functional.gelu(self.norm(x))
        x = x + nn.functional.gelu(self.deeper(self.drop(x)))
        weights = self.attention(x).squeeze(-1).masked_fill(mask == 0, -1e4).softmax(-1)
        pooled = torch.cat([trigger, (weights.unsqueeze(-1) * x).sum(1)], -1)
        return self.roles(x), self.ends(x), self.kind(pooled), self.stance(pooled)


class Network(nn.Module):
    def __init__(self, model_path: Path, layers: int = 6, width: int = WIDTH) -> None:
        super().__init__()
        self.encoder = Encoder(model_path, layers, width)
        self.drop = nn.Dropout(0.1)
        self.tags = nn.Linear(HIDDEN, TAGS)
        self.says = nn.Linear(HIDDEN, SAYS)
        self.names = nn.Linear(HIDDEN, NAMED)
        self.heads = Heads()

    def encode(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """The states of each piece, and its logits as a part of a trigger, of a cue and of a name."""
        states = self.encoder(ids, shapes, mask)
        words = self.drop(states)
        return states, self.tags(words), self.says(words), self.names(words)
