"""`crossread novelty`, `history` and `formulas`."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from crossread.cli import listing, where
from crossread.cli.compare import AllowPrivate, Lexicon, MaxBytes, Timeout
from crossread.cli.results import RESULTS, STDOUT, JsonOnly

if TYPE_CHECKING:
    from crossread.model import Readout
    from crossread.model.phrase import Chosen
    from crossread.workflow.phrase_history import TracedPhrase

Source = Annotated[
    str,
    typer.Argument(
        metavar="ID|FILE", help="A statement of the archive, a file, an address, or - for input."
    ),
]
READ = "How the text is read"
OfPublisher = Annotated[
    str,
    typer.Option(
        "--publisher",
        metavar="ID",
        help="Whose statement a file holds, as the archive names it.",
        rich_help_panel=READ,
    ),
]
Day = Annotated[
    date | None,
    typer.Option(
        "--day",
        metavar="DAY",
        parser=where.one_day,
        help="Its day, if it does not state one; only what was said before it counts.",
        rich_help_panel=READ,
    ),
]
Whole = Annotated[
    bool,
    typer.Option(
        "--whole",
        help="Read points against later days, too: how usual they are in the whole archive.",
        rich_help_panel=where.WHICH,
    ),
]
Exact = Annotated[
    bool,
    typer.Option(
        "--exact",
        help="Hold to letter case and to kinds of quotation marks and dashes.",
        rich_help_panel=where.WHICH,
    ),
]
SHOWN, IN_FILES = 10, 20_000
Uses = Annotated[
    int | None,
    typer.Option(
        "--limit",
        metavar="N",
        min=1,
        help=f"Uses given at most; {SHOWN} if left out, {IN_FILES:,} in files.",
        rich_help_panel=where.WHICH,
    ),
]
Csv = Annotated[
    str | None,
    typer.Option(
        "--csv", metavar="FILE", help="Every use, for a spreadsheet.", rich_help_panel=RESULTS
    ),
]
Html = Annotated[
    str | None,
    typer.Option(
        "--html",
        metavar="FILE",
        help="One page: a chart by month and publisher, and every use.",
        rich_help_panel=RESULTS,
    ),
]
LeastWords = Annotated[
    int,
    typer.Option(
        "--least-words",
        metavar="N",
        min=1,
        help="Different words that a formula has at the least.",
        rich_help_panel=where.WHICH,
    ),
]


def novelty(
    source: Source,
    archive: where.Address = where.USUAL,
    captures: where.Captures = None,
    publisher: OfPublisher = "",
    day: Day = None,
    whole: Whole = False,
    lexicon: Lexicon = None,
    max_bytes: MaxBytes = 100_000_000,
    timeout: Timeout = 20.0,
    allow_private: AllowPrivate = False,
    json: JsonOnly = None,
) -> None:
    """Read a statement against the archive: what is formula, what is new, what was dropped.

    Each point is a formula (said before in the same words, names apart), a variant (words
    swapped) or new. Only what the archive holds of earlier days counts, unless --whole is given.
    """
    from crossread.archive import Archive
    from crossread.brief.novelty_json import novelty_as_dict
    from crossread.cli.results import as_json
    from crossread.cli.show_archive import print_lines
    from crossread.cli.show_novelty import print_novelty
    from crossread.cli.waiting import counting
    from crossread.model import Selection
    from crossread.workflow.formulas import patterns_of
    from crossread.workflow.lexicon import load_term_base
    from crossread.workflow.novelty import read_novelty
    from crossread.workflow.past import open_past
    from crossread.workflow.sources import Reach, load_source
    from crossread.workflow.write import save_texts

    base = load_term_base(lexicon)
    readout = load_source(source, Reach(archive, max_bytes, timeout, allow_private))
    readout = _completed(readout, publisher, day)
    with Archive.open(archive, captures=captures, read_only=True) as opened:
        opened.check_selection(Selection(publisher=publisher))
        with counting("Looking back:") as tell:
            past = open_past(opened, tell)
        found = read_novelty(past, readout, base, whole=whole)
        patterns = patterns_of(past, found) if json is not None else {}
    if json is not None:
        save_texts({json: as_json(novelty_as_dict(found, patterns))})
    if json != STDOUT:
        print_novelty(found, readout, base.label)
        print_lines(past.remarks)


def _completed(readout: "Readout", publisher: str, day: date | None) -> "Readout":
    from dataclasses import replace

    from crossread.model import Moment

    if publisher:
        readout = replace(readout, publisher=publisher)
    if day is not None:
        readout = replace(readout, date=Moment(day))
    return readout


NOVELTY_EXAMPLES = """\b
Examples:
  crossread novelty us-state:06cafd9b7c7d
  crossread novelty draft.txt --publisher us-state --day 2022-03-01
  crossread novelty us-state:06cafd9b7c7d --whole
  crossread novelty us-state:06cafd9b7c7d --json -
