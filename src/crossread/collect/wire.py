"""One request to a site and what came back: no redirect followed, nothing asked twice."""

from contextlib import closing
from dataclasses import dataclass

import httpcore
import httpx

from crossread.collect.address import Resolver, as_url, resolve_host
from crossread.collect.answer import Answer, Fault
from crossread.collect.clock import Clock
from crossread.collect.connection import CheckedBackend, Patience
from crossread.collect.fetch import Limits, open_client, read_body
from crossread.collect.outcome import FAILURES, failure_of
from crossread.errors import BadInput, PrivateAddress, SourceUnavailable, TooLarge


@dataclass(frozen=True, slots=True)
class Step:
    """One answer, and the address that it sends on to, if it is a redirect."""

    answer: Answer
    onward: str = ""


class Wire:
    """Keeps connections open between questions, all of them to checked addresses."""

    def __init__(self, limits: Limits, clock: Clock, resolve: Resolver = resolve_host) -> None:
        self._limits = limits
        self._clock = clock
        self._patience = Patience(limits.timeout_s)
        backend = CheckedBackend(self._patience, resolve, allow_private=limits.allow_private)
        self._client = open_client(backend)

    def close(self) -> None:
        """Hang up."""
        self._client.close()

    def start_question(self) -> None:
        """Forget cookies and give the next question, redirects included, its full time."""
        self._client.cookies.clear()
        self._patience.restart()

    def fetch_step(self, url: str, headers: dict[str, str]) -> Step:
        """Send one request; what goes wrong is an answer too.

        A redirect is not followed: `onward` names where it leads.
        """
        try:
            return self._send(self._client.build_request("GET", as_url(url), headers=headers))
        except (BadInput, PrivateAddress) as error:
            return self._fault(url, "refused_address", error)
        except SourceUnavailable as error:  # an the host is unknown
            return self._fault(url, "unreachable", error)
        except FAILURES as error:
            told = failure_of(error, url, self._limits.timeout_s)
            return self._fault(url, _fault_of(error), told)

    def _send(self, request: httpx.Request) -> Step:
        url = str(request.url)
        with closing(self._client.send(request, stream=True)) as sent:
            onward = str(sent.next_request.url) if sent.next_request is not None else ""
            try:
                data = b"" if onward else read_body(sent, url, self._limits)
            except TooLarge as error:
                return self._fault(url, "too_large", error)
            except SourceUnavailable as error:  # a packing that was not asked for
                return self._fault(url, "damaged", error)
            answer = Answer(
                url=url,
                at=self._clock.now(),
                final_url=url,
                status=sent.status_code,
                headers=tuple((name.lower(), value) for name, value in sent.headers.multi_items()),
                data=data,
            )
            return Step(answer, onward)

    def _fault(self, url: str, fault: Fault, error: Exception) -> Step:
        return Step(
            Answer(url=url, final_url=url, at=self._clock.now(), fault=fault, says=str(error))
        )


def _fault_of(error: Exception) -> Fault:
    if isinstance(error, httpcore.TimeoutException | httpx.TimeoutException):
        return "timed_out"
    if isinstance(error, httpx.DecodingError):
        return "damaged"
    if isinstance(error, UnicodeError | httpx.InvalidURL):
        return "refused_address"
    return "unreachable" if isinstance(error, httpcore.ConnectError) else "broken_off"
