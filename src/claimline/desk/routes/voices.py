"""Speakers and outlets: who said what, and who printed it. Never in an order of how often they were right."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from typing import Annotated

from fastapi import FastAPI
from fastapi import Query as Parameters
from starlette.requests import Request

from claimline.desk.answers import Answer, Moved, Route, serve
from claimline.desk.columns import CLAIMS, OUTLETS, REPORTS, SPEAKERS
from claimline.desk.lists import List, listed
from claimline.desk.pages import path_to
from claimline.desk.picturing import lately
from claimline.desk.queries import NoQuery, OutletQuery, SpeakerQuery
from claimline.desk.routes.pictures import days_before
from claimline.desk.state import Desk, desk_of
from claimline.desk.tables import Table
from claimline.errors import LedgerError
from claimline.ledger import ClaimFilter, OutletFilter, ReportFilter, SpeakerFilter
from claimline.model.record import Record
from claimline.model.weighed import track_record
from claimline.pipeline.picture import Picture
from claimline.publishing.tolls import plain

SPEAKER_LIST = List("speakers", "Speakers", SpeakerFilter, SPEAKERS)
OUTLET_LIST = List("outlets", "Outlets", OutletFilter, OUTLETS)
_NEWEST = 20
_OF_RECORD = 500  # newest claims on control by which a speaker's record is found


def add(app: FastAPI, desk: Desk) -> None:
    serve(app, Route("/speakers", "speakers.html", "Speakers, by name", ("json", "csv")), speakers)
    serve(app, Route("/speakers/{key:path}", "speaker.html", "One speaker", ("json", "csv")), speaker)
    serve(app, Route("/outlets", "outlets.html", "Outlets, by name", ("json", "csv")), outlets)
    serve(app, Route("/outlets/{key:path}", "outlet.html", "One outlet", ("json", "csv")), outlet)


def speakers(request: Request, query: Annotated[SpeakerQuery, Parameters()]) -> Answer:
    """Who speaks in reports. A speaker is never its outlet."""
    return listed(request, query, SPEAKER_LIST)


def speaker(request: Request, key: str, query: Annotated[NoQuery, Parameters()]) -> Answer | Moved:
    """What the speaker said last, and `records`: what became of the claims on control of the voice that it speaks
    with (an office speaks with its side's voice), as counts with the claims behind each."""
    desk = desk_of(request)
    browse = desk.browse()
    found = browse.speaker(key)
    if found["key"] != key:
        return Moved(path_to("speakers", found["key"]), "this is the speaker's key")
    page = browse.claims(ClaimFilter(speaker_key=key), limit=_NEWEST)
    control = browse.claim_ids(ClaimFilter(speaker_key=key, family="control"), limit=_OF_RECORD)
    doc: Record = {
        "speaker": found,
        "records": _records(desk, control),
        "claims": list(page.rows),
        "claims_next": page.next,
    }
    return Answer(doc, found["name"] or "The report's own voice", Table(CLAIMS, page.rows))


def _records(desk: Desk, claims: set[str]) -> list[Record]:
    """The track records that have one of these claims, by name."""
    if not claims:
        return []
    with suppress(LedgerError):
        return [track_record(one) for one in desk.keeper.records_of(desk, claims)]
    return []


def outlets(request: Request, query: Annotated[OutletQuery, Parameters()]) -> Answer:
    """Who published reports."""
    return listed(request, query, OUTLET_LIST)


def outlet(request: Request, key: str, query: Annotated[NoQuery, Parameters()]) -> Answer | Moved:
    """The outlet's reports by day and its gaps with their reasons, of the last year, and its newest reports."""
    desk = desk_of(request)
    browse = desk.browse()
    found = browse.outlet(key)
    if found["key"] != key:
        return Moved(path_to("outlets", found["key"]), "this is the outlet's key")
    page = browse.reports(ReportFilter(outlet=found["name"]), limit=_NEWEST)
    doc: Record = {
        "outlet": found,
        "coverage": _coverage(desk, found["name"]),
        "reports": list(page.rows),
        "reports_next": page.next,
    }
    return Answer(doc, found["name"] or "No outlet named", Table(REPORTS, page.rows))


def _coverage(desk: Desk, name: str) -> Record | None:
    """One outlet's part of `claimline coverage`; None where none of its reports was weighed."""
    with suppress(LedgerError):
        return lately(desk, "outlet", (None, None), lambda picture: _days(picture, name), name)
    return None


def _days(picture: Picture, name: str) -> Record | None:
    covered = picture.coverage(outlet=name, since=days_before(picture.on))
    if not covered.outlets:
        return None
    record: Record = plain(asdict(covered.outlets[0]))
    return {**record, "since": covered.since, "until": covered.until, "known": covered.known}
