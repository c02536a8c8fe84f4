"""The day and the hour of a record, out of the several fields that archives keep them in."""

from datetime import UTC, datetime
from typing import Any

from crossread.collect.document import as_line
from crossread.collect.moment import read_moment
from crossread.errors import BadInput
from crossread.model import Moment

HOURS = ("datetime", "published")  # fields with day, hour and zone, best first


def find_moment(record: dict[str, Any]) -> tuple[Moment | None, tuple[str, ...]]:
    """When the statement is from, and what is to be said of that.

    `date` gives the day. An hour is taken from `datetime` or `published` when it is of the same
    day: another day means another event (a later edit, a crossing of midnight), which is said.
    A date that cannot be read is said and left out: the words are evidence without it too.
    """
    day, notes = _moment(record, "date")
    for field in HOURS:
        hour, more = _moment(record, field)
        notes += more
        if hour is None:
            continue
        if day is None or hour.day == day.day:
            return hour, notes + _source(record)
        notes += (f"{field} is {hour}, of another day than date: its hour is not taken",)
    return day, notes + (_source(record) if day else ())


def _moment(record: dict[str, Any], field: str) -> tuple[Moment | None, tuple[str, ...]]:
    value = record.get(field)
    if value in (None, ""):
        return None, ()
    try:
        return read_moment(str(value), ""), ()
    except BadInput:
        return None, (f"{field} is {str(value)[:40]!r}, which is no date: not taken",)


def _source(record: dict[str, Any]) -> tuple[str, ...]:
    source = record.get("date_source")
    words = as_line(source) if isinstance(source, str) else ""
    return (f"the file says of the date: {words[:60]}",) if words else ()


def find_capture_time(record: dict[str, Any]) -> tuple[datetime | None, tuple[str, ...]]:
    """When the record's maker first saw the text (`first_seen`); None where it is not told."""
    value = record.get("first_seen")
    if value in (None, ""):
        return None, ()
    try:
        moment = datetime.fromisoformat(str(value).strip())
        if moment.tzinfo:
            moment = moment.astimezone(UTC)  # raises for a moment before the first year
    except (ValueError, OverflowError):
        return None, (f"first_seen is {str(value)[:40]!r}, which is no moment: not taken",)
    if moment.tzinfo is None:
        return None, (f"first_seen is {str(value)[:40]!r}, without a zone: not taken",)
    return moment, ()
