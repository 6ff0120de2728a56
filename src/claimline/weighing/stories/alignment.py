"""What of an earlier text a later one has kept, and what became of the rest.

Words count as kept where a run of three or more stands in both texts, wherever it stands: the greedy string tiling of
M. Wise ("String similarity via greedy string tiling and running Karp-Rabin matching", 1993) without its order, so that
sentences may be cut, moved and joined. A share by containment, and not only by resemblance, finds a paragraph inside
a digest (Broder 1997). Sentences are then paired, and their words aligned (rapidfuzz), to tell what was changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from claimline.model import Span
from claimline.model.story import Change
from claimline.vocab import load
from claimline.weighing.stories.config import DEFAULT, StoriesConfig
from claimline.weighing.stories.page import RUN, Page, page_of

_GAP = 3  # places: one or two words between two that were kept
_NEARLY_ALL = 0.85
_PAIRED = 0.5  # two sentences are one, changed, from this similarity on


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and numbers: how many are the same in the sentences that match, and how many another one took the place of,
    there (`other_`) and in the texts as a whole (`swapped_`). One only added or left out is none of these."""

    same_numbers: int = 0
    other_numbers: int = 0
    same_names: int = 0
    other_names: int = 0
    swapped_numbers: int = 0
    swapped_names: int = 0


@dataclass(frozen=True, slots=True)
class Alignment:
    """words: the later report's own words that were kept. share, of_earlier: see StoryLink; all_words: `share` with
    quotations. passage: the words of the longest passage that hangs together. at_foot: all that was kept stands in the
    last part of both. pairs: which sentence is which (later,
    earlier)."""

    words: int
    share: float
    of_earlier: float
    all_words: float
    passage: int
    at_foot: bool
    facts: Facts
    kept: tuple[Span, ...]
    pairs: tuple[tuple[int, int], ...]


def align(later: Page, earlier: Page, config: StoriesConfig = DEFAULT) -> Alignment:
    """Compares two texts in time that grows with their length."""
    kept, taken = _covered(later, earlier), _covered(earlier, later)
    own = [at for at in kept if not later.words[at].quoted]
    own_taken = [at for at in taken if not earlier.words[at].quoted]
    share, of_earlier, passage = len(own) / (later.own or 1), len(own_taken) / (earlier.own or 1), _longest(own)
    little = max(share, of_earlier) < config.part and passage < config.long_passage
    pairs = () if little else _paired(later, earlier)
    return Alignment(
        words=len(own),
        share=share,
        of_earlier=of_earlier,
        all_words=len(kept) / (len(later.words) or 1),
        passage=passage,
        at_foot=_at_foot(own, later, config.foot) and _at_foot(own_taken, earlier, config.foot),
        facts=_facts(later, earlier, pairs),
        kept=_spans(later, kept),
        pairs=pairs,
    )


def changes(earlier: str, later: str) -> tuple[Change, ...]:
    """Which sentences of the later text were added or changed, in its order, and which of the earlier one dropped."""
    old, new = page_of(earlier), page_of(later)
    pairs = _and_alike(dict(_paired(new, old)), new, old)
    found: list[Change] = []
    for at, sentence in enumerate(new.sentences):
        if at not in pairs:
            found.append(Change("added", None, _words(later, new, sentence)))
            continue
        change = _change(earlier, later, old.sentences[pairs[at]], sentence)
        found += [change] if change else []
    gone = set(range(len(old.sentences))) - set(pairs.values())
    return (*found, *(Change("dropped", _words(earlier, old, old.sentences[at]), None) for at in sorted(gone)))


def _covered(page: Page, other: Page) -> list[int]:
    """The places of the words of `page` that stand in runs which `other` has too."""
    starts = [at for at, run in enumerate(page.runs) if run in other.has]
    return sorted({at + step for at in starts for step in range(RUN)})


def _paired(later: Page, earlier: Page) -> tuple[tuple[int, int], ...]:
    """Each sentence of the later text with the one of the earlier text that it is made from, each once."""
    from rapidfuzz.distance import Indel

    holds: dict[str, list[int]] = {}
    for number, sentence in enumerate(earlier.sentences):
        for run in earlier.runs_of(sentence):
            if run in later.has:
                holds.setdefault(run, []).append(number)
    found: list[tuple[float, int, int]] = []
    for number, sentence in enumerate(later.sentences):
        votes = Counter(other for run in later.runs_of(sentence) for other in holds.get(run, ()))
        forms = later.forms[sentence.start : sentence.stop]
        for other, _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:3]:
            there = earlier.sentences[other]
            alike = Indel.normalized_similarity(forms, earlier.forms[there.start : there.stop])
            found.append((-alike, number, other))
    return _each_once(found)


