"""A few new sets joined with many known ones, with nothing built beforehand.

The 128-bit pictures of all known sets are walked through for all new sets together: at a million
known sets that is about a millisecond for each new one, so a day's statements take less than
building postings.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from crossread.phrases.compiled import compiled, count_bits
from crossread.phrases.join import NEAR, Pairs, as_threshold
from crossread.phrases.sets import SPREAD, Bits, Int32, Int64, Sets, as_sets

ROOM = 1 << 12  # hits that are first made room for
BLOCK = 1 << 12  # known sets that are looked at together: 100 kB of sizes and pictures


@dataclass(frozen=True, slots=True)
class Known:
    """Sets ready to be looked through: from the smallest to the largest, with their pictures."""

    sets: Sets
    counts: Int64  # of each set how many words it has
    kinds: int  # greater than every number of a word
    order: Int32
    sizes: Int64  # the counts in that order, as are the pictures
    low: Bits
    high: Bits


def know_sets(sets: Sets, known: Known | None = None) -> Known:
    """The sets made ready; once made, as many new ones as come are joined with them.

    Args:
        sets: all of them.
        known: the first of them, if they are ready already.
    """
    known = known or _nothing_known()
    first = len(known.counts)
    starts = sets.starts[first:]
    words = sets.words[starts[0] :]
    counts = np.diff(starts)
    added = np.argsort(counts, kind="stable")
    low, high = _whole_pictures(words, starts - starts[0])
    sizes = counts[added]
    places = np.searchsorted(known.sizes, sizes, side="right")
    return Known(
        sets,
        np.concatenate([known.counts, counts]),
        max(known.kinds, 1 + int(words.max(initial=-1))),
        np.insert(known.order, places, added + first).astype(np.int32),
        np.insert(known.sizes, places, sizes),
        np.insert(known.low, places, low[added]),
        np.insert(known.high, places, high[added]),
    )


def _nothing_known() -> Known:
    none = np.zeros(0, np.uint64)
    sizes = np.zeros(0, np.int64)
    return Known(as_sets([]), sizes, 0, np.zeros(0, np.int32), sizes, none, none)


def known_again(sets: Sets, kinds: int, order: Int32, low: Bits, high: Bits) -> Known:
    """What was made ready once, from what was kept of it."""
    counts = np.diff(sets.starts)
    return Known(sets, counts, kinds, order, counts[order], low, high)


def join_against(known: Known, new: Sets, near: Fraction | float = NEAR, threads: int = 1) -> Pairs:
    """Every near pair of a known set (`left`) and a new one (`right`), in order of the new.

    Args:
        known: the sets that are there; words are numbered as in `new`.
        new: the sets that come, a few thousand at most: more are joined anew by `join_sets`.
        near: the Jaccard index from which two sets are near.
        threads: how many to run at once; the result is the same.
    """
    exact = as_threshold(near)
    top, bottom = exact.numerator, exact.denominator
    sets, ours = known.sets, np.diff(new.starts)
    least = np.maximum(-(-ours * top // bottom), 1)
    firsts = np.searchsorted(known.sizes, least)
    lasts = np.searchsorted(known.sizes, ours * bottom // top + 1)
    low, high = _whole_pictures(new.words, new.starts)
    bounds = [len(known.sizes) * n // threads for n in range(threads + 1)]

    def part(number: int) -> Int32:
        begin, end = bounds[number], bounds[number + 1]
        edges = np.clip(firsts, begin, end), np.clip(lasts, begin, end)
        return _passed(known.sizes, known.low, known.high, ours, low, high, *edges, top, bottom)

    with ThreadPoolExecutor(threads) as pool:
        passed = np.concatenate([*pool.map(part, range(threads))])
    passed = passed[np.argsort(passed[:, 1], kind="stable")]
    kinds = max(known.kinds, 1 + int(new.words.max(initial=-1)))
    hits = known.order[passed[:, 0]]
    shared = _shared(sets.words, sets.starts, hits, passed[:, 1], new.words, new.starts, kinds)
    either = known.counts[hits] + ours[passed[:, 1]] - shared
    table = np.column_stack([hits, passed[:, 1], shared])[bottom * shared >= top * either]
    table = table[np.lexsort((table[:, 0], table[:, 1]))]
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
def _passed(
    sizes: Int64,
    lows: Bits,
    highs: Bits,
    ours: Int64,
    low: Bits,
    high: Bits,
    firsts: Int64,
    lasts: Int64,
    top: int,
    bottom: int,
) -> Int32:
    """The places of known sets whose pictures do not differ too much, each with the new set.

    The known sets are gone through in order of size, so many at a time as the processor keeps at
    hand, and each part once for every new set.
    """
    found, n = np.empty((ROOM, 2), np.int32), 0
    some = np.empty(BLOCK, np.int32)
    first = firsts.min() if len(firsts) else 0
    for block in range(first, lasts.max() if len(lasts) else 0, BLOCK):
        for number in range(len(ours)):
            begin, end = max(firsts[number], block), min(lasts[number], block + BLOCK)
            size, own_low, own_high = ours[number], low[number], high[number]
            count, last, spare = 0, -1, 0
            for i in range(begin, end):
                if sizes[i] != last:
                    last = sizes[i]
                    need = (top * (size + last) + top + bottom - 1) // (top + bottom)
                    spare = size + last - 2 * need
                differ = count_bits(own_low ^ lows[i]) + count_bits(own_high ^ highs[i])
                some[count] = i  # written always: a branch would be guessed wrong every other time
                count += differ <= spare
            while n + count > len(found):
                more = np.empty((2 * len(found), 2), np.int32)
                more[:n] = found[:n]
                found = more
            for i in range(count):
                found[n + i, 0], found[n + i, 1] = some[i], number
            n += count
    return found[:n].copy()


@compiled
def _shared(
    words: Int32, starts: Int64, hits: Int32, numbers: Int32, ours: Int32, bounds: Int64, kinds: int
) -> Int32:
    """How many words each of these known sets has of the new set beside it; by new set."""
    shared = np.zeros(len(hits), np.int32)
    stamp, last = np.full(kinds, -1, np.int32), -1
    for i in range(len(hits)):
        number = numbers[i]
        if number != last:
            last = number
            for j in range(bounds[number], bounds[number + 1]):
                stamp[ours[j]] = number
        for j in range(starts[hits[i]], starts[hits[i] + 1]):
            shared[i] += stamp[words[j]] == number
    return shared
