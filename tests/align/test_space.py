"""Shares of words: each word counted once, for one matter."""

from hypothesis import given
from hypothesis import strategies as st

from crossread.align.space import share_space
from readings import read

CALL = "President Hale spoke by phone today with President Orlan of Kazakhstan.\n"
TRADE, RIGHTS = "trade-economic-cooperation", "human-rights"


def shares(left: str, right: str = "They met.", **rarity: float) -> dict[str, tuple[float, float]]:
    named = {name.replace("_", "-"): value for name, value in rarity.items()}
    return {
        s.theme: (s.left, s.right) for s in share_space(read(left), read(right, "right"), named)
    }


def test_words_are_counted_and_shared_out() -> None:
    assert shares("They discussed trade.\nHail hit Nepal.")[TRADE] == (0.5, 0.0)


def test_a_sentence_counts_for_its_rarest_theme_alone() -> None:
    text = "They discussed human rights in trade."

    assert shares(text, trade_economic_cooperation=0.1, human_rights=0.8) == {RIGHTS: (1.0, 0.0)}
    assert shares(text, trade_economic_cooperation=0.8, human_rights=0.1) == {TRADE: (1.0, 0.0)}


def test_the_report_of_the_contact_takes_no_space() -> None:
    assert shares(CALL + "They discussed trade.")[TRADE] == (1.0, 0.0)


def test_the_largest_share_comes_first() -> None:
    found = shares("They discussed trade at length and in depth.\nHe raised human rights.")

    assert list(found) == [TRADE, RIGHTS]


SENTENCES = st.lists(
    st.sampled_from(
        ["They discussed trade and human rights. ", "It rained.\n", "双方讨论了气候变化。",
         "Стороны осудили терроризм.\n", "They exchanged views on regional issues. ", CALL]
    ),
    max_size=6,
).map(lambda parts: "They met. " + "".join(parts))  # fmt: skip


@given(SENTENCES, SENTENCES)
def test_shares_of_a_side_sum_to_at_most_the_whole(left: str, right: str) -> None:
    found = list(shares(left, right).values())

    for side in (0, 1):
        assert all(0 <= share[side] <= 1 for share in found)
        assert sum(share[side] for share in found) <= 1 + 1e-3  # each is rounded
