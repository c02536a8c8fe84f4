"""The rows of a dump -> an archive: each checked, and the whole proved, before any is kept.

A dump may come from anywhere. What is loaded is an archive that `verify` finds sound.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import sqlalchemy as sa

from crossread.archive import words
from crossread.archive.archive import Archive
from crossread.archive.copy import AT_ONCE, check_empty, go_on_counting
from crossread.archive.dump import BYTES, DUMPED, FORMAT
from crossread.archive.row_values import checked_row
from crossread.archive.schema import VERSION
from crossread.archive.verify import find_faults
from crossread.errors import BadInput, EvidenceChanged
from crossread.model import digest_of

Placed = tuple[str, str, dict[str, Any]]  # "line 12", the table's name, the row's values

_TABLES = {table.name: table for table in DUMPED}
_BATCH_BYTES = 20_000_000  # of captures held at a time
_NOTHING_KEPT = "Nothing was loaded. Dump the archive again, or copy or download the dump again."


def load_rows(archive: Archive, rows: Iterable[Placed]) -> int:
    """Fill an empty archive with rows; the number of them. All are kept, or none.

    Raises:
        BadInput: the archive is not empty, or a row is not of this format, contradicts another
            or is not what it was when it was dumped.
        EvidenceChanged: bytes are not those that their digest stands for.
        ArchiveUnavailable: the archive takes no more.
    """
    done = 0
    with archive.writing() as connection:
        check_empty(connection)
        for batch in _batches(rows):
            if batch.table == BYTES:
                archive.captures.save(map(_checked, batch.places, batch.rows))
            else:
                _insert(connection, _TABLES[batch.table], batch)
            done += len(batch.rows)
        if faults := find_faults(connection, archive.captures):
            more = f" (and {len(faults) - 1:,} more)" if len(faults) > 1 else ""
            raise BadInput(f"{faults[0].path}: {faults[0].fact}{more}", _NOTHING_KEPT)
        for table in DUMPED:
            go_on_counting(connection, table)
    return done


@dataclass(slots=True)
class _Batch:
    """Neighbours of one table."""

    table: str
    places: list[str] = field(default_factory=list)
    rows: list[dict[str, Any]] = field(default_factory=list)
    size: int = 0  # bytes of captures

    def takes(self, table: str) -> bool:
        """Whether a row of that table may be added."""
        return table == self.table and len(self.rows) < AT_ONCE and self.size <= _BATCH_BYTES


def _batches(rows: Iterable[Placed]) -> Iterator[_Batch]:
    """Some hundred rows at a time."""
    batch = _Batch("")
    for place, table, row in rows:
        if not batch.takes(table):
            if batch.rows:
                yield batch
            batch = _Batch(table)
        if table != BYTES and table not in _TABLES:
            raise BadInput(f"{place}: {table!r} is no table of {FORMAT}")
        batch.places.append(place)
        batch.rows.append(row)
        batch.size += len(row.get("data") or b"") if table == BYTES else 0
    if batch.rows:
        yield batch


def _checked(place: str, row: dict[str, Any]) -> tuple[str, bytes]:
    digest, data = row.get("digest"), row.get("data")
    if not isinstance(digest, str) or not isinstance(data, bytes):
        raise BadInput(f"{place}: bytes of a capture stand without their digest, or are none")
    if digest_of(data) != digest:
        fact = f"{place}: the bytes of capture {digest[:12]!r} are not those of its digest"
        raise EvidenceChanged(fact, _NOTHING_KEPT)
    return digest, data


def _insert(connection: sa.Connection, table: sa.Table, batch: _Batch) -> None:
    values = list(map(partial(_values, table), batch.places, batch.rows))
    try:
        connection.execute(sa.insert(table), values)
    except (sa.exc.IntegrityError, sa.exc.DataError) as error:
        first, last = batch.places[0], batch.places[-1]
        where = first if first == last else f"{first} to {last}"
        fact = f"{where}: rows of {table.name} contradict others of the dump"
        raise BadInput(fact, _NOTHING_KEPT) from error
    if table is VERSION:
        words.add(connection, [(row["id"], f"{row['title']}\n{row['text']}") for row in values])


def _values(table: sa.Table, place: str, row: dict[str, Any]) -> dict[str, Any]:
    try:
        return checked_row(table, row)
    except BadInput as error:
        raise BadInput(f"{place}: {error}", _NOTHING_KEPT) from error
