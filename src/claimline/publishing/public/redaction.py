"""Taking out of a text what may not be public, with a way from the old offsets to the new ones."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from claimline.publishing.public.details import Edit, details, distances
from claimline.publishing.public.persons import Find, Named, People, add_name, particles, people_of
from claimline.publishing.public.profile import Profile
from claimline.publishing.public.spelling import WORD, key, keys
from claimline.vocab import word_set

WITHHELD = "[name withheld]"
_INITIALS = r"(?:[^\W\d_a-z]\.[ \xa0]?-?)+"
_BEFORE = re.compile(rf"{_INITIALS}$")
_AFTER = re.compile(r"^[ \xa0](?:[^\W\d_a-z]\.){1,3}(?!\w)")
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_a-z]\.[ \xa0]?){2,3}(?!\w)|(?<!\w)[^\W\d_a-z]\.[ \xa0]?[^\W\d_a-z](?=['’\s.,])")
_LAST = 4  # letters of a key from which a longer word may be a form of it
_WORDS_BETWEEN = re.compile(r"[ \xa0-]?(?:(?:bin|ibn|bint|al|el|de|la|del|van|von|ould|abu|y)[ \xa0-])*[ \xa0]?", re.I)


@dataclass(frozen=True, slots=True)
class Coarse:
    """A place that is not to be named: its names, and what stands in their stead."""

    names: tuple[str, ...]
    instead: str


class Redactor:
    """Knows what one report must not say, and takes it out of any of its strings."""

    def __init__(
        self, people: People, coarse: Sequence[Coarse], profile: Profile, find: Find, places: frozenset[str]
    ) -> None:
        self.people, self._profile, self._find, self._places = people, profile, find, places
        self._strings: dict[str, str] = {}
        self._coarse: dict[tuple[str, ...], str] = {}
        for one in coarse:
            for name in one.names:
                if spelled := keys(name):
                    self._coarse.setdefault(spelled, one.instead)
        self._firsts: dict[str, list[tuple[str, ...]]] = {}
        for spelled in sorted(self._coarse, key=len, reverse=True):
            self._firsts.setdefault(spelled[0], []).append(spelled)

    def edits(self, text: str) -> list[Edit]:
        """What to take out of the report's own text: in order, without overlaps."""
        return merged(self._edits(text, self.people.named, self.people.safe))

    def string(self, text: str) -> str:
        """Any other string of the report (a name, a role, a title), redacted: persons that only it names as well."""
        if text not in self._strings:
            self._strings[text] = self._redacted(text) if text.strip() else text
        return self._strings[text]

    def _redacted(self, text: str) -> str:
        own = people_of(text, self._find(text), (), self._places, self._profile)
        known = {word for name in self.people.public | self.people.kept for word in name} - self.people.forms
        safe = [(start, end) for start, end in own.safe if not self._known_private(text[start:end])]
        named = []
        for one in own.named:
            if known.issuperset(keys(text[one.start : one.end])):
                safe.append((one.start, one.end))
            else:
                named.append(one)
        return applied(text, merged(self._edits(text, named, safe)))

    def _known_private(self, name: str) -> bool:
        """Of something else in this string, and of a private person in the report."""
        spelled = keys(name)
        return spelled not in self.people.public | self.people.kept and any(one in self.people.forms for one in spelled)

    def learn(self, name: str) -> None:
        add_name(self.people, name)

    def holds(self, text: str) -> bool:
        """Does it still have something in it that must not be public?"""
        shared = {word for name in self.people.kept for word in name}
        words = (text[start:end] for start, end in self._private_words(text, ()))
        return any(not shared.issuperset(keys(word)) for word in words) or any(self._places_in(text))

    def _edits(self, text: str, named: Iterable[Named], safe: Sequence[tuple[int, int]]) -> Iterator[Edit]:
        yield from details(text, self._profile)
        for one in named:
            yield self._name(text, one.start, one.end, one.called)
        for start, end in self._private_words(text, safe):
            yield self._name(text, start, end, "")
        yield from self._places_in(text)
        if self._coarse:
            yield from distances(text)
        for found in _DOTTED.finditer(text):
            if re.sub(r"[^\w]", "", found[0]) in self.people.initials:
                yield found.start(), found.end(), WITHHELD

    def _name(self, text: str, start: int, end: int, called: str) -> Edit:
        """With the initials and honorifics around it. Where the text says what he is right there, it stays."""
        if found := _BEFORE.search(text[max(0, start - 12) : start]):
            start -= len(found[0])
        if found := _AFTER.match(text[end : end + 12]):
            end += len(found[0])
        while found := re.search(r"([^\W\d_]+)\.?[ \xa0]$", text[max(0, start - 14) : start]):
            if found[1] not in self._profile.honorifics:
                break
            start -= len(found[0])
        around = f"{text[max(0, start - 25) : start]} {text[end : end + 25]}".lower()
        told = called in re.findall(r"\w+", around)
        return start, end, f"[a {called}]" if called and not told else WITHHELD

    def _private_words(self, text: str, safe: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Words of private names that stand alone, in whatever form."""
        forms = self.people.forms
        if not forms:
            return
        common = word_set("common_words", "words")
        held: tuple[int, int] | None = None
        for found in WORD.finditer(text):
            word = found[0]
            if key(word) not in forms or word.lower() in particles():
                continue
            if word.islower() and (word in common or len(word) < 4):
                continue
            if word.lower() in common and not word[0].isupper():
                continue
            if word.lower() in word_set("common_words", "openers"):
                continue
            if any(start < found.end() and found.start() < end for start, end in safe):
                continue
            if held and _WORDS_BETWEEN.fullmatch(text, held[1], found.start()):
                held = held[0], found.end()
                continue
            if held:
                yield held
            held = found.start(), found.end()
        if held:
            yield held

    def _places_in(self, text: str) -> Iterator[Edit]:
        if not self._coarse:
            return
        words = [(found.start(), found.end(), key(found[0])) for found in WORD.finditer(text)]
        for number, (start, end, spelled) in enumerate(words):
            for name in self._firsts.get(spelled, ()):
                if tuple(one for _, _, one in words[number : number + len(name)]) == name:
                    yield start, words[number + len(name) - 1][1], f"[{self._coarse[name]}]"
                    break
            else:
                if stem := self._stem(spelled):
                    yield start, end, f"[{self._coarse[stem]}]"

    def _stem(self, spelled: str) -> tuple[str, ...] | None:
        """ "Robotynians": a longer word that begins with the whole name."""
        for length in range(len(spelled) - 1, _LAST, -1):
            if (spelled[:length],) in self._coarse:
                return (spelled[:length],)
        return None


def merged(edits: Iterable[Edit]) -> list[Edit]:
    """In order, those that overlap made one: the one that is longest says what stands there."""
    made: list[Edit] = []
    sizes: list[int] = []
    for start, end, instead in sorted(edits, key=lambda one: (one[0], -one[1], one[2])):
        if made and start < made[-1][1]:
            left, right, before = made[-1]
            longer = end - start > sizes[-1]
            made[-1] = (left, max(right, end), instead if longer else before)
            sizes[-1] = max(sizes[-1], end - start)
        elif end > start:
            made.append((start, end, instead))
            sizes.append(end - start)
    return made


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with these edits, which are in order and do not overlap."""
    pieces, at = [], 0
    for start, end, instead in edits:
        pieces += [text[at:start], instead]
        at = end
    return "".join((*pieces, text[at:]))


class Passages:
    """Only these stretches of a text, redacted, and where each old offset of them is now.

    `text` has them in their order, with a line `[…]` between them.
    """

    GAP = "\n[…]\n"

    def __init__(self, text: str, spans: Iterable[tuple[int, int]], edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._starts: list[int] = []
        self._pieces: list[tuple[int, int, int]] = []  # start and end in the old text, start in the new one
        made, at = [], 0
        for start, end in self._whole(spans):
            inside = [(a - start, b - start, c) for a, b, c in edits if start <= a and b <= end]
            piece = applied(text[start:end], inside)
            self._starts.append(start)
            self._pieces.append((start, end, at))
            made.append(piece)
            at += len(piece) + len(self.GAP)
        self.text = self.GAP.join(made)

    def _whole(self, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        """Widened to whole edits, and joined where they touch."""
        wide = sorted(self._widened(start, end) for start, end in spans if end > start)
        made: list[tuple[int, int]] = []
        for start, end in wide:
            if made and start <= made[-1][1] + 1:
                made[-1] = made[-1][0], max(made[-1][1], end)
            else:
                made.append((start, end))
        return made

    def _widened(self, start: int, end: int) -> tuple[int, int]:
        for left, right, _ in self._edits:
            if left < end and start < right:
                start, end = min(start, left), max(end, right)
        return start, end

    def at(self, start: int, end: int) -> tuple[int, int]:
        """Where the old stretch is now, whole edits taken in. It must lie in one of the spans, unless it is empty."""
        empty = start == end  # of no words, as some readings had them: it is nowhere, and stays beside a passage
        start, end = (start, end) if empty else self._widened(start, end)
        left, right, new = self._pieces[max(0, bisect_right(self._starts, start) - 1)]
        if empty:
            start = end = left if start < right else right
        if not (left <= start and end <= right):
            raise ValueError(f"no passage holds {start}..{end}")
        return new + self._moved(left, start), new + self._moved(left, end)

    def _moved(self, left: int, offset: int) -> int:
        grown = sum(len(c) - (b - a) for a, b, c in self._edits if left <= a and b <= offset)
        return offset - left + grown

    def touched(self, start: int, end: int) -> bool:
        """Was anything taken out of this stretch?"""
        return any(left < end and start < right for left, right, _ in self._edits)
