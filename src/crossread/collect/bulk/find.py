"""Whatever a user points at -> the statements in it, one after another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from crossread.collect.bulk.document import is_address, read_file, read_page, utc_now
from crossread.collect.bulk.folder import find_files
from crossread.collect.bulk.item import (
    Item,
    ItemLimits,
    Origin,
    Parse,
    legible_name,
    refusal_of,
)
from crossread.collect.bulk.jsonl import read_jsonl
from crossread.collect.bulk.opened import AGAIN, CHANGED, Opened, open_file
from crossread.collect.reading import read_bytes
from crossread.errors import CrossreadError
from crossread.model import Publisher, Refusal

Reach = Callable[[int], None]  # told how many bytes have been read
JSONL = (".jsonl", ".ndjson")
# Nothing was seen in the future. A moment that were kept from there would date all later looks,
# which are never dated before an earlier one. A day is for clocks that are wrong.
AHEAD = timedelta(days=1)


def find_items(
    source: str | Path,
    *,
    publisher: Publisher | None = None,
    parse: Parse = read_bytes,
    limits: ItemLimits | None = None,
    clock: Callable[[], datetime] = utc_now,
    reach: Reach = lambda size: None,
) -> Iterator[Item]:
    """Give every statement in a file, a folder, a bulk file or behind an address.

    They come one by one, as they are read; at no time is more than one record, page or row
    group held. Nothing that a file holds raises: what cannot be taken is a `Refusal`, and the
    next item follows.

    Args:
        source: a path, or an http(s) address.
        publisher: whose statements they are, where they do not say it themselves.
        parse: reads the text out of a document (not of a JSON record, which holds its own).
        limits: of size, time and network.
        clock: gives the time at which an address was asked, and later than which nothing was seen.
        reach: told how many bytes of the files have been read.
    """
    finder = _Finder(publisher, parse, limits or ItemLimits(), clock, reach)
    if isinstance(source, str) and is_address(source):
        yield finder.page(source.strip())
        return
    path = Path(source)
    if not _is_folder(path):
        yield from finder.in_file(path, path.name)
        return
    for found in find_files(path):
        if isinstance(found, Refusal):
            yield found
        else:
            yield from finder.in_file(found, found.relative_to(path).as_posix())


def size_of(source: str | Path) -> int:
    """Bytes of a file, or of all files in a folder; 0 of an address and of what is not there."""
    if isinstance(source, str) and is_address(source):
        return 0
    path = Path(source)
    if _is_folder(path):
        return sum(size_of(found) for found in find_files(path) if isinstance(found, Path))
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


@dataclass(slots=True)
class _Finder:
    """How one source is gone through."""

    publisher: Publisher | None
    parse: Parse
    limits: ItemLimits
    clock: Callable[[], datetime]
    reach: Reach
    read: int = 0  # bytes of the files gone through

    def page(self, address: str) -> Item:
        """What stands behind an address."""
        from crossread.collect.fetch import Limits, fetch_raw

        limits = self.limits
        allowed = Limits(limits.max_bytes, limits.timeout_s, limits.allow_private)
        try:
            raw = fetch_raw(address, allowed)
            at = self.clock()
            origin = Origin(name=address, at=at, publisher=self.publisher, via="http")
            return read_page(raw, address, at, origin, self.parse)
        except CrossreadError as error:
            return refusal_of(error, address)

    def in_file(self, path: Path, name: str) -> Iterator[Item]:
        """What a file holds, and how far it has been read."""
        name, now = legible_name(name), self.clock()
        try:
            with open_file(path) as opened:
                is_ahead = opened.at > now + AHEAD
                at = now if is_ahead else opened.at
                origin = Origin(name=name, at=at, publisher=self.publisher)
                for item in _read(opened, origin, self.limits, self.parse):
                    self.reach(self.read + opened.stream.tell())
                    yield _in_time(item, now, opened.at if is_ahead else None)
                self.read += opened.status.st_size
                self.reach(self.read)
        except CrossreadError as error:
            yield refusal_of(error, name)


def _in_time(item: Item, now: datetime, written: datetime | None) -> Item:
    """The item, unless it says that it was seen later than now.

    `written` is the moment of its file, if that is yet to come: it is then said, and not taken.
    """
    if isinstance(item, Refusal):
        return item
    at, readout = item.capture.at, item.readout
    if at > now + AHEAD:
        reason = f"says that it was seen on {at.date()}, which is yet to come"
        return Refusal(item.capture.name, reason, "Correct it, or the clock of this machine.")
    if written is None or at != now or readout is None:
        return item
    note = f"its file is dated {written.date()}, which is yet to come: taken as seen now"
    return replace(item, readout=replace(readout, notes=(*readout.notes, note)))


def _read(opened: Opened, origin: Origin, limits: ItemLimits, parse: Parse) -> Iterator[Item]:
    suffixes = [suffix.lower() for suffix in opened.path.suffixes[-2:]]
    is_named_gz = suffixes[-1:] == [".gz"]
    kind = (suffixes[:-1] if is_named_gz else suffixes)[-1:]
    packed = is_named_gz or opened.is_packed()
    if kind and kind[0] in JSONL:
        yield from read_jsonl(opened, origin, limits, packed=packed)
    elif kind == [".warc"]:
        from crossread.collect.bulk.warc import read_warc

        yield from read_warc(opened, origin, limits, parse, packed=packed)
    elif suffixes[-1:] == [".parquet"]:
        from crossread.collect.bulk.parquet import read_parquet

        yield from read_parquet(opened, origin, limits)
    else:
        yield read_file(opened, origin, limits, parse)
        return
    if opened.is_changed():
        yield Refusal(origin.name, CHANGED, AGAIN)
