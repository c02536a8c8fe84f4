"""The package `wayback` over our own wire: its index and copies, within limits of size and time."""

from io import BytesIO
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPHeaderDict, HTTPResponse
from wayback import WaybackClient, WaybackSession

from crossread.collect.address import Resolver, resolve_host
from crossread.collect.clock import Clock
from crossread.collect.fetch import Limits, own_version
from crossread.collect.wire import Wire

HOME = "https://web.archive.org"
# Questions in a second. The Internet Archive asks for no more than 0.4 of its index; copies may be
# asked for at 8, and a page a second is enough for us.
SEARCHES_A_SECOND = 0.4
COPIES_A_SECOND = 1.0
_UNPACKED = frozenset({"content-encoding", "content-length", "transfer-encoding"})


class WireAdapter(HTTPAdapter):
    """Sends what `requests` is asked for through our wire, to addresses that it has checked."""

    def __init__(self, wire: Wire, home: str) -> None:
        super().__init__()
        self._wire = wire
        self._home = home

    def send(self, request: Any, *ignored: Any, **options: Any) -> Any:
        """Send one request; `requests` follows redirects by itself."""
        url = self._home + str(request.url).removeprefix(HOME)
        self._wire.start_question()
        answer = self._wire.fetch_step(url, {}).answer
        if answer.fault == "timed_out":
            raise requests.exceptions.Timeout(answer.says, request=request)
        if answer.fault in ("too_large", "damaged"):
            raise requests.exceptions.ContentDecodingError(answer.says, request=request)
        if answer.fault:
            raise requests.exceptions.ConnectionError(answer.says, request=request)
        raw = HTTPResponse(
            body=BytesIO(answer.data),
            headers=HTTPHeaderDict([h for h in answer.headers if h[0] not in _UNPACKED]),
            status=answer.status or 0,
            preload_content=False,
        )
        return self.build_response(request, raw)

    def close(self) -> None:
        """Hang up."""
        self._wire.close()


def open_wayback(
    limits: Limits,
    clock: Clock,
    *,
    home: str = HOME,
    resolve: Resolver = resolve_host,
    is_patient: bool = True,
) -> WaybackClient:
    """A client of the Wayback Machine.

    Args:
        limits: bytes and seconds for one answer.
        clock: dates the answers.
        home: another address that answers as the Wayback Machine does.
        resolve: gives a host's numeric addresses.
        is_patient: whether questions are spaced out and asked again when they fail.
    """
    session = WaybackSession(
        retries=4 if is_patient else 0,
        backoff=2,
        user_agent=f"crossread/{own_version()} (+reads public statements)",
        search_calls_per_second=SEARCHES_A_SECOND if is_patient else 0,
        memento_calls_per_second=COPIES_A_SECOND if is_patient else 0,
    )
    session.trust_env = False
    session.mount("http://", _Closed())
    session.mount("https://", _Closed())
    session.mount(f"{HOME}/", WireAdapter(Wire(limits, clock, resolve), home))
    return WaybackClient(session)


class _Closed(HTTPAdapter):
    """For every other site: an archived page may redirect anywhere, and we follow nowhere else."""

    def send(self, request: Any, *ignored: Any, **options: Any) -> Any:
        raise requests.exceptions.ConnectionError(f"{request.url} is not in the archive")
