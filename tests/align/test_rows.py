"""The rows of a table: their order, their quotes, and what an omission says of itself."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from crossread.align.rows import align_readings
from crossread.lexicon import load_base
from crossread.model import Quote, Row
from readings import BY_HAND, EVEN, read

BASE = load_base()
CALL = "President Hale spoke by phone today with President Orlan of Kazakhstan.\n"


def rows(left: str, right: str) -> list[Row]:
    ours, theirs = read(left, "left"), read(right, "right")
    return align_readings(ours, theirs, BASE, BY_HAND, EVEN)


def told(found: list[Row]) -> list[tuple[str, str, str]]:
    """Relation and words of each row."""
    return [(r.relation, _words(r.left), _words(r.right)) for r in found]


def _words(quotes: tuple[Quote, ...]) -> str:
    return " … ".join(q.words for q in quotes)


def test_rows_follow_the_left_text_and_right_only_rows_what_stands_before_them() -> None:
    found = rows(
        "They discussed trade.\nHe raised human rights.\nThey condemned terrorism.",
        "They condemned terrorism.\nThey spoke of climate change.\nThey discussed trade.",
    )

    assert told(found) == [
        ("shared", "They discussed trade.", "They discussed trade."),
        ("only_left", "He raised human rights.", ""),
        ("shared", "They condemned terrorism.", "They condemned terrorism."),
        ("only_right", "", "They spoke of climate change."),
    ]
    assert [r.id for r in found] == ["row-1", "row-2", "row-3", "row-4"]


def test_the_report_of_the_contact_is_a_row_of_its_own_and_no_framing() -> None:
    first, *_ = rows(CALL + "They discussed trade.", CALL + "They raised human rights.")

    assert (first.kind, first.relation, first.grounds) == ("contact", "shared", ())


def test_a_difference_that_weighs_enough_is_shown_with_its_ground() -> None:
    (row,) = rows("They agreed to step up trade.", "They discussed trade.")

    assert row.relation == "framing_differs"
    assert [g.name for g in row.grounds] == ["stronger_commitment"]


def test_an_omission_names_the_closest_passage_and_why_it_was_refused() -> None:
    left = "They discussed trade with China and France at length."
    row = next(r for r in rows(left, "France and China welcomed climate action.") if r.left)

    assert row.relation == "only_left"
    assert row.closest is not None
    assert row.closest.quote.words == "France and China welcomed climate action."
    assert row.closest.why_not


def test_what_is_only_related_is_not_told_as_in_common() -> None:
    left = CALL + "They called for the implementation of the Minsk agreements."
    right = CALL + "They noted readiness to hold a meeting in the Normandy format soon."
    row = next(r for r in rows(left, right) if r.relation == "only_left")

    assert row.closest is not None
    assert "Normandy" in row.closest.quote.words
    assert row.closest.why_not.endswith("related only: Normandy format talks")


def test_a_general_phrase_of_the_other_text_is_noted_beside_a_matter_of_a_third_country() -> None:
    found = rows(
        CALL + "They raised the Afghan peace talks.",
        CALL + "They exchanged views on the situation in the region.",
    )
    row = next(r for r in found if r.relation == "only_left")

    assert "They exchanged views on the situation in the region" in row.note


def test_no_general_phrase_is_noted_beside_a_matter_of_the_two_alone() -> None:
    found = rows(
        CALL + "They raised human rights.",
        CALL + "They exchanged views on the situation in the region.",
    )

    assert {r.note for r in found} == {""}


def test_the_same_text_twice_has_nothing_on_one_side() -> None:
    text = CALL + "They discussed trade.\nHe raised human rights."

    assert {r.relation for r in rows(text, text)} == {"shared"}


SENTENCES = st.lists(
    st.sampled_from(
        [
            CALL,
            "They agreed to step up trade, and condemned terrorism. ",
            "He raised human rights.\n",
            "They exchanged views on a range of regional issues. ",
            "Стороны обсудили торговлю и борьбу с терроризмом. ",
            "双方就人权、气候变化交换意见。",
            "It helps. ",
            "Aid of $5 million went to Nepal; talks resume in May. ",
            "Share\n",
        ]
    ),
    max_size=7,
).map(lambda parts: "They met in Geneva. " + "".join(parts))


@given(SENTENCES, SENTENCES)
def test_every_quote_stands_in_its_text_byte_for_byte(left: str, right: str) -> None:
    sides = {"left": read(left).readout, "right": read(right, "right").readout}

    for row in rows(left, right):
        quotes = [*row.left, *row.right, *([row.closest.quote] if row.closest else [])]
        for quote in quotes:
            quote.check(sides[quote.side])
        assert all(q.side == "left" for q in row.left)
        assert all(q.side == "right" for q in row.right)


@given(SENTENCES, SENTENCES)
def test_rows_do_not_overlap_on_a_side(left: str, right: str) -> None:
    found = rows(left, right)

    for spans in (
        sorted(q.span for r in found for q in r.left),
        sorted(q.span for r in found for q in r.right),
    ):
        assert all(a.stop <= b.start for a, b in pairwise(spans))


@given(SENTENCES, SENTENCES)
def test_every_point_is_in_one_row(left: str, right: str) -> None:
    found = rows(left, right)

    assert sorted(p for r in found for p in r.left_points) == sorted(
        p.id for p in read(left).points
    )
    assert sorted(p for r in found for p in r.right_points) == sorted(
        p.id for p in read(right, "right").points
    )


@given(SENTENCES, SENTENCES)
def test_the_relation_says_which_sides_have_passages(left: str, right: str) -> None:
    for row in rows(left, right):
        assert bool(row.left) == (row.relation != "only_right")
        assert bool(row.right) == (row.relation != "only_left")
        assert bool(row.grounds) == (row.relation == "framing_differs")
        assert 0 <= row.score <= 1
        assert row.closest is None or row.relation.startswith("only_")
