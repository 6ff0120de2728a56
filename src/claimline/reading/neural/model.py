"""The trained network, run with onnxruntime: one window in, triggers with their roles out."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimline.model.reading import Modality
from claimline.reading.neural.decoding import Pieces, roles_of
from claimline.reading.neural.labels import FAMILIES, KINDS, MODALITIES, family_of
from claimline.reading.neural.leaning import Leaning, leant, weights
from claimline.reading.neural.sums import NAMES
from claimline.reading.neural.windows import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

_DISTANCES = 64  # as trained
_SLOW = ["SkipLayerNormFusion"]  # the fused node goes number by number, the two that it stands for do not
Tagged = tuple[int, int, int, float]  # first and last piece, family, how likely


@dataclass(frozen=True, slots=True)
class Found:
    """One trigger of a window, in pieces. `roles` are the spans of each role; probabilities are 0 to 1."""

    trigger: Pieces
    kind: str
    proposition: Pieces
    roles: dict[str, tuple[Pieces, ...]]
    modality: dict[Modality, float]
    negative: float
    background: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Seen:
    """Triggers and names of a window; weights without a head for names have none."""

    triggers: list[Found]
    names: list[Tagged]


def silent_runtime() -> Any:
    """onnxruntime, whose newer versions report to its makers unless they are told not to before they are loaded.

    What is read here is nobody else's business: nothing leaves the machine, and nothing is kept for sending.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # for whoever has loaded it before us
    return onnxruntime


