"""What the ledger's commands print, in each of their formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Generic, TextIO, TypeVar

import click

from claimline.cli.console import data_output
from claimline.ledger import ClaimFilter, Ledger, ReportFilter, UnknownName, View
from claimline.model.record import Record

_Item = TypeVar("_Item")


def claim_filter(wanted: dict[str, Any]) -> ClaimFilter:
    """From the options of a command; its `kind` may be a kind or a family."""
    kind = wanted.pop("kind", None)
    named = {"kind" if "." in kind else "family": kind} if kind else {}
    return ClaimFilter(**named, **wanted)


def list_reports(view: View, wanted: dict[str, Any], chosen: str, out: TextIO) -> int:
    """Print the reports that the options ask for, in the chosen format; returns how many."""
    from claimline.cli.ledger_pages import reports_csv, reports_table

    for_claims = [f"--{name}" for name in ("kind", "speaker", "place", "report", "status") if wanted[name] is not None]
    if for_claims:
        raise click.UsageError(f"{', '.join(for_claims)} can only narrow a list of claims, not one of reports")
    names = ("outlet", "since", "until", "limit")
    counted = Counted(view.reports(ReportFilter(**{name: wanted[name] for name in names})))
    if chosen == "table":
        listed = list(counted)
        reports_table(listed, out, view.first_words(one["ref"] for one in listed if not one["title"]))
    elif chosen == "csv":
        reports_csv(counted, out)
    else:
        print_records(counted, chosen, out)
    return counted.count


def list_claims(ledger: Ledger, filters: ClaimFilter, chosen: str, out: TextIO) -> int:
    """Print the claims that pass, in the chosen format; returns how many. A table says what was judged of them."""
    from claimline.cli.ledger_pages import claims_table
    from claimline.publishing.formats import Options, writer

    view = ledger.view()
    if chosen == "table":
        kept = list(view.kept(filters))
        ids = [claim.id for one in kept for claim in one.claims]
        return claims_table(kept, out, ledger.reviews().status(ids), view.superseded(ids))
    if chosen == "csv":
        counted = Counted(view.kept(filters))
        writer("csv")(counted, out, Options())
        return counted.count
    records = Counted(view.claims(filters))
    print_records(records, chosen, out)
    return records.count


class Counted(Generic[_Item]):
    """The same items, counted as they pass."""

    def __init__(self, items: Iterable[_Item]) -> None:
        self._items, self.count = items, 0

    def __iter__(self) -> Iterator[_Item]:
        for item in self._items:
            self.count += 1
            yield item


def show_claim(ledger: Ledger, claim_id: str, out: TextIO) -> None:
    from claimline.cli.ledger_pages import claim_page
    from claimline.cli.review_words import told
    from claimline.cli.version_pages import became_lines

    view, reviews = ledger.view(), ledger.reviews()
    about = told(reviews.status([claim_id]).get(claim_id), reviews.history(claim_id))
    became = became_lines(view.superseded([claim_id]).get(claim_id))
    claim_page(view.kept_claim(claim_id), view.printings(claim_id), out, about, became)


def reviewed(ledger: Ledger, record: Record) -> Record:
    """The record with what people decided about the claim, `review`, where anybody judged it, and with what became of
    it, `superseded`, where there is a later version of its report."""
    became = ledger.view().superseded([record["id"]]).get(record["id"])
    record = {**record, "superseded": asdict(became)} if became else record
    review = ledger.reviews().status([record["id"]])[record["id"]]
    if review.judgement is None:
        return record
    history = [asdict(one) for one in ledger.reviews().history(record["id"])]
    return {**record, "review": {**asdict(review), "judgements": history}}


def list_events(ledger: Ledger, wanted: dict[str, Any], chosen: str, out: TextIO) -> int:
    """Print the events that the options ask for, in the chosen format; returns how many."""
    from claimline import picture
    from claimline.cli.event_pages import event_record, events_csv, events_table

    for_claims = [f"--{name}" for name in ("speaker", "outlet", "report", "status") if wanted[name] is not None]
    if for_claims:
        raise click.UsageError(f"{', '.join(for_claims)} can only narrow a list of claims, not one of events")
    days = {name: wanted[name].isoformat() if wanted[name] else None for name in ("since", "until")}
    found = picture(ledger, known=wanted["known"]).cases(place=wanted["place"], kind=wanted["kind"], **days)[
        : wanted["limit"]
    ]
    if chosen == "table":
        return events_table(found, out)
    if chosen == "csv":
        return events_csv(found, out)
    print_records((event_record(*case) for case in found), chosen, out)
    return len(found)


def show_other(ledger: Ledger, name: str, format_name: str, out: TextIO) -> None:
    """Print the event of this name, which is no claim's, else the report. Raises NotFound where it is neither."""
    from claimline import picture
    from claimline.cli.event_pages import event_page, event_record

    with ledger.scopes().look() as look:
        is_event = look.is_event(name)
    if not is_event:
        show_report(ledger, name, format_name, out)
        return
    case, weighed = picture(ledger).event_case(name)
    if format_name == "json":
        print_json({**event_record(*case), "grade": weighed.grade.code})
    else:
        event_page(case, weighed, out)


def show_report(ledger: Ledger, name: str, format_name: str, out: TextIO) -> None:
    """Print the report of this name, which is no claim's. Raises NotFound where it is no report's either."""
    from claimline import picture
    from claimline.cli.ledger_pages import report_page
    from claimline.cli.version_pages import versions_record
    from claimline.publishing.stories import story_lines, story_record

    view = ledger.view()
    try:
        record = view.report(name)
    except UnknownName:
        raise UnknownName(
            f"there is no claim, event or report {name!r} in this ledger",
            then="See them with: claimline list, claimline list --events, claimline list --reports",
        ) from None
    filters, refs = ClaimFilter(report=record["ref"]), [record["ref"]]
    story = None if ledger.weighing().waiting() else picture(ledger).story(*refs)
    versions, came_as = view.versions(record["ref"]), view.raws(record["ref"])
    if format_name == "json":
        told = {"story": story_record(story, refs)} if story else {}
        about = {"originals": [asdict(one) for one in came_as], **versions_record(versions)}
        print_json({**record, **told, **about, "claims": list(view.claims(filters))})
        return
    report_page(record, view.kept(filters), out, versions, came_as)
    out.writelines(f"{line}\n" for line in (story_lines(story, refs) if story else ()))


def other_reports(view: View, words: str, out: TextIO) -> int:
    """Reports that have the words outside of claims."""
    from claimline.cli.ledger_pages import reports_table

    found = view.find(words).reports
    others = [
        {**report, "title": report["snippet"]}
        for report in found
        if not any(view.claims(ClaimFilter(report=report["ref"], words=words, limit=1)))
    ]
    if others:
        click.echo("\nReports that have the words, but no claim with them:", file=out)
    return reports_table(others, out)


def print_json(value: Any) -> None:
    from claimline.publishing.jsonl import dumps

    with data_output(None) as out:
        click.echo(dumps(value), file=out)


def print_records(records: Iterable[Record], chosen: str, out: TextIO) -> None:
    """One record a line, or one array of them."""
    from claimline.publishing.jsonl import dumps

    if chosen == "jsonl":
        for record in records:
            out.write(f"{dumps(record)}\n")
        return
    lead = "["
    for record in records:
        out.write(f"{lead}\n{dumps(record)}")
        lead = ","
    out.write("\n]\n" if lead == "," else "[]\n")
