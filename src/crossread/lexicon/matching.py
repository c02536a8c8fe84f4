"""Terms found in a text: where each stands, and which a longer one hides."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from crossread.lexicon.concept import Concept
from crossread.model import Span
from crossread.text.fold import Folded
from crossread.text.reach import Reach

HIDES = {  # a longer match of the first field hides what lies inside it of the others
    "organisations": ("themes", "countries", "places", "acts", "offices"),
    "places": ("countries",),
    "offices": ("themes", "organisations"),
    "contested": (),
    "umbrellas": (),
}
LIGHT = frozenset({"cues", "wording"})  # do not hide one another
# letters and digits; Chinese ones are words of their own
REST_OF_WORD = re.compile(r"[^\W_\u3040-\u9fff]*")
OTHER_LETTERS = re.compile(r"[^\W_\u3040-\u9fff\x00-\x7f]+")
IS_LETTER = bytes(chr(code).isalnum() and code < 128 for code in range(256))

MANY = 30  # matches to compare with: more are looked through for those that are passed

# A term that stands: where it starts and minus where it stops, so that these sort as matches
# are told (the longer first), then where its head stops, and its number.
Row = tuple[int, int, int, int]


class Match(NamedTuple):  # made twice as fast as a frozen dataclass, and a text has a thousand
    """A concept found in a text, and where."""

    concept: Concept
    span: Span
    term: str  # as the term base writes it


def standing_in(matches: Sequence[Match], span: Span) -> Sequence[Match]:
    """Those that stand wholly inside `span`, of matches in the order of the text."""
    first = bisect_left(matches, span.start, key=_start_of)
    last = bisect_left(matches, span.stop, lo=first, key=_start_of)
    return [m for m in matches[first:last] if m.span.stop <= span.stop]


def _start_of(match: Match) -> int:
    return match.span.start


class Automaton:
    """Terms found by the literal before their first `*`, the rest checked where it stands."""

    def __init__(
        self, terms: Sequence[tuple[str, str, int]], concept: Callable[[str], Concept]
    ) -> None:
        """Make ready to find terms, each given with its concept's id and whether it excludes."""
        heads = [term.partition("*")[0].lower() for term, _, _ in terms]
        order = sorted(range(len(terms)), key=heads.__getitem__)
        self._concept = concept
        self._rows = [terms[i] for i in order]
        self._terms: list[_Term | None] = [None] * len(terms)  # laid out when first met
        # most terms are plain small letters: where the automaton stops, they stand
        self._plain = [terms[i][0] == heads[i] for i in order]
        # Terms of one head stand together: it is looked for once, and has the first one's number.
        # Plain numbers: a list for each of 20,000 heads would take longer than all this.
        sorted_heads = [heads[i] for i in order]
        first = [n for n, head in enumerate(sorted_heads) if not n or head != sorted_heads[n - 1]]
        self._first = [*first, len(terms)]
        # most of them have one term, and that a plain one: its number, else -1
        self._alone = [
            n if self._plain[n] and after == n + 1 else -1 for n, after in pairwise(self._first)
        ]
        # Of the three kinds this one finds fastest (a quarter faster than the one that is built
        # fastest, 12 ms sooner: an archive reads more texts than there are starts).
        kind = Implementation.ContiguousNFA
        one_each = [sorted_heads[n] for n in first]
        self._search = AhoCorasick(one_each, implementation=kind) if one_each else None

    def find(self, text: Folded) -> list[Match]:
        """What is found, but for what is excluded or hidden by a longer match; in text order."""
        rows = self._standing(text)
        barred = self._barred(rows)
        kept: list[Match] = []
        over = _Over()
        here: list[Concept] = []  # what was kept of those that stand at one place
        place, span = (0, 0), None
        terms = self._terms
        for start, minus_stop, _, number in rows:
            term = terms[number] or self._term(number)
            if term.bars:
                continue
            concept, stop = term.concept, -minus_stop
            if place != (start, stop):
                place, span, here = (start, stop), None, []
            elif concept in here:
                continue
            if start < over.furthest and over.hides(start, stop, concept):
                continue
            if concept in barred and barred[concept].holds(start, stop):
                continue
            if span is None:
                span = text.span(start, stop)
            here.append(concept)
            over.add(start, stop, concept)
            kept.append(Match(concept, span, term.written))
        return kept

    def _standing(self, text: Folded) -> list[Row]:
        """Every term that stands in the text from one edge of a word to another, in order."""
        if self._search is None:
            return []
        rows: list[Row] = []
        inside = _inside_words(text.low)
        alone = self._alone
        for head, start, stop in self._search.find_matches_as_indexes(text.low, overlapping=True):
            if inside[start]:
                continue
            if (number := alone[head]) >= 0:
                if not inside[stop]:
                    rows.append((start, -stop, stop, number))
                continue
            for number in range(self._first[head], self._first[head + 1]):
                if self._plain[number]:
                    if not inside[stop]:
                        rows.append((start, -stop, stop, number))
                elif end := self._term(number).stop(text, start):
                    rows.append((start, -end, stop, number))
        rows.sort()
        return rows

    def _barred(self, rows: Iterable[Row]) -> dict[Concept, Reach]:
        """Where terms that exclude a concept stand."""
        ranges: dict[Concept, list[tuple[int, int]]] = {}
        for start, minus_stop, _, number in rows:
            if self._rows[number][2]:
                concept = self._term(number).concept
                ranges.setdefault(concept, []).append((start, -minus_stop))
        return {concept: Reach(some) for concept, some in ranges.items()}

    def _term(self, number: int) -> "_Term":
        term = self._terms[number]
        if term is None:
            written, identity, bars = self._rows[number]
            term = self._terms[number] = _laid_out(written, self._concept(identity), bool(bars))
        return term


