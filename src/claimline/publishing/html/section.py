"""A report on the page: its head, its text with the highlights, its claims."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from claimline.model import Claim, Report
from claimline.publishing.formats import Item
from claimline.publishing.html.card import card
from claimline.publishing.html.clean import clean, tone
from claimline.publishing.html.highlight import marked_text
from claimline.publishing.words import plural, visible

__all__ = ["clean", "contents", "section"]

_WEB = re.compile(r"https?://[^\s\"'<>]+", re.IGNORECASE)
_FIRST_WORDS = 70  # characters that stand for a missing title
_LEGEND = (
    ("own", "in the outlet’s own voice"),
    ("said", "said by someone else"),
    ("neg", "negated or denied"),
    ("unsure", "not certain, or not yet"),
)


def contents(items: Sequence[Item]) -> str:
    """The table of contents."""
    lines = [
        f'<li><a href="#r{number}"><bdi>{_esc(_headline(item.report))}</bdi></a>'
        f" <span>{_from(item.report)} · {plural(len(item.claims), 'claim')}</span></li>"
        for number, item in enumerate(items, 1)
    ]
    total = plural(sum(len(item.claims) for item in items), "claim")
    return (
        f'<header class="page"><p class="brand">Claimline</p><h1>{total} in {plural(len(items), "report")}</h1>\n'
        f'<nav aria-label="Reports"><ol>\n{chr(10).join(lines)}\n</ol></nav></header>\n'
    )


def section(anchor: str, item: Item, *, explain: bool, alone: bool) -> str:
    """One report. `alone`: its head is the head of the page."""
    cards = "".join(
        card(f"{anchor}-{number}", number, claim, item.resolution if explain else None, explain=explain)
        for number, claim in enumerate(item.claims, 1)
    )
    claims = f'<ol class="claims" aria-label="Claims">\n{cards}</ol>' if cards else _nothing(item)
    legend = _legend(item.claims)
    return (
        f'<section class="report" id="{anchor}" aria-labelledby="{anchor}-title">\n'
        f"{_head(anchor, item, 'h1' if alone else 'h2')}{legend}"
        f'<div class="columns">\n<article class="text" aria-label="Text of the report">\n'
        f"{marked_text(anchor, item.report.text, item.claims)}\n</article>\n{claims}\n</div>\n</section>\n"
    )


def _head(anchor: str, item: Item, tag: str) -> str:
    report, claims = item.report, item.claims
    speakers = {claim.speaker.name for claim in claims if claim.speaker}
    facts = [plural(len(claims), "claim")]
    if speakers:
        facts.append(plural(len(speakers), "speaker"))
    unresolved = {p.place.span for claim in claims for p in claim.places if not p.place.resolved}
    if unresolved:
        facts.append(f"{plural(len(unresolved), 'place')} unresolved")
    origin = ", ".join(claims[0].origin) if claims else ""
    if origin:
        facts.append(f"taken from <bdi>{_esc(origin)}</bdi>")
    return (
        f'<header class="head"><p class="from">{_from(report)}</p>\n'
        f'<{tag} id="{anchor}-title"><bdi>{_esc(_headline(report))}</bdi></{tag}>\n'
        f'<p class="facts">{" · ".join(facts)}{_link(report)}</p></header>\n'
    )


def _from(report: Report) -> str:
    day = report.published
    when = f'<time datetime="{day.isoformat()}">{day.isoformat()}</time>' if day else "no date given"
    return f"<bdi>{_esc(report.outlet or 'no outlet given')}</bdi> · {when}"


def _headline(report: Report) -> str:
    """The title, else the first words: an id says nothing to a reader."""
    first = visible(report.text[:_FIRST_WORDS])
    return visible(report.title or "") or (f"{first}…" if len(report.text) > _FIRST_WORDS else first) or report.id


def _link(report: Report) -> str:
    """A link to the report where it was published, for web addresses only."""
    if not report.url or not _WEB.fullmatch(report.url):
        return ""
    return f' · <a href="{_esc(report.url)}" rel="noopener noreferrer">the report as published</a>'


def _legend(claims: Sequence[Claim]) -> str:
    """Only the marks that this report has."""
    used = {word for claim in claims for word in tone(claim).split()}
    parts = [f'<li><span class="swatch {name}">Aa</span> {words}</li>' for name, words in _LEGEND if name in used]
    return f'<ul class="legend" aria-label="What the marks mean">{"".join(parts)}</ul>\n' if parts else ""


def _nothing(item: Item) -> str:
    language = item.report.language
    if item.resolution is None and language not in (None, "en"):
        return f'<p class="none">Not read: the language is {_esc(language or "")}, and only English is read.</p>'
    return '<p class="none">No claim was found in this report.</p>'


def _esc(text: str) -> str:
    return escape(clean(text))
