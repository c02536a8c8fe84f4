"""The `crossread` command: its sub-commands and the way in."""

import gc
import io
import sys
from contextlib import suppress
from typing import Annotated

import typer

from crossread import __version__
from crossread.cli import add as adding
from crossread.cli import archive as whole
from crossread.cli import collect as collecting
from crossread.cli import compare as comparing
from crossread.cli import decide as deciding
from crossread.cli import edits as editing
from crossread.cli import evaluate as scoring
from crossread.cli import export as exporting
from crossread.cli import lexicon as words
from crossread.cli import listing, phrases
from crossread.cli import publisher as publishers
from crossread.cli.shell import INTERRUPTED, Command, Shell

app = typer.Typer(
    name="crossread",
    cls=Shell,
    rich_markup_mode=None,  # rich's help alone costs more time than all else (docs/decisions)
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"crossread {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def crossread(
    ctx: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Read two governments' accounts of the same call side by side.

    Start with `crossread demo`, then `crossread compare LEFT RIGHT`; keep an archive with
    `crossread add` and `crossread collect`.
    """
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


app.command(
    cls=Command, short_help="Set two readouts side by side.", epilog=comparing.COMPARE_EXAMPLES
)(comparing.compare)
app.command(cls=Command, short_help="Compare the two specimens.", epilog=comparing.DEMO_EXAMPLES)(
    comparing.demo
)
app.command(cls=Command, short_help="Add statements to an archive.", epilog=adding.ADD_EXAMPLES)(
    adding.add
)
app.command(
    cls=Command,
    short_help="Collect what publishers have issued since.",
    epilog=collecting.COLLECT_EXAMPLES,
)(collecting.collect)
app.command(
    "list", cls=Command, short_help="List statements of an archive.", epilog=listing.LIST_EXAMPLES
)(listing.list_statements)
app.command(cls=Command, short_help="Show one statement.", epilog=listing.SHOW_EXAMPLES)(
    listing.show
)
app.command(cls=Command, short_help="Search for a phrase.", epilog=listing.SEARCH_EXAMPLES)(
    listing.search
)
app.command(
    cls=Command, short_help="What is formula, new, dropped.", epilog=phrases.NOVELTY_EXAMPLES
)(phrases.novelty)
app.command(
    cls=Command, short_help="When a phrase was said, by whom.", epilog=phrases.HISTORY_EXAMPLES
)(phrases.history)
app.command(
    cls=Command, short_help="What is said again and again.", epilog=phrases.FORMULAS_EXAMPLES
)(phrases.formulas)
app.command(cls=Command, short_help="What was changed later.", epilog=editing.EDITS_EXAMPLES)(
    editing.edits
)
app.command(cls=Command, short_help="Rule on what was found.", epilog=deciding.DECIDE_EXAMPLES)(
    deciding.decide
)
app.command(cls=Command, short_help="What people decided.", epilog=deciding.DECISIONS_EXAMPLES)(
    deciding.decisions
)
app.command(
    cls=Command, short_help="Cite, annotate, hand out proof.", epilog=exporting.EXPORT_EXAMPLES
)(exporting.export)
app.command(cls=Command, short_help="Score it on marked pairs.", epilog=scoring.EVALUATE_EXAMPLES)(
    scoring.evaluate
)
app.command(
    cls=Command, short_help="Two coders against each other.", epilog=scoring.AGREEMENT_EXAMPLES
)(scoring.agreement)
whole.app.command(
    cls=Command, short_help="Read an exported archive back.", epilog=exporting.LOAD_EXAMPLES
)(exporting.load)
app.add_typer(whole.app, name="archive", short_help="The whole of an archive: prove it, copy it.")
app.add_typer(
    publishers.app, name="publisher", short_help="Who issues statements, and where they stand."
)
app.add_typer(words.app, name="lexicon", short_help="The term base: what it holds and finds.")


# objects made between two collections: the term base alone has some 100,000, all of them kept
GARBAGE_AFTER = 200_000


def main() -> None:
    """Run the command that the process was started with."""
    gc.set_threshold(GARBAGE_AFTER)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that lacks a letter shows a "?"
            with suppress(ValueError):
                stream.reconfigure(errors="replace")
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
