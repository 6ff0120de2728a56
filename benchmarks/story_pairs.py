"""Graded pairs of reports: wire reports of our own and what desks do to them, made by rule from a fixed seed.

200 pairs: verbatim 20, cosmetics 30, light edits 30, heavy edits 20, a paragraph in a digest 20, one-sentence bullets
20 (all copies); rewritten by another writer 20, one formula on two days 30, only a footer in common 10 (no copies).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from claimline.model.story import StoryReport

DATA = Path(__file__).parent / "data" / "stories"
COPIES = ("verbatim", "cosmetics", "light", "heavy", "digest", "bullet")
OTHERS = ("rewritten", "formula", "footer")
Editor = Callable[[str, random.Random, dict[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Pair:
    grade: str
    earlier: StoryReport
    later: StoryReport
    half: int  # 0: settings were chosen on it, 1: figures are given on it

    @property
    def copy(self) -> bool:
        return self.grade in COPIES


def graded_pairs(seed: int = 5) -> list[Pair]:
    """The 200 pairs, in the order of their grades."""
    wires, edits = _load("wire"), _load("edits")
    found: list[Pair] = []
    for number, wire in enumerate(wires):
        dice = random.Random(f"{seed}-{wire['id']}")
        other = wires[(number + 7) % len(wires)]
        texts = [("verbatim", wire["text"]), ("cosmetics", cosmetics(wire["text"], dice, edits))]
        texts += [("light", light(wire["text"], dice, edits)), ("heavy", heavy(wire["text"], dice, edits))]
        texts += [("digest", digest(wire, other, dice, edits)), ("rewritten", wire["rewritten"])]
        if number % 2 == 0:
            texts += [
                (grade, edit(wire["text"], dice, edits)) for grade, edit in (("cosmetics", cosmetics), ("light", light))
            ]
        for grade, text in texts:
            found.append(_pair(grade, number, (wire["text"], text), wire["day"], dice))
        lead = _sentences(wire["text"])[0]
        found.append(_pair("bullet", number, (lead, bullet(lead, dice, edits)), wire["day"], dice))
        if number % 2:
            foot = _load("footers")[1]
            found.append(
                _pair("footer", number, (f"{wire['text']}\n{foot}", f"{other['text']}\n{foot}"), wire["day"], dice)
            )
    found += _formulas(seed, edits)
    return sorted(found, key=lambda pair: (COPIES + OTHERS).index(pair.grade))


def cosmetics(text: str, dice: random.Random, edits: dict[str, Any]) -> str:
    """Headline, dateline, credit line, quotation marks, spelling, figures for words, paragraphs."""
    text = _swapped(text, edits["spelling"], dice, 1.0)
    text = _swapped(text, edits["numbers"], dice, 0.5)
    text = text.replace("“", '"').replace("”", '"')
    if dice.random() < 0.5:
        text = " ".join(text.split())
    dateline = dice.choice(edits["datelines"]).format(day="May 5")
    return f"{dice.choice(edits['headlines'])}\n\n{dateline}{text.strip()}\n\n{dice.choice(edits['credits'])}\n"


def light(text: str, dice: random.Random, edits: dict[str, Any]) -> str:
    """Cosmetics, one sentence cut, one moved, two figures brought up to date, some words changed."""
    sentences = _sentences(text)
    sentences.pop(dice.randrange(2, len(sentences)))
    moved = sentences.pop(dice.randrange(1, len(sentences)))
    sentences.insert(dice.randrange(1, len(sentences)), moved)
    text = _updated(" ".join(sentences), dice, 2)
    return cosmetics(_swapped(text, edits["words"], dice, 0.1), dice, edits)


def heavy(text: str, dice: random.Random, edits: dict[str, Any]) -> str:
    """Half of the sentences in another order, four fifths of the replaceable words changed, sentences added."""
    sentences = _sentences(text)
    kept = sentences[:1] + dice.sample(sentences[1:], round(0.5 * (len(sentences) - 1)))
    kept += dice.sample(edits["additions"], 2)
    body = " ".join(kept[:1] + dice.sample(kept[1:], len(kept) - 1))
    return cosmetics(_swapped(_updated(body, dice, 1), edits["words"], dice, 0.8), dice, edits)


def digest(wire: dict[str, Any], other: dict[str, Any], dice: random.Random, edits: dict[str, Any]) -> str:
    """The first paragraphs, 40 words at least, between reports by somebody else on other events."""
    paragraphs = wire["text"].strip().split("\n\n")
    taken = paragraphs[0] if len(paragraphs[0].split()) >= 30 else "\n\n".join(paragraphs[:2])
    return (
        f"{dice.choice(edits['digest_heads'])}\n\n{other['rewritten']}\n{taken}\n\n{' '.join(edits['additions'][:3])}\n"
    )


def bullet(lead: str, dice: random.Random, edits: dict[str, Any]) -> str:
    """One sentence as a bullet: other spelling and figures, an attribution cut or one word changed."""
    lead = _swapped(lead, edits["spelling"] + edits["numbers"], dice, 1.0)
    if dice.random() < 0.5 and lead.count(",") > 1:
        return lead.rpartition(",")[0] + "."
    return _swapped(lead, edits["words"], dice, 1.0, most=1)


def _pair(grade: str, number: int, texts: tuple[str, str], day: str, dice: random.Random) -> Pair:
    apart = 0 if grade == "footer" else dice.choice((0, 0, 1))
    later = (date.fromisoformat(day) + timedelta(days=apart)).isoformat()
    ref = f"{grade}-{number}-{dice.randrange(10**6)}"
    first = StoryReport(f"a-{ref}", texts[0], "First Wire", day)
    return Pair(grade, first, StoryReport(f"b-{ref}", texts[1], "Second Daily", later), number // 2 % 2)


def _formulas(seed: int, edits: dict[str, Any]) -> list[Pair]:
    found = []
    for number, formula in enumerate(_load("formulas") * 6):
        dice = random.Random(f"{seed}-formula-{number}")
        day = date(2024, 1, 1) + timedelta(days=number)
        texts = [_filled(formula["text"], dice, edits) for _ in range(2)]
        ref = f"formula-{number}"
        first = StoryReport(f"a-{ref}", texts[0], "First Wire", day.isoformat())
        later = (day + timedelta(days=dice.choice((1, 1, 2, 7)))).isoformat()
        found.append(Pair("formula", first, StoryReport(f"b-{ref}", texts[1], "First Wire", later), (number // 5) % 2))
    return found


def _filled(formula: str, dice: random.Random, edits: dict[str, Any]) -> str:
    places = dice.sample(edits["places"], 6)

    def filling(m: re.Match[str]) -> str:
        kind = m[1]
        if kind == "d":
            return str(dice.choice(edits["days"]))
        return str(dice.randrange(3, 190)) if kind == "n" else str(places[int(m[2])])

    return re.sub(r"\{([npd])(\d?)\}", filling, formula)


def _swapped(text: str, pairs: list[list[str]], dice: random.Random, chance: float, most: int = 1000) -> str:
    """Words changed for others, each where it stands with the given chance."""
    for old, new in pairs:

        def change(m: re.Match[str], new: str = new) -> str:
            nonlocal most
            if most > 0 and dice.random() < chance:
                most -= 1
                return new
            return m[0]

        text = re.sub(rf"\b{re.escape(old)}\b", change, text)
    return text


def _updated(text: str, dice: random.Random, count: int) -> str:
    """The first figures of two digits and more, a little higher."""
    return re.sub(r"\b[1-9]\d\b(?![.,:]\d)", lambda m: str(int(m[0]) + dice.randrange(1, 9)), text, count=count)


def _sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?”])\s+(?=[A-Z“])", " ".join(text.split())) if s]


def _load(name: str) -> Any:
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
