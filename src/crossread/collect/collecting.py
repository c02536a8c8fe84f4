"""A publisher's sources gone through, statement by statement.

`collect_publisher` yields what it meets as it goes, and holds nothing back: by the time it goes on,
what it has yielded is taken to be saved. Killed at any moment, it goes on where it stood, because
what a source names is met again until the run that met it has ended.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from crossread.collect.answer import Fault
from crossread.collect.clock import Clock, SteadyClock
from crossread.collect.items import Item
from crossread.collect.looking import Looked, Looker, key_of
from crossread.collect.memory import Memory
from crossread.collect.polite import Asker
from crossread.collect.publishers import Parsed, PublisherRules, Source
from crossread.collect.schedule import DAY, WATCHED, is_due
from crossread.collect.sightings import feed_sighting, sightings_of
from crossread.collect.sources import NO_BOUNDS, Bounds, Reading, SourceReader, in_words
from crossread.collect.standing import covered_from, in_order, most_of, state_after
from crossread.collect.tally import Tally
from crossread.model import Publisher, Sighting
from crossread.model.source_run import AGAIN, Known, Owed, RunOutcome, SourceRun, SourceState
from crossread.model.statement import as_utc

# What will not be otherwise for the next page of the same site.
STOPPING: frozenset[Fault | None] = frozenset({"resting", "robots_unread"})
# What kept us from asking at all: a look that nobody had is no look at the statement.
UNASKED: frozenset[Fault | None] = STOPPING | {"kept_out", "refused_address"}
OWED_TRIES = 10  # times that an address which a source names is asked for in vain
# Sites whose sitemaps date every page by the hour of asking are common; all of a site is not asked.
CHANGED_MOST = 200  # known pages looked at in one run because a source says that they changed
OWED_AGAIN = DAY / 4  # after the first try; as much longer as there were tries


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that whoever runs it should know, in one line."""

    line: str


@dataclass(frozen=True, slots=True)
class Owing:
    """Where a source stands while it is being read: an address is owed. To be saved at once."""

    publisher: Publisher
    source: str
    state: SourceState


Event = Sighting | Owing | Remark | SourceRun


@dataclass(slots=True)
class Visit:
    """One collection of one publisher, while it goes on."""

    rules: PublisherRules
    memory: Memory
    looker: Looker
    clock: SteadyClock
    left: float  # statements that may still be asked for
    taken: set[str] = field(default_factory=set)  # keys that had their turn
    is_stopped: bool = False  # the site is not to be asked any more for now


def collect_publisher(
    rules: PublisherRules,
    memory: Memory,
    asker: Asker,
    clock: Clock,
    *,
    sources: Sequence[Source] | None = None,
    bounds: Bounds = NO_BOUNDS,
    limit: int | None = None,
    again: bool = True,
) -> Iterator[Event]:
    """Go through a publisher's sources, then look again at what is due.

    Args:
        rules: the publisher.
        memory: what was known before; whoever takes the events keeps it up to date.
        asker: what asks the sites.
        clock: moments of looks are taken from it, and never go before the latest on record.
        sources: which of the publisher's sources; if None, all but those of the
            Wayback Machine and those that are known to answer no more.
        bounds: how far back they are read.
        limit: statements asked for at most, those looked at again included.
        again: whether statements already known are looked at again when they are due.

    Yields:
        Sightings, where a source stands when an address is owed, remarks, and for each source
        one `SourceRun`, last.
    """
    steady = SteadyClock(clock, memory.latest(rules.id))
    started = steady.now()
    if steady.slip:
        yield Remark(f"{rules.id}: {steady.slip}")
    left = float("inf") if limit is None else limit
    visit = Visit(rules, memory, Looker(asker, rules), steady, left)
    if sources is None:
        sources = [source for source in rules.sources if _is_asked(source, started.date())]
    reader = SourceReader(asker, rules, bounds, lambda url: memory.known(key_of(rules, url)))
    for source in sources:
        yield from _take_source(visit, reader, source)
    if again:
        yield from _look_again(visit)


def _is_asked(source: Source, day: date) -> bool:
    """Whether a source is one of the living site's, and known to answer still."""
    return source.kind != "wayback" and (source.until is None or source.until >= day)


# --- one source ----------------------------------------------------------------------------------


def _take_source(visit: Visit, reader: SourceReader, source: Source) -> Iterator[Event]:
    started = visit.clock.now()
    state = visit.memory.state_of(visit.rules.id, source.id)
    reading = reader.read(source, state)
    tally = Tally(found=len(reading.items))
    for remark in reading.remarks:
        tally.fail(remark)
    owed = {one.url: one for one in state.owed}
    is_cut = False
    for item in _open_items(visit, in_order(source, reading, state), owed, tally):
        if visit.left <= 0 or visit.is_stopped:
            is_cut = True
            break
        before = dict(owed)
        yield from _take_item(visit, item, reading, owed, tally)
        if owed != before:
            yield Owing(visit.rules.publisher, source.id, replace(state, owed=most_of(owed)))
    outcome: RunOutcome = "cut" if is_cut and reading.outcome != "failed" else reading.outcome
    finished = visit.clock.now()
    yield SourceRun(
        publisher=visit.rules.publisher,
        source=source.id,
        started=started,
        finished=finished,
        outcome=outcome,
        covers_from=covered_from(outcome, reading, state),
        found=tally.found,
        looked=tally.looked,
        new=tally.new,
        failures=tally.failures(),
        state=state_after(outcome, reading, state, started, finished, owed),
    )


