"""Official statements as an archive keeps them: every wording, every capture, every look."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Literal

from crossread.errors import BadInput
from crossread.model.readout import Moment, Readout, Span

Level = Literal[
    "",  # not known
    "head_of_state",
    "head_of_government",
    "ministry",
    "mission",  # an embassy or a delegation
    "parliament",
    "organisation",
    "state_media",
]
Via = Literal["file", "bulk", "http", "feed", "wayback", "warc"]
Outcome = Literal[
    "seen",  # the statement was there, with a wording
    "unchanged",  # the server said that nothing has changed (304)
    "moved",  # a lasting redirect to another page of the statement
    "redirected",  # sent to a front page or a page that is not the statement
    "gone",  # 404 or 410
    "soft_404",  # answered 200, with a page that says it is not there
    "blocked",  # 401, 403, 429, a cookie wall, a challenge: tells nothing of the statement
    "failed",  # 5xx, a time-out, no connection, a broken page: tells nothing of the statement
]
ABSENT: frozenset[Outcome] = frozenset({"gone", "redirected", "soft_404"})
"""Outcomes that speak for a removal. One alone proves nothing; two that agree, apart, do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who issues statements."""

    id: str  # "us-state": small letters, digits and hyphens
    name: str
    country: str | None = None  # ISO 3166-1 alpha-3
    languages: tuple[str, ...] = ()  # BCP 47
    level: Level = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Raw bytes as they were received, with from where and when. The bytes stand apart."""

    digest: str  # SHA-256 of the bytes
    size: int  # bytes
    at: datetime  # when they were received: aware, UTC
    via: Via
    url: str = ""  # the address asked; empty for a file without one
    final_url: str = ""  # where redirects ended; empty when there were none
    media_type: str = ""
    status: int | None = None  # of HTTP
    headers: tuple[tuple[str, str], ...] = ()
    name: str = ""  # file and place in it: "us-state.jsonl.gz, line 17"

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", as_utc(self.at))


def as_utc(moment: datetime) -> datetime:
    """The moment in UTC.

    Raises:
        BadInput: it carries no zone.
    """
    if moment.tzinfo is None:
        raise BadInput(f"{moment} has no zone", "Give moments with their zone.")
    return moment.astimezone(UTC)


def digest_of(data: bytes) -> str:
    """SHA-256 of bytes, in hexadecimal: what a capture is called on disk."""
    return sha256(data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One look at one statement, on its way into the archive.

    With outcome "seen" it holds what was read; with any other it holds no readout, and `key`
    says which statement was looked for.
    """

    publisher: Publisher
    key: str  # what makes it this statement: its canonical address, its given id, its path
    capture: Capture
    data: bytes  # the bytes of the capture; empty where none came
    outcome: Outcome = "seen"
    readout: Readout | None = None
    id: str = ""  # given by a bulk file; else the archive makes one
    genre: str = ""
    extractor: str = ""  # name and version of what read the text out of the bytes
    also: tuple[str, ...] = ()  # other keys of the same statement: where a redirect led

    def __post_init__(self) -> None:
        if (self.readout is None) == (self.outcome == "seen"):
            raise BadInput(f"a sighting that is {self.outcome!r} cannot be so read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One wording of a statement: its title, its text, the day it states."""

    statement: str
    number: int  # 1, 2, ... in the order in which the archive met them
    title: str
    text: str
    language: str
    date: Moment | None
    first_seen: datetime
    last_seen: datetime
    extractor: str = ""
    notes: tuple[str, ...] = ()
    digest: str = field(default="", compare=False)  # SHA-256 of the text in UTF-8


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a publisher issued; its wordings are its versions."""

    id: str
    publisher: Publisher
    url: str
    title: str
    date: Moment | None
    language: str
    genre: str
    digest: str  # title, date, language, digest and characters are of the wording seen last
    version: int  # its number
    versions: int  # how many wordings there are
    characters: int
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """That at one moment one look was had at a statement, and what came of it."""

    statement: str
    at: datetime
    outcome: Outcome
    version: int | None  # its number, where a wording was seen
    capture: Capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which statements are meant; what is left out does not narrow it."""

    publisher: str = ""  # its id
    counterpart: str = ""  # ISO alpha-3 of a country that the title or opening names
    since: date | None = None  # first day
    until: date | None = None  # last day
    language: str = ""  # BCP 47; "zh" takes "zh-Hans" too
    genre: str = ""

    def __post_init__(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise BadInput(
                f"the last day, {self.until}, is before the first, {self.since}", "Swap them."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What an archive holds of what was asked: printed beside every count."""

    statements: int
    first: date | None  # the earliest and latest day of a statement
    last: date | None
    undated: int = 0
    uncoded: int = 0  # wordings not yet cut into points: filters by country pass over them
    last_look: datetime | None = None  # when anything of it was last looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A statement that holds a phrase, with every place of it in one wording."""

    statement: Statement
    version: int
    current: bool  # whether that is the wording seen last
    field: Literal["text", "title"]
    spans: tuple[Span, ...]
    words: tuple[str, ...]  # as they stand at the spans
    line: str  # the sentence or line around the first place
    line_start: int  # where the line begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search gave: one page of hits, and of how many."""

    phrase: str
    hits: tuple[Hit, ...]
    statements: int  # that hold the phrase
    complete: bool  # False: there are at least so many; counting stopped
    coverage: Coverage
    first: int = 0  # how many hits stand on the pages before
