"""A record that holds every wording its maker saw -> one record for each wording."""

from collections.abc import Iterator
from typing import Any

from crossread.collect.moment import read_mail_moment
from crossread.errors import BadInput

MOST = 10_000  # wordings of one statement; the most in 308 real histories is five


def is_history(record: dict[str, Any]) -> bool:
    """Whether the record, or the one it was split from, holds several wordings."""
    return record.get("versions") is not None


def split_history(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The record itself; or, where it has `versions`, one record for each of them.

    A version's own fields go before those of the record. `seen` is the moment of its capture,
    `pub` the day and hour that its feed gave.

    Raises:
        BadInput: `versions` is no list of objects.
    """
    if not is_history(record):
        yield record
        return
    versions = record["versions"]
    if not isinstance(versions, list) or not all(isinstance(v, dict) for v in versions):
        raise BadInput("has versions that are no list of objects", "Each is {text, seen, ...}.")
    if not versions:
        raise BadInput("has no versions")
    if len(versions) > MOST:
        raise BadInput(f"has {len(versions):,} versions; the limit is {MOST:,}")
    for version in versions:
        yield record | _renamed(version)


def _renamed(version: dict[str, Any]) -> dict[str, Any]:
    """A version with its fields under the names that records have."""
    given = dict(version)
    if "seen" in given:
        given["first_seen"] = given.pop("seen")
    if "pub" in given:
        given["published"] = _as_iso(given.pop("pub"))
    return given


def _as_iso(words: Any) -> Any:
    """The moment that a feed wrote in the manner of mail, as ISO writes it; else as it was."""
    moment = read_mail_moment(str(words))
    return moment.isoformat() if moment else words


def check_moment(record: dict[str, Any], is_dated: bool) -> None:
    """Refuse a wording of several that does not say when it was seen: no order can be told.

    Raises:
        BadInput: it does not say it.
    """
    if is_history(record) and not is_dated:
        raise BadInput("does not say when it was seen", "Give each of `versions` its `seen`.")
