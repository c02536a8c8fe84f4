"""`crossread compare` and `crossread demo`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crossread.cli import results, where
from crossread.cli.waiting import waiting

if TYPE_CHECKING:
    from crossread.lexicon import TermBase
    from crossread.model import Comparison, Readout

READING = "Reading the texts"
STDIN = "-"

SOURCE = "A file, an http(s) address, an id of the archive, or - for standard input."
Left = Annotated[str, typer.Argument(metavar="LEFT", help=SOURCE)]
Right = Annotated[str, typer.Argument(metavar="RIGHT", help=SOURCE)]
Lexicon = Annotated[
    Path | None,
    typer.Option(
        "--lexicon",
        metavar="FILE",
        help="Entries of your own, in the term base's YAML, added to those shipped.",
        rich_help_panel=READING,
    ),
]
MaxBytes = Annotated[
    int,
    typer.Option(
        "--max-bytes", metavar="N", min=1, help="The largest text taken.", rich_help_panel=READING
    ),
]
MaxCharacters = Annotated[
    int,
    typer.Option(
        "--max-characters",
        metavar="N",
        min=1,
        help="The longest text compared; time grows with its square.",
        rich_help_panel=READING,
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout",
        min=0.1,
        metavar="SECONDS",
        help="How long an address may take in all.",
        rich_help_panel=READING,
    ),
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="Take addresses on this machine or a private network.",
        rich_help_panel=READING,
    ),
]


ReadPast = Annotated[
    bool,
    typer.Option(
        "--past/--no-past",
        help="Whether to say what is formula and what is new, if the archive is there.",
        rich_help_panel=where.WHERE,
    ),
]


def compare(
    left: Left,
    right: Right,
    archive: where.Address = where.USUAL,
    captures: where.Captures = None,
    past: ReadPast = True,
    json: results.Json = None,
    markdown: results.Markdown = None,
    csv: results.Csv = None,
    html: results.Html = None,
    marks: results.Marks = None,
    browse: results.Open = False,
    top: results.Top = None,
    lexicon: Lexicon = None,
    max_bytes: MaxBytes = 100_000_000,
    max_characters: MaxCharacters = 300_000,
    timeout: Timeout = 20.0,
    allow_private: AllowPrivate = False,
) -> None:
    """Set two readouts of one call or meeting side by side.

    Shows what both texts report, what each frames otherwise or leaves out, and the words that
    prove it. Texts may be plain (with YAML front matter if you like), HTML, PDF or DOCX.
    """
    wanted = results.Wanted(json, markdown, csv, html, marks)
    if left == right == STDIN:
        raise typer.BadParameter("standard input (-) can be one of the two texts, not both")
    from crossread import workflow
    from crossread.workflow.lexicon import load_term_base
    from crossread.workflow.sources import Reach, load_source
    from crossread.workflow.write import refuse_overwriting

    refuse_overwriting(list(wanted.files().values()), [left, right])
    reach = Reach(archive, max_bytes, timeout, allow_private)
    with waiting("Comparing"):
        base = load_term_base(lexicon)
        texts = [load_source(source, reach) for source in (left, right)]
        _check_lengths(texts, max_characters)
        comparison = workflow.compare(*texts, base=base)
    if past and where.is_there(archive):
        comparison = _with_past(comparison, archive, captures, base)
    results.deliver(comparison, base.label, wanted, top=top, browse=browse)


def _with_past(
    comparison: "Comparison", address: str, captures: str | None, base: "TermBase"
) -> "Comparison":
    """The comparison read against the archive; what hinders that is told, and hinders no more."""
    from crossread.archive import Archive
    from crossread.cli.shell import error_as_line
    from crossread.cli.waiting import counting
    from crossread.errors import CrossreadError
    from crossread.workflow.compare_past import with_past
    from crossread.workflow.past import open_past

    try:
        with Archive.open(address, captures=captures, read_only=True) as opened:
            with counting("Looking back:") as tell:
                found = open_past(opened, tell)
            for remark in found.remarks:
                typer.echo(remark, err=True)
            return with_past(comparison, found, base)
    except CrossreadError as error:
        typer.echo(f"Without the archive: {error_as_line(error)}", err=True)
        return comparison


def _check_lengths(texts: "Sequence[Readout]", most: int) -> None:
    """Refuse what would take minutes: a book or an archive, where a statement was meant."""
    from crossread.errors import TooLarge

    for text in texts:
        if len(text.text) > most:
            raise TooLarge(
                f"{text.id or 'the text'} has {len(text.text):,} characters; the limit is {most:,}",
                "Give one statement; or raise the limit with --max-characters.",
            )


COMPARE_EXAMPLES = """\b
Examples:
  crossread compare us.txt tajik.pdf
  crossread compare us.txt https://example.org/readout --html page.html --open
  crossread compare us.txt - --json - < other.txt
  crossread compare us.txt tajik.txt --marks marks.json
  crossread compare us-state:06cafd9b7c7d tajik.txt --archive desk.db
"""


def demo(
    json: results.Json = None,
    markdown: results.Markdown = None,
    csv: results.Csv = None,
    html: results.Html = None,
    marks: results.Marks = None,
    browse: results.Open = False,
    top: results.Top = None,
) -> None:
    """Compare the two specimens: one call of 1 June 2021, told in English and in Russian.

    Their facts are on record; their sentences were written for the project. The table is shown
    in the terminal, beside any file that is written.
    """
    wanted = results.Wanted(json, markdown, csv, html, marks)
    from crossread import workflow
    from crossread.lexicon import load_base

    with waiting("Comparing"):
        comparison = workflow.compare(*workflow.load_specimens())
    results.deliver(comparison, load_base().label, wanted, top=top, browse=browse, shown=True)


DEMO_EXAMPLES = """\b
Examples:
  crossread demo
  crossread demo --html demo.html --open
"""
