"""The parts of a phrase's page as values: what each line says, and in which colour."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from crossread.brief.corpus import corpus_in_words
from crossread.brief.history_chart import Chart, draw_chart
from crossread.brief.history_timeline import (
    NAMED,
    OTHERS,
    Timeline,
    of_searched,
    rank_publishers,
    share_in_figures,
)
from crossread.brief.words import Label, day_in_words, legible, month_in_words
from crossread.model.phrase import PhraseHistory, ProvenUse, Use

USES_AT_FIRST = 200  # read without a click: more than anybody reads through, and quick to lay out
USES_MOST = 10_000  # on one page, some 5 MB: a browser still opens it at once
LONG_PHRASE = 60  # characters: from there on the heading is set smaller


@dataclass(frozen=True, slots=True)
class UserView:
    """A publisher or a counterpart, with how many of its statements have the phrase."""

    name: str
    rank: int  # 0: of no colour
    count: str
    share: str  # of what was searched of it; "" where that is not known
    bar: float  # percent of the longest


@dataclass(frozen=True, slots=True)
class KeyView:
    """An entry of the chart's key."""

    rank: int
    name: str
    count: str


@dataclass(frozen=True, slots=True)
class UseView:
    """One place, with the line around it."""

    date: str
    day: str
    publisher: str
    rank: int
    counterpart: str
    statement: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class YearView:
    """The uses of a year, those that are seen at once and those behind a click."""

    year: str
    count: int
    start: int  # number of its first use
    shown: tuple[UseView, ...]
    folded: tuple[UseView, ...]


@dataclass(frozen=True, slots=True)
class NumberView:
    """A line of the table. No publisher: nothing was searched in that month."""

    month: str
    publisher: str = ""
    count: int = 0
    searched: int = 0
    share: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    """Everything that stands on the page."""

    phrase: str
    is_long: bool
    standfirst: tuple[tuple[str, str], ...]  # words, and the name of a publisher after them
    held_to: str
    chart: Chart | None
    key: tuple[KeyView, ...]
    publishers: tuple[UserView, ...]
    silent: str  # publishers that were searched without a find
    counterparts: tuple[UserView, ...]
    years: tuple[YearView, ...]
    listed: int
    count: int
    numbers: tuple[NumberView, ...]
    corpus: str
    begins: str  # first day of what was searched; "" for nothing


def history_view(history: PhraseHistory, uses: Sequence[ProvenUse], label: Label) -> HistoryView:
    """The page of a history.

    Args:
        history: of a phrase.
        uses: all of its uses in order of time, or the first of them.
        label: from a country's ISO alpha-3 code to its name.
    """
    time, ranks = Timeline.of(history), rank_publishers(history)
    first = history.corpus.first
    return HistoryView(
        phrase=legible(history.phrase),
        is_long=len(history.phrase) > LONG_PHRASE,
        standfirst=tuple(_standfirst(history)),
        held_to=_held_to(history.exact),
        chart=draw_chart(history),
        key=tuple(_key(history)),
        publishers=tuple(_publishers(history, ranks)),
        silent=_silent(history),
        counterparts=tuple(_counterparts(history, label)),
        years=tuple(_years([_use_view(use, ranks, label) for use in uses[:USES_MOST]])),
        listed=min(len(uses), USES_MOST),
        count=history.count,
        numbers=tuple(_numbers(time)),
        corpus=corpus_in_words(history.corpus),
        begins=day_in_words(first.isoformat()) if first else "",
    )


def _standfirst(history: PhraseHistory) -> Iterator[tuple[str, str]]:
    """What was found, in one sentence."""
    searched = history.corpus.statements
    if history.first is None or history.last is None:
        yield f"Stands nowhere in {_counted(searched, 'statement')}.", ""
        return
    places = _counted(history.count, "place")
    yield f"{places} in {of_searched(history.statements, searched)}: ", ""
    if history.count == 1:
        yield _occasion("", history.first)
    else:
        yield _occasion("first ", history.first)
        yield _occasion(", last ", history.last)
    yield ".", ""


