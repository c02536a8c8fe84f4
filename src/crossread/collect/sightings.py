"""A look -> what the archive is told of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from crossread.collect.items import Item
from crossread.collect.looking import Looked
from crossread.collect.publishers import Parsed, PublisherRules, genre_of
from crossread.model import Capture, Readout, Sighting
from crossread.model.source_run import Known
from crossread.model.statement import Via, digest_of


def sightings_of(
    rules: PublisherRules,
    key: str,
    looked: Looked,
    at: datetime,
    *,
    known: Known | None = None,
    item: Item | None = None,
    via: Via = "http",
    name: str = "",
) -> Iterator[Sighting]:
    """One look as sightings: two where the page has moved, of the redirect and of the page.

    Args:
        rules: the publisher.
        key: of the address that was asked for.
        looked: what came of it.
        at: the moment of the look.
        known: the statement as it was known before.
        item: how the source names it.
        via: the way by which the answer came.
        name: what the capture is called, such as the address of an archived copy.
    """
    if looked.parsed is None:
        yield _not_seen(rules, key, looked, at, via, name)
        return
    capture = looked.answer.capture(via, at=at, name=name)
    other = (looked.key,) if looked.key and looked.key != key else ()
    if looked.verdict.outcome == "moved":
        yield _moved(rules, key, looked, at, via)
        key, other = looked.key, (key,)
    readout = completed(looked.parsed.readout, known, item)
    yield _seen(rules, key, capture, looked.answer.data, readout, looked.parsed, other)


def _not_seen(
    rules: PublisherRules, key: str, looked: Looked, at: datetime, via: Via, name: str
) -> Sighting:
    answer = looked.answer
    return Sighting(
        publisher=rules.publisher,
        key=key,
        capture=answer.capture(via, at=at, name=f"{name} {why(looked)}".strip()),
        data=answer.data,
        outcome=looked.verdict.outcome,
    )


def _moved(rules: PublisherRules, key: str, looked: Looked, at: datetime, via: Via) -> Sighting:
    return Sighting(
        publisher=rules.publisher,
        key=key,
        capture=redirect_capture(looked, at, via),
        data=b"",
        outcome="moved",
        also=(looked.key,),
    )


def feed_sighting(
    rules: PublisherRules,
    key: str,
    item: Item,
    parsed: Parsed,
    capture: Capture,
    data: bytes,
    known: Known | None,
) -> Sighting:
    """A statement read out of an item of a feed; the capture is the whole feed, kept once."""
    own = replace(capture, name=item.url)
    return _seen(rules, key, own, data, completed(parsed.readout, known, item), parsed, ())


def completed(readout: Readout, known: Known | None, item: Item | None) -> Readout:
    """The readout with the title and day that its page does not tell and its source does.

    What was taken once is taken again, so that a look without the source reads the same.
    """
    title = readout.title or (known.title if known else "") or (item.title if item else "")
    date = readout.date or (known.date if known else None) or (item.date if item else None)
    if title == readout.title and date == readout.date:
        return readout
    note = "title or day as its source tells them"
    return replace(readout, title=title, date=date, notes=(*readout.notes, note))


def why(looked: Looked) -> str:
    """The rule that decided and what it saw, for whoever looks at the capture."""
    return f"{looked.verdict.rule}: {looked.verdict.saw}"[:300]


def redirect_capture(looked: Looked, at: datetime, via: Via) -> Capture:
    """The redirect itself, apart from the page that it led to."""
    answer = looked.answer
    return Capture(
        digest=digest_of(b""),
        size=0,
        at=at,
        via=via,
        url=answer.url,
        final_url=answer.final_url,
        status=answer.hops[0].status if answer.hops else None,
        name=why(looked),
    )


def _seen(
    rules: PublisherRules,
    key: str,
    capture: Capture,
    data: bytes,
    readout: Readout,
    parsed: Parsed,
    also: tuple[str, ...],
) -> Sighting:
    return Sighting(
        publisher=rules.publisher,
        key=key,
        capture=capture,
        data=data,
        readout=readout,
        genre=genre_of(rules, readout.title, readout.url or capture.url),
        extractor=parsed.extractor,
        also=also,
    )
