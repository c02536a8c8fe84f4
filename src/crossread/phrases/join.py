"""All pairs of sets that overlap enough: an exact set-similarity join.

Two sets are *near* when the Jaccard index of the two, the share of their common words in all
their words, is at least a threshold. The words of each set stand from the rarest to the most
frequent. Two near sets must share a word among their first few (prefix filter), their sizes
must be close (length filter), behind the first common word enough words must be left
(position filter), and the words behind it must not differ in too many bits of a 128-bit
picture of them (bitmap filter). What passes is compared word by word, so nothing is missed and
nothing false is given.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from crossread.errors import BadInput
from crossread.phrases.compiled import compiled, count_bits

Int32 = NDArray[np.int32]
Int64 = NDArray[np.int64]
Words = NDArray[np.uint64]

NEAR = Fraction(3, 5)  # Jaccard index; set by the use: below it formulas flow into one another
CHUNKS = 64  # parts of the work for each thread: a long one at the end keeps few waiting
FINEST = 1000  # a threshold is taken as a fraction with at most this denominator
ROOM = 1 << 12  # pairs that a thread first makes room for


@dataclass(frozen=True, slots=True)
class Sets:
    """Sets of words as numbers: set `i` is `words[starts[i]:starts[i + 1]]`, each word once."""

    words: Int32
    starts: Int64

    def __len__(self) -> int:
        return len(self.starts) - 1


@dataclass(frozen=True, slots=True)
class Pairs:
    """Near pairs, `left[i] < right[i]`, in order, with how many words each pair shares."""

    left: Int32
    right: Int32
    shared: Int32

    def __len__(self) -> int:
        return len(self.left)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Sets from the smallest to the largest, the words of each from the rarest on."""

    words: Int32
    starts: Int64
    origin: Int32  # the number that each set had in the input
    kinds: int  # how many words there are, each counted once


@dataclass(frozen=True, slots=True)
class Postings:
    """Where each word stands among the first of a set; by word, size of the set, place."""

    record: Int32
    place: Int32
    size: Int32
    ends: Int32  # where the postings of the same word and size end
    low: Words  # 64 bits a posting: a picture of the words behind this one
    high: Words  # 64 more
    starts: Int64  # of each word


def as_sets(sets: Sequence[Sequence[int]]) -> Sets:
    """Sets written out, as arrays."""
    starts = np.zeros(len(sets) + 1, np.int64)
    np.cumsum([len(s) for s in sets], out=starts[1:])
    return Sets(np.array([w for s in sets for w in s], np.int32), starts)


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
    ranked = _ranked(sets)
    postings = _postings(ranked, top, bottom)
    chunks = _chunks(postings.starts, threads * CHUNKS)

    def part(number: int) -> Int32:
        first, last = chunks[number], chunks[number + 1]
        return _join(postings, ranked, first, last, top, bottom)

    with ThreadPoolExecutor(threads) as pool:
        found = np.concatenate([np.zeros((0, 3), np.int32), *pool.map(part, range(len(chunks) - 1))])
    return _in_order(found, ranked.origin)


def _in_order(found: Int32, origin: Int32) -> Pairs:
    one, other = origin[found[:, 0]], origin[found[:, 1]]
    left, right = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((right, left))
    return Pairs(left[order], right[order], found[order, 2])


def _ranked(sets: Sets) -> Ranked:
    sizes = np.diff(sets.starts)
    kinds = int(sets.words.max(initial=-1)) + 1
    counts = np.bincount(sets.words, minlength=kinds)
    rank = np.empty(kinds, np.int32)
    rank[np.argsort(counts, kind="stable")] = np.arange(kinds, dtype=np.int32)
    origin = np.argsort(sizes, kind="stable").astype(np.int32)
    starts = np.zeros(len(sets) + 1, np.int64)
    np.cumsum(sizes[origin], out=starts[1:])
    words = _by_rank(sets.words, sets.starts, rank, origin, starts, np.sort(counts))
    return Ranked(words, starts, origin, kinds)


@compiled
def _by_rank(
    words: Int32, starts: Int64, rank: Int32, origin: Int32, to: Int64, counts: Int64
) -> Int32:
    """The words of each set by rank, in linear time: all words by rank, then dealt out."""
    place = np.zeros(len(counts) + 1, np.int64)
    place[1:] = np.cumsum(counts)
    owner = np.empty(len(words), np.int32)
    for new in range(len(origin)):
        old = origin[new]
        for i in range(starts[old], starts[old + 1]):
            word = rank[words[i]]
            owner[place[word]] = new
            place[word] += 1
    free = to[:-1].copy()
    dealt = np.empty(len(words), np.int32)
    first = 0
    for word in range(len(counts)):
        for i in range(first, place[word]):
            record = owner[i]
            dealt[free[record]] = word
            free[record] += 1
        first = place[word]
    return dealt