class Model:
    """Weights of one reader, loaded once a process; one thread, so that processes scale."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer

        onnxruntime = silent_runtime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        where = {"providers": ["CPUExecutionProvider"], "disabled_optimizers": _SLOW}
        self._encoder = onnxruntime.InferenceSession(folder / "encoder.onnx", options, **where)
        self._heads = onnxruntime.InferenceSession(folder / "heads.onnx", options, **where)
        named = folder / NAMES
        self._names = onnxruntime.InferenceSession(named, options, **where) if named.exists() else None
        self.tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.settings: dict[str, Any] = json.loads((folder / "settings.json").read_text("utf-8"))
        self._weights = weights(self.settings)

    def read(self, window: Window, leaning: Sequence[Leaning] = ()) -> Seen:
        """What the core of a window holds. One window at a time, unpadded: int8 scales depend on the input.

        `leaning`: where the rules see which family.
        """
        states, tags = self.run(window, "states", "tags")
        chances = softmax(leant(tags[0], leaning, self._weights))
        spans = tagged(chances, window.core, len(window.ids) - 1)
        return Seen(self._found(states, spans), self._named(states, window))

    def _named(self, states: Floats, window: Window) -> list[Tagged]:
        if self._names is None:
            return []
        (logits,) = self._names.run(None, {"states": states})
        return tagged(softmax(logits[0]), window.core, len(window.ids) - 1)

    def _found(self, states: Floats, spans: Sequence[Tagged]) -> list[Found]:
        import numpy as np

        if not spans:
            return []
        distance = np.stack([distance_of(states.shape[1], a, b) for a, b, _, _ in spans])
        roles, ends, kind, stance = self.ask(states, spans, distance)
        return found_of(spans, roles, ends, kind, stance)

    def encode(self, window: Window) -> tuple[Floats, Floats]:
        """The states of a window [1, T, H] and the tag logits of its pieces [T, tags]."""
        states, tags = self.run(window, "states", "tags")
        return states, tags[0]

    def run(self, window: Window, *outputs: str) -> list[Floats]:
        """Outputs of the encoder, [1, T, …] each: `states`, and logits of `tags`, `says` (cues) and `names`."""
        import numpy as np

        ids = np.array([window.ids], dtype=np.int64)
        shapes = np.array([window.shapes], dtype=np.int64)
        found: list[Floats] = self._encoder.run(list(outputs), {"ids": ids, "shapes": shapes})
        return found

    def ask(
        self, states: Floats, spans: Sequence[Tagged], distance: NDArray[np.int64]
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """The logits of roles, ends, kind and stance for each of some triggers."""
        import numpy as np

        trigger = np.stack([states[0, a] if a == b else states[0, a : b + 1].mean(0) for a, b, _, _ in spans])
        roles, ends, kind, stance = self._heads.run(None, {"states": states, "trigger": trigger, "distance": distance})
        return roles, ends, kind, stance


def found_of(spans: Sequence[Tagged], roles: Floats, ends: Floats, kind: Floats, stance: Floats) -> list[Found]:
    """What the logits say of each of some triggers."""
    modality = softmax(stance[:, :7]).tolist()
    yes = softmax(stance[:, 7:11].reshape(-1, 2, 2))[:, :, 1].tolist()
    propositions = _propositions(ends, spans)
    return [
        Found(
            trigger=(first, last),
            kind=_kind(kind[k], FAMILIES[family]),
            proposition=propositions[k],
            roles=named,
            modality=dict(zip(MODALITIES, modality[k], strict=True)),
            negative=yes[k][0],
            background=yes[k][1],
            confidence=chance,
        )
        for k, ((first, last, family, chance), named) in enumerate(zip(spans, roles_of(roles), strict=True))
    ]


def softmax(logits: Floats) -> Floats:
    import numpy as np

    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    result: Floats = shifted / shifted.sum(-1, keepdims=True)
    return result


def tagged(chances: Floats, start: int, end: int) -> list[Tagged]:
    """Triggers by their BIO tags: first and last piece, family, and how likely the tags are (their mean)."""
    best: list[int] = chances.argmax(-1).tolist()
    found: list[Tagged] = []
    i = start
    while i < end:
        tag = best[i]
        if tag == 0:
            i += 1
            continue
        family, j = (tag - 1) // 2, i + 1
        while j < end and best[j] == 2 + 2 * family:
            j += 1
        found.append((i, j - 1, family, float(chances[i:j].max(-1).mean())))
        i = j
    return found


def distance_of(length: int, first: int, last: int) -> NDArray[np.int64]:
    import numpy as np

    at = np.arange(length)
    signed = np.minimum(at - first, 0) + np.maximum(at - last, 0)
    result: NDArray[np.int64] = np.minimum(np.maximum(signed, -_DISTANCES), _DISTANCES) + _DISTANCES
    return result


def _kind(logits: Floats, family: str) -> str:
    """The likeliest kind of the family that the tagger saw."""
    kinds, places = _of_family()[family]
    return kinds[int(logits[places].argmax())]


@cache
def _of_family() -> dict[str, tuple[list[str], list[int]]]:
    """The kinds of each family, and where their logits stand."""
    found: dict[str, tuple[list[str], list[int]]] = {family: ([], []) for family in FAMILIES}
    for place, kind in enumerate(KINDS):
        kinds, places = found[family_of(kind)]
        kinds.append(kind)
        places.append(place)
    return found


def _propositions(ends: Floats, spans: Sequence[Tagged]) -> list[Pieces]:
    """Start at or before the trigger, end at or after it; the special pieces at the window's ends are left out."""
    import numpy as np

    at = np.arange(ends.shape[1])
    first = np.array([[max(1, span[0])] for span in spans])
    last = np.array([[span[1]] for span in spans])
    starts = np.where((at >= 1) & (at <= first), ends[:, :, 0], -np.inf).argmax(1)
    stops = np.where((at >= last) & (at < len(at) - 1), ends[:, :, 1], -np.inf).argmax(1)
    return list(zip(starts.tolist(), stops.tolist(), strict=True))


@cache
def open_model(name: str) -> Model:
    """The model of a shipped reader. Raises ReaderError where its files are damaged."""
    from claimline.reading.neural.sums import cannot_be_loaded

    folder = weights_of(name)
    try:
        return Model(folder)
    except Exception as error:  # onnxruntime and tokenizers have no error of their own in common
        raise cannot_be_loaded(folder, error) from error


def weights_of(name: str) -> Path:
    """The folder of a shipped reader's weights."""
    return Path(str(files("claimline.reading") / "weights" / name))
