"""An ordinary file, open for reading, that is asked at the end whether it is still the same."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from crossread.errors import BadInput, NotFound

CHANGED = "was changed while it was read"
AGAIN = "Add it again once nothing writes to it."

GZIP = b"\x1f\x8b"  # the first bytes of everything that gzip packs


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is being read."""

    path: Path
    stream: BinaryIO
    status: os.stat_result  # as it was when it was opened

    @property
    def at(self) -> datetime:
        """When the file was last written; the last moment of all where no calendar holds it."""
        try:
            return datetime.fromtimestamp(self.status.st_mtime, UTC)
        except (ValueError, OverflowError, OSError):
            return datetime.max.replace(tzinfo=UTC)

    def is_packed(self) -> bool:
        """Whether its bytes are gzip's, whatever its name says."""
        start = self.stream.read(len(GZIP))
        self.stream.seek(0)
        return start == GZIP

    def is_changed(self) -> bool:
        """Whether it was written to, or another file was put in its place, since it was opened."""
        try:
            here, named = os.fstat(self.stream.fileno()), self.path.stat()
        except OSError:
            return True
        return not _mark(self.status) == _mark(here) == _mark(named)


def _mark(status: os.stat_result) -> tuple[int, int, int, int]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


@contextmanager
def open_file(path: Path) -> Iterator[Opened]:
    """Open an ordinary file; pipes and devices, which may never end, are not opened.

    Raises:
        NotFound: there is none.
        BadInput: it is something else, or may not be read.
    """
    try:
        # A pipe that nobody writes to would hold an ordinary open for ever.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise NotFound("is no file, no folder and no address", "Check the name.") from error
    except OSError as error:
        raise unreadable(error) from error
    with os.fdopen(number, "rb") as stream:
        status = os.fstat(number)
        if not stat.S_ISREG(status.st_mode):
            raise BadInput("is no ordinary file", "Give a file or a folder of files.")
        yield Opened(path, stream, status)


def unreadable(error: OSError) -> BadInput:
    """The error for what the system does not let us read, with the system's reason."""
    reason = error.strerror or str(error)
    return BadInput(f"cannot be read: {reason}", "Check it and your rights to it.")
