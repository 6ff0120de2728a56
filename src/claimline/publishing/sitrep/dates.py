"""When something happened, as those say who tell of it; where only others give the day, it is theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claimline.model import Telling
from claimline.model.sitrep import Sentence, WeighedCase
from claimline.publishing.sitrep.context import Context
from claimline.publishing.sitrep.speakers import voices, who


@dataclass(frozen=True, slots=True)
class When:
    """`words` begin with a space. keys: the claims that give the day, where those of the sentence do not."""

    words: str
    keys: tuple[str, ...] = ()

    @property
    def of_event(self) -> str:
        """The words, unless they only say when it was reported."""
        return "" if "reported on" in self.words else self.words

    def under(self, sentence: Sentence) -> Sentence:
        """The sentence, resting on who gives the day too."""
        return replace(sentence, claims=tuple(dict.fromkeys((*sentence.claims, *self.keys))))


def when(context: Context, tellings: Sequence[Telling], case: WeighedCase | None) -> When:
    """ " on 12 May", " between 3 and 5 May", " (on 12 May according to North Post)", " (reported on 13 May)"."""
    first, last = [t.first_day for t in tellings if t.first_day], [t.last_day for t in tellings if t.last_day]
    reported = f"reported on {context.day(min(t.known for t in tellings))}"
    if first and last:
        return When(context.on(min(first), max(last)) or f" ({reported})")
    if first or last:
        end = f"since {context.day(min(first))}" if first else f"until {context.day(max(last))}"
        return When(f" ({end}; {reported})")
    givers = tuple(_givers(case)) if case is not None else ()
    words = context.on(case.event.first_day or "", case.event.last_day or "") if case is not None and givers else ""
    if not words:
        return When(f" ({reported})")
    keys = tuple(dict.fromkeys(telling.key for telling in givers))
    if set(voices(givers)) <= set(voices(tellings)):
        return When(words, keys)
    return When(f" ({words.strip()} according to {who(voices(givers))})", keys)


def _givers(case: WeighedCase) -> Iterator[Telling]:
    """The earliest known tellings that give the first and the last day of the event; none where one is missing."""
    told = sorted(case.tellings, key=lambda t: (t.known, t.key))
    event = case.event
    first = next((t for t in told if t.first_day and t.first_day == event.first_day), None)
    last = next((t for t in told if t.last_day and t.last_day == event.last_day), None)
    if first is not None and last is not None:
        yield first
        yield last
