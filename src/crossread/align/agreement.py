"""How well a table of rows agrees with the one a reader drew, and where it does not.

The unit of the answers is a *point-side*: one side of one point of the reader's table. The row
that covers most of it speaks for it, and its answer is right or wrong. The unit of the links is
a whole linked row. Counts add up over pairs; figures are taken of the sum, so that a long pair
weighs more than a short one (micro-average).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from crossread.model.marks import SIDES, Answer, MarkedPair, MarkedPoint
from crossread.model.readout import Side, Span

# Set with the marking guide, before any tool was measured; they define the figures.
TOUCH_OF_SHORTER = 0.5  # two passages touch when they share this much of the shorter one ...
TOUCH_OF_LONGER = 0.2  # ... and this much of the longer, so that one huge row earns nothing
SPEAKS_FOR_POINT = 0.3  # a row speaks for a point-side when it covers this much of it ...
SPEAKS_OF_ROW = 0.1  # ... and that is this much of the row

CLASSES: tuple[Answer, Answer, Answer] = ("shared", "framing_differs", "only")


@dataclass(frozen=True, slots=True)
class Counts:
    """What one pair, or a sum of pairs, was counted to hold."""

    answers: Mapping[tuple[Answer, Answer], int] = field(default_factory=dict)
    """How many point-sides had (the answer expected, the answer given)."""
    gold_links: int = 0
    gold_links_found: int = 0
    predicted_links: int = 0
    predicted_links_right: int = 0

    def __add__(self, more: "Counts") -> "Counts":
        return Counts(
            Counter(self.answers) + Counter(more.answers),
            self.gold_links + more.gold_links,
            self.gold_links_found + more.gold_links_found,
            self.predicted_links + more.predicted_links,
            self.predicted_links_right + more.predicted_links_right,
        )


@dataclass(frozen=True, slots=True)
class Figures:
    """How well the tables agree: each 0 to 1, higher is better, 0 where nothing was counted."""

    link: float  # F1 of linked passages
    omission: float  # F1 of "only": is it said exactly where the reader says it
    relation: float  # mean of shared, framing and only, each weighing the same (macro-F1)
    shared: float  # F1 over point-sides
    framing: float
    only: float


@dataclass(frozen=True, slots=True)
class Miss:
    """A point of the reader's table that the rows answer otherwise, with the words of both."""

    name: str  # of the point in the reader's table: "point 3"
    theme: str
    gist: str
    sides: tuple[Side, ...]  # where the answer was not the one expected
    expected: Answer
    given: Answer
    expected_left: str  # empty where the texts are not known
    expected_right: str
    given_left: str
    given_right: str


@dataclass(frozen=True, slots=True)
class FalseRow:
    """A row whose claim holds for no point of the reader's table."""

    name: str  # of the row in the predicted table: "row-7"
    claim: Answer
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Misses:
    """All that keeps the figures from being 1."""

    points: tuple[Miss, ...]
    rows: tuple[FalseRow, ...]


@dataclass(frozen=True, slots=True)
class _Cover:
    """A row as the characters that it covers: bit n stands for character n of the side's text."""

    name: str
    claim: Answer
    left: int
    right: int

    def of(self, side: Side) -> int:
        return self.left if side == "left" else self.right

    @property
    def linked(self) -> bool:
        return self.claim != "only"


def score_pair(gold: MarkedPair, predicted: MarkedPair) -> Counts:
    """Count how the predicted rows answer the points of `gold`.

    Predicted rows do not overlap on a side: what an earlier row has taken, a later one loses,
    and a row that so loses all it had on a side is not counted.
    """
    points, rows = _covers(gold), _without_overlap(_covers(predicted))
    gold_links = [p for p in points if p.linked]
    made_links = [r for r in rows if r.linked]
    answers = Counter(
        (point.claim, _answer(point, _spokesman(point, side, rows), side))
        for point in points
        for side in _present(point)
    )
    return Counts(
        answers,
        len(gold_links),
        sum(_is_linked(link, made_links) for link in gold_links),
        len(made_links),
        sum(_is_linked(link, gold_links) for link in made_links),
    )


def figures(counts: Counts) -> Figures:
    """The figures of these counts.

    >>> figures(Counts({("only", "only"): 3, ("shared", "only"): 2})).omission
    0.75
    """
    recall = counts.gold_links_found / counts.gold_links if counts.gold_links else 0.0
    precision = (
        counts.predicted_links_right / counts.predicted_links if counts.predicted_links else 0.0
    )
    link = 2 * recall * precision / (recall + precision) if recall + precision else 0.0
    shared, framing, only = (_f1(counts.answers, name) for name in CLASSES)
    return Figures(link, only, (shared + framing + only) / 3, shared, framing, only)


def find_misses(gold: MarkedPair, predicted: MarkedPair) -> Misses:
    """Each point that the rows answer otherwise, and each row that is true of no point.

    The words come from the texts of either table; without texts they are empty.

    Raises:
        BadSpan: the marks reach past the end of the texts: they were made on other wordings.
    """
    texts = _texts(gold, predicted)
    points, rows = _covers(gold), _without_overlap(_covers(predicted))
    misses = [
        miss
        for point, marked in zip(points, gold.points, strict=True)
        for miss in _misses_of(point, marked, rows, texts)
    ]
    false = [
        FalseRow(row.name, row.claim, *_words(row, texts))
        for row in rows
        if not _holds(row, points, rows)
    ]
    return Misses(tuple(misses), tuple(false))


