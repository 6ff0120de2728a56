"""Claims: the list, and each with the words it rests on, where it was printed, and its event."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import FastAPI
from fastapi import Query as Parameters
from starlette.requests import Request

from claimline.desk.answers import Answer, Moved, Route, serve
from claimline.desk.columns import CLAIMS
from claimline.desk.geo import claim_features
from claimline.desk.lists import SHOWN, List, listed
from claimline.desk.pages import path_to
from claimline.desk.picturing import events_by_claim
from claimline.desk.queries import ClaimQuery, NoQuery
from claimline.desk.records import event_short, judgement_record
from claimline.desk.state import Desk, desk_of
from claimline.ledger import ClaimFilter
from claimline.publishing.explain import explanation_record

CLAIM_LIST = List("claims", "Claims", ClaimFilter, CLAIMS, SHOWN)


def add(app: FastAPI, desk: Desk) -> None:
    serve(app, Route("/claims", "claims.html", "Claims, the newest first", ("json", "csv", "geojson")), claims)
    serve(app, Route("/claims/{name}", "claim.html", "One claim", ("json", "geojson")), claim)


def claims(request: Request, query: Annotated[ClaimQuery, Parameters()]) -> Answer:
    """Claim records as `claimline read --format jsonl` prints them. In GeoJSON a claim stands at each of its places."""
    return listed(request, query, CLAIM_LIST)


def claim(request: Request, name: str, query: Annotated[NoQuery, Parameters()]) -> Answer | Moved:
    """The claim, every value with its words and rules, the reports that printed it, and the event it is of."""
    ledger = desk_of(request).ledger
    view = ledger.view()
    found = view.claim(name)
    if found["id"] != name:
        return Moved(path_to("claims", found["id"]), "this is the claim that the name means today")
    kept, printings = view.kept_claim(name), view.printings(name)
    with ledger.scopes().look() as look:
        events = events_by_claim(look, {f"{printing.ref}:{name}" for printing in printings})
    doc = {
        "claim": found,
        "explanation": explanation_record(kept.claims[0], None),
        "review": asdict(ledger.reviews().status([name])[name]),
        "history": [judgement_record(one) for one in ledger.reviews().history(name)],
        "printings": [asdict(printing) for printing in printings],
        "events": [event_short(event) for event in {event.id: event for event in events.values()}.values()],
    }
    return Answer(doc, f"Claim {name[:8]}", places=claim_features(found))
