"""A whole archive as rows of plain values: for another database, another program, or a reader in
fifty years. `load` takes them in again.

The rows are those of the tables, without what is made anew from the texts (points, the countries
they name, the word index). `dump_jsonl` and `dump_parquet` write the same rows in two forms.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from crossread.archive.archive import Archive
from crossread.archive.copy import AT_ONCE
from crossread.archive.schema import (
    CAPTURE,
    PARTY,
    READING,
    TABLES,
    instant_as_text,
)

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
