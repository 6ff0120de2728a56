"""What the desk says about itself: by which rules, what was corrected, and how programs ask."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import FastAPI
from fastapi import Query as Parameters
from starlette.requests import Request

from claimline import __version__
from claimline.desk.answers import Answer, Route, serve
from claimline.desk.columns import CORRECTIONS
from claimline.desk.queries import CorrectionsQuery, NoQuery
from claimline.desk.records import judgement_record
from claimline.desk.state import Desk, desk_of
from claimline.desk.tables import Table
from claimline.ledger.retired import Retired
from claimline.model.record import Record
from claimline.publishing.methods import methods_record


def add(app: FastAPI, desk: Desk) -> None:
    serve(app, Route("/methodology", "methodology.html", "By which rules", tag="desk"), methodology)
    serve(
        app, Route("/corrections", "corrections.html", "What was changed, when and why", ("json", "csv")), corrections
    )
    serve(app, Route("/api", "api.html", "How programs ask this desk", tag="desk"), api)


def methodology(request: Request, query: Annotated[NoQuery, Parameters()]) -> Answer:
    """The rules, as the program follows them, and who read the reports of this ledger."""
    desk = desk_of(request)
    doc = {"version": __version__, "schema": desk.ledger.schema, **methods_record()}
    return Answer(doc, "Methodology")


def corrections(request: Request, query: Annotated[CorrectionsQuery, Parameters()]) -> Answer:
    """What people decided (`judgements`, the last first, those that were undone too), and claims of earlier readings
    that are no more, with what took their place (`retired`). `before` takes the list of these on."""
    desk = desk_of(request)
    judgements = [judgement_record(one) for one in reversed(desk.ledger.judge().history())]
    retired = [_retired(one) for one in desk.ledger.view().retired(before=query.before, limit=query.limit)]
    more = retired[-1]["number"] if len(retired) == query.limit else None
    doc: Record = {"judgements": judgements, "retired": retired, "before": more}
    return Answer(doc, "Corrections", Table(CORRECTIONS, [*map(_decided, judgements), *map(_replaced, retired)]))


def _retired(one: Retired) -> Record:
    return {**asdict(one), "now": f"/claims/{one.successor}" if one.successor else None}


def _decided(judgement: Record) -> Record:
    return {
        "at": judgement["at"],
        "what": judgement["verb"],
        "who": judgement["who"],
        "why": judgement["note"],
        "claim": [subject.partition(":")[2] for subject in judgement["subjects"]],
        "holds": judgement["holds"],
    }


def _replaced(retired: Record) -> Record:
    what = "replaced by a newer reading" if retired["successor"] else "not in a newer reading"
    told = {"at": retired["retired_at"], "what": what, "who": "a reader", "now": retired["successor"]}
    return {**told, "claim": retired["claim"], "report": retired["report"], "holds": True}


def api(request: Request, query: Annotated[NoQuery, Parameters()]) -> Answer:
    """Every address with its parameters, from the OpenAPI document (`/openapi.json`), shorter."""
    spec = request.app.openapi()
    addresses = [
        {
            "path": path,
            "summary": one.get("summary", ""),
            "about": one.get("description", ""),
            "tag": next(iter(one.get("tags", [])), ""),
            "parameters": [_parameter(given) for given in one.get("parameters", [])],
        }
        for path, methods in spec["paths"].items()
        for one in methods.values()
    ]
    return Answer({"title": spec["info"]["title"], "about": spec["info"]["description"], "addresses": addresses}, "API")


def _parameter(given: dict[str, Any]) -> Record:
    schema = given.get("schema", {})
    kinds = [schema, *schema.get("anyOf", [])]
    told: Record = next((k for k in kinds if k.get("type") not in (None, "null") or "enum" in k or "const" in k), {})
    return {
        "name": given["name"],
        "in": given["in"],
        "required": given.get("required", False),
        "type": told.get("format") or told.get("type", ""),
        "choices": told.get("enum") or ([told["const"]] if "const" in told else []),
        "default": schema.get("default"),
        "about": given.get("description", ""),
    }
