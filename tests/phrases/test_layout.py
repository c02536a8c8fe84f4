"""Arrays come back from bytes as they were, or it is said that they do not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from crossread.errors import EvidenceChanged
from crossread.phrases.layout import FORMAT, arrays_as_bytes, bytes_as_arrays, check_arrays

ARRAYS: dict[str, NDArray[np.generic]] = {
    "tokens": np.arange(100, dtype=np.int32),
    "none": np.zeros(0, np.int64),
    "gaps": np.array([1, 2, 255], np.uint8),
}


def test_what_was_written_is_read_without_a_copy() -> None:
    data = b"".join(arrays_as_bytes(ARRAYS))
    made = bytes_as_arrays(data)

    check_arrays(data)
    assert {n: (a.dtype, a.tolist()) for n, a in made.items()} == {
        n: (a.dtype, a.tolist()) for n, a in ARRAYS.items()
    }
    assert not made["tokens"].flags.owndata


@given(st.integers(0, len(b"".join(arrays_as_bytes(ARRAYS))) - 1))
def test_a_file_cut_anywhere_is_found_out(length: int) -> None:
    with pytest.raises(EvidenceChanged, match="cut short"):
        bytes_as_arrays(b"".join(arrays_as_bytes(ARRAYS))[:length])


def test_a_file_of_another_version_is_found_out() -> None:
    data = bytearray(b"".join(arrays_as_bytes(ARRAYS)))
    data[8] = FORMAT + 1

    with pytest.raises(EvidenceChanged, match=f"format {FORMAT + 1}, not {FORMAT}"):
        bytes_as_arrays(bytes(data))


def test_a_changed_byte_is_found_when_all_are_checked() -> None:
    data = bytearray(b"".join(arrays_as_bytes(ARRAYS)))
    place = data.rindex(np.arange(50, 60, dtype=np.int32).tobytes())
    data[place] ^= 1

    with pytest.raises(EvidenceChanged, match="damaged in its 'tokens'"):
        check_arrays(bytes(data))
