"""What came of one question to a web site: an answer, or what prevented one."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from crossread.collect.moment import read_mail_moment
from crossread.collect.raw import Raw
from crossread.model.statement import Capture, Via, digest_of

Fault = Literal[
    "timed_out",
    "unreachable",  # no such host, no connection, no safe connection
    "broken_off",  # the answer stopped before its end, or was malformed
    "damaged",  # packed, and could not be unpacked
    "too_large",
    "refused_address",  # leads to a private network, or out of the open web
    "circle",  # redirects that do not end
    "kept_out",  # the site's robots.txt asks programs to stay away
    "robots_unread",  # robots.txt could not be read, so the site was not asked further
    "resting",  # the site asked for a pause, or was down, and is left alone for now
]
LASTING = frozenset({301, 308})
LONGEST_WAIT_S = 366 * 24 * 3600.0  # a site that asks for a longer pause has a fault


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect on the way."""

    url: str  # what redirected
    status: int  # of HTTP

    @property
    def is_lasting(self) -> bool:
        """Whether the site says that the page has moved for good."""
        return self.status in LASTING


@dataclass(frozen=True, slots=True)
class Validators:
    """What a site said with an answer, by which it can tell later that nothing has changed."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """The headers of a conditional request; what no header can carry is not sent back."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {n: v for n, v in named.items() if v and v.isascii() and v.isprintable()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of one question. Either a status or a fault is there, never both."""

    url: str  # what was asked
    at: datetime  # when the answer was complete
    final_url: str = ""  # where redirects ended; what was asked, when there were none
    hops: tuple[Hop, ...] = ()  # the redirects, in order
    status: int | None = None
    is_conditional: bool = False  # whether the site was told what is known of the page
    headers: tuple[tuple[str, str], ...] = ()  # names in small letters, as they came
    data: bytes = field(default=b"", repr=False)  # unpacked
    fault: Fault | None = None
    says: str = ""  # the fault in one line

    def header(self, name: str) -> str:
        """The first value of a header, empty if it did not come."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def validators(self) -> Validators:
        """What to send along when the page is asked for again."""
        return Validators(self.header("etag"), self.header("last-modified"))

    @property
    def is_lasting(self) -> bool:
        """Whether it was redirected, and by lasting redirects only."""
        return bool(self.hops) and all(hop.is_lasting for hop in self.hops)

    @property
    def raw(self) -> Raw:
        """The bytes with what was said of them, for a reader of documents."""
        return Raw(self.data, self.url, self.final_url, self.header("content-type"))

    def capture(self, via: Via = "http", *, at: datetime | None = None, name: str = "") -> Capture:
        """What the archive keeps of it; the bytes stand apart."""
        return Capture(
            digest=digest_of(self.data),
            size=len(self.data),
            at=at or self.at,
            via=via,
            url=self.url,
            final_url=self.final_url if self.final_url != self.url else "",
            media_type=self.raw.media_type,
            status=self.status,
            headers=self.headers,
            name=name or self.says,
        )


def retry_after_s(answer: Answer) -> float | None:
    """The pause in seconds that a site asks for; None if it asks for none.

    It may be given in seconds or as a moment (RFC 9110, 10.2.3).
    """
    words = answer.header("retry-after").strip()
    if (seconds := as_seconds(words)) is not None:
        return seconds
    at = read_mail_moment(words)
    if at is None or at.tzinfo is None:
        return None
    return min(max(0.0, (at - answer.at).total_seconds()), LONGEST_WAIT_S)


def as_seconds(words: str) -> float | None:
    """Seconds out of the digits of a header, a year at most; None for anything else."""
    return min(float(words), LONGEST_WAIT_S) if words.isdecimal() else None
