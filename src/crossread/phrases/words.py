"""Words in one stretch of bytes, taken out one at a time: nothing is unpacked on opening."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from crossread.phrases.compiled import compiled


@dataclass(frozen=True, slots=True)
class WordList:
    """Word `i` is the UTF-8 from `ends[i - 1]` (0 for the first) to `ends[i]`."""

    text: NDArray[np.uint8]
    ends: NDArray[np.int32]

    @classmethod
    def of(cls, words: Sequence[str]) -> "WordList":
        """The words, in the order given."""
        encoded = [word.encode("utf-8", "surrogatepass") for word in words]
        ends = np.cumsum([len(word) for word in encoded], dtype=np.int64).astype(np.int32)
        return cls(np.frombuffer(b"".join(encoded), np.uint8), ends)

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> str:
        return self._encoded(number).decode("utf-8", "surrogatepass")

    def _encoded(self, number: int) -> bytes:
        start = int(self.ends[number - 1]) if number else 0
        return self.text[start : int(self.ends[number])].tobytes()

    def find(self, word: str) -> int | None:
        """The number of a word, in a list that is in order of bytes; None where it is not."""
        sought = np.frombuffer(word.encode("utf-8", "surrogatepass"), np.uint8)
        place = _find(self.text, self.ends, sought)
        return place if place >= 0 else None


@compiled
def _find(text: NDArray[np.uint8], ends: NDArray[np.int32], sought: NDArray[np.uint8]) -> int:
    """The number of the word with these bytes, -1 where there is none; by halving."""
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high) // 2
        start = ends[middle - 1] if middle else 0
        sign = _compared(text, start, ends[middle], sought)
        if sign == 0:
            return middle
        if sign < 0:
            low = middle + 1
        else:
            high = middle
    return -1


@compiled
def _compared(text: NDArray[np.uint8], start: int, stop: int, sought: NDArray[np.uint8]) -> int:
    """-1, 0 or 1: the word is before, is, or is behind what is sought, in order of bytes."""
    for i in range(min(stop - start, len(sought))):
        if text[start + i] != sought[i]:
            return -1 if text[start + i] < sought[i] else 1
    return 0 if stop - start == len(sought) else (-1 if stop - start < len(sought) else 1)
