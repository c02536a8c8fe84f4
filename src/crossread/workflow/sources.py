"""What LEFT and RIGHT may be: a path, else an address, else a statement of the archive."""

import re
from dataclasses import dataclass
from pathlib import Path

from crossread.collect import load_readout
from crossread.errors import BadInput, CrossreadError, NotFound
from crossread.model import Readout

# A publisher, a colon and what tells its statements apart: "us-state:06cafd9b7c7d"; of that, as
# much as tells it: "us-state:06", or "us-state:" where it has but one; or the twelve digits alone.
ARCHIVE_ID = re.compile(r"[\w.-]+:(?!//)\S*|[0-9a-f]{12}(?:@\d+)?")
WORDING = re.compile(r"(?P<id>.+)@(?P<number>[1-9]\d{0,5})")  # "us-state:06ca@1": its first one

STDIN = "-"
ADDRESS = re.compile(r"\s*https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a text may come from, and how much it may cost."""

    archive: str
    max_bytes: int
    timeout_s: float
    allow_private: bool


def load_source(source: str, reach: Reach) -> Readout:
    """The text that a word of the command line means.

    Raises:
        NotFound: it is no file, and no statement of the archive either.
        BadInput, NotAReadout, TooLarge, SourceUnavailable: as `load_readout`.
    """
    if _may_be_id(source) and (ARCHIVE_ID.fullmatch(source) or _is_held(source, reach.archive)):
        return _load_statement(source, reach.archive)
    return load_readout(
        source,
        max_bytes=reach.max_bytes,
        timeout_s=reach.timeout_s,
        allow_private=reach.allow_private,
    )


def _may_be_id(source: str) -> bool:
    return source != STDIN and not ADDRESS.match(source) and not _is_there(source)


def _is_there(source: str) -> bool:
    try:
        return Path(source).exists()
    except (OSError, ValueError):
        return False


def _is_held(identity: str, address: str) -> bool:
    """Whether an archive has it: a bulk file may give ids of any form."""
    from crossread.archive import Archive

    try:
        with Archive.open(address, read_only=True) as archive:
            found = WORDING.fullmatch(identity)
            return archive.holds(identity) or (found is not None and archive.holds(found["id"]))
    except CrossreadError:
        return False  # then it can be a file's name alone, and that is what is said


def _load_statement(identity: str, address: str) -> Readout:
    from crossread.archive import Archive

    try:
        archive = Archive.open(address, read_only=True)
    except (NotFound, BadInput) as error:
        hint = f"As an id of a statement it needs an archive: {error}"
        raise NotFound(f"{identity!r} is no file and no address", hint) from error
    with archive:
        if not archive.holds(identity) and (found := WORDING.fullmatch(identity)):
            return archive.readout(found["id"], int(found["number"]))
        return archive.readout(identity)
