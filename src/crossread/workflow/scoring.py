"""Score crossread on pairs that people have marked, and two people against each other."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from crossread.align.agreement import (
    Counts,
    FalseRow,
    Miss,
    Misses,
    find_misses,
    score_pair,
)
from crossread.align.calibration import Calibration, load_calibration
from crossread.brief import marks_of
from crossread.coding.agreement import Codes, count_codes, krippendorff_alpha
from crossread.errors import NotFound, Undefined
from crossread.lexicon import TermBase, load_base
from crossread.model import Readout
from crossread.model.marks import SIDES, Answer, MarkedPair
from crossread.workflow.compare import compare
from crossread.workflow.marked import load_pair_texts, load_table, load_tables

Progress = Callable[[str, int, int], None]
"""Told the name of each pair before it is worked on, its number from 1, and how many there are."""

# Which wrong answers mislead a reader most: news hidden or made up, then the wrong partner, then
# a difference of framing missed or seen where there is none.
_GRAVITY: Mapping[frozenset[Answer], int] = {
    frozenset(("shared", "framing_differs")): 1,
    frozenset(("shared", "wrong_link")): 2,
    frozenset(("framing_differs", "wrong_link")): 2,
    frozenset(("shared", "none")): 2,
    frozenset(("framing_differs", "none")): 2,
    frozenset(("only", "none")): 2,
}
_GRAVEST = 3  # all else: "only" taken for a link, or a link for "only"


@dataclass(frozen=True, slots=True)
class PairScore:
    """One pair: what the tool was counted to get right, and all that it got wrong."""

    pair: str
    languages: str  # of both texts, in the order of the alphabet: "en-ru"
    counts: Counts
    misses: Misses
    second: Counts | None  # the second reader on the same pair
    fitted_on: str  # what the weights were fitted on


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A set of marked pairs, scored."""

    pairs: tuple[PairScore, ...]
    own_weights: bool  # whether each pair was scored with weights of its own

    def counts(self, languages: str | None = None) -> Counts:
        """The sum over all pairs, or over those of two languages."""
        return _sum(p.counts for p in self._of(languages))

    def second(self, languages: str | None = None) -> Counts | None:
        """The same for the second reader; None if no pair has one."""
        found = [p.second for p in self._of(languages) if p.second]
        return _sum(found) if found else None

    def language_pairs(self) -> list[str]:
        """The pairs of languages that stand in the set."""
        return sorted({p.languages for p in self.pairs})

    def _of(self, languages: str | None) -> list[PairScore]:
        return [p for p in self.pairs if languages in (None, p.languages)]


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two coders of one pair."""

    pair: str
    counts: Counts  # the first coder's table taken for right
    units: Mapping[Codes, int]

    @property
    def alpha(self) -> float | None:
        """Krippendorff's alpha over code points; None where it has no value."""
        return alpha_of(self.units)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two coders over a set of pairs."""

    pairs: tuple[PairAgreement, ...]
    only_first: tuple[str, ...]  # pairs that the second coder did not mark
    only_second: tuple[str, ...]

    @property
    def counts(self) -> Counts:
        """The sum over all pairs."""
        return _sum(p.counts for p in self.pairs)

    @property
    def alpha(self) -> float | None:
        """One alpha over the code points of all pairs; None where it has no value."""
        units: Counter[Codes] = Counter()
        for pair in self.pairs:
            units.update(pair.units)
        return alpha_of(units)


def evaluate(
    gold_dir: Path,
    texts_dir: Path,
    *,
    pattern: str = "*",
    calibrations: Mapping[str, Calibration] | None = None,
    second_dir: Path | None = None,
    base: TermBase | None = None,
    progress: Progress | None = None,
) -> Evaluation:
    """Compare every marked pair, and count how the rows answer the reader's points.

    Args:
        gold_dir: Tables in the marking format, one JSON file a pair, named after the pair.
        texts_dir: The texts: `<pair>.json` with `left` and `right`, or two files
            `<pair>.left.txt` and `<pair>.right.txt`.
        pattern: Which pairs, as a pattern of names: "2021-*".
        calibrations: Weights by name of pair, so that no pair is scored with weights that were
            fitted on it; the shipped weights for all if left out.
        second_dir: A second reader's tables of the same pairs.
        base: A term base of your own; the shipped one if left out.
        progress: Told of each pair before it is compared.

    Raises:
        NotFound: a folder, a pair's texts or a pair's weights are not there.
        BadInput: a table or a text cannot be read; the message names it.
    """
    base = base or load_base()
    # All is read before anything is compared: a file that is missing is told at once.
    marked = [
        _Marked(
            _with_texts(gold, *texts),
            texts,
            _weights_of(pair, calibrations),
            _load_second(second_dir, pair),
        )
        for pair, gold in load_tables(gold_dir, pattern).items()
        for texts in [load_pair_texts(texts_dir, pair)]
    ]
    scores = []
    for number, pair in enumerate(marked, start=1):
        if progress:
            progress(pair.gold.pair, number, len(marked))
        scores.append(_score(pair, base))
    return Evaluation(tuple(scores), calibrations is not None)


@dataclass(frozen=True, slots=True)
class _Marked:
    """One pair with all that scoring it takes."""

    gold: MarkedPair
    texts: tuple[Readout, Readout]
    calibration: Calibration
    second: MarkedPair | None


def _score(pair: _Marked, base: TermBase) -> PairScore:
    gold = pair.gold
    comparison = compare(*pair.texts, base=base, calibration=pair.calibration)
    predicted = marks_of(comparison, base.label, gold.pair)
    languages = sorted(r.language.split("-")[0] for r in (comparison.left, comparison.right))
    return PairScore(
        gold.pair,
        "-".join(languages),
        score_pair(gold, predicted),
        find_misses(gold, predicted),
        score_pair(gold, pair.second) if pair.second else None,
        pair.calibration.fitted_on,
    )


def _with_texts(table: MarkedPair, left: Readout, right: Readout) -> MarkedPair:
    """The table with its texts; marks that do not lie inside them are refused."""
    return replace(table, left_text=left.text, right_text=right.text)


def measure_agreement(
    first_dir: Path, second_dir: Path, *, pattern: str = "*", texts_dir: Path | None = None
) -> Agreement:
    """Set the tables of two coders side by side, pair by pair.

    Args:
        first_dir: The tables taken for right.
        second_dir: The tables that are scored.
        pattern: Which pairs, as a pattern of names.
        texts_dir: The texts, so that what neither coder marked counts as agreement too, to the
            end of each text; without them a text ends at its last mark.

    Raises:
        NotFound: a folder is not there, or the two have no pair in common.
        BadInput: a table cannot be read.
    """
    first, second = load_tables(first_dir, pattern), load_tables(second_dir, pattern)
    common = [pair for pair in first if pair in second]
    if not common:
        raise NotFound(f"{first_dir} and {second_dir} have no pair in common")
    pairs = [_agreement(first[pair], second[pair], texts_dir) for pair in common]
    return Agreement(
        tuple(pairs),
        tuple(pair for pair in first if pair not in second),
        tuple(pair for pair in second if pair not in first),
    )


def _agreement(one: MarkedPair, other: MarkedPair, texts_dir: Path | None) -> PairAgreement:
    if texts_dir:
        texts = load_pair_texts(texts_dir, one.pair)
        one, other = _with_texts(one, *texts), _with_texts(other, *texts)
    return PairAgreement(one.pair, score_pair(one, other), count_codes((one, other)))


def alpha_of(units: Mapping[Codes, int]) -> float | None:
    """Krippendorff's alpha; None where it has no value, as when only one code was used."""
    try:
        return krippendorff_alpha(units)
    except Undefined:
        return None


