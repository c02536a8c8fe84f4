"""Files of an archive on disk: whole or not there, and errors in the words of the work."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
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
