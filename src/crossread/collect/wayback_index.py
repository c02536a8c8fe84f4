"""What the Wayback Machine kept of a publisher's statements, month by month."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from requests.exceptions import ContentDecodingError, RequestException
from wayback import CdxRecord, Memento, WaybackClient
from wayback.exceptions import (
    BlockedByRobotsError,
    BlockedSiteError,
    MementoPlaybackError,
    RateLimitError,
    WaybackException,
    WaybackRetryError,
)

from crossread.collect.answer import Answer, Hop
from crossread.collect.clock import Clock, SteadyClock
from crossread.collect.collecting import Event
from crossread.collect.looking import Looked, Looker, key_of
from crossread.collect.memory import Memory
from crossread.collect.polite import Asker
from crossread.collect.publishers import PublisherRules, Source
from crossread.collect.sightings import sightings_of
from crossread.collect.sources import in_words, is_wanted_address
from crossread.collect.tally import Tally
from crossread.errors import BadInput
from crossread.model import Sighting
from crossread.model.source_run import Known, RunOutcome, SourceRun, SourceState

MONTH_FORM = "%Y-%m"
TARGET_WINDOW = timedelta(days=1)  # between a redirect and the copy of where it led


@dataclass(slots=True)
class _Backfill:
    """One source of the index while it is gone through."""

    rules: PublisherRules
    source: Source
    memory: Memory
    client: Any  # WaybackClient
    looker: Looker
    left: float
    tally: Tally = field(default_factory=Tally)
    last: dict[str, tuple[str, Looked]] = field(default_factory=dict)  # key -> digest, the look


class NoAsker:
    """Nothing but the archive is asked: a live site says nothing of an old page."""

    def fetch(self, url: str, validators: object = None) -> Answer:
        """Never called: looks at copies are judged by themselves."""
        raise BadInput(f"{url} is not asked while copies are read")


def backfill_publisher(
    rules: PublisherRules,
    memory: Memory,
    client: WaybackClient,
    clock: Clock,
    first: date,
    last: date,
    *,
    limit: int | None = None,
) -> Iterator[Event]:
    """Sightings out of the Wayback Machine, each dated by its copy.

    The index is asked month by month; months that were read to their end are not asked again. A
    copy of an error or a redirect is one look like any other: it is classified, and proves no
    removal by itself.

    Args:
        rules: the publisher; its sources of kind wayback, or else its hosts, are asked for.
        memory: what was known before.
        client: see `open_wayback`.
        clock: when the runs began and ended.
        first: the first day.
        last: the last day.
        limit: copies asked for at most.
    """
    if last < first:
        raise BadInput(f"the last day, {last}, is before the first, {first}", "Swap them.")
    steady = SteadyClock(clock, memory.latest(rules.id))
    left = float("inf") if limit is None else limit
    asker: Asker = NoAsker()
    for source in index_sources(rules):
        state = memory.state_of(rules.id, source.id)
        months = [m for m in months_between(first, last, source) if m.name not in _done(state)]
        filling = _Backfill(rules, source, memory, client, Looker(asker, rules), left)
        for month in months:
            yield from _read_month(filling, month, steady)
        left = filling.left


def index_sources(rules: PublisherRules) -> Sequence[Source]:
    """What the index is asked for: the publisher's own sources of that kind, else its hosts."""
    own = [source for source in rules.sources if source.kind == "wayback"]
    return own or [
        Source(id=f"wayback-{host}", kind="wayback", address=f"{host}/*", found_in="its hosts")
        for host in rules.hosts
    ]


@dataclass(frozen=True, slots=True)
class Month:
    """A month, or the part of one that is asked for."""

    first: date
    last: date

    @property
    def name(self) -> str:
        """Such as "2021-06"."""
        return self.first.strftime(MONTH_FORM)

    @property
    def is_whole(self) -> bool:
        """Whether no day of the month is left out."""
        return self.first.day == 1 and (self.last + timedelta(days=1)).day == 1


def months_between(first: date, last: date, source: Source) -> list[Month]:
    """The months of a period in which the source is worth asking."""
    first = max(first, source.since or first)
    last = min(last, source.until or last)
    months = []
    while first <= last:
        following = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
        months.append(Month(first, min(last, following - timedelta(days=1))))
        first = following
    return months


def _done(state: SourceState) -> frozenset[str]:
    return frozenset(state.cursor.split())


