"""Texts read and set side by side in one line, for tests of what comes after reading."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from crossread.align.calibration import Calibration
from crossread.align.profile import Profile, make_profiles
from crossread.coding.reading import Reading, read_text
from crossread.lexicon import load_base
from crossread.model import Moment, Point, Readout, Side

ISSUED = Moment(date(2024, 3, 5))

# Weights simple enough to be worked out by hand: shared matter links, any ground is a difference.
BY_HAND = Calibration(
    link={"bias": -3.0, "matter": 6.0, "same_concept": 3.0},
    framing={"bias": -1.0, "stronger_commitment": 3.0, "contested_name": 3.0},
    link_least=0.5,
    join_least=0.5,
    unsure_band=0.05,
    framing_least=0.5,
    fitted_on="set by hand for tests",
)
EVEN: Mapping[str, float] = {}  # no concept is rarer than another


def read(text: str, side: Side = "left", **given: Any) -> Reading:
    """The reading of a text with the shipped term base; issued on 5 March 2024."""
    return read_text(Readout(text=text, **({"date": ISSUED} | given)), side, load_base())


def profiles(left: str, right: str, **given: Any) -> tuple[list[Profile], list[Profile]]:
    """The profiles of two texts' points."""
    ours, theirs = read(left, "left", **given), read(right, "right", **given)
    return make_profiles(ours, theirs, load_base(), EVEN)


def one_profile(left: str, right: str, **given: Any) -> tuple[Profile, Profile]:
    """The profiles of the first points of two texts."""
    ours, theirs = profiles(left, right, **given)
    return ours[0], theirs[0]


def point_with(points: Sequence[Point], words: str) -> Point:
    """The point in which these words stand."""
    return next(p for p in points if words in p.words)
