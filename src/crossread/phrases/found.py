"""Where a phrase stands in one part of the index, and what stands there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from crossread.model.phrase import Use
from crossread.model.readout import Span
from crossread.phrases.parts import NOWHERE, Part
from crossread.phrases.search import greatest_place, least_place, starts_in_text
from crossread.phrases.segment import Segment
from crossread.phrases.sets import Int32

UNKNOWN = -2  # the number of a folded form, or a name, that a segment does not have


@dataclass(frozen=True, slots=True)
class Found:
    """Where a phrase stands in one part: a stretch of its suffix array, not empty."""

    part: Part
    low: int
    high: int
    phrase: tuple[str, ...]  # tokens as the caller wrote them
    exact: bool

    def count(self) -> int:
        """In how many places it stands, whatever its letter case."""
        if not len(self.part.dead):
            return self.high - self.low
        return int(np.count_nonzero(self.part.places[self.low : self.high] != NOWHERE))

    def places(self) -> Int32:
        """Every place, in order of time."""
        places = self.part.places[self.low : self.high]
        if len(self.part.dead):
            places = places[places != NOWHERE]
        places = np.sort(places)
        return _written_so(self.part.segment, places, self.phrase) if self.exact else places

    def first_place(self) -> int:
        """The earliest, NOWHERE if no statement that has it counts."""
        return least_place(self.part.places, self.part.least, self.low, self.high)

    def last_place(self) -> int:
        """The latest, -1 if no statement that has it counts."""
        return greatest_place(self.part.late_places, self.part.greatest, self.low, self.high)


def use_at(found: Found, place: int) -> Use:
    """The place with its statement, its characters and its words as written."""
    return use_of(found.part.segment, place, len(found.phrase))


def use_of(segment: Segment, place: int, tokens: int) -> Use:
    """So many tokens from that place on, as they stand in their text.

    Of white space the index keeps how much there is, not which: `words` has spaces for it.
    """
    statement = statement_at(segment, place)
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
    # numbers of the array's own type, here and below: it would be copied to another at every call
    low, high = np.searchsorted(segment.wide_at, np.array([first, stop], np.int32)).tolist()
    gaps[segment.wide_at[low:high] - first] = segment.wide_by[low:high]
    return gaps


def statement_at(segment: Segment, place: int) -> int:
    """The statement in which the place is."""
    return int(np.searchsorted(segment.starts, np.int32(place), side="right")) - 1


def _written_so(segment: Segment, places: Int32, words: Sequence[str]) -> Int32:
    """Those of the places where the very words stand, not only their folded forms."""
    kept = np.ones(len(places), np.bool_)
    for i, word in enumerate(words):
        at = segment.tokens[places + i]
        same = {int(t) for t in np.unique(at) if segment.written[int(t)] == word}
        kept &= np.isin(at, [*same])
    return places[kept]


def fold_numbers(segment: Segment, folded: Sequence[str]) -> Int32:
    """The numbers of folded forms in a segment, UNKNOWN for one that it does not have."""
    found = {word: segment.folded.find(word) for word in set(folded)}
    return np.array([UNKNOWN if found[word] is None else found[word] for word in folded], np.int32)


def in_time(use: Use) -> tuple[date, str, int]:
    """What uses are put in order by."""
    return use.day, use.statement, use.span.start
