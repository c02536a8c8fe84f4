"""Bytes out of a gzip file as a stream: bounded, honest about damage, and able to go on after it.

The standard library's reader stops for good at damage. Archives of web pages are written one
record a gzip member, so that all other records can still be had.
"""

import io
import zlib
from typing import BinaryIO, cast

from crossread.errors import BadInput, TooLarge

CHUNK = 1 << 16  # bytes
_MAGIC = b"\x1f\x8b\x08"
_GZIP = 16 + zlib.MAX_WBITS

# A bomb is told by what one stretch of it unpacks to. Real archives of statements unpack to four
# to ten times their size; the densest that gzip can write is about a thousand times.
MAX_RATIO = 200
STRETCH = 64_000_000  # bytes, unpacked


class Damaged(BadInput):
    """The packed bytes break off or are not what gzip wrote."""


class Bomb(TooLarge):
    """A stretch unpacks to far more than text does."""


class Unpacking(io.RawIOBase):
    """The unpacked bytes of a gzip file, one member after another."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._packed = b""
        self._member = zlib.decompressobj(_GZIP)
        self._member_start = 0  # in the file
        self._is_begun = False  # whether the member has had any bytes
        self._in = self._out = 0  # bytes of the present stretch

    def readable(self) -> bool:
        """It can be read, as its base class asks."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill the buffer.

        Raises:
            Damaged: the file breaks off here, or is not gzip.
            Bomb: it unpacks to more than `MAX_RATIO` times its size.
        """
        piece = self._next_piece(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def _next_piece(self, room: int) -> bytes:
        while True:
            if self._member.eof:
                self._begin_member(self._member.unused_data.lstrip(b"\0"))
            if not self._packed:
                self._packed = self._stream.read(CHUNK)
            if not self._is_begun:
                self._packed = self._packed.lstrip(b"\0")  # padding between members
            if not self._packed:
                if self._is_begun:
                    raise Damaged("breaks off in the middle", "Download or copy it again.")
                return b""
            if piece := self._unpack(room):
                return piece

    def _begin_member(self, rest: bytes) -> None:
        self._packed = rest
        self._member = zlib.decompressobj(_GZIP)
        self._is_begun = False

    def _unpack(self, room: int) -> bytes:
        if not self._is_begun:
            self._member_start = self._stream.tell() - len(self._packed)
            self._is_begun = True
        before = len(self._packed)
        try:
            piece = self._member.decompress(self._packed, room)
        except zlib.error as error:
            raise Damaged(
                "is damaged: not what gzip wrote", "Download or copy it again."
            ) from error
        self._packed = self._member.unconsumed_tail
        self._weigh(before - len(self._packed) - len(self._member.unused_data), len(piece))
        return piece

    def _weigh(self, packed: int, unpacked: int) -> None:
        self._in += packed
        self._out += unpacked
        if self._out < STRETCH:
            return
        if self._out > MAX_RATIO * max(self._in, 1):
            fact = f"unpacks to more than {MAX_RATIO} times its size, which no text does"
            raise Bomb(fact, "If it is sound, unpack it and add the file inside.")
        self._in = self._out = 0

    def skip_damage(self) -> bool:
        """Go to the next member after the damaged one; False if there is none."""
        position = self._member_start + 1
        self._stream.seek(position)
        kept = b""
        while chunk := self._stream.read(CHUNK):
            window = kept + chunk
            if (found := window.find(_MAGIC)) >= 0:
                self._stream.seek(position - len(kept) + found)
                self._begin_member(b"")
                return True
            position += len(chunk)
            kept = window[-(len(_MAGIC) - 1) :]
        return False


def open_stream(stream: BinaryIO, *, packed: bool) -> tuple[BinaryIO, Unpacking | None]:
    """The file's unpacked bytes, to be read in lines, and what unpacks them if it is packed."""
    if not packed:
        return stream, None
    unpacking = Unpacking(stream)
    return cast(BinaryIO, io.BufferedReader(unpacking, CHUNK)), unpacking
