"""The wire: connects to the very address that was checked, and stops when the time is up.

httpx bounds each wait, not their sum, and looks a name up by itself at the moment it connects.
Both are replaced here, by the hooks that httpcore and httpx publish for it.
"""

import ssl
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import httpcore
import httpx

from crossread.collect.address import Resolver, check_public

READ_S = 10.0  # seconds without a byte after which an answer is given up


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment on the monotonic clock."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """The moment `seconds` from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds left, never more than one wait may take.

        Raises:
            httpcore.ReadTimeout: none are left.
        """
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise httpcore.ReadTimeout("the total time is up")
        return min(seconds, READ_S)


class Timer(Protocol):
    """What says how long a wait may still be."""

    def left(self) -> float:
        """Seconds left; raises `httpcore.ReadTimeout` when none are."""


class Patience:
    """A deadline that is set anew for each question of a session."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.restart()

    def restart(self) -> None:
        """Give the next question its full time."""
        self._deadline = Deadline.after(self.seconds)

    def left(self) -> float:
        """Seconds left for this question.

        Raises:
            httpcore.ReadTimeout: none are left.
        """
        return self._deadline.left()


class TimedStream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Timer) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what has come."""
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> "TimedStream":
        """Encrypt; the certificate is checked against the name, not against the address."""
        wait = self._deadline.left()
        secured = self._stream.start_tls(ssl_context, server_hostname, wait)
        return TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks of its streams."""
        return self._stream.get_extra_info(info)


class CheckedBackend(httpcore.NetworkBackend):
    """Looks a name up once, checks every address it has, and connects to one of those."""

    def __init__(self, deadline: Timer, resolve: Resolver, *, allow_private: bool) -> None:
        self._deadline = deadline
        self._resolve = resolve
        self._allow_private = allow_private
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> TimedStream:
        """Connect to the first address that answers.

        Raises:
            SourceUnavailable: the host is unknown or not of the public internet.
        """
        addresses = self._resolve(host, port, self._deadline.left())
        if not self._allow_private:
            for address in addresses:
                check_public(host, address)
        failure: httpcore.NetworkError | httpcore.TimeoutException = httpcore.ConnectError(host)
        for address in addresses:
            try:
                stream = self._plain.connect_tcp(address, port, self._deadline.left())
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
                continue
            return TimedStream(stream, self._deadline)
        raise failure


class CheckedTransport(httpx.BaseTransport):
    """httpx over the checked backend; environment proxies are not used: they resolve names."""

    def __init__(self, backend: CheckedBackend) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(), network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; errors are httpcore's."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(request.method, url, headers=request.headers.raw)
        )
        stream = AnswerStream(answer)
        return httpx.Response(answer.status, headers=answer.headers, stream=stream)

    def close(self) -> None:
        """Hang up all connections."""
        self._pool.close()


class AnswerStream(httpx.SyncByteStream):
    """The body of an answer as it comes."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        """Let go of the connection."""
        self._answer.close()
