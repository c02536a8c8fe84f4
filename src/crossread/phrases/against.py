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
    sizes: Int64  # in that order
    low: Bits
    high: Bits


def know_sets(sets: Sets) -> Known:
    """The sets made ready; once made, as many new ones as come are joined with them."""
    order = np.argsort(np.diff(sets.starts), kind="stable").astype(np.int32)
    low, high = _whole_pictures(sets.words, sets.starts)
    return Known(sets, order, np.diff(sets.starts)[order], low, high)


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
        hits, shared = _near_one(
            sets.words,
            sets.starts,
            known.order[first:last],
            known.low,
            known.high,
            stamp,
            low[i],
            high[i],
            size,
            top,
            bottom,
        )
        stamp[words] = False
        found.append(np.column_stack([hits, np.full(len(hits), i, np.int32), shared]))
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


@compiled
def _near_one(
    words: Int32,
    starts: Int64,
    order: Int32,
    lows: Bits,
    highs: Bits,
    stamp: Flags,
    low: int,
    high: int,
    size: int,
    top: int,
    bottom: int,
) -> tuple[Int32, Int32]:
    """The sets of `order` that are near to the one whose words are stamped."""
    found, counts = np.empty(len(order), np.int32), np.empty(len(order), np.int32)
    n = 0
    for record in order:
        other = int(starts[record + 1] - starts[record])
        need = (top * (size + other) + top + bottom - 1) // (top + bottom)
        differ = count_bits(low ^ lows[record]) + count_bits(high ^ highs[record])
        if differ > size + other - 2 * need:
            continue
        shared = 0
        for i in range(starts[record], starts[record + 1]):
            shared += stamp[words[i]]
        if shared >= need:
            found[n], counts[n] = record, shared
            n += 1
    by_record = np.argsort(found[:n])
    return found[:n][by_record], counts[:n][by_record]
