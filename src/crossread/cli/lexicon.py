"""`crossread lexicon`: what the term base holds, what it finds, and how to add to it."""

from pathlib import Path
from typing import Annotated

import typer

from crossread.cli.results import RESULTS, JsonOnly
from crossread.cli.shell import Command
from crossread.cli.waiting import counting, waiting

ARCHIVE = "Of an archive (.jsonl, .jsonl.gz)"
MARKED = "Marked points"
DICTIONARY = "The dictionary"
QUANTEDA = "quanteda"

app = typer.Typer(
    help="What the term base holds, what it finds in texts, and how to add to it.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

OwnEntries = Annotated[
    Path | None,
    typer.Option("--lexicon", metavar="FILE", help="Entries of your own, added to those shipped."),
]
Language = Annotated[
    str,
    typer.Option(
        "--language", metavar="TAG", help="Language of its patterns.", rich_help_panel=DICTIONARY
    ),
]
Field = Annotated[
    str,
    typer.Option(
        "--field",
        metavar="NAME",
        help="Which field of the term base it is.",
        rich_help_panel=DICTIONARY,
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format", metavar="NAME", help="Only quanteda so far.", rich_help_panel=DICTIONARY
    ),
]


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="Texts, or archives with one text a line."),
    ] = None,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit",
            min=1,
            metavar="N",
            help="Read the first N texts alone.",
            rich_help_panel=ARCHIVE,
        ),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option(
            "--sample",
            min=1,
            metavar="N",
            help="Of what is read, N by chance, always the same.",
            rich_help_panel=ARCHIVE,
        ),
    ] = None,
    words: Annotated[
        int, typer.Option("--words", min=0, metavar="N", help="How many missed words are shown.")
    ] = 25,
    marks: Annotated[
        Path | None,
        typer.Option(
            "--marks",
            metavar="GOLD_DIR",
            help="Check the points of these marked tables, each where it stands.",
            rich_help_panel=MARKED,
        ),
    ] = None,
    texts: Annotated[
        Path | None,
        typer.Option(
            "--texts", metavar="TEXTS_DIR", help="The texts of the tables.", rich_help_panel=MARKED
        ),
    ] = None,
    pairs: Annotated[
        str,
        typer.Option("--pairs", metavar="GLOB", help="Only these pairs.", rich_help_panel=MARKED),
    ] = "*",
    lexicon: OwnEntries = None,
    json: JsonOnly = None,
) -> None:
    """The share of points in which the term base finds a theme, and the words it misses."""
    if not files and not marks:
        raise typer.BadParameter("give texts or archives to check, or --marks with --texts")
    if bool(marks) != bool(texts):
        raise typer.BadParameter("--marks and --texts belong together")
    from crossread.cli.show_lexicon import deliver_coverage
    from crossread.workflow.coverage import check_lexicon, check_marked
    from crossread.workflow.lexicon import load_term_base

    base = load_term_base(lexicon)
    with counting("Reading") as progress:
        found = check_lexicon(
            files or [],
            base=base,
            limit=limit,
            sample=sample,
            words=words,
            progress=progress,
        )
        marked = check_marked(marks, texts, pattern=pairs, base=base) if marks and texts else {}
    deliver_coverage(found, marked, json)


CHECK_EXAMPLES = """\b
Examples:
  crossread lexicon check readout.txt
  crossread lexicon check archive.jsonl.gz --sample 200
  crossread lexicon check --marks marked/a --texts texts
"""


def show(
    words: Annotated[
        str,
        typer.Argument(
            metavar="CONCEPT|WORDS", help="The id of a concept, or words of any language."
        ),
    ],
    lexicon: OwnEntries = None,
    json: JsonOnly = None,
) -> None:
    """A concept of the term base, or every concept that it finds in some words."""
    from crossread.cli.show_lexicon import deliver_entries
    from crossread.workflow.lexicon import load_term_base, show_concepts

    base = load_term_base(lexicon)
    deliver_entries(show_concepts(words, base=base), base, json)


SHOW_EXAMPLES = """\b
Examples:
  crossread lexicon show human-rights
  crossread lexicon show "территориальная целостность"
"""


def export(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The file to write, or - for standard output.")
    ],
    format_: Format = QUANTEDA,
    language: Language = "en",
    field: Field = "themes",
    lexicon: OwnEntries = None,
) -> None:
    """Write one field of the term base, in one language, as a quanteda dictionary in YAML.

    Keys are concepts, nested by parent; a concept with both terms and children has its terms
    under a key of its own name. Terms that exclude are not part of that format.
    """
    _check_format(format_)
    from crossread.lexicon.quanteda import base_as_quanteda
    from crossread.workflow.lexicon import load_term_base
    from crossread.workflow.write import save_texts

    base = load_term_base(lexicon)
    save_texts({file: base_as_quanteda(base, language, field)})


EXPORT_EXAMPLES = """\b
Examples:
  crossread lexicon export themes-ru.yml --language ru
  crossread lexicon export - --field organisations
"""


def take_over(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A quanteda dictionary in YAML.")],
    to: Annotated[
        str,
        typer.Option("--to", metavar="FILE", help="Where to write.", rich_help_panel=RESULTS),
    ] = "-",
    format_: Format = QUANTEDA,
    language: Language = "en",
    field: Field = "themes",
) -> None:
    """Turn a quanteda dictionary into entries of the term base, for `--lexicon`.

    Patterns that the term base cannot hold are told on standard error.
    """
    _check_format(format_)
    from crossread.brief.words import legible
    from crossread.lexicon.quanteda import quanteda_as_base
    from crossread.workflow.read import load_text
    from crossread.workflow.write import save_texts

    with waiting("Reading"):
        imported = quanteda_as_base(load_text(file), language, field, file.name)
    save_texts({to: imported.yaml})
    for note in imported.notes:
        typer.echo(f"Note: {legible(note)}", err=True)


IMPORT_EXAMPLES = """\b
Examples:
  crossread lexicon import policy.yml --to mine.yaml
  crossread compare a.txt b.txt --lexicon mine.yaml
"""


def _check_format(name: str) -> None:
    if name != QUANTEDA:
        raise typer.BadParameter(f"{name!r} is no format that is known; use {QUANTEDA}")


app.command(cls=Command, short_help="What it finds in texts, and misses.", epilog=CHECK_EXAMPLES)(
    check
)
app.command(cls=Command, short_help="A concept, or what is found in words.", epilog=SHOW_EXAMPLES)(
    show
)
app.command(cls=Command, short_help="Write a quanteda dictionary.", epilog=EXPORT_EXAMPLES)(export)
app.command("import", cls=Command, short_help="Take one over.", epilog=IMPORT_EXAMPLES)(take_over)
