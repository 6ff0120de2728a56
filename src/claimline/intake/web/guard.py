"""Which addresses may be asked: the public web, and nothing of the machine or network that Claimline runs on.

Addresses come from feeds and pages, which are hostile. The name is looked up once, the answer is checked, and the
connection goes to the address that was checked: a name that answers differently the second time gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from claimline.errors import InputError

PORTS = {"http": 80, "https": 443}
MAX_ADDRESS = 2000  # characters
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Refused(InputError):
    """An address that is not asked, whatever answers there."""


def checked(url: str, *, allow_private: bool) -> SplitResult:
    """The parts of a web address. Raises Refused for another scheme, a port that is no web server's, a user name, or
    what is no address at all."""
    shown = url if len(url) <= 200 else url[:200] + "…"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Refused("this is no web address", where=shown, then="Write it as https://example.org/page.") from None
    if parts.scheme not in PORTS or not parts.hostname or len(url) > MAX_ADDRESS or not url.isprintable():
        raise Refused("only http and https addresses are read", where=shown, then="Write https://example.org/page.")
    if parts.username is not None or parts.password is not None:
        raise Refused("addresses with a user name are not read", where=shown, then="Leave it out.")
    if not allow_private and port is not None and port < 1024 and port not in PORTS.values():
        raise Refused(f"port {port} is no web server's", where=shown, then="Use --allow-private for an intranet.")
    return parts


def addresses(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The numeric addresses of a host that may be asked, as the resolver orders them.

    Raises Refused where none of them is public (unless `allow_private`), OSError where the name has no address.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numeric = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    public = numeric if allow_private else [a for a in numeric if is_public(a)]
    if not public:
        raise Refused(
            "it leads to this machine or its own network, which is not asked",
            where=host,
            then="Use --allow-private if it is an intranet of yours.",
        )
    return public


def is_public(numeric: str) -> bool:
    """Whether an address is one of the public internet (RFC 6890), also when it is an IPv4 one inside an IPv6 one."""
    try:
        address: Address = ipaddress.ip_address(numeric.partition("%")[0])
    except ValueError:
        return False
    inner = _inside(address)
    if inner is not None:
        return is_public(str(inner))
    return address.is_global and not address.is_multicast and not address.is_reserved


def _inside(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for: mapped, 6to4, Teredo, NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