def _covers(table: MarkedPair) -> list[_Cover]:
    return [
        _Cover(point.name or f"point {number}", point.answer, _mask(point.left), _mask(point.right))
        for number, point in enumerate(table.points, start=1)
    ]


def _mask(spans: Iterable[Span]) -> int:
    """The characters of the spans as bits of one number: each set operation is one instruction."""
    covered = 0
    for span in spans:
        covered |= ((1 << len(span)) - 1) << span.start
    return covered


def _without_overlap(rows: Iterable[_Cover]) -> list[_Cover]:
    """The rows, each with what no earlier row has taken; emptied rows are left out."""
    kept: list[_Cover] = []
    taken_left = taken_right = 0
    for row in rows:
        rest = _Cover(row.name, row.claim, row.left & ~taken_left, row.right & ~taken_right)
        taken_left, taken_right = taken_left | row.left, taken_right | row.right
        if _present(rest) and _present(rest) == _present(row):
            kept.append(rest)
    return kept


def _present(row: _Cover) -> list[Side]:
    """The sides on which the row has a passage."""
    return [side for side in SIDES if row.of(side)]


def _touch(one: int, two: int) -> bool:
    """Whether two passages are near enough the same."""
    common = (one & two).bit_count()
    short, long = sorted((one.bit_count(), two.bit_count()))
    return common > 0 and common >= TOUCH_OF_SHORTER * short and common >= TOUCH_OF_LONGER * long


def _is_linked(link: _Cover, others: Iterable[_Cover]) -> bool:
    """Whether one of the others links the same passages."""
    return any(_touch(link.left, o.left) and _touch(link.right, o.right) for o in others)


def _spokesman(point: _Cover, side: Side, rows: Iterable[_Cover]) -> _Cover | None:
    """The row that covers most of this side of the point, the first of equals, if enough."""
    here = point.of(side)
    row = max(rows, key=lambda row: (row.of(side) & here).bit_count(), default=None)
    if row is None:
        return None
    common = (row.of(side) & here).bit_count()
    enough_of_point = common >= SPEAKS_FOR_POINT * here.bit_count()
    enough_of_row = common >= SPEAKS_OF_ROW * row.of(side).bit_count()
    return row if enough_of_point and enough_of_row else None


def _answer(point: _Cover, row: _Cover | None, side: Side) -> Answer:
    """What the row says of this side of the point.

    A link with the wrong passage is a wrong answer even where its relation is the expected one.
    """
    if row is None:
        return "none"
    across: Side = "right" if side == "left" else "left"
    if row.linked and point.linked and not _touch(row.of(across), point.of(across)):
        return "wrong_link"
    return row.claim


def _f1(answers: Mapping[tuple[Answer, Answer], int], name: Answer) -> float:
    """The harmonic mean of precision and recall of one answer; 0 where it was never right."""
    right = answers.get((name, name), 0)
    expected = sum(n for (want, _), n in answers.items() if want == name)
    given = sum(n for (_, got), n in answers.items() if got == name)
    return 2 * right / (expected + given) if right else 0.0


def _misses_of(
    point: _Cover, marked: MarkedPoint, rows: list[_Cover], texts: tuple[str, str]
) -> list[Miss]:
    """The wrong answers to one point: one miss for both sides where one row gave them both."""
    wrong: dict[tuple[_Cover | None, Answer], list[Side]] = {}
    for side in _present(point):
        row = _spokesman(point, side, rows)
        given = _answer(point, row, side)
        if given != point.claim:
            wrong.setdefault((row, given), []).append(side)
    return [
        Miss(
            point.name,
            marked.theme,
            marked.gist,
            tuple(sides),
            point.claim,
            given,
            *_words(point, texts),
            *(_words(row, texts) if row else ("", "")),
        )
        for (row, given), sides in wrong.items()
    ]


def _holds(row: _Cover, points: list[_Cover], rows: list[_Cover]) -> bool:
    """Whether a row is true of a point, or, one-sided, was asked about none.

    A linked row has to link what some point links. A one-sided row is false when it spoke for
    a point and every point that it spoke for has its answer on the other side.
    """
    if row.linked:
        return _is_linked(row, [p for p in points if p.linked])
    asked = [p for p in points for side in _present(p) if _spokesman(p, side, rows) == row]
    return not asked or any(p.claim == "only" for p in asked)


def _texts(gold: MarkedPair, predicted: MarkedPair) -> tuple[str, str]:
    """The texts of the pair from whichever table has them, both tables lying inside them."""
    left = predicted.left_text or gold.left_text
    right = predicted.right_text or gold.right_text
    for table in (gold, predicted):
        MarkedPair(table.pair, table.points, left, right)  # raises where it does not fit
    return left, right


def _words(row: _Cover, texts: tuple[str, str]) -> tuple[str, str]:
    """The words that the row covers on the left and on the right."""
    return _covered(row.left, texts[0]), _covered(row.right, texts[1])


def _covered(mask: int, text: str) -> str:
    """The covered stretches of the text, in its order, with a mark where words are left out."""
    if not text:
        return ""
    stretches, place = [], 0
    while mask >> place:
        rest = mask >> place
        start = place + (rest & -rest).bit_length() - 1
        filled = mask >> start
        place = start + (~filled & (filled + 1)).bit_length() - 1
        stretches.append(text[start:place])
    return " […] ".join(stretches)
