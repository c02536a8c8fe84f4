"""Files of an archive on disk: whole or not there, and errors in the words of the work."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from crossread.errors import ArchiveUnavailable

ASIDE = ".new-"  # what files that are not whole yet begin with


def write_whole(path: Path, *pieces: bytes | memoryview) -> None:
    """Write a file aside, flush it, and put it in its place: one of that name is always whole.

    Args:
        path: of the file.
        pieces: what it holds, one behind the other.
    """
    with NamedTemporaryFile(dir=path.parent, prefix=ASIDE, delete=False) as stream:
        try:
            for piece in pieces:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
            os.replace(stream.name, path)
        except BaseException:
            os.unlink(stream.name)
            raise


def flush_folder(folder: Path) -> None:
    """Have the names in a folder on the disk: a file that was put there is then found again."""
    if os.name == "nt":  # Windows does so by itself, and opens no folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def made_aside(path: Path) -> Iterator[Path]:
    """The name to make a database by; it is put in its place when whole, else what was begun of
    it is removed.

    Raises:
        ArchiveUnavailable: it cannot be put there.
    """
    aside = path.with_name(f"{ASIDE}{path.name}")
    _remove(aside)  # that a kill left
    try:
        yield aside
        if aside.with_name(f"{aside.name}-wal").exists():  # SQLite could not end its work
            hint = "Make room, then run it again."
            raise ArchiveUnavailable(f"{path} cannot be written: the disk fails or is full", hint)
        with told_of(f"{path} cannot be written", "Make room or check your rights."):
            os.replace(aside, path)
            flush_folder(path.parent)
    finally:
        _remove(aside)


def _remove(database: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            database.with_name(database.name + end).unlink()


@contextmanager
def told_of(
    what: str, hint: str, error: type[ArchiveUnavailable] = ArchiveUnavailable
) -> Iterator[None]:
    """Turn what the system says into the project's error.

    Args:
        what: what cannot be done: "captures cannot be written to desk.captures".
        hint: what can be.
        error: the error that is raised.
    """
    try:
        yield
    except OSError as cause:
        raise error(f"{what}: {cause.strerror or cause}", hint) from cause
