"""A text cut into pieces, so that a page can mark its passages and lose none of its characters."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from crossread.model import Relation, Span

T = TypeVar("T")

# Scripts that run from right to left, by the language that is written in them (CLDR's
# likely subtags); a script subtag in the tag itself outweighs the language.
_RIGHT_TO_LEFT = frozenset(
    {
        "ar",
        "arc",
        "ary",
        "arz",
        "azb",
        "bal",
        "ckb",
        "dv",
        "fa",
        "he",
        "iw",
        "khw",
        "ks",
        "lrc",
        "mzn",
        "nqo",
        "pnb",
        "ps",
        "sd",
        "ug",
        "ur",
        "yi",
    }
)
_RTL_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
# HTML has no way to write these three kinds: a parser drops or replaces them by itself.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage that a row quotes."""

    span: Span
    row: int  # the row's number on the page, from 1
    relation: Relation


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is all of one kind: of some rows, of the frame, or of neither."""

    words: str
    rows: tuple[int, ...] = ()
    relation: Relation | None = None  # of the first of its rows
    frame: bool = False


def cut_text(text: str, marks: Sequence[Mark], frame: Iterable[Span] = ()) -> tuple[Piece, ...]:
    """Cut the text wherever a passage or a stretch of frame begins or ends.

    Passages may touch, nest or overlap; joined again, the pieces are the text.

    >>> [p.words for p in cut_text("He spoke.", [Mark(Span(3, 8), 1, "shared")])]
    ['He ', 'spoke', '.']
    """
    spans = [m.span for m in marks] + (frames := list(frame))
    ends = {end for span in spans for end in (span.start, span.stop) if end < len(text)}
    edges = sorted({0, len(text)} | ends)
    rows = _spread(edges, [(m.span, m) for m in marks])
    framed = _spread(edges, [(span, span) for span in frames])
    return tuple(
        _piece(text[start:stop], rows[i], bool(framed[i]))
        for i, (start, stop) in enumerate(pairwise(edges))
    )


def _spread(edges: Sequence[int], spans: Iterable[tuple[Span, T]]) -> list[list[T]]:
    """For every stretch between two edges, what covers it."""
    found: list[list[T]] = [[] for _ in edges]
    for span, value in spans:
        for i in range(bisect_left(edges, span.start), bisect_left(edges, span.stop)):
            found[i].append(value)
    return found


def _piece(words: str, marks: Sequence[Mark], frame: bool) -> Piece:
    rows = tuple(sorted({m.row for m in marks}))
    relation = min(marks, key=lambda m: m.row).relation if marks else None
    return Piece(words, rows, relation, frame and not marks)


def writable(words: str) -> str:
    """The words as HTML can hold them: NUL and lone surrogates become U+FFFD."""
    return _UNWRITABLE.sub("\ufffd", words)


def language_tag(tag: str) -> str:
    """The tag if it has the shape of one (BCP 47), else "und"."""
    return tag if _TAG.fullmatch(tag) else "und"


def direction(tag: str) -> str:
    """The value of `dir` for a text in that language: "ltr", "rtl", or "auto" if not known.

    >>> direction("fa"), direction("ru"), direction("und"), direction("az-Arab")
    ('rtl', 'ltr', 'auto', 'rtl')
    """
    primary, *rest = language_tag(tag).lower().split("-")
    scripts = {part for part in rest if len(part) == 4 and part.isalpha()}
    if scripts:
        return "rtl" if scripts & _RTL_SCRIPTS else "ltr"
    if primary == "und":
        return "auto"
    return "rtl" if primary in _RIGHT_TO_LEFT else "ltr"
