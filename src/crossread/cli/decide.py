"""`crossread decide` and `decisions`."""

from typing import Annotated

import typer

from crossread.cli import where
from crossread.cli.results import STDOUT, JsonOnly

Subject = Annotated[
    str,
    typer.Argument(
        metavar="SUBJECT",
        help="A statement's id, or as much as tells it; with /1-2 or /gone behind it that change,"
        " as `edits` shows it.",
    ),
]
Ruling = Annotated[
    str,
    typer.Argument(
        metavar="VERDICT",
        help="confirmed, rejected, unsure; or withdrawn, to take back your own.",
    ),
]
By = Annotated[
    str,
    typer.Option("--by", metavar="NAME", envvar="CROSSREAD_BY", help="Who decides."),
]
Note = Annotated[str, typer.Option("--note", metavar="WORDS", help="On what grounds.")]
Every = Annotated[
    bool,
    typer.Option("--all", help="Also those that were replaced or withdrawn."),
]


def decide(
    subject: Subject,
    verdict: Ruling,
    by: By = "",
    note: Note = "",
    archive: where.Address = where.USUAL,
    captures: where.Captures = None,
) -> None:
    """Write down what you rule on a change or a statement, beside what was found.

    What the archive found stays as it is; your decision stands under it, with your name and the
    day. A later one of yours takes its place, "withdrawn" takes it back, and all are kept.
    """
    from crossread.archive import Archive
    from crossread.cli.show_archive import print_lines
    from crossread.cli.show_decisions import decided_as_lines
    from crossread.workflow import decide as deciding

    Archive.require(archive)
    with Archive.open(archive, captures=captures) as opened:
        made, others = deciding.decide(opened, subject, verdict, by=by, note=note)
    print_lines(decided_as_lines(made, others))


DECIDE_EXAMPLES = """\b
Examples:
  crossread decide us-state:06cafd9b7c7d/1-2 confirmed --by "A. Reader"
  crossread decide us-state:06cafd9b7c7d/gone rejected --by "A. Reader" --note "it moved"
  crossread decide us-state:06cafd9b7c7d unsure --note "the day is that of the translation"
"""


def decisions(
    archive: where.Address = where.USUAL,
    publisher: where.Publisher = "",
    every: Every = False,
    json: JsonOnly = None,
) -> None:
    """What people decided on statements and their changes, the newest first."""
    from crossread.archive import Archive
    from crossread.cli.results import as_json
    from crossread.cli.show_archive import print_lines
    from crossread.cli.show_decisions import decisions_as_dict, decisions_as_lines
    from crossread.workflow.decide import find_decisions
    from crossread.workflow.write import save_texts

    with Archive.open(archive, read_only=True) as opened:
        ruled = find_decisions(opened, where.selection_of(publisher))
    if json is not None:
        save_texts({json: as_json(decisions_as_dict(ruled))})
    if json != STDOUT:
        print_lines(decisions_as_lines(ruled, every=every))


DECISIONS_EXAMPLES = """\b
Examples:
  crossread decisions
  crossread decisions --publisher us-state --all
  crossread decisions --json -
"""
