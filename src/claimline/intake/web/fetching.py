"""Fetching: redirects, sizes and time limited, every hop guarded, robots.txt kept, hosts not hurried."""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from claimline import __version__
from claimline.errors import InputError, InputTooLarge
from claimline.intake.config import MEGABYTE
from claimline.intake.http import Response, unpacked
from claimline.intake.web.guard import PORTS, Refused, addresses, checked

USER_AGENT = f"claimline/{__version__} (reads news reports; respects robots.txt)"
_REDIRECTS = (301, 302, 303, 307, 308)
_ROBOTS_BYTES = 500_000  # RFC 9309 wants at least these to be read
_LONGEST_DELAY = 30.0  # seconds: what a robots.txt may ask for between two requests
_MOST_HOSTS = 2000  # of which it is remembered what they allow and when they were asked
_Value = TypeVar("_Value")


class Unfetched(InputError):
    """An address that gave no answer to read. `status`: what it answered (0: nothing); `wait`: seconds that it asks
    to be left alone for."""

    def __init__(self, what: str, *, where: str, status: int = 0, wait: float = 0.0) -> None:
        super().__init__(what, where=where, then="Try again later, or save the page as an .html file.")
        self.status, self.wait = status, wait


@dataclass(frozen=True, slots=True)
class FetchConfig:
    """allow_private: ask this machine and its network too. delay: seconds between two requests to one host.
    timeout: seconds without a byte; deadline: seconds for one answer in all. max_bytes: of one answer, unpacked.
    robots: seconds that a robots.txt holds before it is asked for again (RFC 9309: a day at most)."""

    allow_private: bool = False
    delay: float = 1.0
    timeout: float = 20.0
    deadline: float = 60.0
    max_redirects: int = 5
    max_bytes: int = 10 * MEGABYTE
    robots: float = 86_400.0
    sleep: Callable[[float], object] = time.sleep


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, with the address that gave it after all redirects. Status 200, or 304 when nothing has changed."""

    url: str
    response: Response


@dataclass(slots=True)
class Fetcher:
    """Fetches addresses, remembering what each host allows and when it was asked last."""

    config: FetchConfig = field(default_factory=FetchConfig)
    _rules: dict[str, tuple[float, Callable[[str], bool]]] = field(default_factory=dict)  # with when they were had
    _delays: dict[str, float] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str, conditions: Mapping[str, str] | None = None) -> Fetched:
        """The answer of an address. `conditions`: headers such as If-None-Match, for which 304 is an answer, too.

        Raises Refused for what is not asked, Unfetched for what gives no answer, InputTooLarge.
        """
        started = url
        for _ in range(self.config.max_redirects + 1):
            parts = checked(url, allow_private=self.config.allow_private)
            if not self._allowed(parts, url):
                raise Refused(
                    "its robots.txt asks not to be read by programs", where=url, then="Save the page by hand."
                )
            response = self._ask(parts, conditions or {})
            if response.status in _REDIRECTS and "location" in response.headers:
                url = urljoin(url, response.headers["location"].strip())
                continue
            if response.status == 200 or (response.status == 304 and conditions):
                return Fetched(url, response)
            raise Unfetched(
                f"the server answers {response.status}", where=url, status=response.status, wait=_wait(response)
            )
        raise Unfetched(f"more than {self.config.max_redirects} redirects", where=started)

    def _allowed(self, parts: SplitResult, url: str) -> bool:
        """What robots.txt says (RFC 9309): without one all is allowed; when it cannot be had, nothing is, or what the
        last one said."""
        site, now = f"{parts.scheme}://{parts.netloc}", time.monotonic()
        had, rules = self._rules.get(site, (0.0, None))
        if rules is None or now - had >= self.config.robots:
            try:
                rules = self._robots(site)
            except Unfetched:
                if rules is None:
                    raise
            _remember(self._rules, site, (now, rules))
        return rules(url)

    def _robots(self, site: str) -> Callable[[str], bool]:
        from urllib.robotparser import RobotFileParser

        url = f"{site}/robots.txt"
        for _ in range(self.config.max_redirects + 1):
            response = self._ask(checked(url, allow_private=self.config.allow_private), {})
            if response.status not in _REDIRECTS or "location" not in response.headers:
                break
            url = urljoin(url, response.headers["location"].strip())
        if 400 <= response.status < 500:
            return lambda _: True
        if response.status != 200:
            raise Unfetched(f"its robots.txt answers {response.status}", where=site, status=response.status)
        rules = RobotFileParser()
        rules.parse(response.body[:_ROBOTS_BYTES].decode("utf-8", "replace").splitlines())
        asked, host = rules.crawl_delay("claimline"), urlsplit(site).netloc
        self._delays.pop(host, None)
        if asked is not None:
            _remember(self._delays, host, min(float(asked), _LONGEST_DELAY))
        return lambda address: rules.can_fetch("claimline", address)

    def _ask(self, parts: SplitResult, conditions: Mapping[str, str]) -> Response:
        where, config = urlunsplit(parts), self.config
        self._be_polite(parts.netloc)
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        try:
            numeric = addresses(host, port, allow_private=config.allow_private)
            connection = _connection(parts.scheme, host, port, numeric, config)
        except (OSError, UnicodeError) as error:
            raise Unfetched(f"it cannot be reached ({_reason(error)})", where=where) from None
        late = threading.Event()
        watchdog = threading.Timer(config.deadline, _cut, (connection.sock, late))
        watchdog.daemon = True
        watchdog.start()
        try:
            target = urlunsplit(("", "", _quoted(parts.path) or "/", _quoted(parts.query), ""))
            headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip", "Connection": "close", **conditions}
            connection.request("GET", target, headers=headers)
            answer = connection.getresponse()
            body = answer.read(config.max_bytes + 1)
            found: dict[str, str] = {}
            for name, value in answer.getheaders():
                found.setdefault(name.lower(), value)
            status = answer.status
            if late.is_set():
                raise TimeoutError
            if len(body) <= config.max_bytes and answer.length:  # what is still to come, where its length was said
                raise ValueError("its answer is cut off")
        except (OSError, http.client.HTTPException, ValueError, AttributeError) as error:
            reason = "no answer in time" if late.is_set() else _reason(error)
            raise Unfetched(f"it does not answer as it should ({reason})", where=where) from None
        finally:
            watchdog.cancel()
            connection.close()
        if len(body) > config.max_bytes:
            raise InputTooLarge(f"it has more than {config.max_bytes / MEGABYTE:g} MB", where=where)
        if "gzip" in found.get("content-encoding", "").lower():
            body = unpacked(body, config.max_bytes, where)
        return Response(status, found, body)

    def _be_polite(self, host: str) -> None:
        delay = max(self.config.delay, self._delays.get(host, 0.0))
        left = self._last.get(host, -delay) + delay - time.monotonic()
        if left > 0 and host in self._last:
            self.config.sleep(left)
        _remember(self._last, host, time.monotonic())


def _remember(table: dict[str, _Value], key: str, value: _Value) -> None:
    """Keep it as the newest; what was set longest ago is forgotten beyond the limit."""
    table.pop(key, None)
    table[key] = value
    while len(table) > _MOST_HOSTS:
        del table[next(iter(table))]


def _connection(
    scheme: str, host: str, port: int, numeric: list[str], config: FetchConfig
) -> http.client.HTTPConnection:
    """A connection to the first of the checked addresses that answers; for TLS under the host's own name."""
    for place, address in enumerate(numeric):
        try:
            opened = socket.create_connection((address, port), config.timeout)
            break
        except OSError:
            if place == len(numeric) - 1:
                raise
    connection = http.client.HTTPConnection(host, port, timeout=config.timeout)
    if scheme == "https":
        try:
            opened = ssl.create_default_context().wrap_socket(opened, server_hostname=host)
        except OSError:
            opened.close()
            raise
        connection.default_port = PORTS["https"]
    connection.sock = opened
    return connection


def _cut(sock: socket.socket, late: threading.Event) -> None:
    """End an answer that trickles in byte by byte: whoever waits for it gets the end of the stream at once."""
    late.set()
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _quoted(part: str) -> str:
    from urllib.parse import quote

    return quote(part, safe="%/:=&?~#+!$,;'@()*[]|")


def _wait(response: Response) -> float:
    """Seconds of a Retry-After header; 0 without one."""
    value = response.headers.get("retry-after", "").strip()
    return float(value) if value.isascii() and value.isdigit() and len(value) < 8 else 0.0


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__)[:100]
