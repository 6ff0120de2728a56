"""Reports: the list, and each with its words, its claims, and whose words they are."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import FastAPI
from fastapi import Query as Parameters
from starlette.requests import Request

from claimline.desk.answers import Answer, Moved, Route, serve
from claimline.desk.columns import CLAIMS, REPORTS
from claimline.desk.geo import claim_features
from claimline.desk.lists import List, listed
from claimline.desk.pages import path_to
from claimline.desk.picturing import events_by_claim, pictured
from claimline.desk.queries import NoQuery, ReportQuery
from claimline.desk.records import event_short
from claimline.desk.state import Desk, desk_of
from claimline.desk.tables import Table
from claimline.errors import LedgerError
from claimline.ledger import ClaimFilter, ReportFilter
from claimline.model.record import Record
from claimline.publishing.stories import story_record

REPORT_LIST = List("reports", "Reports", ReportFilter, REPORTS)


def add(app: FastAPI, desk: Desk) -> None:
    serve(app, Route("/reports", "reports.html", "Reports, the newest first", ("json", "csv")), reports)
    serve(app, Route("/reports/{name}", "report.html", "One report", ("json", "csv", "geojson")), report)


def reports(request: Request, query: Annotated[ReportQuery, Parameters()]) -> Answer:
    """Reports without their texts."""
    return listed(request, query, REPORT_LIST)


def report(request: Request, name: str, query: Annotated[NoQuery, Parameters()]) -> Answer | Moved:
    """The report with its text, its claims, the events of these, which reports have their words from which, and its
    versions with what changed.

    `name` is the report's ref; its id, or the unique beginning of either, leads there.
    """
    desk = desk_of(request)
    view = desk.ledger.view()
    found = view.report(name)
    if found["ref"] != name:
        return Moved(path_to("reports", found["ref"]), "this is the report's ref")
    claims = list(view.claims(ClaimFilter(report=name)))
    names = {f"{name}:{claim['id']}" for claim in claims}
    with desk.ledger.scopes().look() as look:
        events = events_by_claim(look, names)
    doc: Record = {
        "report": found,
        "claims": claims,
        "reviews": {
            key.partition(":")[2]: asdict(review)
            for key, review in desk.ledger.reviews().status(names).items()
            if review.status != "open" or review.reopened
        },
        "events": {key.partition(":")[2]: event_short(event) for key, event in events.items()},
        "story": _story(desk, name),
        "versions": [asdict(version) for version in view.versions(name)],
    }
    title = found["title"] or f"Report {name[:8]}"
    features = (feature for claim in claims for feature in claim_features(claim))
    return Answer(doc, title, Table(CLAIMS, claims), features)


def _story(desk: Desk, ref: str) -> Record | None:
    """Whose words these are, with what the other reports are called; None before the report was weighed."""
    try:
        story = pictured(desk).story(ref)
    except LedgerError:
        return None
    refs = {one.ref for one in story.reports}
    names = [{"ref": one.ref, "outlet": one.outlet, "known": one.known} for one in story.reports]
    return {**story_record(story, refs), "reports": names}
