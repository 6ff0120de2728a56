"""Words that reports and claims have, and the facets of a list of claims."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI
from fastapi import Query as Parameters
from starlette.requests import Request

from claimline.desk.answers import Answer, Route, serve
from claimline.desk.columns import CLAIMS
from claimline.desk.errors import BadRequest
from claimline.desk.geo import claim_features
from claimline.desk.lists import FACETS, facets_of, filters_of
from claimline.desk.queries import FacetQuery, SearchQuery
from claimline.desk.routes.claims import CLAIM_LIST
from claimline.desk.state import Desk, desk_of
from claimline.desk.tables import Table


def add(app: FastAPI, desk: Desk) -> None:
    serve(app, Route("/search", "search.html", "Search the words", ("json", "csv", "geojson")), search)
    serve(app, Route("/facets", "facets.html", "What the claims of a list have, counted"), facets)


def search(request: Request, query: Annotated[SearchQuery, Parameters()]) -> Answer:
    """Claims with all the words in evidence, speaker or places, and reports with all of them in title or text, each
    with a `snippet`; the newest first."""
    if not query.q.strip():
        return Answer({"q": "", "claims": [], "reports": []}, "Search", Table(CLAIMS, ()))
    found = desk_of(request).ledger.view().find(query.q, limit=query.limit)
    doc = {"q": query.q, "claims": list(found.claims), "reports": list(found.reports)}
    features = (feature for claim in found.claims for feature in claim_features(claim))
    return Answer(doc, f"Search: {query.q}", Table(CLAIMS, found.claims), features)


def facets(request: Request, query: Annotated[FacetQuery, Parameters()]) -> Answer:
    """The most frequent values of each property among the claims that pass the same filters as `/claims`, with
    counts. Where the time for it was up, `complete` is false and the counts are of the newest claims only."""
    names = tuple(name.strip() for name in query.names.split(",") if name.strip()) or tuple(FACETS)
    unknown = [name for name in names if name not in FACETS]
    if unknown:
        raise BadRequest(f"there is no facet {unknown[0]!r}", where="names", then=f"Choose from: {', '.join(FACETS)}.")
    return Answer({"facets": facets_of(desk_of(request), filters_of(query, CLAIM_LIST), names)}, "Facets")
