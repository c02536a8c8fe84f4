"""Edits as rows: which histories there are to read, and what was found in them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from crossread.archive import read
from crossread.archive.schema import CAPTURE, EDIT, OBSERVATION, STATEMENT, VERSION
from crossread.model import ABSENT, Observation, Selection, Statement

MARGIN = timedelta(hours=6)  # around a look: what an outage at that time is told by


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRow:
    """One edit as it is kept."""

    statement: Statement
    old: int  # numbers of the two wordings
    new: int
    last_old: datetime  # the last look that saw the old one
    first_new: datetime  # the first that saw the new one
    kinds: tuple[str, ...]
    significance: float  # 0 to 1
    detail: dict[str, Any]  # `crossread.edit/1`, with what it added to the text


def list_edited(connection: sa.Connection, chosen: Selection) -> list[str]:
    """Ids of the statements that have more than one wording."""
    query = sa.select(STATEMENT.c.id).where(STATEMENT.c.versions > 1).order_by(STATEMENT.c.id)
    return list(connection.execute(read.narrowed(query, chosen)).scalars())


def count_unedited(connection: sa.Connection, chosen: Selection) -> int:
    """Statements with a wording to which no edit on record leads, but for the one seen first."""
    told = sa.select(sa.func.count(EDIT.c.new.distinct())).where(
        EDIT.c.statement_id == STATEMENT.c.id
    )
    query = sa.select(STATEMENT.c.id).where(
        STATEMENT.c.versions > 1, told.scalar_subquery() < STATEMENT.c.versions - 1
    )
    counted = sa.select(sa.func.count()).select_from(read.narrowed(query, chosen).subquery())
    return int(connection.execute(counted).scalar_one())


def list_missed(connection: sa.Connection, chosen: Selection) -> list[str]:
    """Ids of the statements that a look did not find where they had been."""
    query = (
        sa.select(STATEMENT.c.id)
        .where(
            STATEMENT.c.id.in_(
                sa.select(OBSERVATION.c.statement_id)
                .where(OBSERVATION.c.outcome.in_([*ABSENT, "moved"]))
                .scalar_subquery()
            )
        )
        .order_by(STATEMENT.c.id)
    )
    return list(connection.execute(read.narrowed(query, chosen)).scalars())


# The two wordings, the last moment of the old one and the first of the new.
Compared = tuple[int, int, datetime, datetime]


def known_edits(connection: sa.Connection, method: str) -> dict[str, set[Compared]]:
    """What has been compared by this method, by statement."""
    columns = (EDIT.c.old, EDIT.c.new, EDIT.c.last_old, EDIT.c.first_new)
    query = sa.select(EDIT.c.statement_id, *columns).where(EDIT.c.method == method)
    known: dict[str, set[Compared]] = {}
    for identity, *compared in connection.execute(query):
        known.setdefault(identity, set()).add(tuple(compared))
    return known


def save_edits(
    connection: sa.Connection, edits: Sequence[dict[str, Any]], stale: Sequence[str]
) -> None:
    """Keep edits; all that was kept of the statements in `stale` goes first."""
    connection.execute(sa.delete(EDIT).where(EDIT.c.statement_id.in_(stale)))
    if edits:
        connection.execute(sa.insert(EDIT), list(edits))


def list_edits(connection: sa.Connection, chosen: Selection) -> Iterator[EditRow]:
    """Edits of these statements, the most significant first.

    Among them are those of significance 0 without kinds: what was compared and is no edit.
    """
    query = (
        read.STATEMENTS.add_columns(
            EDIT.c.old,
            EDIT.c.new,
            EDIT.c.last_old,
            EDIT.c.first_new,
            EDIT.c.kinds,
            EDIT.c.significance,
            EDIT.c.detail,
        )
        .join(EDIT, EDIT.c.statement_id == STATEMENT.c.id)
        .order_by(EDIT.c.significance.desc(), EDIT.c.first_new.desc(), STATEMENT.c.id, EDIT.c.id)
    )
    for row in connection.execute(read.narrowed(query, chosen)):
        yield EditRow(
            statement=read.as_statement(row),
            old=row.old,
            new=row.new,
            last_old=row.last_old,
            first_new=row.first_new,
            kinds=tuple(row.kinds),
            significance=row.significance,
            detail=row.detail,
        )


def list_looks_near(
    connection: sa.Connection, identity: str, moments: Sequence[datetime]
) -> Iterator[Observation]:
    """Looks at other statements of the same publisher around these moments: they tell an outage."""
    owner = sa.select(STATEMENT.c.publisher_id).where(STATEMENT.c.id == identity)
    query = (
        sa.select(CAPTURE, OBSERVATION.c.statement_id, OBSERVATION.c.outcome, VERSION.c.number)
        .select_from(OBSERVATION)
        .join(CAPTURE, CAPTURE.c.id == OBSERVATION.c.capture_id)
        .join(STATEMENT, STATEMENT.c.id == OBSERVATION.c.statement_id)
        .outerjoin(VERSION, VERSION.c.id == OBSERVATION.c.version_id)
        .where(
            STATEMENT.c.publisher_id == owner.scalar_subquery(),
            OBSERVATION.c.statement_id != identity,
        )
        .order_by(OBSERVATION.c.at, OBSERVATION.c.id)
    )
    told: set[tuple[str, datetime]] = set()
    for moment in moments:
        near = OBSERVATION.c.at.between(moment - MARGIN, moment + MARGIN)
        for row in connection.execute(query.where(near)):
            if (row.statement_id, row.at) in told:
                continue
            told.add((row.statement_id, row.at))
            yield Observation(
                statement=row.statement_id,
                at=row.at,
                outcome=row.outcome,
                version=row.number,
                capture=read.as_capture(row),
            )
