"""Passages as sets of words, their names masked by kind: what families are joined by.

A word is a folded token that is no mark. Of a script without spaces each pair of neighbouring
characters is a word, since one character says too little. A name stands as its kind, so that
"support for Norland" and "support for Sudria" are the same set.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from crossread.model.phrase import Passage
from crossread.phrases.characters import MARK, SINGLE, WORD
from crossread.phrases.compiled import compiled
from crossread.phrases.sets import Int32, Int64, Sets
from crossread.phrases.tokens import Stream, Vocabulary

HIDDEN = -1  # a token inside a name, behind its first
LONE = (1 << 32) - 1  # the key of a word is not above it, that of a pair is


class WordSets:
    """Turns passages into sets whose words keep their numbers while it lives."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        self._vocabulary = Vocabulary() if vocabulary is None else vocabulary
        self._pairs: dict[int, int] = {}  # of two characters, by their key

    def of(self, passages: Sequence[Passage]) -> Sets:
        """One set for each passage, in order; one without any word is empty."""
        texts = [passage.text for passage in passages]
        stream = self._vocabulary.read(texts)
        words = self._vocabulary.folds[stream.tokens]
        self._mask(words, stream, passages)
        keys, starts = _keys(words, stream.bounds, self._vocabulary.kinds)
        return Sets(self._numbered(keys), starts)

    def of_stream(self, stream: Stream) -> Sets:
        """One set for each text that the vocabulary has read, nothing masked."""
        words = self._vocabulary.folds[stream.tokens]
        keys, starts = _keys(words, stream.bounds, self._vocabulary.kinds)
        return Sets(self._numbered(keys), starts)

    def _mask(self, words: Int32, stream: Stream, passages: Sequence[Passage]) -> None:
        opens = np.cumsum([0, *(len(p.text) + 1 for p in passages)])[:-1]
        starts = stream.starts + np.repeat(opens, np.diff(stream.bounds))
        table = np.array(list(self._masks(passages, opens.tolist())), np.int64).reshape(-1, 3)
        first = np.searchsorted(starts, table[:, 0])
        last = np.searchsorted(starts, table[:, 1])
        _write_masks(words, first, last, table[:, 2])

    def _masks(
        self, passages: Sequence[Passage], opens: Sequence[int]
    ) -> Iterator[tuple[int, int, int]]:
        for passage, place in zip(passages, opens, strict=True):
            for mask in passage.masks:
                number = self._vocabulary.intern(str(mask), WORD)
                yield place + mask.span.start, place + mask.span.stop, number

    def _numbered(self, keys: Int64) -> Int32:
        """Even numbers for words, odd ones for pairs; the same whenever a key comes again."""
        numbers = (keys * 2).astype(np.int32)
        paired = np.flatnonzero(keys > LONE)
        if len(paired):
            kinds, places = np.unique(keys[paired], return_inverse=True)
            given = [self._pairs.setdefault(k, len(self._pairs)) for k in kinds.tolist()]
            numbers[paired] = 2 * np.array(given, np.int32)[places] + 1
        return numbers


@compiled
def _write_masks(words: Int32, first: Int64, last: Int64, kinds: Int64) -> None:
    for i in range(len(first)):
        if first[i] < last[i]:
            words[first[i]] = kinds[i]
            words[first[i] + 1 : last[i]] = HIDDEN


@compiled
def _keys(words: Int32, bounds: Int64, kinds: NDArray[np.uint8]) -> tuple[Int64, Int64]:
    """For each text the keys of its words, each once, and where each text's keys begin.

    The key of a word is its number; that of two characters, both numbers in one.
    """
    keys = np.empty(len(words), np.int64)
    starts = np.zeros(len(bounds), np.int64)
    stamp = np.full(len(kinds), -1, np.int32)
    count = 0
    for text in range(len(bounds) - 1):
        opening, before = count, HIDDEN
        for i in range(bounds[text], bounds[text + 1]):
            word = words[i]
            if word == HIDDEN:
                continue
            if kinds[word] == SINGLE:
                if before != HIDDEN:
                    key = (np.int64(before) + 1) << 32 | word
                    if not _holds(keys, opening, count, key):
                        keys[count] = key
                        count += 1
                before = word
                continue
            before = HIDDEN
            if kinds[word] != MARK and stamp[word] != text:
                stamp[word] = text
                keys[count] = word
                count += 1
        starts[text + 1] = count
    return keys[:count].copy(), starts


@compiled
def _holds(keys: Int64, first: int, last: int, key: int) -> bool:
    for i in range(first, last):  # noqa: SIM110, `in` is not compiled for a part
        if keys[i] == key:
            return True
    return False
