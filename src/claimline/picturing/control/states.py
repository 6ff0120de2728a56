"""From the claims of one day to the state of a settlement: the second half of the rules.

All claims of a day are taken together, so that neither the order in which reports came in nor that of names decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from claimline.model.control import ControlClaim, Held, Status
from claimline.picturing.control.camps import Camps
from claimline.picturing.control.rules import Rules

_NONE: frozenset[str] = frozenset()
_ANSWERS = frozenset(("denies", "contested", "fighting"))
_STATUS: dict[str, Status] = {"held": "held", "claimed": "claimed", "contested": "contested", "unknown": "unknown"}


def days_between(earlier: str, later: str) -> int:
    """Days from one ISO day to another."""
    return _ordinal(later) - _ordinal(earlier)


@lru_cache(maxsize=4096)
def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


@dataclass(slots=True)
class _Day:
    """The claims of a day by what they say: `sure` by a word that confirms, `said` by one that only claims."""

    day: str
    sure: frozenset[str] = _NONE
    conceded: frozenset[str] = _NONE  # of `sure`: by the word of the side that loses, which its denial does not undo
    said: frozenset[str] = _NONE
    took: frozenset[str] = _NONE  # of `said`: not only held, but taken
    gone_sure: frozenset[str] = _NONE
    gone_said: frozenset[str] = _NONE
    not_sure: frozenset[str] = _NONE
    not_said: frozenset[str] = _NONE
    deniers: frozenset[str] = _NONE  # sides that deny, contest or speak of fighting
    contested: frozenset[str] | None = None
    fights: tuple[frozenset[str], ...] = ()
    enters_sure: frozenset[str] = _NONE
    enters_said: frozenset[str] = _NONE


class Walk:
    """The state of one settlement as its days are taken one after the other."""

    def __init__(self, rules: Rules, camps: Camps) -> None:
        self.rules, self.camps = rules, camps
        self.state = Held("unknown")
        self._present: dict[str, str] = {}
        self._last: str | None = None  # the day of the last claims that made the state or bore it out

    def take(self, day: str, claims: Sequence[ControlClaim]) -> Held:
        """The state after a day, whose claims all count."""
        state = self.state
        if len(claims) == 1:
            claim = claims[0]
            if state.status == "held" and claim.says in ("takes", "holds") and claim.who == {state.by}:
                self._present[state.by or ""] = self._last = day
                return state
        sorted_claims = _sorted_day(day, _without_earlier(claims) if len(claims) > 1 else claims)
        rule, by, parties, left = self._decide(sorted_claims)
        self._remember(sorted_claims)
        if rule != "keep" or sorted_claims.sure or sorted_claims.said:
            self._last = day
        outcome = self.rules.outcomes[rule] if rule != "keep" else "keep"
        if outcome != "keep":
            self.state = self._replaced(_made(outcome, by, parties, left, rule), day)
        return self.state

    def _replaced(self, new: Held, day: str) -> Held:
        """The same state said again keeps its day; its parties grow."""
        old = self.state
        if old.since is not None and new.status == old.status and new.by == old.by:
            parties = new.parties | old.parties if new.status == "contested" else new.parties
            return old._replace(parties=parties, left=new.left)
        return Held(new.status, new.by, new.parties, new.left, new.rule, day)

    def _remember(self, found: _Day) -> None:
        there = found.sure | found.said | found.enters_sure | found.enters_said | (found.contested or _NONE)
        for party in there.union(*found.fights):
            self._present[party] = found.day
        for party in found.gone_sure - there:
            self._present.pop(party, None)

    def _decide(self, found: _Day) -> tuple[str, str | None, frozenset[str], frozenset[str]]:
        """The rule that decides the day, then whom it names: holder, contenders, who left."""
        if found.sure:
            return self._confirmed(found)
        if found.said:
            return self._said(found)
        for answer in (self._entered(found), self._gone(found), self._denied(found), self._fought(found)):
            if answer is not None:
                return answer
        return ("keep", None, _NONE, _NONE)

    def _confirmed(self, found: _Day) -> tuple[str, str | None, frozenset[str], frozenset[str]]:
        there = self._one(found.sure, found.day)
        if there is None:
            return ("two_sides", None, frozenset(found.sure), _NONE)
        by = self._staying(found.sure, found)
        if by is None:
            return ("not_fully", None, frozenset((there,)), _NONE)
        if self._any_allied(by, found.conceded, found.day):
            return ("confirmed", self._kept_name(by, found.day), _NONE, _NONE)
        others = self._not_allied(by, found.said, found.day)
        if others or self._answer(by, found):
            return ("answered", None, frozenset((by, *others, *self._opponents(by, found))), _NONE)
        return ("confirmed", self._kept_name(by, found.day), _NONE, _NONE)

    def _said(self, found: _Day) -> tuple[str, str | None, frozenset[str], frozenset[str]]:
        state, day = self.state, found.day
        there = self._one(found.said, day)
        if there is None:
            return ("two_sides", None, frozenset(found.said), _NONE)
        by = self._staying(found.said, found)
        if by is None:
            return ("not_fully", None, frozenset((there,)), _NONE)
        if self._answer(by, found):
            return ("answered", None, frozenset((by, *self._opponents(by, found))), _NONE)
        if state.by is not None and self.camps.allied(state.by, by, day):
            if state.status == "claimed" and self._not_allied(by, found.gone_sure, day):
                return ("other_side_left", state.by, _NONE, _NONE)
            return ("keep", None, _NONE, _NONE)
        if self._not_allied(by, found.gone_sure | state.left, day):
            return ("other_side_left", by, _NONE, _NONE)
        if not found.took and not self._lapsed(day):
            if state.status == "contested":
                return ("said_contested", None, state.parties | {by}, _NONE)
            if state.status == "claimed" or (state.status == "held" and self._fresh(day)):
                return ("answered", None, frozenset((by, *((state.by,) if state.by else ()))), _NONE)
        return ("one_side", by, _NONE, _NONE)

    def _gone(self, found: _Day) -> tuple[str, str | None, frozenset[str], frozenset[str]] | None:
        """A side has left, by its own word, an outlet's or a third's."""
        if not found.gone_sure:
            return None
        state, day, gone = self.state, found.day, found.gone_sure
        here = {party for party, last in self._present.items() if days_between(last, day) <= self.rules.present_days}
        here |= state.parties | ({state.by} if state.by else set())
        here -= gone
        if any(self._any_allied(party, gone, day) for party in here):
            return None  # an ally stays
        if state.by is not None and state.by not in gone:
            return ("other_side_left", state.by, _NONE, _NONE) if state.status == "claimed" else None
        rival = self._one(here, day) if here else None
        if rival is not None:
            return ("left_to_present", rival, _NONE, _NONE)
        return ("left", None, _NONE, frozenset(gone) | state.left)

    def _denied(self, found: _Day) -> tuple[str, str | None, frozenset[str], frozenset[str]] | None:
        state, by = self.state, self.state.by
        if by is None:
            return None
        if self._any_allied(by, found.not_sure, found.day):
            return ("not_fully", None, frozenset((by,)), _NONE)
        if not self._answer(by, found):
            return None
        left = self._any_allied(by, found.gone_said, found.day)
        if left or state.status == "claimed" or self._fresh(found.day):
            return ("answered", None, frozenset((by, *self._opponents(by, found))), _NONE)
        return None

    def _entered(self, found: _Day) -> tuple[str, str | None, frozenset[str], frozenset[str]] | None:
        entering = found.enters_sure | found.enters_said
        who = self._one(entering, found.day) if entering else None
        if who is None:
            return None
        state = self.state
        gone = state.left | found.gone_sure
        empty = state.by is None or self._any_allied(state.by, found.gone_sure, found.day)
        if empty and self._not_allied(who, gone, found.day):
            return ("entered_after_leaving" if found.enters_sure else "one_side", who, _NONE, _NONE)
        if state.by is not None and self.camps.relation(state.by, who, found.day) == "opposed":
            return ("entered", None, frozenset((state.by, who)), _NONE)
        return None

    def _fought(self, found: _Day) -> tuple[str, str | None, frozenset[str], frozenset[str]] | None:
        state = self.state
        holder = {state.by} if state.by else set()
        if found.contested is not None:
            return ("said_contested", None, frozenset(found.contested | holder), _NONE)
        for sides in found.fights:
            named = len(sides) > 1 and self._one(sides, found.day) is None
            against = state.by is not None and any(
                self.camps.relation(state.by, side, found.day) == "opposed" for side in sides
            )
            if named or against:
                every = frozenset().union(*found.fights)
                return ("fighting", None, every | holder, _NONE)
        return None

    def _one(self, parties: Iterable[str], day: str) -> str | None:
        """The one camp that all of them are; None where they are several."""
        every = list(parties)
        if len(every) == 1:
            return every[0]
        if any(not self.camps.allied(every[0], other, day) for other in every[1:]):
            return None
        return self.camps.principal(every)

    def _staying(self, parties: frozenset[str], found: _Day) -> str | None:
        """The camp of those that do not leave on that day: an ally may take over from one that does."""
        staying = parties - found.gone_sure - found.not_sure
        return self._one(staying, found.day) if staying else None

    def _kept_name(self, by: str, day: str) -> str:
        """Of allies, the one that was named first stays: it is the same camp that holds the place."""
        state = self.state
        return state.by if state.by and state.by != by and self.camps.allied(state.by, by, day) else by

    def _any_allied(self, party: str, others: Iterable[str], day: str) -> bool:
        return any(self.camps.allied(party, other, day) for other in others)

    def _not_allied(self, party: str, others: Iterable[str], day: str) -> frozenset[str]:
        return frozenset(other for other in others if not self.camps.allied(party, other, day))

    def _answer(self, by: str, found: _Day) -> bool:
        """Whether anybody on this day denies that `by` holds the place, or speaks of it as still fought over."""
        return self._any_allied(by, found.not_said | found.gone_said, found.day) or bool(self._opponents(by, found))

    def _opponents(self, by: str, found: _Day) -> frozenset[str]:
        return frozenset(p for p in found.deniers if self.camps.relation(by, p, found.day) == "opposed")

    def _lapsed(self, day: str) -> bool:
        """Whether the state is stale on a day: what is said then answers nothing."""
        return self._last is not None and days_between(self._last, day) > self.rules.stale_after_days

    def _fresh(self, day: str) -> bool:
        since = self.state.since
        return since is not None and days_between(since, day) <= self.rules.answer_days


def _made(outcome: str, by: str | None, parties: frozenset[str], left: frozenset[str], rule: str) -> Held:
    status = _STATUS[outcome]
    if status in ("held", "claimed"):
        only = next(iter(parties)) if len(parties) == 1 else None
        return (
            Held(status, by or only, _NONE, _NONE, rule) if by or only else Held("contested", None, parties, left, rule)
        )
    if status == "contested":
        return Held(status, None, parties | ({by} if by else _NONE), left, rule)
    return Held(status, None, _NONE, left, rule)


def _without_earlier(claims: Sequence[ControlClaim]) -> list[ControlClaim]:
    """Without what a report recalls of the state before the change that it tells, in the same or the outlet's voice.

    "The army says it retook Oriv, the last town that the rebels held": the rebels held it until then.
    """
    news: dict[str, set[tuple[str | None, frozenset[str]]]] = {}
    for claim in claims:
        if claim.says in ("takes", "leaves", "enters"):
            news.setdefault(claim.telling.report, set()).add((_speaker(claim), claim.who))
    return [claim for claim in claims if claim.says != "holds" or not _is_recalled(claim, news)]


def _is_recalled(claim: ControlClaim, news: Mapping[str, set[tuple[str | None, frozenset[str]]]]) -> bool:
    told = news.get(claim.telling.report, set())
    speaker = _speaker(claim)
    others = {who for voice, who in told if voice == speaker or speaker is None}
    return bool(others) and claim.who not in others


def _speaker(claim: ControlClaim) -> str | None:
    speaker = claim.telling.speaker
    return speaker.name if speaker else None


def _sorted_day(day: str, claims: Sequence[ControlClaim]) -> _Day:
    found = _Day(day)
    for claim in claims:
        sure, who = claim.weight == "confirms", claim.who
        match claim.says:
            case "takes" | "holds":
                if sure:
                    found.sure |= who
                    found.conceded |= who if claim.voice == "conceding" else _NONE
                else:
                    found.said |= who
                    found.took |= who if claim.says == "takes" else _NONE
            case "leaves":
                if sure:
                    found.gone_sure |= who
                else:
                    found.gone_said |= who
            case "denies":
                if sure:
                    found.not_sure |= who
                else:
                    found.not_said |= who
            case "contested":
                found.contested = (found.contested or _NONE) | who
            case "fighting":
                found.fights = (*found.fights, who)
            case "enters":
                if sure:
                    found.enters_sure |= who
                else:
                    found.enters_said |= who
        speaker = claim.telling.speaker
        if speaker is not None and speaker.side and claim.says in _ANSWERS:
            found.deniers |= {speaker.side}
    return found
