"""Rows -> values: statements, their wordings, and every look that was had at them."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeVarTuple

import sqlalchemy as sa

from crossread.archive.schema import (
    CAPTURE,
    KEY,
    OBSERVATION,
    PARTY,
    PUBLISHER,
    READING,
    RUN,
    SOURCE,
    STATEMENT,
    VERSION,
)
from crossread.errors import NotFound
from crossread.model import (
    Capture,
    Coverage,
    Moment,
    Observation,
    Publisher,
    Readout,
    Selection,
    Statement,
    Version,
)

Columns = TypeVarTuple("Columns")
NEAR = 5  # statements named when several answer to an id
_ADDRESS = re.compile(r"https?://(?:www\.)?(?P<page>[^\s#]+?)/*(?:#.*)?", re.IGNORECASE)

_PUBLISHED = [
    PUBLISHER.c[n].label(f"publisher_{n}") for n in ("name", "country", "languages", "level")
]
STATEMENTS = sa.select(STATEMENT, *_PUBLISHED).join(PUBLISHER)
VERSIONS = sa.select(VERSION)


def as_statement(row: Any) -> Statement:
    """A row of `STATEMENTS` as a value."""
    return Statement(
        id=row.id,
        publisher=Publisher(
            id=row.publisher_id,
            name=row.publisher_name,
            country=row.publisher_country,
            languages=tuple(row.publisher_languages),
            level=row.publisher_level,
        ),
        url=row.url,
        title=row.title,
        date=as_moment(row.date, row.time),
        language=row.language,
        genre=row.genre,
        digest=row.digest,
        version=row.current,
        versions=row.versions,
        characters=row.characters,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
    )


def as_version(row: Any) -> Version:
    """A row of `VERSIONS` as a value."""
    return Version(
        statement=row.statement_id,
        number=row.number,
        title=row.title,
        text=row.text,
        language=row.language,
        date=as_moment(row.date, row.time),
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        extractor=row.extractor,
        notes=tuple(row.notes),
        digest=row.digest,
    )


def as_moment(day: str | None, time: str | None) -> Moment | None:
    """A day, with its time of day where one is known."""
    return Moment(date.fromisoformat(day), time) if day else None


def as_capture(row: Any) -> Capture:
    """A row of captures as a value."""
    return Capture(
        digest=row.digest,
        size=row.size,
        at=row.at,
        via=row.via,
        url=row.url,
        final_url=row.final_url,
        media_type=row.media_type,
        status=row.status,
        headers=tuple((name, value) for name, value in row.headers),
        name=row.name,
    )


def as_readout(statement: Statement, version: Version) -> Readout:
    """A wording as what `compare` reads."""
    return Readout(
        text=version.text,
        id=statement.id,
        publisher=statement.publisher.name,
        country=statement.publisher.country,
        date=version.date,
        language=version.language,
        title=version.title,
        url=statement.url,
        notes=version.notes,
    )


def narrowed(query: "sa.Select[*Columns]", chosen: Selection) -> "sa.Select[*Columns]":
    """The query, which holds the table of statements, for these alone."""
    column = STATEMENT.c
    tests: list[sa.ColumnElement[bool]] = []
    if chosen.publisher:
        tests.append(column.publisher_id == chosen.publisher)
    if chosen.since:
        tests.append(column.date >= chosen.since.isoformat())
    if chosen.until:
        tests.append(column.date <= chosen.until.isoformat())
    if chosen.genre:
        tests.append(column.genre == chosen.genre)
    if chosen.language:
        tests.append(_is_in_language(chosen.language))
    if chosen.counterpart:
        named = (
            sa.select(VERSION.c.statement_id)
            .join(PARTY, PARTY.c.version_id == VERSION.c.id)
            .where(PARTY.c.country == chosen.counterpart)
        )
        tests.append(column.id.in_(named.scalar_subquery()))
    return query.where(*tests)


def _is_in_language(tag: str) -> sa.ColumnElement[bool]:
    """Of that language, whatever more its tag tells: "zh" takes "zh-Hans" too."""
    plain, low = tag.lower(), sa.func.lower(STATEMENT.c.language)
    return (low == plain) | low.startswith(f"{plain}-", autoescape=True)


NEWEST_FIRST = (
    sa.func.coalesce(STATEMENT.c.date, "").desc(),
    sa.func.coalesce(STATEMENT.c.time, "").desc(),
    STATEMENT.c.id,
)


def check_selection(connection: sa.Connection, chosen: Selection) -> None:
    """Refuse what no statement of the archive has: an empty answer would mislead.

    Raises:
        NotFound: there is no such publisher, genre or language; it names those that there are.
    """
    owner, genre, language = PUBLISHER.c.id, STATEMENT.c.genre, STATEMENT.c.language
    # a publisher counts that was asked and has issued nothing: that is an answer, too
    _check_named(connection, owner, "from", chosen.publisher, owner == chosen.publisher)
    _check_named(connection, genre, "of the genre", chosen.genre, genre == chosen.genre)
    spoken = _is_in_language(chosen.language)
    _check_named(connection, language, "in the language", chosen.language, spoken)


def _check_named(
    connection: sa.Connection,
    column: sa.Column[str],
    words: str,
    value: str,
    test: sa.ColumnElement[bool],
) -> None:
    if not value or connection.execute(sa.select(column).where(test).limit(1)).first():
        return
    known = sorted(connection.execute(sa.select(column).distinct()).scalars())
    hint = f"The archive has: {', '.join(filter(None, known)) or 'nothing yet'}."
    raise NotFound(f"no statement {words} {value!r} is in the archive", hint)


def find_statement(connection: sa.Connection, identity: str) -> Statement:
    """The statement of that id or address; or the only one that answers to a part of its id.

    A part is what it begins with, or all that follows its publisher: "06cafd9b7c7d".

    Raises:
        NotFound: there is none, or more than one; it names some, or says how to list them.
    """
    for find in (_of_that_id, _at_that_address, _that_begin_so, _that_end_so):
        ids = find(connection, identity) if identity else []
        if len(ids) == 1:
            return as_statement(
                connection.execute(STATEMENTS.where(STATEMENT.c.id == ids[0])).one()
            )
        if ids:
            more = " and others" if len(ids) > NEAR else ""
            hint = f"Give more of it, or one of these: {', '.join(ids[:NEAR])}{more}."
            raise NotFound(f"more than one statement answers to {identity!r}", hint)
    raise NotFound(
        f"no statement {identity!r} is in the archive", _where_listed(connection, identity)
    )


def _ids_where(connection: sa.Connection, test: sa.ColumnElement[bool]) -> list[str]:
    """The ids of statements of which this holds: so many as are named, and one more."""
    query = sa.select(STATEMENT.c.id).where(test).order_by(STATEMENT.c.id).limit(NEAR + 1)
    return list(connection.execute(query).scalars())


def _of_that_id(connection: sa.Connection, identity: str) -> list[str]:
    return _ids_where(connection, STATEMENT.c.id == identity)


def _at_that_address(connection: sa.Connection, address: str) -> list[str]:
    """Those known at an address, written as given or as `collect` writes it, or issued there."""
    if not (told := _ADDRESS.fullmatch(address)):
        return []
    keys = sa.select(KEY.c.statement_id).where(KEY.c.key.in_([address, f"https://{told['page']}"]))
    return _ids_where(connection, STATEMENT.c.id.in_(keys)) or _ids_where(
        connection, STATEMENT.c.url == address
    )


def _that_begin_so(connection: sa.Connection, start: str) -> list[str]:
    """In the case given: SQLite's LIKE takes either."""
    return _ids_where(connection, sa.func.substr(STATEMENT.c.id, 1, len(start)) == start)


