"""What a desk answers to one request, and what may be wrong with an answer."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
import time
from collections.abc import MutableMapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote_to_bytes

from fuzz_requests import Call

WAITS = 60  # seconds by the clock for one answer, which a busy machine may well need
_NEEDED = ("content-security-policy", "x-content-type-options", "referrer-policy", "x-frame-options")
_LEAKS = (b"Traceback (most recent", b"site-packages", b"/src/claimline/", b"sqlalchemy.", b"sqlite3.")
_FORMULA = re.compile(r"[=@\t\r＝＋－＠]|[+-](?![\d.])")
_SHAPE = {"code", "message", "where", "then"}
_OWN_ELEMENTS = {"img", "iframe", "object", "embed", "base", "math"}  # that no page of ours has


@dataclass(frozen=True, slots=True)
class Answer:
    """status 0: the application failed without an answer. seconds: of the processor."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    seconds: float
    failure: str = ""

    def header(self, name: str) -> str:
        return next((value for given, value in self.headers if given == name), "")

    @property
    def kind(self) -> str:
        return self.header("content-type").partition(";")[0]

    def json(self) -> Any:
        """What the body says; None where it is no JSON or packed."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


async def ask(app: Any, call: Call) -> Answer:
    """Send one request as an ASGI server would, and wait for all of the answer."""
    status, sent = 0, False
    headers: tuple[tuple[str, str], ...] = ()
    parts: list[bytes] = []

    async def receive() -> MutableMapping[str, Any]:
        nonlocal sent
        if sent:
            await asyncio.sleep(WAITS)  # the client stays
            return {"type": "http.disconnect"}
        sent = True
        return {"type": "http.request", "body": call.body.encode("latin-1"), "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status = message["status"]
            headers = tuple((n.decode("latin-1").lower(), v.decode("latin-1")) for n, v in message["headers"])
        elif message["type"] == "http.response.body":
            parts.append(message.get("body", b""))

    began, failure = time.process_time(), ""
    try:
        await asyncio.wait_for(app(_scope(call), receive, send), WAITS)
    except Exception as error:
        failure = f"{type(error).__name__}: {str(error)[:100]}"
    return Answer(status, headers, b"".join(parts), time.process_time() - began, failure)


def _scope(call: Call) -> MutableMapping[str, Any]:
    raw = call.path.encode("latin-1")
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": call.method,
        "scheme": "http",
        "path": unquote_to_bytes(raw).decode("utf-8", "replace"),
        "raw_path": raw,
        "query_string": call.query.encode("latin-1"),
        "root_path": "",
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in call.headers.items()],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8765),
    }


def sort_of(call: Call, answer: Answer) -> str:
    """What kind of answer it is: requests whose answers are of one sort took the same way through the desk."""
    route = re.sub(r"(?<=^/)([a-z]+)/[^.]*", r"\1/*", call.path)[:30]
    told = (answer.json() or {}) if answer.status >= 400 and answer.kind == "application/json" else {}
    error = told.get("error", {}) if isinstance(told, dict) else {}
    names = (
        ",".join(sorted({part.partition("=")[0] for part in call.query.split("&")}))[:60] if answer.status < 400 else ""
    )
    known = answer.status < 500 and not route.startswith(("/%", "/.", "//"))
    return f"{route if known else ''} {call.method[:8]} {answer.status} {answer.kind} {error.get('code', '')} {names}"


def faults(call: Call, answer: Answer) -> list[str]:
    """What is wrong with the answer, in words that are the same for the same fault."""
    if answer.failure:
        return [f"no answer: {answer.failure}"]
    found = []
    if answer.status >= 500:
        found.append(f"status {answer.status}")
    if any(one in answer.body for one in _LEAKS):
        found.append("it tells of its insides")
    found += [f"no header {name}" for name in _NEEDED if not answer.header(name)]
    if any("\n" in value or "\r" in value for _, value in answer.headers):
        found.append("a header with a line break")
    if call.method == "HEAD" and answer.body:
        found.append("HEAD with a body")
    if answer.header("content-encoding") or call.method == "HEAD" or answer.status in (304, 303, 308):
        return found
    return found + _wrong_body(answer)


def _wrong_body(answer: Answer) -> list[str]:
    if answer.kind in ("application/json", "application/geo+json"):
        return _wrong_json(answer)
    if answer.status >= 400 and answer.kind != "text/html":
        return [f"an error as {answer.kind or 'nothing'}"]
    if answer.kind == "text/csv":
        rows = csv.reader(io.StringIO(answer.body.decode("utf-8"), newline=""))
        return ["a formula in CSV"] if any(is_formula(cell) for row in rows for cell in row) else []
    return wrong_page(answer.body.decode("utf-8")) if answer.kind == "text/html" else []


def _wrong_json(answer: Answer) -> list[str]:
    try:
        doc = json.loads(answer.body, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        return [f"no JSON: {type(error).__name__}"]
    told = doc.get("error") if isinstance(doc, dict) else None
    right = isinstance(told, dict) and doc.get("ok") is False and told.keys() == _SHAPE and told["message"]
    return [] if right or answer.status < 400 else ["an error of another shape"]


def _no_number(name: str) -> None:
    raise ValueError(name)


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet may run the cell."""
    return _FORMULA.match(cell) is not None


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _OWN_ELEMENTS:
            self.wrong.append(f"an element {tag}")
        if tag == "script" and not (given.get("src") or "").startswith("/static/"):
            self.wrong.append("a script that is not ours")
        for name, value in given.items():
            if name.startswith("on") or name in ("style", "srcdoc"):
                self.wrong.append(f"an attribute {name}")
            goes = name in ("href", "src", "action", "formaction")
            if goes and re.match(r"[\s\x00-\x1f]*(javascript|data|vbscript):", value or "", re.IGNORECASE):
                self.wrong.append(f"an address in {name} that runs")

    def handle_data(self, data: str) -> None:
        if "\u202d" in data or "\u202e" in data:  # the others end with the element that they stand in
            self.wrong.append("a mark that turns the direction of letters")


def wrong_page(text: str) -> list[str]:
    """What a page has that a report or a request may have brought along: elements, attributes, addresses that run."""
    page = _Page()
    page.feed(text)
    return sorted(set(page.wrong))
