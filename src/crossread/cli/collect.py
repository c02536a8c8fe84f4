"""`crossread collect`."""

from contextlib import nullcontext
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crossread.cli import where
from crossread.cli.results import JsonOnly

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from crossread.archive import Archive
    from crossread.collect.publishers import PublisherRules

WHAT = "What is collected"
HOW = "How sites are asked"


Publishers = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PUBLISHER]...",
        help="Ids such as us-state; those that the archive has already, if none is given.",
        show_default=False,
    ),
]
Own = Annotated[
    Path | None,
    typer.Option(
        "--own",
        metavar="PATH",
        help="Your own data file, or a folder of them, added to those shipped.",
        rich_help_panel=WHAT,
    ),
]
OnlySource = Annotated[
    list[str] | None,
    typer.Option(
        "--source",
        metavar="ID",
        help="Only this source; may be given several times.",
        rich_help_panel=WHAT,
    ),
]
Since = Annotated[
    date | None,
    typer.Option(
        "--since",
        metavar="DAY",
        parser=where.first_day,
        help="Leave alone what is dated before.",
        rich_help_panel=WHAT,
    ),
]
Pages = Annotated[
    int,
    typer.Option(
        "--pages",
        metavar="N",
        min=1,
        help="Pages of a listing read at most.",
        rich_help_panel=WHAT,
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="N",
        min=1,
        help="Statements asked for of each publisher at most.",
        rich_help_panel=WHAT,
    ),
]
Again = Annotated[
    bool,
    typer.Option(
        "--again/--no-again",
        help="Look again at known statements when that is due.",
        rich_help_panel=WHAT,
    ),
]
Wayback = Annotated[
    tuple[date, date] | None,
    typer.Option(
        "--wayback",
        metavar="FROM TO",
        parser=where.one_day,
        help="Read the Wayback Machine's copies of these days, not the sites.",
        rich_help_panel=WHAT,
    ),
]
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help="Ask and tell, but save nothing.", rich_help_panel=WHAT),
]
Delay = Annotated[
    float,
    typer.Option(
        "--delay",
        metavar="SECONDS",
        min=0.0,
        help="Between two questions to one host, at least.",
        rich_help_panel=HOW,
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        min=0.1,
        help="How long one page may take in all.",
        rich_help_panel=HOW,
    ),
]
MaxBytes = Annotated[
    int,
    typer.Option(
        "--max-bytes", metavar="N", min=1, help="The largest page taken.", rich_help_panel=HOW
    ),
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="Ask addresses on this machine or a private network.",
        rich_help_panel=HOW,
    ),
]


def collect(
    publishers: Publishers = None,
    archive: where.Address = where.USUAL,
    captures: where.Captures = None,
    own: Own = None,
    source: OnlySource = None,
    since: Since = None,
    pages: Pages = 10,
    limit: Limit = None,
    again: Again = True,
    wayback: Wayback = None,
    dry_run: DryRun = False,
    delay: Delay = 1.0,
    timeout: Timeout = 30.0,
    max_bytes: MaxBytes = 20_000_000,
    allow_private: AllowPrivate = False,
    json: JsonOnly = None,
) -> None:
    """Collect what publishers have issued since, and look again at what is known.

    Asks each publisher's feeds, sitemaps and listings, slowly and within the site's robots.txt;
    takes what is new; looks again at recent statements for silent edits and removals. It can be
    stopped at any moment: what was told is saved, and the next run goes on from there.
    """
    from crossread.cli.show_collect import deliver_collection
    from crossread.cli.waiting import following
    from crossread.collect.fetch import Limits
    from crossread.collect.polite import Manners
    from crossread.workflow.collect import Plan
    from crossread.workflow.collect import collect as run

    plan = Plan(
        sources=tuple(source or ()),
        since=datetime.combine(since, time.min, UTC) if since else None,
        pages=pages,
        limit=limit,
        again=again,
        wayback=wayback,
        dry=dry_run,
    )
    manners = Manners(delay_s=delay, limits=Limits(max_bytes, timeout, allow_private))
    with _opened(archive, captures, dry_run) as opened:
        chosen = _chosen(publishers or [], own, opened)
        with following("Collecting") as tell:
            report = run(opened, chosen, plan, manners=manners, tell=tell)
    deliver_collection(report, json)


def _opened(
    address: str, captures: str | None, dry: bool
) -> "AbstractContextManager[Archive | None]":
    """The archive; for a dry run one to be read, and none where there is none yet."""
    from crossread.archive import Archive
    from crossread.errors import NotFound

    if not dry:
        return where.filling(address, captures)
    try:
        return Archive.open(address, captures=captures, read_only=True)
    except NotFound:
        return nullcontext()


def _chosen(
    names: list[str], own: Path | None, archive: "Archive | None"
) -> "list[PublisherRules]":
    """The data files of the publishers that were named, or that the archive has.

    Raises:
        NotFound: a publisher has no data file, or none is named and the archive has none.
    """
    from crossread.collect.publishers import load_publishers
    from crossread.errors import NotFound

    known = load_publishers(own)
    hint = "`crossread publisher list` shows those that have a data file; --own adds yours."
    if missing := [name for name in names if name not in known]:
        raise NotFound(f"no data file tells of {', '.join(missing)}", hint)
    kept = archive.publishers() if archive else []
    wanted = names or [one.id for one in kept if one.id in known]
    if not wanted:
        raise NotFound("the archive has no publisher yet that could be collected", hint)
    return [known[name] for name in dict.fromkeys(wanted)]


COLLECT_EXAMPLES = """\b
Examples:
  crossread collect us-state --limit 20
  crossread collect                      those that the archive has, for example each morning
  crossread collect us-whitehouse --wayback 2021-01-20 2021-02-28
  crossread collect us-state --dry-run --json -
"""
