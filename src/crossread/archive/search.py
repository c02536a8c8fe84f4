"""A phrase looked for in every wording: the database finds candidates, our own code decides."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from crossread.archive import read, words
from crossread.archive.schema import EDIT, PUBLISHER, STATEMENT, VERSION
from crossread.model import Found, Hit, Selection, Span
from crossread.text.search import Phrase

PAGE = 20  # hits shown at once
COUNT_MOST = 5_000  # statements counted; beyond it is said that there are at least so many
AT_ONCE = 200  # texts fetched together
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
    read.check_selection(connection, chosen)
    shown: list[int] = []
    counted, complete = 0, True
    for place in _found(connection, phrase, chosen, added):
        counted += 1
        if first < counted <= first + limit:
            shown.append(place)
        if counted >= max(COUNT_MOST, first + limit):
            complete = False
            break
    return Found(
        phrase=phrase.shown,
        hits=tuple(_hits(connection, phrase, shown, added)),
        statements=counted,
        complete=complete,
        coverage=read.count_coverage(connection, chosen),
        first=first,
    )


def _found(
    connection: sa.Connection, phrase: Phrase, chosen: Selection, added: bool
) -> Iterator[int]:
    """The wording of each statement that holds the phrase, by its row, newest first."""
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
        rows = {row.id: row for row in connection.execute(_TEXTS.where(VERSION.c.id.in_(fresh)))}
        for place, identity in some:
            if identity in told or place not in rows:
                continue
            if _holds(connection, phrase, rows[place], added):
                told.add(identity)
                yield place


_TEXTS = sa.select(
    VERSION.c.id, VERSION.c.statement_id, VERSION.c.number, VERSION.c.title, VERSION.c.text
)


def _holds(connection: sa.Connection, phrase: Phrase, row: Any, added: bool) -> bool:
    if added:
        return bool(_spans(connection, phrase, row, added))
    return phrase.stands_in(row.text) or phrase.stands_in(row.title)


def _spans(connection: sa.Connection, phrase: Phrase, row: Any, added: bool) -> list[Span]:
    """Where it stands in the text; with `added` only where it touches words that were added."""
    spans = [Span(*place) for place in phrase.find(row.text)]
    if not added:
        return spans
    new = _added_spans(connection, row.statement_id, row.number)
    return [span for span in spans if any(span.touches(a) for a in new)]


def _hits(
    connection: sa.Connection, phrase: Phrase, places: list[int], added: bool
) -> Iterator[Hit]:
    """What is shown of these wordings: the places in the text, or else in the title."""
    query = sa.select(
        *read.STATEMENTS.selected_columns,
        VERSION.c.id.label("place"),
        VERSION.c.statement_id,
        VERSION.c.number,
        VERSION.c.title.label("wording_title"),
        VERSION.c.text,
    ).select_from(STATEMENT.join(PUBLISHER).join(VERSION, VERSION.c.statement_id == STATEMENT.c.id))
    for some in read.chunked(places, AT_ONCE):
        rows = {row.place: row for row in connection.execute(query.where(VERSION.c.id.in_(some)))}
        for row in map(rows.__getitem__, some):
            if spans := _spans(connection, phrase, row, added):
                yield _hit(row, "text", row.text, spans)
            else:
                titled = [Span(*place) for place in phrase.find(row.wording_title)]
                yield _hit(row, "title", row.wording_title, titled)


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
