"""What publishers changed after they had published, and what they took away."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from crossread.align.wording import access_changes, collapse_templates, compare_wordings, edits_of
from crossread.archive import Archive, edit_rows
from crossread.archive.edit_rows import EditRow
from crossread.brief.edit_json import edit_as_json
from crossread.collect.raw import Raw
from crossread.errors import CrossreadError
from crossread.lexicon import TermBase, load_base
from crossread.model import (
    ABSENT,
    AccessChange,
    Coverage,
    Observation,
    PageEdit,
    Selection,
    TemplateChange,
    Transition,
    Version,
    Wording,
    WordingEdit,
)

METHOD = "wording-edit/1"
AT_ONCE = 50  # statements compared and saved together

Tell = Callable[[int, int], None]  # statements read, of how many


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownEdit:
    """One edit with the two wordings that it lies between."""

    row: EditRow
    edit: WordingEdit  # template changes taken out
    old: Wording
    new: Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class EditReport:
    """The edits of an archive, the most significant first."""

    edits: tuple[ShownEdit, ...]
    templates: tuple[TemplateChange, ...]
    access: tuple[AccessChange, ...]
    coverage: Coverage
    edited: int  # statements with more than one wording
    unread: int  # changes of our own reader: no edits of the publisher


def find_edits(
    archive: Archive,
    chosen: Selection | None = None,
    *,
    since: datetime | None = None,
    kinds: Iterable[str] = (),
    tell: Tell = lambda done, total: None,
) -> EditReport:
    """Compare every two wordings that followed one another, and tell what changed.

    Args:
        archive: open for writing: what is compared is kept, so that the next call is quick.
        chosen: whose statements.
        since: only edits first seen at that moment or later.
        kinds: only edits that have a change of one of these kinds, and of them these changes.
        tell: told of the progress.

    Two wordings that two different readers (ours of last year, ours of today) took out of their
    pages are read again by one before anything is said: our upgrade is never their edit.
    """
    chosen = chosen or Selection()
    base = load_base()
    unread = _compare_new(archive, base, tell)
    wanted = frozenset(kinds)
    with archive.reading() as connection:
        rows = list(edit_rows.list_edits(connection, chosen, since))
        ids = edit_rows.list_edited(connection, chosen)
        missed = edit_rows.list_missed(connection, chosen)
    shown = [one for row in rows if (one := _show(archive, row, base)) is not None]
    collapsed = collapse_templates(_page_edit(one) for one in shown)
    left = {(edit.statement, edit.at): edit.edit for edit in collapsed.edits}
    kept = [
        replace(one, edit=_of_kinds(left[key], wanted))
        for one in shown
        if (key := (one.row.statement.id, one.row.first_new)) in left
    ]
    kept = [one for one in kept if one.edit]
    return EditReport(
        edits=tuple(sorted(kept, key=lambda one: -one.edit.significance)),
        templates=tuple(collapsed.templates),
        access=tuple(_access(archive, missed, since)) if not wanted else (),
        coverage=archive.coverage(chosen),
        edited=len(ids),
        unread=unread,
    )


def count_unedited(archive: Archive, chosen: Selection | None = None) -> int:
    """Statements with more than one wording and no edit on record: not compared yet, or unread."""
    with archive.reading() as connection:
        return edit_rows.count_unedited(connection, chosen or Selection())


def _of_kinds(edit: WordingEdit, wanted: frozenset[str]) -> WordingEdit:
    if not wanted:
        return edit
    changes = tuple(replace(c, inside=None) for c in edit.changes if c.kind in wanted)
    return replace(edit, changes=changes)


def _page_edit(shown: ShownEdit) -> PageEdit:
    return PageEdit(
        statement=shown.row.statement.id,
        publisher=shown.row.statement.publisher.id,
        at=shown.row.first_new,
        edit=shown.edit,
    )


def _show(archive: Archive, row: EditRow, base: TermBase) -> ShownEdit | None:
    """The edit made anew from its two wordings: what is shown is what they say."""
    versions = {v.number: v for v in archive.versions(row.statement.id)}
    old, new = _same_reader(archive, versions[row.old], versions[row.new])
    if old is None or new is None:
        return None
    edit = compare_wordings(old, new, base)
    return ShownEdit(row=row, edit=edit, old=old, new=new)


# --- comparing -----------------------------------------------------------------------------------


def _compare_new(archive: Archive, base: TermBase, tell: Tell) -> int:
    """Compare what has not been compared yet, and keep it; how many were our reader's changes."""
    with archive.reading() as connection:
        ids = edit_rows.list_edited(connection, Selection())
        known = edit_rows.known_edits(connection, METHOD)
    unread = 0
    for start in range(0, len(ids), AT_ONCE):
        rows, stale = [], []
        for identity in ids[start : start + AT_ONCE]:
            steps = edits_of(archive.observations(identity))
            ours = {k for k in known if k[0] == identity}
            if ours == {(s.statement, s.old, s.new, s.first_seen) for s in steps}:
                continue
            made = [_compare(archive, step, base) for step in steps]
            unread += sum(row is None for row in made)
            rows += [row for row in made if row is not None]
            stale.append(identity)
        if stale:
            with archive.writing() as connection:
                edit_rows.save_edits(connection, rows, stale)
        tell(min(start + AT_ONCE, len(ids)), len(ids))
    return unread


