"""The marking format, there and back, and what a malformed one is told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.align.agreement import find_misses
from crossread.brief import (
    comparison_as_json,
    comparison_as_marks,
    marks_as_json,
    marks_from_json,
    marks_of,
    misses_as_text,
)
from crossread.errors import BadInput
from crossread.model import Span
from crossread.model.marks import MarkedPair, MarkedPoint
from factories import a_comparison, labelled, make_pair, make_point, make_row


def test_a_comparison_in_the_marking_format() -> None:
    marks = comparison_as_marks(a_comparison(), labelled, pair="orlan-call")

    assert marks["pair"] == "orlan-call"
    assert marks["points"][:2] == [
        {
            "relation": "shared",
            "theme": "the contact itself",
            "gist": "",
            "left": [[14, 45], [46, 60]],
            "right": [],
        },
        {
            "relation": "framing_differs",
            "theme": "border trade",
            "gist": "Stronger commitment on one side (Norland: agreed; Sudria: exchanged views).",
            "left": [[67, 97]],
            "right": [[2, 11]],
        },
    ]


def test_a_row_that_only_the_titles_tell_of_is_left_out() -> None:
    comparison = a_comparison()
    title = comparison.right.readout.quote("right", Span(0, 4), "title")
    (only_title,) = (make_row(right=(title,), kind="contact"),)
    changed = type(comparison)(
        left=comparison.left,
        right=comparison.right,
        contact=comparison.contact,
        rows=(only_title,),
        findings=(),
        space=(),
        methods=(),
    )

    assert marks_of(changed).points == ()
    assert marks_from_json(comparison_as_json(changed)).points == ()


def test_marks_and_json_tell_the_same_rows() -> None:
    comparison = a_comparison()
    ours = marks_of(comparison).points
    read = marks_from_json(comparison_as_json(comparison)).points

    assert [(p.relation, p.left, p.right) for p in ours] == [
        (p.relation, p.left, p.right) for p in read
    ]
    assert [p.name for p in read] == ["row-1", "row-2", "row-3", "row-4", "row-5"]


SPANS = st.builds(lambda a, n: Span(a, a + n), st.integers(0, 99), st.integers(1, 9))
SOME = st.lists(SPANS, min_size=1, max_size=3).map(tuple)
POINTS = st.one_of(
    st.builds(MarkedPoint, st.just("framing_differs"), SOME, SOME, st.text(), st.text()),
    st.builds(MarkedPoint, st.just("only_right"), st.just(()), SOME),
)


@given(st.lists(POINTS, max_size=5), st.text())
def test_marks_come_back_as_they_were(points: list[MarkedPoint], pair: str) -> None:
    marked = MarkedPair(pair, tuple(points))

    assert marks_from_json(marks_as_json(marked)) == marked


def test_a_span_may_be_a_list_or_an_object() -> None:
    row = {"relation": "only_left", "left": [{"start": 1, "stop": 3}], "right": []}

    assert marks_from_json({"rows": [row]}).points[0].left == (Span(1, 3),)


def point(**changed: Any) -> dict[str, Any]:
    return {"relation": "shared", "left": [[0, 4]], "right": [[0, 4]]} | changed


GOOD = point()


@pytest.mark.parametrize(
    ("points", "message"),
    [
        (
            [GOOD, GOOD, point(left=[[0, 1], [5]])],
            "call > point 3 > left > span 2: a span is two whole numbers, got [5]",
        ),
        ([point(right=[[4, 4]])], "call > point 1 > right > span 1: a span covers at least one"),
        ([point(right=[[True, 4]])], "call > point 1 > right > span 1: a span is two whole"),
        ([point(right=[["0", "4"]])], "call > point 1 > right > span 1: a span is two whole"),
        ([point(left=[{"start": 0}])], "call > point 1 > left > span 1: a span is two whole"),
        ([point(left="0-4")], "call > point 1 > left must be a list, got text"),
        ([{"relation": "shared", "left": []}], "call > point 1 > right is missing"),
        ([point(relation="same")], "call > point 1 > relation: 'same' is no relation"),
        ([point(relation=["a"])], "call > point 1 > relation: ['a'] is no relation"),
        ([point(relation="only_left")], "call > point 1: an only_left row has a passage on the"),
        ([point(left=[], right=[])], "call > point 1: a shared row marks no passage"),
        (["shared"], "call > point 1: expected an object with names and values, got text"),
        ({}, "call > points must be a list, got an object"),
    ],
)
def test_a_malformed_mark_is_told_by_its_path(points: Any, message: str) -> None:
    with pytest.raises(BadInput) as error:
        marks_from_json({"pair": "call", "points": points})

    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "call: expected an object with names and values, got nothing"),
        ([1], "call: expected an object with names and values, got a list"),
        ({"pair": "call"}, "call > points is missing"),
        ({"pair": 3, "points": []}, "call > pair: the name of a pair is text, got 3"),
    ],
)
def test_what_is_no_marked_table_is_refused(data: object, message: str) -> None:
    with pytest.raises(BadInput) as error:
        marks_from_json(data, pair="call")

    assert str(error.value) == message


def test_misses_are_told_in_words() -> None:
    left, right = "Trade grew. Dams were built.", "Trade grew. Editors were jailed."
    gold = make_pair(
        make_point("shared", "0-11", "0-11", theme="trade"),
        make_point("only_right", "", "12-32", theme="press", gist="Only one names them."),
    )
    predicted = make_pair(
        make_point("shared", "0-11", "0-11", name="row-1"),
        make_point("shared", "12-28", "12-32", name="row-2"),
        left_text=left,
        right_text=right,
    )

    assert misses_as_text(find_misses(gold, predicted)) == (
        "point 2 (press), right: on one side only expected, the same in both given\n"
        "    Only one names them.\n"
        "    expected right: “Editors were jailed.”\n"
        "    given left: “Dams were built.”\n"
        "    given right: “Editors were jailed.”\n"
        "row-2: the same in both given, true of no point\n"
        "    given left: “Dams were built.”\n"
        "    given right: “Editors were jailed.”"
    )
