"""Opening a zipped document (DOCX is one) without being drowned by what unpacks from it."""

import struct
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from crossread.collect.raw import Raw
from crossread.errors import BadInput, TooLarge

# An office file of a thousand pages with photographs stays far below these.
MAX_MEMBERS = 10_000
MAX_TOTAL = 200_000_000  # bytes, unpacked
MAX_XML = 50_000_000  # bytes of one XML part, unpacked: a parser needs ten times as much memory
MAX_RATIO = 200  # unpacked to packed
SMALL = 1_000_000  # bytes, unpacked: below this a ratio says nothing

# What the standard library raises on a damaged archive.
DAMAGE = (
    BadZipFile, zlib.error, struct.error, OSError, EOFError,
    ValueError, ArithmeticError, LookupError, RuntimeError,
)  # fmt: skip


class Package:
    """A zipped document whose directory has been looked at, and nothing unpacked yet."""

    def __init__(self, raw: Raw) -> None:
        self._raw = raw
        try:
            with ZipFile(BytesIO(raw.data)) as opened:
                self._members = opened.infolist()
        except DAMAGE as error:
            raise as_damaged(raw) from error

    @property
    def names(self) -> frozenset[str]:
        """The names of the members."""
        return frozenset(member.filename for member in self._members)

    def check(self) -> None:
        """Refuse a bomb, a locked file and XML that defines entities, before any parser runs.

        Raises:
            TooLarge: it would unpack to more than the limits above.
            BadInput: it is damaged, locked, or holds entity definitions.
        """
        self._check_directory()
        try:
            with ZipFile(BytesIO(self._raw.data)) as opened:
                total = 0
                for member in self._members:
                    total += self._check_member(opened, member, MAX_TOTAL - total)
        except DAMAGE as error:
            raise as_damaged(self._raw) from error

    def _check_directory(self) -> None:
        if any(member.flag_bits & 1 for member in self._members):
            raise BadInput(f"{self._raw.name} is locked with a password", "Save it without one.")
        declared = sum(member.file_size for member in self._members)
        if declared > MAX_TOTAL or len(self._members) > MAX_MEMBERS:
            raise self._bomb()
        if any(_is_dense(member) for member in self._members):
            raise self._bomb()

    def _check_member(self, opened: ZipFile, member: ZipInfo, room: int) -> int:
        """Unpack one member, trusting no declared size; give its true size in bytes."""
        is_xml = member.filename.lower().endswith((".xml", ".rels"))
        room = min(room, MAX_XML) if is_xml else room
        with opened.open(member) as stream:
            content = stream.read(room + 1)
        if len(content) > room:
            raise self._bomb()
        if is_xml and (b"<!DOCTYPE" in content or b"<!ENTITY" in content):
            raise BadInput(f"{self._raw.name} defines XML entities, which no DOCX needs", _RESAVE)
        return len(content)

    def _bomb(self) -> TooLarge:
        fact = f"{self._raw.name} unpacks to far more than a document holds"
        return TooLarge(fact, f"The limit is {MAX_TOTAL:,} bytes unpacked; give its plain text.")


_RESAVE = "Open it in an office program and save it again as DOCX, or as plain text."


def _is_dense(member: ZipInfo) -> bool:
    return member.file_size > SMALL and member.file_size > MAX_RATIO * member.compress_size


def as_damaged(raw: Raw) -> BadInput:
    """The error for an archive that does not open."""
    return BadInput(f"{raw.name} is a damaged DOCX or ZIP file", _RESAVE)
