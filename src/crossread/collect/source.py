"""A path, an address or standard input -> readout."""

import errno
import re
import stat
import sys
from dataclasses import replace
from os import fstat
from pathlib import Path
from typing import BinaryIO

from crossread.collect.raw import as_too_large
from crossread.collect.reading import read_bytes
from crossread.errors import BadInput, NotFound
from crossread.model import Readout

STDIN = "-"
CHUNK = 1 << 20  # bytes


def load_readout(
    source: str | Path,
    *,
    max_bytes: int = 100_000_000,
    timeout_s: float = 20.0,
    allow_private: bool = False,
    stdin: BinaryIO | None = None,
) -> Readout:
    """Read one official text from wherever it is.

    Args:
        source: a path, an http(s) address, or "-" for standard input.
        max_bytes: the largest document taken, in bytes (after decompression).
        timeout_s: seconds in all that an address may take.
        allow_private: whether an address may lead to this machine or a private network.
        stdin: what "-" reads; the process's standard input if None.

    Returns:
        The text with what its file or page says of it; `language` is "und" where it says none.

    Raises:
        NotFound: nothing answers to `source`.
        BadInput: it cannot be read as a text.
        NotAReadout: a page without running text.
        TooLarge: it is above `max_bytes`.
        SourceUnavailable: an address did not give the page.
    """
    if source == STDIN:
        return read_bytes(_load_stdin(stdin, max_bytes), name="standard input")
    if isinstance(source, str) and re.match(r"\s*https?://", source, re.I):
        return _load_page(source.strip(), max_bytes, timeout_s, allow_private)
    path = Path(source)
    return read_bytes(_load_file(path, max_bytes), name=path.name)


def _load_page(address: str, max_bytes: int, timeout_s: float, allow_private: bool) -> Readout:
    from crossread.collect.fetch import Limits, fetch_raw

    raw = fetch_raw(address, Limits(max_bytes, timeout_s, allow_private))
    readout = read_bytes(raw.data, name=raw.name, url=raw.url, content_type=raw.content_type)
    if raw.url.rstrip("/") == address.rstrip("/"):
        return readout
    return replace(readout, notes=(*readout.notes, f"fetched from {raw.url}"))


def _load_file(path: Path, max_bytes: int) -> bytes:
    try:
        with path.open("rb") as stream:
            status = fstat(stream.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size > max_bytes:
                raise as_too_large(path.name, max_bytes)
            return _read_all(stream, path.name, max_bytes)
    except IsADirectoryError as error:
        raise BadInput(f"{path} is a folder", "Give one of the files in it.") from error
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise _not_found(str(path)) from error
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            raise _not_found(str(path)) from error
        raise _unreadable(str(path), error) from error


def _load_stdin(stdin: BinaryIO | None, max_bytes: int) -> bytes:
    if stdin is None and sys.stdin is None:
        raise BadInput("there is no standard input", "Give a file or an address.")
    try:
        return _read_all(stdin or sys.stdin.buffer, "standard input", max_bytes)
    except (OSError, ValueError) as error:  # ValueError: it is closed
        raise _unreadable("standard input", error) from error


def _read_all(stream: BinaryIO, name: str, max_bytes: int) -> bytes:
    """Everything in the stream, but never much more than the limit."""
    content = bytearray()
    while chunk := stream.read(CHUNK):
        content += chunk
        if len(content) > max_bytes:
            raise as_too_large(name, max_bytes)
    return bytes(content)


def _unreadable(name: str, error: OSError | ValueError) -> BadInput:
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return BadInput(f"{name} cannot be read: {reason}", "Check the file and your rights to it.")


def _not_found(source: str) -> NotFound:
    shown = source if len(source) <= 80 else f"{source[:77]}..."
    hint = (
        "Give the path of a file, an address that begins with http:// or https://, "
        "or - for standard input."
    )
    if re.match(r"(www\.|[\w.-]+\.[a-z]{2,}/)", source):
        hint = f"If it is an address, write it in full: https://{shown}"
    return NotFound(f"{shown!r} is no file and no address", hint)
