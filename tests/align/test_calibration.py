"""Weights read from a file, and what they make of signals."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossread.align.calibration import calibration_from_json, load_calibration, load_rarity
from crossread.align.relate import CIRCUMSTANCES, GROUNDS
from crossread.align.signals import SIGNALS
from crossread.errors import BadInput
from crossread.lexicon import TermBase
from readings import BY_HAND

GOOD: dict[str, Any] = {
    "link": {"bias": -1.0, "matter": 2.0},
    "framing": {"bias": 0.0},
    "link_least": 0.5,
    "join_least": 0.5,
    "unsure_band": 0.1,
    "framing_least": 0.5,
    "fitted_on": "a set",
}


def test_a_calibration_is_read_whole() -> None:
    made = calibration_from_json(json.dumps(GOOD))

    assert made.link == GOOD["link"]
    assert made.fitted_on == "a set"


@pytest.mark.parametrize("key", sorted(GOOD))
def test_a_missing_key_is_named(key: str) -> None:
    with pytest.raises(BadInput, match=f"not a calibration: '{key}'"):
        calibration_from_json(json.dumps({k: v for k, v in GOOD.items() if k != key}))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", json.dumps(GOOD | {"link_least": "much"})])
def test_what_is_no_calibration_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="not a calibration"):
        calibration_from_json(text)


def test_no_signal_and_no_bias_is_an_even_chance() -> None:
    assert calibration_from_json(json.dumps(GOOD)).framing_score([]) == 0.5


def test_a_signal_without_a_weight_counts_nothing() -> None:
    assert BY_HAND.link_score([("matter", 1.0), ("hearsay", 9.0)]) == BY_HAND.link_score(
        [("matter", 1.0)]
    )


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_of_a_signal_that_speaks_for_a_link_never_makes_it_less_likely(
    one: float, other: float
) -> None:
    less, more = sorted((one, other))

    scores = [BY_HAND.link_score([("matter", value)]) for value in (less, more)]
    assert 0 <= scores[0] <= scores[1] <= 1


def test_the_shipped_weights_are_of_signals_and_grounds_that_there_are() -> None:
    shipped = load_calibration()

    assert set(shipped.link) <= {"bias", *(s.__name__ for s in SIGNALS)}
    assert set(shipped.framing) <= {"bias", *(g.__name__ for g in (*GROUNDS, *CIRCUMSTANCES))}
    for share in (shipped.link_least, shipped.join_least, shipped.framing_least):
        assert 0 < share < 1
    assert shipped.fitted_on


def test_the_shipped_rarities_are_shares_of_known_concepts(base: TermBase) -> None:
    rarity = load_rarity()

    assert all(0 <= value <= 1 for value in rarity.values())
    assert any(identity in base for identity in rarity)
