"""Statements out of files, folders, bulk files and addresses, into an archive."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from crossread.archive import Archive, Fate, Saved
from crossread.collect.bulk import ItemLimits, find_items, size_of
from crossread.collect.bulk.identity import as_slug, host_of
from crossread.collect.publishers import (
    GENRES,
    PublisherRules,
    canonical_key,
    find_publisher,
    genre_of,
    load_publishers,
)
from crossread.errors import CrossreadError
from crossread.model import Publisher, Refusal, Sighting
from crossread.workflow.code import code_archive

AT_ONCE = 200  # statements saved together
BYTES_AT_ONCE = 8_000_000  # or so many bytes of captures, whichever comes first

NOT_TAKEN = "not taken"  # what every note of something lost says
FEW = 20  # ids of new statements that are told

Tell = Callable[[str, int], None]  # what was met, how many are saved


@dataclass(slots=True)
class AddReport:
    """What came of adding."""

    fates: Counter[Fate] = field(default_factory=Counter)
    refused: list[Refusal] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)  # ids of the new ones, the first FEW
    noted: int = 0  # wordings of which something was not taken, as their notes say
    older: int = 0  # new wordings seen before the one that was known
    coded: int = 0  # wordings cut into points

    def take(self, sighting: Sighting, saved: Saved) -> None:
        """Count what became of one sighting."""
        self.fates[saved.fate] += 1
        self.older += saved.older
        if saved.fate == "refused":
            self.refused.append(Refusal(sighting.capture.name, saved.reason))
        elif saved.fate in ("new", "new_wording"):
            notes = sighting.readout.notes if sighting.readout else ()
            self.noted += any(NOT_TAKEN in note for note in notes)
        if saved.fate == "new" and len(self.statements) < FEW:
            self.statements.append(saved.statement)


def add(
    archive: Archive,
    sources: Iterable[str | Path],
    *,
    publisher: Publisher | None = None,
    limits: ItemLimits | None = None,
    code: bool = True,
    workers: int | None = None,
    tell: Tell = lambda name, number: None,
    reach: Callable[[int], None] = lambda size: None,
    tell_coding: Callable[[int, int], None] = lambda done, total: None,
) -> AddReport:
    """Add every statement found in the sources; what cannot be taken is told, and stops nothing.

    Adding the same again changes nothing. It may be killed at any moment: what was told of is on
    the disk, and the same call goes on from there.

    Args:
        archive: open for writing.
        sources: files, folders, bulk files (JSONL, Parquet, WARC) and http(s) addresses.
        publisher: whose statements they are, where they do not say it themselves.
        limits: of size, time and network.
        code: whether to cut what is new into points, so that it is found by counterpart.
        workers: processes that code; as many as there are cores, if None.
        tell: told after each batch that was saved.
        reach: told how many bytes of the sources' files have been read.
        tell_coding: told of the coding: done, of how many.

    Raises:
        ArchiveUnavailable: nothing can be saved any more; what was told of is saved.
    """
    report = AddReport()
    archive.captures.sweep()
    items = _items(sources, publisher, limits, reach)
    catalogue = Catalogue()
    for batch in _batches(map(catalogue.complete, items), report.refused):
        for sighting, saved in zip(batch, archive.save(batch), strict=True):
            report.take(sighting, saved)
        tell(batch[-1].capture.name or batch[-1].key, report.fates.total())
    if report.refused:
        report.fates["refused"] = len(report.refused)
    if code:
        report.coded = code_archive(archive, workers=workers, tell=tell_coding)
    return report


def _items(
    sources: Iterable[str | Path],
    publisher: Publisher | None,
    limits: ItemLimits | None,
    reach: Callable[[int], None],
) -> Iterator[Sighting | Refusal]:
    before = 0  # bytes of the sources gone through
    for source in sources:
        past = partial(_reached, reach, before)
        yield from find_items(source, publisher=publisher, limits=limits, reach=past)
        before += size_of(source)


def _reached(reach: Callable[[int], None], before: int, size: int) -> None:
    reach(before + size)


class Catalogue:
    """What the data files of publishers tell of statements that come without it."""

    def __init__(self) -> None:
        self.rules = load_publishers()
        # Canonical address -> the first id that came with it, as 64-bit marks: a file may hold
        # a million.
        self.owners: dict[int, int] = {}

    def complete(self, item: Sighting | Refusal) -> Sighting | Refusal:
        """The item with its publisher in full, its genre, and the key that collecting gives it."""
        if isinstance(item, Refusal):
            return item
        title, url = (item.readout.title, item.readout.url) if item.readout else ("", "")
        rules = self.rules.get(item.publisher.id) or self._of_host(item, url or item.capture.url)
        if rules is None:
            return item
        # a section of the site ("statements-releases") says less than a title
        genre = item.genre if item.genre in GENRES else genre_of(rules, title, url) or item.genre
        return replace(
            item, publisher=rules.publisher, genre=genre, also=self._also(rules, item, url)
        )

    def _of_host(self, item: Sighting, url: str) -> PublisherRules | None:
        """Whose site it is, where nothing but the address told whose statement it is."""
        if not (host := host_of(url)) or item.publisher.id != as_slug(host):
            return None
        try:
            return find_publisher(url, self.rules.values())
        except CrossreadError:  # nobody's that we know
            return None

    def _also(self, rules: PublisherRules, item: Sighting, url: str) -> tuple[str, ...]:
        """The canonical address, unless another statement of this file came with it before."""
        if not url.startswith("http"):
            return item.also
        key = canonical_key(rules, url)
        mine = hash(item.id or item.key)
        return (*item.also, key) if self.owners.setdefault(hash(key), mine) == mine else item.also


def _batches(
    items: Iterable[Sighting | Refusal], refused: list[Refusal]
) -> Iterator[list[Sighting]]:
    """The sightings, so many at a time that memory stays small; refusals are set aside."""
    batch: list[Sighting] = []
    size = 0
    for item in items:
        if isinstance(item, Refusal):
            refused.append(item)
            continue
        batch.append(item)
        size += len(item.data)
        if len(batch) >= AT_ONCE or size >= BYTES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
