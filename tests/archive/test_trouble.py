"""What goes wrong around an archive: one clear line each, nothing lost, the next run goes on."""

import gzip
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from archive.adding import SOURCES
from archive.conftest import Opener
from archive.contents import capture_names
from archive.invented import write_statements
from archive.sightings import make_sighting
from cli.running import Ran, run
from crossread.archive import Archive
from crossread.archive.engine import as_address

STATEMENTS = 400  # in some 580 wordings: three batches


@pytest.fixture
def bulk(tmp_path: Path) -> Path:
    return write_statements(tmp_path / "calls.jsonl", range(STATEMENTS))


@pytest.fixture
def add(bulk: Path, address: str, tmp_path: Path) -> Callable[[], Ran]:
    """Adds the file to the archive, by the command."""
    captures = tmp_path / "captures"
    return lambda: run("add", bulk, "--archive", address, "--captures", captures, "--no-code")


def assert_told(ran: Ran, *words: str) -> None:
    """One line that says so, and the exit code of a failure."""
    assert ran.status == 1
    assert len(ran.err.splitlines()) == 1
    assert [word for word in words if word not in ran.err] == []
    assert "Traceback" not in ran.err


def assert_sound(archive: Archive, *, statements: int | None = None) -> None:
    assert archive.verify().faults == ()
    if statements is not None:
        assert archive.coverage().statements == statements


