"""The weights of the signals and grounds, fitted on marked pairs, with where they come from."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from crossread.errors import BadInput


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic weights for linking and for telling framing, and thresholds between answers."""

    link: Mapping[str, float]  # signal name to weight; "bias" is the constant
    framing: Mapping[str, float]  # ground name to weight; "bias" is the constant
    link_least: float  # pairs below are not linked, 0..1
    join_least: float  # a further passage joins a row from here, 0..1
    unsure_band: float  # scores this near to link_least are marked unsure
    framing_least: float  # rows from here on are framing_differs, 0..1
    fitted_on: str  # the set, its fingerprint and the day

    def link_score(self, signals: Sequence[tuple[str, float]]) -> float:
        """How likely it is that the two points are of one matter, 0..1."""
        return _logistic(self.link, signals)

    def framing_score(self, grounds: Sequence[tuple[str, float]]) -> float:
        """How likely it is that an analyst would report the difference, 0..1."""
        return _logistic(self.framing, grounds)


def _logistic(weights: Mapping[str, float], values: Sequence[tuple[str, float]]) -> float:
    total = weights.get("bias", 0.0) + sum(weights.get(n, 0.0) * v for n, v in values)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def calibration_from_json(text: str) -> Calibration:
    """Read a calibration as `gates/calibrate.py` writes it.

    Raises:
        BadInput: a key is missing or of another kind.
    """
    try:
        data = json.loads(text)
        return Calibration(
            data["link"],
            data["framing"],
            float(data["link_least"]),
            float(data["join_least"]),
            float(data["unsure_band"]),
            float(data["framing_least"]),
            str(data["fitted_on"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"this is not a calibration: {error}") from error


@cache
def load_calibration() -> Calibration:
    """The calibration that ships with crossread."""
    file = resources.files("crossread.align") / "calibration.json"
    return calibration_from_json(file.read_text(encoding="utf-8"))


@cache
def load_rarity() -> Mapping[str, float]:
    """Concept id to rarity 0..1, counted on archives by `gates/rarity.py`."""
    file = resources.files("crossread.align") / "rarity.json"
    found: dict[str, float] = json.loads(file.read_text(encoding="utf-8"))["rarity"]
    return found
