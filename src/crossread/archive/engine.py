"""Opening a database: its address, its migrations, its errors in the words of the work."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from crossread.archive.schema import HEAD, TABLES
from crossread.errors import ArchiveUnavailable, BadInput, NotFound

BUSY_S = 60.0  # how long a writer waits for another one
LOCK = 0x63726F73  # what writers to one PostgreSQL archive take turns by ("cros")


def as_address(address: str | Path) -> sa.URL:
    """The database that an address names: a file for SQLite, or a PostgreSQL address.

    Raises:
        BadInput: it is neither.
    """
    words = str(address)
    if re.match(r"postgres(ql)?(\+psycopg)?://", words):
        try:
            return sa.make_url(words).set(drivername="postgresql+psycopg")
        except (sa.exc.ArgumentError, ValueError) as error:
            raise BadInput("the archive's address is malformed", _ADDRESS) from error
    words = words.removeprefix("sqlite:///")
    if "://" in words or not words:
        raise BadInput(f"{words.partition('://')[0]!r} names no kind of archive", _ADDRESS)
    return sa.URL.create("sqlite", database=words)


_ADDRESS = "Give a file such as crossread.db, or postgresql+psycopg://user@host/name."


def open_engine(address: str | Path, *, read_only: bool = False, create: bool = True) -> sa.Engine:
    """An engine whose schema is this version's.

    Raises:
        NotFound: there is no such archive, and none was to be made.
        BadInput: the address or the file is none of an archive's.
        ArchiveUnavailable: it cannot be reached, or is of a newer crossread.
    """
    url = as_address(address)
    if url.drivername == "sqlite":
        _check_file(Path(url.database or ""), read_only or not create)
    engine = _make_engine(url, read_only)
    try:
        with translated(address):
            _bring_up_to_date(engine, address, change=create and not read_only)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _check_file(path: Path, must_exist: bool) -> None:
    if path.is_dir():
        raise BadInput(f"{path} is a folder", "Give the archive's file, such as crossread.db.")
    if must_exist and not path.exists():
        hint = "Make one with `crossread add`, or say which with --archive or CROSSREAD_ARCHIVE."
        raise NotFound(f"there is no archive {path}", hint)
    if not path.parent.is_dir():
        raise NotFound(f"there is no folder {path.parent}", "Make it, or choose another.")


def _make_engine(url: sa.URL, read_only: bool) -> sa.Engine:
    if url.drivername != "sqlite":
        options = {"options": "-c default_transaction_read_only=on"} if read_only else {}
        try:
            return sa.create_engine(url, connect_args=options, pool_pre_ping=True)
        except ModuleNotFoundError as error:
            hint = "Install it: pip install 'crossread[postgres]'."
            raise ArchiveUnavailable(
                "psycopg, which speaks to PostgreSQL, is missing", hint
            ) from error
    path = Path(url.database or "").absolute()
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: _connect_sqlite(path, read_only),
        poolclass=sa.pool.QueuePool,
        pool_size=2,
    )
    sa.event.listen(engine, "begin", _begin)
    return engine


def _connect_sqlite(path: Path, read_only: bool) -> sqlite3.Connection:
    """Transactions are begun by us, so that a writer asks for its turn before it reads."""
    mode = "rw" if path.exists() else "rwc"
    if read_only:
        mode = "ro" if _can_share(path) else "ro&immutable=1"
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode={mode}",
        uri=True,
        timeout=BUSY_S,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA cache_size=-65536")  # KiB, negative by SQLite's convention
    if not read_only:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")  # what was reported saved stays saved
    return connection


def _can_share(path: Path) -> bool:
    """Whether readers can see a writer's work: they need to make the shared-memory file."""
    from os import W_OK, access

    return access(path.parent, W_OK) or path.with_name(path.name + "-wal").exists()


