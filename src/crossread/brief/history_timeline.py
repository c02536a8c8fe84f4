"""The months of a phrase's history, with what was searched in each: none is left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from crossread.model.phrase import PhraseHistory

NAMED = 5  # publishers told apart by colour and pattern: what a reader can hold in mind
OTHERS = NAMED + 1  # the rank of all the rest

Counts = dict[str, tuple[tuple[str, int], ...]]  # month to publishers and their statements


def rank_publishers(history: PhraseHistory) -> dict[str, int]:
    """The most frequent from 1 on; all that are not told apart share the last rank."""
    names = [name for name, _ in history.publishers]
    return {name: min(number, OTHERS) for number, name in enumerate(names, start=1)}


@dataclass(frozen=True, slots=True)
class Timeline:
    """The months from the first to the last that was searched, none left out."""

    months: tuple[str, ...]
    said: Counts
    searched: Counts

    @classmethod
    def of(cls, history: PhraseHistory) -> "Timeline":
        """The timeline of a history; of no months where nothing was searched."""
        said, searched = _by_month(history.months), _by_month(history.covered)
        found = sorted({*said, *searched})
        months = tuple(_months_between(found[0], found[-1])) if found else ()
        return cls(months, said, searched)

    def count(self, months: Sequence[str]) -> int:
        """Statements that have the phrase."""
        return sum(number for month in months for _, number in self.said.get(month, ()))

    def count_searched(self, months: Sequence[str]) -> int:
        """Statements searched."""
        return sum(number for month in months for _, number in self.searched.get(month, ()))

    def place(self, month: str) -> float:
        """Where a month begins, in percent."""
        return 100 * self.months.index(month) / len(self.months)


def _by_month(counts: Sequence[tuple[str, str, int]]) -> Counts:
    grouped = groupby(sorted(counts), key=lambda entry: entry[0])
    return {month: tuple((name, n) for _, name, n in entries) for month, entries in grouped}


def _months_between(first: str, last: str) -> Iterator[str]:
    year, month = int(first[:4]), int(first[5:])
    while (name := f"{year:04d}-{month:02d}") <= last:
        yield name
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def of_searched(count: int, searched: int) -> str:
    """The count with what it is of.

    >>> of_searched(2, 40), of_searched(0, 1)
    ('2 of 40 statements', '0 of 1 statement')
    """
    return f"{count:,} of {searched:,} {'statement' if searched == 1 else 'statements'}"


def share_in_figures(share: float) -> str:
    """A share of 0..1 as a percentage with one decimal, since phrases are rare.

    >>> share_in_figures(0.0119), share_in_figures(0.0001), share_in_figures(0)
    ('1.2%', 'under 0.1%', '0%')
    """
    if share <= 0:
        return "0%"
    return f"{share:.1%}" if share >= 0.001 else "under 0.1%"
