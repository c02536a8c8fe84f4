"""Where the columns, shadings, ticks and labels of a phrase's timeline stand.

Across, places are shares of the drawing in percent, so that it fits every width; down, they are
pixels, so that words and patterns keep their size. Nothing is drawn here.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from statistics import median

from crossread.brief.history_timeline import (
    OTHERS,
    Timeline,
    of_searched,
    rank_publishers,
    share_in_figures,
)
from crossread.brief.words import legible, month_in_words
from crossread.model.phrase import PhraseHistory

COUNT_HEIGHT = 200  # pixels
SHARE_HEIGHT = 84
HEADROOM = 24  # above both, for the figure over the highest column
LEAST_HEIGHT = 1.5  # of a column: one statement beside a thousand is still seen
LEAST_MONTH = 3  # pixels a month has at the least: below that the drawing scrolls
TICKS = 5  # steps of an axis at the most
# Median of statements searched in a month, below which shares are of quarters: one statement more
# or less would move the share of such a month by five points and more.
SPARSE = 20
LETTERS_UNTIL = 30  # months whose initials stand below the columns: more would touch on a phone
YEAR_LABEL = 31  # pixels that a year's figures take
FULL_WIDTH = 1056  # pixels of the drawing on a wide screen
PHONE_WIDTH = 272  # on a narrow one


@dataclass(frozen=True, slots=True)
class Segment:
    """What one publisher, or all the rest, adds to a column."""

    rank: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """A month in which statements were searched."""

    x: float
    width: float
    bar_x: float
    bar_width: float
    segments: tuple[Segment, ...]  # from below
    told: tuple[str, ...]  # lines


@dataclass(frozen=True, slots=True)
class Unsearched:
    """Months in a row in which no statement was searched."""

    x: float
    width: float
    told: str


@dataclass(frozen=True, slots=True)
class Share:
    """The share of the statements searched in a month or a quarter that have the phrase."""

    x: float
    width: float
    y: float
    height: float
    told: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across, and its figure at the side."""

    y: float
    label: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A label below or in the drawing; `kind` says which."""

    x: float
    label: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Peak:
    """The highest column, with its figure."""

    x: float
    y: float
    anchor: str
    label: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Two drawings above one axis of time."""

    months: int
    columns: tuple[Column, ...]
    unsearched: tuple[Unsearched, ...]
    shares: tuple[Share, ...]
    period: str  # "month" or "quarter", that the shares are of
    count_ticks: tuple[Tick, ...]
    share_ticks: tuple[Tick, ...]
    years: tuple[Mark, ...]
    letters: tuple[Mark, ...]  # of the months, where there is room
    peak: Peak
    told: str  # in one sentence, for who does not see it


def draw_chart(history: PhraseHistory) -> Chart | None:
    """The chart of a history; None where the phrase stands nowhere, and there is none to draw."""
    time = Timeline.of(history)
    counts = [time.count([month]) for month in time.months]
    if not any(counts):
        return None
    most = max(counts)
    period, shares, share_ticks = _draw_shares(time)
    return Chart(
        months=len(time.months),
        columns=tuple(_draw_columns(time, rank_publishers(history), most)),
        unsearched=tuple(_draw_unsearched(time)),
        shares=shares,
        period=period,
        count_ticks=tuple(Tick(_down(t, most, COUNT_HEIGHT), f"{t:,}") for t in _scale(most)),
        share_ticks=share_ticks,
        years=tuple(_mark_years(time)),
        letters=tuple(_mark_letters(time)) if len(time.months) <= LETTERS_UNTIL else (),
        peak=_find_peak(time, counts, most),
        told=_in_one_sentence(history, time, counts),
    )


def _scale(most: int) -> tuple[int, ...]:
    """Round numbers from 0 to `most`, in few steps.

    >>> _scale(11), _scale(3)
    ((0, 5, 10), (0, 1, 2, 3))
    """
    steps = (lead * 10**power for power in count() for lead in (1, 2, 5))
    step = next(step for step in steps if step * TICKS >= most)
    return tuple(range(0, most + 1, step))


def _down(number: float, most: float, height: int) -> float:
    """How far from the top a number stands, in pixels."""
    return round(HEADROOM + height * (1 - number / most), 2)


# --- columns -------------------------------------------------------------------------------------


def _draw_columns(time: Timeline, ranks: dict[str, int], most: int) -> Iterator[Column]:
    width = 100 / len(time.months)
    for number, month in enumerate(time.months):
        if month in time.searched or month in time.said:
            x = number * width
            yield Column(
                x=round(x, 3),
                width=round(width, 3),
                bar_x=round(x + width * 0.05, 3),
                bar_width=round(width * 0.9, 3),
                segments=tuple(_stack(time.said.get(month, ()), ranks, most)),
                told=tuple(_month_as_lines(time, month)),
            )


def _stack(said: Sequence[tuple[str, int]], ranks: dict[str, int], most: int) -> Iterator[Segment]:
    """The parts of a column from below, the most frequent publisher first."""
    by_rank = Counter[int]()
    for name, number in said:
        by_rank[ranks.get(name, OTHERS)] += number
    total = sum(by_rank.values())
    height = max(COUNT_HEIGHT * total / most, LEAST_HEIGHT) if total else 0.0
    foot = HEADROOM + float(COUNT_HEIGHT)
    for rank, number in sorted(by_rank.items()):
        part = height * number / total
        foot -= part
        yield Segment(rank, round(foot, 2), round(part, 2))