def worst_misses(evaluation: Evaluation, number: int) -> Misses:
    """The worst wrong answers and the worst false rows of all pairs, each named with its pair.

    The gravest come first (news hidden or made up, then the wrong partner, then framing), and
    among equals those about the most words.

    Args:
        evaluation: The pairs, scored.
        number: How many of each at most.
    """
    points = [
        replace(miss, name=f"{p.pair}, {miss.name}")
        for p in evaluation.pairs
        for miss in p.misses.points
    ]
    rows = [
        replace(row, name=f"{p.pair}, {row.name}")
        for p in evaluation.pairs
        for row in p.misses.rows
    ]
    return Misses(
        tuple(sorted(points, key=_gravity_of_miss)[:number]),
        tuple(sorted(rows, key=_gravity_of_row)[:number]),
    )


def _gravity_of_miss(miss: Miss) -> tuple[int, int, str]:
    kind = _GRAVITY.get(frozenset((miss.expected, miss.given)), _GRAVEST)
    return -kind, -len(miss.expected_left) - len(miss.expected_right), miss.name


def _gravity_of_row(row: FalseRow) -> tuple[int, str]:
    return -len(row.left) - len(row.right), row.name


def _load_second(folder: Path | None, pair: str) -> MarkedPair | None:
    """The second reader's table of that pair, if that reader marked it."""
    if folder is None:
        return None
    path = folder / f"{pair}.json"
    return load_table(path) if path.exists() else None


def _weights_of(pair: str, calibrations: Mapping[str, Calibration] | None) -> Calibration:
    if calibrations is None:
        return load_calibration()
    if pair not in calibrations:
        raise NotFound(
            f"there are no weights for {pair}",
            "Give its weights too, or leave it out with --pairs.",
        )
    return calibrations[pair]


def _sum(counts: Iterable[Counts]) -> Counts:
    total = Counts()
    for more in counts:
        total += more
    return total


def answers_of(gold: MarkedPair, misses: Misses) -> dict[str, Answer]:
    """What was answered to each side of each point: "point 3 left" -> "shared"."""
    answers: dict[str, Answer] = {}
    names: Sequence[str] = [p.name or f"point {n}" for n, p in enumerate(gold.points, start=1)]
    for name, point in zip(names, gold.points, strict=True):
        answers |= {f"{name} {side}": point.answer for side in SIDES if point.spans(side)}
    for miss in misses.points:
        answers |= {f"{miss.name} {side}": miss.given for side in miss.sides}
    return answers
