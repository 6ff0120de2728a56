"""The keys that a text is found by: reports that share one are worth comparing.

MinHash (A. Broder, "On the resemblance and containment of documents", 1997) of runs of three words, cut into bands of
three hashes (P. Indyk and R. Motwani, "Approximate nearest neighbors", 1998; J. Leskovec, A. Rajaraman and J. Ullman,
"Mining of Massive Datasets", chapter 3). Two texts that have the share s of their runs in common have one of b bands
in common with the chance 1 - (1 - s³)^b. The text as a whole finds what was edited throughout; each of its sentences
finds texts that hold only a part of it; each quotation finds who else quotes it.

The signatures come from rensa, with a fixed seed: the same on every machine, as long as its algorithm keeps its
version. `VERSION` names both; keys of another version find nothing, and an index of them has to be built anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import groupby

from claimline.model.story import StoryReport
from claimline.weighing.stories.config import DEFAULT
from claimline.weighing.stories.credits import credits_of, outlet_id
from claimline.weighing.stories.days import days_before
from claimline.weighing.stories.page import RUN, Page, Word, grams, page_of

VERSION = "1-rensa2"
_SEED = 1997
_ROWS = 3
_WHOLE, _SENTENCE, _QUOTATION = 12, 3, 2  # bands
_LONG_ENOUGH = 8  # words of a sentence that has keys of its own
_NAMES = 8
_NAME = "@"


def bands(text: str) -> tuple[str, ...]:
    """The keys of a text, sorted, each 16 hexadecimal digits: 12 and 3 more a sentence. Pure."""
    page = page_of(text)
    sets = [(kind, count, runs) for kind, count, runs in _runs(page) if runs]
    found: set[str] = set()
    for (kind, count, _), hashes in zip(sets, _signatures([runs for _, _, runs in sets]), strict=True):
        for band in range(count):
            found.add(_key(kind, band, *hashes[band * _ROWS : (band + 1) * _ROWS]))
    return tuple(sorted(found))


def keys(report: StoryReport) -> tuple[str, ...]:
    """`bands` of its text, and keys by which a report that names its outlet finds that outlet's report.

    These hold the outlet, a name in the report and the day; a report that names an outlet has them for the three days
    before too.
    """
    own = outlet_id(report.outlet)
    named = _names(page_of(report.text))
    found = {_key("outlet", own, report.known, name) for name in named} if own else set()
    for credit in credits_of(report):
        for day in days_before(report.known, DEFAULT.credit_days):
            found |= {_key("outlet", credit, day, name) for name in named}
    return tuple(sorted(found | set(bands(report.text))))


def _runs(page: Page) -> Iterator[tuple[str, int, list[str]]]:
    forms = _masked(page.words)
    yield "text", _WHOLE, grams(forms, RUN) or ([" ".join(forms)] if forms else [])
    if len(page.sentences) > 1:
        for sentence in page.sentences:
            if len(sentence) >= _LONG_ENOUGH:
                yield "sentence", _SENTENCE, grams(_masked(page.words[sentence.start : sentence.stop]), RUN)
    for quoted, run in groupby(page.words, key=lambda word: word.quoted):
        if quoted:
            yield "quotation", _QUOTATION, grams(_masked(list(run)), RUN)


def _masked(words: Sequence[Word]) -> list[str]:
    """The words, with one sign for names in a row: who is named must not decide what is found."""
    return [
        _NAME if word.name else word.form
        for at, word in enumerate(words)
        if not (word.name and at and words[at - 1].name)
    ]


def _signatures(sets: Sequence[list[str]]) -> list[list[int]]:
    from rensa import RMinHash

    return RMinHash.digests_from_token_sets(sets, _WHOLE * _ROWS, _SEED) if sets else []


def _names(page: Page) -> list[str]:
    """The first names in a text, which tell what it is about."""
    return list(dict.fromkeys(word.form for word in page.words if word.name))[:_NAMES]


def _key(*parts: object) -> str:
    told = "\x1f".join(map(str, (VERSION, *parts)))
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()
