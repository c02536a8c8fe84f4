"""Where a phrase stands in the suffix array, and the first and last of its places."""

from typing import NamedTuple

import numpy as np

from crossread.phrases.compiled import compiled
from crossread.phrases.segment import BLOCK, END
from crossread.phrases.sets import Int32


class Searched(NamedTuple):
    """The arrays of a part that a search goes through."""

    tokens: Int32
    folds: Int32
    suffixes: Int32
    places: Int32  # the suffixes, with a great number for those that do not count
    least: Int32


@compiled
def find_range(
    tokens: Int32, folds: Int32, suffixes: Int32, sought: Int32, low: int, high: int
) -> tuple[int, int]:
    """The part of `suffixes`, between `low` and `high`, at whose places `sought` stands."""
    first = _bound(tokens, folds, suffixes, sought, low, high, False)
    return first, _bound(tokens, folds, suffixes, sought, first, high, True)


@compiled
def _bound(
    tokens: Int32, folds: Int32, suffixes: Int32, sought: Int32, low: int, high: int, behind: bool
) -> int:
    """The first place that is not before `sought` (`behind`: the first that is behind it)."""
    while low < high:
        middle = (low + high) // 2
        sign = _compared(tokens, folds, suffixes[middle], sought)[0]
        if sign < 0 or (behind and sign == 0):
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _compared(tokens: Int32, folds: Int32, place: int, sought: Int32) -> tuple[int, int]:
    """-1, 0 or 1: what stands at `place` is before, begins with, or is behind `sought`.

    And how many tokens are the same.
    """
    for i in range(len(sought)):
        if place + i >= len(tokens) or tokens[place + i] == END:
            return -1, i
        here = folds[tokens[place + i]]
        if here != sought[i]:
            return (-1 if here < sought[i] else 1), i
    return 0, len(sought)


@compiled
def least_place(suffixes: Int32, least: Int32, low: int, high: int) -> int:
    """The smallest number in `suffixes[low:high]`, which is not empty."""
    found = suffixes[low]
    i = low
    while i < high:
        if i % BLOCK == 0 and i + BLOCK <= high:
            found = min(found, least[i // BLOCK])
            i += BLOCK
        else:
            found = min(found, suffixes[i])
            i += 1
    return int(found)


@compiled
def greatest_place(suffixes: Int32, greatest: Int32, low: int, high: int) -> int:
    """The largest number in `suffixes[low:high]`, which is not empty."""
    found = suffixes[low]
    i = low
    while i < high:
        if i % BLOCK == 0 and i + BLOCK <= high:
            found = max(found, greatest[i // BLOCK])
            i += BLOCK
        else:
            found = max(found, suffixes[i])
            i += 1
    return int(found)


@compiled
def longest_before(where: Searched, sought: Int32, before: int) -> Int32:
    """For each token of `sought` how many from it on stand together at a place before `before`.

    What stands there from one token on stands there from the next on, too, but for the first: no
    place lies at the end of a statement, so each search begins at one less than the last one found.
    """
    tokens, folds, suffixes, places, least = where
    lengths = np.zeros(len(sought), np.int32)
    if not len(suffixes) or before <= 0:
        return lengths
    low = 0
    for place in range(len(sought)):
        low = max(low - 1, 0)  # so many stand there for sure
        rest = sought[place:]
        near = _bound(tokens, folds, suffixes, rest, 0, len(suffixes), False)
        most, nearest = 0, near
        for i in range(max(near - 1, 0), min(near + 1, len(suffixes))):
            same = _compared(tokens, folds, suffixes[i], rest)[1]
            if same > most:
                most, nearest = same, i
        middle = most  # most often the longest that stands there counts
        while low < most:
            first, last = _range_around(tokens, folds, suffixes, rest[:middle], nearest)
            if least_place(places, least, first, last) < before:
                low = middle
            else:
                most = middle - 1
            middle = (low + most + 1) // 2
        lengths[place] = low
    return lengths


@compiled
def _range_around(
    tokens: Int32, folds: Int32, suffixes: Int32, sought: Int32, inside: int
) -> tuple[int, int]:
    """As `find_range`, from a place inside the range: most ranges are small."""
    step, low = 1, inside
    while low and _compared(tokens, folds, suffixes[max(low - step, 0)], sought)[0] == 0:
        low = max(low - step, 0)
        step *= 2
    first = _bound(tokens, folds, suffixes, sought, max(low - step, 0), low, False)
    step, high = 1, inside + 1
    while high < len(suffixes):
        if _compared(tokens, folds, suffixes[min(high + step, len(suffixes)) - 1], sought)[0]:
            break
        high = min(high + step, len(suffixes))
        step *= 2
    last = _bound(tokens, folds, suffixes, sought, high, min(high + step, len(suffixes)), True)
    return first, last


@compiled
def uses_before(where: Searched, sought: Int32, bounds: Int32, before: int) -> tuple[Int32, Int32]:
    """For each stretch of `sought` at how many places before `before` it stands, and the first.

    The first is NOWHERE, the greatest number there is, where it stands at none.
    """
    tokens, folds, suffixes, places, least = where
    counts = np.zeros(len(bounds), np.int32)
    firsts = np.full(len(bounds), np.iinfo(np.int32).max, np.int32)
    for number in range(len(bounds)):
        words = sought[bounds[number, 0] : bounds[number, 1]]
        low, high = find_range(tokens, folds, suffixes, words, 0, len(suffixes))
        if low < high and least_place(places, least, low, high) < before:
            firsts[number] = least_place(places, least, low, high)
            for i in range(low, high):
                counts[number] += places[i] < before
    return counts, firsts


@compiled
def starts_in_text(tokens: Int32, gaps: Int32, lengths: Int32, first: int, place: int) -> int:
    """The character at which the token at `place` begins, in the text that begins at `first`."""
    character = 0
    for i in range(first, place):
        character += gaps[i - first] + lengths[tokens[i]]
    return character + int(gaps[place - first])
