"""What people decided, told in words on the terminal or as JSON."""

from collections.abc import Iterable, Sequence
from typing import Any

from crossread.cli.show_archive import counted
from crossread.model import Decision
from crossread.workflow.decide import Ruled


def decision_in_words(one: Decision) -> str:
    """A ruling in one line: what, by whom, when, and why.

    >>> from datetime import datetime, UTC
    >>> at = datetime(2024, 3, 9, tzinfo=UTC)
    >>> decision_in_words(Decision(statement="a", verdict="confirmed", by="A. Reader", at=at))
    'Confirmed by A. Reader, 2024-03-09'
    """
    note = f": {' '.join(one.note.split())}" if one.note else ""
    return f"{one.verdict.capitalize()} by {one.by}, {one.at:%Y-%m-%d}{note}"


def decided_as_lines(made: Decision, others: Iterable[Decision]) -> list[str]:
    """What stands on a subject after somebody decided on it."""
    lines = [f"  {decision_in_words(one)}" for one in others]
    return [f"{made.subject}:", *(lines or ["  Nothing is decided on it now."])]


def standing_as_lines(decisions: Sequence[Decision]) -> list[str]:
    """What stands on a statement and its changes, under its text; nothing without any."""
    if not decisions:
        return []
    return ["", "Decided:", *(f"  {_of_what(d)}{decision_in_words(d)}" for d in decisions)]


def _of_what(one: Decision) -> str:
    return f"{one.change}: " if one.change else ""


def decisions_as_lines(ruled: Ruled, *, every: bool) -> list[str]:
    """The decisions that stand, newest first; with `every` those that were replaced, too."""
    shown = [one for one in reversed(ruled.decisions) if every or one in ruled.standing]
    lines = []
    for one in shown:
        past = "" if one in ruled.standing else " (stands no more)"
        title = ruled.titles[one.statement] or "(no title)"
        lines += [f"{one.subject}  {title}", f"  {decision_in_words(one)}{past}"]
    number = len(ruled.standing)
    passed = len(ruled.decisions) - number
    verb = "stands" if number == 1 else "stand"
    were = "was" if passed == 1 else "were"
    hint = "" if every else " (--all shows them)"
    more = f"; {passed:,} {were} replaced or withdrawn{hint}" if passed else ""
    return [*lines, f"{counted(number, 'decision')} {verb}{more}."]


def decision_as_dict(one: Decision) -> dict[str, Any]:
    """A ruling for programs."""
    return {
        "subject": one.subject,
        "statement": one.statement,
        "change": one.change,
        "verdict": one.verdict,
        "by": one.by,
        "at": one.at.isoformat(),
        "note": one.note,
    }


def decisions_as_dict(ruled: Ruled) -> dict[str, Any]:
    """All of them, in the order in which they were made, and which stand."""
    return {
        "format": "crossread.decisions/1",
        "decisions": [
            decision_as_dict(one) | {"stands": one in ruled.standing} for one in ruled.decisions
        ],
    }
