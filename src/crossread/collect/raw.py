"""Bytes as they came, before anybody has said what they mean."""

import re
from dataclasses import dataclass

from crossread.errors import TooLarge

_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Raw:
    """A document as received, with what was said of it on the way."""

    data: bytes
    name: str  # what errors call it: a file's name, an address
    url: str = ""
    content_type: str = ""

    @property
    def media_type(self) -> str:
        """The declared type in lower case, such as "text/html"; empty when none came."""
        return self.content_type.partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """The declared character encoding; empty when none came."""
        found = _CHARSET.search(self.content_type)
        return found[1] if found else ""

    @property
    def suffix(self) -> str:
        """The end of the name in lower case, such as ".pdf"; empty when it has none."""
        last = re.split(r"[?#]", self.name)[0].rpartition("/")[2]
        return f".{last.rpartition('.')[2].lower()}" if "." in last else ""


def as_too_large(name: str, max_bytes: int) -> TooLarge:
    """The error for a document above the limit."""
    fact = f"{name} is larger than the limit of {max_bytes:,} bytes"
    return TooLarge(fact, "Raise the limit with --max-bytes if it really is one statement.")
