"""What the phrase index and the families are made of: each statement's wording seen last."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b, sha256
from typing import Any, NamedTuple

import sqlalchemy as sa

from crossread.archive.readings import NOTHING_READ, OlderReading, unpack_outline
from crossread.archive.schema import OBSERVATION, PUBLISHER, READING, STATEMENT, VERSION
from crossread.model.phrase import CONTACT_GENRES, Origin, Outline, Outlined

AT_ONCE = 300  # texts fetched together
LISTED = 5000  # wordings without their texts


class Wording(NamedTuple):  # made twice as fast as a frozen dataclass, and an archive has many
    """One statement as it stands now, without its text."""

    statement: str
    place: int  # the version's row
    publisher: str
    government: str
    genre: str
    day: date | None
    digest: str  # of the text
    mark: str  # another one when anything differs that what is made of it rests on
    coded: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A wording with its text, and where its points and names stand."""

    wording: Wording
    text: str
    outline: Outline

    def outlined(self) -> Outlined:
        """The same as families take it in; of a wording that states a day."""
        wording = self.wording
        assert wording.day is not None
        origin = Origin(
            statement=wording.statement,
            publisher=wording.publisher,
            government=wording.government,
            counterpart=self.outline.counterpart,
            genre=wording.genre,
            day=wording.day,
        )
        return Outlined(origin, self.text, self.outline)


_WORDINGS = (
    sa.select(
        STATEMENT.c.id,
        STATEMENT.c.publisher_id,
        STATEMENT.c.genre,
        STATEMENT.c.date,
        VERSION.c.id.label("place"),
        VERSION.c.digest,
        VERSION.c.mark,
        PUBLISHER.c.country,
        READING.c.method,
    )
    .join(PUBLISHER, PUBLISHER.c.id == STATEMENT.c.publisher_id)
    .join(
        VERSION,
        (VERSION.c.statement_id == STATEMENT.c.id) & (VERSION.c.number == STATEMENT.c.current),
    )
    .outerjoin(READING, READING.c.version_id == VERSION.c.id)
)


def stamp_of(connection: sa.Connection) -> str:
    """Another text whenever the archive may hold other wordings or readings: cheap to ask for."""
    rows: list[Any] = [
        connection.execute(sa.select(sa.func.max(OBSERVATION.c.id))).scalar(),
        connection.execute(sa.select(sa.func.count()).select_from(VERSION)).scalar(),
    ]
    methods = sa.select(READING.c.method, sa.func.count()).group_by(READING.c.method)
    publishers = sa.select(PUBLISHER.c.id, PUBLISHER.c.country)
    rows += sorted([*row] for row in connection.execute(methods))
    rows += sorted(([*row] for row in connection.execute(publishers)), key=str)
    return sha256(json.dumps(rows).encode()).hexdigest()


def list_wordings(connection: sa.Connection) -> Iterator[Wording]:
    """Every statement of the archive, in order of day and id; those without a day come last."""
    ordered = _WORDINGS.order_by(STATEMENT.c.date.nulls_last(), STATEMENT.c.id)
    for rows in connection.execute(ordered).partitions(LISTED):
        yield from map(_as_wording, rows)


def _as_wording(row: Any) -> Wording:
    statement, publisher, genre, day, place, digest, mark, country, method = row
    government = country or publisher
    genre = "contact" if genre in CONTACT_GENRES else genre
    rests_on = f"{mark}\n{publisher}\n{government}\n{genre}\n{day}\n{method}"
    return Wording(
        statement,
        place,
        publisher,
        government,
        genre,
        date.fromisoformat(day) if day else None,
        digest,
        blake2b(rests_on.encode(), digest_size=12).hexdigest(),
        method is not None,
    )


def load_texts(connection: sa.Connection, wordings: Sequence[Wording]) -> Iterator[Text]:
    """These wordings with their texts, in their order."""
    for first in range(0, len(wordings), AT_ONCE):
        some = wordings[first : first + AT_ONCE]
        query = (
            sa.select(VERSION.c.id, VERSION.c.text, READING.c.coded)
            .outerjoin(READING, READING.c.version_id == VERSION.c.id)
            .where(VERSION.c.id.in_([w.place for w in some]))
        )
        rows = {row.id: row for row in connection.execute(query)}
        for wording in some:
            row = rows[wording.place]
            yield Text(wording, row.text, _outline(row.coded))


def find_texts(connection: sa.Connection, statements: Sequence[str]) -> Iterator[Text]:
    """The wordings of these statements with their texts, in any order."""
    for first in range(0, len(statements), AT_ONCE):
        some = statements[first : first + AT_ONCE]
        rows = connection.execute(_WORDINGS.where(STATEMENT.c.id.in_(some)))
        yield from load_texts(connection, [_as_wording(row) for row in rows])


def _outline(coded: bytes | None) -> Outline:
    if coded is None:
        return NOTHING_READ
    try:
        return unpack_outline(coded)
    except OlderReading:
        return NOTHING_READ
