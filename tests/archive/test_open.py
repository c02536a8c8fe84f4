"""Opening an archive: made where there is none, refused in one line where it cannot be one."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from archive.conftest import Opener
from archive.sightings import NORLAND, at, make_sighting
from crossread.archive import Archive, decision_rows
from crossread.archive.engine import (
    as_address,
    is_older,
    known_revisions,
    migrate,
    remove_if_empty,
)
from crossread.archive.known import save_publishers
from crossread.archive.schema import HEAD, METADATA, PUBLISHER
from crossread.errors import ArchiveUnavailable, BadInput, CrossreadError, NotFound
from crossread.model import Decision, Selection


def test_the_migrations_make_the_schema_that_the_code_knows(archive: Archive) -> None:
    def ours(thing: object, name: str | None, kind: str, found: bool, other: object) -> bool:
        return not str(name or "").startswith("wording") and "wording" not in str(thing)

    with archive.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours})
        differences = compare_metadata(context, METADATA)

    assert not differences
    assert HEAD in known_revisions()


def test_it_opens_again_with_what_was_in_it(open_archive: Opener) -> None:
    first = open_archive()
    first.save([make_sighting()])
    first.close()

    assert open_archive(create=False).coverage().statements == 1


def test_reading_only_changes_nothing(open_archive: Opener) -> None:
    open_archive().save([make_sighting()])
    archive = open_archive(read_only=True)

    with pytest.raises(ArchiveUnavailable, match="may not be written") as caught:
        archive.save([make_sighting(days=1)])
    assert "work on a copy: `crossread archive backup`" in caught.value.hint
    assert archive.coverage().statements == 1


def test_what_is_not_there_is_not_made_for_a_reader(open_archive: Opener) -> None:
    with pytest.raises(NotFound):
        open_archive(read_only=True)
    with pytest.raises(NotFound):
        open_archive(create=False)


def test_an_archive_of_a_newer_crossread_is_refused(open_archive: Opener) -> None:
    archive = open_archive()
    with archive.writing() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    archive.close()

    with pytest.raises(ArchiveUnavailable, match="newer crossread") as caught:
        open_archive()
    assert "install a newer one" in caught.value.hint


def test_an_archive_of_an_older_crossread_is_brought_up_to_date(
    open_archive: Opener, address: str
) -> None:
    engine = sa.create_engine(as_address(address))
    with engine.begin() as connection:
        migrate(connection, "0001")
    engine.dispose()

    with pytest.raises(ArchiveUnavailable, match="older crossread") as caught:
        open_archive(read_only=True)
    assert "crossread archive upgrade" in caught.value.hint
    assert is_older(address)

    archive = open_archive()
    assert not is_older(address)
    archive.save([make_sighting(id="a")])
    with archive.writing() as connection:
        made = Decision(statement="a", verdict="unsure", by="A. Reader", at=at(0))
        decision_rows.save_decision(connection, made)
        assert decision_rows.list_decisions(connection, Selection()) == [made]
    open_archive(read_only=True)


def test_only_an_empty_file_that_nobody_has_open_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with Archive.open(path) as archive:
        archive.coverage()
        remove_if_empty(path)
        assert path.exists()
    with Archive.open(path) as archive, archive.writing() as connection:
        save_publishers(connection, [NORLAND])
    remove_if_empty(path)
    assert path.exists()
    with Archive.open(path) as archive, archive.writing() as connection:
        connection.execute(sa.delete(PUBLISHER))

    remove_if_empty(path)
    assert list(tmp_path.iterdir()) == []

    path.touch()  # what was stopped before the tables were made
    remove_if_empty(path)
    assert not path.exists()


def test_a_database_of_others_is_left_alone(open_archive: Opener, address: str) -> None:
    engine = sa.create_engine(as_address(address))
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE holidays (day TEXT)"))
    engine.dispose()

    with pytest.raises(BadInput, match="no crossread archive"):
        open_archive()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"hello, I am a text and no database at all, and long enough", "bytes are of no database"),
        (b"SQLite format 3\x00" + b"\x07" * 4096, "database"),
    ],
)
def test_a_file_that_is_no_database_is_refused(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(content)

    with pytest.raises(CrossreadError, match=message):
        Archive.open(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "address", ["mysql://host/name", "postgresql://host:port/x", "", "https://example.org/a"]
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(BadInput):
        Archive.open(address)


def test_a_folder_is_no_archive(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a folder"):
        Archive.open(tmp_path)
    with pytest.raises(NotFound, match="no folder"):
        Archive.open(tmp_path / "none" / "crossread.db")


def test_a_password_is_never_shown() -> None:
    address = "postgresql+psycopg://desk:secret@127.0.0.1:1/archive"

    with pytest.raises(ArchiveUnavailable) as caught:
        Archive.open(address)
    assert "secret" not in str(caught.value) + caught.value.hint


def test_a_path_is_a_path_whatever_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "a?b#c %20 архив.db"

    Archive.open(path).close()

    assert sqlite3.connect(path).execute("SELECT count(*) FROM statement").fetchone() == (0,)


def test_a_locked_archive_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossread.archive.engine.BUSY_S", 0.05)
    with Archive.open(tmp_path / "crossread.db") as archive:
        other = sqlite3.connect(tmp_path / "crossread.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ArchiveUnavailable, match="locked by another"):
            archive.save([make_sighting()])
        other.execute("ROLLBACK")
        other.close()

        assert archive.save([make_sighting()])[0].fate == "new"
