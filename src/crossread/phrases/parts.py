"""A segment with the statements that no longer count in it: those whose wording has changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from crossread.phrases.segment import BLOCK, Segment
from crossread.phrases.sets import Int32

NOWHERE = np.iinfo(np.int32).max  # the place of what does not count, where the least is sought
NONE: Int32 = np.zeros(0, np.int32)


@dataclass(frozen=True)
class Part:
    """One part of a phrase index."""

    segment: Segment
    dead: Int32 = field(default_factory=NONE.copy)  # numbers of statements, in order

    def __len__(self) -> int:
        return len(self.segment) - len(self.dead)

    def alive(self) -> Iterator[int]:
        """The statements that count, in order."""
        dead = set(self.dead.tolist())
        return (i for i in range(len(self.segment)) if i not in dead)

    def tokens(self) -> int:
        """How many tokens stand in the statements that count."""
        lengths = np.diff(self.segment.starts) - 1  # one is the mark behind the statement
        return int(lengths.sum() - lengths[self.dead].sum())

    @cached_property
    def counts(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """For each statement whether it counts."""
        counts = np.ones(len(self.segment), np.bool_)
        counts[self.dead] = False
        return counts

    @cached_property
    def places(self) -> Int32:
        """The suffixes, NOWHERE where the statement does not count."""
        if not len(self.dead):
            return self.segment.suffixes
        lengths = np.diff(self.segment.starts)
        shown = np.repeat(self.counts, lengths)[self.segment.suffixes]
        return np.where(shown, self.segment.suffixes, NOWHERE).astype(np.int32)

    @cached_property
    def least(self) -> Int32:
        """The least of each BLOCK of `places`."""
        return self.segment.least if not len(self.dead) else _of_blocks(self.places, np.minimum)

    @cached_property
    def greatest(self) -> Int32:
        """The greatest of each BLOCK of `places` that is not NOWHERE, -1 where all are."""
        if not len(self.dead):
            return self.segment.greatest
        return _of_blocks(self.late_places, np.maximum)

    @cached_property
    def late_places(self) -> Int32:
        """The suffixes, -1 where the statement does not count."""
        if not len(self.dead):
            return self.segment.suffixes
        return np.where(self.places == NOWHERE, -1, self.places).astype(np.int32)


def _of_blocks(places: Int32, chosen: np.ufunc) -> Int32:
    made: Int32 = chosen.reduceat(places, np.arange(0, len(places), BLOCK))
    return made
