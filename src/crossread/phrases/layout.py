"""Named arrays as bytes that can be mapped into memory, and that tell when they are not whole.

    magic, version, length of the head, its check sum | head: names, types, places | arrays

The head is checked at every opening, and so is the length of the whole: a file that was cut
short, or that an older version wrote, is found out at once. The arrays have a check sum each,
which `check_arrays` goes through when it is asked to.
"""

import json
import struct
from collections.abc import Mapping
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from crossread.errors import EvidenceChanged

MAGIC = b"CRPHRASE"
FORMAT = 3  # raised when what stands in the arrays, or how tokens are cut, changes
START = struct.Struct("<8sIIIIQ")  # magic, format, length and check sum of the head, 0, whole
ALIGNED = 64  # bytes: every array begins at a multiple
AGAIN = "Build the index again from the archive; nothing else is lost."

Arrays = Mapping[str, NDArray[np.generic]]


Pieces = list[bytes | memoryview]  # of a file, to be written one behind the other: not copied


def arrays_as_bytes(arrays: Arrays) -> Pieces:
    """The arrays (of one dimension, little-endian) with their head."""
    told, place = {}, 0
    for name, array in arrays.items():
        told[name] = [array.dtype.str, place, len(array), crc32(_bytes_of(array))]
        place += _padded(array.nbytes)
    head = json.dumps(told).encode()
    head += b" " * (_padded(START.size + len(head)) - START.size - len(head))
    whole = START.size + len(head) + place
    pieces: Pieces = [
        START.pack(MAGIC, FORMAT, len(head), crc32(head), 0, whole),
        head,
    ]
    for array in arrays.values():
        pieces += [_bytes_of(array), b"\0" * (_padded(array.nbytes) - array.nbytes)]
    return pieces


def _bytes_of(array: NDArray[np.generic]) -> memoryview:
    """The bytes of an array, not copied if they lie in order."""
    return np.ascontiguousarray(array).view(np.uint8).data


def bytes_as_arrays(data: bytes | memoryview) -> dict[str, NDArray[np.generic]]:
    """The arrays as they stand in `data`, which is not copied.

    Raises:
        EvidenceChanged: the data is no index, is cut short, or is of another version.
    """
    head = _head(data)
    first = _first(data)
    return {
        name: np.frombuffer(data, np.dtype(kind), count, first + place)
        for name, (kind, place, count, _) in head.items()
    }


def check_arrays(data: bytes | memoryview) -> None:
    """Go through every byte.

    Raises:
        EvidenceChanged: an array is not what was written.
    """
    sums = {name: entry[3] for name, entry in _head(data).items()}
    for name, array in bytes_as_arrays(data).items():
        if crc32(array.view(np.uint8).data) != sums[name]:
            raise EvidenceChanged(f"the phrase index is damaged in its {name!r}", AGAIN)


def _head(data: bytes | memoryview) -> dict[str, tuple[str, int, int, int]]:
    if len(data) < START.size or bytes(data[: len(MAGIC)]) != MAGIC:
        raise EvidenceChanged("this is no phrase index, or one cut short", AGAIN)
    _, version, length, told, _, whole = START.unpack_from(data)
    if version != FORMAT:
        raise EvidenceChanged(f"the phrase index has format {version}, not {FORMAT}", AGAIN)
    head = bytes(data[START.size : START.size + length])
    if len(data) != whole or crc32(head) != told:
        how = "damaged in its head" if len(data) == whole else "cut short"
        raise EvidenceChanged(f"the phrase index is {how}: {len(data)} of {whole} bytes", AGAIN)
    found: dict[str, tuple[str, int, int, int]] = json.loads(head)
    return found


def _first(data: bytes | memoryview) -> int:
    return START.size + int(START.unpack_from(data)[2])


def _padded(length: int) -> int:
    return -(-length // ALIGNED) * ALIGNED
