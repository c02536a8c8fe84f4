"""Captures, wordings and what was read in them: held against digests and text."""

import json
import zlib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from crossread.archive.known import capture_mark, wording_mark
from crossread.archive.proof import Check, Proof, as_stored
from crossread.archive.read import as_capture, as_moment
from crossread.archive.readings import unpack_outline, unpack_points
from crossread.archive.schema import CAPTURE, OBSERVATION, PARTY, READING, VERSION, instant_as_text
from crossread.errors import BadSpan, EvidenceChanged, NotFound
from crossread.model import Actor, Figure, Point, Readout
from crossread.model.phrase import Outline

SEPARATOR = "\x1e"  # between several values of one row: in no address, path or id


def of_capture(proof: Proof, row: Any) -> Iterator[str]:
    """The bytes have its digest and size, and its row is as it was written."""
    try:
        size = _size(proof, row.digest)
    except (NotFound, EvidenceChanged) as error:
        yield str(error)
    else:
        if size != row.size:
            yield f"has {size:,} bytes, its row says {row.size:,}"
    capture = as_capture(row)
    if capture_mark(capture) != row.mark:
        yield "its row was changed: moment, address or digest are not as written"
    sent = [value for name, value in capture.headers if name.lower() == "content-type"]
    if sent and sent[0].partition(";")[0].strip().lower() != capture.media_type:
        yield f"is {capture.media_type!r} by its row, and was sent as {sent[0]!r}"
    elif not sent and capture.media_type and "/" not in capture.media_type:
        yield f"is {capture.media_type!r} by its row, which is no kind of file"


def _size(proof: Proof, digest: str) -> int:
    """Bytes of a capture; a feed's is that of each of its items, and read once."""
    if digest not in proof.sizes:
        proof.sizes[digest] = len(proof.captures.load(digest))
    return proof.sizes[digest]


def _look(column: sa.ColumnElement[Any]) -> sa.ScalarSelect[Any]:
    return sa.select(column).where(OBSERVATION.c.version_id == VERSION.c.id).scalar_subquery()


_SEEN_AT = (
    sa.select(sa.func.count())
    .select_from(OBSERVATION)
    .where(
        OBSERVATION.c.version_id == VERSION.c.id,
        OBSERVATION.c.capture_id == VERSION.c.capture_id,
        OBSERVATION.c.outcome == "seen",
    )
    .scalar_subquery()
)
BESIDE_WORDING = (
    _look(sa.type_coerce(sa.func.min(OBSERVATION.c.at), sa.Text)).label("first"),
    _look(sa.type_coerce(sa.func.max(OBSERVATION.c.at), sa.Text)).label("last"),
    _SEEN_AT.label("seen_there"),
)


def of_wording(proof: Proof, row: Any) -> Iterator[str]:
    """The text has its digest, title and day are as written; it was seen when and where it says."""
    if sha256(row.text.encode()).hexdigest() != row.digest:
        yield "the text is not the one that was saved: its digest differs"
    else:
        moment = as_moment(row.date, row.time)
        if wording_mark(Readout(text=row.text, title=row.title, date=moment)) != row.mark:
            yield "its title or day is not the one that was saved"
    if (row.first, row.last) != tuple(map(instant_as_text, (row.first_seen, row.last_seen))):
        seen = f"was seen from {row.first_seen:%Y-%m-%d %H:%M} to {row.last_seen:%Y-%m-%d %H:%M}"
        yield f"{seen}, by its row; its looks say otherwise"
    elif not row.seen_there:
        yield f"was not seen in capture {row.capture_id}, out of which it was read by its row"


_PARTIES = (
    sa.select(sa.func.aggregate_strings(PARTY.c.country, SEPARATOR))
    .where(PARTY.c.version_id == READING.c.version_id)
    .scalar_subquery()
)


def _of_version(name: str) -> sa.Label[Any]:
    column = as_stored(VERSION.c[name])
    return (
        sa.select(column).where(VERSION.c.id == READING.c.version_id).scalar_subquery().label(name)
    )


BESIDE_READING = (
    *map(_of_version, ("statement_id", "number", "text")),
    _PARTIES.label("parties"),
)


def of_reading(proof: Proof, row: Any) -> Iterator[str]:
    """Each point stands in its text, and what is quoted of it stands in the point."""
    try:
        points = unpack_points(row.coded, row.text)
        outline = unpack_outline(row.coded)
    except (zlib.error, json.JSONDecodeError, ValueError, TypeError, BadSpan, IndexError) as error:
        yield f"cannot be read: {error}"
        return
    proof.count("points", len(points))
    if len(points) != row.points:
        yield f"holds {len(points)} points, its row says {row.points}"
    if outside := [p.id for p in points if p.span.stop > len(row.text)]:
        yield f"{', '.join(outside)} reach past the end of the text"
    elif strange := [p.id for p in points if not _is_of_its_words(p)]:
        yield f"{', '.join(strange)} quote words that are not there: read in another text"
    yield from _of_outline(outline, points, row)


def _is_of_its_words(point: Point) -> bool:
    """Whether all that was seen stands in the point: names and figures by their words."""
    return all(one.words in point.words for one in _quoting(point)) and all(
        point.span.holds(seen.span) for seen in point.seen
    )


def _quoting(point: Point) -> Sequence[Actor | Figure]:
    return (*point.actors, *point.figures)


def _of_outline(outline: Outline, points: tuple[Point, ...], row: Any) -> Iterator[str]:
    places = [(point.span.start, point.span.stop) for point in points]
    named = zip(outline.name_starts, outline.name_stops, strict=True)
    if list(zip(outline.starts, outline.stops, strict=True)) != places:
        yield "its outline is of other points"
    elif any(not 0 <= start < stop <= len(row.text) for start, stop in named):
        yield "its names reach past the end of the text"
    if outline.counterpart and outline.counterpart not in (row.parties or "").split(SEPARATOR):
        yield f"deals with {outline.counterpart}, which is not among the countries it names"


TEXTS = (
    Check("captures", CAPTURE, of_capture),
    Check("wordings", VERSION, of_wording, BESIDE_WORDING),
    Check("readings", READING, of_reading, BESIDE_READING),
)
