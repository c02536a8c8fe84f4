"""What publishers changed after they had published, and what they took away."""

from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from crossread.align.wording import access_changes, collapse_templates
from crossread.archive import Archive, decision_rows, edit_rows, read
from crossread.archive.edit_rows import EditRow
from crossread.brief.edit_json import edit_of_json
from crossread.lexicon import load_base
from crossread.model import (
    ABSENT,
    AccessChange,
    Coverage,
    Decision,
    Observation,
    PageEdit,
    Selection,
    Statement,
    TemplateChange,
    Wording,
    WordingEdit,
    standing,
    step_name,
)
from crossread.workflow.rereading import Rereader
from crossread.workflow.wordings import Tell, compare_new

DAY = len("2022-02-24")  # the letters of an ISO moment that are its day
# A text of which less stands in the other wording is another text at the same address. Set in
# 2026 on the 335 edits of two archives of feeds: the seven below 0.2 are texts of another event
# or another year; the nearest above that state the same day, 0.43, was filled out by hand.
REPLACED = 0.2
# The same where the page states another day than before. In those archives that happened ten times,
# each time to a page used again for another call, press conference or national day; the three that
# kept most, 0.50 to 0.53, share the formulas of their kind. A day put right leaves nearly all.
REPLACED_ON_ANOTHER_DAY = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEdit:
    """One edit; the two wordings that it lies between are given by `load_wordings`."""

    row: EditRow
    edit: WordingEdit  # template changes taken out
    back: bool = False  # whether the new wording had stood there before

    @property
    def step(self) -> str:
        """What it is called among the changes of its statement: "1-2"."""
        return step_name(self.row.old, self.row.new)

    @property
    def kept(self) -> float:
        """The share of the text that stands in both wordings, 0 to 1, of that which has more."""
        return float(self.row.detail["kept"])

    @property
    def replaced(self) -> bool:
        """Whether another text stands there: of another day, or with hardly a word of this one."""
        least = REPLACED_ON_ANOTHER_DAY if _states_another_day(self.row) else REPLACED
        return self.kept < least


def _states_another_day(row: EditRow) -> bool:
    """Whether both wordings state a day, and not the same; another hour is no other day."""
    dates = [c for c in row.detail["changes"] if c["field"] == "date"]
    days = [(c["old"]["words"][:DAY], c["new"]["words"][:DAY]) for c in dates]
    return any(old and new and old != new for old, new in days)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditReport:
    """The edits of an archive: the statement with the most significant one first.

    Those of one statement stand together, in the order of time.
    """

    edits: tuple[ShownEdit, ...]
    templates: tuple[TemplateChange, ...]
    access: tuple[AccessChange, ...]
    titles: dict[str, str]  # of the statements in `access`, by id
    coverage: Coverage
    edited: int  # statements with more than one wording
    unread: int  # wordings that one reader could not set side by side
    ours: int  # differences that went away when one reader read both: none of the publisher
    decisions: tuple[Decision, ...]  # that stand, on these statements
    passed_over: int  # edits and changes of access that were decided, where those were not wanted

    def decided(self, one: ShownEdit | AccessChange) -> tuple[Decision, ...]:
        """What people decided on it. A ruling on a removal says nothing of a later one."""
        return _decided(self.decisions, one)


def _decided(decisions: Iterable[Decision], one: ShownEdit | AccessChange) -> tuple[Decision, ...]:
    if isinstance(one, ShownEdit):
        key = (one.row.statement.id, one.step)
        return tuple(d for d in decisions if (d.statement, d.change) == key)
    key, seen = (one.statement, str(one.kind)), one.looks[-1].at
    return tuple(d for d in decisions if (d.statement, d.change) == key and d.at >= seen)


def find_edits(
    archive: Archive,
    chosen: Selection | None = None,
    *,
    ids: Iterable[str] = (),
    since: datetime | None = None,
    kinds: Iterable[str] = (),
    undecided: bool = False,
    tell: Tell = lambda done, total: None,
) -> EditReport:
    """Compare every two wordings that followed one another, and tell what changed.

    Args:
        archive: open for writing: what is compared is kept, so that the next call is quick.
        chosen: whose statements.
        ids: only of these statements, by as much of their ids as tells them; of all, if none.
        since: only edits first seen at that moment or later.
        kinds: only edits that have a change of one of these kinds, and of them these changes.
        undecided: only what nobody has decided on.
        tell: told of the progress.

    Two wordings that two different readers (ours of last year, ours of today) took out of their
    pages are read again by one before anything is said: our upgrade is never their edit.

    Raises:
        NotFound: the publisher or a statement asked for is not in the archive.
    """
    chosen = chosen or Selection()
    with archive.reading() as connection:
        read.check_selection(connection, chosen)
    asked = {one.id: one for one in map(archive.statement, ids)}
    compare_new(archive, load_base(), tell)
    with archive.reading() as connection:
        rows = list(edit_rows.list_edits(connection, chosen))
        edited = _asked(edit_rows.list_edited(connection, chosen), asked)
        missed = _asked(edit_rows.list_missed(connection, chosen), asked)
        decisions = standing(decision_rows.list_decisions(connection, chosen))
    collapsed, templates = _collapse(_as_shown(rows))
    if asked:  # told apart from what many pages had at once first
        rows = [row for row in rows if row.statement.id in asked]
        collapsed = [one for one in collapsed if one.row.statement.id in asked]
        templates = tuple(t for t in templates if not asked.keys().isdisjoint(t.statements))
    nothing = [row.detail["nothing"] for row in rows if not row.kinds and _is_late(row, since)]
    wanted = frozenset(kinds)
    edits = [
        one for e in collapsed if _is_late(e.row, since) and (one := _of_kinds(e, wanted)).edit
    ]
    access = [] if wanted else _access(archive, missed, since)
    told = len(edits) + len(access)
    if undecided:
        edits = [one for one in edits if not _decided(decisions, one)]
        access = [one for one in access if not _decided(decisions, one)]
    return EditReport(
        edits=_in_order(edits),
        templates=tuple(t for t in templates if _is_wanted(t, wanted, since)),
        access=tuple(access),
        titles={one.statement: archive.statement(one.statement).title for one in access},
        coverage=_covered(asked.values()) if asked else archive.coverage(chosen),
        edited=len(edited),
        unread=nothing.count("unread"),
        ours=nothing.count("ours"),
        decisions=decisions,
        passed_over=told - len(edits) - len(access),
    )


