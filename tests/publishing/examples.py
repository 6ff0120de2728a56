"""Two small reports with their claims, built by hand: what every format is tried on. The sentences are our own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from claimline.model import (
    Attribution,
    Candidate,
    Claim,
    ClaimPlace,
    ClaimTime,
    Link,
    Mention,
    Part,
    Party,
    Period,
    QuantityMention,
    ReaderInfo,
    Reading,
    Reason,
    Report,
    Resolution,
    ResolvedPlace,
    ResolvedTime,
    Span,
    TimeForm,
    TimeMention,
    Trigger,
)

READER = ReaderInfo("rules", "0.1.0")


@dataclass(frozen=True)
class Example:
    """What `ReadResult` looks like to a format."""

    report: Report
    resolution: Resolution | None
    claims: tuple[Claim, ...] = field(default=())


TEXT = """Shells hit market in Orikhiv
The governor, Ivan Koval, said that at least 12 people were killed on Monday when shells hit the market of Orikhiv.
The army denied that its troops had left Mala Tokmachka. A bridge near Nesterianka has been destroyed.
"""


def span(text: str, words: str, after: str = "") -> Span:
    start = text.index(words, text.index(after) if after else 0)
    return Span(start, start + len(words))


def candidate(id: str, name: str, within: str, score: float, lat: float = 47.5673, lon: float = 35.7858) -> Candidate:
    parts = (Part("stated region", score - 0.1, "Zaporizhzhia"), Part("population", 0.1))
    return Candidate(id, name, lat, lon, "settlement", "UA", within, 14000, score, parts)


def settlement(where: Span, text: str, *candidates: Candidate) -> ResolvedPlace:
    best = candidates[0]
    return ResolvedPlace(
        where, text, best.name, best.id, best.lat, best.lon, "settlement", 2.0, "exact", 0.9, candidates, "UA"
    )


def unresolved(where: Span, text: str) -> ResolvedPlace:
    return ResolvedPlace(where, text, text, None, None, None, "unresolved", None, None, 0.2)


def claim_of(report: Report, kind: str, *evidence: Span, **slots: object) -> Claim:
    """A claim of the outlet's own voice, with whatever slots are given."""
    plain = Claim(
        id=f"{kind}-{evidence[0].start}",
        report=report,
        origin=(),
        kind=kind,
        evidence=evidence,
        speaker=None,
        chain=(),
        cue=None,
        modality="asserted",
        polarity="positive",
        framing=None,
        background=False,
        stage=None,
        actor=None,
        target=None,
        places=(),
        time=None,
        quantities=(),
        confidence=0.75,
        reader=READER,
    )
    return replace(plain, **slots)  # type: ignore[arg-type]


