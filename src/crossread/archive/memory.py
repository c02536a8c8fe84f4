"""What a collector asks of an archive: what was known, and where each source stands."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from crossread.archive.archive import Archive
from crossread.archive.known import chunks
from crossread.archive.read import as_moment
from crossread.archive.schema import (
    CAPTURE,
    KEY,
    OBSERVATION,
    PUBLISHER,
    RUN,
    SOURCE,
    STATEMENT,
    VERSION,
)
from crossread.archive.source_rows import as_run, run_row, save_state, source_id, state_of_row
from crossread.model import Publisher, Readout, Sighting
from crossread.model.source_run import Known, SourceRun, SourceState
from crossread.model.statement import ABSENT


class ArchiveMemory:
    """The memory of an archive. What is saved by it is on the disk when it comes back."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    # what was known

    def state_of(self, publisher: str, source: str) -> SourceState:
        """Where a source stands; an empty state if it was never read."""
        query = sa.select(SOURCE.c.state).where(SOURCE.c.id == source_id(publisher, source))
        with self.archive.reading() as connection:
            row = connection.execute(query).scalar()
        return state_of_row(row) if row else SourceState()

    def known(self, key: str) -> Known | None:
        """The statement that goes by this key, if one does."""
        query = sa.select(KEY.c.statement_id).where(KEY.c.key == key)
        with self.archive.reading() as connection:
            identity = connection.execute(query).scalar()
            if identity is None:
                return None
            return next(_known(connection, [identity], {identity: key}), None)

    def twin(self, publisher: str, readout: Readout) -> Known | None:
        """A statement of the publisher with the same text and day, as it was seen last."""
        query = (
            sa.select(STATEMENT.c.id, sa.func.min(KEY.c.key))
            .join(KEY, KEY.c.statement_id == STATEMENT.c.id)
            .where(STATEMENT.c.publisher_id == publisher, STATEMENT.c.digest == readout.digest)
            .group_by(STATEMENT.c.id)
        )
        if readout.date is not None:
            day = readout.date.day.isoformat()
            query = query.where(sa.or_(STATEMENT.c.date.is_(None), STATEMENT.c.date == day))
        with self.archive.reading() as connection:
            keys = {identity: key for identity, key in connection.execute(query)}  # noqa: C416
            return next(_known(connection, sorted(keys), keys), None) if keys else None

    def last_looks(self, keys: Sequence[str]) -> dict[str, datetime]:
        """The last look at each statement that goes by one of these keys."""
        found: dict[str, datetime] = {}
        with self.archive.reading() as connection:
            for some in chunks(keys):
                query = (
                    sa.select(KEY.c.key, sa.func.max(OBSERVATION.c.at))
                    .join(OBSERVATION, OBSERVATION.c.statement_id == KEY.c.statement_id)
                    .where(KEY.c.key.in_(some))
                    .group_by(KEY.c.key)
                )
                found |= {key: at for key, at in connection.execute(query)}  # noqa: C416
        return found

    def recent(self, publisher: str, since: datetime) -> Iterator[Known]:
        """The publisher's statements that have an address, of those issued and seen since then."""
        query = (
            sa.select(STATEMENT.c.id, sa.func.min(KEY.c.key))
            .join(KEY, KEY.c.statement_id == STATEMENT.c.id)
            .where(
                STATEMENT.c.publisher_id == publisher,
                STATEMENT.c.first_seen >= since,
                sa.or_(STATEMENT.c.date.is_(None), STATEMENT.c.date >= since.date().isoformat()),
                KEY.c.key.startswith("http"),
            )
            .group_by(STATEMENT.c.id)
        )
        with self.archive.reading() as connection:
            keys = {identity: key for identity, key in connection.execute(query)}  # noqa: C416
            for some in chunks(sorted(keys)):
                yield from _known(connection, some, keys)

    def latest(self, publisher: str) -> datetime | None:
        """The latest moment on record of any look at this publisher."""
        looks = (
            sa.select(sa.func.max(OBSERVATION.c.at))
            .join(STATEMENT, STATEMENT.c.id == OBSERVATION.c.statement_id)
            .where(STATEMENT.c.publisher_id == publisher)
        )
        ends = (
            sa.select(sa.func.max(RUN.c.finished))
            .join(SOURCE, SOURCE.c.id == RUN.c.source_id)
            .where(SOURCE.c.publisher_id == publisher)
        )
        with self.archive.reading() as connection:
            moments = [connection.execute(query).scalar() for query in (looks, ends)]
        return max((moment for moment in moments if moment), default=None)

    def has_look(self, key: str, at: datetime) -> bool:
        """Whether a look at the statement of this key is on record for this moment."""
        query = (
            sa.select(OBSERVATION.c.id)
            .join(KEY, KEY.c.statement_id == OBSERVATION.c.statement_id)
            .where(KEY.c.key == key, OBSERVATION.c.at == at)
        )
        with self.archive.reading() as connection:
            return connection.execute(query).first() is not None

    def runs(self, publisher: str) -> list[SourceRun]:
        """Every run of the publisher's sources, in the order in which they began."""
        query = (
            sa.select(
                RUN,
                SOURCE.c.state,
                PUBLISHER.c.id.label("publisher_id"),
                *(PUBLISHER.c[n] for n in ("name", "country", "languages", "level")),
            )
            .join(SOURCE, SOURCE.c.id == RUN.c.source_id)
            .join(PUBLISHER, PUBLISHER.c.id == SOURCE.c.publisher_id)
            .where(SOURCE.c.publisher_id == publisher)
            .order_by(RUN.c.started, RUN.c.id)
        )
        with self.archive.reading() as connection:
            return [as_run(row) for row in connection.execute(query)]

    # what is to be known

    def save(self, sighting: Sighting) -> Any:
        """Save a sighting; what became of it."""
        return self.archive.save([sighting])[0]

    def save_state(self, publisher: Publisher, source: str, state: SourceState) -> None:
        """Save where a source stands."""
        with self.archive.writing() as connection:
            save_state(connection, publisher, source, state)

    def save_run(self, run: SourceRun) -> None:
        """Save a run and where it left its source, both or neither."""
        with self.archive.writing() as connection:
            save_state(connection, run.publisher, run.source, run.state)
            connection.execute(sa.insert(RUN).values(run_row(run)))


