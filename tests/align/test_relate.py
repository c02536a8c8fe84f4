"""Grounds of a difference: for each a pair that has it, and none where both say the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.align.relate import CIRCUMSTANCES, GROUNDS, Passage, weigh_grounds
from crossread.lexicon import TermBase, load_base
from crossread.model import Ground
from readings import profiles

BASE = load_base()

CASES = [  # ground, left, right, what it saw on each side
    ("stronger_commitment", "They agreed on trade.", "They discussed trade.",
     "agreed", "discussed"),
    ("other_tone", "They condemned the trade ban.", "They welcomed trade.",
     "condemned", "welcomed"),
    ("contested_name", "They discussed the war in Ukraine.",
     "They discussed the special military operation in Ukraine.",
     "war in Ukraine", "special military operation"),
    ("contentious_name", "They discussed the invasion of Ukraine.",
     "They discussed the situation around Ukraine.", "invasion of Ukraine", ""),
    ("other_figure", "They discussed $5 million for trade.",
     "Стороны обсудили 6 млн долларов на торговлю.", "$5 million", "6 млн долларов"),
    ("figure_on_one_side", "They discussed $5 million for trade.", "They discussed trade.",
     "$5 million", ""),
    ("condition", "If the ceasefire holds, trade will resume.", "They discussed trade.",
     "condition", ""),
    ("other_speaker", "France urged trade talks.", "The two sides urged trade talks.",
     "other", "both"),
    ("named_actor", "They discussed trade in Geneva with UNICEF.", "They discussed trade.",
     "Geneva, UNICEF", ""),
    ("residue", "They discussed trade and climate change.", "They discussed trade.",
     "climate change", ""),
    ("general_only", "They discussed trade, migration and climate change.",
     "They discussed trade.", "climate change, migration, trade and economic cooperation",
     "trade and economic cooperation"),
]  # fmt: skip


def passages(left: str, right: str) -> tuple[Passage, Passage]:
    """Each side with all its points."""
    ours, theirs = profiles(left, right)
    return Passage(tuple(ours)), Passage(tuple(theirs))


def held(left: str, right: str) -> dict[str, Ground]:
    """The grounds that hold between two texts, by name."""
    return {g.name: g for g in weigh_grounds(*passages(left, right), BASE)[1]}


@pytest.mark.parametrize(("name", "left", "right", "ours", "theirs"), CASES)
def test_each_ground_has_its_case(name: str, left: str, right: str, ours: str, theirs: str) -> None:
    ground = held(left, right)[name]

    assert (ground.left.lower(), ground.right.lower()) == (ours.lower(), theirs.lower())


@pytest.mark.parametrize(("name", "left", "right", "ours", "theirs"), CASES)
def test_a_ground_is_seen_from_the_other_side_too(
    name: str, left: str, right: str, ours: str, theirs: str
) -> None:
    ground = held(right, left)[name]

    assert (ground.left.lower(), ground.right.lower()) == (theirs.lower(), ours.lower())


def test_every_ground_has_a_case() -> None:
    assert [case[0] for case in CASES] == [g.__name__ for g in GROUNDS]


@pytest.mark.parametrize("text", [case[1] for case in CASES if case[0] != "other_speaker"])
def test_the_same_words_are_no_difference(text: str) -> None:
    assert held(text, text) == {}


def test_thanks_that_answer_an_affirmation_are_no_other_speaker() -> None:
    own, other = passages("President Hale affirmed support for trade.",
                          "President Hale thanked for support of trade.")  # fmt: skip
    own, other = (
        Passage(tuple(replace(p, point=replace(p.point, speaker="own")) for p in side.profiles))
        for side in (own, other)
    )
    _, grounds = weigh_grounds(own, other, BASE)

    assert "other_speaker" not in {g.name for g in grounds}


def test_own_deeds_told_by_both_are_another_speaker() -> None:
    """What each ascribes to itself cannot be one side's."""
    sides = passages("They raised trade.", "They raised trade.")
    own = [
        Passage(tuple(replace(p, point=replace(p.point, speaker="own")) for p in s.profiles))
        for s in sides
    ]
    _, grounds = weigh_grounds(own[0], own[1], BASE)

    assert "other_speaker" in {g.name for g in grounds}


def test_an_embassy_is_no_third_party() -> None:
    grounds = held("They discussed trade at the embassy.", "They discussed trade.")

    assert "named_actor" not in grounds


def test_circumstances_are_weighed_and_never_shown() -> None:
    long = "They discussed trade " + "at very great length and with much patience " * 5 + "."
    values, grounds = weigh_grounds(*passages(long, "They discussed trade."), BASE)

    assert dict(values)["much_longer"] > 0
    assert dict(values)["same_act"] == 1
    assert {g.name for g in grounds}.isdisjoint(c.__name__ for c in CIRCUMSTANCES)


TEXTS = st.sampled_from([text for case in CASES for text in case[1:3]])


@given(TEXTS, TEXTS)
def test_grounds_are_weighed_within_0_and_1_and_held_where_they_weigh(one: str, other: str) -> None:
    values, grounds = weigh_grounds(*passages(one, other), BASE)

    assert [name for name, _ in values] == [r.__name__ for r in (*GROUNDS, *CIRCUMSTANCES)]
    assert all(0 <= value <= 1 for _, value in values)
    weighed = {name for name, value in values if value}
    assert {g.name for g in grounds} == weighed - {c.__name__ for c in CIRCUMSTANCES}


def test_the_labels_of_a_ground_are_the_term_bases(base: TermBase) -> None:
    assert held("They discussed trade and climate change.", "They discussed trade.")[
        "residue"
    ].left == base.label("climate-change")