def _and_alike(pairs: dict[int, int], later: Page, earlier: Page) -> dict[int, int]:
    """The pairs, and those of the other sentences that are alike word by word: short ones have no run in common."""
    from rapidfuzz.distance import Indel

    left = [number for number in range(len(earlier.sentences)) if number not in set(pairs.values())]
    found: list[tuple[float, int, int]] = []
    for number, sentence in enumerate(later.sentences):
        forms = later.forms[sentence.start : sentence.stop]
        for other in left if number not in pairs else ():
            there = earlier.sentences[other]
            alike = Indel.normalized_similarity(forms, earlier.forms[there.start : there.stop])
            found.append((-alike, number, other))
    return pairs | dict(_each_once(found))


def _each_once(found: Iterable[tuple[float, int, int]]) -> tuple[tuple[int, int], ...]:
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for unlike, number, other in sorted(found):
        if -unlike >= _PAIRED and number not in chosen and other not in taken:
            chosen[number] = other
            taken.add(other)
    return tuple(sorted(chosen.items()))


def _facts(later: Page, earlier: Page, pairs: Sequence[tuple[int, int]]) -> Facts:
    numbers, names = later.numbers.keys() | earlier.numbers.keys(), later.names.keys() | earlier.names.keys()
    same_numbers = other_numbers = same_names = other_names = 0
    for number, other in pairs:
        there = earlier.sentences[other]
        new = set(later.forms[later.sentences[number].start : later.sentences[number].stop])
        old = set(earlier.forms[there.start : there.stop])
        same, come, gone = new & old, new - old, old - new
        same_numbers += len(same & numbers)
        other_numbers += min(len(come & numbers), len(gone & numbers))
        same_names += len(same & names)
        other_names += min(len(come & names), len(gone & names))
    swapped = _swapped(later.numbers, earlier.numbers), _swapped(later.names, earlier.names)
    return Facts(same_numbers, other_numbers, same_names, other_names, *swapped)


def _swapped(mine: Counter[str], theirs: Counter[str]) -> int:
    """How many each text has that the other one has not, as often as they stand there: the fewer of the two.

    A copy that was cut only lacks some, one that was brought up to date only has some more.
    """
    return min((mine - theirs).total(), (theirs - mine).total())


def _longest(places: Sequence[int]) -> int:
    """The most places in a row; a gap of one or two words is a word that was changed."""
    best = length = 0
    for before, at in zip([-1, *places], places, strict=False):
        length = length + 1 if at - before <= _GAP else 1
        best = max(best, length)
    return best


def _at_foot(places: Sequence[int], page: Page, foot: float) -> bool:
    """Does nearly all of it stand in the last part of the text?"""
    return sum(at >= foot * len(page.words) for at in places) > _NEARLY_ALL * len(places)


def _spans(page: Page, places: Sequence[int]) -> tuple[Span, ...]:
    """Runs of words as stretches of the text."""
    runs = [[at for _, at in run] for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0])]
    return tuple(Span(page.words[run[0]].span.start, page.words[run[-1]].span.end) for run in runs)


def _words(text: str, page: Page, sentence: range) -> str:
    return text[page.words[sentence.start].span.start : page.words[sentence.stop - 1].span.end]


def _change(earlier: str, later: str, before: range, now: range) -> Change | None:
    """What is other in a sentence; None where nothing is but its dress."""
    from rapidfuzz.distance import Indel

    old, new = page_of(earlier), page_of(later)
    was, became = old.forms[before.start : before.stop], new.forms[now.start : now.stop]
    if was == became:
        return None
    words: list[tuple[str, str]] = []
    forms: set[str] = set()
    numbers = False
    blocks = [b for b in Indel.opcodes(was, became).as_matching_blocks() if b.size]
    for a, b in _gaps([(block.a, block.b, block.size) for block in blocks], len(was), len(became)):
        gone, come = range(before.start + a[0], before.start + a[1]), range(now.start + b[0], now.start + b[1])
        words.append((_words(earlier, old, gone) if gone else "", _words(later, new, come) if come else ""))
        forms |= {old.words[at].form for at in gone} | {new.words[at].form for at in come}
        numbers |= any(old.words[at].number for at in gone) or any(new.words[at].number for at in come)
    whole = _words(earlier, old, before), _words(later, new, now)
    return Change("changed", *whole, tuple(words), numbers, bool(forms & _attributing()))


def _gaps(
    blocks: Sequence[tuple[int, int, int]], was: int, became: int
) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
    """What lies between the blocks that are the same, on both sides."""
    a = b = 0
    for at, other, size in [*blocks, (was, became, 0)]:
        if at > a or other > b:
            yield (a, at), (b, other)
        a, b = at + size, other + size


@cache
def _attributing() -> frozenset[str]:
    """Words that say who says so: verbs of saying, "according", "officials"."""
    cues = load("cues")
    verbs = {form for verb, how in cues["verbs"].items() for form in (verb, how.get("past", f"{verb}ed"))}
    return frozenset(verbs) | set(load("stories")["attributing"].split())
