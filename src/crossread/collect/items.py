"""What a source names: addresses, each with what stands by it."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from crossread.collect.publishers import Parsed
from crossread.errors import BadInput
from crossread.model import Moment


@dataclass(frozen=True, slots=True)
class Item:
    """One address that a source names."""

    url: str
    title: str = ""
    date: Moment | None = None  # of publication
    changed: datetime | None = None  # since when the page is as it is, says the source
    parsed: Parsed | None = None  # the statement itself, where the source carries it

    @property
    def at(self) -> datetime | None:
        """When it was published or changed: the end of a day whose hour is not told."""
        if self.changed:
            return self.changed
        return moment_as_instant(self.date) if self.date else None


@dataclass(frozen=True, slots=True)
class Items:
    """What one page of a source gives."""

    items: tuple[Item, ...]
    remarks: tuple[str, ...] = ()  # what was wrong with it, one line each


def moment_as_instant(moment: Moment) -> datetime:
    """A day, with its hour and zone where they are told, as an instant; else its end in UTC.

    Where UTC's calendar does not reach, at its very ends, it is within the day that is told.
    """
    try:
        if moment.time is None:
            return datetime.combine(moment.day, time(), UTC) + timedelta(days=1)
        at = datetime.combine(moment.day, time.fromisoformat(moment.time))
        return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except OverflowError:
        return datetime.combine(moment.day, time(12), UTC)


def refuse_entities(text: str, name: str) -> None:
    """Refuse XML that defines entities: a kilobyte of them can unfold to gigabytes.

    Raises:
        BadInput: it does.
    """
    if "<!ENTITY" in text:
        raise BadInput(f"{name} defines XML entities, which no feed or sitemap needs: not read")
