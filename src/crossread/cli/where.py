"""The options that every command on an archive has."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from crossread.model import Selection

WHERE = "The archive"
WHICH = "Which statements"
USUAL = "crossread.db"
DAY = ["%Y-%m-%d"]

Address = Annotated[
    str,
    typer.Option(
        "--archive",
        metavar="ADDRESS",
        envvar="CROSSREAD_ARCHIVE",
        help="A file, or postgresql+psycopg://user@host/name.",
        rich_help_panel=WHERE,
    ),
]
Captures = Annotated[
    str | None,
    typer.Option(
        "--captures",
        metavar="FOLDER",
        envvar="CROSSREAD_CAPTURES",
        help="Where raw pages are kept; beside the file if left out.",
        rich_help_panel=WHERE,
    ),
]
Publisher = Annotated[
    str,
    typer.Option("--publisher", metavar="ID", help="Of this publisher.", rich_help_panel=WHICH),
]
Counterpart = Annotated[
    str,
    typer.Option(
        "--counterpart",
        metavar="COUNTRY",
        help="Whose title or opening names this country, such as TJK.",
        rich_help_panel=WHICH,
    ),
]
Since = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        metavar="DAY",
        formats=DAY,
        help="Issued on this day or later.",
        rich_help_panel=WHICH,
    ),
]
Until = Annotated[
    datetime | None,
    typer.Option(
        "--until",
        metavar="DAY",
        formats=DAY,
        help="Issued on this day or before.",
        rich_help_panel=WHICH,
    ),
]
Language = Annotated[
    str,
    typer.Option(
        "--language", metavar="CODE", help="In this language, such as ru.", rich_help_panel=WHICH
    ),
]
Genre = Annotated[
    str,
    typer.Option(
        "--genre",
        metavar="GENRE",
        help="Of this genre, such as call, meeting, statement or sanction_notice.",
        rich_help_panel=WHICH,
    ),
]
Limit = Annotated[
    int, typer.Option("--limit", metavar="N", min=1, help="Shown at most.", rich_help_panel=WHICH)
]
First = Annotated[
    int,
    typer.Option(
        "--skip", metavar="N", min=0, help="Passed over: the next page.", rich_help_panel=WHICH
    ),
]


def is_there(address: str) -> bool:
    """Whether an archive is at hand: one that was named, or a file of the usual name."""
    from pathlib import Path

    return address != USUAL or Path(USUAL).is_file()


def selection_of(
    publisher: str = "",
    counterpart: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    language: str = "",
    genre: str = "",
) -> "Selection":
    """The selection that these options mean.

    Raises:
        BadInput: an unknown country, or a last day before the first.
    """
    from crossread.collect.country import find_alpha_3
    from crossread.model import Selection

    country = find_alpha_3(counterpart, "--counterpart") if counterpart else ""
    return Selection(
        publisher=publisher,
        counterpart=country,
        since=since.date() if since else None,
        until=until.date() if until else None,
        language=language,
        genre=genre,
    )
