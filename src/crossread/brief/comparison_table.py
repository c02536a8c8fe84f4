"""A comparison as a Markdown document to be pasted, and as a CSV table to be counted."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

from crossread.brief.past_words import past_footer, past_in_words
from crossread.brief.words import (
    CONTACT_FIELDS,
    FINDING_KINDS,
    RELATION_MARKS,
    SIDES,
    Label,
    agreement_in_words,
    citation_parts,
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
from crossread.model import Comparison, FieldValue, Finding, Quote, Row, Side

COLUMNS = (
    *("id", "relation", "unsure", "kind", "themes", "score"),
    *("left_words", "left_starts", "left_stops"),
    *("right_words", "right_starts", "right_stops"),
    *("grounds", "closest", "closest_score", "why_not", "note"),
    *("left_past", "right_past"),
)
# A spreadsheet runs a cell that begins so; the full-width signs do the same in East Asian ones.
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_CONTROL = ("\t", "\r", "\n")  # some drop these first, and then see a formula
_MARKS_OF_MARKDOWN = re.compile(r"([\\`*_\[\]|~])")
_MARKS_OF_A_BLOCK = re.compile(r"^(\d*)([#+\-=.)])")
_ADDRESS = re.compile(r"https?://[!#-;=?-\[\]^_a-z{}~]+", re.IGNORECASE)


def comparison_as_markdown(comparison: Comparison, label: Label = str) -> str:
    """The comparison as a document: the sides, the contact, the findings, every row.

    Args:
        comparison: The table to write out.
        label: What a reader sees for the id of a theme.

    Returns:
        GitHub-flavoured Markdown. No word of a text can act as mark-up or as HTML.
    """
    parts = [
        f"# {_escaped(heading(comparison))}",
        _sides_table(comparison),
        "## The contact",
        _contact_table(comparison),
        "## Findings",
        _findings(comparison),
        "## All rows",
        _rows_table(comparison, label),
        "---",
        *(_escaped(line) for line in [*past_footer(comparison), *footer(comparison)]),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _escaped(text: str) -> str:
    """The text on one line, with everything in it that Markdown or HTML would act on disarmed."""
    shown = legible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKS_OF_A_BLOCK.sub(r"\1\\\2", _MARKS_OF_MARKDOWN.sub(r"\\\1", shown))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table of cells that are already escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _both(comparison: Comparison) -> list[str]:
    return [_escaped(side_name(comparison, side)) for side in SIDES]


def _sides_table(comparison: Comparison) -> str:
    """What the two texts are: title, date, language, length, address, and what to know of them."""
    readings = [comparison.side(side) for side in SIDES]
    rows = [
        ["Title", *(_escaped(r.readout.title) or "not given" for r in readings)],
        ["Published", *(_escaped(moment_in_words(r.readout.date)) for r in readings)],
        ["Language", *(_escaped(language_in_words(r.language)) for r in readings)],
        ["Length", *(length_in_words(r) for r in readings)],
        ["Address", *(_address(r.readout.url) for r in readings)],
        ["Text (SHA-256)", *(f"`{r.readout.digest[:16]}`" for r in readings)],
    ]
    if any(r.notes for r in readings):
        rows.append(["Note", *(_escaped("; ".join(r.notes)) for r in readings)])
    return _table(["", *_both(comparison)], rows)


def _address(words: str) -> str:
    """A link where the words are an address, else the words as they stand."""
    return f"<{words}>" if _ADDRESS.fullmatch(words) else _escaped(words) or "not given"


def _contact_table(comparison: Comparison) -> str:
    rows = [
        [
            CONTACT_FIELDS.get(field.name, field.name).capitalize(),
            _value(field.left),
            _value(field.right),
            _escaped(agreement_in_words(field, comparison)),
        ]
        for field in comparison.contact.fields
    ]
    table = _table(["", *_both(comparison), "Agreement"], rows) if rows else ""
    reasons = _escaped(contact_in_words(comparison))
    return "\n\n".join(part for part in (reasons, table) if part)


def _value(value: FieldValue | None) -> str:
    """What one side says of a field, with its words unless they are the same."""
    if value is None:
        return "not said"
    words = _quotation(value.quote) if value.quote else ""
    return f"{_escaped(value.shown)} {words}".rstrip()


def _quotation(quote: Quote) -> str:
    where = "title: " if quote.field == "title" else ""
    return f"{where}{_escaped(quoted(quote.words))}"


def _findings(comparison: Comparison) -> str:
    """The findings, numbered, each with its quotes and where they stand."""
    found = [
        _finding(number, finding, comparison)
        for number, finding in enumerate(comparison.findings, start=1)
    ]
    return "\n\n".join(found) or "Nothing was found that an analyst would report."


def _finding(number: int, finding: Finding, comparison: Comparison) -> str:
    text, kind = _escaped(finding.text), FINDING_KINDS[finding.kind]
    lines = [f"{number}. **{text}** ({kind})"]
    lines += ["", f"   {_escaped(finding.why)}"] if finding.why else []
    for side in SIDES:
        quotes = [quote for quote in finding.quotes if quote.side == side]
        if quotes:
            words = " … ".join(_escaped(quoted(quote.words)) for quote in quotes)
            source = ", ".join(map(_address, citation_parts(quotes, side, comparison)))
            lines += ["", f"   > {words}", f"   > — {source}"]
    return "\n".join(lines)


def _rows_table(comparison: Comparison, label: Label) -> str:
    head = ["Row", "Relation", "Matter", *_both(comparison), "Why"]
    rows = [_row_cells(row, comparison, label) for row in comparison.rows]
    return _table(head, rows) if rows else "There are no rows."


def _row_cells(row: Row, comparison: Comparison, label: Label) -> list[str]:
    doubt = " (unsure)" if row.unsure else ""
    relation = relation_in_words(row.relation, comparison)
    return [
        _escaped(row.id.removeprefix("row-")),
        f"{RELATION_MARKS[row.relation]} {_escaped(relation)}{doubt}",
        _escaped(matter_in_words(row, label)),
        *(_cell(row, side, comparison) for side in SIDES),
        "<br>".join(_escaped(reason) for reason in reasons_in_words(row, comparison)),
    ]


def comparison_as_csv(comparison: Comparison, label: Label = str) -> str:
    """The rows as a table: one line a row, under a line of names (`COLUMNS`).

    Args:
        comparison: The table to write out.
        label: What a reader sees for the id of a theme.

    Returns:
        CSV by RFC 4180: commas, quotation marks doubled, lines ended by CR LF. Several passages of
        one side are parted by " | ", and their starts and stops (Unicode code points of the
        side's text) by a space, in the same order. A cell that a spreadsheet would run as a
        formula begins with an apostrophe.
    """
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    rows = (_csv_row(row, comparison, label) for row in comparison.rows)
    writer.writerows([inert(cell) for cell in row] for row in rows)
    return out.getvalue()


def inert(cell: str) -> str:
    """The cell; one that a spreadsheet would run as a formula begins with an apostrophe."""
    runs = cell.startswith(_CONTROL) or cell.lstrip().startswith(_FORMULA)
    return f"'{cell}" if runs else cell


def _cell(row: Row, side: Side, comparison: Comparison) -> str:
    """The passages of one side, and what an archive held like them."""
    past = past_in_words(row, side, comparison)
    quotes = [_quotation(quote) for quote in (row.left if side == "left" else row.right)]
    return "<br>".join([*quotes, *([f"*{_escaped(past)}*"] if past else [])])


def _csv_row(row: Row, comparison: Comparison, label: Label) -> list[str]:
    closest = row.closest
    return [
        row.id,
        row.relation,
        "yes" if row.unsure else "no",
        row.kind,
        "; ".join(label(theme) for theme in row.themes),
        f"{row.score:.4f}",
        *_passages(row.left),
        *_passages(row.right),
        "; ".join(ground.name for ground in row.grounds),
        closest.quote.words if closest else "",
        f"{closest.score:.4f}" if closest else "",
        closest.why_not if closest else "",
        row.note,
        *(past_in_words(row, side, comparison) for side in SIDES),
    ]


def _passages(quotes: Sequence[Quote]) -> list[str]:
    """The words of one side's passages in its text, their starts and their stops."""
    here = [quote for quote in quotes if quote.field == "text"]
    return [
        " | ".join(quote.words for quote in here),
        " ".join(str(quote.span.start) for quote in here),
        " ".join(str(quote.span.stop) for quote in here),
    ]