@dataclass(frozen=True, slots=True)
class _Term:
    """A term laid out for checking: literals, with the rest of a word between two of them."""

    written: str
    concept: Concept
    bars: bool  # whether it excludes its concept
    literals: tuple[str, ...]  # in small letters
    capitals: tuple[tuple[int, ...], ...]  # for each literal, the places of its capitals
    open_end: bool  # whether the last word may go on: a `*` or a mark at the end, or Chinese

    def stop(self, text: Folded, start: int) -> int:
        """Where the term ends whose head stands at `start`, or 0 if the rest does not follow.

        A small letter matches either case, a capital only itself, `*` the rest of a word.
        """
        place = start
        for number, literal in enumerate(self.literals):
            if number:
                place = _word_end(text.low, place)
                if not text.low.startswith(literal, place):
                    return 0
            for i in self.capitals[number]:
                if text.kept[place + i] == text.low[place + i]:
                    return 0
            place += len(literal)
        if not self.open_end and _word_end(text.low, place) > place:
            return 0
        return place


def _laid_out(term: str, concept: Concept, bars: bool) -> _Term:
    parts = term.split("*")
    literals = tuple(p.lower() for p in parts)
    capitals = tuple(tuple(i for i, c in enumerate(p) if c != c.lower()) for p in parts)
    last = term[-1]
    open_end = not last.isalnum() or "\u3040" <= last <= "\u9fff"
    return _Term(term, concept, bars, literals, capitals, open_end)


def _word_end(text: str, place: int) -> int:
    """Where the letters and digits that begin at `place` end; Chinese ones do not count."""
    found = REST_OF_WORD.match(text, place)
    return found.end() if found else place


def _inside_words(text: str) -> bytes:
    """For each place, and the end: 1 where both characters around it are of one word.

    No term can begin or end there. Chinese and Japanese characters are words of their own.
    """
    plain = text if text.isascii() else OTHER_LETTERS.sub(lambda m: "a" * len(m[0]), text)
    # one number with a byte for each character sets all of them beside their neighbours at once
    letters = int.from_bytes(plain.encode("ascii", "replace").translate(IS_LETTER))
    return (letters & letters << 8).to_bytes(len(text) + 1)


class _Over:
    """Matches that may still hide a later one, in the order of the text."""

    def __init__(self) -> None:
        self._ranges: list[tuple[int, int, Concept]] = []
        self.furthest = 0  # where the last of them to stop stops: it hides nothing from there on

    def hides(self, start: int, stop: int, concept: Concept) -> bool:
        """Whether a longer match of those that were added holds this one and hides it.

        It begins no later than this one, for they are added in order.
        """
        for first, last, longer in self._ranges:
            if last >= stop and (first, last) != (start, stop) and _hides(longer, concept):
                return True
        return False

    def add(self, start: int, stop: int, concept: Concept) -> None:
        """Add the next match."""
        if start >= self.furthest:
            self._ranges.clear()
        elif len(self._ranges) > MANY:  # a long chain of matches, each of which overlaps the next
            self._ranges = [r for r in self._ranges if r[1] > start]
        self._ranges.append((start, stop, concept))
        if stop > self.furthest:
            self.furthest = stop


def _hides(longer: Concept, concept: Concept) -> bool:
    """Whether a match of one concept hides another's that it holds."""
    ours, theirs = longer.field, concept.field
    if ours == theirs and ours in LIGHT:  # "as long as" is a condition and opens a clause too
        return longer is concept
    return ours == theirs or theirs in HIDES.get(ours, ())
