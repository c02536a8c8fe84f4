"""Edits and removals, told in words on the terminal or as JSON."""

from collections.abc import Iterator
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
from crossread.workflow.edits import EditReport, ShownEdit


def edits_as_lines(report: EditReport, least: float, limit: int) -> list[str]:
    """The most significant edits, then template changes, then what cannot be had any more."""
    told = [one for one in report.edits if one.edit.significance >= least]
    lines = [line for one in told[:limit] for line in _edit_lines(one, least)]
    for title, some in (
        ("On many pages at once:", [template_as_text(one) for one in report.templates]),
        ("Where it can be had:", [f"{a.statement}: {access_as_text(a)}" for a in report.access]),
    ):
        if some:
            lines += [title, *(f"  {words}" for words in some[:limit]), ""]
    lines.append(_shown(min(len(told), limit), len(report.edits), report.edited))
    if report.unread:
        lines.append(
            f"{counted(report.unread, 'difference')} came of another way of reading the page, or"
            " could not be read anew: not counted as edits."
        )
    return [*lines, f"Searched: {coverage_in_words(report.coverage)}."]


def _shown(shown: int, edits: int, edited: int) -> str:
    """How much of what there is was told."""
    have = "statement has" if edited == 1 else "statements have"
    part = "" if shown == edits else f", {shown:,} shown"
    return f"{counted(edits, 'edit')}{part}; {edited:,} {have} more than one wording."


def _edit_lines(one: ShownEdit, least: float) -> Iterator[str]:
    row = one.row
    yield f"{row.statement.title or '(no title)'}"
    yield (
        f"{row.statement.id}, {row.statement.publisher.name}: wording {row.old} in the capture of"
        f" {row.last_old:%Y-%m-%d %H:%M} UTC, wording {row.new} in that of"
        f" {row.first_new:%Y-%m-%d %H:%M} UTC"
    )
    for line in edit_as_text(one.edit, one.old, one.new, least).rstrip("\n").split("\n"):
        yield f"  {line}" if line else ""
    yield ""


def edits_as_dict(report: EditReport) -> dict[str, Any]:
    """The same for programs."""
    return {
        "format": "crossread.edits/1",
        "coverage": coverage_as_dict(report.coverage),
        "edited": report.edited,
        "unread": report.unread,
        "edits": [
            {
                "statement": statement_as_dict(one.row.statement),
                "old": one.row.old,
                "new": one.row.new,
                "last_old": one.row.last_old.isoformat(),
                "first_new": one.row.first_new.isoformat(),
                "significance": one.edit.significance,
                "edit": edit_as_json(one.edit),
            }
            for one in report.edits
        ],
        "templates": [template_as_json(one) for one in report.templates],
        "access": [access_as_json(one) for one in report.access],
    }
