"""All pairs of sets that overlap enough: an exact set-similarity join.

Two sets are *near* when the Jaccard index of the two, the share of their common words in all
their words, is at least a threshold. The words of each set stand from the rarest to the most
frequent. Two near sets must share a word among their first few (prefix filter), their sizes
must be close (length filter), behind the first common word enough words must be left
(position filter), and the words behind it must not differ in too many bits of a 128-bit
picture of them (bitmap filter). What passes is compared word by word, so nothing is missed and
nothing false is given.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from crossread.errors import BadInput
from crossread.phrases.compiled import compiled, count_bits
from crossread.phrases.postings import Postings, Ranked, list_postings, rank_words
from crossread.phrases.sets import Bits, Int32, Int64, Sets

NEAR = Fraction(3, 5)  # Jaccard index; set by the use: below it formulas flow into one another
CHUNKS = 64  # parts of the work for each thread: a long one at the end keeps few waiting
FINEST = 1000  # a threshold is taken as a fraction with at most this denominator
ROOM = 1 << 12  # pairs that a thread first makes room for


@dataclass(frozen=True, slots=True)
class Pairs:
    """Near pairs, `left[i] < right[i]`, in order, with how many words each pair shares."""

    left: Int32
    right: Int32
    shared: Int32

    def __len__(self) -> int:
        return len(self.left)


def as_threshold(near: Fraction | float) -> Fraction:
    """The threshold as an exact fraction: 0.6 is 3/5.

    Raises:
        BadInput: it is not above 0 and at most 1.
    """
    exact = Fraction(near).limit_denominator(FINEST)
    if not 0 < exact <= 1:
        raise BadInput(f"a Jaccard index of {near} joins everything or nothing", "Give 0.3 to 1.")
    return exact


def join_sets(sets: Sets, near: Fraction | float = NEAR, threads: int = 1) -> Pairs:
    """Every pair of sets whose Jaccard index is at least `near`; empty sets are near to none.

    Args:
        sets: the sets; equal ones are pairs like others (`unite_equal` makes them one first).
        near: the threshold, above 0 and at most 1.
        threads: how many to run at once; the result is the same.
    """
    exact = as_threshold(near)
    top, bottom = exact.numerator, exact.denominator
    ranked = rank_words(sets)
    postings = list_postings(ranked, top, bottom)
    chunks = _chunks(postings.starts, threads * CHUNKS)

    def part(number: int) -> Int32:
        first, last = chunks[number], chunks[number + 1]
        return _join(postings, ranked, first, last, top, bottom)

    with ThreadPoolExecutor(threads) as pool:
        found = np.concatenate(
            [np.zeros((0, 3), np.int32), *pool.map(part, range(len(chunks) - 1))]
        )
    return _in_order(found, ranked.origin)


def _in_order(found: Int32, origin: Int32) -> Pairs:
    one, other = origin[found[:, 0]], origin[found[:, 1]]
    left, right = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((right, left))
    return Pairs(left[order], right[order], found[order, 2])


def _chunks(starts: Int64, parts: int) -> list[int]:
    """Bits cut into parts of about equal work; a word's work grows with its postings squared."""
    work = np.cumsum(np.diff(starts).astype(np.float64) ** 1.5)
    if not len(work):
        return [0]
    cuts = np.searchsorted(work, np.linspace(0, work[-1], parts + 1)[1:-1])
    return [0, *sorted(set(cuts.tolist()) - {0, len(work)}), len(work)]


def _join(
    postings: Postings, ranked: Ranked, first: int, last: int, top: int, bottom: int
) -> Int32:
    return _join_words(
        postings.starts,
        postings.record,
        postings.place,
        postings.size,
        postings.ends,
        postings.low,
        postings.high,
        ranked.words,
        ranked.starts,
        first,
        last,
        top,
        bottom,
    )


@compiled
def _join_words(
    lists: Int64,
    record: Int32,
    place: Int32,
    size: Int32,
    ends: Int32,
    low: Bits,
    high: Bits,
    words: Int32,
    starts: Int64,
    first: int,
    last: int,
    top: int,
    bottom: int,
) -> Int32:
    """Near pairs whose first common word is one of `first` to `last`."""
    found, n = np.empty((ROOM, 3), np.int32), 0
    passed = np.empty(np.diff(lists[first : last + 1]).max(), np.int32)
    for word in range(first, last):
        opening = lists[word]
        for x in range(lists[word], lists[word + 1]):
            while bottom * size[opening] < top * size[x]:
                opening += 1
            for i in range(_passed(place, size, ends, low, high, opening, x, top, bottom, passed)):
                y = passed[i]
                need = _need(size[x] + size[y], top, bottom)
                one, other = record[x], record[y]
                shared = _shared(words, starts, one, other, place[x], place[y], need)
                if shared >= need:
                    if n == len(found):
                        found = _doubled(found)
                    found[n, 0], found[n, 1], found[n, 2] = one, other, shared
                    n += 1
    return found[:n].copy()


@compiled
def _need(sizes: int, top: int, bottom: int) -> int:
    """How many words two sets must share, given the sum of their sizes."""
    return (top * sizes + top + bottom - 1) // (top + bottom)


@compiled
def _passed(
    place: Int32,
    size: Int32,
    ends: Int32,
    low: Bits,
    high: Bits,
    opening: int,
    x: int,
    top: int,
    bottom: int,
    passed: Int32,
) -> int:
    """Write the postings from `opening` to `x` that no filter holds back; how many there are.

    This is the hot loop: it keeps nothing that grows, which would cost it seven times its time.
    """
    large, here, n = int(size[x]), int(place[x]), 0
    group = int(opening)
    while group < x:
        small = int(size[group])
        need = _need(small + large, top, bottom)
        if here > large - need:
            break  # the sets from here on are larger, and more would be needed
        spare = small + large - 2 * need - here
        limit = min(small - need, spare)
        end = int(ends[group])
        for y in range(group, min(end, x)):
            there = int(place[y])
            if there > limit:
                break  # behind these too few words are left
            if count_bits(low[x] ^ low[y]) > spare - there:
                continue
            differ = count_bits(low[x] ^ low[y]) + count_bits(high[x] ^ high[y])
            if differ <= spare - there:
                passed[n] = y
                n += 1
        group = end
    return n


@compiled
def _doubled(found: Int32) -> Int32:
    more = np.empty((2 * len(found), 3), np.int32)
    more[: len(found)] = found
    return more


@compiled
def _shared(words: Int32, starts: Int64, one: int, other: int, a: int, b: int, need: int) -> int:
    """How many words two sets share, where the first common one stands at `a` and `b`.

    -1 when an earlier one is common: the pair is found there. Less than `need` when that
    cannot be reached.
    """
    i, j = starts[one], starts[other]
    end, stop = i + a, j + b
    while i < end and j < stop:
        if words[i] == words[j]:
            return -1
        if words[i] < words[j]:
            i += 1
        else:
            j += 1
    i, j = starts[one] + a, starts[other] + b
    end, stop = starts[one + 1], starts[other + 1]
    shared = 0
    while i < end and j < stop:
        if shared + min(end - i, stop - j) < need:
            return shared
        if words[i] == words[j]:
            shared += 1
            i += 1
            j += 1
        elif words[i] < words[j]:
            i += 1
        else:
            j += 1
    return shared
