"""Words in one stretch of bytes, taken out one at a time: nothing is unpacked on opening."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


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
        sought = word.encode("utf-8", "surrogatepass")
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._encoded(middle) < sought:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self) and self._encoded(low) == sought else None
