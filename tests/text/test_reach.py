"""What the one look-up tells is what going through all ranges would."""

from hypothesis import given
from hypothesis import strategies as st

from crossread.text.reach import Reach

PLACE = st.integers(0, 20)
RANGE = st.tuples(PLACE, st.integers(1, 6)).map(lambda r: (r[0], r[0] + r[1]))


@given(ranges=st.lists(RANGE), asked=RANGE)
def test_a_range_is_held_or_touched_if_one_of_them_does_it(
    ranges: list[tuple[int, int]], asked: tuple[int, int]
) -> None:
    start, stop = asked
    reach = Reach(ranges)

    assert reach.holds(start, stop) == any(a <= start and stop <= b for a, b in ranges)
    assert reach.touches(start, stop) == any(a < stop and start < b for a, b in ranges)
    assert reach.before(start) == max((b for a, b in ranges if a < start), default=0)
