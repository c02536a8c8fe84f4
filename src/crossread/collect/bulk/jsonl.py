"""JSONL, one record a line, packed by gzip or not."""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from crossread.collect.bulk.history import is_history, split_history
from crossread.collect.bulk.item import Item, ItemLimits, Origin, refusal_of
from crossread.collect.bulk.opened import Opened, unreadable
from crossread.collect.bulk.record import as_sighting, parse_object
from crossread.collect.bulk.unpack import CHUNK, open_stream
from crossread.errors import BadInput, CrossreadError, TooLarge
from crossread.model import Refusal, Sighting

DUMP_FORMAT = "crossread.archive/"  # how the first line of an archive's own dump begins
MAX_BLANK = 100_000  # empty lines in a row; more are a file that went wrong, or a trap
_MARKS = (b"\xff\xfe", b"\xfe\xff")  # of UTF-16
_BOM = b"\xef\xbb\xbf"


def read_jsonl(
    opened: Opened, origin: Origin, limits: ItemLimits, *, packed: bool
) -> Iterator[Item]:
    """The statements of a file, each bad line a refusal, the rest as if it were not there."""
    stream, _ = open_stream(opened.stream, packed=packed)
    ids = GivenIds()
    number = blank = 0
    try:
        for number, line in _lines(stream, limits.max_record_bytes):
            if number == 1 and (reason := _other_kind(line)):
                yield Refusal(origin.name, *reason)
                return
            if line is None or line.strip():
                blank = 0
                place = replace(origin, name=f"{origin.name}, line {number}")
                yield from _items(line, place, limits, ids)
                continue
            blank += 1
            if blank > MAX_BLANK:
                raise TooLarge(f"has more than {MAX_BLANK:,} empty lines one after another")
    except CrossreadError as error:
        yield _broken(error, origin.name, number)
    except OSError as error:
        yield _broken(unreadable(error), origin.name, number)


def _broken(error: CrossreadError, name: str, number: int) -> Refusal:
    refusal = refusal_of(error, name)
    return Refusal(name, f"{refusal.reason}; read up to line {number}", refusal.hint)


def _lines(stream: BinaryIO, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """Number and bytes of each line, without its end; None for one that is too long to hold."""
    number = 0
    while line := stream.readline(longest + 2):
        number += 1
        whole = line.rstrip(b"\r\n")
        if len(whole) <= longest:
            yield number, whole.removeprefix(_BOM) if number == 1 else whole
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(CHUNK)
        yield number, None


def _items(
    line: bytes | None, place: Origin, limits: ItemLimits, ids: "GivenIds"
) -> Iterator[Item]:
    if line is None:
        fact = f"is longer than the limit of {limits.max_record_bytes:,} bytes"
        yield refusal_of(TooLarge(fact), place.name)
        return
    yield from items_of(line, place, ids)


def items_of(line: bytes, place: Origin, ids: "GivenIds") -> Iterator[Item]:
    """What a record holds, as a line of JSON: one statement, or each wording of one."""
    try:
        record = parse_object(line)
        wordings = list(split_history(record))
    except CrossreadError as error:
        yield refusal_of(error, place.name)
        return
    for number, wording in enumerate(wordings, start=1):
        where = _wording_of(place, number) if is_history(record) else place
        try:
            yield ids.settle(as_sighting(wording, line, where))
        except CrossreadError as error:
            yield refusal_of(error, where.name)


def _wording_of(place: Origin, number: int) -> Origin:
    return replace(place, name=f"{place.name}, wording {number}")


def _other_kind(line: bytes | None) -> tuple[str, str] | None:
    """Why a file is no JSONL of statements at all, and what to do; None if it may be one."""
    start = (line or b"")[:200]
    if start.startswith(_MARKS):
        return "is in UTF-16", "Save it in UTF-8."
    if DUMP_FORMAT.encode() in start.replace(b" ", b"")[:60]:
        return "is the dump of a whole archive", "Load it with `crossread archive load FILE`."
    return None


class GivenIds:
    """The ids that a file has given so far: one id stands for one statement.

    A second record with the same id and address is a second look at the statement. Kept as
    64-bit marks, some 300 bytes an id.
    """

    def __init__(self) -> None:
        self._keys: dict[int, int] = {}
        self._ids: dict[int, int] = {}

    def settle(self, sighting: Sighting) -> Sighting:
        """The sighting; its key is its id where its address is but a variant of one that stands
        for another id. (Two interviews, days apart, whose addresses differ by a last slash.)

        Raises:
            BadInput: the id stood for another statement before.
        """
        if not sighting.id:
            return sighting
        identity, owner = hash(sighting.id), _mark(sighting)
        if self._ids.setdefault(owner, identity) != identity:
            sighting = replace(sighting, key=sighting.id)
        if self._keys.setdefault(identity, _mark(sighting)) != _mark(sighting):
            raise BadInput(f"has the id {sighting.id[:80]!r}, which stands for another statement")
        return sighting


def _mark(sighting: Sighting) -> int:
    return hash((sighting.publisher.id, sighting.key))
