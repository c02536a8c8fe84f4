"""Reasons to pair two points: each within 0 and 1, each told by a pair that has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.align.profile import Profile
from crossread.align.signals import SIGNALS, covered, find_signals
from readings import one_profile, profiles

BOTH_WAYS = {  # the same from either side; the others look from the left
    "matter", "matter_contained", "evidence", "both_general", "other_actor", "people", "figures",
    "wording", "act",
    "speaker", "order",
}  # fmt: skip


def values(left: Profile, right: Profile) -> dict[str, float]:
    return {s.name: s.value for s in find_signals(left, right)}


@pytest.mark.parametrize(
    ("signal", "left", "right"),
    [
        ("matter", "They discussed trade.", "Стороны обсудили торговлю."),
        (
            "matter_contained",
            "They discussed trade.",
            "Стороны обсудили торговлю и права человека.",
        ),
        ("evidence", "They discussed trade.", "双方讨论了贸易。"),
        ("same_concept", "They raised human rights.", "Затронута тема прав человека."),
        ("only_once", "They discussed terrorism.", "They condemned terrorism."),
        (
            "both_general",
            "They exchanged views on a range of international issues.",
            "双方就共同关心的国际和地区问题交换意见。",
        ),
        ("other_actor", "They spoke of aid to Nepal.", "Речь шла о помощи Непалу."),
        ("people", "They spoke of President Orlan.", "Речь шла о президенте Орлане."),
        ("figures", "They noted the $5 million.", "Отмечены 5 млн долларов."),
        ("wording", "They walked along the quay.", "They walked to the quay."),
        ("act", "They condemned it.", "They condemned the raid."),
        ("speaker", "The two sides urged reform.", "Both sides urged reform."),
        ("order", "They discussed trade.", "They discussed drought."),
    ],
)
def test_each_signal_has_its_pair(signal: str, left: str, right: str) -> None:
    assert values(*one_profile(left, right))[signal] > 0


def test_every_signal_has_a_pair_above() -> None:
    (mark,) = test_each_signal_has_its_pair.pytestmark  # type: ignore[attr-defined]

    assert [case[0] for case in mark.args[1]] == [s.__name__ for s in SIGNALS]


@pytest.mark.parametrize(
    ("signal", "left", "right"),
    [
        ("matter", "They discussed trade.", "They discussed human rights."),
        ("other_actor", "They spoke of aid to Nepal.", "They spoke of aid to Malta."),
        ("figures", "They noted the $5 million.", "They noted the $6 million."),
        ("wording", "They discussed trade.", "Стороны обсудили торговлю."),
        ("people", "They spoke of President Orlan.", "They spoke of President Hale."),
        ("both_general", "They discussed trade.", "They discussed trade."),
    ],
)
def test_what_is_not_in_common_is_no_signal(signal: str, left: str, right: str) -> None:
    assert values(*one_profile(left, right))[signal] == 0


def test_left_s_own_side_is_right_s_other_side() -> None:
    left, _ = profiles(
        "The United States urged reform. Kazakhstan urged reform.", "They met.", country="USA"
    )
    right, _ = profiles(
        "Kazakhstan urged reform. The United States urged reform.", "They met.", country="KAZ"
    )
    spoken = {p.point.speaker: p for p in left}
    heard = {p.point.speaker: p for p in right}

    assert values(spoken["own"], heard["other"])["speaker"] == 1
    assert values(spoken["own"], heard["own"])["speaker"] == 0


def test_covered_tells_the_share_and_the_concepts() -> None:
    one, other = one_profile("They discussed trade and climate change.", "They discussed trade.")

    assert covered(other, one) == (1.0, ["trade-economic-cooperation"])
    assert 0 < covered(one, other)[0] < 1


SENTENCE = st.sampled_from(
    [
        "They discussed trade and human rights.",
        "President Orlan of Kazakhstan urged an end to terrorism in Nepal.",
        "They agreed to spend $5 million on climate change by 2030.",
        "They exchanged views on a range of international issues.",
        "Стороны обсудили торговлю и борьбу с терроризмом.",
        "双方就人权和气候变化交换意见。",
        "The talks were warm.",
        "Nothing of note.",
    ]
)


@given(SENTENCE, SENTENCE)
def test_signals_are_within_0_and_1_and_keep_their_order(one: str, other: str) -> None:
    left, right = one_profile(one, other)
    found = find_signals(left, right)

    assert [s.name for s in found] == [s.__name__ for s in SIGNALS]
    assert all(0 <= s.value <= 1 + 1e-9 for s in found), found


@given(SENTENCE, SENTENCE)
def test_signals_that_look_from_both_sides_are_the_same_from_each(one: str, other: str) -> None:
    left, right = one_profile(one, other)
    there, back = values(left, right), values(right, left)

    assert {n: there[n] for n in BOTH_WAYS} == pytest.approx({n: back[n] for n in BOTH_WAYS})
