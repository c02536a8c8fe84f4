"""The options that every command on an archive has."""

import re
from calendar import monthrange
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crossread.archive import Archive
    from crossread.model import Selection

WHERE = "The archive"
WHICH = "Which statements"
USUAL = "crossread.db"
EUROPEAN_UNION = ("eu", "eue", "european union")
DAY_FORM = "write YYYY-MM-DD, such as 2021-06-01"
_DAYS = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def first_day(words: str) -> date:
    """A day, or the first of a year or a month.

    Raises:
        typer.BadParameter: it is none of them.

    >>> str(first_day("2021-06"))
    '2021-06-01'
    """
    return _days_of(words)[0]


def last_day(words: str) -> date:
    """A day, or the last of a year or a month.

    Raises:
        typer.BadParameter: it is none of them.

    >>> str(last_day("2021-06"))
    '2021-06-30'
    """
    return _days_of(words)[1]


def one_day(words: str) -> date:
    """A day.

    Raises:
        typer.BadParameter: it is none.
    """
    if len(words.strip()) < len("2021-06-01"):
        raise typer.BadParameter(f"{words!r} is no day: {DAY_FORM}")
    return first_day(words)


def _days_of(words: str) -> tuple[date, date]:
    """The first and the last day of a day, a month or a year."""
    told = _DAYS.fullmatch(words.strip())
    year, month, day = told.groups() if told else ("", None, None)
    try:
        first = date.fromisoformat(f"{year}-{month or '01'}-{day or '01'}")
        last = date.fromisoformat(f"{year}-{month or '12'}-{day or '01'}")
    except ValueError as error:
        raise typer.BadParameter(f"{words!r} is no day: {DAY_FORM}") from error
    return first, last if day else last.replace(day=monthrange(last.year, last.month)[1])


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
        help="Whose title or opening names this country, such as TJK or Tajikistan.",
        rich_help_panel=WHICH,
    ),
]
Since = Annotated[
    date | None,
    typer.Option(
        "--since",
        metavar="DAY",
        parser=first_day,
        help="Issued on this day or later; a year or month will do.",
        rich_help_panel=WHICH,
    ),
]
Until = Annotated[
    date | None,
    typer.Option(
        "--until",
        metavar="DAY",
        parser=last_day,
        help="Issued on this day or before; a year or month will do.",
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


@contextmanager
def filling(address: str, captures: str | None) -> "Iterator[Archive]":
    """The archive, to be added to; one made for it is removed again if nothing was saved in it."""
    from crossread.archive import Archive
    from crossread.archive.engine import file_of, remove_if_empty

    file = file_of(address)
    is_new = file is not None and not file.exists()
    try:
        with Archive.open(address, captures=captures) as opened:
            yield opened
    finally:
        if file and is_new:
            remove_if_empty(file)


def selection_of(
    publisher: str = "",
    counterpart: str = "",
    since: date | None = None,
    until: date | None = None,
    language: str = "",
    genre: str = "",
) -> "Selection":
    """The selection that these options mean.

    Raises:
        BadInput: an unknown country, or a last day before the first.
    """
    from crossread.model import Selection

    return Selection(
        publisher=publisher,
        counterpart=_counterpart(counterpart) if counterpart else "",
        since=since,
        until=until,
        language=language,
        genre=genre,
    )


def _counterpart(words: str) -> str:
    """The country; the European Union issues statements, and is nowhere noted as a counterpart."""
    from crossread.errors import BadInput
    from crossread.workflow.lexicon import find_country

    if words.strip().lower() in EUROPEAN_UNION:
        fact = "--counterpart: only countries are noted as counterparts, not the European Union"
        raise BadInput(fact, 'Search for its name: crossread search "European Union".')
    return find_country(words, "--counterpart")
