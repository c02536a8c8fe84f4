"""Two texts cut into units: lines that both have stay whole, the others become sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from crossread.align.wording.order import Pair, match_anchored
from crossread.align.wording.pieces import Alphabet, plain_words
from crossread.model import Span
from crossread.segment.sentences import split_lines, split_sentences


@dataclass(frozen=True, slots=True)
class Unit:
    """A line or a sentence of one of the two texts."""

    span: Span
    line: int  # number of the line that it stands in
    words: str
    code: str  # one character a word: what likeness is measured on; empty for a kept line


@dataclass(frozen=True, slots=True)
class Cut:
    """Both texts in units, and the lines that stand in both in the same order."""

    old: list[Unit]
    new: list[Unit]
    kept: list[Pair]


def cut_units(old: str, new: str, language: str, alphabet: Alphabet) -> Cut:
    """Cut two texts; only lines that are not the same in both are cut into sentences."""
    ours, theirs = list(split_lines(old)), list(split_lines(new))
    our_words, their_words = _words(old, ours), _words(new, theirs)
    same = match_anchored(our_words, their_words, lambda i: len(our_words[i]), alphabet)
    moved = _left(our_words, {i for i, _ in same}) & _left(their_words, {j for _, j in same})
    one = _Cutter(old, language, alphabet, moved)
    other = _Cutter(new, language, alphabet, moved)
    old_units, old_first = one.cut(ours, our_words, {i for i, _ in same})
    new_units, new_first = other.cut(theirs, their_words, {j for _, j in same})
    return Cut(old_units, new_units, [(old_first[i], new_first[j]) for i, j in same])


def _words(text: str, spans: Sequence[Span]) -> list[str]:
    return [text[span.start : span.stop] for span in spans]


def _left(words: Sequence[str], kept: set[int]) -> set[str]:
    return {line for number, line in enumerate(words) if number not in kept}


@dataclass(frozen=True, slots=True)
class _Cutter:
    text: str
    language: str
    alphabet: Alphabet
    moved: set[str]  # lines that stand in both texts, not in the same order

    def cut(
        self, lines: Sequence[Span], words: Sequence[str], kept: set[int]
    ) -> tuple[list[Unit], list[int]]:
        """The units, and for each line the number of its first one."""
        units: list[Unit] = []
        first: list[int] = []
        for number, (line, content) in enumerate(zip(lines, words, strict=True)):
            first.append(len(units))
            if number in kept:
                units.append(Unit(line, number, content, ""))
            elif content in self.moved:
                units.append(self._unit(line, number))
            else:
                units += [self._unit(s, number) for s in self._sentences(line, content)]
        return units, first

    def _sentences(self, line: Span, content: str) -> list[Span]:
        found = split_sentences(content, self.language)
        return [Span(line.start + s.start, line.start + s.stop) for s in found]

    def _unit(self, span: Span, line: int) -> Unit:
        words = self.text[span.start : span.stop]
        return Unit(span, line, words, self.alphabet.encode(plain_words(words)))
