"""What stands between two kept places of both wordings, laid out as changes.

One rule holds for sentences and for words: white space that both sides have at an end of a gap
is kept, all else belongs to a change. So the old text without its changed stretches is, to the
letter, the new text without its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crossread.model import Span

Range = tuple[int, int]  # half-open, in code points; may be empty


@dataclass(frozen=True, slots=True)
class Block:
    """Words of one side that the other has not at this place."""

    start: int
    stop: int
    move: int | None = None  # number of the passage, where it stands elsewhere on the other side


@dataclass(frozen=True, slots=True)
class Gap:
    """One side of a gap: its text, its range, and the blocks in it."""

    text: str
    start: int
    stop: int
    blocks: tuple[Block, ...]

    @property
    def head(self) -> int:
        """Where the white space at its beginning ends."""
        return self.blocks[0].start if self.blocks else self.stop

    @property
    def tail(self) -> int:
        """Where the white space at its end begins."""
        return self.blocks[-1].stop if self.blocks else self.start


@dataclass(frozen=True, slots=True)
class Raw:
    """A change before it is known of what kind."""

    old: Range
    new: Range
    old_context: Span | None = None
    new_context: Span | None = None
    moved: bool = False
    whole: bool = False  # whole sentences came or went
    passage: int | None = None  # its number, where it is a passage that moved
    inside: int | None = None  # number of the moved passage that it stands in


def lay_out(old: Gap, new: Gap, moves: dict[int, dict[str, Range]]) -> Iterator[Raw]:
    """The changes of one gap; the ranges of moved passages are entered in `moves`."""
    a, b = _without_common_space(old, new)
    ours, theirs = _claims(old, a), _claims(new, b)
    for side, claims in (("old", ours), ("new", theirs)):
        for block, claimed in claims:
            if block.move is not None:
                moves.setdefault(block.move, {})[side] = claimed
    gone = [claimed for block, claimed in ours if block.move is None]
    come = [claimed for block, claimed in theirs if block.move is None]
    spare = (() if ours else a, () if theirs else b)  # white space that no block claims
    yield from _changes(gone, come, spare, (a[1], b[0]))


def _changes(
    gone: list[Range],
    come: list[Range],
    spare: tuple[Range | tuple[()], Range | tuple[()]],
    places: Range,
) -> Iterator[Raw]:
    old_place, new_place = places
    if len(gone) == 1 and len(come) == 1:
        yield Raw(gone[0], come[0])
        return
    left, right = (s if s and s[0] < s[1] else None for s in spare)
    if not gone and not come:
        if left or right:
            yield Raw(left or (old_place, old_place), right or (new_place, new_place))
        return
    for claimed in gone:
        yield Raw(claimed, right or (new_place, new_place))
        right, new_place = None, right[1] if right else new_place
    for claimed in come:
        yield Raw(left or (old_place, old_place), claimed)
        left = None


def _without_common_space(old: Gap, new: Gap) -> tuple[Range, Range]:
    """The two ranges without the white space that both have at the head and at the end."""
    a, b = old.start, new.start
    while a < old.head and b < new.head and old.text[a] == new.text[b]:
        a, b = a + 1, b + 1
    c, d = old.stop, new.stop
    while c > max(a, old.tail) and d > max(b, new.tail) and old.text[c - 1] == new.text[d - 1]:
        c, d = c - 1, d - 1
    return (a, c), (b, d)


def _claims(gap: Gap, inner: Range) -> list[tuple[Block, Range]]:
    """Each block with the range it stands for: itself and the white space up to the next."""
    if not gap.blocks:
        return []
    starts = [inner[0], *(block.start for block in gap.blocks[1:]), inner[1]]
    return list(zip(gap.blocks, pairwise(starts), strict=True))


def in_order(raws: Sequence[Raw]) -> list[Raw]:
    """The changes in the order of the new wording, then of the old one."""
    return sorted(raws, key=lambda raw: (raw.new, raw.old, not raw.moved))
