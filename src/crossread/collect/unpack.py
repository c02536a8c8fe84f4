"""Bodies that come packed: unpacked piece by piece, never beyond a limit, and held to their end.

httpx unpacks too, but takes a packed body that breaks off for a whole one, and lets one piece
grow a thousandfold before anybody can stop it.
"""

import zlib
from collections.abc import Iterable, Iterator

import httpx

from crossread.errors import SourceUnavailable

# Several layers, or a packing we did not ask for, could unpack to more than memory holds.
PACKINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
PIECE = 1 << 16  # bytes unpacked at a time
GZIP, ZLIB, RAW = 31, 15, -15  # what zlib calls the three framings
MEMBER = b"\x1f\x8b"  # a gzip body may be several, one behind the other


def check_packing(packing: str, name: str) -> str:
    """The name of a packing that can be unpacked, in small letters.

    Raises:
        SourceUnavailable: it is another one than was asked for.
    """
    # The Wayback Machine names the packing of a page twice, the first time with nothing.
    named = [part.strip().lower() for part in packing.split(",") if part.strip()]
    packing = named[0] if len(named) == 1 else packing.strip()
    if packing not in PACKINGS:
        hint = "Open it in a browser, save the page and give the file."
        raise SourceUnavailable(f"{name} is packed in a way that was not asked for", hint)
    return packing


def unpack(chunks: Iterable[bytes], packing: str) -> Iterator[bytes]:
    """The body in pieces of at most 64 KiB.

    Raises:
        httpx.DecodingError: it is damaged, or ends before its own end.
    """
    if packing in ("", "identity"):
        yield from chunks
        return
    try:
        yield from _inflate(iter(chunks), packing)
    except zlib.error as error:
        raise httpx.DecodingError(str(error)) from error


def _inflate(chunks: Iterator[bytes], packing: str) -> Iterator[bytes]:
    waiting = next((chunk for chunk in chunks if chunk), b"")
    if not waiting:
        return  # an empty body was never packed
    framing = _framing(packing, waiting)
    unpacker = zlib.decompressobj(framing)
    while True:
        piece = unpacker.decompress(waiting, PIECE)
        if piece:
            yield piece
        if unpacker.eof:
            waiting = unpacker.unused_data or next(chunks, b"")
            if framing != GZIP or not waiting.startswith(MEMBER):
                return
            unpacker = zlib.decompressobj(framing)
            continue
        waiting = unpacker.unconsumed_tail
        if not waiting and len(piece) < PIECE:  # a full piece may leave more inside
            waiting = next((chunk for chunk in chunks if chunk), b"")
            if not waiting:
                raise httpx.DecodingError("the packed body ends before its end")


def _framing(packing: str, start: bytes) -> int:
    if packing != "deflate":
        return GZIP
    # Servers send either of two things under this name (RFC 9110, 8.4.1.2).
    return ZLIB if start[0] & 0x0F == 8 and int.from_bytes(start[:2]) % 31 == 0 else RAW
