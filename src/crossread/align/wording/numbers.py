"""Numbers as a reader takes them: amounts, and digits that are a part of a name.

In COVID-19, H-2A, G20, "H.R. 1642," and "flight 93" nothing is counted; 728billion and 30th are no
728 and no 30.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from crossread.align.wording.pieces import LETTERS, split_tokens
from crossread.lexicon import Match
from crossread.model import Figure, Span

NUMBERED = "numbered-thing"  # the concept of what bears a number: page, flight, resolution
GLUED = re.compile(rf"(?:{LETTERS}[\-‑]?|[%/])$")  # G|20, COVID-|19, and in an address
NAMED_BEFORE = re.compile(r"(?<![.!?:;\n] )(?<!^)\b[^\W\d_a-zа-яё][\w.]*\s+$")  # SupremePro |2
ENDS_BEHIND = re.compile(r"\s*(?:[.,;:!?()—–\n]|$)")  # what counts has its thing behind it
BESIDE = 2  # characters between a number and the word that says what it numbers: No. 5, page #5


def amounts(
    context: str, found: Sequence[tuple[Span, Figure]], matches: Sequence[Match]
) -> Iterator[tuple[Span, Figure]]:
    """The figures of a sentence without numbers that name a thing.

    One that is written together with other letters or digits (728billion, 30th) is given in the
    words that stand there, which are its value, too: how much it says is not known.

    Args:
        context: the sentence.
        found: its figures, by place.
        matches: the terms of the base in it.
    """
    for span, figure in found:
        if figure.kind in {"date", "year"}:
            yield span, figure
        elif not names_a_thing(context, span, figure, matches):
            yield span, _whole(context, span, figure)


def names_a_thing(context: str, span: Span, figure: Figure, matches: Sequence[Match]) -> bool:
    """Whether the digits are a part of a name, or the number that a thing bears."""
    before, behind = context[: span.start], context[span.stop :]
    if GLUED.search(before) or (figure.words[:2].isdecimal() and figure.words[0] == "0"):
        return True
    if figure.unit or not figure.words.isdecimal():
        return False
    if any(_beside(m, span) for m in matches if m.concept.id == NUMBERED):
        return True
    return bool(NAMED_BEFORE.search(before) and ENDS_BEHIND.match(behind))


def _beside(match: Match, span: Span) -> bool:
    return 0 <= span.start - match.span.stop <= BESIDE


def _whole(context: str, span: Span, figure: Figure) -> Figure:
    """The figure in the whole of the words that it is written into."""
    tokens = split_tokens(context, Span(0, len(context)))
    here = [t for t in tokens if t.start < span.stop and span.start < t.stop]
    start = min(span.start, *(t.start for t in here))
    stop = max(span.stop, *(t.stop for t in here))
    if (start, stop) == (span.start, span.stop):
        return figure
    words = context[start:stop]
    return replace(figure, value=words, words=words)
