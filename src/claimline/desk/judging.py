"""What the review page's forms do: each is one judgement, with the name of who makes it."""

from __future__ import annotations

import getpass
import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from claimline.desk.access import visitor_of
from claimline.desk.errors import BadRequest
from claimline.errors import RecordError
from claimline.ledger import Judgement, Ledger
from claimline.model.record import Record
from claimline.pipeline.review_form import SLOTS, changed
from claimline.pipeline.reviewing import gazetteer_places

WHO = "claimline-who"  # the cookie with the name of who judges
_YEAR = 365 * 24 * 3600
_LONGEST = 120  # characters of a name
VERBS = ("accept", "reject", "fix", "merge", "split", "undo")
Form = Mapping[str, list[str]]


async def form_of(request: Request) -> Form:
    """The fields of a form, empty ones too. Raises BadRequest for another sort of body."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        raise BadRequest("this is no form", then="Send application/x-www-form-urlencoded.")
    return parse_qs((await request.body()).decode("utf-8", "replace"), keep_blank_values=True)


def first(form: Form, name: str) -> str:
    return (form.get(name) or [""])[0]


def who_of(request: Request) -> tuple[str, bool]:
    """The name of who judges, and whether they gave it; else it is that of the account that runs the desk.

    On a desk that wants accounts it is that of who has signed in, whatever else is given.
    """
    visitor = visitor_of(request)
    if visitor is not None:
        return visitor.name, True
    given = unquote(request.cookies.get(WHO, "")).strip()
    if given:
        return given[:_LONGEST], True
    try:
        return getpass.getuser(), False
    except (OSError, KeyError, ImportError):  # an account without a name
        return "", False


def remember_who(request: Request, response: Response, name: str) -> None:
    name = " ".join(name.split())[:_LONGEST]
    response.set_cookie(
        WHO, quote(name), max_age=_YEAR, samesite="strict", httponly=True, secure=request.url.scheme == "https"
    )


def changes_in(form: Form, record: Record) -> dict[str, str | None]:
    """What a form sets otherwise than the record has it: fields `set.SLOT`, and `pick.place` for a place to choose."""
    given = {slot: first(form, f"set.{slot}") for slot in SLOTS if f"set.{slot}" in form}
    picked = first(form, "pick.place")
    if picked == "none":
        given.pop("place", None)
        return {**changed(record, given), "place": None}
    if picked == "as-read":
        given.pop("place", None)
    elif picked not in ("", "other"):
        given["place"] = picked
    return changed(record, given)


def decide(ledger: Ledger, verb: str, form: Form, who: str, changes: Mapping[str, str | None]) -> Judgement:
    """Write one judgement. Raises Conflict, NotFound, UsageError."""
    judge = ledger.judge(places=gazetteer_places())
    claim, note = first(form, "claim"), first(form, "note").strip()
    expects = first(form, "expects") if "expects" in form else None
    if verb == "accept":
        return judge.accept(claim, who=who, note=note, expects=expects)
    if verb == "reject":
        return judge.reject(claim, who=who, note=note, expects=expects)
    if verb == "fix":
        return judge.fix(claim, changes, who=who, note=note, expects=expects)
    if verb == "merge":
        others = [one.strip() for one in form.get("event", []) if one.strip()]
        return judge.merge(others, who=who, note=note)
    if verb == "split":
        return judge.split(first(form, "event"), form.get("of", []), who=who, note=note)
    return judge.undo(first(form, "judgement"), who=who, note=note)


def records_in(lines: str) -> Iterator[Record]:
    """Judgements, one a line. Raises RecordError."""
    for number, line in enumerate(lines.splitlines(), 1):
        if line.strip():
            try:
                record: Any = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise RecordError(
                    f"this is no JSON: {error}", where=f"line {number}", then="One judgement a line."
                ) from error
            yield record
