"""A comparison in the terminal: the sides, the contact, the findings, every row side by side."""

from collections.abc import Iterator, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crossread.brief.past_words import past_footer, past_in_words
from crossread.brief.words import (
    CONTACT_FIELDS,
    FINDING_KINDS,
    RELATION_MARKS,
    SIDES,
    Label,
    agreement_in_words,
    contact_in_words,
    footer,
    heading,
    language_in_words,
    legible,
    length_in_words,
    matter_in_words,
    moment_in_words,
    quoted,
    reasons_in_words,
    relation_in_words,
    side_name,
)
from crossread.model import Comparison, FieldValue, Finding, Quote, Relation, Row, Side

WIDEST = 120  # columns; a longer line is hard to follow back to its start
NARROWEST = 40  # columns; below this two texts cannot stand side by side
INDENT = 4
# Colour only repeats what the mark and the word beside it say.
_COLOURS: dict[Relation, str] = {
    "shared": "green",
    "framing_differs": "yellow",
    "only_left": "cyan",
    "only_right": "magenta",
}


def comparison_as_terminal(comparison: Comparison, label: Label, console: Console) -> None:
    """Print the comparison, in two columns for its two sides.

    Texts are printed as plain words: nothing in them can act as mark-up or drive the terminal.

    Args:
        comparison: The table to show.
        label: What a reader sees for the id of a theme.
        console: Where to print; its width is used from 40 to 120 columns.
    """
    width = max(NARROWEST, min(console.width, WIDEST))
    for part in _parts(comparison, label, width):
        console.print(part, width=width)


def _parts(comparison: Comparison, label: Label, width: int) -> Iterator[RenderableType]:
    yield Text(heading(comparison), "bold")
    yield Text()
    yield _sides(comparison)
    yield from _contact(comparison)
    yield _title("Findings")
    yield from _findings(comparison, width)
    yield _title("Rows")
    yield from (_row(row, comparison, label, width) for row in comparison.rows)
    yield from (Text(line, "dim") for line in [*past_footer(comparison), *footer(comparison)])


def _title(words: str) -> RenderableType:
    return Padding(Text(words, "bold underline"), (1, 0))


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    """A table without lines: names on the left, what the sides say beside them."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(max_width=20)
    for _ in head[1:]:
        table.add_column(overflow="fold")
    table.add_row(*(Text(cell, "bold") for cell in head))
    for name, *cells in rows:
        table.add_row(Text(name, "dim"), *(Text(cell) for cell in cells))
    return table


def _sides(comparison: Comparison) -> Table:
    """What the two texts are."""
    readings = [comparison.side(side) for side in SIDES]
    rows = [
        ["title", *(legible(r.readout.title) or "not given" for r in readings)],
        ["published", *(moment_in_words(r.readout.date) for r in readings)],
        ["language", *(language_in_words(r.language) for r in readings)],
        ["length", *(length_in_words(r) for r in readings)],
    ]
    if any(r.notes for r in readings):
        rows.append(["note", *(legible("; ".join(r.notes)) for r in readings)])
    return _grid(["", *(side_name(comparison, side) for side in SIDES)], rows)


def _contact(comparison: Comparison) -> Iterator[RenderableType]:
    """The contact, field by field, and why it is held to be one or two."""
    yield _title("The contact")
    if reasons := contact_in_words(comparison):
        yield Text(reasons)
        yield Text()
    rows = [
        [
            CONTACT_FIELDS.get(field.name, field.name),
            _value(field.left),
            _value(field.right),
            agreement_in_words(field, comparison),
        ]
        for field in comparison.contact.fields
    ]
    if rows:
        yield _grid(["", *(side_name(comparison, side) for side in SIDES), ""], rows)


def _value(value: FieldValue | None) -> str:
    """What one side says of a field, and the words, unless they are the same."""
    if value is None:
        return "not said"
    shown, words = legible(value.shown), quoted(value.quote.words) if value.quote else ""
    return shown if words in {"", quoted(shown)} else f"{shown} {words}"


def _findings(comparison: Comparison, width: int) -> Iterator[RenderableType]:
    if not comparison.findings:
        yield Text("Nothing was found that an analyst would report.")
    for number, finding in enumerate(comparison.findings, start=1):
        yield _finding(number, finding, comparison, width)


def _finding(number: int, finding: Finding, comparison: Comparison, width: int) -> RenderableType:
    """A finding: its sentence and kind, its second line, its quotes."""
    head = Text(legible(finding.text), "bold")
    head.append(f"  ({FINDING_KINDS[finding.kind]})", "not bold dim")
    lines = [head]
    lines += [Text(legible(finding.why), "dim")] if finding.why else []
    lines += [_named_quote(quote, comparison) for quote in finding.quotes]
    return _hung(f"{number}.", Group(*lines), width)


def _named_quote(quote: Quote, comparison: Comparison) -> Text:
    field = ", title" if quote.field == "title" else ""
    return Text(f"{side_name(comparison, quote.side)}{field}: {quoted(quote.words)}")


def _hung(number: str, body: RenderableType, width: int) -> RenderableType:
    """The body, indented, with its number hanging in the margin, and an empty line after it."""
    table = Table.grid(padding=0)
    table.add_column(width=max(INDENT, len(number) + 1))
    table.add_column(width=width - max(INDENT, len(number) + 1))
    table.add_row(Text(number), body)
    return Padding(table, (0, 0, 1, 0))


def _row(row: Row, comparison: Comparison, label: Label, width: int) -> RenderableType:
    """A row: its relation by mark and word, its matter, both sides' words, the reasons."""
    word = relation_in_words(row.relation, comparison)
    head = Text(f"{RELATION_MARKS[row.relation]} {word}", f"bold {_COLOURS[row.relation]}")
    head.append(" (unsure)" if row.unsure else "", "not bold")
    head.append(f": {matter_in_words(row, label)}", "default")
    reasons = [Text(reason, "dim") for reason in reasons_in_words(row, comparison)]
    body = Group(head, _two_columns(row, comparison, width - INDENT), *reasons)
    return _hung(row.id.removeprefix("row-") + ".", body, width)


def _two_columns(row: Row, comparison: Comparison, width: int) -> Table:
    """The words of the two sides beside one another, each under its name."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in SIDES:
        table.add_column(width=(width - 4) // 2, overflow="fold")
    table.add_row(*(_passages(row, side, comparison) for side in SIDES))
    return table


def _passages(row: Row, side: Side, comparison: Comparison) -> RenderableType:
    quotes = row.left if side == "left" else row.right
    if not quotes:
        return Text("—", "dim")
    past = past_in_words(row, side, comparison)
    told = [Text(past, "dim")] if past else []
    return Group(*(_named_quote(quote, comparison) for quote in quotes), *told)
