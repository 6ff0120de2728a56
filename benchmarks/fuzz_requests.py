"""Strange requests to a desk: every documented address with every parameter, and what no client would send."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from fuzz_ledger import WORDS, word

HOST = "127.0.0.1:8765"
TOKEN = "a" * 43
METHODS = ("POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "HEAD", "PROPFIND", "")
DAYS = (
    "2024-05-16", "0001-01-01", "9999-12-31", "2024-02-30", "2024-5-1", "20240516", "٢٠٢٤-٠٥-١٦", "2024-W20", "-1", "0",
    "2024-05-16T12:00:00Z", "2024-05-16T25:00:00Z", "9999-12-31T23:59:59+99:99", "today", "1e9", "2024-05-16 ",
)  # fmt: skip
NUMBERS = ("0", "1", "-1", "50", "500", "501", "9" * 30, "1.5", "1e3", "NaN", "0x10", "٣", "", " 1", "true", "null")
CURSORS = ("W10=", "e30", "bnVsbA", "WzEsMl0", "WyJhIiwiYiJd", "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5XQ", "====", "_-_-")
HEADERS: dict[str, tuple[str, ...]] = {
    "accept": ("text/html", "application/json", "*/*;q=0", "text/html;" * 50, "\xff", ""),
    "host": (HOST, "localhost", "evil.example", "[", "127.0.0.1:x", "a" * 3000, ""),
    "cookie": (f"claimline-token={TOKEN}", "claimline-token=", "claimline-who=%ff%00", "=;=;" * 200, 'x="'),
    "range": ("bytes=0-1", "bytes=-1", "bytes=9-1", "bytes=0-0," * 300, "lines=1-2", "bytes=99999999999999999999-"),
    "if-none-match": ("*", 'W/"x"', '"' * 500, "\xff"),
    "if-modified-since": ("Thu, 01 Jan 1970 00:00:00 GMT", "yesterday"),
    "origin": ("http://evil.example", "null", f"http://{HOST}", "http://["),
    "sec-fetch-site": ("same-origin", "cross-site", "none", "x"),
    "accept-encoding": ("gzip", "gzip;q=0", "br, zstd", "identity"),
    "accept-language": ("uk", "x" * 2000),
    "content-type": ("application/x-www-form-urlencoded", "multipart/form-data", "application/json", ";", "text/xml"),
    "content-length": ("-1", "99999999999", "x"),
    "transfer-encoding": ("chunked",),
    "x-forwarded-host": ("evil.example",),
    "x-forwarded-for": ("203.0.113.9",),
    "x-claimline-token": (TOKEN, "", "\xff"),
    "authorization": ("Basic Og==", "Bearer x", "Basic \xff"),
    "connection": ("upgrade", "close"),
    "upgrade": ("websocket", "h2c"),
}
FIELDS = (
    "claim", "expects", "note", "who", "next", "back", "event", "of", "judgement", "lines", "dry", "pick.place",
    "token", "set.kind", "set.place", "set.speaker", "set.actor", "set.day", "set.min", "set.polarity",
)  # fmt: skip
VERBS = ("accept", "reject", "fix", "merge", "split", "undo", "import", "name", "x", "..", "%00")
LINES = ("{}", "[]", "null", "[" * 5_000, '{"id": 1}', '{"verb":"accept","claim":null}', "\x00", '{"a":' * 2_000, "x")


@dataclass(frozen=True, slots=True)
class Call:
    """One request. path and query are as they go over the wire; body is Latin-1."""

    path: str
    query: str = ""
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""

    def line(self) -> str:
        return json.dumps({name: value for name, value in asdict(self).items() if value}, sort_keys=True)


@dataclass(slots=True)
class Known:
    """What a client may have learnt of a ledger: names for paths, values for parameters, cursors."""

    names: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    cursors: list[str] = field(default_factory=lambda: list(CURSORS))

    def learn(self, doc: Any) -> None:
        """From an answer in JSON: ids, names, keys, refs, cursors; the last few hundred are remembered."""
        waiting = [doc]
        while waiting and len(waiting) < 2_000:
            value = waiting.pop()
            if isinstance(value, dict):
                for name, inner in value.items():
                    if isinstance(inner, str) and name in ("id", "ref", "key", "name", "place", "claim", "outlet"):
                        self._keep(self.names, inner)
                    elif name == "next" and isinstance(inner, str):
                        self._keep(self.cursors, inner)
                    elif isinstance(inner, str) and len(inner) < 200:
                        self._keep(self.values, inner)
                waiting.extend(value.values())
            elif isinstance(value, list):
                waiting.extend(value[:5])

    @staticmethod
    def _keep(where: list[str], what: str) -> None:
        where.append(what)
        if len(where) > 400:
            del where[: len(where) - 300]


def calls(spec: Mapping[str, Any], known: Known, chance: random.Random) -> Iterator[Call]:
    """Requests without end. Four of five name what the API describes; the rest are anything."""
    addresses = _addresses(spec)
    while True:
        kind = chance.random()
        if kind < 0.12:
            yield _judging(known, chance)
        elif kind < 0.2:
            yield _anything(known, chance)
        else:
            path, parameters = chance.choice(addresses)
            yield _documented(path, parameters, known, chance)


def _addresses(spec: Mapping[str, Any]) -> list[tuple[str, list[Any]]]:
    """Each address with its parameters, and the page that belongs to it, which the document leaves out."""
    found: dict[str, list[Any]] = {"/static/x/{name}": [], "/openapi.json": []}
    for path, methods in spec["paths"].items():
        for one in methods.values():
            found[path] = one.get("parameters", [])
            page, _, ending = path.rpartition(".")
            if ending in ("json", "csv", "geojson"):
                found.setdefault("/" if page == "/index" else page, found[path])
    return sorted(found.items(), key=lambda pair: pair[0])


def _documented(path: str, parameters: list[Any], known: Known, chance: random.Random) -> Call:
    while "{" in path:
        before, _, rest = path.partition("{")
        path = before + _name(known, chance) + rest.partition("}")[2]
    asked = [one for one in parameters if one["in"] == "query"]
    given = [(one["name"], _value(one, known, chance)) for one in chance.sample(asked, min(len(asked), _few(chance)))]
    if chance.random() < 0.05:
        given.append((word(chance), word(chance)))
    if given and chance.random() < 0.03:
        given.append(chance.choice(given))
    method = chance.choice(METHODS) if chance.random() < 0.04 else "GET"
    return Call(path, _query(given, chance), method, _headers(chance))


def _name(known: Known, chance: random.Random) -> str:
    kind = chance.random()
    if known.names and kind < 0.6:
        name = chance.choice(known.names)
        name = name[: chance.randint(1, 8)] if chance.random() < 0.1 else name
    else:
        name = word(chance) if kind < 0.95 else "x" * 9_000
    return quote(name.encode("utf-8", "surrogatepass"), safe="" if chance.random() < 0.8 else "/%.")


def _value(parameter: Mapping[str, Any], known: Known, chance: random.Random) -> str:
    kind, schema = chance.random(), json.dumps(parameter["schema"])
    if parameter["name"] in ("after", "before") and kind < 0.8:
        cursor = chance.choice(known.cursors)
        return (
            cursor if kind < 0.6 else cursor[: chance.randint(0, len(cursor))] + chance.choice(("", "A", "=", "\x00"))
        )
    if '"date' in schema and kind < 0.9:
        return chance.choice(DAYS[:3]) if kind < 0.5 else chance.choice(DAYS)
    if '"integer"' in schema and kind < 0.9:
        return chance.choice(NUMBERS)
    choices = next((one["enum"] for one in _kinds(parameter["schema"]) if "enum" in one), None)
    if choices and kind < 0.7:
        return str(chance.choice(choices))
    pool = (known.names, known.values, WORDS)[chance.choice((0, 0, 1, 2))] or WORDS
    return chance.choice(pool) if kind < 0.9 else word(chance)


def _kinds(schema: Mapping[str, Any]) -> list[Any]:
    return [schema, *schema.get("anyOf", [])]


def _few(chance: random.Random) -> int:
    return chance.choice((0, 1, 1, 1, 2, 2, 3, 5, 12))


def _query(given: list[tuple[str, str]], chance: random.Random) -> str:
    if chance.random() < 0.02:
        return chance.choice(("&&==&", "%", "%zz=%f", "a" * 20_000, "=", "&=" * 500, "a;b", "?" * 9))
    return urlencode([(_bytes(name), _bytes(value)) for name, value in given])


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _headers(chance: random.Random) -> dict[str, str]:
    headers = {"host": HOST, "accept": chance.choice(("text/html", "application/json"))}
    while chance.random() < 0.25:
        name = chance.choice(list(HEADERS))
        if name != "host" or chance.random() < 0.2:
            headers[name] = chance.choice(HEADERS[name])
    return headers


def _judging(known: Known, chance: random.Random) -> Call:
    """What a form of the review page sends, with its token; some of the fields make sense."""
    fields = [(name, _field(name, known, chance)) for name in chance.sample(FIELDS, chance.randint(0, 8))]
    fields += [("event", _field("event", known, chance)), ("claim", _field("claim", known, chance))]
    headers = {**_headers(chance), "content-type": "application/x-www-form-urlencoded"}
    if chance.random() < 0.9:
        headers |= {"cookie": f"claimline-token={TOKEN}", "x-claimline-token": TOKEN}
    if chance.random() < 0.1:
        headers["cookie"] = f"claimline-token={TOKEN}; claimline-who={quote(word(chance).encode('utf-8', 'replace'))}"
    body = urlencode([(name, _bytes(value)) for name, value in fields])
    return Call(f"/review/{chance.choice(VERBS)}", "", "POST", headers, body)


def _field(name: str, known: Known, chance: random.Random) -> str:
    if name == "lines":
        return "\n".join(chance.choice(LINES) for _ in range(chance.randint(1, 3)))
    if name == "dry":
        return chance.choice(("no", "yes", ""))
    if name in ("claim", "event", "of", "judgement", "expects") and known.names and chance.random() < 0.8:
        return chance.choice(known.names)
    return chance.choice((*DAYS, *NUMBERS)) if chance.random() < 0.3 else word(chance)


def _anything(known: Known, chance: random.Random) -> Call:
    path = "/" + "/".join(
        quote(_bytes(word(chance)), safe=chance.choice(("", "/.%"))) for _ in range(chance.randint(0, 4))
    )
    ending = chance.choice(("", ".json", ".csv", ".geojson", ".atom", "/", "//", ".json.json", "%2ejson"))
    body = word(chance).encode("utf-8", "replace").decode("latin-1") if chance.random() < 0.2 else ""
    method = chance.choice(METHODS) if chance.random() < 0.3 else "GET"
    return Call(path + ending, _query([(word(chance), word(chance))], chance), method, _headers(chance), body)
