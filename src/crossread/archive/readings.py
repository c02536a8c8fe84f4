"""Versions cut into points: kept packed beside the text, and made anew from it at will."""

import json
import struct
import sys
import zlib
from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from crossread.archive import read
from crossread.archive.schema import PARTY, PUBLISHER, READING, STATEMENT, VERSION
from crossread.model import Actor, Figure, Point, Readout, Seen, Span, Version
from crossread.model.phrase import Outline


@dataclass(frozen=True, slots=True)
class Coded:
    """What was read in one version, ready to be kept."""

    place: int  # the version's row
    method: str
    points: int
    packed: bytes
    countries: tuple[str, ...]


class OlderReading(ValueError):
    """A reading that was kept in another form: to be made anew."""


NOTHING_READ = Outline((), (), (), (), ())
HEAD = struct.Struct("<2sHI")  # form, bytes of the counterpart, bytes of the packed outline
FORM = b"r2"


def pack_reading(points: Sequence[Point], outline: Outline = NOTHING_READ) -> bytes:
    """A reading, packed: the outline, which whole archives are gone through by, then the points.

    The points are compact JSON; no words: they stand in the text.
    """
    rows = [_as_row(point) for point in points]
    told = zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())
    lists = [getattr(outline, name) for name in LISTS]
    numbers = array("I", [n for some in lists for n in (len(some), *some)])
    if sys.byteorder == "big":
        numbers.byteswap()
    places = zlib.compress(numbers.tobytes())
    country = (outline.counterpart or "").encode()
    return HEAD.pack(FORM, len(country), len(places)) + country + places + told


def unpack_points(packed: bytes, text: str) -> tuple[Point, ...]:
    """The points again, with their words from the text that they were read in.

    Raises:
        OlderReading: it was kept in another form.
    """
    country, places = _lengths(packed)
    told = zlib.decompress(packed[HEAD.size + country + places :])
    return tuple(_as_point(row, text) for row in json.loads(told))


def unpack_outline(packed: bytes) -> Outline:
    """Places alone.

    Raises:
        OlderReading: it was kept in another form.
    """
    country, places = _lengths(packed)
    start = HEAD.size + country
    numbers = array("I", zlib.decompress(packed[start : start + places]))
    if sys.byteorder == "big":
        numbers.byteswap()
    lists, first = {}, 0
    for name in LISTS:
        stop = first + 1 + numbers[first]
        lists[name] = numbers[first + 1 : stop].tolist()
        first = stop
    return Outline(**lists, counterpart=packed[HEAD.size : start].decode() or None)


LISTS = ("starts", "stops", "name_starts", "name_stops", "name_kinds")


def _lengths(packed: bytes) -> tuple[int, int]:
    if not packed.startswith(FORM):
        raise OlderReading("of an older crossread: run `crossread archive code`")
    _, country, places = HEAD.unpack_from(packed)
    return country, places


def _as_row(point: Point) -> list[Any]:
    return [
        point.id,
        point.span.start,
        point.span.stop,
        point.kind,
        point.act,
        point.strength,
        point.speaker,
        point.modality,
        point.polarity,
        point.themes,
        [[a.id, a.kind, a.words] for a in point.actors],
        [[f.kind, f.value, f.unit, f.words] for f in point.figures],
        point.contested,
        point.atmosphere,
        int(point.vague),
        [[s.rule, s.code, s.span.start, s.span.stop] for s in point.seen],
    ]


def _as_point(row: list[Any], text: str) -> Point:
    identity, start, stop, kind, act, strength, speaker, modality, polarity = row[:9]
    themes, actors, figures, contested, atmosphere, vague, seen = row[9:]
    return Point(
        id=identity,
        span=Span(start, stop),
        words=text[start:stop],
        kind=kind,
        act=act,
        strength=strength,
        speaker=speaker,
        modality=modality,
        polarity=polarity,
        themes=tuple(themes),
        actors=tuple(Actor(*actor) for actor in actors),
        figures=tuple(Figure(*figure) for figure in figures),
        contested=tuple(contested),
        atmosphere=tuple(atmosphere),
        vague=bool(vague),
        seen=tuple(Seen(rule, code, Span(a, b)) for rule, code, a, b in seen),
    )


def list_uncoded(
    connection: sa.Connection, method: str, at_once: int, after: int = 0
) -> list[tuple[int, Readout]]:
    """Versions that have no reading by this method, in the order of their rows."""
    query = (
        sa.select(VERSION, *(c for c in (STATEMENT.c.url, PUBLISHER.c.name, PUBLISHER.c.country)))
        .join(STATEMENT, STATEMENT.c.id == VERSION.c.statement_id)
        .join(PUBLISHER, PUBLISHER.c.id == STATEMENT.c.publisher_id)
        .outerjoin(READING, READING.c.version_id == VERSION.c.id)
        .where(VERSION.c.id > after)
        .where(READING.c.method.is_(None) | (READING.c.method != method))
        .order_by(VERSION.c.id)
        .limit(at_once)
    )
    return [
        (
            row.id,
            Readout(
                text=row.text,
                id=row.statement_id,
                publisher=row.name,
                country=row.country,
                date=read.as_moment(row.date, row.time),
                language=row.language,
                title=row.title,
                url=row.url,
            ),
        )
        for row in connection.execute(query)
    ]


def find_points(connection: sa.Connection, version: Version) -> tuple[Point, ...] | None:
    """The points of a wording; None where it is not coded yet."""
    query = (
        sa.select(READING.c.coded)
        .join(VERSION, VERSION.c.id == READING.c.version_id)
        .where(VERSION.c.statement_id == version.statement, VERSION.c.number == version.number)
    )
    packed = connection.execute(query).scalar()
    if packed is None:
        return None
    with suppress(OlderReading):
        return unpack_points(packed, version.text)
    return None


def count_uncoded(connection: sa.Connection, method: str) -> int:
    """How many versions have no reading by this method."""
    query = (
        sa.select(sa.func.count())
        .select_from(VERSION)
        .outerjoin(READING, READING.c.version_id == VERSION.c.id)
        .where(READING.c.method.is_(None) | (READING.c.method != method))
    )
    return int(connection.execute(query).scalar_one())


def save_readings(connection: sa.Connection, coded: Sequence[Coded]) -> None:
    """Keep readings, each in the place of an older one of the same version."""
    places = [one.place for one in coded]
    for table in (READING, PARTY):
        connection.execute(sa.delete(table).where(table.c.version_id.in_(places)))
    rows = [
        {"version_id": c.place, "method": c.method, "points": c.points, "coded": c.packed}
        for c in coded
    ]
    parties = [{"version_id": c.place, "country": name} for c in coded for name in c.countries]
    connection.execute(sa.insert(READING), rows)
    if parties:
        connection.execute(sa.insert(PARTY), parties)


def list_readings(connection: sa.Connection) -> Iterator[tuple[str, int, str, bytes]]:
    """Every reading: statement, number of the wording, its text, the packed points."""
    query = (
        sa.select(VERSION.c.statement_id, VERSION.c.number, VERSION.c.text, READING.c.coded)
        .join(READING, READING.c.version_id == VERSION.c.id)
        .order_by(VERSION.c.id)
    )
    for row in connection.execution_options(yield_per=200).execute(query):
        yield row.statement_id, row.number, row.text, row.coded
