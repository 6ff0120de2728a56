"""Examples as the arrays that the network learns from."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from claimline.reading.neural.labels import FAMILIES, KINDS, MODALITIES, NAMES, ROLES, family_of
from claimline.reading.neural.windows import Window, cut
from claimline.reading.sentences import split_sentences
from training.examples import Event, Example
from training.network import DISTANCES

IGNORE = -100


@dataclass(frozen=True)
class Target:
    """One trigger of a window: its pieces and the labels of its heads; IGNORE where nothing is known."""

    first: int
    last: int  # inclusive
    roles: Tensor  # [T, roles], 0 O, 1 B, 2 I
    start: int
    end: int
    kind: int
    modality: int
    polarity: int
    background: int


@dataclass(frozen=True)
class Item:
    window: Window
    tags: list[int]
    says: list[int]
    names: list[int]
    targets: tuple[Target, ...]

    def __len__(self) -> int:
        return len(self.window.ids)


def items_of(example: Example, tokenizer) -> list[Item]:  # type: ignore[no-untyped-def]
    """The windows of an example with their labels."""
    encoding = tokenizer.encode(example.text, add_special_tokens=False)
    windows = cut(example.text, split_sentences(example.text), encoding)
    return [_item(window, example) for window in windows]


def pieces_of(window: Window, span: tuple[int, int]) -> tuple[int, int] | None:
    """First and last piece of a span in a window; None if it does not lie in it whole."""
    inside = [i for i, o in enumerate(window.offsets) if o is not None and o.start < span[1] and span[0] < o.end]
    if not inside:
        return None
    first, last = window.offsets[inside[0]], window.offsets[inside[-1]]
    if first is None or last is None or first.start > span[0] + 1 or last.end < span[1] - 1:
        return None
    return inside[0], inside[-1]


def _item(window: Window, example: Example) -> Item:
    length = len(window.ids)
    core = range(window.core, length - 1)
    tags = [0 if example.triggers_known and i in core else IGNORE for i in range(length)]
    says = [0 if example.sayings_known and i in core else IGNORE for i in range(length)]
    _forget(tags, window, example.unsure)
    targets = []
    for event in example.events:
        pieces = pieces_of(window, event.trigger)
        if pieces is None or pieces[0] < window.core:
            continue
        for cue in event.roles.get("cue", ()) if event.saying else ():
            _begin(says, pieces_of(window, cue), 1)
        if event.kind is not None:
            family = FAMILIES.index(family_of(event.kind))
            _begin(tags, pieces, 1 + 2 * family)
        targets.append(_target(window, event, pieces))
    return Item(window, tags, says, _names(window, example, core), tuple(targets))


def _begin(tags: list[int], pieces: tuple[int, int] | None, begin: int) -> None:
    """Tag a span: `begin` on its first piece, the next number on the others."""
    if pieces:
        for i in range(pieces[0], pieces[1] + 1):
            tags[i] = begin + (i > pieces[0])


def _names(window: Window, example: Example, core: range) -> list[int]:
    length = len(window.ids)
    if example.names is None:
        return [IGNORE] * length
    tags = [0 if i in core else IGNORE for i in range(length)]
    _forget(tags, window, example.names_unsure)
    for start, end, kind in example.names:
        pieces = pieces_of(window, (start, end))
        if pieces and pieces[0] >= window.core:
            _begin(tags, pieces, 1 + 2 * NAMES.index(kind))
    return tags


def _forget(tags: list[int], window: Window, unsure: Sequence[tuple[int, int]]) -> None:
    """No label on the pieces of these characters."""
    for start, end in unsure:
        for i, offset in enumerate(window.offsets):
            if offset is not None and offset.start < end and start < offset.end:
                tags[i] = IGNORE


def _target(window: Window, event: Event, pieces: tuple[int, int]) -> Target:
    length = len(window.ids)
    roles = torch.zeros(length, len(ROLES), dtype=torch.long)
    for r, role in enumerate(ROLES):
        if role not in event.known:
            roles[:, r] = IGNORE
            continue
        for span in event.roles.get(role, ()):
            found = pieces_of(window, span)
            if found:
                roles[found[0], r] = 1
                roles[found[0] + 1 : found[1] + 1, r] = 2
    ends = pieces_of(window, event.proposition) if event.proposition else None
    return Target(
        first=pieces[0],
        last=pieces[1],
        roles=roles,
        start=ends[0] if ends and ends[0] <= pieces[0] else IGNORE,
        end=ends[1] if ends and ends[1] >= pieces[1] else IGNORE,
        kind=KINDS.index(event.kind) if event.kind else IGNORE,
        modality=MODALITIES.index(event.modality) if event.modality else IGNORE,
        polarity=IGNORE if event.polarity is None else int(event.polarity == "negative"),
        background=IGNORE if event.background is None else int(event.background),
    )


def shifted(item: Item, share: float, chance: random.Random) -> Item:
    """Some triggers with one end a piece off, as the tagger finds them at times; what is asked of them stays."""
    return replace(
        item, targets=tuple(_shifted(t, item, chance) if chance.random() < share else t for t in item.targets)
    )


def _shifted(target: Target, item: Item, chance: random.Random) -> Target:
    first = max(item.window.core, target.first + chance.choice((-1, 0, 1)))
    last = min(len(item) - 2, target.last + chance.choice((-1, 0, 1)))
    if first > last:
        return target
    start = target.start if target.start <= first else IGNORE
    return replace(target, first=first, last=last, start=start, end=target.end if target.end >= last else IGNORE)


@dataclass(frozen=True)
class Batch:
    ids: Tensor  # [N, T]
    shapes: Tensor
    mask: Tensor
    tags: Tensor
    says: Tensor
    names: Tensor
    row: Tensor  # [K] which window a trigger is in
    inside: Tensor  # [K, T] 1/n over the trigger's pieces
    distance: Tensor  # [K, T]
    roles: Tensor  # [K, T, R]
    labels: Tensor  # [K, 6] start, end, kind, modality, polarity, background
    first: Tensor  # [K]
    last: Tensor


def distances(length: int, first: int, last: int) -> Tensor:
    """Signed distance of each piece to the trigger, shifted to 0..2*DISTANCES; inside it is the middle."""
    at = torch.arange(length)
    signed = torch.where(at < first, at - first, torch.where(at > last, at - last, torch.zeros_like(at)))
    return signed.clamp(-DISTANCES, DISTANCES) + DISTANCES


def rounded(size: int, step: int) -> int:
    """Up to a multiple: few different shapes, since the processor's kernels are compiled for each new one."""
    return (size + step - 1) // step * step


