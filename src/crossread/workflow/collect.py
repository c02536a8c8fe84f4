"""What was published since, out of the sites of publishers, into an archive."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, Protocol

from crossread.archive import Archive, Fate, Saved
from crossread.archive.memory import ArchiveMemory
from crossread.collect.clock import Clock, SystemClock
from crossread.collect.collecting import Event, Owing, Remark, collect_publisher
from crossread.collect.memory import Memory, RunMemory
from crossread.collect.polite import USUAL_MANNERS, Manners, Session
from crossread.collect.publishers import PublisherRules, Source, hosts_of
from crossread.collect.sources import Bounds
from crossread.errors import ArchiveUnavailable, BadInput, CrossreadError, NotFound
from crossread.model import Outcome, Sighting
from crossread.model.source_run import AGAIN, Known, RunOutcome, SourceRun

if TYPE_CHECKING:
    from wayback import WaybackClient

Tell = Callable[[str, int], None]  # what was met, statements met so far


@dataclass(slots=True)
class PublisherReport:
    """What came of one publisher."""

    publisher: str
    fates: Counter[Fate] = field(default_factory=Counter)
    missed: Counter[Outcome] = field(default_factory=Counter)  # what came of those in "absent"
    refused: list[tuple[str, str]] = field(default_factory=list)  # key, reason
    runs: list[SourceRun] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    error: CrossreadError | None = None  # what ended it before its end

    @property
    def failures(self) -> list[str]:
        """Everything that failed, each a path: publisher > source > page: reason."""
        paths = [line for run in self.runs for line in run.lines()]
        paths += [f"{self.publisher} > {key}: {reason}" for key, reason in self.refused]
        return paths + ([f"{self.publisher}: {self.error}"] if self.error else [])

    @property
    def outcome(self) -> RunOutcome | Literal["unasked"]:
        """The worst that became of a source; "unasked" where there is none that can be asked."""
        worst: tuple[RunOutcome, ...] = ("failed", "blocked", "cut", "gap", "read", "unchanged")
        met = self.outcomes
        if self.error:
            return "failed"
        return next((outcome for outcome in worst if outcome in met), "unasked")

    @property
    def outcomes(self) -> frozenset[RunOutcome]:
        """What became of its sources."""
        return frozenset(run.outcome for run in self.runs if run.source != AGAIN)


@dataclass(frozen=True, slots=True)
class CollectReport:
    """What came of a collection."""

    publishers: tuple[PublisherReport, ...]
    coded: int = 0  # wordings cut into points
    dry: bool = False  # nothing was saved

    @property
    def fates(self) -> Counter[Fate]:
        """What became of all sightings."""
        return sum((p.fates for p in self.publishers), Counter())

    @property
    def failures(self) -> list[str]:
        """Everything that failed, in the order in which it was met."""
        return [line for publisher in self.publishers for line in publisher.failures]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a collection is to do."""

    sources: Sequence[str] = ()  # ids; all if empty
    since: datetime | None = None  # what is dated before is left alone
    pages: int = 10  # of a listing, at most
    limit: int | None = None  # statements asked for of each publisher, at most
    again: bool = True  # look again at what is due
    wayback: tuple[date, date] | None = None  # read copies of these days in place of the sites
    dry: bool = False  # save nothing

    def __post_init__(self) -> None:
        if self.wayback and self.wayback[1] < self.wayback[0]:
            first, last = self.wayback
            raise BadInput(f"the last day, {last}, is before the first, {first}", "Swap them.")


def collect(
    archive: Archive | None,
    publishers: Iterable[PublisherRules],
    plan: Plan = Plan(),
    *,
    manners: Manners = USUAL_MANNERS,
    clock: Clock | None = None,
    open_session: Callable[[Manners, Clock], Session] = Session,
    open_client: "Callable[[Manners, Clock], WaybackClient] | None" = None,
    tell: Tell = lambda name, number: None,
) -> CollectReport:
    """Collect publishers, one after the other; one that fails does not stop the others.

    Each statement is on the disk before the next one is asked for: killed at any moment, what was
    told is saved, and the next collection goes on where this one stood.

    Args:
        archive: open for writing; for a dry plan open for reading, or None if there is none.
        publishers: as `load_publishers` gives them.
        plan: what is to be done.
        manners: how the sites are treated.
        clock: the machine's own if None.
        open_session: makes the visit to the sites.
        open_client: makes the client of the Wayback Machine.
        tell: told of each statement that is met.

    Raises:
        NotFound: no publisher has a source that was asked for.
        ArchiveUnavailable: nothing can be saved any more.
    """
    clock = clock or SystemClock()
    chosen = list(publishers)
    if plan.sources and not any(_chosen_sources(rules, plan) for rules in chosen):
        raise NotFound(f"no source is called {', '.join(plan.sources)}", _SOURCES)
    memory, keeper = _keeping(archive, plan)
    reports = []
    with open_session(manners, clock) as session:
        for rules in chosen:
            if plan.wayback:
                events = _backfill(rules, memory, manners, clock, plan, open_client)
            else:
                events = _visit(rules, memory, session, clock, plan)
            reports.append(_take(rules, events, keeper, tell))
    coded = 0 if plan.dry or archive is None else _code(archive, reports)
    return CollectReport(tuple(reports), coded, plan.dry)