def _that_end_so(connection: sa.Connection, end: str) -> list[str]:
    tail = sa.func.substr(STATEMENT.c.id, sa.func.length(STATEMENT.c.id) - len(end))
    return _ids_where(connection, tail == f":{end}")


def _where_listed(connection: sa.Connection, identity: str) -> str:
    """How to see those that there are, of the publisher if the id names one."""
    whose = identity.partition(":")[0]
    query = sa.select(sa.func.count()).where(STATEMENT.c.publisher_id == whose)
    number = connection.execute(query).scalar_one()
    if not number:
        return "`crossread list` shows those that are."
    return f"It has {number:,} of {whose}: `crossread list --publisher {whose}` shows them."


def find_version(connection: sa.Connection, statement: Statement, number: int | None) -> Version:
    """One wording of a statement; None: the one seen last.

    Raises:
        NotFound: it has no wording of that number.
    """
    wanted = number or statement.version
    query = VERSIONS.where(VERSION.c.statement_id == statement.id, VERSION.c.number == wanted)
    row = connection.execute(query).one_or_none()
    if row is None:
        count = statement.versions
        raise NotFound(f"{statement.id} has no wording {number}", f"It has 1 to {count}.")
    return as_version(row)


def list_observations(connection: sa.Connection, identity: str) -> Iterator[Observation]:
    """Every look at a statement, in the order of time."""
    query = (
        sa.select(
            CAPTURE,
            OBSERVATION.c.at.label("seen_at"),
            OBSERVATION.c.outcome,
            VERSION.c.number,
        )
        .select_from(OBSERVATION)
        .join(CAPTURE, CAPTURE.c.id == OBSERVATION.c.capture_id)
        .outerjoin(VERSION, VERSION.c.id == OBSERVATION.c.version_id)
        .where(OBSERVATION.c.statement_id == identity)
        .order_by(OBSERVATION.c.at, OBSERVATION.c.id)
    )
    for row in connection.execute(query):
        yield Observation(
            statement=identity,
            at=row.seen_at,
            outcome=row.outcome,
            version=row.number,
            capture=as_capture(row),
        )


