"""One page from the web: asked for once, politely, within limits of time and size."""

from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

import httpx

from crossread.collect.address import Resolver, as_url, check_url, resolve_host
from crossread.collect.connection import CheckedBackend, CheckedTransport, Deadline
from crossread.collect.kinds import refuse_declared_media
from crossread.collect.outcome import FAILURES, failure_of, refuse_status
from crossread.collect.raw import Raw, as_too_large
from crossread.collect.unpack import check_packing, unpack
from crossread.errors import SourceUnavailable

MAX_REDIRECTS = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one page may cost, and whether it may lie in a private network."""

    max_bytes: int
    timeout_s: float
    allow_private: bool = False
    is_start_enough: bool = False  # whether of a longer body the first `max_bytes` are taken


def fetch_raw(words: str, limits: Limits, resolve: Resolver = resolve_host) -> Raw:
    """Fetch a page; the `url` of what comes is the last address of any redirects.

    Args:
        words: an http or https address.
        limits: bytes after decompression, seconds in all.
        resolve: gives a host's numeric addresses.

    Raises:
        BadInput: the address is malformed, or leads to an image, a sound or a video.
        SourceUnavailable: it leads to a private network, fails, loops or answers an error.
        TooLarge: more bytes come than the limit.
    """
    url = as_url(words)
    deadline = Deadline.after(limits.timeout_s)
    backend = CheckedBackend(deadline, resolve, allow_private=limits.allow_private)
    try:
        with open_client(backend) as client:
            return _follow(client, url, words, limits)
    except FAILURES as error:
        raise failure_of(error, words, limits.timeout_s) from error


def open_client(backend: CheckedBackend) -> httpx.Client:
    """An httpx client that says who asks and goes through the checked backend."""
    headers = {
        "User-Agent": f"crossread/{own_version()} (+reads public statements)",
        "Accept": "text/html,application/xhtml+xml,text/plain,application/pdf,*/*;q=0.5",
        "Accept-Encoding": "gzip, deflate",
    }
    return httpx.Client(transport=CheckedTransport(backend), headers=headers, trust_env=False)


def own_version() -> str:
    """The version of crossread that runs."""
    try:
        return version("crossread")
    except PackageNotFoundError:  # run from a source tree
        return "0"


def _follow(client: httpx.Client, url: httpx.URL, words: str, limits: Limits) -> Raw:
    request = client.build_request("GET", url)
    seen: list[str] = []
    for _ in range(MAX_REDIRECTS + 1):
        check_url(request.url)
        seen.append(str(request.url))
        with closing(client.send(request, stream=True)) as answer:
            if answer.next_request is None:
                _refuse_front_page(url, answer.url)
                return _receive(answer, words, limits)
            request = answer.next_request
    if str(request.url) in seen:
        raise SourceUnavailable(f"{words} redirects in a circle", _BROWSER)
    raise SourceUnavailable(f"{words} redirects more than {MAX_REDIRECTS} times", _BROWSER)


_BROWSER = "Open it in a browser, save the page and give the file."


def _refuse_front_page(asked: httpx.URL, last: httpx.URL) -> None:
    """A site that sends a page's readers to its front page has no such page any more."""
    if last.path == "/" and not last.query and asked.path != "/":
        fact = f"{asked} redirects to the front page {last}: the page is not there"
        raise SourceUnavailable(fact, "Look for its new address, or for an archived copy of it.")


def _receive(answer: httpx.Response, words: str, limits: Limits) -> Raw:
    refuse_status(answer, words)
    raw = Raw(b"", words, str(answer.url), answer.headers.get("content-type", ""))
    refuse_declared_media(raw)
    return Raw(read_body(answer, words, limits), words, raw.url, raw.content_type)


def read_body(answer: httpx.Response, words: str, limits: Limits) -> bytes:
    """The whole body, unpacked; or its start, where that is enough.

    Raises:
        SourceUnavailable: it is packed in a way that was not asked for.
        httpx.DecodingError: it is damaged or ends too early.
        TooLarge: it is above the limit, as declared or as it comes.
    """
    most, is_start_enough = limits.max_bytes, limits.is_start_enough
    packing = check_packing(answer.headers.get("content-encoding", ""), words)
    declared = answer.headers.get("content-length", "")
    # As a float, since a whole number may have no more than 4,300 digits.
    if declared.isdecimal() and float(declared) > most and not is_start_enough:
        raise as_too_large(words, most)
    body = bytearray()
    for piece in unpack(answer.iter_raw(), packing):
        body += piece
        if len(body) > most and not is_start_enough:
            raise as_too_large(words, most)
        if len(body) > most:
            break
    return bytes(body[:most])
