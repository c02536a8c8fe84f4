"""Decisions as rows: one is added for each ruling, none is ever changed."""

import sqlalchemy as sa

from crossread.archive import read
from crossread.archive.schema import DECISION, STATEMENT
from crossread.model import Decision, Selection


def save_decision(connection: sa.Connection, decision: Decision) -> None:
    """Keep one."""
    connection.execute(
        sa.insert(DECISION).values(
            statement_id=decision.statement,
            change=decision.change,
            verdict=decision.verdict,
            note=decision.note,
            by=decision.by,
            at=decision.at,
        )
    )


def list_decisions(
    connection: sa.Connection, chosen: Selection, statement: str | None = None
) -> list[Decision]:
    """Decisions on these statements and their changes, or on this one, as they were made."""
    query = sa.select(DECISION).join(STATEMENT).order_by(DECISION.c.id)
    if statement is not None:
        query = query.where(DECISION.c.statement_id == statement)
    return [
        Decision(
            statement=row.statement_id,
            change=row.change,
            verdict=row.verdict,
            note=row.note,
            by=row.by,
            at=row.at,
        )
        for row in connection.execute(read.narrowed(query, chosen))
    ]
