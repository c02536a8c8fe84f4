"""A whole archive as rows of plain values, out and in again: for another database, another
program, or a reader in fifty years.

The rows are those of the tables, without what is made anew from the texts (points, the countries
they name, the word index). `dump_jsonl` and `dump_parquet` write the same rows in two forms.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from crossread.archive import words
from crossread.archive.archive import Archive
from crossread.archive.copy import AT_ONCE, go_on_counting
from crossread.archive.schema import (
    CAPTURE,
    PARTY,
    READING,
    STATEMENT,
    TABLES,
    VERSION,
    Instant,
    Json,
    instant_as_text,
)
from crossread.errors import BadInput, EvidenceChanged
from crossread.model import digest_of

FORMAT = "crossread.archive/1"
BYTES = "capture_bytes"  # what each capture's digest stands for; before the captures
DUMPED = tuple(table for table in TABLES if table not in (READING, PARTY))

Row = tuple[str, dict[str, Any]]  # the table's name, and its values


def dump_rows(archive: Archive) -> Iterator[Row]:
    """Every row, each after those that it points to, as one state of the archive has them.

    Moments are text in UTC, lists and the like are values, bytes are bytes.

    Raises:
        NotFound: the bytes of a capture are not in the archive's folder.
        EvidenceChanged: they are damaged.
    """
    with archive.reading() as connection:
        for table in DUMPED:
            if table is CAPTURE:
                yield from _bytes(archive, connection)
            yield from _rows(connection, table)


def _bytes(archive: Archive, connection: sa.Connection) -> Iterator[Row]:
    query = sa.select(CAPTURE.c.digest).distinct().order_by(CAPTURE.c.digest)
    with connection.execution_options(yield_per=AT_ONCE).execute(query) as streamed:
        for digest in streamed.scalars():
            yield BYTES, {"digest": digest, "data": archive.captures.load(digest)}


def _rows(connection: sa.Connection, table: sa.Table) -> Iterator[Row]:
    query = sa.select(table).order_by(*table.primary_key.columns)
    with connection.execution_options(yield_per=AT_ONCE).execute(query) as streamed:
        for row in streamed.mappings():
            yield table.name, {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    return instant_as_text(value) if isinstance(value, datetime) else value


def load_rows(archive: Archive, rows: Iterable[Row]) -> int:
    """Fill an empty archive with rows; the number of them. All are kept, or none.

    Raises:
        BadInput: the archive is not empty, or a row is not of this format.
        EvidenceChanged: bytes are not those that their digest stands for.
        ArchiveUnavailable: the archive takes no more.
    """
    done = 0
    with archive.writing() as connection:
        if connection.execute(sa.select(STATEMENT.c.id).limit(1)).first() is not None:
            raise BadInput("the archive to load into is not empty", "Give a new file or database.")
        for name, batch in _batches(rows):
            if name == BYTES:
                archive.captures.save(map(_checked, batch))
            else:
                _insert(connection, _TABLES[name], batch)
            done += len(batch)
        for table in DUMPED:
            go_on_counting(connection, table)
    return done


_TABLES = {table.name: table for table in DUMPED}
_BATCH_BYTES = 20_000_000  # of captures held at a time


def _batches(rows: Iterable[Row]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Neighbours of one table, some hundred at a time."""
    name, size = "", 0
    batch: list[dict[str, Any]] = []
    for table, row in rows:
        if batch and (table != name or len(batch) >= AT_ONCE or size > _BATCH_BYTES):
            yield name, batch
            batch, size = [], 0
        if table != BYTES and table not in _TABLES:
            raise BadInput(f"{table!r} is no table of {FORMAT}")
        name = table
        batch.append(row)
        size += len(row.get("data", b"")) if table == BYTES else 0
    if batch:
        yield name, batch


def _checked(row: dict[str, Any]) -> tuple[str, bytes]:
    digest, data = row.get("digest"), row.get("data")
    if not isinstance(digest, str) or not isinstance(data, bytes):
        raise BadInput("bytes of a capture stand without their digest, or are none")
    if digest_of(data) != digest:
        raise EvidenceChanged(f"the bytes of capture {digest[:12]!r} are not those of its digest")
    return digest, data


def _insert(connection: sa.Connection, table: sa.Table, batch: list[dict[str, Any]]) -> None:
    values = [_values(table, row) for row in batch]
    try:
        connection.execute(sa.insert(table), values)
    except (sa.exc.IntegrityError, sa.exc.DataError) as error:
        raise BadInput(f"rows of {table.name} contradict others of the dump") from error
    if table is VERSION:
        words.add(connection, [(row["id"], f"{row['title']}\n{row['text']}") for row in values])


def _values(table: sa.Table, row: dict[str, Any]) -> dict[str, Any]:
    """A row as the database takes it.

    Raises:
        BadInput: it has other columns, or values of another kind.
    """
    if set(row) != set(table.c.keys()):
        odd = ", ".join(sorted(set(row) ^ set(table.c.keys()))[:5])
        raise BadInput(f"a row of {table.name} lacks or has more than its columns: {odd}")
    return {column.name: _value(column, row[column.name]) for column in table.c}


def _value(column: sa.Column[Any], value: Any) -> Any:
    if isinstance(column.type, Json):
        return value
    if value is None:
        if column.nullable:
            return None
    elif isinstance(column.type, Instant):
        return _instant(column, value)
    elif _is_of(column, value):
        return float(value) if isinstance(column.type, sa.Float) else value
    raise BadInput(f"{column.table.name}.{column.name} holds {str(value)[:40]!r}")


def _is_of(column: sa.Column[Any], value: Any) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(column.type, sa.Float):
        return isinstance(value, int | float)
    return isinstance(value, int if isinstance(column.type, sa.Integer) else str)


def _instant(column: sa.Column[Any], value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
        moment.astimezone()
    except (TypeError, ValueError, OverflowError) as error:
        fact = f"{column.table.name}.{column.name} holds {str(value)[:40]!r}, no moment"
        raise BadInput(fact) from error
    if moment.tzinfo is None:
        raise BadInput(f"{column.table.name}.{column.name} holds a moment without a zone")
    return moment


def dump_jsonl(archive: Archive) -> Iterator[bytes]:
    """The dump as lines of JSON: the format, the rows, and a last line with their number.

    Bytes are in base64. The same archive gives the same lines on both databases.
    """
    yield _line({"format": FORMAT})
    done = 0
    for table, row in dump_rows(archive):
        done += 1
        if table == BYTES:
            row = row | {"data": b64encode(row["data"]).decode("ascii")}
        yield _line({"table": table, "row": row})
    yield _line({"end": done})


def _line(value: dict[str, Any]) -> bytes:
    words = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return words.encode("utf-8", "surrogatepass") + b"\n"
