"""Writing results: whole files or none, never half of one."""

import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from crossread.errors import BadInput

STDOUT = "-"


def save_texts(texts: Mapping[str, str]) -> None:
    """Write texts to files, each whole or not at all; "-" is standard output, written last.

    Each is written in UTF-8 to a new file in the same folder, which then takes the place of
    the old one once all are written, so that a full disk or a broken run leaves what was there
    before. Line ends are written as they are in the text (a CSV file brings its own).

    Args:
        texts: path to content.

    Raises:
        BadInput: a file cannot be written; it is as it was.
    """
    files = {Path(name): text for name, text in texts.items() if name != STDOUT}
    written: list[tuple[Path, Path]] = []
    try:
        for path, text in files.items():
            written.append(_write_beside(path, [text.encode("utf-8", "replace")]))
        while written:
            fresh, path = written[0]
            _replace(fresh, path)
            written.pop(0)
    finally:
        for fresh, path in written:
            if fresh != path:
                fresh.unlink(missing_ok=True)
    if STDOUT in texts:
        print_text(texts[STDOUT])


def save_stream(name: str, pieces: Iterable[bytes]) -> None:
    """Write bytes as they are made to a file, whole or not at all; "-" is standard output.

    Raises:
        BadInput: the file cannot be written; it is as it was.
        BrokenPipeError: the reader of the pipe has gone.
    """
    if name == STDOUT:
        for piece in pieces:
            print_bytes(piece)
        return
    fresh, path = _write_beside(Path(name), pieces)
    try:
        _replace(fresh, path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def print_text(text: str) -> None:
    """Write a text to standard output, in UTF-8 whatever the terminal's own encoding.

    Raises:
        BadInput: standard output takes no more (a full disk).
        BrokenPipeError: the reader of the pipe has gone.
    """
    print_bytes(text.encode("utf-8", "replace"))


def print_bytes(content: bytes) -> None:
    """Write bytes to standard output.

    Raises:
        BadInput: standard output takes no more (a full disk).
        BrokenPipeError: the reader of the pipe has gone.
    """
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable("standard output", error) from error


def refuse_overwriting(targets: Sequence[str], sources: Sequence[str]) -> None:
    """Refuse to write two results to one file, or a result over a text that is being read.

    Raises:
        BadInput: naming the file.
    """
    taken = {_place(source): source for source in sources if source != STDOUT}
    for target in targets:
        if target == STDOUT:
            continue
        place = _place(target)
        if place in taken:
            wrong = f"{target} would be written over {taken[place]}"
            raise BadInput(wrong, "Give each result a file of its own.")
        taken[place] = f"another result ({target})"


def check_writable(targets: Iterable[str]) -> None:
    """Refuse, before any work is done, files that could not be written at its end.

    Raises:
        BadInput: naming the file: it is a folder, or its folder is not there or is closed to us.
    """
    for target in targets:
        if target == STDOUT:
            continue
        place = _place(target)
        try:
            os.stat(os.path.join(place.parent, ""))
            if place.is_dir():
                raise _os_error(errno.EISDIR)
            as_it_is = place.exists() and not place.is_file()  # /dev/null, a pipe
            if not os.access(place if as_it_is else place.parent, os.W_OK):
                raise _os_error(errno.EACCES)
        except OSError as error:
            raise _unwritable(target, error) from error


def _os_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def _place(name: str) -> Path:
    """The one place that a name, a link or a way round lead to.

    Raises:
        BadInput: no file can be called that.
    """
    try:
        return Path(os.path.realpath(name))
    except (OSError, ValueError) as error:
        raise _unwritable(name, error) from error


def _write_beside(path: Path, content: Iterable[bytes]) -> tuple[Path, Path]:
    """Write to a new file next to the one meant; both paths, or the same one twice for what is
    no ordinary file (/dev/null, a pipe) and so cannot be half-written or replaced."""
    real = _place(str(path))
    try:
        mode = _mode(real)
        if mode is not None and not stat.S_ISREG(mode):
            with real.open("wb") as stream:
                stream.writelines(content)
            return real, real
        return _write_new(real, content, mode), real
    except (OSError, ValueError) as error:
        raise _unwritable(str(path), error) from error


def _write_new(path: Path, content: Iterable[bytes], mode: int | None) -> Path:
    """A new file with the content, in the folder of the one meant and with its rights."""
    fresh = path.with_name(f".{path.name[:60]}.{secrets.token_hex(4)}.part")
    try:
        _write_through(fresh, content)
        if mode is not None:
            fresh.chmod(stat.S_IMODE(mode))
    except BaseException:  # an interruption leaves nothing behind either
        fresh.unlink(missing_ok=True)
        raise
    return fresh


def _mode(path: Path) -> int | None:
    """What kind of file it is, and who may read it; None if there is none yet."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _write_through(path: Path, content: Iterable[bytes]) -> None:
    with path.open("xb") as stream:
        stream.writelines(content)
        stream.flush()
        os.fsync(stream.fileno())  # a full disk may show only now


def _replace(fresh: Path, path: Path) -> None:
    if fresh == path:
        return
    try:
        fresh.replace(path)
    except OSError as error:
        raise _unwritable(str(path), error) from error


def _unwritable(name: str, error: OSError | ValueError) -> BadInput:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    hint = "Give a file in a folder that exists and that you may write to."
    if isinstance(error, IsADirectoryError):
        hint = "Give the name of a file in it."
    return BadInput(f"{name} cannot be written: {reason}", hint)
