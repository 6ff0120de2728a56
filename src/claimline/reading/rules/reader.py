"""The rules reader: a report in, a reading out, without training and without chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimline.model import Attribution, Link, Mention, ReaderInfo, Reading, Reason, Report, Span, Trigger
from claimline.reading.attribution import holder
from claimline.reading.rules.assessments import open_statements
from claimline.reading.rules.context import Sentence
from claimline.reading.rules.falsehood import without_falsehood
from claimline.reading.rules.frame import text_of
from claimline.reading.rules.ground import Ground, lay_ground
from claimline.reading.rules.links import quantity_links, time_links
from claimline.reading.rules.parties import party_links
from claimline.reading.rules.propositions import Statement, find_statements, proposition_of
from claimline.reading.rules.repeats import without_headline
from claimline.reading.rules.stance import framing_of, is_background, stage_of, stance_of
from claimline.reading.rules.where import place_links

INFO = ReaderInfo("rules", "1")
SURE, WEAK = 0.6, 0.4  # what a trigger of the vocabulary is worth, by its entry


class RulesReader:
    """Deterministic; holds nothing but its vocabulary."""

    @property
    def info(self) -> ReaderInfo:
        return INFO

    def read(self, report: Report) -> Reading:
        ground = lay_ground(report, INFO)
        triggers = read_triggers(ground)
        kept = without_headline(report, ground.reading.sentences, triggers)
        return replace(ground.reading, triggers=kept, mentions=placed(ground.reading.mentions, kept))


def read_triggers(ground: Ground) -> list[Trigger]:
    """The triggers of all sentences, in the order of the text."""
    triggers: list[Trigger] = []
    for sentence in ground.sentences:
        triggers.extend(_read_sentence(sentence, ground.reading, ground.places_before(sentence.span)))
    return triggers


def placed(mentions: Sequence[Mention], triggers: Sequence[Trigger]) -> tuple[Mention, ...]:
    """Mentions with those as places that a trigger has for its place."""
    linked = {link.span for t in triggers for link in t.linked("at", "from", "to", "via")}
    return tuple(
        replace(m, type="place", rule="place of an event") if m.span in linked and m.type in ("other", "person") else m
        for m in mentions
    )


def _read_sentence(sentence: Sentence, base: Reading, earlier: Sequence[Mention]) -> list[Trigger]:
    cues = [s for a in base.attributions for s in (*a.cue, *a.source) if sentence.span.overlaps(s)]
    statements = [s for s in find_statements(sentence) if not _is_cue(sentence, s, base.attributions)]
    triggers = []
    for statement in statements:
        others = [o for o in statements if o is not statement]
        triggers.append(_trigger(sentence, statement, others, base, _Around(tuple(cues), tuple(earlier))))
    triggers = [t for t in triggers if t.confidence > WEAK or not _said_already(t, triggers)]
    covered = [t.proposition for t in triggers]
    triggers.extend(open_statements(sentence, base.attributions, covered))
    return sorted(triggers, key=lambda t: (t.proposition, t.span))


def _is_cue(sentence: Sentence, statement: Statement, attributions: Sequence[Attribution]) -> bool:
    """Whether a trigger is a cue or stands inside a source ("the missing persons bureau")."""
    word = sentence.span_of((statement.match.start, statement.match.end))
    if statement.kind in ("diplomacy.statement", "assessment"):
        return any(s.contains(word) for a in attributions for s in a.source)  # "condemned" is cue and event alike
    return any(s.contains(word) for a in attributions for s in (*a.source, *a.cue))


def _said_already(trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """Whether a weak trigger only repeats another of its kind that holds it."""
    return any(t is not trigger and t.kind == trigger.kind and t.proposition.contains(trigger.span) for t in triggers)


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a statement: the cues of its sentence and the places named before it."""

    cues: tuple[Span, ...]
    earlier: tuple[Mention, ...]


def _with_speaker(links: tuple[Link, ...], speaker: Link | None) -> tuple[Link, ...]:
    """The links with the speaker as the actor, where he is one."""
    return (speaker, *(link for link in links if link.role != "actor")) if speaker else links


def _stater(statement: Statement, attribution: Attribution | None) -> Link | None:
    """Who calls, condemns or demands: the speaker himself."""
    if statement.kind != "diplomacy.statement" or attribution is None or not attribution.source:
        return None
    return Link("actor", attribution.source[0], "the speaker")


