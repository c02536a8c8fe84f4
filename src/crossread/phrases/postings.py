"""Where each word stands among the first of a set: what a join walks through."""

from dataclasses import dataclass

import numpy as np

from crossread.phrases.compiled import compiled
from crossread.phrases.sets import SPREAD, Bits, Int32, Int64, Sets


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
    low: Bits  # 64 bits a posting: a picture of the words behind this one
    high: Bits  # 64 more
    starts: Int64  # of each word


def rank_words(sets: Sets) -> Ranked:
    """The sets by size, their words renumbered from the rarest to the most frequent."""
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


def list_postings(ranked: Ranked, top: int, bottom: int) -> Postings:
    """The words that must be looked at when the threshold is `top` / `bottom`."""
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
def _pictures(words: Int32, starts: Int64, prefixes: Int64) -> tuple[Bits, Bits]:
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
            mixed = np.uint64(words[i]) * SPREAD
            bit = np.uint64(1) << ((mixed >> np.uint64(50)) & np.uint64(63))
            if mixed >> np.uint64(63):
                high |= bit
            else:
                low |= bit
        posting += prefixes[record]
    return lows, highs
