"""All that an archive holds, without the numbers of its rows: two that hold the same are equal."""

from typing import Any

import sqlalchemy as sa

from crossread.archive import Archive
from crossread.archive.schema import (
    CAPTURE,
    KEY,
    OBSERVATION,
    PARTY,
    PUBLISHER,
    READING,
    STATEMENT,
    VERSION,
)

Rows = list[tuple[Any, ...]]
_NUMBERED = {"id", "capture_id", "version_id", "number", "current"}  # by who came first


def contents(archive: Archive) -> dict[str, Rows]:
    """The rows of every table, each naming others by what they are; nothing is left out twice."""
    whole = {
        "publishers": sa.select(PUBLISHER),
        "captures": sa.select(*_columns(CAPTURE)),
        "statements": sa.select(*_columns(STATEMENT), STATEMENT.c.id),
        "keys": sa.select(KEY),
        "wordings": sa.select(*_columns(VERSION)),  # the capture is that of whoever came first
        "looks": sa.select(*_columns(OBSERVATION), VERSION.c.mark, CAPTURE.c.mark)
        .join(CAPTURE, CAPTURE.c.id == OBSERVATION.c.capture_id)
        .outerjoin(VERSION, VERSION.c.id == OBSERVATION.c.version_id),
        "readings": sa.select(*_columns(READING), VERSION.c.mark, VERSION.c.statement_id).join(
            VERSION
        ),
        "parties": sa.select(PARTY.c.country, VERSION.c.mark, VERSION.c.statement_id).join(VERSION),
    }
    with archive.reading() as connection:
        return {
            name: sorted((_plain(row) for row in connection.execute(query)), key=repr)
            for name, query in whole.items()
        }


def _columns(table: sa.Table) -> list[sa.Column[Any]]:
    return [column for column in table.columns if column.name not in _NUMBERED]


def _plain(row: Any) -> tuple[Any, ...]:
    return tuple(repr(value) if isinstance(value, list) else value for value in row)


def capture_names(archive: Archive) -> list[str]:
    """Where each capture came from, such as "a.jsonl, line 7"; one named twice is there twice."""
    with archive.reading() as connection:
        return list(connection.execute(sa.select(CAPTURE.c.name)).scalars())


def count_readings(archive: Archive) -> int:
    """How many wordings are coded."""
    with archive.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(READING)).scalar_one()
