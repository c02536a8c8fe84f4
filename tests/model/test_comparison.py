"""The table as a value."""

from typing import get_args

import pytest

from crossread.errors import BadInput, BadSpan
from crossread.findings.find import SALIENCE
from crossread.model import FindingKind, Side
from factories import make_comparison, make_pair, make_point


@pytest.mark.parametrize("side", get_args(Side))
def test_a_side_is_asked_for_by_name(side: Side) -> None:
    comparison = make_comparison()

    assert comparison.side(side) is getattr(comparison, side)


def test_every_kind_of_finding_has_its_salience() -> None:
    assert set(SALIENCE) == set(get_args(FindingKind))
    assert all(0 <= salience <= 1 for salience in SALIENCE.values())


def test_a_marked_row_marks_something() -> None:
    with pytest.raises(BadInput, match="marks no passage"):
        make_point("shared")


@pytest.mark.parametrize(("relation", "across"), [("only_left", "right"), ("only_right", "left")])
def test_a_one_sided_row_has_no_passage_across(relation: str, across: str) -> None:
    with pytest.raises(BadInput, match=f"{relation} row has a passage on the {across}"):
        make_point(relation, "0-4", "0-4")


def test_marks_that_reach_past_the_text_were_made_on_another() -> None:
    with pytest.raises(BadSpan, match=r"reach character 12, but its left text has 9"):
        make_pair(make_point("only_left", "0-12"), left_text="They met.")


@pytest.mark.parametrize(
    ("relation", "answer"),
    [
        ("shared", "shared"),
        ("framing_differs", "framing_differs"),
        ("only_left", "only"),
        ("only_right", "only"),
    ],
)
def test_an_answer_does_not_name_the_side(relation: str, answer: str) -> None:
    spans = {"only_left": ("0-4", ""), "only_right": ("", "0-4")}.get(relation, ("0-4", "0-4"))

    assert make_point(relation, *spans).answer == answer
