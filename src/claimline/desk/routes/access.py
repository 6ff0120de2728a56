"""Signing in and out, shared links, the account's own page. Only on a desk that wants accounts."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated
from urllib.parse import urlencode, urlsplit

from fastapi import Depends, FastAPI
from fastapi import Query as Parameters
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from claimline.desk.access.gate import SESSION, SHARE, SIGN_IN, Visitor, keep, too_often, visitor_of
from claimline.desk.errors import Refused
from claimline.desk.guard import guarded
from claimline.desk.judging import first, form_of
from claimline.desk.pages import page_of, render
from claimline.desk.queries import Query, Text
from claimline.desk.state import Desk
from claimline.errors import ClaimlineError, UsageError
from claimline.ledger import Access
from claimline.ledger.access import Account, may
from claimline.model.record import Record

_ENTRIES = 200  # of the audit log on the page
_WRONG = "This name and this password do not open the desk."


class SignInQuery(Query):
    next: Text | None = None


def add(app: FastAPI, desk: Desk) -> None:
    if not desk.config.accounts:
        return
    access, locked = app.state.access, [Depends(guarded)]

    async def enter(request: Request) -> Response:
        form = await form_of(request)
        return await run_in_threadpool(
            _enter, request, access, first(form, "name"), first(form, "password"), first(form, "next")
        )

    async def change(request: Request, verb: str) -> Response:
        form = await form_of(request)
        return await run_in_threadpool(_change, request, access, verb, {name: first(form, name) for name in form})

    def own(request: Request) -> Response:
        return _own(request, access)

    app.add_api_route(SIGN_IN, sign_in, methods=["GET"], include_in_schema=False, response_model=None)
    app.add_api_route(
        SIGN_IN, enter, methods=["POST"], dependencies=locked, include_in_schema=False, response_model=None
    )
    app.add_api_route("/access", own, methods=["GET"], include_in_schema=False, response_model=None)
    app.add_api_route(
        "/access/{verb}", change, methods=["POST"], dependencies=locked, include_in_schema=False, response_model=None
    )


def sign_in(request: Request, query: Annotated[SignInQuery, Parameters()]) -> Response:
    return _form(request, query.next or "/")


def _form(request: Request, there: str, problem: str | None = None, status: int = 200) -> Response:
    doc = {"next": _inside(there), "problem": problem}
    return render(
        request, "signin.html", doc, page_of(request, "Sign in"), status=status, headers={"Cache-Control": "no-store"}
    )


def _inside(address: str) -> str:
    """An address of this desk, or its first page: a sign-in leads nowhere else."""
    try:
        elsewhere = bool(urlsplit(address.replace("\\", "/")).netloc)
    except ValueError:  # "//[" is no address at all
        return "/"
    return address if address.startswith("/") and not address.startswith("//") and not elsewhere else "/"


def _enter(request: Request, access: Access, name: str, password: str, there: str) -> Response:
    """Check a password. The same words and the same time whatever was wrong; a pause after each wrong one."""
    limits = request.app.state.limits
    keys = (f"account {name.casefold()[:80]}", f"address {request.client.host if request.client else ''}")
    if seconds := limits.pause(*keys):
        return too_often(request, seconds)
    account = access.verified(name, password)
    if account is None:
        limits.wrong(*keys)
        access.note(name[:80] or "nobody", "sign-in failed", keys[1])
        return _form(request, there, _WRONG, status=401)
    limits.right(keys[0])
    token, _ = access.grant("session", account)
    response = RedirectResponse(_inside(there), 303)
    keep(request, response, SESSION, token)
    response.delete_cookie(SHARE)
    return response


def _own(request: Request, access: Access, problem: ClaimlineError | None = None, link: str | None = None) -> Response:
    visitor = _visitor(request)
    admin = may(visitor.role, "admin")
    doc: Record = {
        "name": visitor.name,
        "role": visitor.role,
        "shares": [asdict(one) for one in access.grants("share", None if admin else visitor.name)],
        "tokens": [asdict(one) for one in access.grants("token", None if admin else visitor.name)],
        "may_share": may(visitor.role, "reviewer"),
        "accounts": [asdict(one) for one in access.accounts()] if admin else None,
        "audit": [asdict(one) for one in request.app.state.source.audit(most=_ENTRIES)] if admin else None,
        "problem": {"what": problem.what, "then": problem.then} if problem else None,
        "link": link,
    }
    page = page_of(request, "Your account")
    status = problem.http_status if problem else 200
    return render(request, "access.html", doc, page, status=status, headers={"Cache-Control": "no-store"})


def _change(request: Request, access: Access, verb: str, form: dict[str, str]) -> Response:
    visitor = _visitor(request)
    if verb == "signout":
        access.revoke(visitor.token, by=visitor.name, account=visitor.name)
        response = RedirectResponse(SIGN_IN, 303)
        response.delete_cookie(SESSION)
        return response
    try:
        if verb == "password":
            return _password(request, access, visitor, form)
        if verb == "share":
            return _share(request, access, visitor, form)
        if verb == "revoke":
            access.revoke(
                form.get("id", ""), by=visitor.name, account=None if may(visitor.role, "admin") else visitor.name
            )
            return RedirectResponse("/access", 303)
    except ClaimlineError as error:
        return _own(request, access, error)
    raise UsageError("there is no such step", where=verb, then="Use the forms of /access.")


def _password(request: Request, access: Access, visitor: Visitor, form: dict[str, str]) -> Response:
    """A new password; who changes it signs in anew."""
    if access.verified(visitor.name, form.get("old", "")) is None:
        raise Refused("the old password is not right", then="Try again, or ask an admin for a new one.")
    access.set_password(visitor.name, form.get("new", ""), by=visitor.name)
    response = RedirectResponse(SIGN_IN, 303)
    response.delete_cookie(SESSION)
    return response


def _share(request: Request, access: Access, visitor: Visitor, form: dict[str, str]) -> Response:
    """A link to one address of the desk, or to all of it; its token is shown once."""
    if not may(visitor.role, "reviewer"):
        raise Refused("a reader may not share", then="Ask a reviewer.")
    given = form.get("address", "").strip()
    try:
        path = urlsplit(given)._replace(scheme="", netloc="", fragment="").geturl() if given else ""
    except ValueError:
        path = given
    if path and not path.startswith("/"):
        raise UsageError(
            "this is no address of the desk", where=given, then="Copy one from the browser, such as /map?on=…"
        )
    days = form.get("days", "7")
    account = Account(visitor.name, visitor.role, "")
    token, _ = access.grant(
        "share", account, days=int(days) if days.isdecimal() else 0, path=path, label=form.get("label", "")
    )
    there = path or "/"
    link = f"{str(request.base_url).rstrip('/')}{there}{'&' if '?' in there else '?'}{urlencode({'share': token})}"
    return _own(request, access, link=link)


def _visitor(request: Request) -> Visitor:
    visitor = visitor_of(request)
    if visitor is None or visitor.path is not None or not visitor.token:
        raise Refused("this page is for who has signed in", then="Sign in at /signin.")
    return visitor
