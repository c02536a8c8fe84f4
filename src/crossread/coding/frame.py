"""Lines that frame a statement and report nothing: headline, dateline, by-line, navigation."""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from crossread.lexicon import Match
from crossread.model import Span

HEADING_MAX = 90  # characters: a longer line without a full stop is a list item
STATEMENT_LEAST = 40  # characters behind an attribution's colon that are a statement
MARKS = re.compile(r"\W+")
LETTER = re.compile(r"\w")
LINE_END = re.compile(r"[ \t*]*+(?:\n|\Z)")
COLON = re.compile(r"[:：]\s*")
ONLY_MARKS = re.compile(r"[\W\d_]*")
# One way to read a mark and the space behind it, nothing given back: a row of marks before a word
# would else be tried in every division there is, and a line of thirty of them never ends.
TAGS = re.compile(r"\s*(?:(?:[#@]\w+|https?://\S++|[^\w\s])\s*+)+")
DATELINE = re.compile(r"[A-ZА-ЯЁ][\w .,]{2,40},?\s*(?:\(\w+\)\s*)?[–—-]{1,2}\s*$")
STOPPED = re.compile(r"[.!?;。！？；…][\"”’»）)\]*]*$")


class Line(NamedTuple):
    """One sentence, and what is needed to tell whether it is frame."""

    words: str
    alone: bool  # it fills its line
    title: str
    matches: tuple[Match, ...]

    def says(self, cue: str) -> bool:
        """Whether the cue is found in it."""
        return any(m.concept.id == cue for m in self.matches)


def no_words(line: Line) -> bool:
    """### or 18:55"""
    return bool(ONLY_MARKS.fullmatch(line.words))


def only_tags(line: Line) -> bool:
    """#Lavrov https://... and emoji"""
    return bool(TAGS.fullmatch(line.words))


def the_title(line: Line) -> bool:
    """The headline, repeated at the head of the text."""
    if not line.title or _first_letter(line.words) != _first_letter(line.title):
        return False  # told at once of nearly every line
    return _plain(line.words) == _plain(line.title)


def attribution(line: Line) -> bool:
    """The below is attributable to Spokesperson ..."""
    return line.says("attribution-below")


def dateline(line: Line) -> bool:
    """MOSCOW, June 1 -"""
    return line.alone and len(line.words) < 60 and bool(DATELINE.fullmatch(line.words))


def heading(line: Line) -> bool:
    """A short line of its own with no full stop, no act and no date."""
    short = line.alone and len(line.words) <= HEADING_MAX and not STOPPED.search(line.words)
    return short and not any(m.concept.field == "acts" for m in line.matches)


def navigation(line: Line) -> bool:
    """Share, print, published in: a page's furniture, alone on its line."""
    return line.alone and len(line.words) <= HEADING_MAX and line.says("frame-words")


FRAME_RULES: tuple[Callable[[Line], bool], ...] = (
    no_words,
    only_tags,
    the_title,
    attribution,
    dateline,
    navigation,
    heading,
)


def why_frame(line: Line) -> str | None:
    """The name of the rule that takes the line for frame, or None."""
    for rule in FRAME_RULES:
        if rule(line):
            return rule.__name__
    return None


def find_tail(matches: Sequence[Match], length: int) -> int:
    """Where the page's furniture begins behind the statement; `length` where there is none."""
    tails = [m.span.start for m in matches if m.concept.id == "frame-tail"]
    late = [start for start in tails if start > 0.15 * length]
    return min(late, default=length)


def split_frame(
    text: str, title: str, sentences: Sequence[Span], matches: Sequence[Match]
) -> tuple[list[Span], list[tuple[Span, str]]]:
    """Part the sentences that report from those that frame; the latter with the rule's name."""
    tail = find_tail(matches, len(text))
    body: list[Span] = []
    frame: list[tuple[Span, str]] = []
    starts = [m.span.start for m in matches]
    for span in sentences:
        near = matches[bisect_left(starts, span.start) : bisect_left(starts, span.stop)]
        inside = tuple(m for m in near if m.span.stop <= span.stop)
        line = Line(text[span.start : span.stop], _alone(text, span), title, inside)
        rule = "after_the_end" if span.start >= tail else why_frame(line)
        if rule == "attribution" and (colon := _after_colon(line.words)):
            frame.append((Span(span.start, span.start + colon), rule))
            body.append(Span(span.start + colon, span.stop))
        elif rule:
            frame.append((span, rule))
        elif span.stop > tail:
            body.append(Span(span.start, tail))
            frame.append((Span(tail, span.stop), "after_the_end"))
        else:
            body.append(span)
    return body, frame


def _after_colon(words: str) -> int:
    """Where the statement begins in "... attributable to X: The Secretary ...", 0 if nowhere."""
    match = COLON.search(words)
    if match is None or len(words) - match.end() < STATEMENT_LEAST:
        return 0
    return match.end()


def _alone(text: str, span: Span) -> bool:
    start = span.start
    while start and text[start - 1] in " \t":
        start -= 1
    if start and text[start - 1] not in "\n*#":
        return False
    return LINE_END.match(text, span.stop) is not None


def _first_letter(words: str) -> str:
    first = LETTER.search(words)
    return first[0].casefold()[0] if first else ""


def _plain(words: str) -> str:
    return MARKS.sub(" ", words).strip().casefold()
