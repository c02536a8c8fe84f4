"""What went wrong with a page, in the words of the work."""

import ssl

import httpcore
import httpx

from crossread.collect.answer import as_seconds
from crossread.collect.connection import READ_S
from crossread.errors import SourceUnavailable

_LATER = "Try again later, or give a saved copy of the page."
_SAVE = "Open it in a browser, save the page and give the file."
_ARCHIVED = "Check the address, or look for an archived copy of the page."

# status: (fact, next step)
STATUSES: dict[int, tuple[str, str]] = {
    401: ("asks for a password", _SAVE),
    403: ("is refused to programs such as this one", _SAVE),
    404: ("is not there", _ARCHIVED),
    410: ("has been taken away for good, says the site", _ARCHIVED),
    429: ("is refused for now: too many requests", "Wait some minutes before you try again."),
    451: ("is withheld for legal reasons", _ARCHIVED),
}

# What httpcore and httpx raise on the way.
FAILURES = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpx.HTTPError,
    httpx.InvalidURL,
    UnicodeError,  # a redirect to a host that no encoding of names can write
)


def refuse_status(answer: httpx.Response, name: str) -> None:
    """Refuse an answer that is not the page itself.

    Raises:
        SourceUnavailable: with what the status means and what can be done.
    """
    status = answer.status_code
    if status in (200, 203):
        return
    fact, hint = STATUSES.get(status, ("", _SAVE))
    if status >= 500:
        fact, hint = "cannot be had: the site has a fault of its own", _LATER
    elif not fact:
        fact = "gave no page"
    wait_s = as_seconds(answer.headers.get("retry-after", ""))
    if status in (429, 503) and wait_s is not None:
        hint = f"The site asks to wait {wait_s:,.0f} seconds before the next try."
    raise SourceUnavailable(f"{name} {fact} (HTTP {status})", hint)


def failure_of(error: Exception, name: str, timeout_s: float) -> SourceUnavailable:
    """Say a failure on the wire in one line."""
    if isinstance(error, httpcore.TimeoutException | httpx.TimeoutException):
        hint = "Try again later, or give it more time with --timeout."
        silence = f", or fell silent for {READ_S:g} s" if timeout_s > READ_S else ""
        fact = f"{name} gave no full answer within {timeout_s:g} s{silence}"
        return SourceUnavailable(fact, hint)
    if (reason := _tls_reason(error)) is not None:
        return SourceUnavailable(f"{name}: no safe connection: {reason}", _SAVE)
    if isinstance(error, httpcore.ConnectError):
        return SourceUnavailable(f"{name}: no connection: {_reason(error)}", _LATER)
    if isinstance(error, httpx.DecodingError):
        return SourceUnavailable(f"{name} came damaged: it could not be unpacked", _LATER)
    if isinstance(error, UnicodeError | httpx.InvalidURL):
        return SourceUnavailable(f"{name} leads to an address that is malformed", _SAVE)
    return SourceUnavailable(f"{name}: the answer broke off or was malformed", _LATER)


def _tls_reason(error: BaseException | None) -> str | None:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return f"its certificate is not valid ({error.verify_message})"
        if isinstance(error, ssl.SSLError):
            return "the secure handshake failed"
        error = error.__context__  # httpcore cuts the cause off
    return None


def _reason(error: Exception) -> str:
    cause = error.__context__
    return (cause.strerror if isinstance(cause, OSError) else None) or "refused"
