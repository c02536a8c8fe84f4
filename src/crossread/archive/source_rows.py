"""Sources and their runs as rows, and back."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from crossread.archive.known import publisher_row
from crossread.archive.schema import PUBLISHER, SOURCE, instant_as_text
from crossread.model import Publisher
from crossread.model.source_run import Failure, Owed, SourceRun, SourceState


def source_id(publisher: str, source: str) -> str:
    """What a source is called in the archive.

    >>> source_id("no-mfa", "feed")
    'no-mfa/feed'
    """
    return f"{publisher}/{source}"


def save_state(
    connection: sa.Connection, publisher: Publisher, source: str, state: SourceState
) -> None:
    """Save where a source stands; its publisher is added if it is not there."""
    have = sa.select(PUBLISHER.c.id).where(PUBLISHER.c.id == publisher.id)
    if connection.execute(have).first() is None:
        connection.execute(sa.insert(PUBLISHER).values(publisher_row(publisher)))
    identity = source_id(publisher.id, source)
    told = {"state": _state_row(state)}
    done = connection.execute(sa.update(SOURCE).where(SOURCE.c.id == identity).values(told))
    if done.rowcount == 0:
        row = {"id": identity, "publisher_id": publisher.id, **told}
        connection.execute(sa.insert(SOURCE).values(row))


def _state_row(state: SourceState) -> dict[str, Any]:
    return {name: _plain(value) for name, value in asdict(state).items() if value}


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, datetime):
        return instant_as_text(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return value


def state_of_row(row: dict[str, Any]) -> SourceState:
    """Where a source stands, out of the JSON that the archive keeps of it."""
    told = dict(row)
    for name in ("read_at", "read_to"):
        told[name] = datetime.fromisoformat(told[name]) if told.get(name) else None
    owed = told.pop("owed", [])
    return SourceState(
        **told,
        owed=tuple(Owed(**{**one, "last": datetime.fromisoformat(one["last"])}) for one in owed),
    )


def run_row(run: SourceRun) -> dict[str, Any]:
    """A run as a row."""
    detail = {
        "covers_from": run.covers_from,
        "found": run.found,
        "looked": run.looked,
        "new": run.new,
        "failures": [asdict(failure) for failure in run.failures],
    }
    return {
        "source_id": source_id(run.publisher.id, run.source),
        "started": run.started,
        "finished": run.finished,
        "outcome": run.outcome,
        "detail": _plain(detail),
    }


def as_run(row: Any) -> SourceRun:
    """A row of a run, with its source's and publisher's columns, as a value."""
    told = dict(row.detail)
    covers = told.pop("covers_from")
    failures = told.pop("failures")
    return SourceRun(
        publisher=Publisher(
            id=row.publisher_id,
            name=row.name,
            country=row.country,
            languages=tuple(row.languages),
            level=row.level,
        ),
        source=row.source_id.partition("/")[2],
        started=row.started,
        finished=row.finished,
        outcome=row.outcome,
        covers_from=datetime.fromisoformat(covers) if covers else None,
        failures=tuple(Failure(**{**one, "pages": tuple(one["pages"])}) for one in failures),
        state=state_of_row(row.state),
        **told,
    )