def _open_items(
    visit: Visit, items: Sequence[Item], owed: dict[str, Owed], tally: Tally
) -> list[Item]:
    """Those with something to be done: a sitemap names thousands in which nothing happened."""
    keys = {item.url: key_of(visit.rules, item.url) for item in items}
    looks = visit.memory.last_looks(list(keys.values()))
    wanted, changed = [], 0
    for item in items:
        last = looks.get(keys[item.url])
        if last is None or item.parsed is not None or item.url in owed:
            wanted.append(item)
        elif item.changed and last < item.changed <= visit.clock.now():
            changed += 1
            if changed <= CHANGED_MOST:
                wanted.append(item)
    if changed > CHANGED_MOST:
        told = f"{changed} known pages are said to have changed, of which {CHANGED_MOST}"
        tally.fail(f"{told} are looked at now, the others when they are due")
    return wanted


# --- one item ------------------------------------------------------------------------------------


def _take_item(
    visit: Visit, item: Item, reading: Reading, owed: dict[str, Owed], tally: Tally
) -> Iterator[Sighting]:
    key = key_of(visit.rules, item.url)
    if not key or key in visit.taken:
        owed.pop(item.url, None)
        return
    known = visit.memory.known(key)
    if item.parsed is not None and reading.answer is not None:
        visit.taken.add(key)
        if _is_news(item, item.parsed, known, visit.clock.now()):
            capture = reading.answer.capture("feed", at=visit.clock.now())
            tally.met(known)
            yield feed_sighting(
                visit.rules, key, item, item.parsed, capture, reading.answer.data, known
            )
    elif known is None:
        if _is_tried_again(owed.get(item.url), visit.clock.now()):
            yield from _look_new(visit, key, item, owed, tally)
    elif item.changed and item.changed > known.last_look:
        yield from _look_known(visit, known, item, tally)
    else:
        owed.pop(item.url, None)


def _is_news(item: Item, parsed: Parsed, known: Known | None, now: datetime) -> bool:
    """Whether a feed's text is to be kept: new, or the feed's own text of it changed, or due."""
    if known is None:
        return True
    if known.extractor != parsed.extractor:
        return False  # the page is what is followed
    return known.text != parsed.readout.text or is_due(known, now)


def _is_tried_again(owed: Owed | None, now: datetime) -> bool:
    if owed is None:
        return True
    wait = OWED_AGAIN * owed.tries * 0.9  # a run each morning is never to the second
    return owed.tries < OWED_TRIES and now - owed.last >= wait


def _look_new(
    visit: Visit, key: str, item: Item, owed: dict[str, Owed], tally: Tally
) -> Iterator[Sighting]:
    looked = _look(visit, key, item.url, None, tally)
    if looked.answer.fault in STOPPING:
        visit.is_stopped = True
    if looked.parsed is None:
        tries = owed[item.url].tries if item.url in owed else 0
        outcome, now = looked.verdict.outcome, visit.clock.now()
        owed[item.url] = Owed(url=item.url, tries=tries + 1, last=now, outcome=outcome)
        return
    owed.pop(item.url, None)
    visit.taken.add(looked.key)
    # A new address of a statement that is known under the one it leads to.
    known = visit.memory.known(looked.key)
    if known is None and (former := _former(visit, looked.parsed)):
        leads_here = False
        for sighting in _look_known(visit, former, None, tally):
            leads_here |= sighting.outcome == "moved" and looked.key in sighting.also
            yield sighting
        if leads_here:
            return  # and the page was seen by that look
    tally.met(known)
    yield from sightings_of(visit.rules, key, looked, visit.clock.now(), known=known, item=item)


def _former(visit: Visit, parsed: Parsed) -> Known | None:
    """The statement that a page under a new address may be: word for word and of the same day.

    Whether the old address now leads to the new one is for a look to tell.
    """
    twin = visit.memory.twin(visit.rules.id, parsed.readout)
    if twin is None or not twin.url or twin.key in visit.taken or visit.left <= 0:
        return None
    return twin


def _look_known(visit: Visit, known: Known, item: Item | None, tally: Tally) -> Iterator[Sighting]:
    looked = _look(visit, known.key, known.url, known, tally)
    if looked.answer.fault in UNASKED and not looked.answer.hops:
        visit.is_stopped |= looked.answer.fault in STOPPING
        return  # it was not asked: there is nothing to tell
    if looked.key:
        visit.taken.add(looked.key)
    at = visit.clock.now()
    yield from sightings_of(visit.rules, known.key, looked, at, known=known, item=item)


def _look(visit: Visit, key: str, url: str, known: Known | None, tally: Tally) -> Looked:
    visit.taken.add(key)
    visit.left -= 1
    looked = visit.looker.look(url, known)
    tally.looked += looked.answer.fault not in UNASKED or bool(looked.answer.hops)
    if looked.verdict.outcome not in ("seen", "unchanged", "moved"):
        tally.fail(in_words(looked.verdict).replace(f"{url} ", ""), url)
    return looked


# --- looking again -------------------------------------------------------------------------------


def _look_again(visit: Visit) -> Iterator[Event]:
    started = visit.clock.now()
    due = [
        known
        for known in visit.memory.recent(visit.rules.id, started - WATCHED - timedelta(days=1))
        if known.url and known.key not in visit.taken and is_due(known, started)
    ]
    due.sort(key=lambda known: (known.last_look, known.key))
    tally = Tally(found=len(due))
    for known in due:
        if visit.left <= 0 or visit.is_stopped:
            break
        if known.key not in visit.taken:
            yield from _look_known(visit, known, None, tally)
    yield SourceRun(
        publisher=visit.rules.publisher,
        source=AGAIN,
        started=started,
        finished=as_utc(visit.clock.now()),
        outcome="read" if tally.looked >= len(due) and not visit.is_stopped else "cut",
        found=tally.found,
        looked=tally.looked,
        new=tally.new,
        failures=tally.failures(),
    )