def _compare(archive: Archive, step: Transition, base: TermBase) -> dict[str, Any] | None:
    versions = {v.number: v for v in archive.versions(step.statement)}
    old, new = _same_reader(archive, versions[step.old], versions[step.new])
    if old is None or new is None:
        return None
    edit = compare_wordings(old, new, base)
    if not edit:
        return None
    same_text = new.text == versions[step.new].text
    return {
        "statement_id": step.statement,
        "old": step.old,
        "new": step.new,
        "last_old": step.last_seen,
        "first_new": step.first_seen,
        "method": METHOD,
        "kinds": list(edit.kinds),
        "significance": edit.significance,
        "detail": {
            **edit_as_json(edit),
            "added": [[s.start, s.stop] for s in edit.added] if same_text else [],
        },
    }


def _same_reader(
    archive: Archive, old: Version, new: Version
) -> tuple[Wording | None, Wording | None]:
    """The two wordings as one reader sees them; None where their pages cannot be read again."""
    if old.extractor == new.extractor:
        return Wording.of_version(old), Wording.of_version(new)
    readings = [_read_again(archive, version) for version in (old, new)]
    return readings[0], readings[1]


def _read_again(archive: Archive, version: Version) -> Wording | None:
    """A wording out of its capture, by today's reader."""
    from crossread.collect.publishers import load_publishers, parse_statement_page
    from crossread.collect.reading import read_bytes

    look = next(o for o in archive.observations(version.statement) if o.version == version.number)
    capture = look.capture
    if capture.via in ("bulk", "feed"):
        return None  # the bytes are a record of others, not a page
    try:
        data = archive.captures.load(capture.digest)
        url = capture.final_url or capture.url
        rules = load_publishers().get(archive.statement(version.statement).publisher.id)
        raw = Raw(data, capture.name or url, url, capture.media_type)
        if rules is not None:
            readout = parse_statement_page(raw, rules).readout
        else:
            readout = read_bytes(data, name=raw.name, url=url, content_type=capture.media_type)
    except CrossreadError:
        return None
    return Wording(
        text=readout.text,
        title=readout.title,
        language=version.language,
        date=readout.date,
    )


# --- access --------------------------------------------------------------------------------------


def _access(
    archive: Archive, missed: Sequence[str], since: datetime | None
) -> Iterator[AccessChange]:
    for identity in missed:
        looks = archive.observations(identity)
        for change in access_changes(looks, _elsewhere(archive, identity, looks)):
            if change.kind == "altered" or (since and change.looks[-1].at < since):
                continue
            yield change


def _elsewhere(
    archive: Archive, identity: str, looks: Sequence[Observation]
) -> tuple[Observation, ...]:
    """Looks at the publisher's other statements: an outage of the site proves no removal."""
    missed = [look.at for look in looks if look.outcome in ABSENT]
    with archive.reading() as connection:
        return tuple(edit_rows.list_looks_near(connection, identity, missed))