# --- statements ----------------------------------------------------------------------------------


def _known(connection: sa.Connection, ids: Sequence[str], keys: dict[str, str]) -> Iterator[Known]:
    query = (
        sa.select(STATEMENT, VERSION.c.text, VERSION.c.extractor)
        .join(VERSION, VERSION.c.statement_id == STATEMENT.c.id)
        .where(STATEMENT.c.id.in_(ids), VERSION.c.number == STATEMENT.c.current)
        .order_by(STATEMENT.c.first_seen, STATEMENT.c.id)
    )
    looks = _looks(connection, ids)
    seen = _captures(connection, [look.capture_id for each in looks.values() for look in each])
    for row in connection.execute(query):
        mine = looks[row.id]
        capture = next((seen[one.capture_id] for one in reversed(mine) if one.is_seen), None)
        yield _as_known(row, keys[row.id], mine, capture)


def _looks(connection: sa.Connection, ids: Sequence[str]) -> dict[str, list[Any]]:
    """Each statement's looks in the order of time; `is_seen` marks the last one that saw it."""
    query = (
        sa.select(
            OBSERVATION.c.statement_id,
            OBSERVATION.c.at,
            OBSERVATION.c.outcome,
            OBSERVATION.c.capture_id,
            (OBSERVATION.c.outcome == "seen").label("is_seen"),
        )
        .where(OBSERVATION.c.statement_id.in_(ids))
        .order_by(OBSERVATION.c.at, OBSERVATION.c.id)
    )
    found: dict[str, list[Any]] = {}
    for row in connection.execute(query):
        found.setdefault(row.statement_id, []).append(row)
    return found


def _captures(connection: sa.Connection, places: Sequence[int]) -> dict[int, Any]:
    columns = (CAPTURE.c.id, CAPTURE.c.via, CAPTURE.c.url, CAPTURE.c.final_url, CAPTURE.c.headers)
    found: dict[int, Any] = {}
    for start in range(0, len(places), 500):
        query = sa.select(*columns).where(CAPTURE.c.id.in_(places[start : start + 500]))
        found |= {row.id: row for row in connection.execute(query)}
    return found


def _as_known(row: Any, key: str, looks: list[Any], capture: Any) -> Known:
    is_page = capture is not None and capture.via == "http"
    headers = {name: value for name, value in capture.headers} if is_page else {}  # noqa: C416
    return Known(
        key=key,
        url=(capture.final_url or capture.url) if is_page else row.url,
        title=row.title,
        text=row.text,
        date=as_moment(row.date, row.time),
        first_seen=row.first_seen,
        last_look=looks[-1].at,
        outcome=looks[-1].outcome,
        extractor=row.extractor,
        absences=_absences(looks),
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
    )


def _absences(looks: list[Any]) -> int:
    """Looks that spoke for a removal since it was last seen; those that tell nothing in between."""
    count = 0
    for look in reversed(looks):
        if look.outcome in ("seen", "unchanged", "moved"):
            break
        count += look.outcome in ABSENT
    return count
