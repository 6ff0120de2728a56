"""A claim on the page: kind, who says so, the words, and each value tied to the characters that it came from."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from claimline.model import Candidate, Claim, ClaimPlace, Party, Resolution, Span
from claimline.publishing.explain import PlaceWhy, Why, candidate_words, explain, score_words
from claimline.publishing.html.clean import clean, tone
from claimline.publishing.words import (
    OWN_VOICE,
    marks,
    party_words,
    passed_on,
    place_parts,
    quantity_words,
    quote,
    time_words,
)

_ORDINARY = ("asserted", "claimed")  # marks that need no emphasis


def card(anchor: str, number: int, claim: Claim, resolution: Resolution | None, *, explain: bool) -> str:
    """`anchor` is the card's id; `<anchor>-text` that of the number in the text."""
    text = claim.report.text
    facts = "".join(f"<div><dt>{label}</dt><dd>{value}</dd></div>" for label, value in _facts(claim))
    return (
        f'<li class="claim {tone(claim)}" id="{anchor}" data-n="{number}">\n'
        f'<p class="top"><a class="num" href="#{anchor}-text" aria-label="Claim {number}, to its words">{number}</a>'
        f' <span class="kind">{_esc(claim.kind.replace(".", " · "))}</span> <span class="marks">{_marks(claim)}</span>'
        '<button type="button" class="close" aria-label="Close">×</button></p>\n'
        f'<p class="who">{_who(claim)}</p>\n'
        f'<blockquote dir="auto">{_esc(quote(claim.evidence[0], text))}</blockquote>\n'
        f"{f'<dl>{facts}</dl>' if facts else ''}{_explained(claim, resolution) if explain else ''}</li>\n"
    )


def _esc(text: str) -> str:
    return escape(clean(text))


def _value(words: str, span: Span) -> str:
    """Words tied to their characters: the script marks these when somebody points at the value."""
    return f'<span class="value" data-s="{span.start}" data-e="{span.end}"><bdi>{_esc(words)}</bdi></span>'


def _marks(claim: Claim) -> str:
    return " ".join(f'<span class="{"" if m in _ORDINARY else "mark"}">{_esc(m)}</span>' for m in marks(claim))


def _who(claim: Claim) -> str:
    speaker = _party(claim.speaker) if claim.speaker else f'<span class="own-voice">{OWN_VOICE}</span>'
    cue = f' <span class="cue">“{_value(quote(claim.cue, claim.report.text), claim.cue)}”</span>' if claim.cue else ""
    chain = " › ".join(f"<bdi>{_esc(name)}</bdi>" for name in passed_on(claim))
    return f"<strong>{speaker}</strong>{cue}" + (f' <span class="chain">via {chain}</span>' if chain else "")


def _party(party: Party) -> str:
    return _value(party_words(party), party.span)


def _facts(claim: Claim) -> Iterator[tuple[str, str]]:
    """Label and value as HTML, only for what the claim has."""
    if claim.actor or claim.target:
        actor = _party(claim.actor) if claim.actor else '<span class="absent">not named</span>'
        yield "who", actor + (f' <span aria-label="to">→</span> {_party(claim.target)}' if claim.target else "")
    if claim.places:
        yield "where", "<br>".join(_place(place) for place in claim.places)
    if claim.time:
        anchored = claim.time.period.start or claim.time.period.end
        words = _value(time_words(claim.time, claim.report.text), claim.time.span)
        yield "when", words if anchored else f'<span class="open">{words}</span>'
    if claim.quantities:
        yield "how many", "<br>".join(_value(quantity_words(q), q.span) for q in claim.quantities)


def _place(claim_place: ClaimPlace) -> str:
    place = claim_place.place
    name, within, detail = place_parts(place)
    inside = f'<span class="within">, <bdi>{_esc(within)}</bdi></span>' if within else ""
    tag = f'<span class="precision{"" if place.resolved else " open"}">{_esc(detail)}</span>'
    return f"{claim_place.role} {_value(name, place.span)}{inside} {tag}"


def _explained(claim: Claim, resolution: Resolution | None) -> str:
    found = explain(claim, resolution)
    rows = "".join(_why(why, claim.report.text) for why in found.values)
    places = "".join(_place_why(place) for place in found.places)
    return (
        "<details><summary>Where each value comes from</summary>\n"
        f'<table><thead><tr><th scope="col">slot</th><th scope="col">value and its words</th>'
        f'<th scope="col">rule</th></tr></thead><tbody>{rows}</tbody></table>{places}</details>'
    )


def _why(why: Why, text: str) -> str:
    spans = sorted({r.span for r in why.because if r.span} | ({why.span} if why.span else set()))
    words = ", ".join(f"“{_value(quote(span, text, 60), span)}”" for span in spans)
    rules = ", ".join(f"<code>{_esc(r.rule)}</code>" for r in why.because) or f"<i>{why.unsaid}</i>"
    return (
        f'<tr><th scope="row">{_esc(why.slot)}</th><td><bdi>{_esc(why.value)}</bdi> '
        f'<span class="words">{words}</span></td><td>{rules}</td></tr>'
    )


def _place_why(place: PlaceWhy) -> str:
    head = f"“<bdi>{_esc(place.text)}</bdi>”"
    if place.chosen is None:
        head += " stays unresolved"
    else:
        rung = f", found by {_esc(place.rung)}" if place.rung else ""
        head += f" is {_candidate(place.chosen)}{rung}"
    lost = "".join(f"<li>{_candidate(candidate)}</li>" for candidate in place.lost)
    return f'<p class="lookup">{head}</p>' + (f'<p class="lost">These lost:</p><ul>{lost}</ul>' if lost else "")


def _candidate(candidate: Candidate) -> str:
    return f'<bdi>{_esc(candidate_words(candidate))}</bdi> <span class="score">{_esc(score_words(candidate))}</span>'
