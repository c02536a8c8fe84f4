"""The word index: held against the words of every wording."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from unicodedata import combining, normalize

import sqlalchemy as sa

from crossread.archive import words
from crossread.archive.proof import Fault, Proof
from crossread.archive.row_values import HALF
from crossread.archive.schema import VERSION
from crossread.text.search import search_words

# A wording is asked for by so many of its rarest words, and of those that its neighbour has not:
# in an archive of 16,000 texts three of them stand together in one text alone.
ASKED = 8

_WORDINGS = sa.select(
    VERSION.c.id, VERSION.c.statement_id, VERSION.c.number, VERSION.c.title, VERSION.c.text
).order_by(VERSION.c.statement_id, VERSION.c.number)


def every_word(proof: Proof) -> Iterator[Fault]:
    """The word index knows every wording, by its own words."""
    there = proof.connection.execute(sa.select(sa.func.count()).select_from(VERSION)).scalar_one()
    indexed = words.count(proof.connection)
    if indexed != there:
        yield Fault("word index", f"knows {indexed:,} of {there:,} wordings")
    lite = proof.connection.dialect.name == "sqlite"
    for row, fact in _of_sqlite(proof) if lite else _of_postgresql(proof):
        yield Fault(f"{row.statement_id} > wording {row.number} > word index", fact)


Wrong = Iterator[tuple[Any, str]]  # a wording, and what does not hold of its words


def _of_postgresql(proof: Proof) -> Wrong:
    """Each wording's words made anew, and compared."""
    kept = sa.table("wording", sa.column("version_id"), sa.column("words"))
    query = _WORDINGS.add_columns(
        sa.cast(sa.func.tsvector_to_array(kept.c.words), sa.ARRAY(sa.Text)).label("kept")
    ).join(kept, kept.c.version_id == VERSION.c.id, isouter=True)
    with proof.stream(query) as rows:
        for row in rows:
            proof.count("words")
            made = {word[: words.WORD_MOST] for word in _words_of(row)}
            if made != set(row.kept or ()) != {words.ANY}:
                yield row, "holds other words than the wording"


def _of_sqlite(proof: Proof) -> Wrong:
    """Each wording is found by its rarest words, and by those that the wording before or after
    it has not.

    SQLite cannot be asked what words it has of a text. Words too many lead nowhere: whatever a
    search finds is looked for in the text itself.
    """
    rarity = _rarity(proof.connection)
    last: _Asked | None = None
    with proof.stream(_WORDINGS) as rows:
        for row in rows:
            proof.count("words")
            one = _Asked(row, _words_of(row))
            one.asked = _rarest(one.words, rarity)
            if last and last.row.statement_id == row.statement_id:
                last.asked += _rarest(last.words - one.words, rarity)
                one.asked += _rarest(one.words - last.words, rarity)
            if last and not _is_found(proof.connection, last):
                yield last.row, UNFOUND
            last = one
    if last and not _is_found(proof.connection, last):
        yield last.row, UNFOUND


@dataclass(slots=True)
class _Asked:
    """A wording, all its words, and those that it is asked for by."""

    row: Any
    words: set[str]
    asked: list[str] = field(default_factory=list)


UNFOUND = "is not found by its own words"


def _rarity(connection: sa.Connection) -> dict[str, int]:
    """In how many wordings each word stands, as the index has it."""
    run = connection.execute
    run(sa.text("CREATE VIRTUAL TABLE temp.rarity USING fts5vocab(main, wording, 'row')"))
    try:
        return {term: count for term, count in run(sa.text("SELECT term, doc FROM rarity"))}  # noqa: C416
    finally:
        run(sa.text("DROP TABLE temp.rarity"))


def _rarest(found: set[str], rarity: dict[str, int]) -> list[str]:
    return sorted(found, key=lambda word: (rarity.get(_unmarked(word), 0), word))[:ASKED]


def _unmarked(word: str) -> str:
    """A word as SQLite keeps it: without the marks of its letters."""
    if word.isascii():
        return word
    return "".join(c for c in normalize("NFD", word) if not combining(c))


def _is_found(connection: sa.Connection, one: _Asked) -> bool:
    if not one.asked:
        return True
    query = sa.text("SELECT 1 FROM wording WHERE wording MATCH :asked AND rowid = :id")
    asked = " AND ".join(f'"{word}"' for word in one.asked)
    return connection.execute(query, {"asked": asked, "id": one.row.id}).first() is not None


def _words_of(row: Any) -> set[str]:
    """The words of a wording; none of a damaged one, which is told of with the wordings."""
    if not isinstance(row.title, str) or not isinstance(row.text, str):
        return set()
    words_of_it = f"{row.title}\n{row.text}"
    return set() if HALF.search(words_of_it) else set(search_words(words_of_it))