def collate(items: Sequence[Item], unknown_shapes: Sequence[bool]) -> Batch:
    """Pad a batch. Where `unknown_shapes` is set the shapes of a window are hidden (case dropout)."""
    length = rounded(max(len(item) for item in items), 16)
    n = rounded(len(items), 4)
    ids, shapes = torch.zeros(n, length, dtype=torch.long), torch.full((n, length), 5)
    mask = torch.zeros(n, length, dtype=torch.long)
    tags, says, names = (torch.full((n, length), IGNORE) for _ in range(3))
    for k, item in enumerate(items):
        size = len(item)
        ids[k, :size] = torch.tensor(item.window.ids)
        shapes[k, :size] = 7 if unknown_shapes[k] else torch.tensor(item.window.shapes)
        mask[k, :size] = 1
        tags[k, :size] = torch.tensor(item.tags)
        says[k, :size] = torch.tensor(item.says)
        names[k, :size] = torch.tensor(item.names)
    pairs = [(k, t) for k, item in enumerate(items) for t in item.targets]
    count = rounded(len(pairs), 16)
    inside, distance = torch.zeros(count, length), torch.zeros(count, length, dtype=torch.long)
    roles = torch.full((count, length, len(ROLES)), IGNORE)
    labels = torch.full((count, 6), IGNORE)
    for p, (_, t) in enumerate(pairs):
        size = t.roles.shape[0]
        inside[p, t.first : t.last + 1] = 1 / (t.last - t.first + 1)
        distance[p] = distances(length, t.first, t.last)
        roles[p, :size] = t.roles
        labels[p] = torch.tensor([t.start, t.end, t.kind, t.modality, t.polarity, t.background])
    spare = count - len(pairs)
    return Batch(
        ids=ids,
        shapes=shapes,
        mask=mask,
        tags=tags,
        says=says,
        names=names,
        row=torch.tensor([k for k, _ in pairs] + [0] * spare, dtype=torch.long),
        inside=inside,
        distance=distance,
        roles=roles,
        labels=labels,
        first=torch.tensor([t.first for _, t in pairs] + [0] * spare, dtype=torch.long),
        last=torch.tensor([t.last for _, t in pairs] + [0] * spare, dtype=torch.long),
    )
