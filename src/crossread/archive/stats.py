"""What an archive covers: per publisher, from when to when, and where nothing stands between."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import sqlalchemy as sa

from crossread.archive.schema import CAPTURE, PUBLISHER, RUN, SOURCE, STATEMENT
from crossread.model import Publisher
from crossread.model.source_run import AGAIN, reach_over

Stretch = tuple[datetime, datetime]  # all that was published between them has been met

GAP_DAYS = 14  # no shorter stretch without a statement is called a gap
GAP_TIMES = 5  # nor one that is not so many times as long as the usual one (the median)
USUAL_FROM = 5  # stretches that must be known before one of them can be called usual


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of days without a statement, longer than is usual for the publisher."""

    after: date  # the last day with a statement
    before: date  # the next one
    looked: bool  # whether readings of every source of the publisher tell of all of it

    @property
    def days(self) -> int:
        """Days between the two."""
        return (self.before - self.after).days


@dataclass(frozen=True, slots=True, kw_only=True)
class PublisherStats:
    """What the archive holds of one publisher."""

    publisher: Publisher
    statements: int
    wordings: int
    characters: int
    first: date | None
    last: date | None
    undated: int
    languages: tuple[tuple[str, int], ...]  # BCP 47, statements in it; the most frequent first
    usual_days: float | None  # the median of days between two days with statements, if known
    gaps: tuple[Gap, ...]  # the longest first


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveStats:
    """What the whole archive holds."""

    publishers: tuple[PublisherStats, ...]
    captures: int
    capture_bytes: int  # before packing


def measure_archive(connection: sa.Connection) -> ArchiveStats:
    """Count it all."""
    publishers = connection.execute(sa.select(PUBLISHER).order_by(PUBLISHER.c.id)).all()
    captures, size = connection.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(CAPTURE.c.size), 0))
    ).one()
    told = tuple(
        _measure_publisher(
            connection,
            Publisher(
                id=row.id,
                name=row.name,
                country=row.country,
                languages=tuple(row.languages),
                level=row.level,
            ),
        )
        for row in publishers
    )
    return ArchiveStats(publishers=told, captures=captures, capture_bytes=int(size))


def _measure_publisher(connection: sa.Connection, publisher: Publisher) -> PublisherStats:
    mine = STATEMENT.c.publisher_id == publisher.id
    number, wordings, characters = connection.execute(
        sa.select(
            sa.func.count(),
            sa.func.coalesce(sa.func.sum(STATEMENT.c.versions), 0),
            sa.func.coalesce(sa.func.sum(STATEMENT.c.characters), 0),
        ).where(mine)
    ).one()
    counted = connection.execute(
        sa.select(STATEMENT.c.date, sa.func.count()).where(mine).group_by(STATEMENT.c.date)
    ).all()
    days = sorted(date.fromisoformat(day) for day, _ in counted if day)
    languages = connection.execute(
        sa.select(STATEMENT.c.language, sa.func.count()).where(mine).group_by(STATEMENT.c.language)
    ).all()
    usual = _median([(b - a).days for a, b in pairwise(days)])
    return PublisherStats(
        publisher=publisher,
        statements=number,
        wordings=int(wordings),
        characters=int(characters),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        undated=sum(count for day, count in counted if not day),
        languages=tuple(
            sorted(((name, n) for name, n in languages), key=lambda one: (-one[1], one[0]))
        ),
        usual_days=usual,
        gaps=_find_gaps(days, usual, _readings(connection, publisher.id)),
    )


def _median(values: list[int]) -> float | None:
    from statistics import median

    return float(median(values)) if len(values) >= USUAL_FROM else None


def _find_gaps(
    days: list[date], usual: float | None, readings: dict[str, list[Stretch]]
) -> tuple[Gap, ...]:
    least = max(GAP_DAYS, GAP_TIMES * (usual or 0))
    gaps = [Gap(a, b, _looked(readings, a, b)) for a, b in pairwise(days) if (b - a).days >= least]
    return tuple(sorted(gaps, key=lambda gap: (-gap.days, gap.after)))


def _looked(readings: dict[str, list[Stretch]], after: date, before: date) -> bool:
    """Whether each source was read so that nothing between the two days can have been missed."""
    first, last = (datetime.combine(d, time(), UTC) for d in (after + timedelta(1), before))
    return bool(readings) and all(reach_over(told, first, last) for told in readings.values())


def _readings(connection: sa.Connection, publisher: str) -> dict[str, list[Stretch]]:
    """For each source of a publisher, the stretches of time that its readings tell of."""
    query = (
        sa.select(SOURCE.c.id, RUN.c.started, RUN.c.detail)
        .outerjoin(RUN, SOURCE.c.id == RUN.c.source_id)
        .where(SOURCE.c.publisher_id == publisher)
    )
    told: dict[str, list[Stretch]] = {}
    for source, started, detail in connection.execute(query):
        if source.endswith(f"/{AGAIN}"):
            continue
        stretches = told.setdefault(source, [])
        if detail and detail.get("covers_from"):
            stretches.append((datetime.fromisoformat(detail["covers_from"]), started))
    return told