def _asked(ids: Sequence[str], asked: Container[str]) -> list[str]:
    return [one for one in ids if not asked or one in asked]


def _covered(statements: Collection[Statement]) -> Coverage:
    """What was searched, where statements were asked for by name."""
    days = sorted(one.date.day for one in statements if one.date)
    return Coverage(
        statements=len(statements),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        undated=len(statements) - len(days),
    )


def _as_shown(rows: Iterable[EditRow]) -> list[ShownEdit]:
    """The rows that are edits, with those told that lead back to a wording that had stood."""
    stood: dict[str, set[int]] = {}
    found = []
    for row in sorted(rows, key=lambda row: row.first_new):
        before = stood.setdefault(row.statement.id, set())
        if row.kinds:
            edit = edit_of_json(row.detail)
            found.append(ShownEdit(row=row, edit=edit, back=row.new in before))
        before |= {row.old, row.new}
    return found


def _in_order(edits: Iterable[ShownEdit]) -> tuple[ShownEdit, ...]:
    """The weightiest statement first, then the one edited last; its edits in the order of time.

    Another text that took a page's place weighs nothing here: its words are not shown.
    """
    of_statement: dict[str, list[ShownEdit]] = {}
    for one in sorted(edits, key=lambda one: one.row.first_new):
        of_statement.setdefault(one.row.statement.id, []).append(one)
    groups = sorted(of_statement.items(), key=lambda pair: pair[0])
    groups.sort(key=lambda pair: pair[1][-1].row.first_new, reverse=True)
    groups.sort(key=lambda pair: -max(0 if e.replaced else e.edit.significance for e in pair[1]))
    return tuple(one for _, some in groups for one in some)


def count_unedited(archive: Archive, chosen: Selection | None = None) -> int:
    """Statements with more than one wording and no edit on record: not compared yet, or unread."""
    with archive.reading() as connection:
        return edit_rows.count_unedited(connection, chosen or Selection())


def load_wordings(archive: Archive, shown: ShownEdit) -> tuple[Wording, Wording] | None:
    """The two wordings of an edit, to show its words in their sentences.

    None where the pages had to be read again, and today's reader reads them otherwise.
    """
    pair = Rereader(archive, shown.row.statement.id).pair(shown.row.old, shown.row.new)
    if pair is None:
        return None
    old, new = pair
    stands = all(
        c.old.stands_in(old.field_text(c.field)) and c.new.stands_in(new.field_text(c.field))
        for c in shown.edit.changes
    )
    return pair if stands else None


def _is_late(row: EditRow, since: datetime | None) -> bool:
    return since is None or row.first_new >= since


def _is_wanted(template: TemplateChange, wanted: frozenset[str], since: datetime | None) -> bool:
    if since is not None and template.last < since:
        return False
    return not wanted or "template" in wanted or not wanted.isdisjoint(template.kinds)


def _of_kinds(shown: ShownEdit, wanted: frozenset[str]) -> ShownEdit:
    if not wanted:
        return shown
    changes = tuple(replace(c, inside=None) for c in shown.edit.changes if c.kind in wanted)
    return replace(shown, edit=replace(shown.edit, changes=changes))


def _collapse(found: Sequence[ShownEdit]) -> tuple[list[ShownEdit], tuple[TemplateChange, ...]]:
    """What many pages had at once is told once; what else an edit has stays."""
    collapsed = collapse_templates(map(_page_edit, found))
    left = {(edit.statement, edit.at): edit.edit for edit in collapsed.edits}
    keys = [(one.row.statement.id, one.row.first_new) for one in found]
    kept = [
        replace(one, edit=left[key]) for one, key in zip(found, keys, strict=True) if key in left
    ]
    return kept, collapsed.templates


def _page_edit(shown: ShownEdit) -> PageEdit:
    return PageEdit(
        statement=shown.row.statement.id,
        publisher=shown.row.statement.publisher.id,
        at=shown.row.first_new,
        edit=shown.edit,
    )


# --- access --------------------------------------------------------------------------------------


def _access(archive: Archive, missed: Sequence[str], since: datetime | None) -> list[AccessChange]:
    found = [change for identity in missed for change in find_access(archive, identity)]
    return [one for one in found if since is None or one.looks[-1].at >= since]


def find_access(archive: Archive, identity: str) -> list[AccessChange]:
    """The moves, removals and returns of a statement, in order of time."""
    looks = archive.observations(identity)
    changes = access_changes(looks, _elsewhere(archive, identity, looks))
    return [one for one in changes if one.kind != "altered"]


def _elsewhere(
    archive: Archive, identity: str, looks: Sequence[Observation]
) -> tuple[Observation, ...]:
    """Looks at the publisher's other statements: an outage of the site proves no removal."""
    missed = [look.at for look in looks if look.outcome in ABSENT]
    with archive.reading() as connection:
        return tuple(edit_rows.list_looks_near(connection, identity, missed))