"""


def history(
    phrase: listing.Phrase,
    archive: where.Address = where.USUAL,
    captures: where.Captures = None,
    publisher: where.Publisher = "",
    counterpart: where.Counterpart = "",
    since: where.Since = None,
    until: where.Until = None,
    exact: Exact = False,
    limit: Uses = None,
    skip: where.First = 0,
    json: JsonOnly = None,
    csv: Csv = None,
    html: Html = None,
) -> None:
    """How often a phrase was said, when, by whom: a timeline, and every use in order of time.

    Every word and mark counts; letter case, line breaks and kinds of quotation marks and dashes
    make no difference unless --exact is given. Files hold up to 20,000 uses, a page up to
    10,000, unless --limit says how many.
    """
    from crossread.archive import Archive
    from crossread.cli.show_archive import print_lines
    from crossread.cli.show_history import history_as_lines
    from crossread.cli.waiting import counting
    from crossread.workflow.past import open_past
    from crossread.workflow.phrase_history import trace_phrase
    from crossread.workflow.write import save_texts

    results = {"json": json, "csv": csv, "html": html}
    targets = {kind: name for kind, name in results.items() if name is not None}
    chosen = _chosen(publisher, counterpart, since, until)
    most = limit or (IN_FILES if targets else SHOWN)
    with Archive.open(archive, captures=captures, read_only=True) as opened:
        with counting("Looking back:") as tell:
            past = open_past(opened, tell)
        traced = trace_phrase(past, phrase, chosen, exact=exact, limit=most, start=skip)
    files = {name: _render_history(kind, traced) for kind, name in targets.items()}
    save_texts(files)
    if STDOUT not in files:
        print_lines([*history_as_lines(traced, skip, limit or SHOWN), *past.remarks])


def _render_history(kind: str, traced: "TracedPhrase") -> str:
    from crossread.cli.results import as_json
    from crossread.cli.show_history import history_as_csv, history_as_dict

    if kind == "json":
        return as_json(history_as_dict(traced))
    return history_as_csv(traced) if kind == "csv" else _history_page(traced)


def _history_page(traced: "TracedPhrase") -> str:
    from crossread import __version__
    from crossread.brief.history_page import history_as_html
    from crossread.lexicon import load_base

    return history_as_html(
        traced.history, traced.uses, version=__version__, label=load_base().label
    )


HISTORY_EXAMPLES = """\b
Examples:
  crossread history "territorial integrity"
  crossread history "ironclad commitment" --publisher us-state --since 2022-01-01
  crossread history 人类命运共同体 --limit 3
  crossread history "human rights" --counterpart TJK --csv uses.csv
  crossread history "territorial integrity" --html phrase.html
"""


def formulas(
    archive: where.Address = where.USUAL,
    captures: where.Captures = None,
    publisher: where.Publisher = "",
    counterpart: where.Counterpart = "",
    since: where.Since = None,
    until: where.Until = None,
    genre: where.Genre = "",
    least_words: LeastWords = 6,
    limit: where.Limit = 20,
    json: JsonOnly = None,
) -> None:
    """What is said again and again: families of points, those that most statements have first.

    Points are one family when they are the same but for names, order and small words. Each is
    shown as a pattern, with slots where names stand and where words differ.
    """
    from crossread.archive import Archive
    from crossread.cli.results import as_json
    from crossread.cli.show_archive import print_lines
    from crossread.cli.show_formulas import formulas_as_dict, formulas_as_lines
    from crossread.cli.waiting import counting
    from crossread.workflow.formulas import list_formulas
    from crossread.workflow.past import open_past
    from crossread.workflow.write import save_texts

    chosen = _chosen(publisher, counterpart, since, until)
    with Archive.open(archive, captures=captures, read_only=True) as opened:
        with counting("Looking back:") as tell:
            past = open_past(opened, tell)
        found = list_formulas(past, chosen, genre=genre, least_words=least_words, limit=limit)
    if json is not None:
        save_texts({json: as_json(formulas_as_dict(found, chosen, genre))})
    if json != STDOUT:
        print_lines([*formulas_as_lines(found), *past.remarks])


def _chosen(publisher: str, counterpart: str, since: date | None, until: date | None) -> "Chosen":
    from crossread.model.phrase import Chosen

    selection = where.selection_of(publisher, counterpart, since, until)
    return Chosen(
        publisher=selection.publisher,
        counterpart=selection.counterpart,
        since=selection.since,
        until=selection.until,
    )


FORMULAS_EXAMPLES = """\b
Examples:
  crossread formulas
  crossread formulas --publisher us-state --genre call
  crossread formulas --publisher us-state --counterpart JPN --since 2022-01-01 --json -
"""
