"""A sentence laid out in pieces, at every mark or word that can join two statements."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from crossread.lexicon import Concept, Match
from crossread.model import Span

MARK = re.compile(r"[,;:，、；：]|\s[–—-]\s")
WORDS = re.compile("[\u4e00-\u9fff]|[^\\W\u4e00-\u9fff]+")
HAN = re.compile("[\u4e00-\u9fff]")
WORDED = re.compile(r"\w")
MATTERS = frozenset({"themes", "umbrellas"})
NAMES = frozenset({"countries", "places", "organisations"})


@dataclass(slots=True)
class Held:
    """What one piece holds, or several taken together: all that is asked of the left one."""

    matters: set[str] = field(default_factory=set)  # ids of themes and umbrellas, general ones not
    specific: dict[str, Concept] = field(default_factory=dict)  # themes, general ones not
    speaks: bool = False  # whether it speaks of any matter, be it in general
    vague: bool = False  # whether it has an umbrella
    names: bool = False  # whether it names a country, place or organisation
    acts: int = 0
    strength: int = 0  # of the strongest act
    size: int = 0  # words; a Chinese character counts as two, so that no Chinese item is too short
    brackets: int = 0  # opened and not closed

    def take(self, other: "Held") -> None:
        """Hold what the other holds too."""
        self.matters |= other.matters
        self.specific |= other.specific
        self.speaks |= other.speaks
        self.vague |= other.vague
        self.names |= other.names
        self.acts += other.acts
        self.strength = max(self.strength, other.strength)
        self.size += other.size
        self.brackets += other.brackets


class Piece(NamedTuple):
    """What lies between two possible cuts."""

    span: Span
    joint: str  # the mark or word before it, folded: ", and" or "、" or ""
    words: str
    matches: tuple[Match, ...]
    held: Held

    def opening(self, cue: str) -> bool:
        """Whether it begins with a word of that cue."""
        for match in self.matches:
            if match.span.start > self.span.start:
                break
            if match.concept.id == cue:
                return True
        return False

    def is_chinese(self) -> bool:
        """Whether any of it is written in Chinese characters."""
        return HAN.search(self.words) is not None


def lay_out(text: str, sentence: Span, matches: Sequence[Match]) -> Iterator[tuple[Span, str]]:
    """The place of each piece of a sentence, in order, and the joint before it.

    Args:
        text: the readout's text.
        sentence: the sentence's place.
        matches: what the term base found in it, in order.
    """
    start, joint = sentence.start, ""
    for stop, resume in _joints(text, sentence, matches):
        if stop > start and WORDED.search(text, start, stop):
            yield Span(start, stop), joint
            joint = ""
        joint = (joint + text[stop:resume]).strip().lower()
        start = resume
    if start < sentence.stop:
        yield Span(start, sentence.stop), joint


def make_pieces(
    text: str, places: Iterable[tuple[Span, str]], matches: Sequence[Match]
) -> Iterator[Piece]:
    """The pieces that lie at `places`, each with those of the sentence's matches it holds."""
    starts = [m.span.start for m in matches]
    for span, joint in places:
        first = bisect_left(starts, span.start)
        near = matches[first : bisect_left(starts, span.stop, first)]
        inside = tuple(m for m in near if m.span.stop <= span.stop)
        words = text[span.start : span.stop]
        yield Piece(span, joint, words, inside, _held(words, inside))


def _held(words: str, matches: Sequence[Match]) -> Held:
    held = Held(size=len(WORDS.findall(words)), brackets=words.count("(") - words.count(")"))
    if not words.isascii():
        held.size += len(HAN.findall(words))
        held.brackets += words.count("（") - words.count("）")
    for match in matches:
        concept = match.concept
        if concept.field in MATTERS:
            held.speaks = True
            held.vague |= concept.field == "umbrellas"
            if not concept.general:
                held.matters.add(concept.id)
                if concept.field == "themes":
                    held.specific[concept.id] = concept
        elif concept.field == "acts":
            held.acts += 1
            held.strength = max(held.strength, concept.more.get("strength", 0))
        elif concept.field in NAMES:
            held.names = True
    return held


def _joints(text: str, sentence: Span, matches: Sequence[Match]) -> list[tuple[int, int]]:
    """Where one piece stops and the next resumes: marks, and the words of the cue `and`."""
    found = [m.span() for m in MARK.finditer(text, sentence.start, sentence.stop)]
    found = [(a, b) for a, b in found if not _inside_figure(text, a)]
    found += _ands(text, matches)
    if not found:
        return []
    spaced = [
        (_before_space(text, a, sentence.start), _after_space(text, b))
        for a, b in _free(sorted(found), matches)
    ]
    return sorted({(a, min(b, sentence.stop)) for a, b in spaced})


def _free(found: Iterable[tuple[int, int]], matches: Iterable[Match]) -> Iterator[tuple[int, int]]:
    """Those that no match but one of `and` stands around; both in the order of the text."""
    furthest = 0  # where the last to stop of the matches stops that begin before the place
    coming = (m.span for m in matches if m.concept.id != "and")
    match = next(coming, None)
    for start, stop in found:
        while match is not None and match.start < start:
            furthest = max(furthest, match.stop)
            match = next(coming, None)
        if furthest <= stop:
            yield start, stop


def _ands(text: str, matches: Sequence[Match]) -> Iterator[tuple[int, int]]:
    """The words of the cue `and`, but between two countries: the Kyrgyz and Tajik border."""
    countries = [m.span for m in matches if m.concept.field == "countries"]
    starts, stops = {s.start for s in countries}, {s.stop for s in countries}
    for match in matches:
        if match.concept.id == "and":
            before = _before_space(text, match.span.start, 0)
            if before not in stops or _after_space(text, match.span.stop) not in starts:
                yield match.span.start, match.span.stop


def _inside_figure(text: str, place: int) -> bool:
    """1,000 and 18:55 are one number."""
    return text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()


def _before_space(text: str, place: int, least: int) -> int:
    while place > least and text[place - 1].isspace():
        place -= 1
    return place


def _after_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place
