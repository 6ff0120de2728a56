"""Where the numbers of a report lead: to a desk where there is one, else to the evidence at the end of the report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from claimline.model.sitrep import Evidence, Sitrep
from claimline.publishing.sitrep.evidence import cited, numbers_of, runs


@dataclass(frozen=True, slots=True)
class Ref:
    """A link from a sentence: `text` is "12", "12–14" or "event"; `number` that of the (first) evidence."""

    text: str
    number: int
    href: str


@dataclass(frozen=True)
class Links:
    numbers: Mapping[str, int]
    by_number: Mapping[int, Evidence]
    desk: str | None

    @classmethod
    def of(cls, report: Sitrep, desk: str | None = None) -> Links:
        by_number = {one.number: one for one in report.evidence}
        return cls(numbers_of(report), by_number, desk.rstrip("/") if desk else None)

    def refs(self, claims: Iterable[str], events: Sequence[str] = ()) -> tuple[Ref, ...]:
        """Links to the evidence of these claims: with a desk one each, and one to the event; else runs of numbers."""
        found = cited(claims, self.numbers)
        if not self.desk:
            return tuple(Ref(str(a) if a == b else f"{a}–{b}", a, f"#e{a}") for a, b in runs(found))
        links = [Ref(str(n), n, self.claim(self.by_number[n].claims[0]) or f"#e{n}") for n in found]
        links += [Ref("event", 0, f"{self.desk}/events/{quote(event)}") for event in events[:1] if len(events) == 1]
        return tuple(links)

    def claim(self, key: str) -> str | None:
        """The desk's page of a claim, by its key; None without a desk."""
        return f"{self.desk}/claims/{quote(claim_id(key))}" if self.desk else None


def claim_id(key: str) -> str:
    return key.rpartition(":")[2]


def safe_url(url: str | None) -> str | None:
    """An address that a reader may be sent to: http and https only."""
    return url if url and url.startswith(("http://", "https://")) else None
