"""The records of a WARC file as stretches of bytes, found again after damage.

What is in a record is read by warcio; where it begins and ends is found here, because a file
that was cut or damaged must give all its other records, in bounded memory and without a word
on standard error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from crossread.collect.bulk.unpack import CHUNK, Bomb, Damaged, open_stream
from crossread.errors import BadInput, CrossreadError, TooLarge

MAX_HEADER = 65_536  # bytes of a record's own header; real ones have some hundred
_START = b"WARC/"
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(rb"^warc-type:[ \t]*([a-z]+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Framed:
    """One record's bytes, or the error that says why it has none."""

    number: int  # in the file, from 1
    data: bytes = b""
    error: CrossreadError | None = None


class RecordReader:
    """Walks through a file of records.

    Args:
        stream: the file's own bytes.
        packed: whether they are gzip.
        wanted: types of records that are given; others are passed over.
        max_bytes: the longest record that is held.
    """

    def __init__(
        self, stream: BinaryIO, *, packed: bool, wanted: frozenset[bytes], max_bytes: int
    ) -> None:
        self._stream, self._unpacking = open_stream(stream, packed=packed)
        self._wanted = wanted
        self._max_bytes = max_bytes
        self._number = 0

    def records(self) -> Iterator[Framed]:
        """Each wanted record, and an error for each that is damaged or too large."""
        is_told = False  # one stretch of damage is told once
        while True:
            try:
                line = self._next_start()
                if not line:
                    return
                self._number += 1
                data = self._read_record(line)
                is_told = False
                if data is not None:
                    yield Framed(self._number, data)
            except (TooLarge, _BadRecord) as error:
                yield Framed(self._number, error=error)
                if isinstance(error, Bomb):
                    return
            except Damaged as error:
                if not is_told:
                    yield Framed(max(self._number, 1), error=error)
                is_told = True
                if not (self._unpacking and self._unpacking.skip_damage()):
                    return

    def _next_start(self) -> bytes:
        """The first line of the next record; what stands before it is passed over."""
        is_noise = False
        while line := self._stream.readline(MAX_HEADER):
            if line.startswith(_START):
                return line
            if line.strip() and not is_noise:
                is_noise = True
                if self._number == 0:
                    raise _BadRecord("does not begin as a WARC record: looking for the next")
        return b""

    def _read_record(self, first: bytes) -> bytes | None:
        """The whole record, or None if it is not of a wanted type."""
        header = self._read_header(first)
        length = _LENGTH.search(header)
        if length is None:
            raise _BadRecord("does not say its length")
        kind = _TYPE.search(header)
        size = int(length[1])
        if kind is None or kind[1].lower() not in self._wanted:
            self._pass_over(size)
            return None
        if size > self._max_bytes:
            self._pass_over(size)
            raise TooLarge(f"is larger than the limit of {self._max_bytes:,} bytes")
        return header + self._read_block(size)

    def _read_header(self, first: bytes) -> bytes:
        lines, room = [first], MAX_HEADER
        while lines[-1].strip():
            line = self._stream.readline(room)
            if not line:
                raise _BadRecord("breaks off in its header")
            room -= len(line)
            if room <= 0:
                raise _BadRecord(f"has a header of more than {MAX_HEADER:,} bytes")
            lines.append(line)
        return b"".join(lines)

    def _read_block(self, size: int) -> bytes:
        block = self._stream.read(size)
        if len(block) < size:
            raise _BadRecord(f"breaks off: {len(block):,} of {size:,} bytes are there")
        return block

    def _pass_over(self, size: int) -> None:
        while size > 0 and (chunk := self._stream.read(min(size, CHUNK))):
            size -= len(chunk)


class _BadRecord(BadInput):
    """A record that is not as the format wants it."""
