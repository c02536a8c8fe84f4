"""The dump as a folder of Parquet files, one a table: what polars, DuckDB and R read at once."""

import json
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import pyarrow as pa
import sqlalchemy as sa
from pyarrow import parquet

from crossread.archive.archive import Archive
from crossread.archive.copy import AT_ONCE
from crossread.archive.dump import BYTES, DUMPED, FORMAT, Row, dump_rows
from crossread.archive.load import Placed
from crossread.archive.schema import CAPTURE, Json
from crossread.errors import BadInput, NotFound

_ORDER = [
    name for table in DUMPED for name in ((BYTES,) if table is CAPTURE else ()) + (table.name,)
]
_STATED = b"crossread.format"
# Captures are some ten to a hundred thousand bytes; a row group of them fits in memory.
_ROWS = {BYTES: 50}


def save_parquet(archive: Archive, folder: Path) -> int:
    """Write the dump into a folder that exists and is empty; the number of rows.

    Moments are text in UTC, lists and the like are JSON text, bytes are binary.
    """
    done = 0
    written = set()
    for name, rows in groupby(dump_rows(archive), key=itemgetter(0)):
        done += _write(folder, name, rows)
        written.add(name)
    for name in set(_ORDER) - written:  # a table without rows is there too
        _write(folder, name, iter(()))
    return done


def _write(folder: Path, name: str, rows: Iterator[Row]) -> int:
    schema = _SCHEMAS[name]
    done = 0
    with parquet.ParquetWriter(folder / f"{name}.parquet", schema) as writer:
        while batch := _take(rows, _ROWS.get(name, AT_ONCE * 10)):
            done += len(batch)
            writer.write_table(pa.Table.from_pylist(batch, schema=schema))
    return done


def _take(rows: Iterator[Row], most: int) -> list[dict[str, Any]]:
    batch: list[dict[str, Any]] = []
    for name, row in rows:
        batch.append(_packed(name, row))
        if len(batch) >= most:
            break
    return batch


def _packed(name: str, row: dict[str, Any]) -> dict[str, Any]:
    return {
        key: json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if (name, key) in _JSON
        else value
        for key, value in row.items()
    }


def rows_of_parquet(folder: Path) -> Iterator[Placed]:
    """The rows of a dump in a folder.

    Raises:
        NotFound: a table's file is missing.
        BadInput: a file is damaged or of another format.
    """
    for name in _ORDER:
        path = folder / f"{name}.parquet"
        if not path.is_file():
            raise NotFound(f"{path} is missing", "Give the folder that a dump was written to.")
        try:
            yield from _rows(name, path)
        except (pa.ArrowException, OSError, json.JSONDecodeError) as error:
            raise BadInput(f"{path} is damaged", "Copy or download it again.") from error


def _rows(name: str, path: Path) -> Iterator[Placed]:
    with parquet.ParquetFile(path) as file:
        stated = (file.schema_arrow.metadata or {}).get(_STATED, b"").decode("utf-8", "replace")
        if stated != FORMAT:
            hint = "Load it with the crossread that wrote it, or install a newer one."
            raise BadInput(f"{path}: the format is {stated[:60]!r}, expected {FORMAT!r}", hint)
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS.get(name, AT_ONCE)):
            for row in batch.to_pylist():
                number += 1
                yield f"{path.name}, row {number}", name, _unpacked(name, row)


def _unpacked(name: str, row: dict[str, Any]) -> dict[str, Any]:
    return {
        key: json.loads(value) if (name, key) in _JSON and value is not None else value
        for key, value in row.items()
    }


def _arrow_type(column: sa.Column[Any]) -> Any:
    if isinstance(column.type, sa.Integer):  # BigInteger is one
        return pa.int64()
    return pa.float64() if isinstance(column.type, sa.Float) else pa.string()


_JSON = {(t.name, c.name) for t in DUMPED for c in t.c if isinstance(c.type, Json)}
_SCHEMAS = {
    t.name: pa.schema([(c.name, _arrow_type(c)) for c in t.c], metadata={_STATED: FORMAT.encode()})
    for t in DUMPED
} | {
    BYTES: pa.schema(
        [("digest", pa.string()), ("data", pa.binary())], metadata={_STATED: FORMAT.encode()}
    )
}
