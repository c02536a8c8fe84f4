"""The phrase index: count, first and last use of any phrase, and what was said before.

The index is a tuple of segments. New statements make a small segment, which can be searched at
once; `segments_to_merge` says when small ones should become one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from crossread.errors import BadInput
from crossread.model.phrase import Corpus, PhraseHistory, Stretch, Use
from crossread.model.readout import Span
from crossread.phrases.found import Found, first_use, last_use, statement_at, use_at, use_of
from crossread.phrases.search import (
    find_range,
    least_place,
    longest_before,
)
from crossread.phrases.segment import Segment
from crossread.phrases.sets import Int32
from crossread.phrases.tokens import Vocabulary, cut_tokens, fold_token

LEAST_STRETCH = 4  # tokens: shorter ones ("of the two countries") stand everywhere
UNKNOWN = -2  # the number of a folded form that a segment does not have

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """What was said, in segments; each statement is in one of them."""

    segments: tuple[Segment, ...]

    def corpus(self) -> Corpus:
        """What a count is a count of."""
        days = [s.day(i) for s in self.segments if len(s) for i in (0, len(s) - 1)]
        return Corpus(
            statements=sum(map(len, self.segments)),
            repeats=sum(len(s.told["repeats"]) for s in self.segments),
            tokens=sum(len(s.tokens) - len(s) for s in self.segments),
            first=min(days, default=None),
            last=max(days, default=None),
        )

    def count(self, phrase: str) -> int:
        """In how many places the phrase stands, whatever its letter case.

        Raises:
            BadInput: the phrase holds no token.
        """
        return sum(f.high - f.low for f in self._found(phrase, exact=False))

    def first(self, phrase: str) -> Use | None:
        """Its first use, None when it stands nowhere."""
        return self.count_and_first(phrase)[1]

    def last(self, phrase: str) -> Use | None:
        """Its last use, None when it stands nowhere."""
        return max(map(last_use, self._found(phrase, exact=False)), key=_in_time, default=None)

    def count_and_day(self, phrase: str) -> tuple[int, date | None]:
        """In how many places it stands, and the day of its first use: without the quote, faster.

        Raises:
            BadInput: the phrase holds no token.
        """
        count, first = 0, None
        for found in self._found(phrase, exact=False):
            segment = found.segment
            place = least_place(segment.suffixes, segment.least, found.low, found.high)
            day = segment.day(statement_at(segment, place))
            count, first = count + found.high - found.low, min(first or day, day)
        return count, first

    def count_and_first(self, phrase: str) -> tuple[int, Use | None]:
        """Both at once: what is asked most.

        Raises:
            BadInput: the phrase holds no token.
        """
        found = self._found(phrase, exact=False)
        first = min(map(first_use, found), key=_in_time, default=None)
        return sum(f.high - f.low for f in found), first

    def history(self, phrase: str, exact: bool = False) -> PhraseHistory:
        """Count, first and last use, and counts of publishers, counterparts and years.

        Args:
            phrase: any words, in any language; digits and marks count.
            exact: hold to letter case and to kinds of quotation marks and dashes.

        Raises:
            BadInput: the phrase holds no token.
        """
        found = [(f, f.places()) for f in self._found(phrase, exact)]
        found = [(f, places) for f, places in found if len(places)]
        each = [(f.segment, _statements(f.segment, places)) for f, places in found]
        uses = [use_at(f, int(p)) for f, places in found for p in (places[0], places[-1])]
        return PhraseHistory(
            phrase=phrase,
            exact=exact,
            count=sum(len(places) for _, places in found),
            statements=sum(len(statements) for _, statements in each),
            first=min(uses, key=_in_time, default=None),
            last=max(uses, key=_in_time, default=None),
            publishers=_counted(_names(each, "publishers")),
            counterparts=_counted(_names(each, "counterparts")),
            years=tuple(sorted(Counter(_years(each)).items())),
            corpus=self.corpus(),
        )

    def uses(self, phrase: str, exact: bool = False, start: int = 0) -> Iterator[Use]:
        """Every place of the phrase, in order of time, from the one numbered `start` on.

        Raises:
            BadInput: the phrase holds no token.
        """
        listed = [
            (int(f.segment.days[statement_at(f.segment, place)]), number, place, f)
            for number, f in enumerate(self._found(phrase, exact))
            for place in f.places().tolist()
        ]
        listed.sort(key=lambda entry: entry[:3])
        return (use_at(f, place) for _, _, place, f in listed[start:])

    def stretches(
        self, text: str, before: date | None = None, least: int = LEAST_STRETCH
    ) -> list[Stretch]:
        """The longest stretches of `text` that the archive has, none inside another.

        Args:
            text: a new text.
            before: only what was issued before that day counts; None: everything.
            least: tokens that a stretch has at the least.
        """
        vocabulary = Vocabulary()
        stream = vocabulary.read([text])
        words = [vocabulary.folded[f] for f in vocabulary.folds[stream.tokens]]
        cuts = [_cut(segment, before) for segment in self.segments]
        sought = [_numbers(segment, words) for segment in self.segments]
        found, covered = [], 0
        for i in range(len(words)):
            length = max(
                (
                    longest_before(s.tokens, s.folds, s.suffixes, s.least, n[i:], cut)
                    for s, n, cut in zip(self.segments, sought, cuts, strict=True)
                ),
                default=0,
            )
            if length >= least and i + length > covered:
                covered = i + length
                last = int(stream.starts[covered - 1])
                stop = last + int(vocabulary.lengths[stream.tokens[covered - 1]])
                span = Span(int(stream.starts[i]), stop)
                numbers = [n[i:covered] for n in sought]
                found.append(self._stretch(text, span, length, numbers, cuts))
        return found

    def _stretch(
        self, text: str, span: Span, tokens: int, numbers: list[Int32], cuts: list[int]
    ) -> Stretch:
        count, uses = 0, []
        for segment, sought, cut in zip(self.segments, numbers, cuts, strict=True):
            low, high = _range(segment, sought)
            places = segment.suffixes[low:high]
            count += int(np.count_nonzero(places < cut))
            if (
                low < high
                and (place := least_place(segment.suffixes, segment.least, low, high)) < cut
            ):
                uses.append(use_of(segment, place, tokens))
        words = text[span.start : span.stop]
        return Stretch(span, words, tokens, count, min(uses, key=_in_time))

    def _found(self, phrase: str, exact: bool) -> list[Found]:
        words = tokens_of(phrase)
        folded = [fold_token(word) for word in words]
        found = []
        for segment in self.segments:
            low, high = _range(segment, _numbers(segment, folded))
            if low < high:
                found.append(Found(segment, low, high, words, exact))
        return found


def tokens_of(phrase: str) -> tuple[str, ...]:
    """The tokens of a phrase as written.

    Raises:
        BadInput: it has none.
    """
    words = tuple(cut_tokens(phrase))
    if not words:
        raise BadInput("the phrase holds no word and no mark", "Give at least one.")
    return words


def _statements(segment: Segment, places: Int32) -> Places:
    """The statements that the places are in, each once."""
    return np.unique(np.searchsorted(segment.starts, places, side="right") - 1)


def _numbers(segment: Segment, folded: Sequence[str]) -> Int32:
    found = {word: segment.folded.find(word) for word in set(folded)}
    return np.array([UNKNOWN if found[word] is None else found[word] for word in folded], np.int32)


def _range(segment: Segment, sought: Int32) -> tuple[int, int]:
    return find_range(
        segment.tokens, segment.folds, segment.suffixes, sought, 0, len(segment.suffixes)
    )


def _cut(segment: Segment, before: date | None) -> int:
    """The place at which the statements of that day begin."""
    if before is None:
        return len(segment.tokens)
    return int(segment.starts[np.searchsorted(segment.days, before.toordinal())])


def _names(each: Iterable[tuple[Segment, Places]], kind: str) -> Iterator[str]:
    for segment, statements in each:
        numbers = getattr(segment, kind)[statements]
        yield from (segment.told[kind][n] for n in numbers.tolist() if n >= 0)


def _years(each: Iterable[tuple[Segment, Places]]) -> Iterator[int]:
    for segment, statements in each:
        yield from (date.fromordinal(d).year for d in segment.days[statements].tolist())


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _in_time(use: Use) -> tuple[date, str, int]:
    return use.day, use.statement, use.span.start
