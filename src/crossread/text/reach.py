"""Whether anything of many reaches over a place, told by one look-up."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Reach:
    """How far some half-open ranges of a text reach, which may overlap.

    >>> reach = Reach([(0, 9), (4, 6)])
    >>> reach.before(5), reach.holds(4, 9), reach.touches(9, 12)
    (9, True, False)
    """

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(ranges)
        self._starts = [start for start, _ in ordered]
        self._furthest = [0, *accumulate((stop for _, stop in ordered), max)]

    def before(self, place: int) -> int:
        """The furthest stop of those that start before `place`, 0 where none does."""
        return self._furthest[bisect_left(self._starts, place)]

    def holds(self, start: int, stop: int) -> bool:
        """Whether one of them holds the whole range."""
        return self.before(start + 1) >= stop

    def touches(self, start: int, stop: int) -> bool:
        """Whether one of them shares a character with the range."""
        return self.before(stop) > start
