"""Two texts laid side by side: every change between them, moved passages told apart."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from crossread.align.wording.gaps import Block, Gap, Range, Raw, in_order, lay_out
from crossread.align.wording.pairs import Paired, pair_units
from crossread.align.wording.pieces import Alphabet
from crossread.align.wording.units import Cut, Unit, cut_units
from crossread.align.wording.words import Bounds, Form, compare_words
from crossread.model import Span


def find_changes(old: str, new: str, language: str, figures: Bounds, quoted: Bounds) -> list[Raw]:
    """Every change between two texts, in the order of the new one.

    Changes never overlap, but those in a moved passage, which stand `inside` it. Without them
    the two texts are the same to the letter.
    """
    if old == new:
        return []
    alphabet = Alphabet()
    cut = cut_units(old, new, language, alphabet)
    paired = pair_units(cut, alphabet)
    moved = [p for p in paired if p.moved]
    stayed = sorted((p for p in paired if not p.moved), key=lambda p: p.new)
    ranges: dict[int, dict[str, Range]] = {}
    found = list(_between(old, new, cut, stayed, moved, ranges))
    for passage in stayed:
        found += _within(old, new, cut, passage, figures, quoted, alphabet)
    for number, passage in enumerate(moved):
        spans = _spans(cut, passage)
        place = ranges[number]
        found.append(Raw(place["old"], place["new"], *spans, moved=True, passage=number))
        inner = _within(old, new, cut, passage, figures, quoted, alphabet)
        found += [replace(raw, inside=number) for raw in inner]
    return in_order(found)


def _spans(cut: Cut, passage: Paired) -> tuple[Span, Span]:
    return _reach(cut.old, passage.old), _reach(cut.new, passage.new)


def _reach(units: Sequence[Unit], places: Range) -> Span:
    return Span(units[places[0]].span.start, units[places[1] - 1].span.stop)


def _within(
    old: str,
    new: str,
    cut: Cut,
    passage: Paired,
    figures: Bounds,
    quoted: Bounds,
    alphabet: Alphabet,
) -> Iterator[Raw]:
    """The changes of words in one passage."""
    one, other = _spans(cut, passage)
    if old[one.start : one.stop] != new[other.start : other.stop]:
        yield from compare_words(Form.of(old, one), Form.of(new, other), figures, quoted, alphabet)


def _between(
    old: str,
    new: str,
    cut: Cut,
    stayed: Sequence[Paired],
    moved: Sequence[Paired],
    ranges: dict[int, dict[str, Range]],
) -> Iterator[Raw]:
    """The sentences that came or went between those that stayed."""
    numbers = _numbers([m.old for m in moved]), _numbers([m.new for m in moved])
    old_end, new_end = len(cut.old), len(cut.new)
    ends = Paired((old_end, old_end), (new_end, new_end))
    for before, after in pairwise([Paired((0, 0), (0, 0)), *stayed, ends]):
        ours = _gap(old, cut.old, before.old[1], after.old[0], numbers[0])
        theirs = _gap(new, cut.new, before.new[1], after.new[0], numbers[1])
        for raw in lay_out(ours, theirs, ranges):
            contexts = (_touched(ours, raw.old), _touched(theirs, raw.new))
            yield replace(
                raw,
                old_context=contexts[0],
                new_context=contexts[1],
                whole=any(contexts),
            )


def _numbers(moved: Sequence[Range]) -> dict[int, int]:
    """For each unit that moved, the number of its passage."""
    return {unit: number for number, places in enumerate(moved) for unit in range(*places)}


def _gap(text: str, units: Sequence[Unit], first: int, last: int, moved: dict[int, int]) -> Gap:
    start = units[first - 1].span.stop if first else 0
    stop = units[last].span.start if last < len(units) else len(text)
    return Gap(text, start, stop, tuple(_blocks(units, first, last, moved)))


def _blocks(units: Sequence[Unit], first: int, last: int, moved: dict[int, int]) -> Iterator[Block]:
    """Sentences of one line together, a moved passage by itself."""
    open_one: tuple[int, int | None] | None = None  # the first unit, and its passage
    for n in range(first, last):
        fits = (
            open_one is not None
            and open_one[1] == moved.get(n)
            and (open_one[1] is not None or units[n].line == units[n - 1].line)
        )
        if open_one is not None and not fits:
            yield Block(units[open_one[0]].span.start, units[n - 1].span.stop, open_one[1])
        if not fits:
            open_one = (n, moved.get(n))
    if open_one is not None:
        yield Block(units[open_one[0]].span.start, units[last - 1].span.stop, open_one[1])


def _touched(gap: Gap, claimed: Range) -> Span | None:
    """The block of the gap that stands in the range, if any does."""
    for block in gap.blocks:
        if claimed[0] <= block.start < claimed[1]:
            return Span(block.start, block.stop)
    return None
