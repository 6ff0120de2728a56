"""Addresses of reports: absolute, and the same however a reader came there."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from claimline import vocab

MAX_ADDRESS = 2000  # characters


def address_of(declared: Iterable[str], fetched: str | None) -> str | None:
    """The canonical address of a page: the first one declared that can be its own, else the one it was fetched from.

    A home page is no report's address: sites that declare it on every page would make all their reports one.
    """
    own = plain_address(fetched) if fetched else None
    for written in declared:
        address = plain_address(urljoin(own, written) if own else written)
        if address and (own is None or _is_inner(address) or not _is_inner(own)):
            return address
    return own


def plain_address(written: str) -> str | None:
    """The address without fragment and without parameters that only count readers; None for none of the web."""
    try:
        parts = urlsplit(written.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host or len(written) > MAX_ADDRESS:
        return None
    netloc = f"[{host}]" if ":" in host else host
    if port and port != {"http": 80, "https": 443}[parts.scheme.lower()]:
        netloc += f":{port}"
    query = parts.query
    if query:
        kept = [(key, value) for key, value in parse_qsl(query, keep_blank_values=True) if not _is_tracking(key)]
        if len(kept) != query.count("&") + 1:
            query = urlencode(kept)
    return urlunsplit((parts.scheme.lower(), netloc, parts.path or "/", query, ""))


def _is_inner(address: str) -> bool:
    parts = urlsplit(address)
    return bool(parts.path.strip("/") or parts.query)


def _is_tracking(key: str) -> bool:
    data, key = vocab.load("intake_pages"), key.lower()
    return key in data["tracking"] or key.startswith(tuple(data["tracking_begins"]))
