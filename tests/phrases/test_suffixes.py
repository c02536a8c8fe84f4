"""The suffix array is in the order of what follows each place."""

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crossread.phrases.suffixes import suffix_array


def by_sorting(text: list[int]) -> list[int]:
    return sorted(range(len(text)), key=lambda i: text[i:])


@given(st.integers(1, 40).flatmap(lambda most: st.lists(st.integers(0, most), max_size=120)))
@settings(deadline=None, max_examples=300)
@example([])
@example([0] * 50)
@example([1, 2] * 30)
@example([3, 3, 2, 1, 3, 3, 2, 1, 3, 3])
def test_places_are_sorted_by_what_follows(text: list[int]) -> None:
    assert suffix_array(np.array(text, np.int32)).tolist() == by_sorting(text)
