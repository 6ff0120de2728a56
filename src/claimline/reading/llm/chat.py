"""One question to a server that speaks OpenAI's chat completions, with patience for its bad moments."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlsplit

from claimline.errors import ReaderAnswer, ReaderRefused, ReaderUnreachable, UsageError

_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 529})  # statuses that another try may mend
_MOST_BYTES = 4 << 20  # of an answer
_MOST_SHOWN = 200  # characters of what a server says, in a message
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_SEED = 1


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a server is waited for: seconds for one answer, tries, and the first wait, which doubles each time."""

    timeout_s: float = 60.0
    tries: int = 4
    first_wait_s: float = 1.0
    longest_wait_s: float = 60.0

    def wait_s(self, tries_made: int, asked: str | None) -> float:
        """Seconds before the next try; the server may ask for more ("Retry-After")."""
        own = self.first_wait_s * 2.0 ** (tries_made - 1)
        wished = float(asked) if asked and asked.isdecimal() else 0.0
        return min(max(own, wished), self.longest_wait_s)


@dataclass(frozen=True, slots=True)
class Answer:
    """`state` "cut": the server's limit ended it early. "declined": the model would not read this text."""

    text: str
    state: Literal["whole", "cut", "declined"] = "whole"


@dataclass(frozen=True, slots=True)
class Server:
    """Where the model is. The key is shown in no message."""

    endpoint: str
    model: str
    api_key: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.endpoint)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            usable = False
        if not usable or any(c.isspace() or not c.isprintable() for c in self.endpoint):
            raise UsageError("the endpoint is no web address", then="Give one such as http://localhost:8080/v1.")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise UsageError(
                "the endpoint has more than host and path", then="A key belongs into the variable CLAIMLINE_API_KEY."
            )
        if not self.model.strip():
            raise UsageError("the name of the model is empty", then="Give it with --model.")
        if self.api_key is not None and not (self.api_key.isascii() and self.api_key.isprintable()):
            raise UsageError("the API key has characters that no key has", then="Set CLAIMLINE_API_KEY again.")

    @property
    def open_to_all(self) -> bool:
        """Whether text and key travel unencrypted over a network."""
        parts = urlsplit(self.endpoint)
        return parts.scheme == "http" and parts.hostname not in _LOCAL

    def request(self, body: Mapping[str, Any]) -> urllib.request.Request:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "claimline"}
        if self.api_key:
            headers["Authorization"] = f"Bearer {self.api_key}"
        data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        url = f"{self.endpoint.rstrip('/')}/chat/completions"
        return urllib.request.Request(url, data, headers, method="POST")

    def without_key(self, message: str) -> str:
        return message.replace(self.api_key, "…") if self.api_key else message


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect could carry the key and the text to another host."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


class Chat:
    """Asks one server. `note` hears of every further try."""

    def __init__(self, server: Server, patience: Patience, note: Callable[[str], None]) -> None:
        self._server, self._patience, self._note = server, patience, note
        self._opener = urllib.request.build_opener(_NoRedirect)

    def ask(self, system: str, user: str, schema: Mapping[str, Any]) -> Answer:
        """The model's answer to one message.

        Raises ReaderUnreachable without an answer after the last try, ReaderRefused where the server does not take the
        call, ReaderAnswer where what comes back is no chat completion.
        """
        body = {
            "model": self._server.model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
            "temperature": 0,
            "seed": _SEED,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "reading", "strict": True, "schema": schema},
            },
        }
        return _answer_in(self._sent(self._server.request(body)))

    def _sent(self, request: urllib.request.Request) -> bytes:
        for made in range(1, self._patience.tries + 1):
            asked = None
            try:
                return self._once(request)
            except urllib.error.HTTPError as error:
                problem = self._problem(error)
                if error.code not in _PASSING:
                    raise self._refused(error.code, problem) from None
                asked = error.headers.get("Retry-After")
            except (OSError, http.client.HTTPException) as error:
                problem = self._failure(error)
            if made < self._patience.tries:
                wait = self._patience.wait_s(made, asked)
                self._note(f"{self._server.endpoint}: {problem}; trying again in {wait:g} s")
                time.sleep(wait)
        raise ReaderUnreachable(
            f"no answer after {self._patience.tries} tries: {problem}",
            where=self._server.endpoint,
            then="Is the server running, and the address right? `--reader default` needs none.",
        )

    def _once(self, request: urllib.request.Request) -> bytes:
        deadline = time.monotonic() + self._patience.timeout_s
        with self._opener.open(request, timeout=self._patience.timeout_s) as response:
            return _bounded(response, deadline)

    def _problem(self, error: urllib.error.HTTPError) -> str:
        """The status with what the server says about it."""
        try:
            said = error.read(4096).decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            said = ""
        with suppress(ValueError, KeyError, TypeError, RecursionError):  # as OpenAI words it, else as it stands
            said = str(json.loads(said)["error"]["message"])
        line = self._line(said)
        return f"status {error.code}" + (f" ({line})" if line else "")

    def _failure(self, error: Exception) -> str:
        reason = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(reason, TimeoutError):
            return f"nothing within {self._patience.timeout_s:g} s"
        return self._line(str(reason)) or type(reason).__name__

    def _line(self, said: str) -> str:
        """What the other side says, as part of one line of ours: printable, short and without the key."""
        shown = "".join(c if c.isprintable() else " " for c in self._server.without_key(said))
        return " ".join(shown.split())[:_MOST_SHOWN]

    def _refused(self, status: int, problem: str) -> ReaderRefused:
        then = {
            401: "Set the variable CLAIMLINE_API_KEY to a key of this server.",
            403: "The key in CLAIMLINE_API_KEY may not use this model.",
            404: "Check --endpoint (often it ends in /v1) and --model.",
        }.get(status, "The server must know chat completions with a JSON schema as response_format.")
        if 300 <= status < 400:
            then = "Give the address that it redirects to; redirects are not followed."
        return ReaderRefused(f"the server does not take the call: {problem}", where=self._server.endpoint, then=then)


def _bounded(response: http.client.HTTPResponse, deadline: float) -> bytes:
    """All of a response, unless it is too long or comes too slowly."""
    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(1 << 16):
        pieces.append(piece)
        size += len(piece)
        if size > _MOST_BYTES:
            raise ReaderAnswer("the server's answer is longer than any reading")
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(pieces)


def _answer_in(data: bytes) -> Answer:
    """The text of a chat completion."""
    try:
        choice = json.loads(data)["choices"][0]
        message = choice["message"]
        content, refusal = message.get("content"), message.get("refusal")
        finish = choice.get("finish_reason")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
        raise ReaderAnswer("the server's answer is no chat completion") from None
    if refusal or finish == "content_filter":
        return Answer("", "declined")
    if finish == "length":
        return Answer("", "cut")
    if not isinstance(content, str):
        raise ReaderAnswer("the server's answer has no text")
    return Answer(content)
