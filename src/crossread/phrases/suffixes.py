"""The suffix array of a sequence of numbers: every place, in the order of what follows it.

By induced sorting, in linear time and with room for two arrays beside the text.
Source: G. Nong, S. Zhang, W. H. Chan, "Two Efficient Algorithms for Linear Time Suffix Array
Construction", 2011.

A place is *small* when what follows it comes before what follows the next place, else *large*.
A small place behind a large one is a *notch*. Once the notches are in order, two walks put
everything else in order; the notches themselves are put in order by the same two walks and, if
stretches between them are equal, by sorting the sequence of those stretches.
"""

import numpy as np
from numpy.typing import NDArray

from crossread.phrases.compiled import compiled
from crossread.phrases.sets import Int32

Flags = NDArray[np.bool_]


def suffix_array(text: Int32) -> Int32:
    """All places of `text` (numbers from 0), sorted by what follows; the shorter comes first.

    >>> suffix_array(np.array([1, 0, 1, 0], np.int32)).tolist()
    [3, 1, 2, 0]
    """
    if len(text) < 2:
        return np.arange(len(text), dtype=np.int32)
    small = _small_places(text)
    large_first, small_first = _bounds(text, small)
    notches = np.flatnonzero(small[1:] & ~small[:-1]).astype(np.int32) + np.int32(1)
    order = _induced(text, small, notches, large_first, small_first)
    if not len(notches):
        return order
    names, most = _named(text, order, notches)
    if most + 1 < len(notches):
        sorted_notches = notches[suffix_array(names)]
    else:
        sorted_notches = np.empty_like(notches)
        sorted_notches[names] = notches
    del order, names
    return _induced(text, small, sorted_notches, large_first, small_first)


@compiled
def _small_places(text: Int32) -> Flags:
    small = np.zeros(len(text), np.bool_)
    for i in range(len(text) - 2, -1, -1):
        small[i] = small[i + 1] if text[i] == text[i + 1] else text[i] < text[i + 1]
    return small


@compiled
def _bounds(text: Int32, small: Flags) -> tuple[Int32, Int32]:
    """Where in the array the large and the small places of each number begin."""
    most = text.max()
    large_first, small_first = np.zeros(most + 2, np.int32), np.zeros(most + 2, np.int32)
    for i in range(len(text)):
        if small[i]:
            large_first[text[i] + 1] += 1
        else:
            small_first[text[i]] += 1
    for number in range(most + 1):
        small_first[number] += large_first[number]
        large_first[number + 1] += small_first[number]
    return large_first, small_first


@compiled
def _induced(
    text: Int32, small: Flags, notches: Int32, large_first: Int32, small_first: Int32
) -> Int32:
    """The array, given the notches in order."""
    made = np.full(len(text), -1, np.int32)
    free = small_first.copy()
    for place in notches:
        made[free[text[place]]] = place
        free[text[place]] += 1
    free[:] = large_first
    last = len(text) - 1
    made[free[text[last]]] = last
    free[text[last]] += 1
    for i in range(len(text)):
        before = made[i] - 1
        if before >= 0 and not small[before]:
            made[free[text[before]]] = before
            free[text[before]] += 1
    free[:] = large_first
    for i in range(last, -1, -1):
        before = made[i] - 1
        if before >= 0 and small[before]:
            free[text[before] + 1] -= 1
            made[free[text[before] + 1]] = before
    return made


@compiled
def _named(text: Int32, order: Int32, notches: Int32) -> tuple[Int32, int]:
    """A number for the stretch at each notch, in the order of stretches; the largest number."""
    which = np.full(len(text), -1, np.int32)
    for i in range(len(notches)):
        which[notches[i]] = i
    names = np.empty(len(notches), np.int32)
    name, last = -1, -1
    for place in order:
        own = which[place]
        if own < 0:
            continue
        if last < 0 or not _is_same_stretch(text, notches, last, own):
            name += 1
        names[own] = name
        last = own
    return names, name


@compiled
def _is_same_stretch(text: Int32, notches: Int32, one: int, other: int) -> bool:
    """Whether from two notches to the next ones (inclusive) the same numbers stand."""
    if max(one, other) + 1 >= len(notches):
        return False  # the last stretch ends with the text: no other is like it
    length = notches[one + 1] - notches[one]
    if length != notches[other + 1] - notches[other]:
        return False
    a, b = notches[one], notches[other]
    for i in range(length + 1):  # noqa: SIM110, all() is not compiled
        if text[a + i] != text[b + i]:
            return False
    return True
