"""Free points gathered into rows: neighbours of one matter together, others apart."""

import pytest

from crossread.align.grouping import GROUP_MAX, gather
from crossread.align.pairing import Group
from crossread.align.profile import make_profiles
from crossread.lexicon import TermBase
from readings import EVEN, read

NOTHING = "They met."


def rows(text: str, base: TermBase, *linked: Group) -> list[list[int]]:
    """The left points of each row, where nothing but `linked` is linked."""
    left, right = read(text), read(NOTHING, "right")
    made = gather(list(linked), left, right, *make_profiles(left, right, base, EVEN))
    return [g.left for g in made if g.left]


@pytest.mark.parametrize(
    ("text", "gathered"),
    [
        # one matter in one paragraph: one row
        ("They discussed human rights. They raised human rights in the north.", [[0, 1]]),
        # another paragraph or another matter: rows of their own
        ("They discussed human rights.\nThey raised human rights.", [[0], [1]]),
        ("They discussed trade. They raised human rights.", [[0], [1]]),
    ],
)
def test_neighbours_of_one_matter_are_one_row(
    base: TermBase, text: str, gathered: list[list[int]]
) -> None:
    assert rows(text, base) == gathered


def test_a_linked_point_parts_the_free_ones_around_it(base: TermBase) -> None:
    text = "They raised human rights. They discussed trade. They praised human rights."

    assert rows(text, base, Group([1], [0], 0.9)) == [[1], [0], [2]]


def test_a_row_of_one_side_does_not_grow_without_end(base: TermBase) -> None:
    gathered = rows("They raised human rights. " * (2 * GROUP_MAX), base)

    assert [len(row) for row in gathered] == [GROUP_MAX, GROUP_MAX]


def test_every_point_is_in_one_row(base: TermBase) -> None:
    text = "They discussed trade; they condemned terrorism. Warm words were said. Nepal was named."
    gathered = rows(text, base)

    assert sorted(i for row in gathered for i in row) == list(range(len(read(text).points)))
