"""Review: what to look at next, one claim in focus, and judgements on it, each with who and when."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Annotated, Any, Literal
from urllib.parse import parse_qsl

from fastapi import Depends, FastAPI
from fastapi import Query as Parameters
from pydantic import Field, ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from claimline.desk.access import visitor_of
from claimline.desk.answers import JSON, Answer, Format, Moved, Route, serve
from claimline.desk.errors import BadRequest, wants_page
from claimline.desk.guard import guarded
from claimline.desk.judging import (
    VERBS,
    Form,
    changes_in,
    decide,
    first,
    form_of,
    records_in,
    remember_who,
    who_of,
)
from claimline.desk.lists import facets_of
from claimline.desk.pages import address, page_of, render
from claimline.desk.queries import Query, Text
from claimline.desk.records import judgement_record
from claimline.desk.reviewing import claim_or_none, focus_of, judgement_named, queue_of
from claimline.desk.state import Desk, at_one_moment, desk_of
from claimline.desk.tables import Table, plainly
from claimline.desk.weigher import Weigher
from claimline.errors import ClaimlineError, Conflict, UsageError
from claimline.ledger import ClaimFilter, Judgement
from claimline.model.record import Record

WRITES = True
_COLUMNS = (
    *plainly("claim", "score", "reopened", "status", "kind", "quote", "speaker", "outlet", "published", "places"),
    ("reasons", lambda row: [f"{part['name']} {part['value']}: {part['why']}" for part in row["parts"]]),
)
_LOST = plainly("judgement", "verb", "claim", "kind", "quote", "who", "at", "note")
_FORMATS: tuple[Format, ...] = ("json", "csv")
_HANDLING = {"claim", "limit", "done", "status"}


class ReviewQuery(Query):
    claim: Text | None = Field(None, description="The claim in focus; else the first of the queue.")
    kind: Text | None = None
    family: Text | None = None
    speaker_side: Text | None = Field(None, description="The side of who says so.")
    outlet: Annotated[str, Field(max_length=1000)] | None = None
    place: Text | None = None
    area: Text | None = None
    report: Text | None = None
    words: Text | None = None
    status: Literal["open", "accepted", "fixed", "rejected", "lost"] = Field(
        "open", description="`open`: what waits. `lost`: judged, but no longer read."
    )
    limit: Annotated[int, Field(ge=1, le=200)] = 40
    done: Text | None = Field(None, description="A judgement that was just made, to say so.")


class NoQuery(Query):
    pass


def add(app: FastAPI, desk: Desk) -> None:
    errors = {409: "somebody else judged the claim meanwhile"}
    serve(app, Route("/review/import", "review_import.html", "Take in judgements of another ledger"), importing)
    serve(app, Route("/review", "review.html", "What to judge next", _FORMATS, errors=errors), review)
    weigher = Weigher(desk.ledger)

    async def post(request: Request, verb: str) -> Response:
        form = await form_of(request)
        return await run_in_threadpool(_post, request, verb, form, weigher)

    app.add_api_route("/review/judgements.jsonl", export, methods=["GET"], summary="All judgements", tags=["review"])
    app.add_api_route(
        "/review/{verb}", post, methods=["POST"], dependencies=[Depends(guarded)], summary="Judge", tags=["review"]
    )


def review(request: Request, query: Annotated[ReviewQuery, Parameters()]) -> Answer | Moved:
    """`queue`, `focus` (one claim with all that is needed to judge it), `previous` and `next`, `who` judges, `lost`."""
    doc = _doc(request, query)
    if query.status == "lost":
        return Answer(doc, "Review", Table(_LOST, doc["lost"]))
    return Answer(doc, "Review", Table((*_COLUMNS,), doc["queue"]))


def _doc(request: Request, query: ReviewQuery) -> Record:
    desk = desk_of(request)
    asked = query.model_dump(exclude=_HANDLING, exclude_none=True)
    status: Any = query.status if query.status in ("accepted", "fixed", "rejected") else None
    lost = [asdict(one) for one in desk.ledger.reviews().lost()] if query.status == "lost" else []
    filters = ClaimFilter(**asked, status=status)
    found = queue_of(desk, filters, query.limit, narrowed=bool(asked)) if query.status != "lost" else None
    rows = list(found.rows) if found else []
    names = [row["claim"] for row in rows]
    name = query.claim or (names[0] if names else None)
    focus = None
    if name is not None:
        due = found.due.get(name) if found else None
        focus = focus_of(desk, name, due) if query.claim else claim_or_none(desk, name, due)
    place = names.index(focus["claim"]["id"]) if focus and focus["claim"]["id"] in names else None
    who, named = who_of(request)
    judge = desk.ledger.judge()
    last = next(iter(judge.last(who=who, standing=True)), None)
    counts = facets_of(desk, ClaimFilter(**asked), ("status", "family", "kind", "speaker_side", "outlet", "place"))
    return {
        "queue": rows,
        "focus": focus,
        "position": place,
        "previous": names[place - 1] if place else None,
        "next": names[0 if place is None else place + 1] if names[0 if place is None else place + 1 :] else None,
        "facets": counts,
        "waiting": desk.ledger.weighing().waiting(),
        "who": who,
        "named": named,
        "done": judgement_named(desk, query.done) if query.done else None,
        "last": judgement_record(last) if last else None,
        "lost": lost,
        "judgements": judge.count(),
        "problem": None,
        "conflict": None,
    }


def importing(request: Request, query: Annotated[NoQuery, Parameters()]) -> Answer:
    """The form; what it sends is answered with what it would do, or did."""
    return Answer({"result": None, "lines": "", "problem": None}, "Judgements in and out")


def export(request: Request) -> Response:
    """Every judgement, one a line, understandable without this ledger; `claimline review import` reads it."""
    ledger = request.app.state.desk.ledger

    def lines() -> Iterator[str]:
        for record in ledger.reviews().export():
            yield json.dumps(record, ensure_ascii=True) + "\n"

    headers = {"Content-Disposition": 'attachment; filename="judgements.jsonl"', "Cache-Control": "no-store"}
    return StreamingResponse(lines(), media_type="application/x-ndjson", headers=headers)


# What forms send


def _post(request: Request, verb: str, form: Form, weigher: Weigher) -> Response:
    if verb == "import":
        return _import(request, form, weigher)
    query = _back(form)
    if verb == "name":
        response = RedirectResponse(_there(query), 303)
        remember_who(request, response, first(form, "who"))
        return response
    if verb not in VERBS:
        raise BadRequest("there is no such judgement", where=verb, then=f"One of: {', '.join(VERBS)}")
    ledger, who = request.app.state.desk.ledger, _who(request, form)
    changes: dict[str, str | None] = {}
    try:
        if verb == "fix":
            left = ledger.reviews().of(first(form, "claim"))
            record = left.record if left and left.record else ledger.view().claim(first(form, "claim"))
            changes = changes_in(form, record)
            if not changes:
                raise UsageError("nothing in the form is otherwise than it was", then="Change a field, or accept it.")
        made = decide(ledger, verb, form, who, changes)
    except ClaimlineError as error:
        if not wants_page(request):
            raise
        return _again(request, query, verb, form, changes, error)
    if visitor_of(request) is not None:
        request.app.state.access.note(who, "judged", f"{verb} {made.id}")
    weighed = weigher.wake()
    if not wants_page(request):
        return JSON({"ok": True, "judgement": judgement_record(made), "weighed": weighed})
    return RedirectResponse(_there(query, claim=_focus_after(verb, form, made), done=made.id), 303)


def _who(request: Request, form: Form) -> str:
    """The name under which a form judges: that of the account, where there are accounts."""
    given = first(form, "who").strip() if visitor_of(request) is None else ""
    return given or who_of(request)[0]


def _focus_after(verb: str, form: Form, made: Judgement) -> str | None:
    """The claim to look at after a judgement: the next one; after an undo the one it was about."""
    if verb in ("accept", "reject", "fix"):
        return first(form, "next") or None
    if verb == "undo" and not first(form, "claim") and made.subjects:
        return made.subjects[0].partition(":")[2]
    return first(form, "claim") or None


def _back(form: Form) -> ReviewQuery:
    """The page that a form stood on, from its address in the field `back`; what makes no sense there is left out."""
    try:
        return ReviewQuery.model_validate(dict(parse_qsl(first(form, "back").partition("?")[2])))
    except ValidationError:
        return ReviewQuery.model_validate({})


def _there(query: ReviewQuery, **other: str | None) -> str:
    given = {**query.model_dump(exclude_defaults=True), "done": None, **other}
    return address("/review", given)


def _again(
    request: Request, query: ReviewQuery, verb: str, form: Form, changes: dict[str, str | None], error: ClaimlineError
) -> Response:
    """The page once more, with what was given, and what is wrong with it or what somebody else decided meanwhile."""
    claim = first(form, "claim")
    query = query.model_copy(update={"claim": claim or query.claim, "done": None})
    yours = {"verb": verb, "note": first(form, "note"), "changes": changes}
    with at_one_moment(request):
        doc = _doc(request, query)
        doc["problem"] = {"message": error.what, "where": error.where, "then": error.then, **yours}
        if isinstance(error, Conflict):
            doc["conflict"] = yours
        elif doc["focus"]:
            doc["focus"]["given"] |= {name[4:]: words[0] for name, words in form.items() if name.startswith("set.")}
        request.state.path, request.state.format = "/review", "html"
        shown = query.model_dump(exclude_defaults=True, exclude_none=True, mode="json")
        page = replace(page_of(request, "Review"), query={name: str(value) for name, value in shown.items()})
        return render(
            request, "review.html", doc, page, status=error.http_status, headers={"Cache-Control": "no-store"}
        )


def _import(request: Request, form: Form, weigher: Weigher) -> Response:
    ledger, lines, dry = request.app.state.desk.ledger, first(form, "lines"), first(form, "dry") != "no"
    doc: Record = {"result": None, "lines": lines, "problem": None}
    status = 200
    try:
        result = ledger.reviews().take(records_in(lines), dry_run=dry)
        doc["result"] = {**asdict(result), "dry": dry, "weighed": None}
        if not dry and result.added + result.undone:
            doc["result"]["weighed"] = weigher.wake()
    except ClaimlineError as error:
        if not wants_page(request):
            raise
        doc["problem"] = {"message": error.what, "where": error.where, "then": error.then}
        status = error.http_status
    if not wants_page(request):
        return JSON(doc["result"])
    request.state.path, request.state.format = "/review/import", "html"
    return render(request, "review_import.html", doc, page_of(request, "Judgements in and out"), status=status,
                  headers={"Cache-Control": "no-store"})  # fmt: skip
