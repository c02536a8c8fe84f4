"""`crossread edits`."""

from datetime import UTC, date, datetime, time
from typing import Annotated

import typer

from crossread.cli import where
from crossread.cli.results import STDOUT, JsonOnly

SHOWN = 20
LEAST = 0.1
Ids = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[ID]...",
        help="Only of these statements: all their changes, in the order of time.",
    ),
]
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
    date | None,
    typer.Option(
        "--since",
        metavar="DAY",
        parser=where.first_day,
        help="Only what was first seen on this day or later.",
        rich_help_panel=where.WHICH,
    ),
]
Least = Annotated[
    float | None,
    typer.Option(
        "--least",
        metavar="0..1",
        min=0.0,
        max=1.0,
        help=f"The least significance of a change that is shown; {LEAST} if left out, or 0 with an"
        " ID or --kind.",
        rich_help_panel=where.WHICH,
    ),
]
Most = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="N",
        min=1,
        help=f"Shown at most; {SHOWN} if left out, or all with an ID.",
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
    ids: Ids = None,
    archive: where.Address = where.USUAL,
    captures: where.Captures = None,
    publisher: where.Publisher = "",
    since: Seen = None,
    kind: Kinds = "",
    least: Least = None,
    undecided: Undecided = False,
    limit: Most = None,
    json: JsonOnly = None,
) -> None:
    """What publishers changed after they had published, the most significant first.

    Two captures of one statement are set side by side word by word; its changes stand together,
    in the order of time, and one that many pages have at once is told once. A page counts as
    gone only when two looks, a day apart, agree and the site was not out of order. What people
    decided on a change stands under it.
    """
    from functools import partial

    from crossread.archive import Archive
    from crossread.cli.results import as_json
    from crossread.cli.show_archive import print_lines
    from crossread.cli.show_edits import CHANGES_SHOWN, edits_as_dict, edits_as_lines
    from crossread.cli.waiting import counting
    from crossread.workflow.edits import find_edits, load_wordings
    from crossread.workflow.write import save_texts

    kinds = _kinds(kind)
    chosen = where.selection_of(publisher)
    moment = datetime.combine(since, time(), UTC) if since else None
    Archive.require(archive)
    with (
        Archive.open(archive, captures=captures) as opened,
        counting("Comparing") as moved,
    ):
        report = find_edits(
            opened,
            chosen,
            ids=ids or (),
            since=moment,
            kinds=kinds,
            undecided=undecided,
            tell=lambda done, total: moved("statements", done + 1, total),
        )
        floor = least if least is not None else 0.0 if ids or kinds else LEAST
        most = limit or (None if ids else SHOWN)
        each = None if ids else CHANGES_SHOWN
        shown = edits_as_lines(report, partial(load_wordings, opened), floor, most, each)
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
  crossread edits us-state:06cafd9b7c7d
  crossread edits --since 2026-02-01 --kind fact,figure,modality
  crossread edits --publisher us-state --json -
"""