def _visitor(sentence: Sentence, statement: Statement, attribution: Attribution) -> Link | None:
    """The speaker as the visitor in "announced ... while on a visit to Riga"."""
    first = statement.frame.core[0]
    if statement.kind != "diplomacy.visit" or not statement.frame.nominal or first == 0 or not attribution.source:
        return None
    if sentence.words[first - 1].lower not in ("on", "during"):
        return None
    return Link("actor", attribution.source[0], "the speaker, on a visit")


def _not_confirmed(attribution: Attribution, text: str) -> bool:
    """Whether the cue only says that somebody did not confirm: nobody's claim, and no fact."""
    words = {w for c in attribution.cue for w in c.of(text).lower().replace("n't", " not").split()}
    return bool(words & {"not", "never"}) and bool(words & {"confirm", "confirmed", "verify", "verified"})


def cue_of(span: Span, kind: str, attributions: Sequence[Attribution]) -> int | None:
    """The attribution whose cue is itself the event: "condemned", "called for", "is seen as"."""
    if kind not in ("diplomacy.statement", "assessment"):
        return None
    return next((i for i, a in enumerate(attributions) if any(c.overlaps(span) for c in a.cue)), None)


def _with_content(sentence: Sentence, statement: Statement, proposition: Span, attribution: Attribution) -> Span:
    """Such an event with what is said, and with its subject where nobody is named as the speaker."""
    subject = text_of(sentence.words, statement.frame.patient or statement.frame.agent)
    if subject and not attribution.source:
        proposition = proposition.cover(subject)
    for piece in attribution.content:
        if sentence.span.contains(piece):
            proposition = proposition.cover(piece)
    return proposition


def _trigger(
    sentence: Sentence, statement: Statement, others: Sequence[Statement], base: Reading, around: _Around
) -> Trigger:
    match, frame = statement.match, statement.frame
    span = sentence.span_of((match.start, match.end))
    said = cue_of(span, statement.kind, base.attributions)
    index = said if said is not None else holder(base.attributions, span)
    visitor = _visitor(sentence, statement, base.attributions[index]) if index is not None else None
    unconfirmed = index is not None and _not_confirmed(base.attributions[index], base.report.text)
    if visitor is not None or unconfirmed:
        index = None  # where the speaker was when he spoke: the outlet says so
    attribution = base.attributions[index] if index is not None else None
    proposition = proposition_of(sentence, statement, others)
    if said is not None:
        proposition = _with_content(sentence, statement, proposition, base.attributions[said])
    proposition = without_falsehood(sentence, span, proposition)
    stance = stance_of(sentence, match, frame, statement.clause, attribution)
    published = base.report.published
    background, why = is_background(sentence, statement.clause, published.year if published else None)
    framing = framing_of(sentence, proposition)
    stage = stage_of(sentence, statement.clause) if statement.kind.startswith("aid") else None
    reasons = [Reason("kind", f"{statement.rule}: {' '.join(match.entry.words)}", span), *stance.reasons]
    if framing:
        reasons.append(Reason("framing", framing[0], framing[1]))
    if background:
        reasons.append(Reason("background", "recalls something earlier", why))
    return Trigger(
        span=span,
        kind=statement.kind,
        proposition=proposition,
        modality="hedged" if unconfirmed else stance.modality,
        polarity=stance.polarity,
        links=_with_speaker(
            _links(sentence, statement, others, proposition, around),
            visitor or (_stater(statement, attribution) if said is not None else None),
        ),
        attribution=index,
        framing=framing[0] if framing else None,
        background=background,
        stage=stage[0] if stage else None,
        reasons=tuple(reasons),
        confidence=WEAK if match.entry.weak else SURE,
    )


def _links(
    sentence: Sentence, statement: Statement, others: Sequence[Statement], proposition: Span, around: _Around
) -> tuple[Link, ...]:
    frame, kind = statement.frame, statement.kind
    links = [link for link in party_links(sentence, statement, others) if not _is_only_place(sentence, kind, link)]
    agent = sentence.span_of(frame.agent) if frame.agent else None
    links.extend(place_links(sentence, kind, proposition, agent, around.cues, around.earlier))
    links.extend(time_links(sentence, proposition, around.cues))
    links.extend(quantity_links(sentence, kind, proposition, frame))
    return tuple(links)


def _is_only_place(sentence: Sentence, kind: str, link: Link) -> bool:
    """Whether what was taken or left is a place by name ("captured Vovchansk"): a place of the claim, not a target."""
    if link.role != "target" or not kind.startswith(("control", "withdrawal")):
        return False
    return any(
        m.type == "place" and m.span.contains(link.span) and m.span not in sentence.governments
        for m in sentence.mentions
    )
