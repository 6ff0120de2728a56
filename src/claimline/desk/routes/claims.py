"""Claims: the list, and each with where it stands."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI
from fastapi import Query as Parameters
from starlette.requests import Request

from claimline.desk.answers import Answer, Route, serve
from claimline.desk.columns import CLAIMS, REPORTS
from claimline.desk.queries import ClaimQuery, NoQuery, ReportQuery
from claimline.desk.state import Desk, desk_of
from claimline.desk.tables import Table
from claimline.ledger import ClaimFilter, ReportFilter


def add(app: FastAPI, desk: Desk) -> None:
    serve(app, Route("/", "overview.html", "What the ledger holds, and what is new"), overview)
    serve(app, Route("/claims", "claims.html", "Claims", ("json", "csv", "geojson")), claims)
    serve(app, Route("/claims/{name:path}", "claim.html", "One claim", ("json", "geojson")), claim)
    serve(app, Route("/reports", "reports.html", "Reports", ("json", "csv")), reports)
    serve(app, Route("/reports/{name:path}", "report.html", "One report with its claims"), report)


def overview(request: Request, query: Annotated[NoQuery, Parameters()]) -> Answer:
    counts = desk_of(request).ledger.view().counts()
    return Answer({"counts": {"reports": counts.reports, "claims": counts.claims}}, "Overview")


def claims(request: Request, query: Annotated[ClaimQuery, Parameters()]) -> Answer:
    given = query.model_dump(exclude={"after", "limit", "all", "sort"}, exclude_none=True)
    page = desk_of(request).browse().claims(ClaimFilter(**given), after=query.after, limit=query.limit)
    return Answer({"claims": list(page.rows), "next": page.next}, "Claims", Table(CLAIMS, page.rows), next=page.next)


def claim(request: Request, name: str, query: Annotated[NoQuery, Parameters()]) -> Answer:
    return Answer({"claim": desk_of(request).ledger.view().claim(name)}, "Claim")


def reports(request: Request, query: Annotated[ReportQuery, Parameters()]) -> Answer:
    given = query.model_dump(exclude={"after", "limit", "all", "sort"}, exclude_none=True)
    page = desk_of(request).browse().reports(ReportFilter(**given), after=query.after, limit=query.limit)
    return Answer({"reports": list(page.rows), "next": page.next}, "Reports", Table(REPORTS, page.rows), next=page.next)


def report(request: Request, name: str, query: Annotated[NoQuery, Parameters()]) -> Answer:
    view = desk_of(request).ledger.view()
    found = view.report(name)
    return Answer({"report": found, "claims": list(view.claims(ClaimFilter(report=found["ref"])))}, "Report")
