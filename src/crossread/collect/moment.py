"""Moments as sites and files write them: a day with its hour, or an instant.

Whoever writes one may write anything: what no calendar holds is no moment, and never a crash.
"""

import re
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime

from crossread.errors import BadInput
from crossread.model import Moment

_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[Tt ]\s*(?P<clock>\d\d?:\d\d)(?::(?P<seconds>\d\d)(?:\.\d+)?)?"
    r"\s*(?P<zone>[Zz]|[+-]\d\d?(?::?\d\d)?)?)?"
)


def read_moment(words: str, place: str) -> Moment:
    """Read an ISO day, with or without time of day and zone.

    Args:
        words: such as "2024-04-02", "2024-04-02T18:30+03:00" or "2024-04-02 18:30:00 Z".
        place: the file and line, for the error.

    Raises:
        BadInput: the words are no such day or hour.

    >>> str(read_moment("2024-04-02 9:30:00 +3", "a.txt, line 2"))
    '2024-04-02T09:30+03:00'
    """
    found = _MOMENT.fullmatch(words.strip())
    try:
        if found:
            return Moment(date.fromisoformat(found["day"]), _clock(found))
    except ValueError as error:
        raise _unreadable(words, place) from error
    raise _unreadable(words, place)


def read_instant(words: str) -> datetime | None:
    """A moment in ISO form (a day is its beginning) or as in mail, in UTC; None for anything else.

    >>> str(read_instant("2024-04-02T18:30+03:00")), read_instant("0001-01-01T00:00+05:00")
    ('2024-04-02 15:30:00+00:00', None)
    """
    at = _read_iso(words.strip()) or read_mail_moment(words.strip())
    try:
        return at and (at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC))
    except OverflowError:  # UTC's calendar begins or ends before it
        return None


def _read_iso(words: str) -> datetime | None:
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        return None


def read_mail_moment(words: str) -> datetime | None:
    """A moment as mail and HTTP write it, without a zone where none is told; None for no moment.

    >>> str(read_mail_moment("Tue, 02 Apr 2024 18:30:00 +0300"))
    '2024-04-02 18:30:00+03:00'
    """
    try:
        return parsedate_to_datetime(words)
    except (ValueError, TypeError, OverflowError):  # OverflowError: a zone of a hundred digits
        return None


def _clock(found: re.Match[str]) -> str | None:
    """The hour as `HH:MM`, seconds and zone where they were written (and not zero)."""
    if not found["clock"]:
        return None
    clock = found["clock"].zfill(5)
    if found["seconds"] not in (None, "00"):
        clock += f":{found['seconds']}"
    clock += _zone(found["zone"] or "")
    time.fromisoformat(clock)  # raises ValueError for 25:00 or +31:00
    return clock


def _zone(zone: str) -> str:
    if zone in ("", "Z", "z"):
        return "+00:00" if zone else ""
    digits = zone[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{zone[0]}{hours.zfill(2)}:{minutes}"


def _unreadable(words: str, place: str) -> BadInput:
    expected = "expected a day such as 2024-04-02, or 2024-04-02T18:30+03:00"
    return BadInput(f"{place}: date is {words!r}, {expected}", "Write year, month, day as in ISO.")
