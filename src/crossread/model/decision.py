"""What a person ruled on what was found: it stands beside it, and changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from crossread.model.statement import as_utc

Verdict = Literal[
    "confirmed",  # looked at, and it is so
    "rejected",  # looked at, and it is not so, or means nothing
    "unsure",  # looked at, and left open
    "withdrawn",  # takes back what the same person had decided on it
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One ruling. A later one by the same person on the same subject takes its place."""

    statement: str  # its id
    change: str = ""  # see `step_name`; or an `AccessKind`; empty: the statement itself
    verdict: Verdict
    by: str  # who: a name in one line
    at: datetime  # when: aware, UTC
    note: str = ""  # the grounds

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", as_utc(self.at))

    @property
    def subject(self) -> str:
        """What it is about, as it is typed and shown."""
        return subject_of(self.statement, self.change)


def step_name(old: int, new: int) -> str:
    """What the step from one wording to another is called, among a statement's changes.

    Wordings are numbered once and for all: a step that is seen again changes the same words.
    """
    return f"{old}-{new}"


def subject_of(statement: str, change: str = "") -> str:
    """What a decision is about, as it is typed and shown.

    >>> subject_of("us-state:06ca", "1-2"), subject_of("us-state:06ca")
    ('us-state:06ca/1-2', 'us-state:06ca')
    """
    return f"{statement}/{change}" if change else statement


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Those that hold: of each person the last on each subject, unless it was withdrawn.

    Args:
        decisions: in the order in which they were made.
    """
    last: dict[tuple[str, str, str], Decision] = {}
    for one in decisions:
        key = (one.statement, one.change, one.by)
        last.pop(key, None)  # so that the order stays that of the making
        last[key] = one
    return tuple(one for one in last.values() if one.verdict != "withdrawn")
