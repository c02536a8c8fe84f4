"""A statement read against an archive's past: in the terminal, and as JSON."""

from collections.abc import Callable, Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crossread.brief.corpus import corpus_in_words
from crossread.brief.words import legible, moment_in_words, quoted
from crossread.cli.show import NARROWEST, WIDEST
from crossread.cli.show_archive import counted
from crossread.cli.terminal import printing
from crossread.model import Readout, Span
from crossread.model.phrase import (
    DroppedFormula,
    Label,
    Novelty,
    Passage,
    PassageNovelty,
    Stretch,
    Swap,
)

Name = Callable[[str], str]
WORD_FOR_WORD = 5  # tokens of a stretch that is told below a point that is no formula
# Colour only repeats what the word says.
_COLOURS: dict[Label, str] = {"formula": "green", "variant": "yellow", "new": "bold magenta"}
NAMED = 4  # publishers, counterparts
UNDERLINED = 4  # tokens of a stretch that is underlined: what the index calls one


def print_novelty(novelty: Novelty, readout: Readout, name: Name) -> None:
    """Print each point with its label and history, then what was dropped and echoed.

    Words that stood in the archive before, just so, are underlined.

    Args:
        novelty: what was found.
        readout: the statement.
        name: from a country's code to its name.
    """
    with printing() as console:
        width = max(NARROWEST, min(console.width, WIDEST))
        for part in _parts(novelty, readout, name):
            console.print(part, width=width)


def _parts(novelty: Novelty, readout: Readout, name: Name) -> Iterator[RenderableType]:
    origin = novelty.origin
    yield Text(legible(readout.title) or "A statement", "bold")
    whose = legible(readout.publisher or origin.publisher)
    told = [whose, moment_in_words(readout.date)]
    them = name(origin.counterpart) if origin.counterpart else ""
    told += [f"deals with {them}"] if them else []
    yield Text(", ".join(word for word in told if word), "dim")
    yield Text()
    for one in novelty.passages:
        yield _passage(one, novelty, them)
    if novelty.dropped:
        yield Text("\nNot said this time", "bold underline")
        yield from (_dropped(one, them) for one in novelty.dropped)
    if novelty.echoed or any(p.echo for p in novelty.passages):
        yield Text("\nWording of another government", "bold underline")
        yield from _echoes(novelty)
    yield Text()
    yield Text(shares_in_words(novelty))
    yield Text(f"Compared with {corpus_in_words(novelty.corpus)}.", "dim")


def _passage(one: PassageNovelty, novelty: Novelty, them: str) -> RenderableType:
    row = Table.grid(padding=(0, 2, 0, 0))
    row.add_column(width=7)
    row.add_column(overflow="fold")
    row.add_row(Text(one.label, _COLOURS[one.label]), _underlined(one.passage, novelty.stretches))
    for words in _told_of(one, novelty, them):
        row.add_row("", Text(words, "dim"))
    return row


def _told_of(one: PassageNovelty, novelty: Novelty, them: str) -> Iterator[str]:
    if one.label == "new":
        if stretch := longest_stretch(one.passage, novelty.stretches, WORD_FOR_WORD):
            yield (
                f"word for word before: {quoted(stretch.words)}, {counted(stretch.count, 'place')},"
                f" first {stretch.first.day} ({stretch.first.statement})"
            )
        return
    assert one.first is not None and one.last is not None and one.nearest is not None
    days = [str(p.origin.day) for p in (one.first, one.last)]
    said = "said in" if novelty.whole else "said before in"
    said += f" {counted(one.count, 'statement')}"
    said += f", {days[0]} to {days[1]}" if days[0] != days[1] else f", {days[0]}"
    said += f", by {shares_of(one.publishers)}"
    said += f", to {shares_of(one.counterparts)}" if one.counterparts else ""
    if one.share is not None:
        used = round(one.share * one.contacts)
        noun = "other contact" if novelty.whole else "earlier contact"
        said += f"; in {used} of {counted(one.contacts, noun)} with {them}"
    yield said
    nearest = one.nearest.origin
    if swaps := swaps_in_words(one.swaps):
        yield f"beside {nearest.statement} of {nearest.day}: {swaps}"
    else:
        yield f"as in {nearest.statement} of {nearest.day}"


