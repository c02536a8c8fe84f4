"""Edits and removals, told in words on the terminal or as JSON."""

from collections.abc import Callable, Iterator
from typing import Any

from crossread.brief import (
    access_as_json,
    access_as_text,
    edit_as_json,
    edit_as_text,
    template_as_json,
    template_as_text,
)
from crossread.cli.show_archive import (
    counted,
    coverage_as_dict,
    coverage_in_words,
    statement_as_dict,
)
from crossread.cli.show_decisions import decision_as_dict, decision_in_words
from crossread.model import AccessChange, Wording, subject_of
from crossread.workflow.edits import EditReport, ShownEdit

NO_TITLE = "(no title)"
CHANGES_SHOWN = 8  # of one edit, where edits of many statements are shown

Load = Callable[[ShownEdit], tuple[Wording, Wording] | None]


def edits_as_lines(
    report: EditReport, load: Load, least: float, limit: int | None, each: int | None
) -> list[str]:
    """The edits in the order of the report, then what is no edit of words, then the count.

    Args:
        report: what was found.
        load: gives the two wordings of an edit.
        least: changes of less significance are counted only.
        limit: edits shown; all, if None.
        each: changes shown of one edit; all, if None.
    """
    edits = [one for one in report.edits if not one.replaced]
    told = [one for one in edits if one.edit.significance >= least]
    lines = []
    for one in told[:limit]:
        lines += [*_edit_lines(one, load, least, each), *_rulings(report, one), ""]
    for title, some in (
        (
            "Another text where this one stood:",
            [
                [_replaced_in_words(one), *_rulings(report, one)]
                for one in report.edits
                if one.replaced
            ],
        ),
        ("On many pages at once:", [[template_as_text(one)] for one in report.templates]),
        (
            "Moved, gone, or back again:",
            [[_access_in_words(report, one), *_rulings(report, one)] for one in report.access],
        ),
    ):
        if some:
            lines += [title, *(f"  {line.rstrip()}" for one in some[:limit] for line in one)]
            if (more := len(some[limit:]) if limit else 0) > 0:
                lines.append(f"  and {more:,} more (--limit or --json shows them)")
            lines.append("")
    return [*lines, *_counts(report, len(edits), len(told), limit)]


def _counts(report: EditReport, number: int, told: int, limit: int | None) -> Iterator[str]:
    """How many edits there are, how many of them are shown, and what shows the others."""
    shown = min(told, limit or told)
    verb = "statement has" if report.edited == 1 else "statements have"
    part = "" if shown == number else f", {shown:,} shown"
    yield f"{counted(number, 'edit')}{part}; {report.edited:,} {verb} more than one wording."
    if told > shown:
        yield f"{told - shown:,} more: --limit {told} shows them."
    if number > told:
        yield f"{number - told:,} more of little weight: --least 0 shows them."
    if report.ours:
        yield (
            f"{counted(report.ours, 'difference')} went away when one reader read both pages: no"
            " edits of the publisher."
        )
    if report.unread:
        yield (
            f"{counted(report.unread, 'difference')} could not be judged: the wordings came by"
            " different readers, and a page of them cannot be read again."
        )
    if report.passed_over:
        yield f"{report.passed_over:,} decided already (crossread decisions shows them)."
    yield f"Searched: {coverage_in_words(report.coverage)}."


def _rulings(report: EditReport, one: ShownEdit | AccessChange) -> list[str]:
    return [f"  {decision_in_words(decision)}" for decision in report.decided(one)]


def _subject(one: ShownEdit) -> str:
    return subject_of(one.row.statement.id, one.step)


def _access_in_words(report: EditReport, one: AccessChange) -> str:
    title = report.titles[one.statement] or NO_TITLE
    return f"{subject_of(one.statement, one.kind)}  {title}  {access_as_text(one).rstrip()}"


def _replaced_in_words(one: ShownEdit) -> str:
    row = one.row
    title = row.statement.title or NO_TITLE
    return f"{_subject(one)}  {title}  {_between(one)}, {one.kept:.0%} of the text in both"


def _between(one: ShownEdit) -> str:
    row = one.row
    back = "back to " if one.back else ""
    return (
        f"wording {row.old} in the capture of {row.last_old:%Y-%m-%d %H:%M} UTC, {back}wording"
        f" {row.new} in that of {row.first_new:%Y-%m-%d %H:%M} UTC"
    )


def _edit_lines(one: ShownEdit, load: Load, least: float, each: int | None) -> Iterator[str]:
    row = one.row
    yield row.statement.title or NO_TITLE
    yield f"{_subject(one)}, {row.statement.publisher.name}: {_between(one)}"
    pair = load(one)
    if pair is None:
        yield "  (the pages are read otherwise today: --json has the words)"
    else:
        for line in edit_as_text(one.edit, *pair, least, each).rstrip().split("\n"):
            yield f"  {line}" if line else ""


def edits_as_dict(report: EditReport) -> dict[str, Any]:
    """The same for programs."""
    return {
        "format": "crossread.edits/1",
        "coverage": coverage_as_dict(report.coverage),
        "edited": report.edited,
        "unread": report.unread,
        "ours": report.ours,
        "edits": [
            {
                "statement": statement_as_dict(one.row.statement),
                "old": one.row.old,
                "new": one.row.new,
                "last_old": one.row.last_old.isoformat(),
                "first_new": one.row.first_new.isoformat(),
                "significance": one.edit.significance,
                "kept": one.kept,
                "replaced": one.replaced,
                "back": one.back,
                "edit": edit_as_json(one.edit),
                "decisions": [decision_as_dict(d) for d in report.decided(one)],
            }
            for one in report.edits
        ],
        "templates": [template_as_json(one) for one in report.templates],
        "access": [
            access_as_json(one)
            | {
                "title": report.titles[one.statement],
                "decisions": [decision_as_dict(d) for d in report.decided(one)],
            }
            for one in report.access
        ],
    }
