"""Passages as sets of words, their names masked by kind: what families are joined by.

A word is a folded token that is no mark. Of a script without spaces each pair of neighbouring
characters is a word, since one character says too little. A name stands as its kind, so that
"support for Norland" and "support for Sudria" are the same set.
"""

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from crossread.model.phrase import MASK_KINDS, Outlined
from crossread.phrases.characters import MARK, SINGLE, WORD
from crossread.phrases.compiled import compiled
from crossread.phrases.sets import Int32, Int64, Sets
from crossread.phrases.tokens import Stream, Vocabulary

HIDDEN = -1  # a token inside a name, behind its first
LONE = (1 << 32) - 1  # the key of a word is not above it, that of a pair is


class WordSets:
    """Turns passages into sets of numbers; the same word has the same number while it lives."""

    def __init__(
        self, vocabulary: Vocabulary | None = None, known: Mapping[str, int] | None = None
    ) -> None:
        """Begin with these words, numbered from 0 on; they are not copied."""
        self._vocabulary = Vocabulary() if vocabulary is None else vocabulary
        self._known: Mapping[str, int] = known or {}
        self._new: dict[str, int] = {}
        self._of_fold = np.zeros(0, np.int32)  # of each folded form of the vocabulary, -1 for none
        self._of_pair: dict[int, int] = {}  # of two characters, by their key

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that has a number, in order; two characters stand as one word."""
        return (*self._known, *self._new)

    def of(self, texts: Sequence[Outlined]) -> Sets:
        """One set for each point of these texts, in order; one without any word is empty."""
        stream = self._vocabulary.read([text.text for text in texts])
        words = self._vocabulary.folds[stream.tokens]
        opens = np.cumsum([0, *(len(text.text) + 1 for text in texts)])[:-1]
        starts = stream.starts + np.repeat(opens, np.diff(stream.bounds))
        outlines = [text.outline for text in texts]
        kinds = np.array([self._vocabulary.intern(f"{{{kind}}}", WORD) for kind in MASK_KINDS])
        _write_masks(
            words,
            np.searchsorted(starts, _placed([o.name_starts for o in outlines], opens)),
            np.searchsorted(starts, _placed([o.name_stops for o in outlines], opens)),
            kinds[_placed([o.name_kinds for o in outlines], np.zeros_like(opens))],
        )
        first = np.searchsorted(starts, _placed([o.starts for o in outlines], opens))
        last = np.searchsorted(starts, _placed([o.stops for o in outlines], opens))
        keys, bounds = _keys(words, first, last, self._vocabulary.kinds)
        return Sets(self._numbered(keys), bounds)

    def of_stream(self, stream: Stream) -> Sets:
        """One set for each text that the vocabulary has read, nothing masked."""
        words = self._vocabulary.folds[stream.tokens]
        bounds = stream.bounds
        keys, starts = _keys(words, bounds[:-1], bounds[1:], self._vocabulary.kinds)
        return Sets(self._numbered(keys), starts)

    def _numbered(self, keys: Int64) -> Int32:
        """The numbers of words and pairs, given by their keys; new ones are taken up."""
        folded = self._vocabulary.folded
        unknown = np.full(len(folded) - len(self._of_fold), -1, np.int32)
        self._of_fold = np.concatenate([self._of_fold, unknown])
        alone = keys <= LONE
        lone = keys[alone]
        for key in np.unique(lone[self._of_fold[lone] < 0]).tolist():
            self._of_fold[key] = self._number(folded[key])
        numbers = np.empty(len(keys), np.int32)
        numbers[alone] = self._of_fold[lone]
        kinds, places = np.unique(keys[~alone], return_inverse=True)
        given = [self._pair(key) for key in kinds.tolist()]
        numbers[~alone] = np.array(given, np.int32)[places]
        return numbers

    def _number(self, word: str) -> int:
        number = self._known.get(word)
        if number is None:
            number = self._new.setdefault(word, len(self._known) + len(self._new))
        return number

    def _pair(self, key: int) -> int:
        if key not in self._of_pair:
            folded = self._vocabulary.folded
            self._of_pair[key] = self._number(folded[(key >> 32) - 1] + folded[key & LONE])
        return self._of_pair[key]


def _placed(numbers: Sequence[Sequence[int]], opens: Int64) -> Int64:
    """Numbers of several texts behind one another, each moved by where its text begins."""
    counts = [len(some) for some in numbers]
    every = np.fromiter(chain.from_iterable(numbers), np.int64, sum(counts))
    moved: Int64 = every + np.repeat(opens, counts)
    return moved


@compiled
def _write_masks(words: Int32, first: Int64, last: Int64, kinds: Int64) -> None:
    for i in range(len(first)):
        if first[i] < last[i]:
            words[first[i]] = kinds[i]
            words[first[i] + 1 : last[i]] = HIDDEN


@compiled
def _keys(words: Int32, first: Int64, last: Int64, kinds: NDArray[np.uint8]) -> tuple[Int64, Int64]:
    """For each stretch of words the keys of these, each once, and where its keys begin.

    The key of a word is its number; that of two characters, both numbers in one.
    """
    keys = np.empty(len(words), np.int64)
    starts = np.zeros(len(first) + 1, np.int64)
    stamp = np.full(len(kinds), -1, np.int32)
    count = 0
    for text in range(len(first)):
        opening, before = count, HIDDEN
        for i in range(first[text], last[text]):
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
