"""Parquet, one record a row, with the columns that JSONL has as fields."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from crossread.collect.bulk.item import Item, ItemLimits, Origin, refusal_of
from crossread.collect.bulk.jsonl import GivenIds, items_of
from crossread.collect.bulk.opened import Opened
from crossread.errors import BadInput, CrossreadError, TooLarge

BATCH = 64  # rows held at a time
MAX_GROUP = 500_000_000  # bytes of a row group, unpacked: its pages are read one by one
# What pyarrow lets out on a file that is damaged or was made to harm.
_DAMAGE = (pa.ArrowException, OSError, ValueError, KeyError, TypeError, MemoryError, OverflowError)


def read_parquet(opened: Opened, origin: Origin, limits: ItemLimits) -> Iterator[Item]:
    """The statements of a file, batch after batch; a bad row is a refusal, a damaged row group
    another, and the next group follows."""
    try:
        file = _open(opened)
    except CrossreadError as error:
        yield refusal_of(error, origin.name)
        return
    ids = GivenIds()
    first = 0
    for group in range(file.num_row_groups):
        rows = file.metadata.row_group(group)
        try:
            _check_size(rows)
            for number, row in _rows(file, group, first):
                place = replace(origin, name=f"{origin.name}, row {number}")
                yield from _items(row, place, limits, ids)
        except CrossreadError as error:
            place_name = f"{origin.name}, rows {first + 1} to {first + rows.num_rows}"
            yield refusal_of(error, place_name)
        first += rows.num_rows


def _open(opened: Opened) -> Any:
    try:
        schema = parquet.read_schema(opened.stream)
        names = set(schema.names)
        is_words = "text" in names and pa.types.is_string(schema.field("text").type)
        # As a dictionary, a text that stands in many rows is held once.
        columns = ["text"] if is_words else []
        file = parquet.ParquetFile(opened.stream, read_dictionary=columns, pre_buffer=False)
    except _DAMAGE as error:
        raise BadInput("is a damaged Parquet file", "Download or copy it again.") from error
    if not names & {"text", "versions"}:
        listed = ", ".join(sorted(names)[:10])
        raise BadInput(f"has no column `text`, nor `versions`; its columns are {listed}")
    return file


def _check_size(rows: Any) -> None:
    if rows.total_byte_size > MAX_GROUP:
        fact = f"a row group of {rows.total_byte_size:,} bytes; the limit is {MAX_GROUP:,}"
        raise TooLarge(fact, "Write the file again with smaller row groups.")


def _rows(file: Any, group: int, first: int) -> Iterator[tuple[int, Any]]:
    """Number in the file and values of each row of a group.

    Raises:
        BadInput: the group is damaged.
    """
    number = first
    try:
        for batch in file.iter_batches(batch_size=BATCH, row_groups=[group]):
            for index in range(batch.num_rows):
                number += 1
                yield number, batch.slice(index, 1)
    except _DAMAGE as error:
        raise BadInput(f"damaged after row {number}", "Download or copy it again.") from error


def _items(row: Any, place: Origin, limits: ItemLimits, ids: GivenIds) -> Iterator[Item]:
    try:
        data = _as_json(row, limits)
    except CrossreadError as error:
        yield refusal_of(error, place.name)
        return
    yield from items_of(data, place, ids)


def _as_json(row: Any, limits: ItemLimits) -> bytes:
    """The row as a line of JSONL: the bytes that are kept of it."""
    limit = limits.max_record_bytes
    try:
        if _least_size(row) > limit:
            raise TooLarge(f"is longer than the limit of {limit:,} bytes")
        values = row.to_pylist()[0]
    except _DAMAGE as error:
        raise BadInput("is damaged") from error
    given = _without_none(values)
    data = json.dumps(given, ensure_ascii=False, default=_plain).encode("utf-8", "replace")
    if len(data) > limit:
        raise TooLarge(f"is longer than the limit of {limit:,} bytes")
    return data


def _least_size(row: Any) -> int:
    """The bytes of its longest column, before any of it is unpacked; a dictionary's text too."""
    sizes = []
    for column in row.columns:
        if pa.types.is_dictionary(column.type):
            words = column[0].value
            is_long = words.is_valid and hasattr(words, "as_buffer")
            sizes.append(words.as_buffer().size if is_long else 0)
        else:
            sizes.append(column.nbytes)
    return max(sizes, default=0)


def _without_none(value: Any) -> Any:
    """What a record says: columns, and fields of a struct, are there in every row."""
    if isinstance(value, dict):
        return {name: _without_none(v) for name, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_none(v) for v in value]
    return value


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)
