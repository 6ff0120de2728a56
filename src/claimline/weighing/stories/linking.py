"""Which of two reports has its text from the other, and why.

Rules, in words, are in docs/stories.md. `link` looks at two reports at a time and at nothing else, so that neither the
order of arrival nor what else is in the ledger makes a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimline.model import Part
from claimline.model.story import Relation, StoryLink, StoryReport
from claimline.weighing.stories.alignment import Alignment, align, changes
from claimline.weighing.stories.config import DEFAULT, StoriesConfig
from claimline.weighing.stories.credits import credits_of, outlet_id
from claimline.weighing.stories.days import days_between
from claimline.weighing.stories.page import Page, grams, page_of

_FEW_LETTERS = 4  # words with no more are left out where content is compared


def link(
    report: StoryReport, candidates: Iterable[StoryReport], config: StoriesConfig = DEFAULT
) -> tuple[StoryLink, ...]:
    """Links of `report` with those candidates that share text with it, whichever of the two came first.

    At most one link a pair; sorted. The same pair gives the same link from either side.
    """
    found = []
    for other in {one.ref: one for one in candidates if one.ref != report.ref}.values():
        earlier, later = sorted((report, other), key=order)
        found += list(_between(later, earlier, config))
    return tuple(sorted(found, key=lambda one: (one.later, one.earlier)))


def order(report: StoryReport) -> tuple[str, bool, str]:
    """Which report comes first: by its day; on one day, one that credits nobody before one that does; then by ref."""
    return report.known[:10], bool(credits_of(report)), report.ref


def _between(later: StoryReport, earlier: StoryReport, config: StoriesConfig) -> Iterator[StoryLink]:
    new, old = page_of(later.text), page_of(earlier.text)
    if not new.words or not old.words:
        return
    found = align(new, old, config)
    days = days_between(later.known, earlier.known)
    series = bool(days) and later.outlet is not None and later.outlet == earlier.outlet
    relation = _copied(found, days, series, config)
    credit = outlet_id(earlier.outlet) in credits_of(later)
    shared = _same_quotation(new, old, config)
    if relation:
        parts = _parts(found, days, later, earlier)
        named = (Part("credit", 1.0, f"names {earlier.outlet}"),) if credit else ()
        yield _link(later, earlier, relation, found, (*parts, *named))
    elif credit and days <= config.credit_days and (told := _told(new, old)) >= config.credit_words:
        why = f"names {earlier.outlet}, whose report has {told:.0%} of its words of content"
        yield _link(later, earlier, "credit", found, (Part("credit", 1.0, why), Part("content", round(told, 3))))
    elif shared:
        why = f"the same {len(shared.split())} words in quotation marks: {shared}"
        yield _link(later, earlier, "quotation", found, (Part("quotation", float(len(shared.split())), why),))


def _copied(found: Alignment, days: int, series: bool, config: StoriesConfig) -> Relation | None:
    """Is the later text taken from the earlier one? None where it is not, or only its formula is.

    series: both are of one outlet on different days. What these share is a formula, unless it is nearly all of either.
    """
    least, most = sorted((found.share, found.of_earlier))
    unchanged = not found.facts.other_numbers and not found.facts.other_names
    same = least >= config.same and found.all_words >= config.same and unchanged
    if same and (found.words >= config.tiny or days <= config.short_days):
        return "copy"
    if found.at_foot or _formula(found, days, config) or (series and most < config.same):
        return None
    if least >= config.whole or most >= config.same:
        alike = least >= config.short_share or (most >= config.all_of_it and found.words >= config.passage)
        if found.words >= config.short:
            return "edited" if days <= config.days else None
        return "edited" if alike and days <= config.short_days else None
    part = most >= config.part and found.passage >= config.passage and found.words >= config.tiny
    return "edited" if days <= config.days and (part or found.passage >= config.long_passage) else None


def _formula(found: Alignment, days: int, config: StoriesConfig) -> bool:
    """The same words about something else: other names in the places of those, or other numbers on another day.

    Where most of the later text stands in the earlier one, all of them count; otherwise those of matching sentences.
    """
    facts = found.facts
    whole = found.share >= config.most
    names = max(facts.other_names, facts.swapped_names if whole else 0)
    numbers = max(facts.other_numbers, facts.swapped_numbers if whole else 0)
    if days:
        return names + numbers > found.words // config.per_change
    return names > found.words // config.per_name or numbers > max(1, found.words // config.per_number)


def _link(
    later: StoryReport, earlier: StoryReport, relation: Relation, found: Alignment, parts: tuple[Part, ...]
) -> StoryLink:
    shares = round(found.share, 4), round(found.of_earlier, 4)
    return StoryLink(later.ref, earlier.ref, relation, shares[0], parts, shares[1], found.kept)


def _parts(found: Alignment, days: int, later: StoryReport, earlier: StoryReport) -> tuple[Part, ...]:
    """The reasons of a copy, with what was changed."""
    facts = found.facts
    parts = [
        Part("kept", round(found.share, 3), f"{found.words} of its own words stand in the earlier report"),
        Part("of the earlier", round(found.of_earlier, 3), "so much of the earlier report's own words stands here"),
        Part("names", float(-facts.other_names), f"{facts.same_names} the same in matching sentences"),
        Part("numbers", float(-facts.other_numbers), f"{facts.same_numbers} the same in matching sentences"),
        Part("days apart", float(days)),
    ]
    told = changes(earlier.text, later.text)
    for name in ("added", "dropped", "changed"):
        count = sum(change.kind == name for change in told)
        if count:
            parts.append(Part(f"sentences {name}", float(count)))
    for name in ("numbers", "attribution"):
        altered = [pair for change in told if getattr(change, name) for pair in change.words]
        if altered:
            shown = "; ".join(f"{was or '–'} → {now or '–'}" for was, now in altered[:3])
            parts.append(Part(f"{name} changed", float(len(altered)), shown))
    return tuple(parts)


def _same_quotation(new: Page, old: Page, config: StoriesConfig) -> str:
    """The longest run of words in quotation marks that both have, "" where it is too short."""
    best: list[str] = []
    for mine in new.quotations:
        for theirs in old.quotations:
            if set(grams(mine, config.quotation)) & set(grams(theirs, config.quotation)):
                best = max(best, _longest_run(mine, theirs), key=len)
    return " ".join(best)


def _longest_run(mine: tuple[str, ...], theirs: tuple[str, ...]) -> list[str]:
    from difflib import SequenceMatcher

    match = SequenceMatcher(None, mine, theirs, autojunk=False).find_longest_match()
    return list(mine[match.a : match.a + match.size])


def _told(new: Page, old: Page) -> float:
    """The share of the later text's words of content that the earlier one has: names, numbers, longer words."""
    mine = {w.form for w in new.words if w.number or w.name or len(w.form) > _FEW_LETTERS}
    return len(mine & {w.form for w in old.words}) / (len(mine) or 1)
