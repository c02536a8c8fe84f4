"""What a collector must be able to ask about what was collected before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from crossread.model.readout import Moment, Readout
from crossread.model.source_run import Known, SourceRun, SourceState
from crossread.model.statement import ABSENT, Publisher, Sighting


class Memory(Protocol):
    """What was known when a run begins, and what it has added since.

    A collector only asks; whoever takes its events saves them, each in its turn. By the time the
    collector goes on, what it has handed over counts as known.
    """

    def state_of(self, publisher: str, source: str) -> SourceState:
        """Where the source stands; an empty state if it was never read."""

    def known(self, key: str) -> Known | None:
        """The statement that goes by this key, if one does."""

    def twin(self, publisher: str, readout: Readout) -> Known | None:
        """A statement of the publisher with the same text and day, of those seen last so."""

    def last_looks(self, keys: Sequence[str]) -> dict[str, datetime]:
        """The last look at each statement that goes by one of these keys."""

    def recent(self, publisher: str, since: datetime) -> Iterator[Known]:
        """The publisher's statements that have an address, of those issued and seen since then."""

    def latest(self, publisher: str) -> datetime | None:
        """The latest moment on record of any look at this publisher."""

    def has_look(self, key: str, at: datetime) -> bool:
        """Whether a look at the statement of this key is on record for this moment."""


@dataclass(slots=True)
class RunMemory:
    """A memory that lasts as long as the process: for trying out, and for tests."""

    sightings: list[Sighting] = field(default_factory=list)
    runs: list[SourceRun] = field(default_factory=list)
    _states: dict[tuple[str, str], SourceState] = field(default_factory=dict)
    _known: dict[str, Known] = field(default_factory=dict)  # by its first key
    _keys: dict[str, str] = field(default_factory=dict)  # any key -> the first one
    _owners: dict[str, str] = field(default_factory=dict)  # first key -> publisher

    def state_of(self, publisher: str, source: str) -> SourceState:
        """Where the source stands."""
        return self._states.get((publisher, source), SourceState())

    def known(self, key: str) -> Known | None:
        """The statement that goes by this key, if one does."""
        return self._known.get(self._keys.get(key, ""))

    def twin(self, publisher: str, readout: Readout) -> Known | None:
        """A statement of the publisher with the same text and day."""
        mine = (known for key, known in self._known.items() if self._owners[key] == publisher)
        same = (k for k in mine if k.text == readout.text and is_of_day(k.date, readout.date))
        return next(same, None)

    def last_looks(self, keys: Sequence[str]) -> dict[str, datetime]:
        """The last look at each statement that goes by one of these keys."""
        found = {key: self.known(key) for key in keys}
        return {key: known.last_look for key, known in found.items() if known}

    def recent(self, publisher: str, since: datetime) -> Iterator[Known]:
        """The publisher's statements of those issued and seen since then."""
        for key, known in list(self._known.items()):
            if self._owners[key] != publisher or known.first_seen < since:
                continue
            if known.date is None or known.date.day >= since.date():
                yield known

    def latest(self, publisher: str) -> datetime | None:
        """The latest moment on record."""
        looks = [s.capture.at for s in self.sightings if s.publisher.id == publisher]
        runs = [run.finished for run in self.runs if run.publisher.id == publisher]
        return max((*looks, *runs), default=None)

    def has_look(self, key: str, at: datetime) -> bool:
        """Whether a look at the statement is on record for this moment."""
        first = self._keys.get(key, "")
        looks = (s for s in self.sightings if self._keys.get(s.key) == first)
        return bool(first) and any(s.capture.at == at for s in looks)

    def save(self, sighting: Sighting) -> None:
        """Keep a sighting."""
        self.sightings.append(sighting)
        keys = (sighting.key, *sighting.also)
        first = next((self._keys[key] for key in keys if key in self._keys), sighting.key)
        if first not in self._known and sighting.readout is None:
            return
        for key in keys:
            self._keys.setdefault(key, first)
        self._owners.setdefault(first, sighting.publisher.id)
        self._known[first] = after(self._known.get(first), first, sighting)

    def save_state(self, publisher: Publisher, source: str, state: SourceState) -> None:
        """Keep where a source stands."""
        self._states[publisher.id, source] = state

    def save_run(self, run: SourceRun) -> None:
        """Keep a run, and where it left its source."""
        self.runs.append(run)
        self.save_state(run.publisher, run.source, run.state)


def is_of_day(one: Moment | None, other: Moment | None) -> bool:
    """Whether two statements can be of one day: a page may leave it to its source to tell."""
    return one is None or other is None or one.day == other.day


def after(known: Known | None, key: str, sighting: Sighting) -> Known:
    """What is known of a statement after one more look at it."""
    capture, readout = sighting.capture, sighting.readout
    if known is None:
        known = Known(
            key=key,
            url="",
            title="",
            text="",
            first_seen=capture.at,
            last_look=capture.at,
            outcome="seen",
        )
    absences = 0 if sighting.outcome in ("seen", "unchanged", "moved") else known.absences
    looked = replace(
        known,
        last_look=capture.at,
        outcome=sighting.outcome,
        absences=absences + (sighting.outcome in ABSENT),
    )
    if readout is None:
        return looked
    is_page = capture.via == "http"  # else the address and headers are those of a feed, an index
    headers = dict(capture.headers) if is_page else {}
    return replace(
        looked,
        url=(capture.final_url or capture.url) if is_page else readout.url,
        title=readout.title,
        text=readout.text,
        date=readout.date,
        extractor=sighting.extractor,
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
    )
