"""Texts cut into tokens, each a number, with the way back to the characters.

A token is a word (letters and digits that stand together), one character of a script that sets
no spaces, or one mark: nothing but white space and what is not seen is left out, and so digits,
punctuation and quotation marks count. Beside the number of the token as written stands that of
its folded form, without letter case and with one kind of dash and quotation mark.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from crossread.phrases.characters import GAP, INSIDE, WORD, Classes, character_classes
from crossread.phrases.compiled import compiled
from crossread.phrases.sets import Int32, Int64
from crossread.text.fold import fold

Codes = NDArray[np.uint32]
Hashes = NDArray[np.uint64]

Number = TypeVar("Number", bound=np.generic)

BATCH = 1 << 20  # characters cut at once: what is made room for beforehand grows with it


@dataclass(frozen=True, slots=True)
class Stream:
    """The tokens of several texts. Text `i` has those from `bounds[i]` to `bounds[i + 1]`."""

    tokens: Int32  # numbers of the vocabulary
    starts: Int32  # the first code point of each in its own text
    bounds: Int64

    def __len__(self) -> int:
        return len(self.bounds) - 1

    def of_text(self, number: int) -> slice:
        """Where the tokens of that text stand."""
        return slice(int(self.bounds[number]), int(self.bounds[number + 1]))


class Vocabulary:
    """Every token met so far, as written and folded; it grows while texts are read."""

    def __init__(self, classes: Classes | None = None) -> None:
        self._classes = character_classes() if classes is None else classes
        self._table = np.full(16, -1, np.int32)
        self._hashes = np.empty(0, np.uint64)
        self._ends = np.zeros(1, np.int64)  # of each token in the characters
        self._codes = np.empty(0, np.uint32)
        self.written: list[str] = []
        self.folded: list[str] = []
        self._fold_numbers: dict[str, int] = {}
        self._folds: list[int] = []
        self._kinds: list[int] = []
        self._folds_made = np.zeros(0, np.int32)
        self._kinds_made = np.zeros(0, np.uint8)

    def __len__(self) -> int:
        return len(self.written)

    @property
    def folds(self) -> Int32:
        """For each token the number of its folded form in `folded`."""
        if len(self._folds_made) < len(self._folds):
            self._folds_made = np.array(self._folds, np.int32)
        return self._folds_made

    @property
    def kinds(self) -> NDArray[np.uint8]:
        """For each folded form whether it is a WORD, a SINGLE letter or a MARK."""
        if len(self._kinds_made) < len(self._kinds):
            self._kinds_made = np.array(self._kinds, np.uint8)
        return self._kinds_made

    @property
    def lengths(self) -> Int32:
        """For each token its length in code points."""
        return np.diff(self._ends[: len(self) + 1]).astype(np.int32)

    def intern(self, folded: str, kind: int = WORD) -> int:
        """The number of a folded form, which is made known if it was not."""
        number = self._fold_numbers.setdefault(folded, len(self.folded))
        if number == len(self.folded):
            self.folded.append(folded)
            self._kinds.append(kind)
        return number

    def read(self, texts: Sequence[str]) -> Stream:
        """Cut the texts, and take up what was not known."""
        parts = [self._read_batch(batch) for batch in _batches(texts)]
        bounds = np.zeros(len(texts) + 1, np.int64)
        np.cumsum(np.concatenate([np.zeros(0, np.int64), *(p[2] for p in parts)]), out=bounds[1:])
        none = np.zeros(0, np.int32)
        tokens = np.concatenate([none, *(p[0] for p in parts)])
        return Stream(tokens, np.concatenate([none, *(p[1] for p in parts)]), bounds)

    def _read_batch(self, texts: Sequence[str]) -> tuple[Int32, Int32, Int64]:
        codes = _code_points("\n".join(texts))
        self._make_room(len(codes))
        tokens, starts = np.empty(len(codes), np.int32), np.empty(len(codes), np.int32)
        before = len(self)
        count, known = _scan(
            codes,
            self._classes,
            self._table,
            self._hashes,
            self._ends,
            self._codes,
            before,
            tokens,
            starts,
        )
        self._take_up(before, known)
        tokens, starts = tokens[:count].copy(), starts[:count]
        opens = np.cumsum([0, *(len(text) + 1 for text in texts)])[:-1]
        firsts = np.searchsorted(starts, [*opens, len(codes) + 1])
        counts = np.diff(firsts)
        return tokens, (starts - np.repeat(opens, counts)).astype(np.int32), counts

    def _make_room(self, more: int) -> None:
        """So much that no batch of `more` characters can fill it."""
        types, characters = len(self) + more, int(self._ends[len(self)]) + more
        if types > len(self._hashes):
            self._hashes = _longer(self._hashes, 2 * types)
            self._ends = _longer(self._ends, 2 * types + 1)
        if characters > len(self._codes):
            self._codes = _longer(self._codes, 2 * characters)
        room = len(self._table)
        while room < 2 * types:
            room *= 2
        if room > len(self._table):
            self._table = _table_of(self._hashes[: len(self)], room)

    def _take_up(self, before: int, known: int) -> None:
        for token in range(before, known):
            codes = self._codes[self._ends[token] : self._ends[token + 1]]
            word = codes.tobytes().decode("utf-32-le", "surrogatepass")
            self.written.append(word)
            self._folds.append(self.intern(fold_token(word), int(self._classes[codes[0]])))


def fold_token(word: str) -> str:
    """The folded form of one token."""
    return word.lower() if word.isascii() else fold(word).low


def cut_tokens(text: str) -> list[str]:
    """The tokens of a text as written, without taking them up anywhere."""
    return [text[start:stop] for start, stop in token_places(text)]


def token_places(text: str) -> list[list[int]]:
    """Where each token of a text begins, and the character behind its last."""
    places: list[list[int]] = _stops(_code_points(text), character_classes()).tolist()
    return places


def _batches(texts: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _code_points(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _longer(array: NDArray[Number], length: int) -> NDArray[Number]:
    made = np.empty(length, array.dtype)
    made[: len(array)] = array
    return made


@compiled
def _table_of(hashes: Hashes, room: int) -> Int32:
    """The hash table anew, with more room."""
    table = np.full(room, -1, np.int32)
    for token in range(len(hashes)):
        slot = np.int64(hashes[token] & np.uint64(room - 1))
        while table[slot] >= 0:
            slot = (slot + 1) & (room - 1)
        table[slot] = token
    return table


@compiled
def _scan(
    codes: Codes,
    classes: Classes,
    table: Int32,
    hashes: Hashes,
    ends: Int64,
    known_codes: Codes,
    known: int,
    tokens: Int32,
    starts: Int32,
) -> tuple[int, int]:
    """Cut `codes`; write the number and place of each token, and what was not yet known.

    Returns:
        How many tokens were cut, and how many are known now.
    """
    place, count = 0, 0
    while place < len(codes):
        stop = _token_end(codes, classes, place)
        if stop == place:
            place += 1
            continue
        mixed = _hash(codes, place, stop)
        slot = np.int64(mixed & np.uint64(len(table) - 1))
        while table[slot] >= 0 and (
            hashes[table[slot]] != mixed
            or not _is_token(codes, place, stop, known_codes, ends, table[slot])
        ):
            slot = (slot + 1) & (len(table) - 1)
        if table[slot] < 0:
            table[slot], hashes[known] = known, mixed
            ends[known + 1] = ends[known] + stop - place
            known_codes[ends[known] : ends[known + 1]] = codes[place:stop]
            known += 1
        tokens[count], starts[count] = table[slot], place
        count += 1
        place = stop
    return count, known


@compiled
def _stops(codes: Codes, classes: Classes) -> Int32:
    """The first character of each token, and the one behind its last."""
    found = np.empty((len(codes), 2), np.int32)
    place, count = 0, 0
    while place < len(codes):
        stop = _token_end(codes, classes, place)
        if stop > place:
            found[count, 0], found[count, 1] = place, stop
            count += 1
        place = max(stop, place + 1)
    return found[:count]


@compiled
def _token_end(codes: Codes, classes: Classes, place: int) -> int:
    """Where the token that begins at `place` ends; `place` itself where none begins."""
    kind = classes[codes[place]]
    if kind in (GAP, INSIDE):
        return place
    if kind != WORD:
        return place + 1
    end = place + 1
    for i in range(place + 1, len(codes)):
        kind = classes[codes[i]]
        if kind == WORD:
            end = i + 1
        elif kind != INSIDE:
            break
    return end


@compiled
def _hash(codes: Codes, start: int, stop: int) -> int:
    """FNV-1a over code points, and a last mixing."""
    mixed = np.uint64(0xCBF29CE484222325)
    for i in range(start, stop):
        mixed = (mixed ^ np.uint64(codes[i])) * np.uint64(0x100000001B3)
    return mixed ^ (mixed >> np.uint64(29))  # type: ignore[return-value]


@compiled
def _is_token(
    codes: Codes, start: int, stop: int, known_codes: Codes, ends: Int64, token: int
) -> bool:
    """Whether the characters are those of a known token."""
    if ends[token + 1] - ends[token] != stop - start:
        return False
    for i in range(stop - start):  # noqa: SIM110, all() is not compiled
        if codes[start + i] != known_codes[ends[token] + i]:
            return False
    return True
