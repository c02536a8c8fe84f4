"""Sightings with sensible defaults, so that a test names only what it is about."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from crossread.model import Capture, Moment, Publisher, Readout, Sighting, digest_of

NORLAND = Publisher(
    id="no-mfa", name="Norland Foreign Ministry", country="NOR", languages=("en",), level="ministry"
)
START = datetime(2021, 6, 1, 12, tzinfo=UTC)
CALL = "https://mfa.example/call"


def at(days: float) -> datetime:
    """So many days after the first of June 2021, noon."""
    return START + timedelta(days=days)


def make_capture(data: bytes, days: float = 0, **given: Any) -> Capture:
    values: dict[str, Any] = {"via": "http", "url": CALL, "status": 200}
    return Capture(digest=digest_of(data), size=len(data), at=at(days), **(values | given))


def make_sighting(
    text: str = "They spoke of the border.",
    days: float = 0,
    *,
    key: str = CALL,
    publisher: Publisher = NORLAND,
    issued: str | None = "2021-06-01",
    title: str = "Call with Minister Orlan",
    language: str = "en",
    **given: Any,
) -> Sighting:
    """That a text was seen at its address, so many days after the start."""
    data = f"<html>{title}|{text}</html>".encode()
    readout = Readout(
        text=text,
        title=title,
        language=language,
        url=key if key.startswith("http") else "",
        date=Moment(date.fromisoformat(issued)) if issued else None,
    )
    capture = make_capture(data, days, url=readout.url)
    values: dict[str, Any] = {"genre": "readout", "extractor": "test/1"}
    return Sighting(
        publisher=publisher,
        key=key,
        capture=capture,
        data=data,
        readout=readout,
        **(values | given),
    )


def make_absence(outcome: str, days: float, *, status: int | None = 404, **given: Any) -> Sighting:
    """That a statement was looked for and not seen."""
    data = f"{outcome} {days}".encode()
    return Sighting(
        publisher=NORLAND,
        key=CALL,
        capture=make_capture(data, days, status=status),
        data=data,
        outcome=outcome,  # type: ignore[arg-type]
        **given,
    )