# --- no room, no right ---------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte."""
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        made = subprocess.run(words, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount on this machine")
    if made.returncode:
        pytest.skip(f"a small disk cannot be made here: {made.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def remount(folder: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


@pytest.mark.parametrize("on_disk", ["archive", "captures", "both"])
def test_a_full_disk(bulk: Path, small_disk: Path, tmp_path: Path, on_disk: str) -> None:
    path = (tmp_path if on_disk == "captures" else small_disk) / "a.db"
    captures = (tmp_path if on_disk == "archive" else small_disk) / "captures"
    words = ("add", bulk, "--archive", path, "--captures", captures, "--no-code")
    words_of_full = {"archive": ["the disk is full"], "captures": ["No space left"], "both": []}

    assert_told(run(*words), *words_of_full[on_disk], "Make room")
    with Archive.open(path, captures=captures) as archive:
        assert_sound(archive)
        kept = capture_names(archive)

    remount(small_disk, "size=30m")
    assert run(*words).status == 0
    with Archive.open(path, captures=captures) as archive:
        assert_sound(archive, statements=STATEMENTS)
        assert set(kept) <= set(capture_names(archive))


def test_a_disk_that_may_not_be_written(bulk: Path, small_disk: Path, tmp_path: Path) -> None:
    path = small_disk / "a.db"
    captures = tmp_path / "captures"
    with Archive.open(path, captures=captures) as archive:
        archive.save([make_sighting()])
    remount(small_disk, "ro")

    for address, folder in [
        (path, captures),
        (small_disk / "new.db", captures),
        (tmp_path / "b.db", small_disk / "captures"),
    ]:
        assert_told(run("add", bulk, "--archive", address, "--captures", folder), "rights")
    shown = run("list", "--archive", path)

    assert (shown.status, shown.err) == (0, "")
    assert "Minister Orlan" in shown.out


def test_a_folder_that_may_not_be_written(bulk: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    if os.access(closed, os.W_OK):
        pytest.skip("to root, every folder may be written")

    assert_told(run("add", bulk, "--archive", closed / "a.db"), "cannot be opened")
    assert_told(
        run("add", bulk, "--archive", tmp_path / "a.db", "--captures", closed / "x"), "rights"
    )
    closed.chmod(0)  # not even to be looked into
    assert_told(
        run("add", bulk, "--archive", tmp_path / "a.db", "--captures", closed / "x"), "rights"
    )
    closed.chmod(0o700)


def test_a_limit_to_the_size_of_files(bulk: Path, tmp_path: Path) -> None:
    """What a quota does: the archive's own file can grow no further."""
    limit = 300_000  # bytes
    words = [sys.executable, "-m", "crossread", "add", str(bulk), "--no-code"]
    ran = subprocess.run(
        [*words, "--archive", str(tmp_path / "a.db")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )

    assert_told(Ran(ran.returncode, ran.stdout, ran.stderr), "a.db", "full", "disk")
    with Archive.open(tmp_path / "a.db") as archive:
        assert_sound(archive)


# --- others at the database ----------------------------------------------------------------------


def test_a_locked_archive(bulk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossread.archive.engine.BUSY_S", 0.05)
    path = tmp_path / "a.db"
    run("add", bulk, "--archive", path, "--no-code")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert_told(run("add", bulk, "--archive", path), "locked by another", "run it again")
        assert run("list", "--archive", path).status == 0
    finally:
        other.execute("ROLLBACK")
        other.close()
    with Archive.open(path) as archive:
        assert_sound(archive, statements=STATEMENTS)


END_ALL_OTHERS = sa.text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


@pytest.mark.parametrize("address", ["postgresql"], indirect=True)
@pytest.mark.parametrize("meets", ["INSERT INTO statement ", "INSERT INTO observation", "COMMIT"])
def test_a_server_that_ends_the_connection_in_a_transaction(
    add: Callable[[], Ran], open_archive: Opener, address: str, meets: str
) -> None:
    open_archive().save([make_sighting()])
    other = sa.create_engine(as_address(address), isolation_level="AUTOCOMMIT")
    ended: list[str] = []

    def end(connection: sa.Connection, statement: str = "COMMIT") -> None:
        if connection.engine is other or ended or not statement.startswith(meets):
            return
        ended.append(statement)
        with other.connect() as mine:
            mine.execute(END_ALL_OTHERS)

    def before(connection: sa.Connection, _cursor: Any, statement: str, *_: Any) -> None:
        end(connection, statement)

    listening = ("commit", end) if meets == "COMMIT" else ("before_cursor_execute", before)
    sa.event.listen(sa.Engine, *listening)
    try:
        ran = add()
    finally:
        sa.event.remove(sa.Engine, *listening)
        other.dispose()

    assert ended
    assert_told(ran, "what was reported saved is saved")
    with open_archive() as archive:
        assert_sound(archive, statements=1)
    assert add().status == 0
    with open_archive() as archive:
        assert_sound(archive, statements=STATEMENTS + 1)


# --- damage --------------------------------------------------------------------------------------


def test_a_capture_that_is_damaged_is_named_and_mended_by_adding_it_again(
    add: Callable[[], Ran], open_archive: Opener, address: str, tmp_path: Path
) -> None:
    add()
    with open_archive() as archive:
        first, second, third, *_ = archive.captures.digests()
        archive.captures.path(first).write_bytes(b"")
        archive.captures.path(second).write_bytes(archive.captures.path(third).read_bytes())
        archive.captures.path(third).unlink()

    told = run("archive", "verify", "--archive", address, "--captures", tmp_path / "captures")
    assert told.status == 1
    assert [digest for digest in (first, second, third) if digest[:12] not in told.out] == []
    assert "Traceback" not in told.out + told.err

    assert add().status == 0
    with open_archive() as archive:
        assert_sound(archive, statements=STATEMENTS)


def test_what_a_kill_left_half_written_is_swept_away_once_it_is_old(tmp_path: Path) -> None:
    words = ("add", write_statements(tmp_path / "calls.jsonl", range(9)), "--no-code")
    folder = tmp_path / "a.captures" / "ab"
    folder.mkdir(parents=True)
    old, young = folder / ".new-old", folder / ".new-young"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (1_000_000_000, 1_000_000_000))

    assert run(*words, "--archive", tmp_path / "a.db").status == 0

    assert (old.exists(), young.exists()) == (False, True)


def test_a_database_that_is_damaged(bulk: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    run("add", bulk, "--archive", path, "--no-code")
    data = bytearray(path.read_bytes())
    data[8192:-4096] = b"\x5a" * len(data[8192:-4096])
    path.write_bytes(data)

    for words in (("add", bulk, "--no-code"), ("list",), ("archive", "verify")):
        assert_told(run(*words, "--archive", path), "is damaged", "backup")


def test_a_file_that_breaks_off_gives_what_came_before(
    bulk: Path, open_archive: Opener, address: str, tmp_path: Path
) -> None:
    whole = gzip.compress(bulk.read_bytes())
    packed = tmp_path / "packed.jsonl.gz"
    packed.write_bytes(whole[: len(whole) // 2])
    words = ("add", packed, "--archive", address, "--captures", tmp_path / "captures", "--no-code")

    ran = run(*words)

    assert ran.status == 0
    (line,) = [line for line in ran.out.splitlines() if "breaks off" in line]
    assert "read up to line" in line
    with open_archive() as archive:
        assert 0 < archive.coverage().statements < STATEMENTS
        assert_sound(archive)
    packed.write_bytes(whole)
    assert run(*words).status == 0
    with open_archive() as archive:
        assert_sound(archive, statements=STATEMENTS)


def test_a_clock_that_jumped_back_changes_no_history(
    address: str, open_archive: Opener, tmp_path: Path
) -> None:
    """What was written last, by a clock that was wrong, is the older wording; nothing is lost."""
    page = tmp_path / "call.txt"
    words = ("--archive", address, "--captures", tmp_path / "captures", "--publisher", "no-desk")
    for text, moment in [("They met.", 1_700_000_000), ("They met in Norland.", 1_000_000_000)]:
        page.write_text(f"Minister Orlan received the envoy. {text}\n", encoding="utf-8")
        os.utime(page, (moment, moment))
        assert run("add", page, *words, "--no-code").status == 0

    with open_archive() as archive:
        (statement,) = archive.statements()
        looks = [(look.at.year, look.version) for look in archive.observations(statement.id)]
        assert looks == [(2001, 2), (2023, 1)]
        assert archive.readout(statement.id).text.rstrip().endswith("They met.")
        assert_sound(archive, statements=1)
