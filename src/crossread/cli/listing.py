"""`crossread list`, `show` and `search`."""

from typing import Annotated

import typer

from crossread.cli import where
from crossread.cli.results import STDOUT, JsonOnly

Id = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="Of a statement, as `list` shows it, or as much as tells it; or its address.",
    ),
]
Number = Annotated[
    int | None,
    typer.Option("--wording", metavar="N", min=1, help="Not the one seen last, but this one."),
]
History = Annotated[
    bool,
    typer.Option("--history", help="Every look at it, or at this wording, in place of the text."),
]
Phrase = Annotated[
    str, typer.Argument(metavar="PHRASE", help="Words as they stand, in this order.")
]
Added = Annotated[
    bool,
    typer.Option(
        "--added",
        help="Only in words that a later wording added (run `crossread edits` first).",
        rich_help_panel=where.WHICH,
    ),
]
SHOWN = 20
Most = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="N",
        min=1,
        help=f"Shown at most; {SHOWN} if left out, or all with --json.",
        rich_help_panel=where.WHICH,
    ),
]


def list_statements(
    archive: where.Address = where.USUAL,
    publisher: where.Publisher = "",
    counterpart: where.Counterpart = "",
    since: where.Since = None,
    until: where.Until = None,
    language: where.Language = "",
    genre: where.Genre = "",
    limit: Most = None,
    skip: where.First = 0,
    json: JsonOnly = None,
) -> None:
    """List statements, newest first.

    With --json all of them are given, unless --limit says how many.
    """
    from crossread.archive import Archive
    from crossread.cli import show_archive as showing
    from crossread.cli.results import as_json
    from crossread.workflow.write import save_texts

    chosen = where.selection_of(publisher, counterpart, since, until, language, genre)
    most = limit or (SHOWN if json is None else None)
    with Archive.open(archive, read_only=True) as opened:
        found = list(opened.statements(chosen, limit=most, first=skip))
        coverage = opened.coverage(chosen)
    if json is not None:
        save_texts({json: as_json([showing.statement_as_dict(one) for one in found])})
    if json != STDOUT:
        showing.print_lines(showing.listed_as_lines(found, skip, coverage))


LIST_EXAMPLES = """\b
Examples:
  crossread list
  crossread list --publisher us-state --counterpart TJK --since 2021-06-01
  crossread list --json - --language zh
"""


def show(
    identity: Id,
    archive: where.Address = where.USUAL,
    wording: Number = None,
    history: History = False,
    json: JsonOnly = None,
) -> None:
    """Show one statement: its text, or every look that was had at it; then what was decided."""
    from crossread.archive import Archive
    from crossread.cli import show_archive as showing
    from crossread.cli.results import as_json
    from crossread.cli.show_decisions import decision_as_dict, standing_as_lines
    from crossread.cli.show_looks import looks_as_lines
    from crossread.workflow.decide import decisions_on
    from crossread.workflow.write import save_texts

    with Archive.open(archive, read_only=True) as opened:
        statement = opened.statement(identity)
        version = opened.version(statement.id, wording)
        looks = opened.observations(statement.id)
        decisions = decisions_on(opened, statement.id)
    if json is not None:
        told = showing.version_as_dict(statement, version, looks)
        save_texts({json: as_json(told | {"decisions": [decision_as_dict(d) for d in decisions]})})
    if json != STDOUT:
        lines = showing.statement_as_lines(statement, version)
        lines += looks_as_lines(looks, wording) if history else version.text.split("\n")
        showing.print_lines([*lines, *standing_as_lines(decisions)])


SHOW_EXAMPLES = """\b
Examples:
  crossread show us-state:06cafd9b7c7d
  crossread show us-state:06cafd9b7c7d --history
  crossread show us-state:06cafd9b7c7d --wording 1 --json -
"""


def search(
    phrase: Phrase,
    archive: where.Address = where.USUAL,
    publisher: where.Publisher = "",
    counterpart: where.Counterpart = "",
    since: where.Since = None,
    until: where.Until = None,
    language: where.Language = "",
    genre: where.Genre = "",
    added: Added = False,
    limit: where.Limit = SHOWN,
    skip: where.First = 0,
    json: JsonOnly = None,
) -> None:
    """Search the archive for an exact phrase, newest first.

    Words and marks stand in this order; letter case, line breaks and kinds of quotation marks
    and dashes make no difference. Earlier wordings are searched too.
    """
    from crossread.archive import Archive
    from crossread.cli import show_archive as showing
    from crossread.cli.results import as_json
    from crossread.workflow.edits import count_unedited
    from crossread.workflow.write import save_texts

    chosen = where.selection_of(publisher, counterpart, since, until, language, genre)
    with Archive.open(archive, read_only=True) as opened:
        found = opened.search(phrase, chosen, added=added, limit=limit, first=skip)
        unedited = count_unedited(opened, chosen) if added else 0
    if json is not None:
        save_texts({json: as_json(showing.found_as_dict(found) | {"unedited": unedited})})
    if json != STDOUT:
        where_words = " in words that were added later" if added else ""
        lines = showing.found_as_lines(found, where_words)
        showing.print_lines([*lines, *showing.unedited_as_lines(unedited)])


SEARCH_EXAMPLES = """\b
Examples:
  crossread search "territorial integrity"
  crossread search "human rights" --counterpart TJK --since 2021-01-01
  crossread search 制裁 --language zh --json -
"""