def market() -> Example:
    """Four claims: overlapping propositions, a speaker, a denial, and a place that nobody knows."""
    report = Report(
        TEXT, title="Shells hit market in Orikhiv", outlet="Harbour Wire", published=date(2024, 5, 14), language="en",
        url="https://wire.example/1",
    )  # fmt: skip
    orikhiv = settlement(
        span(TEXT, "Orikhiv", "market of"),
        "Orikhiv",
        candidate("geonames:698829", "Orikhiv", "Polohy Raion, Zaporizhzhia Oblast", 0.9),
        candidate("geonames:111", "Orikhiv", "Lubny Raion, Poltava Oblast", 0.3, 50.1, 33.2),
    )
    tokmachka = settlement(
        span(TEXT, "Mala Tokmachka"),
        "Mala Tokmachka",
        candidate("geonames:702000", "Mala Tokmachka", "Polohy Raion", 0.8),
    )
    village = unresolved(span(TEXT, "Nesterianka"), "Nesterianka")
    governor = Party(span(TEXT, "Ivan Koval"), "Ivan Koval", "person", "ukraine", "governor", "party.name")
    army = Party(span(TEXT, "The army"), "army", "organisation", None, None, "party.common")
    cue, denied = span(TEXT, "said that"), span(TEXT, "denied that")
    toll = QuantityMention(
        span(TEXT, "at least 12"), 12, None, "people", "killed", span(TEXT, "people"), "number.least"
    )
    monday = span(TEXT, "on Monday")
    time = ClaimTime(monday, Period("2024-05-13", "2024-05-13", "day"))
    killed = span(TEXT, "at least 12 people were killed on Monday when shells hit the market of Orikhiv")
    shells = span(TEXT, "shells hit the market of Orikhiv")
    left = span(TEXT, "its troops had left Mala Tokmachka")
    bridge = span(TEXT, "A bridge near Nesterianka has been destroyed")
    claims = (
        claim_of(
            report, "casualties.killed", killed, cue, governor.span,
            speaker=governor, cue=cue, modality="claimed", places=(ClaimPlace(orikhiv, "at"),), time=time,
            quantities=(toll,), origin=("Coast Agency",), chain=("Harbour Wire", "Coast Agency"),
            reasons=(Reason("kind", "trigger.killed", span(TEXT, "were killed")), Reason("modality", "cue.say", cue)),
        ),
        claim_of(
            report, "attack.shelling", shells, cue, governor.span,
            speaker=governor, cue=cue, modality="claimed", places=(ClaimPlace(orikhiv, "at"),), time=time,
        ),
        claim_of(
            report, "withdrawal", left, denied, army.span,
            speaker=army, cue=denied, modality="claimed", polarity="negative", actor=army,
            places=(ClaimPlace(tokmachka, "from"),),
        ),
        claim_of(report, "damage", bridge, places=(ClaimPlace(village, "at"),), background=True),
    )  # fmt: skip
    return Example(report, _resolution(report, (orikhiv, tokmachka, village), (governor, army), toll, monday), claims)


def _resolution(
    report: Report, places: tuple[ResolvedPlace, ...], parties: tuple[Party, ...], toll: QuantityMention, day: Span
) -> Resolution:
    killed = span(TEXT, "at least 12 people were killed on Monday")
    timex = TimeMention(day, "DATE", TimeForm("fixed", "2024-05-13"), "time.weekday")
    reading = Reading(
        report=report,
        sentences=(Span(0, 28), span(TEXT, TEXT.splitlines()[1])),
        mentions=(Mention(parties[0].span, "person", 0.9, "mention.name"), Mention(places[0].span, "place")),
        attributions=(
            Attribution(
                (parties[0].span,), (span(TEXT, "said that"),), (killed,), "indirect", "say", rule="attribution.that"
            ),
        ),
        triggers=(
            Trigger(
                span(TEXT, "were killed"), "casualties.killed", killed, "claimed", attribution=0,
                links=(
                    Link("at", places[0].span, "link.in-clause"),
                    Link("time", day, "link.nearest"),
                    Link("saying_time", day, "link.saying"),
                ),
            ),
        ),
        times=(timex,),
        quantities=(toll,),
        reader=READER,
    )  # fmt: skip
    times = (ResolvedTime(timex, "2024-05-13", Period("2024-05-13", "2024-05-13", "day")),)
    return Resolution(reading, places, times, parties)


HOSTILE = (
    "=cmd|' /C calc'!A0 <script>alert(1)</script> \x1b[31m]]> &amp; \" ' שלום \u202e 村 {{x}} [bold]x[/bold]\nnext."
)


def hostile() -> Example:
    """A report whose every field tries to break out."""
    report = Report(
        HOSTILE, given_id='"><img src=x>', title="</title><script>x</script>", outlet="=1+1", url="javascript:x"
    )
    name = Party(Span(0, 20), "<b>@SUM(A1)</b>", "person", None, "</details>", "")
    here = unresolved(Span(19, 27), "<script>")
    claim = claim_of(
        report, "attack", Span(0, len(HOSTILE)), Span(5, 30), speaker=name, actor=name, chain=("<i>",),
        places=(ClaimPlace(here, "at"),),
    )  # fmt: skip
    return Example(report, None, (claim,))


def silent() -> Example:
    """A report without a claim."""
    return Example(Report("The sea was calm.", outlet="Harbour Wire"), None)
