"""How well two tables agree, in hand-counted cases and against the reference scorer."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.align.agreement import (
    Counts,
    FalseRow,
    Miss,
    figures,
    find_misses,
    score_pair,
)
from crossread.errors import BadInput, BadSpan
from crossread.model import Span
from crossread.model.marks import MarkedPair, MarkedPoint
from factories import make_pair, make_point

TRADE = make_point("shared", "0-10", "0-10")
WATER = make_point("framing_differs", "10-20", "20-30")
RIGHTS = make_point("only_left", "20-30")
GOLD = make_pair(TRADE, WATER, RIGHTS)


def counted(*rows: MarkedPoint) -> Counts:
    return score_pair(GOLD, make_pair(*rows))


# --- stated facts -----------------------------------------------------------------------------


def test_a_table_agrees_wholly_with_itself() -> None:
    found = figures(score_pair(GOLD, GOLD))

    assert (found.link, found.omission, found.relation) == (1.0, 1.0, 1.0)


def test_each_side_of_a_point_is_asked_for_its_answer() -> None:
    assert score_pair(GOLD, GOLD).answers == {
        ("shared", "shared"): 2,
        ("framing_differs", "framing_differs"): 2,
        ("only", "only"): 1,
    }


@pytest.mark.parametrize(
    ("row", "answers"),
    [
        pytest.param(
            make_point("shared", "10-20", "20-30"), {"shared": 2}, id="another relation is given"
        ),
        pytest.param(
            make_point("shared", "10-20", "40-50"),
            {"wrong_link": 1, "none": 1},
            id="a link with another matter is wrong whatever its relation",
        ),
        pytest.param(make_point("only_left", "10-20"), {"only": 1, "none": 1}, id="one-sided"),
        pytest.param(
            make_point("framing_differs", "10-12", "20-30"),
            {"none": 1, "framing_differs": 1},
            id="less than three tenths of the point",
        ),
        pytest.param(
            make_point("framing_differs", "0-200", "20-30"),
            {"none": 1, "wrong_link": 1},
            id="less than a tenth of the row",
        ),
    ],
)
def test_the_row_that_covers_most_of_a_point_answers_for_it(
    row: MarkedPoint, answers: dict[str, int]
) -> None:
    found = score_pair(make_pair(WATER), make_pair(row)).answers

    assert {given: n for (_, given), n in found.items()} == answers


def test_an_earlier_row_takes_its_passages_from_a_later_one() -> None:
    greedy = make_point("only_left", "0-30")
    counts = counted(greedy, TRADE, WATER)

    assert counts.predicted_links == 0
    assert counts.answers[("only", "only")] == 1


def test_one_huge_row_earns_nothing() -> None:
    counts = counted(make_point("shared", "0-1000", "0-1000"))

    assert (counts.gold_links_found, counts.predicted_links_right) == (0, 0)


def test_figures_of_a_sum_weigh_each_link_the_same() -> None:
    good = score_pair(GOLD, GOLD)
    empty = counted()

    assert figures(good + empty).link == pytest.approx(2 * 0.5 / 1.5)
    assert sum([good, empty], Counts()) == good + empty


def test_nothing_counted_gives_zero() -> None:
    assert figures(Counts()).relation == 0.0


# --- misses -----------------------------------------------------------------------------------

LEFT = "Trade will grow. Water is short. Rights matter."
RIGHT = "Trade grows. The dams were blamed for the lack of water."
MARKED = make_pair(
    make_point("shared", "0-16", "0-12", theme="trade"),
    make_point("framing_differs", "17-32", "13-56", theme="water", gist="Only one lays blame."),
    make_point("only_left", "33-47", theme="rights"),
)


def table(*rows: MarkedPoint) -> MarkedPair:
    return make_pair(*rows, left_text=LEFT, right_text=RIGHT)


def test_a_table_without_fault_has_no_misses() -> None:
    misses = find_misses(MARKED, table(*MARKED.points))

    assert (misses.points, misses.rows) == ((), ())


def test_a_miss_tells_what_was_expected_what_was_given_and_the_words_of_both() -> None:
    predicted = table(
        make_point("shared", "0-16", "0-12"),
        make_point("shared", "17-32", "13-56"),
        make_point("only_left", "33-47"),
    )

    assert find_misses(MARKED, predicted).points == (
        Miss(
            name="point 2",
            theme="water",
            gist="Only one lays blame.",
            sides=("left", "right"),
            expected="framing_differs",
            given="shared",
            expected_left="Water is short.",
            expected_right="The dams were blamed for the lack of water.",
            given_left="Water is short.",
            given_right="The dams were blamed for the lack of water.",
        ),
    )


def test_a_row_that_is_true_of_no_point_is_told_with_its_words() -> None:
    predicted = table(
        make_point("shared", "0-16", "13-56", name="row-1"),
        make_point("only_left", "17-32", name="row-2"),
        make_point("only_left", "33-47", name="row-3"),
    )

    assert find_misses(MARKED, predicted).rows == (
        FalseRow("row-1", "shared", LEFT[0:16], RIGHT[13:56]),
        FalseRow("row-2", "only", "Water is short.", ""),
    )


def test_words_of_several_passages_are_parted() -> None:
    gold = make_pair(make_point("only_left", "0-5 33-39"))

    assert find_misses(gold, table()).points[0].expected_left == "Trade […] Rights"


def test_marks_made_on_another_wording_are_refused() -> None:
    gold = make_pair(make_point("only_left", "0-400"))

    with pytest.raises(BadSpan, match="reach character 400, but its left text has 47"):
        find_misses(gold, table())


def test_without_texts_the_misses_have_no_words() -> None:
    miss = find_misses(GOLD, make_pair()).points[0]

    assert (miss.expected_left, miss.given_left) == ("", "")


def test_misses_are_the_answers_that_are_not_on_the_diagonal() -> None:
    predicted = make_pair(make_point("shared", "0-10", "20-30"), make_point("only_left", "10-20"))
    counts = score_pair(GOLD, predicted)
    wrong = sum(n for (want, got), n in counts.answers.items() if want != got)

    assert sum(len(m.sides) for m in find_misses(GOLD, predicted).points) == wrong


# --- the marked table itself ------------------------------------------------------------------


def test_a_one_sided_point_has_no_passage_across() -> None:
    with pytest.raises(BadInput, match="an only_left row has a passage on the right"):
        make_point("only_left", "0-4", "0-4")


def test_a_point_marks_at_least_one_passage() -> None:
    with pytest.raises(BadInput, match="marks no passage"):
        make_point("shared")


# --- properties, and the reference scorer -----------------------------------------------------

SPANS = st.builds(
    lambda start, size: Span(start, start + size), st.integers(0, 40), st.integers(1, 25)
)
SOME = st.lists(SPANS, min_size=1, max_size=3).map(tuple)
POINTS = st.one_of(
    st.builds(MarkedPoint, st.sampled_from(["shared", "framing_differs"]), SOME, SOME),
    st.builds(MarkedPoint, st.just("shared"), SOME, st.just(())),
    st.builds(MarkedPoint, st.just("only_left"), SOME, st.just(())),
    st.builds(MarkedPoint, st.just("only_right"), st.just(()), SOME),
)
TABLES = st.lists(POINTS, max_size=7).map(lambda points: make_pair(*points))


@given(TABLES, TABLES)
def test_every_side_of_every_point_is_answered_once(gold: MarkedPair, table: MarkedPair) -> None:
    sides = sum(bool(p.left) + bool(p.right) for p in gold.points)

    assert sum(score_pair(gold, table).answers.values()) == sides


@given(TABLES, TABLES)
def test_misses_and_answers_tell_the_same(gold: MarkedPair, table: MarkedPair) -> None:
    counts, misses = score_pair(gold, table), find_misses(gold, table)
    links = [row for row in misses.rows if row.claim != "only"]

    assert sum(len(m.sides) for m in misses.points) == sum(
        n for (want, got), n in counts.answers.items() if want != got
    )
    assert len(links) == counts.predicted_links - counts.predicted_links_right


PAIRS = Path(__file__).parents[3] / "shared" / "data" / "pairs"


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    """The scorer that came with the marked pairs, where this machine has it."""
    path = PAIRS / "score.py"
    if not path.is_file():
        pytest.skip("../shared/data/pairs, with the reference scorer, is not here")
    spec = importlib.util.spec_from_file_location("reference_scorer", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plain(table: MarkedPair) -> dict[str, Any]:
    return {
        "points": [
            {
                "relation": p.relation,
                "left": [[s.start, s.stop] for s in p.left],
                "right": [{"start": s.start, "stop": s.stop} for s in p.right],
            }
            for p in table.points
        ]
    }


@given(gold=TABLES, table=TABLES)
def test_figures_are_those_of_the_reference_scorer(
    reference: ModuleType, gold: MarkedPair, table: MarkedPair
) -> None:
    ours = figures(score_pair(gold, table))
    theirs = reference.figures(*reference.score(plain(gold), plain(table)))

    assert {name: getattr(ours, name) for name in theirs} == theirs
