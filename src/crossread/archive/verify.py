"""Proof that an archive is what it was: every digest and every place of a quote, made anew."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from crossread.archive.captures import Captures
from crossread.archive.proof import Check, Fault, Proof, Tell, why
from crossread.archive.proof_edits import EDITS
from crossread.archive.proof_statements import STATEMENTS
from crossread.archive.proof_texts import TEXTS
from crossread.archive.proof_words import every_word
from crossread.archive.schema import CAPTURE, KEY, PARTY, PUBLISHER, RUN, SOURCE

FRESH_S = 3600.0  # a capture newer than that may be of a run that goes on
FILE_FAULTS = 20  # that the database names of its own file


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was checked, and what was found wrong."""

    captures: int
    wordings: int
    points: int
    observations: int
    faults: tuple[Fault, ...]
    unused: int = 0  # files of captures that no row names: they harm nothing
    fresh: int = 0  # of these, such as were written in the last hour


def verify_archive(
    connection: sa.Connection, captures: Captures, phrases: Path | None, tell: Tell
) -> Verified:
    """Check the file, every row, every capture, the word index and the phrase index.

    A damaged row costs no more than itself.

    Args:
        connection: to the archive.
        captures: the folder of raw bytes.
        phrases: the folder of the phrase index, which need not be there.
        tell: told of the progress.
    """
    proof = Proof(connection, captures, tell)
    checks: list[Checking] = [every_page, every_reference, *ROWS, every_word]
    with _any_bytes(connection):
        faults = [fault for check in checks for fault in _as_far_as_it_goes(proof, check)]
        ages = list(_unused(connection, captures))
    faults += every_phrase_file(phrases)
    counts = proof.counts
    return Verified(
        counts.get("captures", 0),
        counts.get("wordings", 0),
        counts.get("points", 0),
        counts.get("looks", 0),
        tuple(faults),
        len(ages),
        sum(age < FRESH_S for age in ages),
    )


def find_faults(connection: sa.Connection, captures: Captures) -> list[Fault]:
    """What does not hold of rows that were just written, and of the captures they name."""
    proof = Proof(connection, captures, tell=lambda name, number: None)
    return [fault for check in (*ROWS, every_word) for fault in check(proof)]


@contextmanager
def _any_bytes(connection: sa.Connection) -> Iterator[None]:
    """Have SQLite give a text of broken UTF-8 as what it is, and not stop at it."""
    driver: Any = connection.connection.dbapi_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    driver.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = str


Checking = Callable[[Proof], Iterator[Fault]]


def _as_far_as_it_goes(proof: Proof, check: Checking) -> Iterator[Fault]:
    try:
        yield from check(proof)
    except sa.exc.DBAPIError as error:
        yield Fault("database", f"could not be gone through to the end: {why(error)}")


def every_page(proof: Proof) -> Iterator[Fault]:
    """SQLite finds its own file in order; PostgreSQL looks after its own."""
    if proof.connection.dialect.name != "sqlite":
        return
    query = sa.text(f"PRAGMA integrity_check({FILE_FAULTS})")
    for said in proof.connection.execute(query).scalars():
        yield from (Fault("database", line) for line in said.splitlines() if line != "ok")


def every_reference(proof: Proof) -> Iterator[Fault]:
    """Each row that names another names one that is there; PostgreSQL takes no other."""
    if proof.connection.dialect.name != "sqlite":
        return
    for table, row, parent, _ in proof.connection.execute(sa.text("PRAGMA foreign_key_check")):
        yield Fault(f"{table} {row}", f"names a row of {parent} that is not there")


def every_phrase_file(folder: Path | None) -> Iterator[Fault]:
    """Every byte of the phrase index is the one that was written, if an index was made."""
    if folder is None or not folder.is_dir():
        return
    from crossread.archive.phrase_files import PhraseFiles  # loads numba

    for fault in PhraseFiles(folder).check():
        yield Fault(f"phrase index {folder.name}", fault)


def _unused(connection: sa.Connection, captures: Captures) -> Iterator[float]:
    """The age, in seconds, of each capture on disk that no row names."""
    try:
        used = set(connection.execute(sa.select(CAPTURE.c.digest)).scalars())
    except sa.exc.DBAPIError:
        return  # what is not used cannot be told
    for digest in captures.digests():
        if digest not in used:
            yield time.time() - captures.path(digest).stat().st_mtime


def _of_itself(proof: Proof, row: Any) -> Iterator[str]:
    """Nothing but its own values is asked of such a row."""
    return iter(())


ROWS: Sequence[Checking] = [
    check.faults
    for check in (
        *(Check(table.name, table, _of_itself) for table in (PUBLISHER, SOURCE, RUN)),
        *TEXTS,
        *STATEMENTS,
        *(Check(table.name, table, _of_itself) for table in (KEY, PARTY)),
        *EDITS,
    )
]
