"""Every test of the archive runs on SQLite and on a real PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import URL

from archive.server import Server, open_server
from crossread.archive import Archive


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server: one brought up for the tests, or CROSSREAD_TEST_POSTGRES.

    Not in pytest's own folder: the server may run as another user, and any other run of pytest
    that begins meanwhile takes from that user the right to enter it.
    """
    with (
        TemporaryDirectory(prefix="crossread-postgres-") as folder,
        open_server(Path(folder)) as server,
    ):
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an archive that does not exist yet, on each database in turn."""
    if request.param == "sqlite":
        yield str(tmp_path / "crossread.db")
        return
    server: Server = request.getfixturevalue("server")
    with server.database() as url:
        yield as_words(url)


def as_words(url: URL) -> str:
    return url.render_as_string(hide_password=False)


Opener = Callable[..., Archive]


@pytest.fixture
def open_archive(address: str, tmp_path: Path) -> Iterator[Opener]:
    """Opens that archive, as often as a test wants; all are closed at its end."""
    opened: list[Archive] = []

    def opener(**more: object) -> Archive:
        archive = Archive.open(address, captures=tmp_path / "captures", **more)  # type: ignore[arg-type]
        opened.append(archive)
        return archive

    yield opener
    for archive in opened:
        archive.close()


@pytest.fixture
def archive(open_archive: Opener) -> Archive:
    """An empty archive."""
    return open_archive()
