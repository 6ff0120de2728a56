"""Runs of capitalised words: where a name may stand, before it is decided what it names."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

# Python's `re` has no class for capital letters
_UPPER = "".join(c for c in map(chr, range(0x41, 0x590)) if c.isupper() and c.isalpha())
_JOINED = "al|el|ez|es|as|ul|ud|an|ash|ad|ar|at|az|de|du|la|le|les|sur|on|upon|ye|e|i|o|da|das|dos"
_WORD = (
    rf"(?:(?:al|el|ad|ar|ash|as|an|az|at|ez|es|et|ed|ul|ud|ur|abu|ibn|wal)-(?=[{_UPPER}])|[dl]['’](?=[{_UPPER}]))?"
    rf"(?:(?:[{_UPPER}]\.){{2,}}|[{_UPPER}]\.(?=[ \xa0]?[{_UPPER}])"
    rf"|(?:Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Pvt|Brig|Adm|Cmdr|Gov|Sen|Rep|Prof|Dr|Mr|Mrs|Ms|Rev|Hon|St|Ft|Mt|Jr|Sr)\."
    rf"|(?:People|Women|Men|Children|Workers|Lord|Martyrs|King|Queen)(?:['’]s|s['’])(?= [{_UPPER}])"
    rf"|[{_UPPER}]\w*(?:['’`ʼ](?!(?:s|S|re|ve|ll|d|m)\b)\w+)*"
    rf"(?:-(?:[{_UPPER}]\w*|\d\w*|(?:{_JOINED})-[{_UPPER}]\w*)(?:['’ʼ](?!(?:s|S|re|ve|ll|d|m)\b)\w+)*)*)"
)
_LINKS = (
    "of the|of|for the|for|and the|and|in the|in|on the|on|against|de la|de|du|des|la|al|el|ould|bin|ibn|van der|van"
    "|von|der|den|del|da|di|e|wal|ul|ud|y|sans|to|the"
)
_SPACE = r"[ \xa0]"
_RUN = re.compile(rf"(?<![\w]){_WORD}(?:{_SPACE}(?:(?:{_LINKS}){_SPACE})?{_WORD})*")
_PIECE = re.compile(rf"(?:(?P<link>{_LINKS}){_SPACE})?(?P<word>{_WORD})")
NAME_LINKS = frozenset(
    "de la,de,du,des,la,al,el,ould,bin,ibn,van der,van,von,der,den,del,da,di,e,wal,ul,ud,y".split(",")  # noqa: SIM905
)


class Word(NamedTuple):
    """A capitalised word of a run; `link` is the lower-case word between it and the word before ("of", "bin")."""

    start: int
    end: int
    text: str
    link: str


class Run(NamedTuple):
    """Capitalised words with single spaces or link words between them. `initial`: it opens a sentence."""

    words: tuple[Word, ...]
    initial: bool

    @property
    def start(self) -> int:
        return self.words[0].start


def find_runs(text: str, starts: frozenset[int]) -> Iterator[Run]:
    """All runs in order; `starts` are the offsets at which a sentence begins."""
    for m in _RUN.finditer(text):
        words = tuple(
            Word(p.start("word"), p.end("word"), sys.intern(p["word"]), p["link"] or "")
            for p in _PIECE.finditer(text, m.start(), m.end())
        )
        yield Run(words, m.start() in starts)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(r"[\s“”„«‹‘’\"'(\[•*–—-]*")


def initial_offsets(text: str, sentence_starts: Iterator[int]) -> frozenset[int]:
    """Offsets of the first letter of sentences and of quotations ("He said: “We …", “We …)."""
    opening = _opening()
    offsets = {m.end() for s in sentence_starts if (m := opening.match(text, s))}
    offsets.update(m.end() for m in re.finditer(r"[“„«‘]|(?<=[\s(])[\"']|(?<=: )|[•*\]\n]\s*|(?<=\s)[–—-]\s", text))
    return frozenset(offsets)