_SOURCES = "`crossread publisher show ID` lists a publisher's sources."


def _keeping(archive: Archive | None, plan: Plan) -> "tuple[Memory, Keeper]":
    """What is asked for what is known, and what takes what is met."""
    if archive is not None:
        memory = ArchiveMemory(archive)
        return memory, DryKeeper(memory) if plan.dry else SavingKeeper(memory)
    if not plan.dry:
        raise BadInput("there is no archive to collect into", "Open one, or make it a dry run.")
    nothing = RunMemory()
    return nothing, DryKeeper(nothing)


def _visit(
    rules: PublisherRules, memory: Memory, session: Session, clock: Clock, plan: Plan
) -> Iterator[Event]:
    """A publisher's own sites, as slowly as its data file asks."""
    for host in hosts_of(rules):
        for name in (host, f"www.{host}"):
            session.keep_delay(name, rules.delay_s)
    return collect_publisher(
        rules,
        memory,
        session,
        clock,
        sources=_chosen_sources(rules, plan),
        bounds=Bounds(plan.since, plan.pages),
        limit=plan.limit,
        again=plan.again and not plan.sources,
    )


def _chosen_sources(rules: PublisherRules, plan: Plan) -> list[Source] | None:
    if not plan.sources:
        return None
    return [source for source in rules.sources if source.id in plan.sources]


def _backfill(
    rules: PublisherRules,
    memory: Memory,
    manners: Manners,
    clock: Clock,
    plan: Plan,
    open_client: "Callable[[Manners, Clock], WaybackClient] | None",
) -> Iterator[Event]:
    from crossread.collect.wayback_index import backfill_publisher
    from crossread.collect.wayback_session import open_wayback

    if plan.wayback is None:
        raise BadInput("no period was given", "Give the first and the last day.")
    if plan.sources:
        kept = tuple(source for source in rules.sources if source.id in plan.sources)
        rules = replace(rules, sources=kept)
    opened = open_client(manners, clock) if open_client else open_wayback(manners.limits, clock)
    with opened as client:
        yield from backfill_publisher(rules, memory, client, clock, *plan.wayback, limit=plan.limit)


def _take(
    rules: PublisherRules, events: Iterator[Event], keeper: "Keeper", tell: Tell
) -> PublisherReport:
    report = PublisherReport(rules.id)
    try:
        for event in events:
            if isinstance(event, Sighting):
                saved = keeper.save(event)
                report.fates[saved.fate] += 1
                if saved.fate == "absent":
                    report.missed[event.outcome] += 1
                if saved.fate == "refused":
                    report.refused.append((event.key, saved.reason))
                tell(event.key, report.fates.total())
            elif isinstance(event, SourceRun):
                keeper.save_run(event)
                report.runs.append(event)
            elif isinstance(event, Owing):
                keeper.save_owing(event)
            elif isinstance(event, Remark):
                report.remarks.append(event.line)
    except ArchiveUnavailable:
        raise  # nothing more can be kept, of any publisher
    except CrossreadError as error:
        report.error = error
    return report


def _code(archive: Archive, reports: Sequence[PublisherReport]) -> int:
    """Cut what is new into points, so that it can be searched by counterpart and compared."""
    from crossread.workflow.code import code_archive

    is_new = any(report.fates[fate] for report in reports for fate in ("new", "new_wording"))
    return code_archive(archive, workers=1) if is_new else 0


# --- keeping -------------------------------------------------------------------------------------


class Keeper(Protocol):
    """What takes the events of a collection."""

    def save(self, sighting: Sighting) -> Saved:
        """Keep a sighting; what became of it."""

    def save_run(self, run: SourceRun) -> None:
        """Keep a run."""

    def save_owing(self, owing: Owing) -> None:
        """Keep where a source stands."""


@dataclass(frozen=True, slots=True)
class SavingKeeper:
    """Saves to the archive; what it has saved is on the disk."""

    memory: ArchiveMemory

    def save(self, sighting: Sighting) -> Saved:
        """Save a sighting."""
        return self.memory.archive.save([sighting])[0]

    def save_run(self, run: SourceRun) -> None:
        """Save a run."""
        self.memory.save_run(run)

    def save_owing(self, owing: Owing) -> None:
        """Save where a source stands."""
        self.memory.save_state(owing.publisher, owing.source, owing.state)


@dataclass(frozen=True, slots=True)
class DryKeeper:
    """Saves nothing, and says what would become of each sighting."""

    memory: Memory

    def save(self, sighting: Sighting) -> Saved:
        """What the archive would make of it, by its text and title."""
        keys = (sighting.key, *sighting.also)
        known = next((k for k in map(self.memory.known, keys) if k is not None), None)
        return Saved(_fate_of(sighting, known), known.key if known else "")

    def save_run(self, run: SourceRun) -> None:
        """Nothing."""

    def save_owing(self, owing: Owing) -> None:
        """Nothing."""


def _fate_of(sighting: Sighting, known: Known | None) -> Fate:
    readout = sighting.readout
    if readout is None:
        return "unknown" if known is None else "absent"
    if known is None:
        return "new"
    is_same = (readout.text, readout.title) == (known.text, known.title)
    return "same" if is_same else "new_wording"
