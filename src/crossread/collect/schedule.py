"""When a statement that is known is looked at again.

Most silent edits come within days, and some after months; so looks are close together at first
and far apart later. A look that spoke for a removal is repeated, because one alone proves nothing.
"""

from datetime import datetime, timedelta

from crossread.collect.items import moment_as_instant
from crossread.model.source_run import Known
from crossread.model.statement import ABSENT

DAY = timedelta(days=1)
# (age up to which, time between two looks). Set in 2026 on the 509 edits of a stored archive whose
# days are known (White House, 2026): 67 of 100 came within a day of publication, 75 within two,
# 96 within a week, the others up to years later.
SCHEDULE: tuple[tuple[timedelta, timedelta], ...] = (
    (2 * DAY, DAY / 4),
    (7 * DAY, DAY),
    (30 * DAY, 3 * DAY),
    (365 * DAY, 30 * DAY),
)
WATCHED = SCHEDULE[-1][0]  # age after which a statement is left alone
ABSENT_AGAIN = DAY  # after a look that spoke for a removal
SURE = 3  # absences in a row, after which it is looked at only to see whether it comes back:
COME_BACK = 7 * DAY  # so often, or as usual where that is longer
FAILED_AGAIN = DAY / 4  # after a look that told nothing
SLACK = 0.1  # share of a time that may be missing: a run each morning is never to the second


def is_due(known: Known, now: datetime) -> bool:
    """Whether it is time to look at a statement again."""
    wait = time_between(known, now)
    return wait is not None and now - known.last_look >= wait * (1 - SLACK)


def born(known: Known) -> datetime:
    """When a statement began to be watched: when it was issued, if that is known and earlier.

    An archive that was filled in bulk today holds mostly old statements.
    """
    if known.date is None:
        return known.first_seen
    return min(known.first_seen, moment_as_instant(known.date))


def time_between(known: Known, now: datetime) -> timedelta | None:
    """The time from the last look to the next one; None when there is to be none."""
    age = now - born(known)
    usual = next((every for up_to, every in SCHEDULE if age <= up_to), None)
    if usual is None:
        return None
    if known.outcome in ABSENT:
        return ABSENT_AGAIN if known.absences < SURE else max(usual, COME_BACK)
    return FAILED_AGAIN if known.outcome in ("failed", "blocked") else usual
