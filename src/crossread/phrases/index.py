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
from crossread.phrases.search import (
    find_range,
    greatest_place,
    least_place,
    longest_before,
    starts_in_text,
)
from crossread.phrases.segment import Segment
from crossread.phrases.sets import Int32
from crossread.phrases.tokens import Vocabulary, fold_token

LEAST_STRETCH = 4  # tokens: shorter ones ("of the two countries") stand everywhere
UNKNOWN = -2  # the number of a folded form that a segment does not have

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Found:
    """Where a phrase stands in one segment: a part of its suffix array."""

    segment: Segment
    low: int
    high: int
    phrase: tuple[str, ...]  # tokens as the caller wrote them
    exact: bool

    def places(self) -> Int32:
        """Every place, in order of time."""
        places = np.sort(self.segment.suffixes[self.low : self.high])
        return _written_so(self.segment, places, self.phrase) if self.exact else places


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
        found = self._found(phrase, exact=False)
        return min(map(first_use, found), key=_in_time, default=None)

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
            (int(f.segment.days[_statement(f.segment, place)]), number, place, f)
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
                uses.append(_use(segment, place, tokens))
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
    vocabulary = Vocabulary()
    words = tuple(vocabulary.written[t] for t in vocabulary.read([phrase]).tokens)
    if not words:
        raise BadInput("the phrase holds no word and no mark", "Give at least one.")
    return words


def first_use(found: Found) -> Use:
    """The earliest place."""
    segment = found.segment
    return use_at(found, least_place(segment.suffixes, segment.least, found.low, found.high))


def last_use(found: Found) -> Use:
    """The latest place."""
    segment = found.segment
    return use_at(found, greatest_place(segment.suffixes, segment.greatest, found.low, found.high))


def use_at(found: Found, place: int) -> Use:
    """The place with its statement, its characters and its words as written."""
    return _use(found.segment, place, len(found.phrase))


def _use(segment: Segment, place: int, tokens: int) -> Use:
    statement = _statement(segment, place)
    first = int(segment.starts[statement])
    gaps = _gaps_between(segment, first, place + tokens)
    start = starts_in_text(segment.tokens, gaps, segment.lengths, first, place)
    words = ""
    for i in range(place, place + tokens):
        gap = int(gaps[i - first]) if i > place else 0
        words += " " * gap + segment.written[int(segment.tokens[i])]
    counterpart = int(segment.counterparts[statement])
    return Use(
        statement=segment.told["ids"][statement],
        publisher=segment.told["publishers"][int(segment.publishers[statement])],
        counterpart=segment.told["counterparts"][counterpart] if counterpart >= 0 else None,
        day=segment.day(statement),
        span=Span(start, start + len(words)),
        words=words,
    )


def _gaps_between(segment: Segment, first: int, stop: int) -> Int32:
    """Characters before each token, the wide gaps in full."""
    gaps = segment.gaps[first:stop].astype(np.int32)
    low, high = np.searchsorted(segment.wide_at, [first, stop])
    gaps[segment.wide_at[low:high] - first] = segment.wide_by[low:high]
    return gaps


def _statement(segment: Segment, place: int) -> int:
    return int(np.searchsorted(segment.starts, place, side="right")) - 1


def _statements(segment: Segment, places: Int32) -> Places:
    """The statements that the places are in, each once."""
    return np.unique(np.searchsorted(segment.starts, places, side="right") - 1)


def _numbers(segment: Segment, folded: Sequence[str]) -> Int32:
    found = {word: segment.folded.find(word) for word in set(folded)}
    return np.array([UNKNOWN if found[word] is None else found[word] for word in folded], np.int32)


def _range(segment: Segment, sought: Int32) -> tuple[int, int]:
    if UNKNOWN in sought:
        return 0, 0
    return find_range(
        segment.tokens, segment.folds, segment.suffixes, sought, 0, len(segment.suffixes)
    )


def _cut(segment: Segment, before: date | None) -> int:
    """The place at which the statements of that day begin."""
    if before is None:
        return len(segment.tokens)
    return int(segment.starts[np.searchsorted(segment.days, before.toordinal())])


def _written_so(segment: Segment, places: Int32, words: Sequence[str]) -> Int32:
    """Those of the places where the very words stand, not only their folded forms."""
    kept = np.ones(len(places), np.bool_)
    for i, word in enumerate(words):
        at = segment.tokens[places + i]
        same = {int(t) for t in np.unique(at) if segment.written[int(t)] == word}
        kept &= np.isin(at, [*same])
    return places[kept]


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
