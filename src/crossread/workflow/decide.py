"""What people rule on what was found: written beside it, by whom and when."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from crossread.align.wording import edits_of
from crossread.archive import Archive, decision_rows, read
from crossread.errors import BadInput, NotFound
from crossread.model import VERDICTS, Decision, Selection, Statement, standing, step_name
from crossread.workflow.edits import find_access

_CHANGE = re.compile(r"\d+-\d+|[a-z]+")


@dataclass(frozen=True, slots=True)
class Ruled:
    """Decisions on statements of an archive."""

    decisions: tuple[Decision, ...]  # in the order in which they were made
    standing: frozenset[Decision]  # those that were neither replaced nor withdrawn
    titles: dict[str, str]  # of their statements, by id


def decide(
    archive: Archive,
    subject: str,
    verdict: str,
    *,
    by: str,
    note: str = "",
    at: datetime | None = None,
) -> tuple[Decision, tuple[Decision, ...]]:
    """Write down what somebody rules; what was found is not touched.

    Args:
        archive: open for writing.
        subject: a statement's id, or as much as tells it: the statement itself; with "/1-2" behind
            it the change from wording 1 to 2; with "/gone" and the like its removal, as `edits`
            shows them.
        verdict: "confirmed", "rejected", "unsure", or "withdrawn" to take back one's own.
        by: who.
        note: the grounds.
        at: when; now if left out.

    Returns:
        The decision, and all that stand on its subject now, of everybody.

    Raises:
        NotFound: there is no such statement or change.
        BadInput: the verdict is none, nobody is named, or there is nothing to withdraw.
    """
    known = {word: word for word in VERDICTS}
    if verdict not in known:
        raise BadInput(f"{verdict!r} is no verdict", f"There are: {', '.join(VERDICTS)}.")
    name = " ".join(by.split())
    if not name:
        hint = "Give it with --by, or in CROSSREAD_BY."
        raise BadInput("a decision needs the name of who made it", hint)
    statement, change = _resolve(archive, subject)
    made = Decision(
        statement=statement.id,
        change=change,
        verdict=known[verdict],
        by=name,
        at=at or datetime.now(UTC),
        note=note.strip(),
    )
    with archive.writing() as connection:
        earlier = decision_rows.list_decisions(connection, Selection(), statement.id)
        own = [one for one in standing(earlier) if (one.change, one.by) == (change, name)]
        if made.verdict == "withdrawn" and not own:
            hint = "`crossread decisions` shows what was decided, and by whom."
            raise BadInput(f"{name} has decided nothing on {made.subject}", hint)
        decision_rows.save_decision(connection, made)
    return made, tuple(one for one in standing([*earlier, made]) if one.change == change)


def find_decisions(archive: Archive, chosen: Selection | None = None) -> Ruled:
    """Everything that was decided on these statements and their changes.

    Raises:
        NotFound: the publisher asked for is not in the archive.
    """
    chosen = chosen or Selection()
    with archive.reading() as connection:
        read.check_selection(connection, chosen)
        found = decision_rows.list_decisions(connection, chosen)
    titles = {name: archive.statement(name).title for name in {d.statement for d in found}}
    return Ruled(tuple(found), frozenset(standing(found)), titles)


def decisions_on(archive: Archive, statement: str) -> tuple[Decision, ...]:
    """The decisions on a statement and its changes that stand."""
    with archive.reading() as connection:
        return standing(decision_rows.list_decisions(connection, Selection(), statement))


def _resolve(archive: Archive, subject: str) -> tuple[Statement, str]:
    """The statement, and which change of it; an id may hold a slash itself.

    Raises:
        NotFound: there is no such statement, or it has no such change.
    """
    identity, slash, change = subject.rpartition("/")
    if not slash or not _CHANGE.fullmatch(change) or archive.holds(subject):
        return archive.statement(subject), ""
    statement = archive.statement(identity)
    known = _changes(archive, statement.id)
    if change not in known:
        names = f"It has: {', '.join(known)}." if known else "Nothing of it was seen to change."
        raise NotFound(f"{statement.id} has no change {change!r}", names)
    return statement, change


def _changes(archive: Archive, statement: str) -> list[str]:
    steps = [step_name(s.old, s.new) for s in edits_of(archive.observations(statement))]
    access = [one.kind for one in find_access(archive, statement)]
    return list(dict.fromkeys([*steps, *access]))
