"""RSS, Atom and JSON Feed -> items. The formats are feedparser's work."""

import json
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from io import BytesIO
from time import struct_time
from typing import Any

import feedparser

from crossread.collect.answer import Answer
from crossread.collect.encoding import decode
from crossread.collect.items import Item, Items, refuse_entities
from crossread.collect.overfull import refuse_overfull_tags
from crossread.collect.publishers import PublisherRules, Source, parse_feed_item
from crossread.errors import BadInput

MOST_ITEMS = 5_000  # of one feed that are looked at; real ones hold 10 to 500


def read_feed(answer: Answer, rules: PublisherRules, source: Source) -> Items:
    """The items of a feed, in its order.

    A feed whose XML is broken gives what could be read, and a remark.

    Raises:
        BadInput: it is no feed, defines XML entities, or cannot be read in good time.
    """
    text = decode(answer.raw).text
    remarks: tuple[str, ...] = ()
    if text.lstrip().startswith("{"):
        entries = _json_entries(text, answer.url)
    else:
        refuse_entities(text, answer.url)
        refuse_overfull_tags(text, answer.url, is_feed=True)
        entries, remarks = _xml_entries(answer)
    if len(entries) > MOST_ITEMS:
        remarks += (f"{answer.url} has {len(entries)} items, of which {MOST_ITEMS} are read",)
    items, lost = [], []
    for entry in entries[:MOST_ITEMS]:
        try:
            items.append(_item(entry, rules, source, answer))
        except BadInput as error:
            lost.append(str(error))
    if lost:
        remarks += (f"{answer.url}: {len(lost)} items could not be read, such as: {lost[0]}",)
    return Items(tuple(item for item in items if item.url), remarks)


def _item(entry: Mapping[str, Any], rules: PublisherRules, source: Source, answer: Answer) -> Item:
    read = parse_feed_item(entry, rules, source, answer.final_url)
    # Asked for only where it is: feedparser gives the day of publication in its place.
    changed = _instant(entry["updated_parsed"]) if "updated_parsed" in entry else None
    return Item(read.url, read.title, read.date, changed, read.parsed)


def _xml_entries(answer: Answer) -> tuple[list[Mapping[str, Any]], tuple[str, ...]]:
    # A stream, never bytes: those feedparser takes for the name of a file, if there is one.
    kind = answer.header("content-type")
    found = feedparser.parse(
        BytesIO(answer.data),
        response_headers={"content-type": kind or "application/xml"},
    )
    broken = found.get("bozo_exception") if found.get("bozo") else None
    if isinstance(broken, feedparser.exceptions.ThingsNobodyCaresAboutButMe):
        broken = None
    if not found.entries and (broken or not found.get("version")):
        reason = f": {_short(broken)}" if broken else ""
        raise BadInput(f"{answer.url} is no feed{reason}", "Open it in a browser: has it moved?")
    if broken is None:
        return found.entries, ()
    fact = (
        f"{answer.url} is broken XML ({_short(broken)}): {len(found.entries)} items could be read"
    )
    return found.entries, (fact,)


def _short(error: object) -> str:
    return " ".join(str(error).split())[:100]


def _json_entries(text: str, name: str) -> list[Mapping[str, Any]]:
    """The items of a JSON Feed (jsonfeed.org, version 1.1), as feedparser would give them."""
    try:
        data = json.loads(text)
        items = data["items"]
        if not isinstance(items, list) or "jsonfeed.org" not in str(data.get("version")):
            raise BadInput(f"{name} is JSON, but no JSON Feed")
    except (ValueError, KeyError, RecursionError) as error:
        raise BadInput(f"{name} is broken JSON, or no JSON Feed") from error
    return [_as_entry(item) for item in items if isinstance(item, dict)]


def _as_entry(item: dict[str, Any]) -> Mapping[str, Any]:
    body = item.get("content_html") or item.get("content_text") or ""
    return {
        "link": item.get("url") or item.get("external_url"),
        "title": item.get("title"),
        "summary": item.get("summary"),
        "content": [{"value": body}] if body else [],
        "published_parsed": _stamp(item.get("date_published")),
        "updated_parsed": _stamp(item.get("date_modified")),
    }


def _stamp(words: object) -> struct_time | None:
    try:
        at = datetime.fromisoformat(str(words))
        return at.utctimetuple() if at.tzinfo else None
    except (ValueError, OverflowError):  # OverflowError: UTC's calendar begins after it
        return None


def _instant(stamp: struct_time | None) -> datetime | None:
    try:
        return datetime.fromtimestamp(timegm(stamp), UTC) if stamp else None
    except (ValueError, OverflowError, OSError):
        return None
