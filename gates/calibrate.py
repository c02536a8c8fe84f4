"""Fit the weights of the signals and grounds on marked pairs.

    python gates/calibrate.py MARKED_DIR TEXTS_DIR [--hold-out PAIR ...]

writes `src/crossread/align/calibration.json` (fitted on every pair but those held out, for use)
and `gates/calibrations.json` (for each pair, weights fitted on the other pairs
alone: what `crossread evaluate --calibrations` takes for figures on unseen pairs). A pair that is
held out is never fitted on, in no fold.

Weights: logistic regression with a ridge penalty, by Newton's method (Hastie, Tibshirani and
Friedman, The Elements of Statistical Learning, 2009, section 4.4.1). Thresholds are not fitted:
an even chance is 0.5.
"""

import argparse
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from crossread.align.agreement import Counts, figures, score_pair
from crossread.align.calibration import Calibration, load_rarity
from crossread.align.pairing import Candidate, score_candidates
from crossread.align.profile import Profile, make_profiles
from crossread.align.relate import CIRCUMSTANCES, GROUNDS, Passage, weigh_grounds
from crossread.align.rows import align_readings
from crossread.align.signals import SIGNALS
from crossread.coding.reading import Reading
from crossread.lexicon import load_base
from crossread.model import Row, Span
from crossread.model.marks import MarkedPair, MarkedPoint
from crossread.workflow.compare import read_pair
from crossread.workflow.marked import load_pair_texts, load_tables

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "src" / "crossread" / "align" / "calibration.json"
FOLDS = HERE / "calibrations.json"
RIDGE = 0.3
GROUND_RIDGE = 1.0
BELIEF = 0.7  # what a ground weighs before any case: analysts report such differences
LINK_WEIGHT = 3.0  # of a true link against a false one: there are thirty times as many of these
EVEN = 0.5
UNSURE_BAND = 0.1
NONE = Calibration({}, {}, EVEN, EVEN, UNSURE_BAND, EVEN, "")


@dataclass(frozen=True, slots=True)
class Case:
    """One marked pair, read and ready."""

    gold: MarkedPair
    left: Reading
    right: Reading
    lefts: list[Profile]
    rights: list[Profile]
    candidates: list[Candidate]

    def links(self) -> Iterator[tuple[list[float], bool]]:
        """Signals of each candidate, and whether a marked point links the two."""
        gold = [p for p in self.gold.points if p.left and p.right]
        ours = [_points_held(self.lefts, p.left) for p in gold]
        theirs = [_points_held(self.rights, p.right) for p in gold]
        for c in self.candidates:
            kinds = {self.lefts[c.left].point.kind, self.rights[c.right].point.kind}
            if "contact" not in kinds:
                true = any(c.left in a and c.right in b for a, b in zip(ours, theirs, strict=True))
                yield [s.value for s in c.signals], true

    def framings(self) -> Iterator[tuple[list[float], bool]]:
        """Grounds of each marked link, and whether it is marked as framed differently."""
        for point in self.gold.points:
            passages = self._passages(point)
            if passages is not None:
                values, _ = weigh_grounds(*passages, load_base())
                yield [v for _, v in values], point.relation == "framing_differs"

    def _passages(self, point: MarkedPoint) -> tuple[Passage, Passage] | None:
        ours = _points_held(self.lefts, point.left)
        theirs = _points_held(self.rights, point.right)
        left = Passage(tuple(self.lefts[i] for i in sorted(ours)))
        right = Passage(tuple(self.rights[i] for i in sorted(theirs)))
        kinds = {p.point.kind for p in (*left.profiles, *right.profiles)}
        return None if not ours or not theirs or "contact" in kinds else (left, right)


def _points_held(profiles: Sequence[Profile], spans: Sequence[Span]) -> set[int]:
    """Points of which at least half lies in the marked spans."""
    held = set()
    for i, profile in enumerate(profiles):
        span = profile.point.span
        inside = sum(max(0, min(s.stop, span.stop) - max(s.start, span.start)) for s in spans)
        if inside >= 0.5 * len(span):
            held.add(i)
    return held


def load_case(gold: MarkedPair, texts: Path) -> Case:
    """Read the two texts of a marked pair."""
    base, rarity = load_base(), load_rarity()
    left, right = read_pair(*load_pair_texts(texts, gold.pair), base)
    lefts, rights = make_profiles(left, right, base, rarity)
    return Case(gold, left, right, lefts, rights, score_candidates(lefts, rights, NONE))


