"""A phrase looked for in every wording: the database finds candidates, our own code decides."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from crossread.archive import read, words
from crossread.archive.schema import EDIT, PUBLISHER, STATEMENT, VERSION
from crossread.model import Found, Hit, Selection, Span
from crossread.text.search import Phrase

PAGE = 20  # hits shown at once
COUNT_MOST = 1_000  # statements counted; beyond it is said that there are at least so many
AT_ONCE = 50  # texts fetched together
LINE_MOST = 300  # characters of the line shown around a hit


def search(
    connection: sa.Connection,
    phrase: Phrase,
    chosen: Selection,
    *,
    added: bool = False,
    limit: int = PAGE,
    first: int = 0,
) -> Found:
    """The statements that hold the phrase, newest first.

    Args:
        connection: to the archive.
        phrase: what is looked for.
        chosen: which statements.
        added: only where the phrase stands in words that a later wording added.
        limit: hits given.
        first: hits passed over.

    A statement counts once; of its wordings the one seen last is shown where it holds the
    phrase, else the newest that does.
    """
    read.check_publisher(connection, chosen)
    hits: list[Hit] = []
    counted, complete = 0, True
    for hit in _hits(connection, phrase, chosen, added):
        counted += 1
        if first < counted <= first + limit:
            hits.append(hit)
        if counted >= max(COUNT_MOST, first + limit):
            complete = False
            break
    return Found(
        phrase=phrase.shown,
        hits=tuple(hits),
        statements=counted,
        complete=complete,
        coverage=read.count_coverage(connection, chosen),
        first=first,
    )


def _hits(
    connection: sa.Connection, phrase: Phrase, chosen: Selection, added: bool
) -> Iterator[Hit]:
    query = (
        sa.select(VERSION.c.id, STATEMENT.c.id)
        .join(STATEMENT, STATEMENT.c.id == VERSION.c.statement_id)
        .where(words.holds(connection, phrase))
        .order_by(
            *read.NEWEST_FIRST,
            sa.case((VERSION.c.number == STATEMENT.c.current, 0), else_=1),
            VERSION.c.number.desc(),
        )
    )
    if added:
        query = query.where(
            sa.exists().where(
                EDIT.c.statement_id == VERSION.c.statement_id, EDIT.c.new == VERSION.c.number
            )
        )
    candidates = connection.execute(read.narrowed(query, chosen)).all()
    told: set[str] = set()
    for some in read.chunked(candidates, AT_ONCE):
        fresh = [place for place, identity in some if identity not in told]
        rows = _texts(connection, fresh)
        for place, identity in some:
            if identity in told or place not in rows:
                continue
            if hit := _verify(connection, phrase, rows[place], added):
                told.add(identity)
                yield hit


def _texts(connection: sa.Connection, places: list[int]) -> dict[int, Any]:
    query = sa.select(
        *read.STATEMENTS.selected_columns,
        VERSION.c.id.label("place"),
        VERSION.c.number,
        VERSION.c.title.label("wording_title"),
        VERSION.c.text,
    ).select_from(STATEMENT.join(PUBLISHER).join(VERSION, VERSION.c.statement_id == STATEMENT.c.id))
    return {row.place: row for row in connection.execute(query.where(VERSION.c.id.in_(places)))}


def _verify(connection: sa.Connection, phrase: Phrase, row: Any, added: bool) -> Hit | None:
    """The hit, if the phrase really stands there: in the text, else in the title."""
    spans = [Span(*place) for place in phrase.find(row.text)]
    if added:
        new = _added_spans(connection, row.id, row.number)
        spans = [span for span in spans if any(span.touches(a) for a in new)]
    if spans:
        return _hit(row, "text", row.text, spans)
    titled = [] if added else [Span(*place) for place in phrase.find(row.wording_title)]
    return _hit(row, "title", row.wording_title, titled) if titled else None


def _hit(row: Any, field: Any, words: str, spans: list[Span]) -> Hit:
    start, stop = line_around(words, spans[0])
    return Hit(
        statement=read.as_statement(row),
        version=row.number,
        current=row.number == row.current,
        field=field,
        spans=tuple(spans),
        words=tuple(words[s.start : s.stop] for s in spans),
        line=words[start:stop],
        line_start=start,
    )


def line_around(text: str, span: Span) -> tuple[int, int]:
    """The line that a place stands in, cut at words to what a reader takes in at once."""
    start = text.rfind("\n", 0, span.start) + 1
    stop = text.find("\n", span.stop)
    stop = len(text) if stop < 0 else stop
    room = max(0, LINE_MOST - len(span)) // 2
    if span.start - start > room:
        start = text.find(" ", span.start - room, span.start) + 1 or span.start - room
    if stop - span.stop > room:
        cut = text.rfind(" ", span.stop, span.stop + room)
        stop = cut if cut > 0 else span.stop + room
    return start, stop


def _added_spans(connection: sa.Connection, identity: str, number: int) -> list[Span]:
    """What the edits that led to this wording added to its text."""
    query = sa.select(EDIT.c.detail).where(EDIT.c.statement_id == identity, EDIT.c.new == number)
    details = connection.execute(query).scalars()
    return [Span(start, stop) for detail in details for start, stop in detail.get("added", [])]
