"""Where a comparison goes: to files, to standard output, to the terminal, to a browser."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from crossread.brief.words import Label
    from crossread.model import Comparison

STDOUT = "-"
RESULTS = "Results (FILE, or - for standard output)"
SHOWN = "What is shown"


def _file(flag: str, words: str) -> Any:
    return typer.Option(flag, metavar="FILE", help=words, rich_help_panel=RESULTS)


JsonOnly = Annotated[str | None, _file("--json", "The same as JSON, for programs.")]

Json = Annotated[str | None, _file("--json", "The whole comparison as JSON, for programs.")]
Markdown = Annotated[str | None, _file("--markdown", "A document to paste.")]
Csv = Annotated[str | None, _file("--csv", "The rows as a table, for a spreadsheet.")]
Html = Annotated[str | None, _file("--html", "One page with both texts side by side.")]
Marks = Annotated[str | None, _file("--marks", "The rows in the marking format, to correct.")]
Open = Annotated[
    bool, typer.Option("--open", help="Open the page in a browser.", rich_help_panel=RESULTS)
]
Top = Annotated[
    int | None,
    typer.Option(
        "--top",
        metavar="N",
        min=1,
        help="Only the first N findings and rows, in the terminal.",
        rich_help_panel=SHOWN,
    ),
]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The results that were asked for, each with its file."""

    json: str | None = None
    markdown: str | None = None
    csv: str | None = None
    html: str | None = None
    marks: str | None = None

    def files(self) -> dict[str, str]:
        """Kind of result to file."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {kind: name for kind, name in given.items() if name is not None}


def check_targets(names: Sequence[str]) -> None:
    """Refuse results that could not be written, or would be over one another.

    Raises:
        typer.BadParameter: two results are for standard output, or one has no name.
        BadInput: a result would be written over another, or cannot be written.
    """
    if not names:
        return  # nothing of the work is loaded for it
    from crossread.workflow.write import check_writable, refuse_overwriting

    if names.count(STDOUT) > 1:
        raise typer.BadParameter("only one result can go to standard output (-)")
    if "" in names:
        raise typer.BadParameter("a result needs the name of a file, or -")
    refuse_overwriting(names, [])
    check_writable(names)


def deliver(
    comparison: "Comparison",
    label: "Label",
    wanted: Wanted,
    *,
    top: int | None,
    browse: bool,
    shown: bool = False,
) -> None:
    """Write the results that were asked for; with none, show the comparison in the terminal.

    With `shown` it is shown beside the files too, unless one goes to standard output.
    """
    from crossread.workflow.write import save_texts

    files = wanted.files()
    made = {name: _render(kind, comparison, label, name) for kind, name in files.items()}
    save_texts(made)
    named = [name for name in made if name != STDOUT]
    if named:
        typer.echo(f"Written: {', '.join(named)}", err=True)
    if (shown and STDOUT not in made) or not (files or browse):
        show(comparison, label, top)
    if browse:
        _open_page(comparison, label, wanted.html)


def _render(kind: str, comparison: "Comparison", label: "Label", name: str) -> str:
    from crossread import brief

    if kind == "json":
        return as_json(brief.comparison_as_json(comparison))
    if kind == "markdown":
        return brief.comparison_as_markdown(comparison, label)
    if kind == "csv":
        return brief.comparison_as_csv(comparison, label)
    if kind == "html":
        return _page(comparison, label)
    pair = "" if name == STDOUT else Path(name).stem
    return as_json(brief.comparison_as_marks(comparison, label, pair))


def as_json(data: Any) -> str:
    """Values as JSON text, readable by people too."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _page(comparison: "Comparison", label: "Label") -> str:
    from crossread import __version__
    from crossread.brief.page import comparison_as_html

    return comparison_as_html(comparison, label, version=__version__)


def _open_page(comparison: "Comparison", label: "Label", written: str | None) -> None:
    """Open the page that was written, or one in the folder for temporary files."""
    import tempfile
    import webbrowser

    from crossread.errors import SourceUnavailable
    from crossread.workflow.write import save_texts

    if written and written != STDOUT:
        path = Path(written).resolve()
    else:
        path = Path(tempfile.mkdtemp(prefix="crossread-")) / "comparison.html"
        save_texts({str(path): _page(comparison, label)})
    if not webbrowser.open(path.as_uri()):
        raise SourceUnavailable("no browser could be opened", f"The page is at {path}.")


def show(comparison: "Comparison", label: "Label", top: int | None) -> None:
    """Print the comparison in the terminal, or the first findings and rows of it."""
    from crossread.cli.show import comparison_as_terminal
    from crossread.cli.terminal import printing

    with printing() as console:
        comparison_as_terminal(_first(comparison, top), label, console)
        if top and (left_out := _left_out(comparison, top)):
            console.print(left_out, markup=False, highlight=False)


def _first(comparison: "Comparison", top: int | None) -> "Comparison":
    if top is None:
        return comparison
    return replace(comparison, findings=comparison.findings[:top], rows=comparison.rows[:top])


def _left_out(comparison: "Comparison", top: int) -> str:
    """What --top kept back, so that nobody takes a part for the whole."""
    findings, rows = len(comparison.findings), len(comparison.rows)
    if max(findings, rows) <= top:
        return ""
    return (
        f"Shown: {min(top, findings)} of {findings} findings, {min(top, rows)} of {rows} rows"
        f" (--top {top})."
    )
