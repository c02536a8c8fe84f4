"""What the readers of bulk files share: what they give, their limits, how an error is told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from crossread.errors import CrossreadError
from crossread.model import Publisher, Readout, Refusal, Sighting, Via

Item = Sighting | Refusal


class Parse(Protocol):
    """How the bytes of a document become a text; `collect.read_bytes` is one."""

    def __call__(self, data: bytes, *, name: str, url: str = "", content_type: str = "") -> Readout:
        """The text of the document, or an error that says why it has none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLimits:
    """How much one item may cost, and whether an address may lie in a private network."""

    max_bytes: int = 100_000_000  # of a document, unpacked; the same as `compare` takes
    # of one record of a bulk file. The longest of nine real archives has 270,000 bytes; reading
    # one needs some five times its size in memory.
    max_record_bytes: int = 20_000_000
    timeout_s: float = 20.0  # in all, for an address
    allow_private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a record stood, for its capture and for what its own fields do not say."""

    name: str  # "us-state.jsonl.gz, line 17"
    at: datetime  # the file's modification time, where the record gives no time of capture
    publisher: Publisher | None = None  # where the record names none
    via: Via = "bulk"


def refusal_of(error: CrossreadError, name: str) -> Refusal:
    """The error as a refusal; its message does not say the name a second time."""
    reason = str(error)
    for start in (f"{name}: ", f"{name} "):
        reason = reason.removeprefix(start)
    return Refusal(legible_name(name), reason, error.hint)


def legible_name(name: str) -> str:
    """A file's name as text that any database and terminal takes, whatever its bytes are."""
    return name.encode("utf-8", "backslashreplace").decode()
