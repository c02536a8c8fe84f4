"""Whatever a user points at -> the statements in it, one after another."""

from collections.abc import Callable, Iterator
from dataclasses import replace
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
    """
    limits = limits or ItemLimits()
    if isinstance(source, str) and is_address(source):
        yield _page(source.strip(), publisher, limits, parse, clock)
        return
    path = Path(source)
    if not _is_folder(path):
        yield from _in_file(path, path.name, publisher, limits, parse, clock())
        return
    for found in find_files(path):
        if isinstance(found, Refusal):
            yield found
        else:
            name = found.relative_to(path).as_posix()
            yield from _in_file(found, name, publisher, limits, parse, clock())


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _page(
    address: str,
    publisher: Publisher | None,
    limits: ItemLimits,
    parse: Parse,
    clock: Callable[[], datetime],
) -> Item:
    from crossread.collect.fetch import Limits, fetch_raw

    allowed = Limits(limits.max_bytes, limits.timeout_s, limits.allow_private)
    try:
        raw = fetch_raw(address, allowed)
        at = clock()
        origin = Origin(name=address, at=at, publisher=publisher, via="http")
        return read_page(raw, address, at, origin, parse)
    except CrossreadError as error:
        return refusal_of(error, address)


def _in_file(
    path: Path,
    name: str,
    publisher: Publisher | None,
    limits: ItemLimits,
    parse: Parse,
    now: datetime,
) -> Iterator[Item]:
    name = legible_name(name)
    try:
        with open_file(path) as opened:
            is_ahead = opened.at > now + AHEAD
            origin = Origin(name=name, at=now if is_ahead else opened.at, publisher=publisher)
            for item in _read(opened, origin, limits, parse):
                yield _in_time(item, now, opened.at if is_ahead else None)
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
