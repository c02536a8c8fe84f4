"""Two forms of one passage, word by word: the smallest changes that a reader can read."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from crossread.align.wording.gaps import Block, Gap, Range, Raw, lay_out
from crossread.align.wording.order import CELLS_MAX, Pair, match_anchored, match_equal
from crossread.align.wording.pieces import Alphabet, Token, is_word, split_tokens
from crossread.model import Span

ISLAND = 2  # words that stayed between two changes: so few, and fewer than changed, join them
QUOTED_MAX = 12  # words between quotation marks that are shown whole when the marks are new

MOVED_LEAST = 4  # bytes of words that moved inside a sentence: four letters or two characters
EDGE = re.compile(r"^\W+|\W+$")

Bounds = Callable[[str, Span], Sequence[Span]]  # what may not be cut: figures, quoted terms


@dataclass(frozen=True, slots=True)
class Form:
    """One wording of the passage."""

    text: str
    span: Span
    tokens: list[Token]

    @classmethod
    def of(cls, text: str, span: Span) -> "Form":
        """The passage with its tokens."""
        return cls(text, span, split_tokens(text, span))


def compare_words(
    old: Form, new: Form, figures: Bounds, quoted: Bounds, alphabet: Alphabet
) -> Iterator[Raw]:
    """The changes between two forms of a passage.

    Args:
        old: one form.
        new: the other.
        figures: finds the figures of a text: none is shown in part.
        quoted: finds what stands between quotation marks.
        alphabet: shared by all comparisons of one pair of texts.
    """
    kept = _matched(old, new, alphabet)
    kept = _without_islands(old, new, kept)
    kept = _with_whole_quotes(old, new, kept, quoted)
    kept = _with_whole_figures(old, new, kept, figures)
    yield from _with_moves(old.text, new.text, list(_laid_out(old, new, kept)))


def _with_moves(old: str, new: str, raws: Sequence[Raw]) -> list[Raw]:
    """Words that went at one place and came at another of the sentence have moved."""
    gone = {n: EDGE.sub("", old[slice(*r.old)]) for n, r in enumerate(raws) if _empty(r.new)}
    come = {n: EDGE.sub("", new[slice(*r.new)]) for n, r in enumerate(raws) if _empty(r.old)}
    made: dict[int, Raw | None] = {}
    for n, words in gone.items():
        to = next((m for m, w in come.items() if w == words and m not in made), None)
        if to is not None and len(words.encode()) >= MOVED_LEAST:
            moved = Raw(raws[n].old, raws[to].new, raws[n].old_context, raws[to].new_context, True)
            made |= {n: None, to: moved}
    laid = (made.get(n, raw) for n, raw in enumerate(raws))
    return [raw for raw in laid if raw is not None]


def _empty(place: Range) -> bool:
    return place[0] == place[1]


def _matched(old: Form, new: Form, alphabet: Alphabet) -> list[Pair]:
    ours, theirs = [t.words for t in old.tokens], [t.words for t in new.tokens]
    if len(ours) * len(theirs) > CELLS_MAX:
        return match_anchored(ours, theirs, lambda place: len(ours[place]), alphabet)
    return match_equal(ours, theirs, alphabet)


def _without_islands(old: Form, new: Form, kept: list[Pair]) -> list[Pair]:
    """Words that stayed by chance between two rewritten stretches are part of one change."""
    runs = _runs(kept)
    ends = (len(old.tokens), len(new.tokens))
    stays: list[list[Pair]] = []
    before = (0, 0)
    for number, run in enumerate(runs):
        after = runs[number + 1][0] if number + 1 < len(runs) else ends
        behind = (run[-1][0] + 1, run[-1][1] + 1)
        left = (old.tokens[before[0] : run[0][0]], new.tokens[before[1] : run[0][1]])
        right = (old.tokens[behind[0] : after[0]], new.tokens[behind[1] : after[1]])
        size = sum(is_word(old.tokens[i].words) for i, _ in run)
        if size <= ISLAND and _rewritten(left, size) and _rewritten(right, size):
            continue
        stays.append(run)
        before = behind
    return [pair for run in stays for pair in run]


def _runs(kept: Sequence[Pair]) -> list[list[Pair]]:
    """Kept tokens that follow one another on both sides."""
    runs: list[list[Pair]] = []
    for i, j in kept:
        if runs and runs[-1][-1] == (i - 1, j - 1):
            runs[-1].append((i, j))
        else:
            runs.append([(i, j)])
    return runs


def _rewritten(sides: tuple[list[Token], list[Token]], size: int) -> bool:
    """Whether both sides have other words here, and one of them more than `size`."""
    counts = [sum(is_word(t.words) for t in tokens) for tokens in sides]
    return min(counts) > 0 and max(counts) > size


def _with_whole_quotes(old: Form, new: Form, kept: list[Pair], quoted: Bounds) -> list[Pair]:
    """A term between new quotation marks is one change, not two of a mark each."""
    for form, side in ((old, 0), (new, 1)):
        for span in quoted(form.text, form.span):
            inside = [n for n, t in enumerate(form.tokens) if span.start <= t.start < span.stop]
            places = {pair[side] for pair in kept}
            marks = {inside[0], inside[-1]} if inside else set()
            words = [n for n in inside if n not in marks]
            if marks & places or len(words) > QUOTED_MAX or not set(words) <= places:
                continue
            kept = [pair for pair in kept if pair[side] not in words]
    return kept


def _with_whole_figures(old: Form, new: Form, kept: list[Pair], figures: Bounds) -> list[Pair]:
    """A figure that changed in part is shown whole on both sides."""
    whole = [_groups(old, figures), _groups(new, figures)]
    while True:
        cut = _cut_figures(whole, kept)
        if not cut[0] and not cut[1]:
            return kept
        kept = [(i, j) for i, j in kept if i not in cut[0] and j not in cut[1]]


def _groups(form: Form, figures: Bounds) -> list[set[int]]:
    spans = figures(form.text, form.span)
    return [
        {n for n, t in enumerate(form.tokens) if t.start < span.stop and span.start < t.stop}
        for span in spans
    ]


def _cut_figures(whole: Sequence[Sequence[set[int]]], kept: Sequence[Pair]) -> list[set[int]]:
    """Kept tokens of figures of which another token has changed."""
    found: list[set[int]] = []
    for side, groups in enumerate(whole):
        places = {pair[side] for pair in kept}
        found.append({n for group in groups if not group <= places for n in group if n in places})
    return found


def _laid_out(old: Form, new: Form, kept: Sequence[Pair]) -> Iterator[Raw]:
    before: Pair = (-1, -1)
    start: Range = (old.span.start, new.span.start)
    ends = (len(old.tokens), len(new.tokens))
    for i, j in [*kept, ends]:
        last = (i, j) == ends
        stop = (
            (old.span.stop, new.span.stop) if last else (old.tokens[i].start, new.tokens[j].start)
        )
        ours = Gap(old.text, start[0], stop[0], _block(old.tokens[before[0] + 1 : i]))
        theirs = Gap(new.text, start[1], stop[1], _block(new.tokens[before[1] + 1 : j]))
        for raw in lay_out(ours, theirs, {}):
            yield replace(raw, old_context=old.span, new_context=new.span)
        if not last:
            before, start = (i, j), (old.tokens[i].stop, new.tokens[j].stop)


def _block(tokens: Sequence[Token]) -> tuple[Block, ...]:
    return (Block(tokens[0].start, tokens[-1].stop),) if tokens else ()
