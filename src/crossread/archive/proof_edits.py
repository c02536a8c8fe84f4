"""Edits and decisions: held against the wordings, the looks between which they lie, and
themselves."""

from collections.abc import Iterator
from typing import Any, get_args

import sqlalchemy as sa

from crossread.archive.proof import Check, Proof, as_stored
from crossread.archive.read import as_moment
from crossread.archive.schema import DECISION, EDIT, OBSERVATION, STATEMENT, VERSION
from crossread.model import ACCESS_KINDS, EDIT_KINDS, Stretch, step_name
from crossread.model.edit import ChangedField

NOTHING = ("same", "ours", "unread")  # what an edit says that is none
ROUNDED = 0.01  # a significance has two places

FIELDS: tuple[str, ...] = get_args(ChangedField)
_KEPT = ("text", "title", "date", "time", "extractor")


def _of_wording(side: str, name: str) -> sa.Label[Any]:
    mine = (VERSION.c.statement_id == EDIT.c.statement_id, VERSION.c.number == EDIT.c[side])
    column = as_stored(VERSION.c[name])
    return sa.select(column).where(*mine).scalar_subquery().label(f"{side}_{name}")


def _looks(side: str, moment: str) -> sa.Label[Any]:
    query = (
        sa.select(sa.func.count())
        .select_from(OBSERVATION)
        .join(VERSION, VERSION.c.id == OBSERVATION.c.version_id)
        .where(
            OBSERVATION.c.statement_id == EDIT.c.statement_id,
            OBSERVATION.c.at == EDIT.c[moment],
            VERSION.c.number == EDIT.c[side],
        )
    )
    return query.scalar_subquery().label(f"{side}_looks")


BESIDE_EDIT = (
    *(_of_wording(side, name) for side in ("old", "new") for name in _KEPT),
    _looks("old", "last_old"),
    _looks("new", "first_new"),
)


def of_edit(proof: Proof, row: Any) -> Iterator[str]:
    """It lies between two looks, its words stand in the wordings, its sums are those of its
    changes."""
    if row.old_text is None or row.new_text is None:
        yield "is between wordings that are not there"
        return
    if not row.old_looks or not row.new_looks:
        yield "lies between looks that are not there"
    one_reader = row.old_extractor == row.new_extractor
    if "nothing" in row.detail:
        yield from _of_nothing(row, one_reader)
    else:
        yield from _of_changes(row, one_reader)


def _of_nothing(row: Any, one_reader: bool) -> Iterator[str]:
    why = row.detail["nothing"]
    if row.kinds or row.significance:
        yield "says that nothing changed, and has kinds or a significance"
    if why not in NOTHING:
        yield f"says {why!r}, which means nothing"
    elif one_reader:  # no two wordings are alike, and one reader saw both
        yield "says that nothing changed, and its wordings differ"


def _of_changes(row: Any, one_reader: bool) -> Iterator[str]:
    told = row.detail
    changes = told["changes"]
    found = {change["kind"] for change in changes}
    kinds = [kind for kind in EDIT_KINDS if kind in found]
    if not changes or len(kinds) < len(found) or not row.kinds == told["kinds"] == kinds:
        yield f"has the kinds {', '.join(row.kinds)}; its changes have {', '.join(kinds)}"
    most = max((change["significance"] for change in changes), default=0.0)
    if not row.significance == told["significance"] == most:
        yield f"has the significance {row.significance}; that of its changes is {most}"
    yield from (fact for change in changes for fact in _of_change(change))
    added, removed = _spans(changes, "new"), _spans(changes, "old")
    kept = 1 - min(_length(removed) / len(row.old_text), _length(added) / len(row.new_text))
    listed = (told["added"], [[s["start"], s["stop"]] for s in told["removed"]])
    # Where two readers read them, pages were read again: the new wording is then quoted as the
    # archive has it only if "added" says so, the old one perhaps not at all.
    if one_reader:
        yield from _of_words(changes, "old", row)
        if listed != (added, removed) or abs(told["kept"] - kept) > 1e-9:
            yield "what it says was added and taken out is not what its changes tell"
    if one_reader or told["added"]:
        yield from _of_words(changes, "new", row)
    if told["added"] and told["added"] != added:
        yield "what it says was added is not what its changes tell"


def _of_change(change: dict[str, Any]) -> Iterator[str]:
    """Facts of one change by itself: it is a change, and its weight is its terms'."""
    weight = min(1.0, sum(term["value"] for term in change["weights"]))
    if abs(weight - change["significance"]) > ROUNDED:
        yield f"weighs a change {change['significance']}; its terms give {weight:.2f}"
    if change["field"] not in FIELDS:
        yield f"has a change of {change['field']!r}, which wordings do not have"
    if not isinstance(change["reason"]["rule"], str):
        yield "has a change without the rule that named it"


def _of_words(changes: list[dict[str, Any]], side: str, row: Any) -> Iterator[str]:
    moment = as_moment(getattr(row, f"{side}_date"), getattr(row, f"{side}_time"))
    fields = {
        "text": getattr(row, f"{side}_text"),
        "title": getattr(row, f"{side}_title"),
        "date": str(moment or ""),
        "url": "",
    }
    for change in changes:
        stretch = Stretch(**change[side])
        if not stretch.stands_in(fields.get(change["field"], "")):
            place = f"{stretch.start}:{stretch.stop} of the {side} {change['field']}"
            yield f"quotes {stretch.words[:60]!r}, which does not stand at {place}"


def _spans(changes: list[dict[str, Any]], side: str) -> list[list[int]]:
    """Places in the text whose words the other wording has not."""
    told = (c[side] for c in changes if c["field"] == "text" and c["kind"] != "move")
    return sorted([s["start"], s["stop"]] for s in told if s["words"].strip())


def _length(spans: list[list[int]]) -> int:
    return sum(stop - start for start, stop in spans)


BESIDE_DECISION = (
    sa.select(STATEMENT.c.versions)
    .where(STATEMENT.c.id == DECISION.c.statement_id)
    .scalar_subquery()
    .label("versions"),
)


def of_decision(proof: Proof, row: Any) -> Iterator[str]:
    """It is on the statement, on one of its steps or on a change of access."""
    if not row.change or row.change in ACCESS_KINDS:
        return
    old, _, new = row.change.partition("-")
    if not (old.isdecimal() and new.isdecimal()):
        yield f"is on {row.change!r}, which is no change"
    elif step_name(int(old), int(new)) != row.change or not all(
        1 <= int(number) <= row.versions for number in (old, new)
    ):
        yield f"names a wording that is not there: it has {row.versions}"


EDITS = (
    Check("edits", EDIT, of_edit, BESIDE_EDIT),
    Check("decisions", DECISION, of_decision, BESIDE_DECISION),
)
