"""`crossread archive`: the whole of one."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from crossread.cli import where
from crossread.cli.results import STDOUT, JsonOnly
from crossread.cli.shell import FAILED, Command, Shell

app = typer.Typer(
    cls=Shell,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="The whole of an archive: prove it, measure it, copy it.",
)

UPGRADING = "every wording is indexed anew, which takes some seconds for each thousand of them."

Target = Annotated[
    str,
    typer.Argument(metavar="TARGET", help="A new file, or an empty database's address."),
]
TargetCaptures = Annotated[
    str | None,
    typer.Option(
        "--to-captures",
        metavar="FOLDER",
        help="Where the copy's captures go; beside a file if left out.",
    ),
]
Workers = Annotated[
    int | None,
    typer.Option("--workers", metavar="N", min=1, help="Processes; one a core if left out."),
]


def verify(
    archive: where.Address = where.USUAL,
    captures: where.Captures = None,
    json: JsonOnly = None,
) -> None:
    """Make every digest and every place of a quote anew; name what does not hold.

    Exit code 1 if anything is not as it was saved.
    """
    from dataclasses import asdict

    from crossread.archive import Archive
    from crossread.cli.results import as_json
    from crossread.cli.show_archive import print_lines
    from crossread.cli.show_whole import verified_as_lines
    from crossread.cli.waiting import following
    from crossread.workflow.write import save_texts

    with (
        Archive.open(archive, captures=captures, read_only=True) as opened,
        following("Checking") as tell,
    ):
        verified = opened.verify(tell)
    if json is not None:
        save_texts({json: as_json({"format": "crossread.verified/1", **asdict(verified)})})
    if json != STDOUT:
        print_lines(verified_as_lines(verified))
    if verified.faults:
        raise typer.Exit(FAILED)


def stats(archive: where.Address = where.USUAL, json: JsonOnly = None) -> None:
    """What the archive covers: per publisher the first day, the last, and the gaps between."""
    from crossread.archive import Archive
    from crossread.cli.results import as_json
    from crossread.cli.show_archive import print_lines
    from crossread.cli.show_whole import stats_as_dict, stats_as_lines
    from crossread.workflow.write import save_texts

    with Archive.open(archive, read_only=True) as opened:
        measured = opened.stats()
    if json is not None:
        save_texts({json: as_json(stats_as_dict(measured))})
    if json != STDOUT:
        print_lines(stats_as_lines(measured))


def backup(
    target: Target,
    archive: where.Address = where.USUAL,
    captures: where.Captures = None,
    to_captures: TargetCaptures = None,
) -> None:
    """Copy the whole archive: to a file as a backup, or to PostgreSQL to move there.

    The copy is one state of the archive, with every capture, and is an archive itself.
    """
    from contextlib import nullcontext

    from crossread.archive import Archive
    from crossread.archive.disk import made_aside
    from crossread.archive.engine import shown_address
    from crossread.cli.show_archive import print_lines
    from crossread.cli.show_whole import copied_as_lines
    from crossread.cli.waiting import following
    from crossread.errors import BadInput

    is_file = "://" not in target
    if is_file and Path(target).exists():
        raise BadInput(f"{target} is there already", "Give the name of a new file.")
    if not is_file and to_captures is None:
        hint = "Give it with --to-captures."
        raise BadInput("a copy on PostgreSQL needs a folder for its captures", hint)
    beside = str(Path(target).with_suffix(".captures"))
    with (
        Archive.open(archive, captures=captures, read_only=True) as source,
        made_aside(Path(target)) if is_file else nullcontext(target) as place,
        Archive.open(place, captures=to_captures or beside) as copy,
        following("Copying") as tell,
    ):
        copied = source.copy_to(copy, tell)
    print_lines(copied_as_lines(copied, shown_address(target)))
    if copied.faults:
        raise typer.Exit(FAILED)


def code(archive: where.Address = where.USUAL, workers: Workers = None) -> None:
    """Cut every wording into points that has not been, or was by an older method.

    `add` and `collect` do so by themselves; this is for what was stopped, and after an upgrade.
    """
    from crossread.archive import Archive
    from crossread.cli.show_archive import counted
    from crossread.cli.waiting import counting
    from crossread.workflow.code import code_archive

    with Archive.open(archive, create=False) as opened, counting("Coding") as moved:
        done = code_archive(
            opened, workers=workers, tell=lambda n, total: moved("wordings", n + 1, total)
        )
    typer.echo(f"{counted(done, 'wording')} coded")


def upgrade(archive: where.Address = where.USUAL) -> None:
    """Bring an archive of an older crossread up to date. Make a backup first.

    Every wording is indexed anew, which takes some seconds for each thousand of them.
    """
    from crossread.archive import Archive
    from crossread.archive.engine import is_older, shown_address
    from crossread.archive.schema import HEAD
    from crossread.cli.waiting import waiting

    Archive.require(archive)
    if is_older(archive):
        typer.echo(f"To be brought to schema {HEAD}: {UPGRADING}", err=True)
    with waiting("Indexing ..."):
        Archive.open(archive).close()
    typer.echo(f"{shown_address(archive)} is up to date (schema {HEAD})")


COMMANDS: tuple[tuple[Callable[..., None], str, str], ...] = (
    (verify, "Prove every digest and quote.", "crossread archive verify --archive desk.db"),
    (stats, "What it covers, and the gaps.", "crossread archive stats --json -"),
    (backup, "Copy it, or move it.", "crossread archive backup crossread-backup.db"),
    (code, "Cut wordings into points.", "crossread archive code --workers 2"),
    (upgrade, "Bring it up to date.", "crossread archive upgrade --archive desk.db"),
)
for command, short, example in COMMANDS:
    app.command(cls=Command, short_help=short, epilog=f"\b\nExample:\n  {example}\n")(command)
