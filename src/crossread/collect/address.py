"""Which addresses crossread asks: the public web, and nothing behind it."""

import re
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from queue import Empty, SimpleQueue
from threading import Thread

from httpx import URL, InvalidURL

from crossread.errors import BadInput, PrivateAddress, SourceUnavailable

# host, port, seconds -> numeric addresses
Resolver = Callable[[str, int, float], list[str]]

# Networks whose addresses carry an IPv4 address in their last 32 bits (RFC 4291, RFC 6052).
_CARRIERS = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))


def as_url(words: str) -> URL:
    """Check the form of an address.

    Raises:
        BadInput: it is malformed, carries a password, or is not http(s).
    """
    try:
        url = URL(words)
        check_url(url)
    except (InvalidURL, UnicodeError) as error:  # UnicodeError: a host such as xn--a
        shown = re.sub(r"//[^/?#]*@", "//", words)  # never with a password
        raise BadInput(f"{shown!r} is not a well-formed address", _FORM) from error
    return url


_FORM = "Copy the address from your browser: https://... without a user name or a password."


def check_url(url: URL) -> None:
    """Refuse an address that is not of the open web in form; also used on redirects.

    Raises:
        BadInput: another scheme than http(s), no host, or a user name or password in it.
    """
    if not url.scheme:
        raise BadInput(
            f"{url} does not begin as an address", f"Put https:// before it: https://{url}"
        )
    if url.scheme not in ("http", "https"):
        raise BadInput(f"{url.scheme}: addresses are not fetched", _FORM)
    if url.userinfo:
        raise BadInput(f"the address of {url.host} carries a user name or a password", _FORM)
    if not url.host:
        raise BadInput(f"{url} names no host", _FORM)


def resolve_host(host: str, port: int, timeout_s: float) -> list[str]:
    """Ask the system for the addresses of a host, for at most `timeout_s` seconds.

    Raises:
        SourceUnavailable: there is no such host, or no answer in time.
    """
    answers: SimpleQueue[list[str] | OSError | UnicodeError] = SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    # The system call cannot be given up, so it is left to a thread that ends by itself.
    Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=max(timeout_s, 0.001))
    except Empty as error:
        raise SourceUnavailable(f"{host}: its address was not found in time", _DNS) from error
    if isinstance(answer, list):
        return answer
    raise SourceUnavailable(f"{host}: no such host is known", _DNS) from answer


_DNS = "Check the spelling of the address and the connection to the internet."


def check_public(host: str, address: str) -> None:
    """Refuse an address of this machine or of a private network.

    Raises:
        PrivateAddress: naming the host and where it leads.
    """
    if not is_public(address):
        where = f"{host} leads to {address}" if host != address else address
        fact = f"{where}, which is not on the public internet: refused without --allow-private"
        raise PrivateAddress(fact, "Give it if you trust the address.")


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the public internet.

    >>> [is_public(a) for a in ("93.184.216.34", "10.0.0.1", "::ffff:127.0.0.1", "fe80::1%2")]
    [True, False, False, False]
    """
    inner = _carried(ip_address(address))
    if inner.is_multicast or inner.is_reserved or not inner.is_global:
        return False
    # Only this eighth of IPv6 is given out; 6to4 and Teredo could carry anything.
    return inner.version == 4 or (
        inner in IPv6Network("2000::/3") and not (inner.sixtofour or inner.teredo)
    )


def _carried(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if any(address in network for network in _CARRIERS):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address
