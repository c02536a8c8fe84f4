"""`crossread edits`."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from crossread.cli import where
from crossread.cli.results import STDOUT, JsonOnly

Kinds = Annotated[
    str,
    typer.Option(
        "--kind",
        metavar="KIND,...",
        help="Only changes of these kinds: fact, figure, name, date, attribution, modality,"
        " scare_quote, style, move, metadata, template.",
        rich_help_panel=where.WHICH,
    ),
]
Seen = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        metavar="DAY",
        formats=where.DAY,
        help="Only what was first seen on this day or later.",
        rich_help_panel=where.WHICH,
    ),
]
Least = Annotated[
    float,
    typer.Option(
        "--least",
        metavar="0..1",
        min=0.0,
        max=1.0,
        help="The least significance of a change that is shown.",
        rich_help_panel=where.WHICH,
    ),
]
Undecided = Annotated[
    bool,
    typer.Option(
        "--undecided",
        help="Only what nobody has decided on (`crossread decide`).",
        rich_help_panel=where.WHICH,
    ),
]


def edits(
    archive: where.Address = where.USUAL,
    captures: where.Captures = None,
    publisher: where.Publisher = "",
    since: Seen = None,
    kind: Kinds = "",
    least: Least = 0.1,
    undecided: Undecided = False,
    limit: where.Limit = 20,
    json: JsonOnly = None,
) -> None:
    """What publishers changed after they had published, the most significant first.

    Two captures of one statement are set side by side word by word; a change that many pages
    have at once is told once. A page counts as gone only when two looks, a day apart, agree and
    the site was not out of order. What people decided on a change stands under it.
    """
    from functools import partial

    from crossread.archive import Archive
    from crossread.cli.results import as_json
    from crossread.cli.show_archive import print_lines
    from crossread.cli.show_edits import edits_as_dict, edits_as_lines
    from crossread.cli.waiting import counting
    from crossread.workflow.edits import find_edits, load_wordings
    from crossread.workflow.write import save_texts

    kinds = _kinds(kind)
    chosen = where.selection_of(publisher)
    moment = since.replace(tzinfo=UTC) if since else None
    Archive.require(archive)
    with (
        Archive.open(archive, captures=captures) as opened,
        counting("Comparing") as moved,
    ):
        report = find_edits(
            opened,
            chosen,
            since=moment,
            kinds=kinds,
            undecided=undecided,
            tell=lambda done, total: moved("statements", done + 1, total),
        )
        shown = edits_as_lines(report, partial(load_wordings, opened), least, limit)
    if json is not None:
        save_texts({json: as_json(edits_as_dict(report))})
    if json != STDOUT:
        print_lines(shown)


def _kinds(words: str) -> list[str]:
    from crossread.model import EDIT_KINDS

    kinds = [kind.strip() for kind in words.split(",") if kind.strip()]
    if unknown := [kind for kind in kinds if kind not in EDIT_KINDS]:
        raise typer.BadParameter(f"no kind {', '.join(unknown)}; kinds: {', '.join(EDIT_KINDS)}")
    return kinds


EDITS_EXAMPLES = """\b
Examples:
  crossread edits
  crossread edits --since 2026-02-01 --kind fact,figure,modality
  crossread edits --publisher us-state --json -
"""
