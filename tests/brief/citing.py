"""Statements to cite, made by hand."""

from datetime import UTC, date, datetime
from typing import Any

from crossread.model import Capture, Cited, Moment, Publisher, Statement, Version, digest_of

TEXT = (
    "Minister Orlan spoke with the Foreign Minister of Sudria. They discussed the border, and "
    "Minister Orlan voiced concern about the detention of two fishermen."
)
SEEN = datetime(2024, 3, 6, 9, 30, tzinfo=UTC)


def make_cited(
    text: str = TEXT,
    *,
    id: str = "no-mfa:1",
    name: str = "Norland Foreign Ministry",
    title: str = "Call with Sudria",
    url: str = "https://mfa.example/news/1",
    day: date | None = date(2024, 3, 5),
    language: str = "en",
    versions: int = 1,
    data: bytes = b"<html>",
    **capture: Any,
) -> Cited:
    moment = Moment(day) if day else None
    digest = digest_of(text.encode())
    statement = Statement(
        id=id,
        publisher=Publisher(id="no-mfa", name=name, country="NOR"),
        url=url,
        title=title,
        date=moment,
        language=language,
        genre="readout",
        digest=digest,
        version=versions,
        versions=versions,
        characters=len(text),
        first_seen=SEEN,
        last_seen=SEEN,
    )
    version = Version(
        statement=id,
        number=versions,
        title=title,
        text=text,
        language=language,
        date=moment,
        first_seen=SEEN,
        last_seen=SEEN,
        digest=digest,
    )
    return Cited(statement, version, make_capture(data, url=url, **capture))


def make_capture(data: bytes = b"<html>", **given: Any) -> Capture:
    values: dict[str, Any] = {"at": SEEN, "via": "http", "url": "https://mfa.example/news/1"}
    return Capture(digest=digest_of(data), size=len(data), **(values | given))