def fit_weights(
    cases: Sequence[tuple[list[float], bool]], weight: float, ridge: float, prior: Sequence[float]
) -> NDArray[np.float64]:
    """Weights of each value and, last, the constant.

    Args:
        cases: values and truth.
        weight: how many times a true case counts.
        ridge: strength of the pull towards the prior.
        prior: what each weight is taken to be before any case is seen.
    """
    values = np.array([[*v, 1.0] for v, _ in cases])
    truth = np.array([float(t) for _, t in cases])
    importance = np.where(truth > 0, weight, 1.0)
    penalty = np.array([*[ridge] * len(prior), 1e-3])
    believed = np.array([*prior, 0.0])
    found = np.zeros(values.shape[1])
    for _ in range(60):
        chance = 1.0 / (1.0 + np.exp(-np.clip(values @ found, -30, 30)))
        slope = values.T @ (importance * (chance - truth)) + penalty * (found - believed)
        curve = (values * (importance * chance * (1 - chance))[:, None]).T @ values
        found = found - np.linalg.solve(curve + np.diag(penalty), slope)
    return np.asarray(found, dtype=np.float64)


def fit_grounds(cases: Sequence[tuple[list[float], bool]]) -> NDArray[np.float64]:
    """Weights of the grounds and circumstances, from few cases: each ground is believed to be
    a reason until the cases say otherwise, and none weighs against a difference."""
    prior = [BELIEF] * len(GROUNDS) + [0.0] * len(CIRCUMSTANCES)
    found = fit_weights(cases, 1.0, GROUND_RIDGE, prior)
    found[: len(GROUNDS)] = np.maximum(found[: len(GROUNDS)], 0.0)
    return found


def fit(cases: Sequence[Case], fitted_on: str) -> Calibration:
    """Weights fitted on these cases."""
    signals = [x for c in cases for x in c.links()]
    link = fit_weights(signals, LINK_WEIGHT, RIDGE, [0.0] * len(SIGNALS))
    framing = fit_grounds([x for c in cases for x in c.framings()])
    names = [*(s.__name__ for s in SIGNALS), "bias"]
    grounds = [*(g.__name__ for g in (*GROUNDS, *CIRCUMSTANCES)), "bias"]
    return replace(
        NONE,
        link=dict(zip(names, (round(float(w), 4) for w in link), strict=True)),
        framing=dict(zip(grounds, (round(float(w), 4) for w in framing), strict=True)),
        fitted_on=fitted_on,
    )


def sum_counts(cases: Sequence[Case], calibration: Calibration) -> Counts:
    """The counts of all cases under one calibration."""
    total = Counts()
    for case in cases:
        total += score_case(case, calibration)
    return total


def score_case(case: Case, calibration: Calibration) -> Counts:
    """The counts of one case."""
    rows = align_readings(case.left, case.right, load_base(), calibration, load_rarity())
    return score_pair(case.gold, _marked(case.gold, rows))


def _marked(gold: MarkedPair, rows: Sequence[Row]) -> MarkedPair:
    points = tuple(
        MarkedPoint(
            relation=r.relation,
            left=tuple(q.span for q in r.left),
            right=tuple(q.span for q in r.right),
        )
        for r in rows
    )
    return replace(gold, points=points)


def fingerprint(pairs: Sequence[str], folder: Path) -> str:
    """Twelve digits that change when a marked file does."""
    digest = hashlib.sha256()
    for pair in sorted(pairs):
        digest.update((folder / f"{pair}.json").read_bytes())
    return digest.hexdigest()[:12]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("marked", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--hold-out", nargs="*", default=[])
    given = parser.parse_args()
    tables = load_tables(given.marked)
    seen = {
        pair: load_case(gold, given.texts)
        for pair, gold in tables.items()
        if pair not in given.hold_out
    }
    when = date.today().isoformat()  # noqa: DTZ011 (a day for people, not a moment)
    told = f"{len(seen)} pairs, {fingerprint(list(seen), given.marked)}, {when}"
    shipped = fit(list(seen.values()), told)
    SHIPPED.write_text(json.dumps(asdict(shipped), indent=1) + "\n", encoding="utf-8")
    folds, total = {}, Counts()
    for pair in tables:
        others = [case for other, case in seen.items() if other != pair]
        folds[pair] = fit(others, f"{told}, without {pair}") if pair in seen else shipped
        if pair in seen:
            total += score_case(seen[pair], folds[pair])
    FOLDS.write_text(
        json.dumps({p: asdict(c) for p, c in folds.items()}, indent=1) + "\n", encoding="utf-8"
    )
    print("fitted on:", told)
    print("each pair by weights of the others:", asdict(figures(total)))
    print("all by the shipped weights:", asdict(figures(sum_counts(list(seen.values()), shipped))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