def shares_of(counts: Sequence[tuple[str, int]]) -> str:
    """The most frequent with their counts, and how many more there are."""
    shown = ", ".join(f"{name} {number:,}" for name, number in counts[:NAMED])
    more = len(counts) - NAMED
    return shown + (f" and {more} more" if more > 0 else "")


def swaps_in_words(swaps: Sequence[Swap]) -> str:
    """What differs from an earlier passage; marks alone are passed over.

    >>> swaps_in_words([Swap("deep", "grave"), Swap("", "now"), Swap(".", "")])
    '“deep” is “grave”; “now” added'
    """
    told = []
    for swap in swaps:
        before, now = (legible(words) for words in (swap.before, swap.now))
        if not any(c.isalnum() for c in before + now):
            continue
        if before and now:
            told.append(f"“{before}” is “{now}”")
        else:
            told.append(f"“{now}” added" if now else f"“{before}” left out")
    return "; ".join(told)


def longest_stretch(passage: Passage, stretches: Sequence[Stretch], least: int) -> Stretch | None:
    """The longest stretch of so many tokens that stands in the passage, None where none does."""
    inside = [s for s in stretches if passage.span.holds(s.span) and s.tokens >= least]
    return max(inside, key=lambda s: s.tokens, default=None)


def _underlined(passage: Passage, stretches: Sequence[Stretch]) -> Text:
    shown = Text()
    end = passage.start
    for span in _covered(passage.span, stretches):
        shown.append(_cut(passage, end, span.start))
        shown.append(_cut(passage, span.start, span.stop), "underline")
        end = span.stop
    shown.append(_cut(passage, end, passage.span.stop))
    return shown


def _cut(passage: Passage, start: int, stop: int) -> str:
    words = passage.text[start - passage.start : stop - passage.start]
    spaces = " " * words[:1].isspace(), " " * (words[-1:].isspace() and len(words) > 1)
    return f"{spaces[0]}{legible(words)}{spaces[1]}" if words else ""


def _covered(span: Span, stretches: Sequence[Stretch]) -> list[Span]:
    """The parts of a span that stretches cover, in order, those that touch made one."""
    found: list[Span] = []
    for stretch in stretches:
        start, stop = max(stretch.span.start, span.start), min(stretch.span.stop, span.stop)
        if start >= stop or stretch.tokens < UNDERLINED:
            continue
        if found and start <= found[-1].stop:
            found[-1] = Span(found[-1].start, max(stop, found[-1].stop))
        else:
            found.append(Span(start, stop))
    return found


def _dropped(one: DroppedFormula, them: str) -> RenderableType:
    last = one.last.origin
    line = Text(quoted(one.last.text))
    line.append(
        f"\nin {one.used} of {counted(one.contacts, 'earlier contact')} with {them}, last"
        f" {last.day} ({last.statement})",
        "dim",
    )
    return Padding(line, (0, 0, 0, 8))


def _echoes(novelty: Novelty) -> Iterator[RenderableType]:
    for one in novelty.passages:
        if one.echo is not None:
            first = one.echo.origin
            where = f"first {first.day}, {first.publisher} ({first.statement}): "
            yield Padding(Text(f"{quoted(one.passage.text)}\n{where}{quoted(one.echo.text)}"), 0)
    for stretch in novelty.echoed:
        use = stretch.first
        yield Text(f"{quoted(stretch.words)}, first {use.day}, {use.publisher} ({use.statement})")


def shares_in_words(novelty: Novelty) -> str:
    """How much of the statement is new."""
    if not novelty.passages:
        return "It has no point to compare."
    words = f"{novelty.new_share:.0%} of the words stand in new points"
    if any(p.label == "formula" for p in novelty.passages):
        words += f"; of those outside formulas, {novelty.new_share_without_formulas:.0%}"
    return words + "."
