"""A few new sets joined with many known ones, with nothing built beforehand.

The 128-bit pictures of all known sets are walked through for each new set: at a million known
sets that is about a millisecond each, so a day's statements take less than building postings.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from crossread.phrases.compiled import compiled, count_bits
from crossread.phrases.join import NEAR, Pairs, as_threshold
from crossread.phrases.sets import SPREAD, Bits, Int32, Int64, Sets

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Known:
    """Sets ready to be looked through: from the smallest to the largest, with their pictures."""

    sets: Sets
    order: Int32
    sizes: Int64  # in that order, as are the pictures
    low: Bits
    high: Bits


def know_sets(sets: Sets) -> Known:
    """The sets made ready; once made, as many new ones as come are joined with them."""
    order = np.argsort(np.diff(sets.starts), kind="stable").astype(np.int32)
    low, high = _whole_pictures(sets.words, sets.starts)
    return Known(sets, order, np.diff(sets.starts)[order], low[order], high[order])


def join_against(known: Known, new: Sets, near: Fraction | float = NEAR) -> Pairs:
    """Every near pair of a known set (`left`) and a new one (`right`), in order of the new.

    Args:
        known: the sets that are there; words are numbered as in `new`.
        new: the sets that come, a few thousand at most: more are joined anew by `join_sets`.
        near: the Jaccard index from which two sets are near.
    """
    exact = as_threshold(near)
    top, bottom = exact.numerator, exact.denominator
    sets = known.sets
    low, high = _whole_pictures(new.words, new.starts)
    kinds = 1 + max(int(sets.words.max(initial=-1)), int(new.words.max(initial=-1)))
    stamp = np.zeros(kinds, np.bool_)
    found = [np.zeros((0, 3), np.int32)]
    for i, size in enumerate(np.diff(new.starts).tolist()):
        bounds = [max(-(-size * top // bottom), 1), size * bottom // top + 1]
        first, last = np.searchsorted(known.sizes, bounds)
        words = new.words[new.starts[i] : new.starts[i + 1]]
        stamp[words] = True
        part = slice(first, last)
        passed = _passed(
            known.sizes[part], known.low[part], known.high[part], low[i], high[i], size, top, bottom
        )
        hits = np.sort(known.order[part][passed])
        shared = _shared(sets.words, sets.starts, hits, stamp)
        stamp[words] = False
        either = sets.starts[hits + 1] - sets.starts[hits] + size - shared
        found.append(_rows(hits, i, shared, bottom * shared >= top * either))
    table = np.concatenate(found)
    return Pairs(table[:, 0], table[:, 1], table[:, 2])


@compiled
def _whole_pictures(words: Int32, starts: Int64) -> tuple[Bits, Bits]:
    """Two 64-bit words for each set, with a bit for each of its words."""
    lows, highs = np.zeros(len(starts) - 1, np.uint64), np.zeros(len(starts) - 1, np.uint64)
    for record in range(len(starts) - 1):
        for i in range(starts[record], starts[record + 1]):
            mixed = np.uint64(words[i]) * SPREAD
            bit = np.uint64(1) << ((mixed >> np.uint64(50)) & np.uint64(63))
            if mixed >> np.uint64(63):
                highs[record] |= bit
            else:
                lows[record] |= bit
    return lows, highs


def _rows(hits: Int32, number: int, shared: Int32, kept: Flags) -> Int32:
    table = np.column_stack([hits, np.full(len(hits), number, np.int32), shared])
    return table[kept].astype(np.int32)


@compiled
def _passed(
    sizes: Int64, lows: Bits, highs: Bits, low: int, high: int, size: int, top: int, bottom: int
) -> Int32:
    """The places of the sets whose pictures do not differ too much; walks in order of size."""
    passed = np.empty(64, np.int32)
    n, last, spare = 0, -1, 0
    for i in range(len(sizes)):
        if sizes[i] != last:
            last = sizes[i]
            need = (top * (size + last) + top + bottom - 1) // (top + bottom)
            spare = size + last - 2 * need
        differ = count_bits(low ^ lows[i])
        if differ > spare or differ + count_bits(high ^ highs[i]) > spare:
            continue
        if n == len(passed):
            more = np.empty(2 * n, np.int32)
            more[:n] = passed
            passed = more
        passed[n] = i
        n += 1
    return passed[:n].copy()


@compiled
def _shared(words: Int32, starts: Int64, records: Int32, stamp: Flags) -> Int32:
    """How many stamped words each of these sets has."""
    shared = np.zeros(len(records), np.int32)
    for i in range(len(records)):
        for j in range(starts[records[i]], starts[records[i] + 1]):
            shared[i] += stamp[words[j]]
    return shared
