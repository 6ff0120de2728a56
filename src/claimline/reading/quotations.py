"""Words that a report sets off as somebody's own.

Marked quotations stand in quotation marks of any kind; unmarked ones are paragraphs that follow a line such as
"He said:" and run on until the report's own voice comes back. Quotations never overlap; marks inside a quotation
are part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claimline.model import Span

_PAIRS = {"“": "”“", "„": "“”", "«": "»", "‹": "›", '"': '"', "‘": "’", "'": "'", "”": "”", "»": "«"}
_MOST_MARKS = 300  # that a closing one is looked for among: apostrophes count too
_MARK = re.compile(r"''|``|[“”„«»‹›\"‘’']")
_LINE = re.compile(r"[^\n]+")
_INTRODUCES = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|told|tells?|declare[ds]?|wr(?:ote|ites?)|reads?|add(?:s|ed)|stat(?:es?|ed|ement)|"
    r"explain(?:s|ed)|announce[ds]?|replie[ds]|answer(?:s|ed)|post(?:s|ed)|insist(?:s|ed)|warn(?:s|ed)|"
    r"recount(?:s|ed)|went on|quote|words|continue[ds]|message|verbatim)\b[^.!?\n]{0,120}:\s*$",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us|I|[Mm]y|me|[Yy]ou|[Yy]our)\b(?!\.S)")
_THIRD_PARTY = re.compile(
    r"\b(?:said|says?|told|according to|announced|declared|denie[ds]|reported(?:ly)?|accused|stated|claim(?:s|ed)|"
    r"rejected|wrote|added|estimated?|confirmed|insist(?:s|ed)|warned|agreed|called for|spokes\w+)\b",
    re.IGNORECASE,
)
_BACK_TO_REPORT = re.compile(
    r"(?:It|This|That|The \w+(?: \w+)?) (?:comes?|came|follow(?:s|ed))\b|Such a"
    r"|(?:His|Her|Their|The) (?:claim|remark|statement|word|comment|account)s?\b"
    r"|(?:More|Share|Read|See|Editing|Reporting|Photo|Source|Related)\b|\d{1,2}[.:]\d\d\b|[A-Z]{3,}:"
)
_LONGEST = 40  # words; paragraphs of speech are short
_MOST = 6  # paragraphs


@dataclass(frozen=True, slots=True)
class Quotation:
    """`outer` is the span with its marks, `inner` the words alone; the same span for an unmarked quotation.

    `follows` is true where it goes on from the quotation before it (a further paragraph of the same speech).
    """

    outer: Span
    inner: Span
    marked: bool = True
    follows: bool = False

    def words(self, text: str) -> int:
        return len(self.inner.of(text).split())


def find_quotations(text: str, sentences: Sequence[Span] = ()) -> tuple[Quotation, ...]:
    """The quotations of a text in order. `sentences` are not needed; they are taken for symmetry of the stages."""
    lines = (Span(m.start(), m.end()).trimmed(text) for m in _LINE.finditer(text))
    paragraphs = [line for line in lines if len(line)]
    found: list[Quotation] = []
    unclosed = ""
    for index, paragraph in enumerate(paragraphs):
        for quotation, opener, closed in _in_paragraph(text, paragraph):
            follows = bool(unclosed) and opener == unclosed and quotation.outer.start == paragraph.start
            unclosed = "" if closed else opener
            if follows or closed or _speech_like(text, quotation, paragraphs, index):
                found.append(Quotation(quotation.outer, quotation.inner, True, follows))
        if unclosed and not text.startswith(unclosed, paragraph.start) and not found:
            unclosed = ""
    return tuple(sorted([*found, *_unmarked(text, paragraphs, found)], key=lambda q: q.outer.start))


def _speech_like(text: str, quotation: Quotation, paragraphs: list[Span], index: int) -> bool:
    """An opening mark without a closing one: believed when words follow it, and when the mark is no apostrophe."""
    opener = text[quotation.outer.start]
    if quotation.words(text) < 3:
        return False
    if opener in "'‘":
        return False
    after = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    return (
        opener != '"'
        or (after is not None and text[after.start] == opener)
        or quotation.outer.start == paragraphs[index].start
    )


def _in_paragraph(text: str, paragraph: Span) -> Iterator[tuple[Quotation, str, bool]]:
    marks = list(_MARK.finditer(text, paragraph.start, paragraph.end))
    at = 0
    while at < len(marks):
        mark = marks[at]
        opener = mark[0]
        if not _opens(text, mark, paragraph):
            at += 1
            continue
        close = _closing(text, marks, at, paragraph)
        if close is None:
            inner = Span(mark.end(), paragraph.end).trimmed(text)
            if opener not in "'‘":
                yield Quotation(Span(mark.start(), inner.end), inner), opener, False
                return
            at += 1
            continue
        end = marks[close]
        inner = Span(mark.end(), end.start()).trimmed(text)
        if len(inner):
            yield Quotation(Span(mark.start(), end.end()), inner), opener, True
        at = close + 1


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    if mark[0] in "“„«‹``":
        return True
    if mark[0] == "‘":
        return not before.isalnum()
    if mark[0] in ('"', "''"):
        return not after.isspace() and not before.isalnum()
    if mark[0] == "'":
        return (
            (before.isspace() or before in "(—–-[:")
            and (after.isalnum() or after in "[…")
            and not _elision(text, mark.end())
        )
    return False


def _elision(text: str, at: int) -> bool:
    return bool(re.match(r"\d0s|tis\b|twas\b|em\b|cause\b|n\b", text[at : at + 6]))


def _closing(text: str, marks: list[re.Match[str]], at: int, paragraph: Span) -> int | None:
    """The index of the mark that closes `marks[at]`."""
    opener = marks[at][0]
    closers = {"``": ("''", "``"), "''": ("''",)}.get(opener) or tuple(_PAIRS[opener])
    single = opener in "'‘"
    best = None
    for k in range(at + 1, min(len(marks), at + _MOST_MARKS)):
        mark = marks[k]
        if opener == mark[0] and opener in "“„«" and opener not in closers:
            return best
        if mark[0] not in closers:
            continue
        if not single:
            if opener == "“" and mark[0] == "“" and _opens_again(text, mark, paragraph):
                return best
            if opener == '"' and k > at + 1 and _surely_opens(text, mark, paragraph):
                continue
            return k
        ending = _closes_single(text, mark, paragraph)
        if ending == "sure":
            return k
        if ending == "maybe" and best is None:
            best = k
    return best


def _opens_again(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    before = text[mark.start() - 1]
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    return before.isspace() and not after.isspace()


def _surely_opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """A straight mark between a space and a letter cannot close what lies before it."""
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    return text[mark.start() - 1].isspace() and after.isalnum()


def _closes_single(text: str, mark: re.Match[str], paragraph: Span) -> str:
    before = text[mark.start() - 1]
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    if after.isalnum() or before.isspace():
        return "no"
    if before in ".,!?…;:":
        return "sure"
    if before == "s" and after == " ":
        return "maybe"  # "the soldiers' families"
    return "sure"


def _unmarked(text: str, paragraphs: list[Span], marked: list[Quotation]) -> Iterator[Quotation]:
    """Speech introduced by "He said:" at the end of a line, one quotation a paragraph."""
    starts = {q.outer.start for q in marked}
    for index, paragraph in enumerate(paragraphs):
        if text[paragraph.end - 1] != ":" or not _INTRODUCES.search(
            text[max(paragraph.start, paragraph.end - 220) : paragraph.end]
        ):
            continue
        for n, said in enumerate(paragraphs[index + 1 : index + 1 + _MOST]):
            if said.start in starts or not _goes_on_speaking(text, said, n):
                break
            yield Quotation(said, said, False, n > 0)


def _goes_on_speaking(text: str, paragraph: Span, n: int) -> bool:
    """Is paragraph `n` after "He said:" still speech? Weighs signs for the speaker against those for the report."""
    words = paragraph.of(text)
    count = len(words.split())
    if words[0] in "•*-–—" or words.endswith(":") or _BACK_TO_REPORT.match(words):
        return False
    personal = bool(_FIRST_PERSON.search(words))
    third = bool(_THIRD_PARTY.search(words)) and not personal
    if n == 0:
        return personal or not (count > 2 * _LONGEST or (third and count > _LONGEST))
    if words[-1] not in ".!?…”\"'’":
        return False
    score = 3 * personal + (count <= 25) - 3 * third - 3 * (count > _LONGEST) - ("“" in words or '"' in words) - (n > 3)
    return score > 0