def count_coverage(connection: sa.Connection, chosen: Selection) -> Coverage:
    """How many statements, between which days, and what is not known of them."""
    query = narrowed(
        sa.select(
            sa.func.count(),
            sa.func.min(STATEMENT.c.date),
            sa.func.max(STATEMENT.c.date),
            sa.func.count().filter(STATEMENT.c.date.is_(None)),
            sa.func.max(STATEMENT.c.last_seen),
        ).select_from(STATEMENT),
        chosen,
    )
    number, first, last, undated, seen = connection.execute(query).one()
    others = (_last_miss(connection, chosen), _last_run(connection, chosen.publisher))
    looked = [moment for moment in (seen, *others) if moment]
    return Coverage(
        statements=number,
        first=date.fromisoformat(first) if first else None,
        last=date.fromisoformat(last) if last else None,
        undated=undated,
        uncoded=count_uncoded(connection),
        last_look=max(looked, default=None),
    )


def count_uncoded(connection: sa.Connection) -> int:
    """Wordings that have not been cut into points yet."""
    wordings = connection.execute(sa.select(sa.func.count()).select_from(VERSION)).scalar_one()
    coded = connection.execute(sa.select(sa.func.count()).select_from(READING)).scalar_one()
    return int(wordings - coded)


def _last_miss(connection: sa.Connection, chosen: Selection) -> Any:
    """The last look that saw no wording: few looks are such, and an index finds them."""
    query = sa.select(sa.func.max(OBSERVATION.c.at)).join(
        STATEMENT, STATEMENT.c.id == OBSERVATION.c.statement_id
    )
    return connection.execute(
        narrowed(query.where(OBSERVATION.c.version_id.is_(None)), chosen)
    ).scalar()


def _last_run(connection: sa.Connection, publisher: str) -> Any:
    query = sa.select(sa.func.max(RUN.c.finished)).join(SOURCE, SOURCE.c.id == RUN.c.source_id)
    if publisher:
        query = query.where(SOURCE.c.publisher_id == publisher)
    return connection.execute(query).scalar()


def chunked(rows: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    """The rows, `size` at a time."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
