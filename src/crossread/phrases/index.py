"""The phrase index: count, first and last use of any phrase, and what was said before.

The index is a tuple of parts. New statements make a small part, which can be searched at once;
`merge.parts_to_merge` says when small ones should become one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from crossread.errors import BadInput
from crossread.model.phrase import Chosen, Corpus, PhraseHistory, Stretch, Use
from crossread.phrases.found import UNKNOWN, Found, fold_numbers, in_time, statement_at, use_at
from crossread.phrases.parts import NOWHERE, Part
from crossread.phrases.search import find_range
from crossread.phrases.segment import Segment
from crossread.phrases.sets import Int32
from crossread.phrases.stretches import LEAST_STRETCH, find_stretches
from crossread.phrases.tokens import cut_tokens, fold_token

EVERYTHING = Chosen()

Places = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """What was said; each statement is in one part."""

    parts: tuple[Part, ...]

    def corpus(self, chosen: Chosen = EVERYTHING) -> Corpus:
        """What a count is a count of."""
        kept = [(part.segment, part.counts & _chosen(part.segment, chosen)) for part in self.parts]
        days = [int(day) for s, flags in kept if flags.any() for day in s.days[flags][[0, -1]]]
        return Corpus(
            statements=sum(int(flags.sum()) for _, flags in kept),
            tokens=sum(int((np.diff(s.starts) - 1)[flags].sum()) for s, flags in kept),
            first=date.fromordinal(min(days)) if days else None,
            last=date.fromordinal(max(days)) if days else None,
            begins=self._begins(),
        )

    def _begins(self) -> date | None:
        """The first day of all."""
        firsts = [int(p.segment.days[p.counts][0]) for p in self.parts if p.counts.any()]
        return date.fromordinal(min(firsts)) if firsts else None

    def count(self, phrase: str) -> int:
        """In how many places the phrase stands, whatever its letter case.

        Raises:
            BadInput: the phrase holds no token.
        """
        return sum(f.count() for f in self._found(phrase, exact=False))

    def last(self, phrase: str) -> Use | None:
        """Its last use, None when it stands nowhere."""
        places = ((f, f.last_place()) for f in self._found(phrase, exact=False))
        uses = [use_at(f, place) for f, place in places if place >= 0]
        return max(uses, key=in_time, default=None)

    def count_and_day(self, phrase: str) -> tuple[int, date | None]:
        """In how many places it stands, and the day of its first use: without the quote, faster.

        Raises:
            BadInput: the phrase holds no token.
        """
        count, first = 0, None
        for found in self._found(phrase, exact=False):
            segment, place = found.part.segment, found.first_place()
            if place != NOWHERE:
                day = segment.day(statement_at(segment, place))
                count, first = count + found.count(), min(first or day, day)
        return count, first

    def count_and_first(self, phrase: str) -> tuple[int, Use | None]:
        """Both at once: what is asked most.

        Raises:
            BadInput: the phrase holds no token.
        """
        found = [(f, f.first_place()) for f in self._found(phrase, exact=False)]
        uses = [use_at(f, place) for f, place in found if place != NOWHERE]
        return sum(f.count() for f, _ in found), min(uses, key=in_time, default=None)

    def history(
        self, phrase: str, exact: bool = False, chosen: Chosen = EVERYTHING
    ) -> PhraseHistory:
        """Count, first and last use, and counts of publishers, counterparts and months.

        Args:
            phrase: any words, in any language; digits and marks count.
            exact: hold to letter case and to kinds of quotation marks and dashes.
            chosen: which statements are counted.

        Raises:
            BadInput: the phrase holds no token.
        """
        found = list(self._placed(phrase, exact, chosen))
        each = [(f.part.segment, _statements(f.part.segment, places)) for f, places in found]
        uses = [use_at(f, int(p)) for f, places in found for p in (places[0], places[-1])]
        return PhraseHistory(
            phrase=phrase,
            exact=exact,
            count=sum(len(places) for _, places in found),
            statements=sum(len(statements) for _, statements in each),
            first=min(uses, key=in_time, default=None),
            last=max(uses, key=in_time, default=None),
            publishers=_counted(_names(each, "publishers")),
            counterparts=_counted(_names(each, "counterparts")),
            months=_by_month(each),
            covered=_by_month(
                (p.segment, np.flatnonzero(p.counts & _chosen(p.segment, chosen)))
                for p in self.parts
            ),
            corpus=self.corpus(chosen),
        )

    def uses(
        self, phrase: str, exact: bool = False, chosen: Chosen = EVERYTHING, start: int = 0
    ) -> Iterator[Use]:
        """Every place of the phrase, in order of time, from the one numbered `start` on.

        Raises:
            BadInput: the phrase holds no token.
        """
        found = list(self._placed(phrase, exact, chosen))
        days = [f.part.segment.days[_statements_of(f.part.segment, p)] for f, p in found]
        which = np.repeat(np.arange(len(found)), [len(places) for _, places in found])
        every = np.concatenate([np.zeros(0, np.int32), *(places for _, places in found)])
        order = np.lexsort((every, which, np.concatenate([np.zeros(0, np.int32), *days])))
        return (use_at(found[which[i]][0], int(every[i])) for i in order[start:])

    def publishers_before(self, phrase: str, before: date) -> frozenset[str]:
        """Who used the phrase before that day.

        Raises:
            BadInput: the phrase holds no token.
        """
        until = Chosen(until=date.fromordinal(before.toordinal() - 1))
        found = self._placed(phrase, exact=False, chosen=until)
        each = [(f.part.segment, _statements(f.part.segment, places)) for f, places in found]
        return frozenset(_names(each, "publishers"))

    def stretches(
        self, text: str, before: date | None = None, least: int = LEAST_STRETCH
    ) -> list[Stretch]:
        """The longest stretches of `text` that the archive has, none inside another.

        Args:
            text: a new text.
            before: only what was issued before that day counts; None: everything.
            least: tokens that a stretch has at the least.
        """
        return find_stretches(self.parts, text, before, least)

    def _found(self, phrase: str, exact: bool) -> list[Found]:
        words = tokens_of(phrase)
        folded = [fold_token(word) for word in words]
        found = []
        for part in self.parts:
            low, high = _range(part.segment, fold_numbers(part.segment, folded))
            if low < high:
                found.append(Found(part, low, high, words, exact))
        return found

    def _placed(self, phrase: str, exact: bool, chosen: Chosen) -> Iterator[tuple[Found, Int32]]:
        """The places that are chosen, in order of time, part by part; none that has none."""
        for found in self._found(phrase, exact):
            segment, places = found.part.segment, found.places()
            if chosen != EVERYTHING and len(places):
                places = places[_chosen(segment, chosen)[_statements_of(segment, places)]]
            if len(places):
                yield found, places


def tokens_of(phrase: str) -> tuple[str, ...]:
    """The tokens of a phrase as written.

    Raises:
        BadInput: it has none.
    """
    words = tuple(cut_tokens(phrase))
    if not words:
        raise BadInput("the phrase holds no word and no mark", "Give at least one.")
    return words


def _statements_of(segment: Segment, places: Int32) -> Places:
    """The statement that each place is in."""
    return np.searchsorted(segment.starts, places, side="right") - 1


def _statements(segment: Segment, places: Int32) -> Places:
    """The statements that the places are in, each once."""
    return np.unique(_statements_of(segment, places))


def _chosen(segment: Segment, chosen: Chosen) -> Flags:
    """For each statement whether it is one of those that are chosen."""
    flags = np.ones(len(segment), np.bool_)
    for name, numbers, names in (
        (chosen.publisher, segment.publishers, segment.told["publishers"]),
        (chosen.counterpart, segment.counterparts, segment.told["counterparts"]),
    ):
        if name:
            flags &= numbers == (names.index(name) if name in names else UNKNOWN)
    if chosen.since:
        flags &= segment.days >= chosen.since.toordinal()
    if chosen.until:
        flags &= segment.days <= chosen.until.toordinal()
    return flags


def _range(segment: Segment, sought: Int32) -> tuple[int, int]:
    return find_range(
        segment.tokens, segment.folds, segment.suffixes, sought, 0, len(segment.suffixes)
    )


def _names(each: Iterable[tuple[Segment, Places]], kind: str) -> Iterator[str]:
    for segment, statements in each:
        numbers = getattr(segment, kind)[statements]
        yield from (segment.told[kind][n] for n in numbers.tolist() if n >= 0)


def _by_month(each: Iterable[tuple[Segment, Places]]) -> tuple[tuple[str, str, int], ...]:
    """Statements of each publisher in each month."""
    counts: Counter[tuple[str, str]] = Counter()
    for segment, statements in each:
        both = segment.days[statements].astype(np.int64) << 32 | segment.publishers[statements]
        for pair, number in zip(*np.unique(both, return_counts=True), strict=True):
            month = date.fromordinal(int(pair) >> 32).isoformat()[:7]
            counts[month, segment.told["publishers"][int(pair) & 0xFFFFFFFF]] += int(number)
    return tuple((month, name, count) for (month, name), count in sorted(counts.items()))


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
