"""The history of a phrase in the terminal, as JSON and as CSV."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from crossread.brief.comparison_table import inert
from crossread.brief.corpus import corpus_as_dict, corpus_in_words
from crossread.brief.words import quoted
from crossread.cli.show_archive import counted, signs_as_lines
from crossread.cli.show_novelty import shares_of
from crossread.model.phrase import PhraseHistory, ProvenUse, Use
from crossread.workflow.phrase_history import TracedPhrase

BARS = "▁▂▃▄▅▆▇█"
NONE_SAID, NOT_COVERED = "·", " "
COLUMNS = (
    "date",
    "publisher",
    "counterpart",
    "statement",
    "start",
    "stop",
    "words",
    "line",
)


def history_as_lines(traced: TracedPhrase, skip: int, limit: int) -> list[str]:
    """Count, first and last, users, a bar for each month, and uses in order of time.

    Args:
        traced: the history.
        skip: uses passed over.
        limit: uses shown.
    """
    history = traced.history
    lines = [quoted(history.phrase)]
    if history.first is None or history.last is None:
        lines += ["stands nowhere.", *signs_as_lines(history.phrase)]
    else:
        lines.append(
            f"{counted(history.count, 'place')} in {counted(history.statements, 'statement')}"
        )
        lines += [f"first  {_use_in_words(history.first)}", f"last   {_use_in_words(history.last)}"]
        lines += [f"by     {shares_of(history.publishers)}"]
        lines += [f"with   {shares_of(history.counterparts)}"] if history.counterparts else []
        lines += ["", *_timeline(history), ""]
        uses = traced.uses[:limit]
        lines += [line for use in uses for line in _use_as_lines(use)]
        if (more := history.count - skip - len(uses)) > 0:
            lines.append(f"and {more:,} more (--skip {skip + len(uses)} shows the next)")
        lines.append("")
    return [*lines, f"Searched: {corpus_in_words(history.corpus)}."]


def _use_in_words(use: Use) -> str:
    return f"{use.day}  {use.publisher}  ({use.statement})"


def _use_as_lines(proven: ProvenUse) -> Iterator[str]:
    use, line = proven.use, proven.line
    stop = proven.start + len(use.words)
    yield f"{_use_in_words(use)}" + (f"  with {use.counterpart}" if use.counterpart else "")
    yield f"    {line[: proven.start]}[{use.words}]{line[stop:]}"


def _timeline(history: PhraseHistory) -> Iterator[str]:
    """A line a year with a bar a month: statements that have the phrase."""
    said, covered = Counter[str](), Counter[str]()
    for month, _, number in history.months:
        said[month] += number
    for month, _, number in history.covered:
        covered[month] += number
    most = max(said.values())
    years = sorted({month[:4] for month in covered})
    yield "      J F M A M J J A S O N D"
    for year in years:
        months = [f"{year}-{number:02d}" for number in range(1, 13)]
        bars = " ".join(_bar(said[m], most) if covered[m] else NOT_COVERED for m in months)
        total = sum(said[m] for m in months)
        searched = sum(covered[m] for m in months)
        yield f"{year}  {bars}  {total:,} of {counted(searched, 'statement')}"
    yield f"      {BARS[-1]} is {most} a month; {NONE_SAID} is none; empty: no statement searched"


def _bar(number: int, most: int) -> str:
    if not number:
        return NONE_SAID
    return BARS[-(-number * len(BARS) // most) - 1]


# --- for programs --------------------------------------------------------------------------------


def history_as_dict(traced: TracedPhrase) -> dict[str, Any]:
    """The whole history with every use."""
    history = traced.history
    return {
        "format": "crossread.history/1",
        "phrase": history.phrase,
        "exact": history.exact,
        "count": history.count,
        "statements": history.statements,
        "first": _use_as_dict(history.first),
        "last": _use_as_dict(history.last),
        "publishers": dict(history.publishers),
        "counterparts": dict(history.counterparts),
        "months": [
            {"month": month, "publisher": name, "statements": number}
            for month, name, number in history.months
        ],
        "covered": [
            {"month": month, "publisher": name, "statements": number}
            for month, name, number in history.covered
        ],
        "uses": [
            {**_told(proven.use), "line": proven.line, "line_start": proven.start}
            for proven in traced.uses
        ],
        "coverage": corpus_as_dict(history.corpus),
    }


def _use_as_dict(use: Use | None) -> dict[str, Any] | None:
    return _told(use) if use else None


def _told(use: Use) -> dict[str, Any]:
    return {
        "statement": use.statement,
        "publisher": use.publisher,
        "counterpart": use.counterpart,
        "date": str(use.day),
        "start": use.span.start,
        "stop": use.span.stop,
        "words": use.words,
    }


def history_as_csv(traced: TracedPhrase) -> str:
    """A row a use, in order of time."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for proven in traced.uses:
        told = _told(proven.use) | {"line": proven.line}
        writer.writerow(
            [inert("" if told[column] is None else str(told[column])) for column in COLUMNS]
        )
    return stream.getvalue()
