"""Every two wordings that followed one another, set side by side once and kept."""

from collections.abc import Callable
from typing import Any

from crossread.align.wording import compare_wordings, edits_of
from crossread.archive import Archive, edit_rows
from crossread.archive.edit_rows import Compared
from crossread.brief.edit_json import edit_as_json
from crossread.lexicon import TermBase
from crossread.model import Selection, Transition, Wording, WordingEdit
from crossread.workflow.rereading import Rereader

METHOD = "wording-edit/2"
AT_ONCE = 50  # statements compared and saved together

Tell = Callable[[int, int], None]  # statements read, of how many


def compare_new(archive: Archive, base: TermBase, tell: Tell) -> None:
    """Compare what has not been compared yet by this method, and keep it.

    Args:
        archive: open for writing.
        base: what names and commitments are told by.
        tell: told of the progress.
    """
    method = f"{METHOD} term-base/{base.version}"
    with archive.reading() as connection:
        ids = edit_rows.list_edited(connection, Selection())
        known = edit_rows.known_edits(connection, method)
    for start in range(0, len(ids), AT_ONCE):
        rows, stale = [], []
        for identity in ids[start : start + AT_ONCE]:
            steps = edits_of(archive.observations(identity))
            if known.get(identity, set()) == {_as_compared(s) for s in steps}:
                continue
            rereader = Rereader(archive, identity)
            rows += [_compare(rereader, step, base, method) for step in steps]
            stale.append(identity)
        if stale:
            with archive.writing() as connection:
                edit_rows.save_edits(connection, rows, stale)
        tell(min(start + AT_ONCE, len(ids)), len(ids))


def _as_compared(step: Transition) -> Compared:
    return step.old, step.new, step.last_seen, step.first_seen


def _compare(rereader: Rereader, step: Transition, base: TermBase, method: str) -> dict[str, Any]:
    """The row that is kept of a step: also that it is no edit, and why."""
    edit: WordingEdit | None = None
    pair = rereader.pair(step.old, step.new)
    if pair is not None:
        edit = compare_wordings(*pair, base)
    return {
        "statement_id": step.statement,
        "old": step.old,
        "new": step.new,
        "last_old": step.last_seen,
        "first_new": step.first_seen,
        "method": method,
        "kinds": list(edit.kinds) if edit else [],
        "significance": edit.significance if edit else 0.0,
        "detail": _detail(rereader, step, pair, edit),
    }


def _detail(
    rereader: Rereader,
    step: Transition,
    pair: tuple[Wording, Wording] | None,
    edit: WordingEdit | None,
) -> dict[str, Any]:
    if pair is None or edit is None:
        return {"nothing": "unread"}
    if not edit:
        return {"nothing": "ours" if rereader.reread(step.old, step.new) else "same"}
    is_kept = rereader.is_kept(step.new, pair[1])
    return {
        **edit_as_json(edit),
        "kept": _kept(edit, *pair),
        "added": [[s.start, s.stop] for s in edit.added] if is_kept else [],
    }


def _kept(edit: WordingEdit, old: Wording, new: Wording) -> float:
    """The share of a text that stands in the other, of the one that has more of it."""
    removed = sum(map(len, edit.removed)) / max(1, len(old.text))
    added = sum(map(len, edit.added)) / max(1, len(new.text))
    return 1 - min(removed, added)
