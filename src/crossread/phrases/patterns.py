"""How a family reads: its leader's words, with slots where names stand and where members differ."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from crossread.model.phrase import Passage, Pattern, Slot, Swap
from crossread.phrases.tokens import fold_token, token_places

HELD = 0.5  # share of the members that must have a word of the leader for it to be written out
MEMBERS = 500  # of a larger family the first so many are looked at
OPEN = "…"  # what stands where members differ in more than a name
FILLERS = 20  # most frequent ones that are kept of a slot


class Piece(NamedTuple):
    """A token of a passage, or a whole name."""

    key: str  # what must be equal: the folded token, or the name's kind
    words: str  # as written
    space: bool  # whether space stands before it
    named: bool
    is_mark: bool = False  # neither a name nor a word: a token holds letters or is one mark


Pieces = Sequence[Piece]
Blocks = Sequence[tuple[str, int, int, int, int]]


def pieces_of(passage: Passage) -> tuple[Piece, ...]:
    """The passage's tokens in order, each name in one piece."""
    text, masks = passage.text, iter(passage.masks)
    mask = next(masks, None)
    found: list[Piece] = []
    end = 0
    for start, stop in token_places(text):
        while mask and mask.span.stop <= start:
            mask = next(masks, None)
        space = start > end
        if mask and mask.span.start <= start:
            if start >= end:
                span = mask.span
                name = text[span.start : span.stop]
                found.append(Piece(str(mask), name, space, named=True))
                end = span.stop
            continue
        word = text[start:stop]
        found.append(Piece(fold_token(word), word, space, False, not word[0].isalnum()))
        end = stop
    return tuple(found)


def find_pattern(members: Sequence[Passage]) -> Pattern:
    """What the members, the leader first, have in common, and what fills the slots.

    A word of the leader that fewer than half of the members have is part of an open slot. Words
    that members add are fillers of the open slot beside them, if there is one.
    """
    leader, *others = [pieces_of(member) for member in members[:MEMBERS]]
    held = [1] * len(leader)
    names: list[Counter[str]] = [Counter([piece.words]) for piece in leader]
    compared = [(other, _compared(leader, other)) for other in others]
    for other, blocks in compared:
        for tag, a, b, c, _ in blocks:
            for i in range(a, b) if tag == "equal" else ():
                held[i] += 1
                names[i][other[c + i - a].words] += 1
    fixed = [count >= HELD * (1 + len(others)) for count in held]
    fillers = _open_fillers(leader, fixed, compared)
    return _written(leader, fixed, names, fillers)


def find_swaps(before: Passage, now: Passage) -> tuple[Swap, ...]:
    """The words of the earlier passage and what stands in their place; names of one kind too."""
    one, other = pieces_of(before), pieces_of(now)
    return tuple(
        Swap(joined(one[a:b]), joined(other[c:d]))
        for tag, a, b, c, d in _compared(one, other)
        for a, b, c, d in _differing(tag, one, other, (a, b, c, d))
    )


def joined(pieces: Sequence[Piece]) -> str:
    """The words as they stood, runs of white space as one space."""
    return "".join(" " * (p.space and i > 0) + p.words for i, p in enumerate(pieces))


def _differing(
    tag: str, one: Sequence[Piece], other: Sequence[Piece], place: tuple[int, int, int, int]
) -> Iterator[tuple[int, int, int, int]]:
    """The block itself, or of an equal one those names that are others."""
    a, b, c, _ = place
    if tag != "equal":
        yield place
        return
    for i in range(b - a):
        if one[a + i].named and one[a + i].words != other[c + i].words:
            yield a + i, a + i + 1, c + i, c + i + 1


def _compared(one: Sequence[Piece], other: Sequence[Piece]) -> Blocks:
    """How one becomes the other: (what, from, to, from, to), in order."""
    keys = [[piece.key for piece in pieces] for pieces in (one, other)]
    return SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes()


def _open_fillers(
    leader: Sequence[Piece], fixed: Sequence[bool], others: Sequence[tuple[Pieces, Blocks]]
) -> dict[int, Counter[str]]:
    """For each run of words that is not written out, by its first: what members have there."""
    runs = _runs(fixed)
    found = {a: Counter([joined(leader[a:b])]) for a, b in runs}
    for other, blocks in others:
        equal = [(a, b, c) for tag, a, b, c, _ in blocks if tag == "equal"]
        for first, last in runs:
            found[first][joined(other[slice(*_between(equal, first, last, len(other)))])] += 1
    return found


def _between(
    equal: Sequence[tuple[int, int, int]], first: int, last: int, length: int
) -> tuple[int, int]:
    """What of the other stands between what answers to the words before and behind the run."""
    start, stop = 0, length
    for a, b, c in equal:
        if a < first:
            start = c + min(b, first) - a
        if b > last:
            return start, c + max(last - a, 0)
    return start, stop


def _runs(fixed: Sequence[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for i, is_fixed in enumerate(fixed):
        if is_fixed:
            continue
        if runs and runs[-1][1] == i:
            runs[-1] = (runs[-1][0], i + 1)
        else:
            runs.append((i, i + 1))
    return runs


def _written(
    leader: Sequence[Piece],
    fixed: Sequence[bool],
    names: Sequence[Counter[str]],
    fillers: dict[int, Counter[str]],
) -> Pattern:
    text, slots, used = "", [], Counter[str]()
    for i, piece in enumerate(leader):
        if fixed[i] and not piece.named:
            shown = piece.words
        elif fixed[i]:
            used[piece.key] += 1
            shown = _slot_name(piece.key, used[piece.key])
            slots.append(_slot(shown, names[i]))
        elif i in fillers:
            used[OPEN] += 1
            shown = OPEN
            slots.append(_slot(_slot_name(OPEN, used[OPEN]), fillers[i]))
        else:
            continue
        text += " " * (piece.space and bool(text)) + shown
    return Pattern(text, tuple(slots))


def _slot_name(key: str, number: int) -> str:
    if number == 1:
        return key
    return f"{key[:-1]} {number}}}" if key.startswith("{") else f"{key} {number}"


def _slot(name: str, counted: Counter[str]) -> Slot:
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return Slot(name, tuple(ranked[:FILLERS]))