def _occasion(before: str, use: Use) -> tuple[str, str]:
    return f"{before}on {day_in_words(use.day.isoformat())} by ", legible(use.publisher)


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else noun + 's'}"


def _held_to(exact: bool) -> str:
    if exact:
        return "Letter case and kinds of quotation marks and dashes were held to."
    return (
        "Every word and mark counts, in this order; letter case, line breaks and kinds of quotation"
        " marks and dashes make no difference."
    )


# --- users ---------------------------------------------------------------------------------------


def _key(history: PhraseHistory) -> Iterator[KeyView]:
    """The publishers that have a colour of their own, then all the rest as one."""
    for rank, (name, number) in enumerate(history.publishers[:NAMED], start=1):
        yield KeyView(rank, legible(name), f"{number:,}")
    if rest := history.publishers[NAMED:]:
        number = sum(number for _, number in rest)
        yield KeyView(OTHERS, _counted(len(rest), "other"), f"{number:,}")


def _publishers(history: PhraseHistory, ranks: dict[str, int]) -> Iterator[UserView]:
    searched = _searched_of_each(history)
    most = max((number for _, number in history.publishers), default=1)
    for name, number in history.publishers:
        of = searched[name]
        share = f"{share_in_figures(number / of)} of its {of:,}" if of else ""
        bar = round(100 * number / most, 2)
        yield UserView(legible(name), ranks[name], f"{number:,}", share, bar)


def _searched_of_each(history: PhraseHistory) -> Counter[str]:
    searched = Counter[str]()
    for _, name, number in history.covered:
        searched[name] += number
    return searched


def _silent(history: PhraseHistory) -> str:
    """The publishers that were searched and do not have it, the most searched first."""
    having = {name for name, _ in history.publishers}
    searched = _searched_of_each(history).most_common()
    return ", ".join(f"{legible(name)} ({n:,})" for name, n in searched if name not in having)


def _counterparts(history: PhraseHistory, label: Label) -> Iterator[UserView]:
    most = max((number for _, number in history.counterparts), default=1)
    for code, number in history.counterparts:
        bar = round(100 * number / most, 2)
        yield UserView(_country(code, label), 0, f"{number:,}", "", bar)


def _country(code: str, label: Label) -> str:
    """The name with its code; the code alone where no name is known."""
    name = legible(label(code))
    return f"{name} ({legible(code)})" if name and name != code else legible(code)


# --- uses ----------------------------------------------------------------------------------------


def _use_view(proven: ProvenUse, ranks: dict[str, int], label: Label) -> UseView:
    use, line = proven.use, proven.line
    return UseView(
        date=use.day.isoformat(),
        day=day_in_words(use.day.isoformat()),
        publisher=legible(use.publisher),
        rank=ranks.get(use.publisher, OTHERS),
        counterpart=_country(use.counterpart, label) if use.counterpart else "",
        statement=legible(use.statement),
        before=line[: proven.start],
        words=use.words,
        after=line[proven.start + len(use.words) :],
    )


def _years(uses: Sequence[UseView]) -> Iterator[YearView]:
    """The uses by year: the first are open, whatever their year."""
    start = 0
    for year, group in groupby(uses, key=lambda use: use.date[:4]):
        of_year = tuple(group)
        room = max(0, USES_AT_FIRST - start)
        yield YearView(year, len(of_year), start + 1, of_year[:room], of_year[room:])
        start += len(of_year)


# --- numbers -------------------------------------------------------------------------------------


def _numbers(time: Timeline) -> Iterator[NumberView]:
    """For each month and publisher what was found and searched."""
    for month in time.months:
        said, searched = dict(time.said.get(month, ())), dict(time.searched.get(month, ()))
        for name in sorted({*said, *searched}):
            count, of = said.get(name, 0), searched.get(name, 0)
            share = share_in_figures(count / of) if of else ""
            yield NumberView(month_in_words(month), legible(name), count, of, share)
        if not said and not searched:
            yield NumberView(month_in_words(month))
