"""What the archive knows already of what is about to be saved: publishers, captures, statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from crossread.archive.schema import (
    CAPTURE,
    KEY,
    OBSERVATION,
    PUBLISHER,
    STATEMENT,
    VERSION,
    instant_as_text,
)
from crossread.model import Capture, Publisher, Readout

Told = tuple[str, int, str]  # a look: its moment, the wording it saw, the file that tells of it


@dataclass(slots=True)
class Known:
    """What the archive holds of one statement, while a batch is being saved."""

    id: str
    numbers: dict[str, int] = field(default_factory=dict)  # mark of a wording -> its number
    current: int = 0
    last_seen: str = ""
    captures: set[str] = field(default_factory=set)  # marks of the captures of this batch seen
    looks: set[Told] = field(default_factory=set)


def told_by(at: datetime, number: int, name: str) -> Told:
    """A look as a bulk file tells it, whatever else its record holds by now."""
    return instant_as_text(at), number, name.partition(", ")[0]


def capture_mark(capture: Capture) -> str:
    """What makes a capture this one: its bytes, its moment, where they came from."""
    return digest_of_parts(
        capture.digest, instant_as_text(capture.at), capture.via, capture.url, capture.name
    )


def wording_mark(readout: Readout) -> str:
    """What makes a wording this one: text, title and the day that it states."""
    return digest_of_parts(readout.digest, readout.title, str(readout.date or ""))


def digest_of_parts(*parts: str) -> str:
    """SHA-256 over several words, none of which can be taken for part of its neighbour."""
    return sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def chunks(items: Sequence[str], size: int = 500) -> Iterable[Sequence[str]]:
    """Few enough for one query's parameters."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def save_publishers(connection: sa.Connection, publishers: Iterable[Publisher]) -> None:
    """Add the publishers that are not there; one that tells more than before is told anew."""
    wanted = {p.id: p for p in publishers}
    rows = connection.execute(sa.select(PUBLISHER).where(PUBLISHER.c.id.in_(wanted)))
    have = {row["id"]: dict(row) for row in rows.mappings()}
    for identity, publisher in wanted.items():
        row = publisher_row(publisher)
        if identity not in have:
            connection.execute(sa.insert(PUBLISHER).values(row))
        elif any(row[name] and row[name] != have[identity][name] for name in row):
            told = {name: value for name, value in row.items() if value}
            connection.execute(sa.update(PUBLISHER).where(PUBLISHER.c.id == identity).values(told))


def publisher_row(publisher: Publisher) -> dict[str, Any]:
    """A publisher as a row."""
    return {
        "id": publisher.id,
        "name": publisher.name,
        "country": publisher.country,
        "languages": list(publisher.languages),
        "level": publisher.level,
    }


def save_captures(connection: sa.Connection, captures: Sequence[Capture]) -> dict[str, int]:
    """The row of each capture by its mark; those that are not there are added."""
    wanted = {capture_mark(c): c for c in captures}
    have: dict[str, int] = {}
    for some in chunks(list(wanted)):
        query = sa.select(CAPTURE.c.mark, CAPTURE.c.id).where(CAPTURE.c.mark.in_(some))
        have |= {key: value for key, value in connection.execute(query)}  # noqa: C416
    missing = [capture_row(c, mark) for mark, c in wanted.items() if mark not in have]
    if missing:
        made = connection.execute(
            sa.insert(CAPTURE).returning(CAPTURE.c.id, sort_by_parameter_order=True), missing
        )
        have |= dict(zip((row["mark"] for row in missing), made.scalars(), strict=True))
    return have


def capture_row(capture: Capture, mark: str) -> dict[str, Any]:
    """A capture as a row."""
    return {
        "mark": mark,
        "digest": capture.digest,
        "size": capture.size,
        "at": capture.at,
        "via": capture.via,
        "url": capture.url,
        "final_url": capture.final_url,
        "media_type": capture.media_type,
        "status": capture.status,
        "headers": [list(pair) for pair in capture.headers],
        "name": capture.name,
    }


def known_keys(connection: sa.Connection, keys: set[str]) -> dict[str, str]:
    """The statement that goes by each of these keys, where one does."""
    found: dict[str, str] = {}
    for some in chunks(sorted(keys)):
        query = sa.select(KEY.c.key, KEY.c.statement_id).where(KEY.c.key.in_(some))
        found |= {key: value for key, value in connection.execute(query)}  # noqa: C416
    return found


def known_statements(
    connection: sa.Connection, ids: set[str], captures: dict[str, int]
) -> dict[str, Known]:
    """What is there of each of these statements, with which of the captures it was seen in."""
    known = {identity: Known(identity) for identity in ids}
    marks = {place: mark for mark, place in captures.items()}
    for some in chunks(sorted(ids)):
        for identity, current in connection.execute(
            sa.select(STATEMENT.c.id, STATEMENT.c.current).where(STATEMENT.c.id.in_(some))
        ):
            known[identity].current = current
        for identity, number, mark, last in connection.execute(
            sa.select(
                VERSION.c.statement_id, VERSION.c.number, VERSION.c.mark, VERSION.c.last_seen
            ).where(VERSION.c.statement_id.in_(some))
        ):
            known[identity].numbers[mark] = number
            known[identity].last_seen = max(known[identity].last_seen, instant_as_text(last))
        looks = (
            sa.select(
                OBSERVATION.c.statement_id,
                OBSERVATION.c.capture_id,
                OBSERVATION.c.at,
                VERSION.c.number,
                CAPTURE.c.name,
            )
            .join(CAPTURE, CAPTURE.c.id == OBSERVATION.c.capture_id)
            .outerjoin(VERSION, VERSION.c.id == OBSERVATION.c.version_id)
            .where(OBSERVATION.c.statement_id.in_(some))
        )
        for identity, place, at, number, name in connection.execute(looks):
            if place in marks:
                known[identity].captures.add(marks[place])
            if number:
                known[identity].looks.add(told_by(at, number, name))
    return known
