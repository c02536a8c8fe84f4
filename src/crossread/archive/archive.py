"""One archive: the whole of what the layers above see of it."""

from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from crossread.archive import copy, read, readings, stats, verify
from crossread.archive.captures import Captures
from crossread.archive.copy import Copied
from crossread.archive.engine import as_address, open_engine, reading, writing
from crossread.archive.save import Saved, save_batch
from crossread.archive.schema import PUBLISHER, STATEMENT, VERSION
from crossread.archive.search import PAGE, search
from crossread.errors import ArchiveUnavailable, BadInput
from crossread.model import (
    Coverage,
    Found,
    Observation,
    Point,
    Publisher,
    Readout,
    Selection,
    Sighting,
    Statement,
    Version,
)
from crossread.text.search import Phrase

STREAMED = 500  # statements held in memory while all are gone through
Tell = Callable[[str, int], None]  # what is being worked on, how many are done


class Archive:
    """Statements, their wordings and captures behind one address; close by leaving `with`.

    >>> from crossread.archive import Archive
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Archive.open(f"{folder}/crossread.db") as archive:
    ...     archive.coverage().statements
    0
    """

    def __init__(self, engine: sa.Engine, address: str, captures: Captures | None) -> None:
        self.engine = engine
        self.address = address
        self._captures = captures

    @classmethod
    def open(
        cls,
        address: str | Path,
        *,
        captures: str | Path | None = None,
        read_only: bool = False,
        create: bool = True,
    ) -> Self:
        """Open an archive, and make it where there is none.

        Args:
            address: a file for SQLite, or "postgresql+psycopg://user@host/name".
            captures: the folder of the raw captures; beside the file if left out. A
                PostgreSQL archive that is to be added to needs one.
            read_only: open it so that nothing can be changed.
            create: whether to make one where there is none, and to bring an older one up to date.

        Raises:
            NotFound: there is none, and none was to be made.
            BadInput: the address names no archive.
            ArchiveUnavailable: it cannot be reached, or is of a newer crossread.
        """
        url = as_address(address)
        folder = Path(captures) if captures else None
        if folder is None and url.drivername == "sqlite":
            folder = Path(url.database or "").with_suffix(".captures")
        engine = open_engine(address, read_only=read_only, create=create)
        return cls(engine, str(address), Captures(folder) if folder else None)

    @staticmethod
    def require(address: str | Path) -> None:
        """Refuse an address at which there is no archive yet.

        Raises:
            NotFound: there is none.
        """
        try:
            Archive.open(address, read_only=True).close()
        except ArchiveUnavailable:  # an older one is one, too
            return

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    @property
    def captures(self) -> Captures:
        """Where the raw bytes stand.

        Raises:
            BadInput: a PostgreSQL archive was opened without a folder for them.
        """
        if self._captures is None:
            hint = "Give it with --captures, or in CROSSREAD_CAPTURES."
            raise BadInput("an archive on PostgreSQL needs a folder for its captures", hint)
        return self._captures

    @property
    def phrases(self) -> Path | None:
        """The folder of what was made of it for phrases and families: beside the captures."""
        if self._captures is None:
            return None
        folder = self._captures.folder
        return folder.with_name(f"{folder.stem}.phrases")

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """A connection to read by, for the other modules of this package."""
        return reading(self.engine, self.address)

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """A transaction to write by, for the other modules of this package."""
        return writing(self.engine, self.address)

    # --- in --------------------------------------------------------------------------------------

    def save(self, batch: Sequence[Sighting]) -> list[Saved]:
        """Save sightings in their order: all of them, or none; what became of each.

        When it comes back, captures and rows are on the disk.

        Raises:
            ArchiveUnavailable: it is locked, full, read-only or gone; nothing was saved.
        """
        if not batch:
            return []
        self.captures.save((s.capture.digest, s.data) for s in batch)
        with self.writing() as connection:
            return save_batch(connection, batch)

    # --- out -------------------------------------------------------------------------------------

    def publishers(self) -> list[Publisher]:
        """Every publisher, by id."""
        with self.reading() as connection:
            rows = connection.execute(sa.select(PUBLISHER).order_by(PUBLISHER.c.id))
            return [
                Publisher(
                    id=row.id,
                    name=row.name,
                    country=row.country,
                    languages=tuple(row.languages),
                    level=row.level,
                )
                for row in rows
            ]

    def coverage(self, chosen: Selection | None = None) -> Coverage:
        """How much the archive holds of these statements, and between which days."""
        with self.reading() as connection:
            return read.count_coverage(connection, chosen or Selection())

    def check_selection(self, chosen: Selection) -> None:
        """Refuse what no statement of the archive has: an empty answer would mislead.

        Raises:
            NotFound: the archive has no such publisher, genre or language.
        """
        with self.reading() as connection:
            read.check_selection(connection, chosen)

    def statement(self, identity: str) -> Statement:
        """The statement of that id or address; or the only one that answers to a part of its id.

        A part is what it begins with, or all that follows its publisher: "06cafd9b7c7d".

        Raises:
            NotFound: there is none, or more than one; it names some, or says how to list them.
        """
        with self.reading() as connection:
            return read.find_statement(connection, identity)

    def statements(
        self, chosen: Selection | None = None, *, limit: int | None = None, first: int = 0
    ) -> Generator[Statement]:
        """Statements, newest first, out of one state of the archive, which stays open meanwhile.

        Raises, when the first is asked for:
            NotFound: the archive has no such publisher, genre or language.
        """
        chosen = chosen or Selection()
        query = read.narrowed(read.STATEMENTS, chosen).order_by(*read.NEWEST_FIRST)
        with self.reading() as connection:
            read.check_selection(connection, chosen)
            streaming = connection.execution_options(yield_per=STREAMED)
            with streaming.execute(query.limit(limit).offset(first)) as rows:
                yield from map(read.as_statement, rows)

    def versions(self, identity: str) -> list[Version]:
        """The wordings of a statement, in the order in which the archive met them."""
        query = read.VERSIONS.where(VERSION.c.statement_id == identity).order_by(VERSION.c.number)
        with self.reading() as connection:
            return [read.as_version(row) for row in connection.execute(query)]

    def version(self, identity: str, number: int | None = None) -> Version:
        """One wording of a statement; the one seen last if no number is given.

        Raises:
            NotFound: there is no such statement or wording.
        """
        with self.reading() as connection:
            statement = read.find_statement(connection, identity)
            return read.find_version(connection, statement, number)

    def observations(self, identity: str) -> list[Observation]:
        """Every look at a statement, in the order of time."""
        with self.reading() as connection:
            return list(read.list_observations(connection, identity))

    def readout(self, identity: str, number: int | None = None) -> Readout:
        """A wording as what `compare` reads; the one seen last if no number is given.

        Raises:
            NotFound: there is no such statement or wording.
        """
        with self.reading() as connection:
            statement = read.find_statement(connection, identity)
            return read.as_readout(statement, read.find_version(connection, statement, number))

    def holds(self, identity: str) -> bool:
        """Whether there is a statement of that id."""
        with self.reading() as connection:
            query = sa.select(STATEMENT.c.id).where(STATEMENT.c.id == identity)
            return connection.execute(query).first() is not None

    def search(
        self,
        phrase: str,
        chosen: Selection | None = None,
        *,
        added: bool = False,
        limit: int = PAGE,
        first: int = 0,
    ) -> Found:
        """The statements that hold an exact phrase, newest first: see `text.search.Phrase`.

        Raises:
            BadInput: the phrase has no letter or digit.
            NotFound: the archive has no such publisher, genre or language.
        """
        wanted = Phrase(phrase)
        with self.reading() as connection:
            return search(
                connection, wanted, chosen or Selection(), added=added, limit=limit, first=first
            )

    def points(self, identity: str, number: int | None = None) -> tuple[Point, ...] | None:
        """The points of a wording, coded when it was added; None where it is not coded yet.

        Raises:
            NotFound: there is no such statement or wording.
        """
        with self.reading() as connection:
            version = read.find_version(
                connection, read.find_statement(connection, identity), number
            )
            return readings.find_points(connection, version)

    # --- the whole -------------------------------------------------------------------------------

    def uncoded(self, method: str) -> int:
        """How many wordings have no reading by this method."""
        with self.reading() as connection:
            return readings.count_uncoded(connection, method)

    def list_uncoded(self, method: str, at_once: int, after: int = 0) -> list[tuple[int, Readout]]:
        """Some wordings that have no reading by this method, each with its row."""
        with self.reading() as connection:
            return readings.list_uncoded(connection, method, at_once, after)

    def save_readings(self, coded: Sequence[readings.Coded]) -> None:
        """Keep what was read in wordings."""
        with self.writing() as connection:
            readings.save_readings(connection, coded)

    def stats(self) -> stats.ArchiveStats:
        """What it covers, per publisher, with the gaps."""
        with self.reading() as connection:
            return stats.measure_archive(connection)

    def verify(self, tell: Tell = lambda name, number: None) -> verify.Verified:
        """Make every digest and every place of a quote anew, and say what does not hold."""
        with self.reading() as connection:
            return verify.verify_archive(connection, self.captures, self.phrases, tell)

    def copy_to(self, target: "Archive", tell: Tell = lambda name, number: None) -> Copied:
        """Copy everything to an empty archive: a backup, or the move to the other database.

        Raises:
            BadInput: the target is not empty.
        """
        with target.reading() as connection:
            copy.check_empty(connection)
        with self.reading() as source:
            source.execute(sa.select(STATEMENT.c.id).limit(1)).first()  # the state is this one
            # Captures are on the disk before their rows: none of that state is missed.
            captures, faults = copy.copy_captures(self.captures, target.captures, tell)
            with target.writing() as connection:
                rows = copy.copy_rows(source, connection, tell)
            missing = copy.count_missing(source, target.captures) - len(faults)
        if missing > 0:  # another archive's folder was named
            where = self.captures.folder
            faults.append(f"{missing:,} captures that the archive names are not in {where}")
        return Copied(rows, captures, tuple(faults))
