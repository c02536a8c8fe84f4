"""`crossread add`."""

from typing import TYPE_CHECKING, Annotated

import typer

from crossread.cli import where
from crossread.cli.results import STDOUT, JsonOnly

if TYPE_CHECKING:
    from crossread.model import Publisher as Value

WHOSE = "Whose they are, where they do not say it"
HOW = "How they are read"

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH|URL...",
        help="Files, folders, .jsonl[.gz], .parquet, .warc[.gz], http(s) addresses.",
        show_default=False,
    ),
]
Whose = Annotated[
    str,
    typer.Option("--publisher", metavar="ID", help="Such as tj-mfa.", rich_help_panel=WHOSE),
]
Name = Annotated[
    str,
    typer.Option("--name", metavar="WORDS", help="The publisher's name.", rich_help_panel=WHOSE),
]
Country = Annotated[
    str,
    typer.Option("--country", metavar="CODE", help="Its country.", rich_help_panel=WHOSE),
]
Code = Annotated[
    bool,
    typer.Option(
        "--code/--no-code",
        help="Cut what is new into points, to be found by counterpart.",
        rich_help_panel=HOW,
    ),
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers",
        metavar="N",
        min=1,
        help="Processes that code; one a core if left out.",
        rich_help_panel=HOW,
    ),
]
MaxBytes = Annotated[
    int,
    typer.Option(
        "--max-bytes", metavar="N", min=1, help="The largest document.", rich_help_panel=HOW
    ),
]
Timeout = Annotated[
    float,
    typer.Option(
        "--timeout", metavar="SECONDS", min=0.1, help="For an address.", rich_help_panel=HOW
    ),
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help="Take addresses on this machine or a private network.",
        rich_help_panel=HOW,
    ),
]


def add(
    sources: Sources,
    archive: where.Address = where.USUAL,
    captures: where.Captures = None,
    publisher: Whose = "",
    name: Name = "",
    country: Country = "",
    code: Code = True,
    workers: Workers = None,
    max_bytes: MaxBytes = 100_000_000,
    timeout: Timeout = 20.0,
    allow_private: AllowPrivate = False,
    json: JsonOnly = None,
) -> None:
    """Add statements to an archive, which is made if there is none.

    Adding the same again changes nothing; another wording of a known statement is kept beside
    the first. It can be stopped at any moment and run again. What cannot be taken is named, with
    the reason, and stops nothing.
    """
    from crossread.cli.show_archive import added_as_dict, added_as_lines, print_lines
    from crossread.cli.waiting import counting, measuring
    from crossread.collect.bulk import ItemLimits, size_of
    from crossread.workflow.add import add as run

    limits = ItemLimits(max_bytes=max_bytes, timeout_s=timeout, allow_private=allow_private)
    whose = _publisher(publisher, name, country)
    with where.filling(archive, captures) as opened:
        with measuring("Adding", sum(map(size_of, sources))) as (tell, reach):
            report = run(
                opened,
                sources,
                publisher=whose,
                limits=limits,
                code=False,
                tell=tell,
                reach=reach,
            )
        if code:
            from crossread.workflow.code import code_archive

            with counting("Coding") as moved:
                report.coded = code_archive(
                    opened,
                    workers=workers,
                    tell=lambda done, total: moved("wordings", done + 1, total),
                )
        coverage = opened.coverage()
    if json is not None:
        from crossread.cli.results import as_json
        from crossread.workflow.write import save_texts

        save_texts({json: as_json(added_as_dict(report, coverage))})
    if json != STDOUT:
        print_lines(added_as_lines(report, coverage))
    if report.refused and report.fates.total() == report.fates["refused"]:
        raise typer.Exit(1)


def _publisher(identity: str, name: str, country: str) -> "Value | None":
    """The publisher that the options name; None if they name none."""
    from crossread.collect.country import find_alpha_3
    from crossread.collect.publishers import load_publishers
    from crossread.model import Publisher

    if not identity:
        if name or country:
            raise typer.BadParameter("--name and --country go with --publisher ID")
        return None
    if (rules := load_publishers().get(identity)) and not (name or country):
        return rules.publisher
    code = find_alpha_3(country, "--country") if country else None
    return Publisher(id=identity, name=name or identity, country=code)


ADD_EXAMPLES = """\b
Examples:
  crossread add us-state.jsonl.gz
  crossread add readouts/ --publisher tj-mfa
  crossread add https://mfa.example/call --archive desk.db
  crossread add pages.warc.gz --archive postgresql+psycopg://desk@host/crossread --captures pages
"""
