"""What `claimline explain` prints: the claim, its values, its speaker and its places, for people or as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TextIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from claimline.cli.explain import Reread
from claimline.cli.ledger_pages import fact_grid, in_context, judged_lines, page
from claimline.ledger import Review
from claimline.model import Candidate, Claim, Reason, Resolution, Span
from claimline.model.record import claim_record
from claimline.publishing.explain import PlaceWhy, Why, candidate_words, explain, explanation_record
from claimline.publishing.voices import SaidBy, said_by, voices_record
from claimline.publishing.words import OWN_VOICE, quote, visible

_LONG = 70  # characters of a quotation


def explanation_json(found: Reread, review: Review | None = None) -> str:
    """`{id, claim, values, places, voices, review}`: `claim` as it is read today, null where it is not found any more.

    `review`: what people decided about it, null where nobody did.
    """
    from claimline.publishing.jsonl import dumps

    claim, text = found.claim, found.claim.report.text
    explained = explanation_record(claim, found.resolution)
    for place, record in zip(claim.places, explained["places"], strict=True):
        record["words"] = {"start": place.place.span.start, "end": place.place.span.end, "text": place.place.text}
    return dumps(
        {
            "id": found.kept.id,
            "claim": claim_record(claim) if found.resolution else None,
            **explained,
            "voices": voices_record(claim, found.resolution),
            "review": asdict(review) if review and review.judgement else None,
            "report": {"id": claim.report.id, "hash": f"sha256:{claim.report.text_hash}", "length": len(text)},
        }
    )


def explanation_page(found: Reread, out: TextIO, judged: Sequence[str] = ()) -> None:
    """judged: lines on what people decided about the claim."""
    claim, resolution = found.claim, found.resolution
    explained = explain(claim, resolution)
    with page(out) as console:
        head = Text.assemble(("claim ", "dim"), (claim.id, "cyan"), "  ", (claim.kind, "bold cyan"))
        console.print(head)
        console.print(in_context(claim))
        console.print()
        console.print(_values(explained.values, claim.report.text))
        _speaker(claim, resolution, console)
        for place, why in zip(claim.places, explained.places, strict=True):
            console.print()
            console.print(_place_head(place.place.span, why))
            console.print(_candidates(why))
        judged_lines(judged, console)


def _values(values: tuple[Why, ...], text: str) -> Table:
    """One line for each piece of words behind a value: slot, value, words, offsets, rules."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for head in ("slot", "value", "words", "characters", "read by"):
        table.add_column(head, overflow="fold", no_wrap=head in ("slot", "characters"))
    for why in values:
        slot, value = why.slot, why.value
        for span, rules in _by_words(why):
            said = ", ".join(rules) if rules else f"({why.unsaid})"
            table.add_row(
                Text(visible(slot), "dim"),
                Text(value),
                Text(f"“{quote(span, text, _LONG)}”" if span else "", "italic"),
                _characters(span),
                Text(said, "" if rules else "dim"),
            )
            slot = value = ""
    return table


def _by_words(why: Why) -> Iterator[tuple[Span | None, list[str]]]:
    """The rules of a value by the words that they read, the value's own words first."""
    groups: dict[Span | None, list[str]] = {why.span: []} if why.span else {}
    for reason in why.because:
        groups.setdefault(_words_of(reason, why), []).append(reason.rule)
    yield from (groups or {None: []}).items()


def _words_of(reason: Reason, why: Why) -> Span | None:
    return reason.span or why.span


def _characters(span: Span | None) -> str:
    return f"{span.start}–{span.end}" if span else ""


def _speaker(claim: Claim, resolution: Resolution | None, console: Console) -> None:
    """How the speaker was found: the words at the cue, whom they stand for, and who passed it on."""
    text = claim.report.text
    console.print()
    console.print(Text("speaker", "bold"))
    lines = fact_grid()
    chain = " › ".join(visible(name) for name in claim.chain)
    lines.add_row("  chain", Text(chain or OWN_VOICE))
    for number, step in enumerate(said_by(claim, resolution) if resolution else ()):
        for label, words in _step_lines(step, text):
            lines.add_row(f"  {label if number == 0 or label != 'said by' else 'inside'}", words)
    console.print(lines)


def _step_lines(step: SaidBy, text: str) -> Iterator[tuple[str, Text]]:
    by = f"  by {step.rule}" if step.rule else ""
    cue = f", cue {_quoted(step.cue, text)}" if step.cue else ""
    yield "said by", Text(f"{_quoted(step.source, text) if step.source else 'nobody who is named'}{cue}{by}")
    if step.speaker:
        yield "who is", Text(f"{_quoted(step.speaker, text)}, the fullest mention of the same speaker")
    if step.elsewhere:
        yield "also", Text(", ".join(_quoted(span, text) for span in step.elsewhere))
    if step.via:
        yield "via", Text(", ".join(_quoted(span, text) for span in step.via))


def _quoted(span: Span, text: str) -> str:
    return f"“{quote(span, text, _LONG)}” {_characters(span)}"


def _place_head(span: Span, why: PlaceWhy) -> Text:
    head = Text.assemble(("place", "bold"), f" “{why.text}” {_characters(span)}")
    if why.chosen is None:
        count = len(why.lost)
        head.append(": unresolved, " + (f"none of {count} candidates was sure enough" if count else "no candidate"))
    elif why.rung:
        head.append(f", found by {why.rung}")
    return head


def _candidates(why: PlaceWhy) -> Table:
    """All that were weighed, the chosen one first, each with the parts that add up to its score."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for justify in ("left", "right", "left", "right", "left"):
        table.add_column(justify=justify, overflow="fold")
    for candidate, mark in [*((c, "chosen") for c in (why.chosen,) if c), *((c, "lost") for c in why.lost)]:
        style = "green" if mark == "chosen" else "dim"
        table.add_row(f"  {mark}", f"{candidate.score:.2f}", Text(candidate_words(candidate), style))
        for name, value, reason in _parts(candidate):
            table.add_row("", Text(value, "dim"), Text.assemble("  ", name, (f"  {reason}" if reason else "", "dim")))
    return table


def _parts(candidate: Candidate) -> Iterator[tuple[str, str, str]]:
    yield from ((visible(part.name), f"{part.value:+.2f}", visible(part.why)) for part in candidate.parts)