def _begin(connection: sa.Connection) -> None:
    """SQLite: a writer takes its turn at once, so that what it reads still holds when it writes."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: sa.Engine, address: str | Path) -> Iterator[sa.Connection]:
    """A transaction that has its turn: all of it is saved, or nothing.

    Raises:
        ArchiveUnavailable: the archive is locked, full, read-only or gone.
    """
    with translated(address), engine.connect() as plain:
        connection = plain.execution_options(writes=True)
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
            yield connection


@contextmanager
def reading(engine: sa.Engine, address: str | Path) -> Iterator[sa.Connection]:
    """A connection that sees one state of the archive.

    Raises:
        ArchiveUnavailable: the archive is damaged or gone.
    """
    with translated(address), engine.connect() as plain:
        yield _of_one_state(plain)


def _of_one_state(connection: sa.Connection) -> sa.Connection:
    """What others save meanwhile is not seen (SQLite's readers never see it)."""
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


# --- the schema ----------------------------------------------------------------------------------


def _bring_up_to_date(engine: sa.Engine, address: str | Path, *, change: bool) -> None:
    revision, holds_others = _state(engine)
    if revision == HEAD:
        return
    if revision is not None and revision not in known_revisions():
        hint = "Open it with the crossread that wrote it, or install a newer one."
        raise ArchiveUnavailable(f"{shown_address(address)} is of a newer crossread", hint)
    if revision is None and holds_others:
        raise BadInput(
            f"{shown_address(address)} is a database, but no crossread archive", _ADDRESS
        )
    if not change:
        if revision is None:
            raise NotFound(f"{shown_address(address)} holds no archive yet", "Add to it first.")
        hint = "Open it once for writing, for example with `crossread archive upgrade`."
        raise ArchiveUnavailable(f"{shown_address(address)} is of an older crossread", hint)
    with writing(engine, address) as connection:
        migrate(connection)


def is_older(address: str | Path) -> bool:
    """Whether an archive is there whose schema is to be brought up to this version's.

    Raises:
        NotFound, BadInput, ArchiveUnavailable: as `open_engine`.
    """
    url = as_address(address)
    if url.drivername == "sqlite":
        _check_file(Path(url.database or ""), must_exist=True)
    engine = _make_engine(url, read_only=True)
    try:
        with translated(address):
            revision, _ = _state(engine)
    finally:
        engine.dispose()
    return revision != HEAD and revision in known_revisions()


def file_of(address: str | Path) -> Path | None:
    """The file of an archive on SQLite; None where it is on PostgreSQL.

    Raises:
        BadInput: the address names no archive.
    """
    url = as_address(address)
    return Path(url.database or "") if url.drivername == "sqlite" else None


def remove_if_empty(path: Path) -> None:
    """Remove the file of an archive in which nothing was saved and that nobody else has open."""
    if not path.is_file():
        return
    with suppress(OSError, sqlite3.Error), closing(_connect_alone(path)) as connection:
        made = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        tables = [table.name for table in TABLES if table.name in made]  # none, if stopped early
        if not any(connection.execute(f"SELECT 1 FROM {t} LIMIT 1").fetchone() for t in tables):
            path.unlink()


def _connect_alone(path: Path) -> sqlite3.Connection:
    """A connection that none stands beside.

    Who opens the file meanwhile waits; if it is gone then, SQLite sees it and writes nothing.

    Raises:
        sqlite3.OperationalError: another one has the file open.
    """
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=DELETE")  # refused while others have it open
        connection.execute("BEGIN EXCLUSIVE")
    except BaseException:
        connection.close()
        raise
    return connection


def _state(engine: sa.Engine) -> tuple[str | None, bool]:
    """The revision of the schema, and whether there are tables at all."""
    with engine.connect() as connection:
        names = sa.inspect(connection).get_table_names()
        if "alembic_version" not in names:
            return None, bool(names)
        found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
        return (str(found) if found else None), bool(set(names) - {"alembic_version"})


def _alembic() -> Any:
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config


def known_revisions() -> frozenset[str]:
    """The revisions that this crossread knows the way from."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_alembic())
    return frozenset(script.revision for script in scripts.walk_revisions())


def migrate(connection: sa.Connection, to: str = "head") -> None:
    """Bring the schema to a revision, inside the connection's transaction."""
    from alembic import command

    config = _alembic()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


# --- errors --------------------------------------------------------------------------------------

_COPY = "Check your rights, or work on a copy: `crossread archive backup` makes one."
_REASONS: tuple[tuple[str, str, str], ...] = (  # what the driver says, the fact, what to do
    ("is locked", "is locked by another program", "Wait until it is done, then run it again."),
    ("disk is full", "cannot grow: the disk is full", "Make room, then run it again."),
    ("disk I/O error", "cannot be written: the disk fails or is full", "Check the disk."),
    ("readonly", "may not be written here", _COPY),
    ("read-only", "may not be written here", _COPY),
    ("not a database", "is no archive: its bytes are of no database", _ADDRESS),
    ("malformed", "is damaged", "Restore a backup; `crossread archive verify` says what is lost."),
    ("unable to open", "cannot be opened", "Check the path and your rights to it."),
)


@contextmanager
def translated(address: str | Path) -> Iterator[None]:
    """Turn what the drivers raise into the project's errors.

    Raises:
        ArchiveUnavailable: with the reason, where one is known.
        BadInput: what was asked for holds what no archive can: a broken byte, or NUL.
    """
    try:
        yield
    except UnicodeEncodeError as error:  # of a command line whose bytes are no UTF-8
        fact = f"{str(error.object)[:80]!r} holds a byte that is no part of UTF-8"
        raise BadInput(fact, "Nothing in an archive is called so: write it in UTF-8.") from error
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        words = str(getattr(error, "orig", None) or error)
        if "NUL (0x00)" in words:  # psycopg's word for it; SQLite finds nothing of that name
            raise BadInput("what was asked for holds a NUL character", "Leave it out.") from error
        for said, fact, hint in _REASONS:
            if said in words:
                raise ArchiveUnavailable(f"{shown_address(address)} {fact}", hint) from error
        reason = " ".join(words.split())
        hint = "Check that the server is there and lets you in; what was reported saved is saved."
        raise ArchiveUnavailable(f"{shown_address(address)}: {reason}", hint) from error


def shown_address(address: str | Path) -> str:
    """The address for a message: never with a password."""
    return as_address(address).render_as_string(hide_password=True).removeprefix("sqlite:///")
