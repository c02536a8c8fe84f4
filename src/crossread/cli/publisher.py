"""`crossread publisher`: who issues statements, where they stand, and how to add another."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crossread.cli.results import RESULTS, STDOUT, JsonOnly
from crossread.cli.shell import Command
from crossread.cli.waiting import waiting

if TYPE_CHECKING:
    from crossread.collect.fetch import Limits

READING = "Reading pages"

app = typer.Typer(
    help="Who issues statements and where they stand: list, show, check, add.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

Own = Annotated[
    Path | None,
    typer.Option(
        "--own", metavar="PATH", help="A data file of your own, or a folder of them, added."
    ),
]
Id = Annotated[str, typer.Argument(metavar="ID", help="The publisher's id, such as us-state.")]
MaxBytes = Annotated[
    int,
    typer.Option(
        "--max-bytes", metavar="N", min=1, help="The largest page taken.", rich_help_panel=READING
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout",
        min=0.1,
        metavar="SECONDS",
        help="How long a page may take in all.",
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


def list_(own: Own = None, json: JsonOnly = None) -> None:
    """The publishers that are known: country, level, sources, and how far each was tried."""
    from crossread.cli.show_publisher import deliver_list
    from crossread.workflow.publishers import list_publishers

    deliver_list(list_publishers(own), json)


LIST_EXAMPLES = """\b
Examples:
  crossread publisher list
  crossread publisher list --own my-publishers
"""


def show(name: Id, own: Own = None, json: JsonOnly = None) -> None:
    """What is known of one publisher, and where each part of it was found."""
    from crossread.cli.show_publisher import deliver_publisher
    from crossread.workflow.publishers import show_publisher

    deliver_publisher(show_publisher(name, own), json)


SHOW_EXAMPLES = """\b
Examples:
  crossread publisher show tj-mfa
"""


def new(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="A page of the site that lists statements.")
    ],
    to: Annotated[
        str,
        typer.Option("--to", metavar="FILE", help="Where to write.", rich_help_panel=RESULTS),
    ] = "-",
    max_bytes: MaxBytes = 20_000_000,
    timeout: Timeout = 20.0,
    allow_private: AllowPrivate = False,
) -> None:
    """Write a first data file by looking at a site: feeds, sitemaps, lists of links.

    It is a start to correct by hand, then to try with `crossread publisher check`.
    """
    from datetime import UTC, datetime

    from crossread.collect.publishers.load import read_publisher
    from crossread.errors import BadInput
    from crossread.workflow.publishers import new_publisher
    from crossread.workflow.write import save_texts

    if to != STDOUT and Path(to).is_file():  # it may have been corrected by hand since
        raise BadInput(f"{to} is there already", "Give another name, or remove it first.")
    with waiting("Looking at the site"):
        text = new_publisher(
            url,
            today=datetime.now(UTC).date(),
            limits=_limits(max_bytes, timeout, allow_private),
        )
    save_texts({to: text})
    if to != STDOUT:
        name = read_publisher(to, text).id
        next_step = f"crossread publisher check {name} --own {to}"
        typer.echo(f"Written: {to}. Correct it, then try it: {next_step}", err=True)


NEW_EXAMPLES = """\b
Examples:
  crossread publisher new https://mfa.example.org/press --to example-mfa.yaml
"""


def check(
    name: Id,
    pages: Annotated[
        Path | None,
        typer.Option(
            "--pages",
            metavar="FOLDER",
            help="Try it on saved pages instead of the live site.",
            rich_help_panel=READING,
        ),
    ] = None,
    most: Annotated[
        int,
        typer.Option(
            "--statements",
            metavar="N",
            min=0,
            help="How many statements are read for each source.",
            rich_help_panel=READING,
        ),
    ] = 3,
    own: Own = None,
    json: JsonOnly = None,
    max_bytes: MaxBytes = 20_000_000,
    timeout: Timeout = 20.0,
    allow_private: AllowPrivate = False,
) -> None:
    """Try a data file on its site, or on saved pages: what is found, what looks wrong.

    Exit code 1 if no source could be read.

    A saved page tells its address in a comment at its beginning, as browsers write it when they
    save a page: <!-- saved from https://... -->.
    """
    from datetime import UTC, datetime

    from crossread.cli.show_publisher import deliver_report
    from crossread.workflow.publishers import check_publisher

    with waiting("Checking"):
        report = check_publisher(
            name,
            today=datetime.now(UTC).date(),
            own=own,
            pages=pages,
            limits=_limits(max_bytes, timeout, allow_private),
            most=most,
        )
    deliver_report(report, json)


CHECK_EXAMPLES = """\b
Examples:
  crossread publisher check us-state
  crossread publisher check example-mfa --own example-mfa.yaml --pages saved
"""


def _limits(max_bytes: int, timeout_s: float, allow_private: bool) -> "Limits":
    from crossread.collect.fetch import Limits

    return Limits(max_bytes, timeout_s, allow_private)


app.command("list", cls=Command, short_help="The publishers known.", epilog=LIST_EXAMPLES)(list_)
app.command(cls=Command, short_help="What is known of one.", epilog=SHOW_EXAMPLES)(show)
app.command(cls=Command, short_help="A first data file for a site.", epilog=NEW_EXAMPLES)(new)
app.command(cls=Command, short_help="Try one on its site.", epilog=CHECK_EXAMPLES)(check)
