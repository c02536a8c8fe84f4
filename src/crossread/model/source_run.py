"""How the looking went: what keeps "they were silent" apart from "we did not look"."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from crossread.model.readout import Moment
from crossread.model.statement import Outcome, Publisher, as_utc

RunOutcome = Literal[
    "read",  # back to what was known, or to its end
    "unchanged",  # the site said that nothing has changed since the last reading
    "gap",  # read, but nothing in it was known: what came in between may never have been seen
    "cut",  # read in part: a limit, an outage on the way, a kill
    "blocked",  # the source was refused to us
    "failed",  # the source could not be had, or not be understood
]
SPEAKING: frozenset[RunOutcome] = frozenset({"read", "unchanged", "gap"})
"""Runs after which it can be said what the source holds."""
AGAIN = "again"
"""The name of the run that looks again at statements already known; no source has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """An address that a source named and that could not be had yet."""

    url: str
    tries: int
    last: datetime  # the last try
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What must be known of a source to go on with it."""

    etag: str = ""
    last_modified: str = ""
    cursor: str = ""  # where an index that is read in parts stands
    read_at: datetime | None = None  # when the last reading that can speak for it began
    read_to: datetime | None = None  # and when it ended
    owed: tuple[Owed, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Pages that failed for one reason."""

    reason: str  # "gone, not_there: HTTP 404"
    pages: tuple[str, ...]  # the first few; empty when it is the source itself
    count: int = 1

    def line(self, publisher: str, source: str) -> str:
        """The failure as a path: publisher > source > page: reason."""
        where = [publisher, source]
        if self.count > 1:
            where.append(f"{self.count} pages, first {self.pages[0]}")
        elif self.pages:
            where.append(self.pages[0])
        return f"{' > '.join(where)}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRun:
    """One reading of one source, from beginning to end."""

    publisher: Publisher
    source: str  # its id, or "again"
    started: datetime
    finished: datetime
    outcome: RunOutcome
    covers_from: datetime | None = None  # from then on, all that the source named has been met
    found: int = 0  # statements that it named
    looked: int = 0  # pages asked for, or items read
    new: int = 0  # statements met for the first time
    failures: tuple[Failure, ...] = ()
    state: SourceState = field(default_factory=SourceState)

    def __post_init__(self) -> None:
        object.__setattr__(self, "started", as_utc(self.started))
        object.__setattr__(self, "finished", as_utc(self.finished))

    def lines(self) -> tuple[str, ...]:
        """Its failures, each as a path."""
        return tuple(f.line(self.publisher.id, self.source) for f in self.failures)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A statement as the memory of a collector has it."""

    key: str
    url: str  # where it is asked for
    title: str
    text: str  # of the wording seen last
    date: Moment | None = None
    first_seen: datetime
    last_look: datetime
    outcome: Outcome  # of the last look
    extractor: str = ""  # what read the wording seen last
    absences: int = 0  # looks in a row that spoke for a removal
    etag: str = ""  # of the capture that was last seen
    last_modified: str = ""


def reach_over(spans: Iterable[tuple[datetime, datetime]], first: datetime, last: datetime) -> bool:
    """Whether stretches of time together cover the whole from `first` to `last`."""
    reached = first
    for start, stop in sorted(spans):
        if start > reached:
            break
        reached = max(reached, stop)
    return reached >= last
