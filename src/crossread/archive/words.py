"""The word index: each database's own, behind one way of asking. It finds candidates only.

What is a candidate differs between the two (SQLite knows the order of the words, PostgreSQL is
asked for all of them in any order); `text.search.Phrase` then decides, the same for both.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from crossread.archive.schema import VERSION
from crossread.text.search import Phrase, search_words, searchable

_ADD_SQLITE = sa.text("INSERT INTO wording (rowid, words) VALUES (:id, :words)")
_ADD_POSTGRES = sa.text(
    "INSERT INTO wording (version_id, words) VALUES (:id, array_to_tsvector(:words))"
)
AT_ONCE = 200  # texts held in memory
LEXEMES_MOST = (
    900_000  # bytes of a wording's words; beyond a million PostgreSQL loses some, silently
)
ANY = "*"  # in place of the words of a wording that has more: it may hold whatever is asked
WORD_MOST = 500  # letters of a word that PostgreSQL indexes; it takes 2,046 bytes


def add(connection: sa.Connection, texts: Sequence[tuple[int, str]]) -> None:
    """Index the words of versions, given as (row, title and text)."""
    if not texts:
        return
    if connection.dialect.name == "sqlite":
        rows: list[dict[str, Any]] = [{"id": i, "words": searchable(text)} for i, text in texts]
        connection.execute(_ADD_SQLITE, rows)
    else:
        rows = [{"id": i, "words": _kept(_lexemes(search_words(text)))} for i, text in texts]
        connection.execute(_ADD_POSTGRES, rows)


def rebuild(connection: sa.Connection) -> None:
    """Index every wording anew, for words that are cut or folded otherwise than they were."""
    lite = connection.dialect.name == "sqlite"
    every = "INSERT INTO wording (wording) VALUES ('delete-all')" if lite else "DELETE FROM wording"
    connection.execute(sa.text(every))
    query = sa.select(VERSION.c.id, VERSION.c.title, VERSION.c.text)
    last = 0
    while rows := connection.execute(
        query.where(VERSION.c.id > last).order_by(VERSION.c.id).limit(AT_ONCE)
    ).all():
        add(connection, [(row.id, f"{row.title}\n{row.text}") for row in rows])
        last = rows[-1].id


def _lexemes(words: Sequence[str]) -> list[str]:
    return sorted({word[:WORD_MOST] for word in words})


def _kept(lexemes: list[str]) -> list[str]:
    return lexemes if sum(len(word.encode()) for word in lexemes) <= LEXEMES_MOST else [ANY]


def holds(connection: sa.Connection, phrase: Phrase) -> sa.ColumnElement[bool]:
    """The condition that a version may hold the phrase."""
    if connection.dialect.name == "sqlite":
        asked = '"' + " ".join(phrase.words) + '"'
        query = sa.text("SELECT rowid AS id FROM wording WHERE wording MATCH :asked")
    else:
        every = " & ".join(map(_as_operand, _lexemes(phrase.words)))
        asked = f"({every}) | {_as_operand(ANY)}"
        query = sa.text(
            "SELECT version_id AS id FROM wording WHERE words @@ CAST(:asked AS tsquery)"
        )
    found = query.bindparams(asked=asked).columns(sa.column("id", sa.Integer))
    return VERSION.c.id.in_(found.scalar_subquery())


def _as_operand(word: str) -> str:
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def count(connection: sa.Connection) -> int:
    """How many versions are indexed."""
    name = "wording_docsize" if connection.dialect.name == "sqlite" else "wording"
    return int(connection.execute(sa.text(f"SELECT count(*) FROM {name}")).scalar_one())
