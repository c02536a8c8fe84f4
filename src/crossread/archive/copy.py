"""A whole archive copied: a backup, or the move from one database to the other."""

from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from crossread.archive import words
from crossread.archive.captures import Captures
from crossread.archive.schema import CAPTURE, TABLES, VERSION
from crossread.errors import BadInput, CrossreadError

AT_ONCE = 200  # rows held in memory


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy moved, and the captures that it could not read."""

    rows: int
    captures: int
    faults: tuple[str, ...]


Tell = Callable[[str, int], None]


def copy_rows(source: sa.Connection, target: sa.Connection, tell: Tell) -> int:
    """Every row of every table, as one state of the source has them; the number copied.

    Raises:
        BadInput: the target is not empty.
    """
    check_empty(target)
    done = 0
    for table in TABLES:
        rows = source.execution_options(yield_per=AT_ONCE).execute(
            sa.select(table).order_by(*table.primary_key.columns)
        )
        for some in rows.mappings().partitions(AT_ONCE):
            batch = [dict(row) for row in some]
            target.execute(sa.insert(table), batch)
            if table is VERSION:
                words.add(target, [(r["id"], f"{r['title']}\n{r['text']}") for r in batch])
            done += len(batch)
            tell(table.name, done)
        go_on_counting(target, table)
    return done


def check_empty(target: sa.Connection) -> None:
    """Refuse to fill an archive that holds something.

    Raises:
        BadInput: it does.
    """
    if any(target.execute(sa.select(table).limit(1)).first() is not None for table in TABLES):
        raise BadInput("the archive to fill is not empty", "Give a new file or database.")


def go_on_counting(target: sa.Connection, table: sa.Table) -> None:
    """PostgreSQL gives numbers from a sequence, which knows nothing of rows that brought theirs."""
    column = table.c.get("id")
    if target.dialect.name != "postgresql" or column is None:
        return
    if not isinstance(column.type, sa.Integer):
        return
    target.execute(
        sa.text(
            f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'),"
            f" coalesce(max(id), 1), max(id) IS NOT NULL) FROM {table.name}"
        )
    )


def count_missing(connection: sa.Connection, captures: Captures) -> int:
    """How many captures that rows name are not in a folder."""
    digests = connection.execute(sa.select(CAPTURE.c.digest).distinct()).scalars()
    return sum(not captures.path(digest).exists() for digest in digests)


def copy_captures(source: Captures, target: Captures, tell: Tell) -> tuple[int, list[str]]:
    """The captures that the target does not have, each checked; how many, and what failed."""
    done, faults = 0, []
    if source.folder.resolve() == target.folder.resolve():
        return 0, []
    for digest in source.digests():
        if target.path(digest).exists():
            continue
        try:
            target.save([(digest, source.load(digest))])
        except CrossreadError as error:
            faults.append(str(error))
            continue
        done += 1
        tell("captures", done)
    return done, faults
