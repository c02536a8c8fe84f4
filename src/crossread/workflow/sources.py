"""What LEFT and RIGHT may be: a path, else an address, else a statement of the archive."""

import re
from dataclasses import dataclass
from pathlib import Path

from crossread.collect import load_readout
from crossread.errors import BadInput, NotFound
from crossread.model import Readout

# A publisher, a colon and what tells its statements apart: "us-state:06cafd9b7c7d"; of that, as
# much as tells it: "us-state:06", or "us-state:" where it has but one.
ARCHIVE_ID = re.compile(r"[\w.-]+:(?!//)\S*")
WORDING = re.compile(r"(?P<id>.+)@(?P<number>[1-9]\d{0,5})")  # "us-state:06ca@1": its first one


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
    if ARCHIVE_ID.fullmatch(source) and not _is_there(source):
        return _load_statement(source, reach.archive)
    return load_readout(
        source,
        max_bytes=reach.max_bytes,
        timeout_s=reach.timeout_s,
        allow_private=reach.allow_private,
    )


def _is_there(source: str) -> bool:
    try:
        return Path(source).exists()
    except (OSError, ValueError):
        return False


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