def _postings(ranked: Ranked, top: int, bottom: int) -> Postings:
    sizes = np.diff(ranked.starts)
    prefixes = sizes - (top * sizes + bottom - 1) // bottom + (sizes > 0)
    record, place = _listed(prefixes)
    size = sizes[record].astype(np.int32)
    word = ranked.words[ranked.starts[record] + place]
    order = _stable_order(place, np.arange(len(record), dtype=np.int32))
    order = _stable_order(size, order)
    order = _stable_order(word, order)
    starts = np.zeros(ranked.kinds + 1, np.int64)
    np.cumsum(np.bincount(word, minlength=ranked.kinds), out=starts[1:])
    record, place, size = record[order], place[order], size[order]
    low, high = _pictures(ranked.words, ranked.starts, prefixes)
    ends = _group_ends(size, starts)
    return Postings(record, place, size, ends, low[order], high[order], starts)


def _listed(prefixes: Int64) -> tuple[Int32, Int32]:
    """Set and place of each posting, set by set."""
    record = np.repeat(np.arange(len(prefixes), dtype=np.int32), prefixes)
    first = np.cumsum(prefixes) - prefixes
    place = np.arange(len(record), dtype=np.int64) - np.repeat(first, prefixes)
    return record, place.astype(np.int32)


@compiled
def _stable_order(keys: Int32, order: Int32) -> Int32:
    """`order`, sorted by key; what has equal keys stays as it stood (a counting sort)."""
    most = 0
    for key in keys:
        most = max(most, key)
    place = np.zeros(most + 2, np.int64)
    for key in keys:
        place[key + 1] += 1
    for key in range(most + 1):
        place[key + 1] += place[key]
    made = np.empty(len(order), np.int32)
    for item in order:
        key = keys[item]
        made[place[key]] = item
        place[key] += 1
    return made


@compiled
def _group_ends(size: Int32, starts: Int64) -> Int32:
    """For each posting where the postings of its word and size end."""
    ends = np.empty(len(size), np.int32)
    for word in range(len(starts) - 1):
        end = starts[word + 1]
        for i in range(starts[word + 1] - 1, starts[word] - 1, -1):
            if size[i] != size[end - 1]:
                end = i + 1
            ends[i] = end
    return ends


@compiled
def _pictures(words: Int32, starts: Int64, prefixes: Int64) -> tuple[Words, Words]:
    """For each posting, set by set: a bit for each word of the set behind its place."""
    count = prefixes.sum()
    lows, highs = np.empty(count, np.uint64), np.empty(count, np.uint64)
    posting = 0
    for record in range(len(prefixes)):
        low, high = np.uint64(0), np.uint64(0)
        for i in range(starts[record + 1] - 1, starts[record] - 1, -1):
            place = i - starts[record]
            if place < prefixes[record]:
                lows[posting + place], highs[posting + place] = low, high
            mixed = np.uint64(words[i]) * np.uint64(0x9E3779B97F4A7C15)  # spreads the numbers
            bit = np.uint64(1) << ((mixed >> np.uint64(50)) & np.uint64(63))
            if mixed >> np.uint64(63):
                high |= bit
            else:
                low |= bit
        posting += prefixes[record]
    return lows, highs


def _chunks(starts: Int64, parts: int) -> list[int]:
    """Words cut into parts of about equal work; a word's work grows with its postings squared."""
    work = np.cumsum(np.diff(starts).astype(np.float64) ** 1.5)
    if not len(work):
        return [0]
    cuts = np.searchsorted(work, np.linspace(0, work[-1], parts + 1)[1:-1])
    return [0, *sorted(set(cuts.tolist()) - {0, len(work)}), len(work)]


def _join(
    postings: Postings, ranked: Ranked, first: int, last: int, top: int, bottom: int
) -> Int32:
    return _join_words(
        postings.starts, postings.record, postings.place, postings.size, postings.ends,
        postings.low, postings.high,
        ranked.words, ranked.starts, first, last, top, bottom,
    )


@compiled
def _join_words(
    lists: Int64, record: Int32, place: Int32, size: Int32, ends: Int32, low: Words, high: Words,
    words: Int32, starts: Int64, first: int, last: int, top: int, bottom: int,
) -> Int32:
    """Near pairs whose first common word is one of `first` to `last`."""
    found, n = np.empty((ROOM, 3), np.int32), 0
    for word in range(first, last):
        opening = lists[word]
        for x in range(lists[word], lists[word + 1]):
            large, here = np.int64(size[x]), np.int64(place[x])
            while bottom * size[opening] < top * large:
                opening += 1
            group = opening
            while group < x:
                small = np.int64(size[group])
                need = (top * (small + large) + top + bottom - 1) // (top + bottom)
                if here > large - need:
                    break  # the sets from here on are larger, and more would be needed
                spare = small + large - 2 * need - here
                limit = min(small - need, spare)
                end = np.int64(ends[group])
                for y in range(group, min(end, x)):
                    there = np.int64(place[y])
                    if there > limit:
                        break  # behind these too few words are left
                    if np.int64(count_bits(low[x] ^ low[y])) > spare - there:
                        continue
                    differ = count_bits(low[x] ^ low[y]) + count_bits(high[x] ^ high[y])
                    if np.int64(differ) > spare - there:
                        continue
                    shared = _shared(words, starts, record[x], record[y], here, there, need)
                    if shared >= need:
                        if n == len(found):
                            found = _doubled(found)
                        found[n, 0], found[n, 1], found[n, 2] = record[x], record[y], shared
                        n += 1
                group = end
    return found[:n].copy()


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
