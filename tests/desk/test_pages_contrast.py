"""The colours of the desk, computed from its tokens: WCAG 2.2 contrast in both modes; sides that all can tell apart."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import combinations

import pytest

CSS = files("claimline.desk").joinpath("static", "desk.css").read_text(encoding="utf-8")
TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", CSS)
}
MODES = ("light", "dark")
GROUNDS = ("paper", "sheet", "well")
#: Words on a ground, at least 4.5 to 1 (success criterion 1.4.3).
WORDS = [
    *((ink, ground) for ink in ("ink", "soft", "accent", "bad", "warn") for ground in GROUNDS),
    *(("ink", tint) for tint in ("own", "said", "neg", "own-on", "said-on", "neg-on", "accent-soft")),
    ("on-accent", "accent"),
    ("paper", "ink"),
    ("warn", "warn-soft"),
    ("bad", "bad-soft"),
    ("ink", "warn-soft"),
    ("ink", "bad-soft"),
    ("soft", "warn-soft"),
    ("accent", "accent-soft"),
    ("soft", "accent-soft"),
    ("accent", "said"),
    ("accent", "warn-soft"),
]
#: Borders of controls and shapes that mean something, at least 3 to 1 (success criterion 1.4.11).
SHAPES = [*(("edge", ground) for ground in GROUNDS), *((f"side-{n}", g) for n in range(7) for g in ("paper", "sheet"))]

# Machado, Oliveira and Fernandes, 2009: how colours look to those who lack one sort of cone, on linear RGB.
SEEN_BY = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
APART = 0.1  # distance in OKLab; 0.02 is the least that people notice


def _linear(color: str) -> tuple[float, ...]:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance and contrast ratio."""
    light = [sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), _linear(c), strict=True)) for c in (one, other)]
    return (max(light) + 0.05) / (min(light) + 0.05)


def _times(matrix: tuple[tuple[float, ...], ...], vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def _oklab(linear: tuple[float, ...]) -> tuple[float, ...]:
    """Ottosson, 2020."""
    cones = _times(
        (
            (0.4122214708, 0.5363325363, 0.0514459929),
            (0.2119034982, 0.6806995451, 0.1073969566),
            (0.0883024619, 0.2817188376, 0.6299787005),
        ),
        tuple(min(1.0, max(0.0, part)) for part in linear),
    )
    return _times(
        (
            (0.2104542553, 0.7936177850, -0.0040720468),
            (1.9779984951, -2.4285922050, 0.4505937099),
            (0.0259040371, 0.7827717662, -0.8086757660),
        ),
        tuple(cone ** (1 / 3) for cone in cones),
    )


def _distance(one: str, other: str, seen: str) -> float:
    looks = [_oklab(_times(SEEN_BY[seen], _linear(color))) for color in (one, other)]
    return float(sum((a - b) ** 2 for a, b in zip(*looks, strict=True)) ** 0.5)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_can_be_read(ink: str, ground: str, mode: str) -> None:
    at = MODES.index(mode)
    assert contrast(TOKENS[ink][at], TOKENS[ground][at]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_can_be_seen(shape: str, ground: str, mode: str) -> None:
    at = MODES.index(mode)
    assert contrast(TOKENS[shape][at], TOKENS[ground][at]) >= 3


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("seen", SEEN_BY)
def test_sides_can_be_told_apart_by_everybody(mode: str, seen: str) -> None:
    sides = [TOKENS[f"side-{n}"][MODES.index(mode)] for n in range(1, 7)]
    assert min(_distance(one, other, seen) for one, other in combinations(sides, 2)) >= APART


def test_colours_stand_in_one_place() -> None:
    after = CSS[CSS.index("--shadow") :]
    allowed = {"#000", "#ff9", "#fff"}  # forced colours and paper
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", after)) <= allowed


def test_the_look_is_small() -> None:
    static = files("claimline.desk").joinpath("static")
    assert len(CSS.encode()) < 40_000
    for name in ("theme.js", "desk.js", "report.js"):
        assert len(static.joinpath(name).read_bytes()) < 8_000


def test_nothing_is_asked_of_another_machine() -> None:
    assert "url(" not in CSS
    assert "@import" not in CSS