def _month_as_lines(time: Timeline, month: str) -> Iterator[str]:
    """What a month says when it is pointed at: the whole, then each publisher that has it."""
    told = of_searched(time.count([month]), time.count_searched([month]))
    yield f"{month_in_words(month)}: {told}"
    of_each = dict(time.searched.get(month, ()))
    said = time.said.get(month, ())
    if len(of_each) > 1:
        for name, number in sorted(said, key=lambda entry: (-entry[1], entry[0])):
            yield f"{legible(name)}: {number:,} of {of_each.get(name, 0):,}"


def _draw_unsearched(time: Timeline) -> Iterator[Unsearched]:
    """Months without a statement: no data, which is not the same as no use."""
    width = 100 / len(time.months)
    grouped = groupby(
        enumerate(time.months), key=lambda n: n[1] in time.searched or n[1] in time.said
    )
    for is_known, group in grouped:
        months = list(group)
        if not is_known:
            first, last = months[0][1], months[-1][1]
            days = month_in_words(first) + (f" to {month_in_words(last)}" if last > first else "")
            x = months[0][0] * width
            told = f"{days}: no statement searched"
            yield Unsearched(round(x, 3), round(len(months) * width, 3), told)


def _find_peak(time: Timeline, counts: Sequence[int], most: int) -> Peak:
    """The first of the highest columns."""
    number = counts.index(max(counts))
    x = 100 * (number + 0.5) / len(counts)
    anchor = "start" if x < 2 else "end" if x > 98 else "middle"
    return Peak(
        x=round(x, 3),
        y=_down(counts[number], most, COUNT_HEIGHT) - 5,
        anchor=anchor,
        label=f"{counts[number]:,}",
        told=month_in_words(time.months[number]),
    )


# --- shares --------------------------------------------------------------------------------------


def _draw_shares(time: Timeline) -> tuple[str, tuple[Share, ...], tuple[Tick, ...]]:
    """By month, or by quarter where months hold few statements; with the ticks beside them."""
    sizes = [time.count_searched([month]) for month in time.searched]
    is_sparse = not sizes or median(sizes) < SPARSE
    groups = [list(g) for _, g in groupby(time.months, _quarter if is_sparse else str)]
    known = [(group, n) for group in groups if (n := time.count_searched(group))]
    # In hundredths of a percent, so that the scale is made of whole numbers.
    most = max(-(-10_000 * time.count(group) // n) for group, n in known)
    shares = tuple(_draw_share(time, group, most) for group, _ in known)
    marks = tuple(Tick(_down(t, most, SHARE_HEIGHT), f"{t / 100:g}%") for t in _scale(most))
    return "quarter" if is_sparse else "month", shares, marks


def _quarter(month: str) -> str:
    """The quarter that a month is in.

    >>> _quarter("2021-06")
    '2021 quarter 2'
    """
    return f"{month[:4]} quarter {(int(month[5:]) + 2) // 3}"


def _draw_share(time: Timeline, months: Sequence[str], most: int) -> Share:
    number, searched = time.count(months), time.count_searched(months)
    y = _down(10_000 * number / searched, most, SHARE_HEIGHT)
    width = 100 * len(months) / len(time.months)
    name = month_in_words(months[0])
    if len(months) > 1:
        name += f" to {month_in_words(months[-1])}"
    told = f"{name}: {share_in_figures(number / searched)}, {of_searched(number, searched)}"
    height = round(HEADROOM + SHARE_HEIGHT - y, 2)
    return Share(round(time.place(months[0]), 3), round(width, 3), y, height, told)


# --- labels --------------------------------------------------------------------------------------


def _mark_years(time: Timeline) -> Iterator[Mark]:
    """Each year where it begins; one that is too short for its figures goes without."""
    for year, group in groupby(time.months, key=lambda month: month[:4]):
        months = list(group)
        part = len(months) / len(time.months)
        least = len(months) * LEAST_MONTH
        on_phone, on_desk = (max(part * w, least) for w in (PHONE_WIDTH, FULL_WIDTH))
        kind = "always" if on_phone >= YEAR_LABEL else "wide" if on_desk >= YEAR_LABEL else "bare"
        yield Mark(round(time.place(months[0]), 3), year, kind)


def _mark_letters(time: Timeline) -> Iterator[Mark]:
    width = 100 / len(time.months)
    for number, month in enumerate(time.months):
        yield Mark(round((number + 0.5) * width, 3), month_in_words(month)[0])


def _in_one_sentence(history: PhraseHistory, time: Timeline, counts: Sequence[int]) -> str:
    first, last = month_in_words(time.months[0]), month_in_words(time.months[-1])
    peak = time.months[counts.index(max(counts))]
    return (
        f"A column a month from {first} to {last}: {history.statements:,} statements that have the"
        f" phrase, in {sum(map(bool, counts)):,} of {len(counts):,} months; most in"
        f" {month_in_words(peak)}, {max(counts):,}. The same numbers stand in the table below."
    )