# --- one month -----------------------------------------------------------------------------------


def _read_month(filling: _Backfill, month: Month, clock: SteadyClock) -> Iterator[Event]:
    started = clock.now()
    filling.tally, filling.last = Tally(), {}
    outcome: RunOutcome = "read"
    try:
        for record in _records(filling, month):
            if filling.left <= 0:
                outcome = "cut"
                break
            yield from _take_record(filling, record)
    except (BlockedByRobotsError, BlockedSiteError) as error:
        outcome = "blocked"
        filling.tally.fail(f"the archive keeps {error} closed")
    except (RateLimitError, WaybackRetryError, RequestException, WaybackException) as error:
        outcome = "failed" if not filling.tally.looked else "cut"
        filling.tally.fail(f"{month.name}: {_one_line(error)}")
    state = filling.memory.state_of(filling.rules.id, filling.source.id)
    if outcome == "read" and month.is_whole:
        state = replace(state, cursor=" ".join(sorted({*_done(state), month.name})))
    yield SourceRun(
        publisher=filling.rules.publisher,
        source=filling.source.id,
        started=started,
        finished=clock.now(),
        outcome=outcome,
        found=filling.tally.found,
        looked=filling.tally.looked,
        new=filling.tally.new,
        failures=filling.tally.failures(),
        state=state,
    )


def _records(filling: _Backfill, month: Month) -> list[CdxRecord]:
    """The copies of statements in a month, in the order of time."""
    found = filling.client.search(
        filling.source.address,
        from_date=datetime.combine(month.first, datetime.min.time(), UTC),
        to_date=datetime.combine(month.last, datetime.max.time(), UTC),
        resolve_revisits=True,
    )
    records = [record for record in found if is_wanted_address(filling.rules, record.original)]
    filling.tally.found = len({key_of(filling.rules, record.original) for record in records})
    return sorted(records, key=lambda record: (record.timestamp, record.original))


def _take_record(filling: _Backfill, record: CdxRecord) -> Iterator[Sighting]:
    key = key_of(filling.rules, record.original)
    known = filling.memory.known(key)
    if filling.memory.has_look(key, record.timestamp):
        return
    if known is None and record.statuscode not in (200, None):
        return  # an error or a redirect of what was never seen tells nothing
    digest, looked = filling.last.get(key, ("", None))
    if looked is None or digest != record.digest:
        looked = _look_at_copy(filling, record, known)
    if looked is None:
        return
    filling.last[key] = record.digest, looked
    if looked.parsed is not None:
        filling.tally.met(known)
    name = str(record.raw_url)
    yield from sightings_of(
        filling.rules, key, looked, record.timestamp, known=known, via="wayback", name=name
    )


def _look_at_copy(filling: _Backfill, record: CdxRecord, known: Known | None) -> Looked | None:
    """What a copy shows; None when the archive cannot play it back."""
    filling.left -= 1
    filling.tally.looked += 1
    try:
        answer = _fetch_copy(filling.client, record)
    except (MementoPlaybackError, ContentDecodingError) as error:
        reason = f"the copy cannot be played back: {_one_line(error)}"
        filling.tally.fail(reason, record.original)
        return None
    looked = filling.looker.judge(answer, known, may_ask=False)
    if looked.verdict.outcome != "seen":
        filling.tally.fail(in_words(looked.verdict), record.original)
    return looked


def _fetch_copy(client: Any, record: CdxRecord) -> Answer:
    """The copy as an answer of the site on its day.

    An archived redirect is followed where the archive has what it led to; else it is the answer.
    """
    try:
        memento = client.get_memento(record, exact_redirects=False, target_window=TARGET_WINDOW)
    except MementoPlaybackError:
        memento = client.get_memento(record, follow_redirects=False)
    with memento:
        hops = tuple(Hop(str(m.url), int(m.status_code)) for m in memento.history)
        return _as_answer(record, memento, hops)


def _as_answer(record: CdxRecord, memento: Memento, hops: tuple[Hop, ...]) -> Answer:
    return Answer(
        url=record.original,
        final_url=str(memento.url) if hops else record.original,
        hops=hops,
        at=record.timestamp,
        status=int(memento.status_code),
        headers=tuple((name.lower(), value) for name, value in memento.headers.items()),
        data=bytes(memento.content),
    )


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
